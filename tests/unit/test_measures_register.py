"""What a register says besides where homes are: openings, key questions, rates, owners; worked by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import public
from lib.measures.bed_rates import Place, bed_rates
from lib.measures.openings import by_month, said_of_dates
from lib.measures.openings_by_place import openings_by_place
from lib.measures.ownership import concentration_by_place, exit_of, owners_by_place, with_groups
from lib.measures.ratings import age_of_rating, by_key_question
from lib.measures.ratings_by_place import ratings_by_place
from lib.measures.scope import HomeFilter, choose_closed
from lib.views.market_sentences import say_bed_rates
from lib.views.ownership_sentences import say_exit, say_places
from lib.views.register_sentences import (
    say_bed_rates_by_place,
    say_key_questions,
    say_key_questions_by_place,
    say_openings,
    say_openings_by_place,
)

pytestmark = pytest.mark.unit


def days(*given):
    return pd.to_datetime(pd.Series(given)).astype("datetime64[s]")


@pytest.fixture
def homes():
    return pd.DataFrame(
        {
            "name": list("ABCD"),
            "registered_beds": pd.array([40, 20, 20, None], dtype="Int64"),
            "has_nursing": pd.array([True, False, True, False], dtype="boolean"),
            "home_kind": ["nursing", "residential", "nursing and residential", "residential"],
            "specialisms": ["Dementia", "Older people", "Dementia; Older people", ""],
            "provider_name": ["P Ltd", "Q Ltd", "R Ltd", None],
            "brand_name": ["Big Group", None, "Big Group", None],
            "rating": ["Good", "Inadequate", "Insufficient evidence to rate", None],
            "rating_safe": ["Requires improvement", "Inadequate", None, None],
            "rating_caring": ["Good", "Good", None, None],
            "opened_on": days("2024-01-15", None, "2024-03-01", "2024-03-31"),
            "is_dormant": pd.array([True, False, False, False], dtype="boolean"),
            "also_registered_as": [None, None, "1-9", None],
        }
    )


@pytest.fixture
def closed():
    return pd.DataFrame(
        {
            "registered_beds": pd.array([10], dtype="Int64"),
            "opened_on": days("2023-12-01"),
            "closed_on": days("2024-02-10"),
        }
    )


def test_every_month_has_what_opened_and_what_closed(homes, closed):
    table = by_month(homes, closed, months=4).set_index("month")
    assert list(table.index) == ["2023-12", "2024-01", "2024-02", "2024-03"]
    assert table["opened"].tolist() == [1, 1, 0, 2]
    assert table["beds_opened"].tolist() == [10, 40, 0, 20]
    assert table["closed"].tolist() == [0, 0, 1, 0]
    assert table["net_beds"].tolist() == [10, 40, -10, 20]


def test_a_later_last_month_adds_empty_ones(homes, closed):
    table = by_month(homes, closed, months=2, until=pd.Timestamp("2024-05-01"))
    assert table[["opened", "closed"]].to_numpy().sum() == 0


def test_without_any_day_there_are_no_months(homes, closed):
    assert by_month(homes.assign(opened_on=days(*[None] * 4)), closed.iloc[:0]).empty


def test_closed_homes_without_beds_leave_the_change_in_beds_unknown(homes, closed):
    gone = closed.assign(registered_beds=pd.array([None] * len(closed), dtype="Int64"))
    table = by_month(homes, gone, months=4)
    assert table["beds_opened"].tolist() == [0, 40, 0, 20]
    assert table[["beds_closed", "net_beds"]].isna().all(axis=None)
    said = "In Town, 4 homes opened and 1 home closed from December 2023 to March 2024; "
    known = said_of_dates(homes, gone)
    assert (
        say_openings(table, known, "Town")[0]
        == f"{said}no beds are given for those that closed, so the change in beds cannot be told."
    )
    none = homes.assign(registered_beds=pd.array([None] * 4, dtype="Int64"))
    assert "those that opened and closed, so" in say_openings(by_month(none, gone, months=4), known, "Town")[0]
    where, gone_where = pd.Series("North", index=homes.index), pd.Series("North", index=gone.index)
    placed = openings_by_place(homes, gone, where, gone_where, months=4)
    assert placed[["opened", "closed", "beds_opened"]].to_numpy().tolist() == [[4, 1, 60]]
    assert placed[["beds_closed", "net_beds"]].isna().all(axis=None)
    assert "no ward is said to have lost most" in say_openings_by_place(placed, "ward", has_closed=True)[0]
    nobody = openings_by_place(none, gone.iloc[:0], where, gone_where.iloc[:0], months=4)
    assert "no ward is said to have lost most" in say_openings_by_place(nobody, "ward", has_closed=False)[0]


def test_what_a_register_leaves_out_is_said(homes, closed):
    table, known = by_month(homes, closed, months=4), said_of_dates(homes, closed)
    assert known.tolist() == [3, 1, 1, 1, 1]
    said = say_openings(table, known, "Town")
    assert said[0] == "In Town, 4 homes opened and 1 home closed from December 2023 to March 2024: 60 more beds."
    assert "in no month" in said[1]
    assert "dormant" in said[2]
    unknown = said_of_dates(homes.assign(is_dormant=pd.array([None] * 4, dtype="boolean")), closed.iloc[:0])
    said = say_openings(table, unknown, "Town")
    assert "closures are not known, not 0" in " ".join(said)
    assert "does not say which homes lie dormant" in " ".join(said)


def test_key_questions_count_every_home_and_leave_out_what_is_not_given(homes):
    table = by_key_question(homes).set_index("question")
    assert list(table.index) == ["Overall", "Safe", "Caring"]
    assert table.loc["Safe", ["Requires improvement", "Inadequate", "Not stated"]].tolist() == [1, 1, 2]
    assert (table.drop(columns="homes_count").sum(axis=1) == 4).all()
    assert "safe: 2 homes of 2 rated" in say_key_questions(table.reset_index())[0]
    assert "no ratings of the five" in say_key_questions(table.reset_index().head(1))[0]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-02", "under 1 year"),
        ("2025-01-01", "1 year"),
        ("2022-01-01", "4 years"),
        ("2026-02-01", None),
        (None, None),
    ],
)
def test_the_age_of_a_rating_in_whole_years(day, said):
    assert age_of_rating(pd.Timestamp(day), date(2026, 1, 2)) == said


def test_rates_by_kind_are_beds_over_people_and_a_home_for_both_counts_in_both(homes):
    people = pd.DataFrame({"population_65_plus": [1500.0, 500.0], "population_75_plus": [600.0, 200.0]})
    table = bed_rates(
        [Place("Town", homes, people), Place("Region", homes.iloc[:1], people.assign(population_75_plus=np.nan))]
    )
    own = table[table["place"] == "Town"].set_index("bed_kind")
    assert own["beds"].tolist() == [80, 60, 40, 60]
    assert own.loc["All beds", "beds_per_100_75_plus"] == 100 * 80 / 800
    assert own.loc["In homes with nursing", "beds_per_1000_65_plus"] == 1000 * 60 / 2000
    assert table.loc[table["place"] == "Region", "beds_per_100_75_plus"].isna().all()
    said = say_bed_rates(public(table, because="made up"), "Town")
    rates = "10.0 registered beds per 100 people aged 75 and over and 40.0 per 1,000 aged 65 and over."
    assert said[0] == f"All homes of Town together have {rates}"
    empty = say_bed_rates(public(bed_rates([Place("Town", homes, people.iloc[:0])]), because="made up"), "Town")
    assert "Load population" in empty[0]


def test_a_group_is_its_brand_and_a_provider_without_one_stands_alone(homes):
    assert with_groups(homes)["owner_group"].tolist()[:3] == ["Big Group", "Q Ltd", "Big Group"]


def test_shares_by_place_and_the_exit_of_the_largest(homes):
    place = pd.Series(["North", "North", "South", "South"], index=homes.index)
    owners = owners_by_place(with_groups(homes), place)
    north = owners[owners["place"] == "North"].set_index("owner")["beds_pct"]
    assert north.round(2).to_dict() == {"Big Group": 66.67, "Q Ltd": 33.33}
    table = concentration_by_place(owners).set_index("place")
    assert table.loc["North", "concentration"] == pytest.approx(66.6667**2 + 33.3333**2, rel=1e-4)
    assert table.loc["North", "largest_owner"] == "Big Group"
    lost = exit_of(owners, "Big Group").set_index("place")
    assert lost["beds_lost"].tolist() == [40, 20]
    assert lost.loc["North", "beds_lost_pct"] == pytest.approx(200 / 3)
    assert lost.loc["North", "concentration_after"] == 10_000
    assert exit_of(owners, "Nobody")["beds_lost"].sum() == 0
    assert "Big Group has 100% of the beds of South" in say_places(table.reset_index())[0]
    said = say_exit(lost.reset_index(), "Big Group", "Town")
    assert said[0] == "Without Big Group, Town would lose 2 homes with 60 beds."
    assert said[1].startswith("Hit hardest: South (100%")


def test_places_where_nobody_states_an_owner_have_none(homes):
    owners = owners_by_place(homes.assign(owner_group=""), pd.Series("North", index=homes.index))
    table = concentration_by_place(owners)
    assert table["largest_owner"].tolist() == ["not stated"]
    assert "does not say who runs" in say_places(table)[0]


def opened_by_place(**net: int) -> pd.DataFrame:
    rows = [
        {"place": place, "year_to": "2025-03", "opened": 1, "beds_opened": 10, "closed": 1, "net_beds": beds}
        for place, beds in net.items()
    ]
    return pd.DataFrame(rows)


def test_openings_by_place_name_who_lost_and_who_gained():
    said = say_openings_by_place(opened_by_place(North=-5, South=8, East=0), "locality", has_closed=True)
    assert said == [
        "Most beds were lost in North: 5 fewer (1 home opened and 1 closed).",
        "Most beds were gained in South: 8 more (1 home opened and 1 closed).",
    ]
    assert say_openings_by_place(opened_by_place(North=0), "ward", has_closed=True) == [
        "Beds opened and closed come to the same in every ward."
    ]
    assert say_openings_by_place(opened_by_place(North=3), "ward", has_closed=False) == [
        "Most beds opened in North: 10 beds in 1 home."
    ]
    still = opened_by_place(North=0).assign(opened=0, closed=0)
    assert "No home opened or closed in any ward" in say_openings_by_place(still, "ward", has_closed=True)[0]


def test_homes_of_no_place_are_never_named_as_one():
    said = say_openings_by_place(opened_by_place(North=-1, **{"not located": -50}), "locality", has_closed=True)
    assert said == ["Most beds were lost in North: 1 fewer (1 home opened and 1 closed)."]


def test_closed_homes_follow_the_choices_that_can_be_asked_of_them(closed):
    gone = pd.concat([closed.assign(registered_beds=5), closed.assign(registered_beds=40)], ignore_index=True)
    gone = gone.assign(home_kind=["nursing", "residential"])
    place = pd.Series(["North", "South"])
    kept = {
        "all": HomeFilter(ratings=("Good",)),
        "kind": HomeFilter(kinds=("nursing",)),
        "size": HomeFilter(sizes=("10 to 60 beds",)),
        "place": HomeFilter(ids=("x",), places=("South",)),
    }
    found = {name: choose_closed(gone, chosen, place).index.tolist() for name, chosen in kept.items()}
    assert found == {"all": [0, 1], "kind": [0], "size": [1], "place": [1]}
    assert [one.asks_more_than_closures_say for one in kept.values()] == [True, False, False, False]
    assert kept["place"].anywhere == HomeFilter()


def test_key_questions_by_place_say_who_differs_and_where_nobody_can_tell():
    rows = [("North", 60, 60), ("South", 10, 40), ("East", 1, 2)]
    homes = pd.DataFrame(
        [(place, "Good" if n < good else "Inadequate") for place, good, of in rows for n in range(of)],
        columns=["place", "rating"],
    )
    said = say_key_questions_by_place(ratings_by_place(homes, homes["place"]), "ward")
    assert said == [
        "Of all the homes rated here, 70% are Good or Outstanding (71 of 102); surely fewer in South and "
        "surely more in North.",
        "In 1 of 3 places too few homes are rated to tell.",
    ]
    unrated = ratings_by_place(homes.assign(rating="Not yet rated"), homes["place"])
    assert say_key_questions_by_place(unrated, "ward") == ["The register in use gives no ratings for this question."]


def test_bed_rates_by_place_name_the_least_and_the_most():
    table = pd.DataFrame(
        {
            "place": ["North", "South", "North", "South", "not located"],
            "bed_kind": ["All beds"] * 2 + ["In homes with nursing"] * 2 + ["All beds"],
            "beds_per_100_75_plus": [8.0, 12.0, 3.0, 3.0, None],
        }
    )
    assert say_bed_rates_by_place(table, "ward") == [
        "Beds per 100 people aged 75 and over. All beds: from 8.0 in North to 12.0 in South.",
        "In homes with nursing: 3.0 in each ward where people live.",
    ]
    none = table.assign(beds_per_100_75_plus=[0, 12.0, 0, 0, 0])
    assert say_bed_rates_by_place(none, "ward")[0].endswith("All beds: most in South (12.0), none in 2 of 3 wards.")
    assert say_bed_rates_by_place(table.assign(beds_per_100_75_plus=None), "ward") == []
