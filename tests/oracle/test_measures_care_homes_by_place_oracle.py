"""Openings, key questions and bed rates by place, against slow loops over the homes."""

from __future__ import annotations

from math import sqrt

import pandas as pd
import pytest

from lib.core import Verdict
from lib.measures.bed_rates import KINDS, Place, bed_rates, bed_rates_by_place
from lib.measures.openings import by_month
from lib.measures.openings_by_place import openings_by_place
from lib.measures.ratings_by_place import TOO_WIDE, ratings_by_place
from lib.measures.supply import ELSEWHERE

pytestmark = pytest.mark.oracle

HOMES = pd.DataFrame(
    [
        ("A", "2024-01-10", 8, True, "nursing", "Dementia", "Good", "Good"),
        ("B", "2024-12-31", 45, False, "residential", "", "Inadequate", None),
        ("C", "2023-02-01", 80, True, "nursing and residential", "dementia", "Outstanding", "Requires improvement"),
        ("D", None, None, False, "residential", "", "", ""),
        ("E", "2025-03-02", 20, False, "not stated", "", "Not yet rated", "Good"),
    ],
    columns=[
        *("cqc_location_id", "opened_on", "registered_beds", "has_nursing", "home_kind", "specialisms", "rating"),
        "rating_safe",
    ],
    index=[3, 5, 7, 9, 11],
).astype({"opened_on": "datetime64[s]", "registered_beds": "Int64"})
PLACE = pd.Series(["North", "North", "South", ELSEWHERE, "North"], index=HOMES.index)
CLOSED = pd.DataFrame(
    {
        "opened_on": pd.to_datetime(["2024-02-02", "2011-01-01", None]).astype("datetime64[s]"),
        "closed_on": pd.to_datetime(["2025-02-28", "2024-04-01", "2023-01-01"]).astype("datetime64[s]"),
        "registered_beds": pd.array([12, 30, 7], dtype="Int64"),
    },
    index=[20, 30, 40],
)
CLOSED_PLACE = pd.Series(["South", "not located", "East"], index=CLOSED.index)


def _year_to(month: str) -> str | None:
    """Years ending in March 2025, by hand; ``None`` before the 24 months."""
    if not "2023-04" <= month <= "2025-03":
        return None
    return "2024-03" if month <= "2024-03" else "2025-03"


def slow_openings() -> dict[tuple[str, str], list[int]]:
    found = {(p, y): [0, 0, 0, 0] for p in {*PLACE, *CLOSED_PLACE} for y in ("2024-03", "2025-03")}
    events = [
        (HOMES, PLACE, "opened_on", 0),
        (CLOSED, CLOSED_PLACE, "opened_on", 0),
        (CLOSED, CLOSED_PLACE, "closed_on", 2),
    ]
    for frame, place, when, at in events:
        for index, row in frame.iterrows():
            year = None if pd.isna(row[when]) else _year_to(str(row[when])[:7])
            if year:
                found[place[index], year][at] += 1
                found[place[index], year][at + 1] += 0 if pd.isna(row["registered_beds"]) else row["registered_beds"]
    return found


def test_openings_of_each_place_are_those_of_its_homes():
    table = openings_by_place(HOMES, CLOSED, PLACE, CLOSED_PLACE).set_index(["place", "year_to"])
    slow = slow_openings()
    assert set(table.index) == set(slow)
    for key, (opened, beds_opened, closed, beds_closed) in slow.items():
        assert table.loc[key].tolist() == [opened, beds_opened, closed, beds_closed, beds_opened - beds_closed]


def test_openings_of_all_places_are_those_of_the_months():
    table, months = openings_by_place(HOMES, CLOSED, PLACE, CLOSED_PLACE), by_month(HOMES, CLOSED)
    columns = ["opened", "beds_opened", "closed", "beds_closed", "net_beds"]
    assert table[columns].sum().tolist() == months[columns].sum().tolist()
    assert months["month"].iloc[-1] == table["year_to"].max()


def test_a_closed_home_in_a_place_takes_its_beds_from_it():
    without = openings_by_place(HOMES, CLOSED.drop(20), PLACE, CLOSED_PLACE.drop(20)).groupby("place")["net_beds"].sum()
    with_it = openings_by_place(HOMES, CLOSED, PLACE, CLOSED_PLACE).groupby("place")["net_beds"].sum()
    assert with_it["South"] == without["South"], "it opened and closed in these two years"
    gone = CLOSED.assign(opened_on=pd.NaT)
    assert openings_by_place(HOMES, gone, PLACE, CLOSED_PLACE).groupby("place")["net_beds"].sum()["South"] == -12


def test_without_a_day_no_place_has_a_row():
    nothing = HOMES.assign(opened_on=pd.NaT)
    assert openings_by_place(nothing, CLOSED.iloc[:0], PLACE, CLOSED_PLACE.iloc[:0]).empty


def slow_wilson(good: int, rated: int) -> tuple[float, float]:
    z, share = 1.959963984540054, good / rated
    middle, reach = share + z * z / (2 * rated), z * sqrt(share * (1 - share) / rated + z * z / (4 * rated * rated))
    return tuple(100 * (middle + way * reach) / (1 + z * z / rated) for way in (-1, 1))


def test_each_question_of_a_place_counts_its_rated_homes():
    table = ratings_by_place(HOMES, PLACE).set_index(["question", "place"])
    for (question, place), row in table.iterrows():
        column = "rating" if question == "Overall" else "rating_safe"
        own = [HOMES.loc[i, column] for i in HOMES.index if PLACE[i] == place]
        rated = [one for one in own if one in ("Outstanding", "Good", "Requires improvement", "Inadequate")]
        good = [one for one in rated if one in ("Outstanding", "Good")]
        assert row[["homes_count", "rated_count", "good_count"]].tolist() == [len(own), len(rated), len(good)]
        if rated:
            assert (row["low_pct"], row["high_pct"]) == pytest.approx(slow_wilson(len(good), len(rated)))
        else:
            assert row[["good_pct", "low_pct", "high_pct"]].isna().all()
        assert row["verdict"] == Verdict.NOT_TESTABLE.value
    assert set(table.index.get_level_values("question")) == {"Overall", "Safe"}


def many(good: dict[str, tuple[int, int]]) -> pd.DataFrame:
    rows = [(place, "Good" if i < n else "Inadequate") for place, (n, of) in good.items() for i in range(of)]
    homes = pd.DataFrame(rows, columns=["place", "rating"])
    return ratings_by_place(homes, homes["place"]).set_index("place")


def test_a_verdict_needs_the_whole_interval_and_enough_homes():
    table = many({"Most": (60, 60), "Few": (10, 40), "Middle": (30, 40), "Two": (0, 2)})
    assert table["verdict"].to_dict() == {
        "Most": Verdict.OVER.value,
        "Few": Verdict.UNDER.value,
        "Middle": Verdict.NO_EVIDENCE.value,
        "Two": Verdict.NOT_TESTABLE.value,
    }
    assert table["whole_pct"].unique() == pytest.approx([100 * 100 / 142])
    wide = table["high_pct"] - table["low_pct"]
    assert (wide.drop("Two") < TOO_WIDE).all()
    assert wide["Two"] > TOO_WIDE


def test_among_many_places_one_that_stands_out_by_a_little_is_no_evidence():
    alone = many({"Odd": (11, 20), "Rest": (480, 600)})
    among = many({"Odd": (11, 20), **{f"Place {n}": (16, 20) for n in range(30)}})
    for table in (alone, among):
        assert table.loc["Odd", "high_pct"] < table.loc["Odd", "whole_pct"], "its own interval does not reach the whole"
    # score test by hand: (0.55 - 0.7919) / sqrt(0.7919 x 0.2081 / 20) is -2.67, p 0.0077: twice that is under 0.05,
    # 31 times that is not
    assert alone.loc["Odd", "verdict"] == Verdict.UNDER.value
    assert among.loc["Odd", "verdict"] == Verdict.NO_EVIDENCE.value


def test_more_good_homes_never_turn_a_place_from_over_to_under():
    order = [Verdict.UNDER.value, Verdict.NO_EVIDENCE.value, Verdict.OVER.value]
    found = [many({"Here": (n, 20), "Rest": (60, 100)}).loc["Here", "verdict"] for n in range(21)]
    assert [order.index(one) for one in found] == sorted(order.index(one) for one in found)
    assert {found[0], found[-1]} == {order[0], order[-1]}


def test_a_register_without_ratings_has_no_rows():
    assert ratings_by_place(HOMES.assign(rating=None, rating_safe=None), PLACE).empty


PEOPLE = pd.DataFrame(
    {
        "place": ["North", "South", "West"],
        "population_65_plus": [1000.0, 500.0, 100.0],
        "population_75_plus": [400.0, 0.0, 50.0],
    }
)


def test_rates_of_each_place_are_those_of_its_homes_and_people():
    table = bed_rates_by_place(HOMES, PLACE, PEOPLE).set_index(["place", "bed_kind"])
    for place in ("North", "South", "West", ELSEWHERE):
        own = Place(place, HOMES[PLACE.eq(place)], PEOPLE[PEOPLE["place"] == place])
        for row in bed_rates([own]).drop(columns="note").to_dict("records"):
            found = table.loc[(row.pop("place"), row.pop("bed_kind"))].to_dict()
            assert found == pytest.approx(row, nan_ok=True), place
    assert table.loc[("West", "All beds"), "beds_per_100_75_plus"] == 0
    assert table.loc[("South", "All beds"), "beds"] == 80
    assert pd.isna(table.loc[("South", "All beds"), "beds_per_100_75_plus"]), "nobody of that age lives there"
    assert pd.isna(table.loc[(ELSEWHERE, "All beds"), "beds_per_1000_65_plus"])


def test_beds_of_all_places_are_those_of_the_council():
    sums = bed_rates_by_place(HOMES, PLACE, PEOPLE).groupby("bed_kind")["beds"].sum()
    whole = bed_rates([Place("All", HOMES, PEOPLE)]).set_index("bed_kind")["beds"]
    assert sums[list(KINDS)].tolist() == whole[list(KINDS)].tolist()


def test_a_place_whose_people_are_not_known_has_no_rate():
    table = bed_rates_by_place(HOMES, PLACE, PEOPLE.assign(population_75_plus=pd.NA))
    assert table["beds_per_100_75_plus"].isna().all()
    assert table["beds_per_1000_65_plus"].notna().any()
