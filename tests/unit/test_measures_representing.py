"""Representation as it may be shown: rows made ready, areas and groups protected together, ages, areas and steps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.measures.characteristic_names import names_used, with_act_names
from lib.measures.characteristic_rows import (
    ALL_AREAS,
    ALL_GROUPS,
    by_age_and_sex,
    groups_of,
    periods_of,
    places_of,
    steps_of,
    whole_groups,
)
from lib.measures.representing import (
    in_place,
    protected_groups,
    relative_rates_shown,
    representation_shown,
    unknowns_shown,
)
from lib.measures.representing_more import (
    elsewhere_shown,
    funnel_shown,
    pathway_shown,
    protected_steps,
    standardised_shown,
)

pytestmark = pytest.mark.unit
RATES = {"18 to 64": 0.01, "65 and over": 0.10}
OLD = {"Settled": 0.30, "Younger": 0.05, "Left out": 0.30}


def file_of(rows: list[dict], **more: object) -> pd.DataFrame:
    """Rows as the door gives them."""
    blank = {"users_count": pd.NA, "users_pct": np.nan, "population_count": pd.NA, "population_pct": np.nan}
    frame = pd.DataFrame([{**blank, **more, **row, "source_row": n + 2} for n, row in enumerate(rows)])
    return frame.astype({"users_count": "Int64", "population_count": "Int64"})


@pytest.fixture
def by_age() -> pd.DataFrame:
    """Everybody uses care alike at the same age, but for those left out, who use half; one group is only younger."""
    rows = []
    for group, people in (("Settled", 100_000), ("Younger", 20_000), ("Left out", 20_000)):
        for band, rate in RATES.items():
            for sex in ("Female", "Male"):
                n = people * (OLD[group] if band == "65 and over" else 1 - OLD[group]) / 2
                used = n * rate * (0.5 if group == "Left out" else 1)
                rows.append({"characteristic_group": group, "age_band": band, "sex": sex,
                             "users_count": round(used), "population_count": round(n)})  # fmt: skip
    return groups_of(file_of(rows, characteristic="Ethnicity"))


def test_names_of_the_act_take_the_place_of_others_and_never_two_become_one():
    file = pd.DataFrame({"characteristic": ["Ethnicity", "Religion", "Gender", "Carers", "Race"]})
    assert names_used(file)["used_as"].tolist() == ["race", "religion or belief", "sex", "unpaid carers", "Race"]
    assert len(set(with_act_names(file)["characteristic"])) == 5


def test_a_group_that_is_merely_younger_is_under_crude_and_no_evidence_standardised(by_age):
    groups = protected_groups(whole_groups(by_age))
    crude = representation_shown(groups).frame.set_index("characteristic_group")["verdict"]
    adjusted = standardised_shown(groups, by_age_and_sex(by_age)).frame.set_index("characteristic_group")
    assert crude["Younger"] == adjusted.loc["Younger", "crude_verdict"] == "under"
    assert crude["Left out"] == adjusted.loc["Left out", "verdict"] == "under"
    assert adjusted.loc["Younger", "verdict"] in ("no evidence of a difference", "over")
    assert adjusted.loc["Younger", "standardised_ratio"] > 0.95
    split = adjusted.loc["Younger", ["age_structure_per_1000", "rest_per_1000", "gap_per_1000"]].astype(float)
    assert split.iloc[:2].sum() == pytest.approx(split.iloc[2])
    assert split.iloc[0] < 0


@pytest.mark.parametrize(
    ("observed", "rule", "is_shown"), [(9, "none", False), (10, "none", True), (12, "asc", False), (13, "asc", True)]
)
def test_standardised_figures_need_ten_users_for_sure(by_age, observed, rule, is_shown):
    few = by_age.assign(users_count=by_age["users_count"].mask(by_age["characteristic_group"] == "Younger", 0))
    first = few.index[few["characteristic_group"] == "Younger"][0]
    few.loc[first, "users_count"] = observed
    table = standardised_shown(protected_groups(whole_groups(few), rule), by_age_and_sex(few)).frame
    row = table.set_index("characteristic_group").loc["Younger"]
    assert pd.notna(row["standardised_ratio"]) == is_shown
    assert (row["reason"] == "") == is_shown


def test_parts_add_up_to_groups_and_rows_for_all_ages_are_not_counted_again(by_age):
    whole = whole_groups(by_age).set_index("characteristic_group")
    assert whole.loc["Settled", "population_count"] == 100_000
    everybody = file_of([{"characteristic_group": "Settled", "age_band": "All ages", "sex": "All", "users_count": 7_000,
                          "population_count": 100_000}], characteristic="race", came_hidden=False)  # fmt: skip
    both = whole_groups(pd.concat([by_age, everybody], ignore_index=True))
    assert both["users_count"].tolist() == [7_000]


@pytest.fixture
def areas() -> pd.DataFrame:
    rng = np.random.default_rng(5)
    rows = [
        {"area": f"Area {a}", "period": period, "characteristic_group": group,
         "users_count": int(rng.poisson(mean)), "population_count": people}
        for a in range(7)
        for period in ("2024", "2025")
        for group, mean, people in (("White", 300, 9_000), ("Asian", 12, 700), ("Roma", 3, 90), ("Not known", 5, None))
    ]  # fmt: skip
    return groups_of(file_of(rows, characteristic="race"))


def test_no_choice_of_area_gives_away_what_another_hides(areas):
    groups = protected_groups(whole_groups(areas))
    assert groups.frame["is_suppressed"].any()
    assert groups.audit().passes


def test_the_whole_is_the_sum_of_its_areas_and_each_has_its_own_base(areas):
    groups = protected_groups(whole_groups(areas), "none")
    everywhere = representation_shown(in_place(groups, ALL_AREAS, "2025")).frame
    one = representation_shown(in_place(groups, "Area 3", "2025")).frame
    wanted = areas[areas["period"] == "2025"]
    assert everywhere["base"].iloc[0] == wanted["users_count"].sum()
    assert one["base"].iloc[0] == wanted.loc[wanted["area"] == "Area 3", "users_count"].sum()
    assert (places_of(areas)[0], periods_of(areas)) == ("Area 0", ["2025", "2024"])


def test_percentages_beside_counts_do_not_give_a_hidden_count_away():
    rows = [{"characteristic_group": "A", "users_count": 3, "users_pct": 2.9, "population_count": 50},
            {"characteristic_group": "B", "users_count": 100, "users_pct": 97.1, "population_count": 950}]  # fmt: skip
    shown = representation_shown(protected_groups(whole_groups(groups_of(file_of(rows, characteristic="race"))))).frame
    assert shown["users_pct"].isna().all()
    assert pd.isna(shown["users_share_pct"].iloc[0])
    assert shown["reason"].iloc[0] == "hidden to protect people"


def test_counts_the_file_hid_are_hidden_not_missing():
    rows = [{"characteristic_group": "A", "population_count": 50},
            {"characteristic_group": "B", "users_count": 100, "population_count": 950}]  # fmt: skip
    states = pd.DataFrame({"source_row": [2], "column": ["users_count"], "state": ["suppressed"]})
    groups = groups_of(file_of(rows, characteristic="race"), states)
    assert representation_shown(protected_groups(whole_groups(groups))).frame["is_suppressed"].tolist() == [True, False]


def test_unknowns_and_relative_rates_come_from_protected_counts(areas):
    here = in_place(protected_groups(whole_groups(areas)), ALL_AREAS, "2025")
    unknown = unknowns_shown(here).frame
    assert set(unknown["characteristic_group"]) == {"White", "Asian", "Roma"}
    rates = relative_rates_shown(here, "White").frame.set_index("characteristic_group")
    users = here.frame.set_index("characteristic_group")["users_count"]
    assert rates.loc["Asian", "relative_rate"] == pytest.approx((users["Asian"] / 4_900) / (users["White"] / 63_000))


def test_funnel_needs_five_areas_and_expects_the_areas_own_population(areas):
    groups = in_place(protected_groups(whole_groups(areas)), None, "2025")
    drawn = funnel_shown(groups, "race", "Asian")
    points = drawn.points.frame
    assert len(points) == 7
    base = groups.frame[groups.frame["characteristic_group"] == ALL_GROUPS].set_index("area")["users_count"]
    known = points.dropna(subset=["expected_count"]).iloc[0]
    assert known["expected_count"] == pytest.approx(base[known["area"]] * 700 / 9_790)
    four = areas[areas["area"].isin(places_of(areas)[:4])]
    assert funnel_shown(in_place(protected_groups(whole_groups(four)), None, "2025"), "race", "Asian") is None


def chain_of(groups: pd.DataFrame) -> pd.DataFrame:
    steps = steps_of(groups)
    return pathway_shown(protected_steps(steps), protected_groups(whole_groups(groups)), steps).frame


def test_steps_have_one_name_whatever_a_council_calls_them():
    said = ["Requests for support", "Needs assessments", "Long-term support", "Annual review", "Direct payments"]
    rows = [{"characteristic_group": "White", "stage": stage, "users_count": 100 - n} for n, stage in enumerate(said)]
    chain = chain_of(groups_of(file_of(rows, characteristic="race")))
    assert chain["stage"].tolist() == ["assessment", "service", "review", "direct payment"]
    assert chain["stage_before"].tolist() == ["contact", "assessment", "service", "service"]


def test_steps_of_one_area_and_of_all_are_protected_together():
    counts = {"North": {"White": (90, 60), "Asian": (30, 3)}, "South": {"White": (80, 50), "Asian": (40, 20)}}
    rows = [
        {"area": area, "characteristic_group": group, "stage": stage, "users_count": n}
        for area, groups in counts.items()
        for group, steps in groups.items()
        for stage, n in zip(("contact", "assessment"), steps, strict=True)
    ]
    shown = protected_steps(steps_of(groups_of(file_of(rows, characteristic="race"))), "under_6")
    assert shown.audit().passes
    assert set(shown.frame["area"]) == {"North", "South", ALL_AREAS}


def test_steps_make_a_chain_of_rates_and_hide_small_ones():
    counts = {"White": (900, 600, 300), "Asian": (100, 40, 3)}
    rows = [
        {"characteristic_group": group, "stage": stage, "users_count": n, "population_count": 10_000}
        for group, steps in counts.items()
        for stage, n in zip(("Contact", "Assessment", "Service"), steps, strict=True)
    ]
    groups = groups_of(file_of(rows, characteristic="race"))
    chain = chain_of(groups).set_index(["characteristic_group", "stage"])
    assert chain.loc[("White", "contact"), "rate_pct"] == pytest.approx(9.0)
    assert chain.loc[("Asian", "assessment"), "rate_pct"] == pytest.approx(40.0)
    assert chain.loc[("Asian", "service"), "reason"] == "hidden to protect people"
    assert whole_groups(groups)["users_count"].tolist() == [300, 3]


def test_shares_elsewhere_are_tested_only_with_a_base():
    rows = [{"characteristic_group": "Physical support", "users_pct": 62.0, "england_pct": 55.0},
            {"characteristic_group": "Other", "users_pct": 38.0, "england_pct": 45.0}]  # fmt: skip
    groups = protected_groups(whole_groups(groups_of(file_of(rows, characteristic="primary support reason"))))
    without, with_base = elsewhere_shown(groups).frame, elsewhere_shown(groups, 2_000).frame
    assert without["england_pct_gap"].round(6).tolist() == [7.0, -7.0]
    assert without["england_pct_verdict"].tolist() == ["not testable"] * 2
    assert with_base["england_pct_verdict"].tolist() == ["over", "under"]
