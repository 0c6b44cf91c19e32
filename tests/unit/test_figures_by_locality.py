"""The headline figures by locality, against sums worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure import public
from lib.measures import home_care_by_locality
from lib.measures.areas_in_localities import NOWHERE
from lib.measures.figures_by_locality import WHOLE, people_and_homes, whole_of, with_bed_rate, with_home_care
from lib.measures.home_care_shown import home_care_shown
from lib.views.overview_sentences import say_by_locality, say_left_out

pytestmark = pytest.mark.unit

NAMES = {"a": "North", "b": "South"}
PEOPLE = pd.DataFrame(
    {"population_65_plus": [2000.0, 1000.0, 50.0], "population_75_plus": [900.0, 500.0, 0.0]}, index=["a", "b", NOWHERE]
)


def homes(beds):
    frame = pd.DataFrame({"registered_beds": beds, "has_nursing": False, "provider_name": "X"})
    return frame.assign(geometry=None)


def figures(people=PEOPLE):
    return people_and_homes(NAMES, people, homes([30, 24, 10, 0]), pd.Series(["a", "b", "", "b"]), "Shire")


def shown(hours, packages, waiting, names=("North", "South", "NULL")):
    rows = pd.DataFrame({"locality_name": names, "period": "2025-03", "hours": hours, "packages": packages,
                         "people_waiting": waiting, "is_unallocated": [n == "NULL" for n in names]})  # fmt: skip
    return home_care_shown(home_care_by_locality(rows), "No locality given")


def test_people_and_beds_of_each_locality_of_none_and_of_the_whole():
    table = figures().set_index("locality_name")
    assert list(table.index) == ["North", "South", NOWHERE, "Shire"]
    assert table["population_65_plus"].tolist() == [2000, 1000, 50, 3050]
    assert table["homes_count"].tolist() == [1, 2, 1, 4]  # one home stands in no locality
    assert table["registered_beds"].tolist() == [30, 24, 10, 64]  # the home of 0 beds has none stated
    rate = with_bed_rate(public(figures(), because="a register"))
    assert rate.frame["beds_per_1000_75_plus"].tolist()[:2] == pytest.approx([1000 * 30 / 900, 48])
    assert rate.states["beds_per_1000_75_plus"].iloc[2] == "not applicable"


def test_homes_whose_beds_nobody_states_have_no_beds_and_no_rate():
    table = people_and_homes(NAMES, PEOPLE, homes([30, 0, 0]), pd.Series(["a", "b", "b"]), "Shire")
    assert table["homes_count"].tolist() == [1, 2, 0, 3]
    assert table["registered_beds"].tolist()[::2] == [30, 0]
    assert table["registered_beds"].isna().tolist() == [False, True, False, False]
    assert table["registered_beds"].iloc[-1] == 30
    none = people_and_homes(NAMES, PEOPLE, homes([0, 0]), pd.Series(["a", "b"]), "Shire")
    shown = with_bed_rate(public(none, because="a register"))
    assert not any("beds" in said for said in say_by_locality(shown, ""))


def test_a_locality_with_people_not_known_makes_the_whole_not_known():
    table = figures(PEOPLE.assign(population_75_plus=[900.0, np.nan, 0.0]))
    assert table["population_75_plus"].isna().tolist() == [False, True, False, True]
    assert table["population_85_plus"].isna().all()


def test_home_care_of_no_locality_is_in_the_row_of_none_and_columns_add_up():
    found = with_home_care(shown([800.0, 500.0, 70.0], [80, 50, 10], [40, 25, 15]), figures())
    assert found.frame["hours"].tolist() == [800, 500, 70, 1370]
    assert found.frame["people_waiting"].tolist() == [40, 25, 15, 80]
    assert not found.is_public


def test_a_name_the_reader_matched_goes_to_its_locality_and_any_other_to_none():
    now = shown([800.0, 500.0, 70.0], [80, 50, 10], [40, 25, 15], ("The North", "Elsewhere", "South"))
    found = with_home_care(now, figures(), {"The North": "North"}).frame.set_index("locality_code")["hours"]
    assert found.to_dict() == {"a": 800, "b": 70, NOWHERE: 500, WHOLE: 1370}


def test_the_whole_is_of_the_figures_as_they_came_where_they_were_spread():
    came = shown([1370.0], [140], [80], ("Everywhere",))
    spread = shown([1300.0, 60.0, 10.0], [130, 8, 2], [76, 3, 1])
    found = with_home_care(spread, figures(), as_came=came).frame
    assert found["people_waiting"].isna().tolist() == [False, True, True, False]
    assert found["people_waiting"].iloc[3] == 80
    assert found["hours"].iloc[3] == 1370


def test_hidden_hours_stay_hidden_and_are_in_no_total():
    now = shown([800.0, 500.0, 9.0], [80, 50, 2], [40, 25, 0])
    found = with_home_care(now, figures())
    assert found.is_hidden("hours").tolist()[:3].count(True) == now.is_hidden("hours").sum() > 0
    known = found.frame["hours"].iloc[:3].sum()
    assert found.frame["hours"].iloc[3] == whole_of(now, "hours") == known < 1309


def test_nothing_to_show_makes_no_total():
    now = shown([9.0], [2], [1], ("North",))
    assert np.isnan(whole_of(now, "hours"))
    found = with_home_care(now, figures())
    assert found.is_hidden("hours").tolist() == [True, False, False, True]


def test_a_locality_without_a_row_is_not_collected():
    found = with_home_care(shown([800.0], [80], [40], ("North",)), figures())
    assert [str(state) for state in found.states["hours"]] == ["shown", "not collected", "zero", "shown"]


def test_findings_name_the_most_and_the_fewest_beds_and_who_waits():
    found = with_bed_rate(with_home_care(shown([800.0, 500.0, 70.0], [80, 50, 10], [40, 25, 15]), figures()))
    beds, waiting, nowhere = say_by_locality(found, "March 2025")
    assert beds.startswith(
        "South has the most beds for its people aged 75 and over (48 per 1,000), North the fewest (33)"
    )
    assert waiting == "Most people wait for home care in North: 40 in March 2025."
    assert nowhere == "In no locality: 1 care home and 70 hours of home care."
    assert say_left_out("It", ("North", "South")) == "It leaves out North and South, hidden to protect people."


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 300)), min_size=1, max_size=6),
    st.lists(st.sampled_from(["a", "b", ""]), min_size=1, max_size=12),
)
def test_columns_always_add_up_to_the_whole(care, places):
    names = [f"Place {n}" for n in range(len(care))]
    now = shown([float(3 * p) for p, _ in care], [p for p, _ in care], [w for _, w in care], names)
    table = people_and_homes(
        {"a": "Place 0", "b": "Place 1"}, PEOPLE, homes([10] * len(places)), pd.Series(places), "W"
    )
    found = with_home_care(now, table)
    for name in ("population_65_plus", "homes_count", "registered_beds"):
        assert found.frame[name].iloc[:-1].sum() == found.frame[name].iloc[-1]
    kept = now.frame["hours"].dropna().astype(float)
    assert (
        found.frame["hours"].iloc[-1] == pytest.approx(kept.sum()) if len(kept) else found.is_hidden("hours").iloc[-1]
    )
    if not found.is_hidden("hours").any():
        assert found.frame["hours"].iloc[:-1].sum() == pytest.approx(found.frame["hours"].iloc[-1])


def test_a_register_that_states_no_beds_has_none_anywhere_and_homes_are_said_instead():
    homes = pd.DataFrame({"registered_beds": pd.array([pd.NA] * 3, dtype="Int64"), "has_nursing": False})
    found = people_and_homes({"n": "North", "s": "South"}, None, homes, pd.Series(["n", "s", "n"]), "Here")
    assert found["registered_beds"].isna().all()
    assert found["homes_count"].tolist() == [2, 1, 0, 3]
    assert say_by_locality(with_bed_rate(public(found, because="made up")), "")[0].startswith(
        "North has the most care homes (2)."
    )


def said_of_rates(*rates):
    names = [*"ABCD"[: len(rates)], NOWHERE, "All"]
    codes = [*names[:-1], WHOLE]
    table = pd.DataFrame({"locality_code": codes, "locality_name": names, "registered_beds": 0, "homes_count": 0})
    table["beds_per_1000_75_plus"] = pd.array([*rates, None, None], dtype="Float64")
    return say_by_locality(public(table, because="a register"), "March 2025")[0]


def test_localities_that_share_the_first_or_last_place_are_all_named():
    said = said_of_rates(10.0, 10.0, 0.0, 0.0)
    assert said.startswith("A and B have the most beds for their people aged 75 and over (10 per 1,000), C and D the")
    assert said_of_rates(0.0, 0.0) == "No locality has a registered bed."
    assert "(0.4 per 1,000), B the fewest (0.2)" in said_of_rates(0.4, 0.2)
