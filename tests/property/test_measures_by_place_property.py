"""Whatever places homes are in, what the places have together is what the council has."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures.bed_rates import Place, bed_rates, bed_rates_by_place
from lib.measures.openings import by_month
from lib.measures.openings_by_place import openings_by_place
from lib.measures.ratings import OVERALL, RATINGS, STATES, by_key_question
from lib.measures.ratings_by_place import ratings_by_place
from lib.measures.supply import ELSEWHERE

pytestmark = pytest.mark.property

PLACES = ["North", "South", ELSEWHERE, "not located"]
DAYS = st.one_of(st.none(), st.dates(pd.Timestamp("2021-01-01").date(), pd.Timestamp("2026-12-31").date()))
HOME = st.tuples(
    *(st.sampled_from(PLACES), DAYS, DAYS, st.one_of(st.none(), st.integers(0, 120)), st.booleans()),
    *(st.sampled_from(["", *STATES]), st.sampled_from(["nursing", "residential", "not stated"])),
)
COLUMNS = ["place", "opened_on", "closed_on", "registered_beds", "has_nursing", "rating", "home_kind"]


def frame(rows: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS).assign(rating_safe=lambda one: one["rating"], specialisms="Dementia")
    days = {name: pd.to_datetime(table[name]).astype("datetime64[s]") for name in ("opened_on", "closed_on")}
    return table.assign(**days).astype({"registered_beds": "Int64", "place": "str", "rating": "str"})


@settings(max_examples=60, deadline=None)
@given(st.lists(HOME, max_size=12), st.lists(HOME, max_size=8))
def test_openings_by_place_add_up_to_those_by_month(open_homes, gone):
    homes, closed = frame(open_homes), frame(gone)
    table = openings_by_place(homes, closed, homes["place"], closed["place"])
    columns = ["opened", "beds_opened", "closed", "beds_closed", "net_beds"]
    assert table[columns].sum().tolist() == by_month(homes, closed)[columns].sum().tolist()
    assert not table.duplicated(["place", "year_to"]).any()


@settings(max_examples=60, deadline=None)
@given(st.lists(HOME, min_size=1, max_size=30))
def test_homes_rated_by_place_add_up_to_those_of_the_council(rows):
    homes = frame(rows)
    sums = (
        ratings_by_place(homes, homes["place"]).groupby("question")[["homes_count", "rated_count", "good_count"]].sum()
    )
    whole = by_key_question(homes).set_index("question").loc[OVERALL]
    assert sums.loc[OVERALL].tolist() == [len(homes), whole[list(RATINGS)].sum(), whole[list(RATINGS[:2])].sum()]


@settings(max_examples=60, deadline=None)
@given(st.lists(HOME, max_size=30))
def test_beds_by_place_add_up_to_those_of_the_council(rows):
    homes = frame(rows)
    people = pd.DataFrame({"place": ["North", "West"], "population_65_plus": [10.0, 5], "population_75_plus": [4.0, 2]})
    sums = (
        bed_rates_by_place(homes, homes["place"], people).groupby("bed_kind", sort=False)[["homes_count", "beds"]].sum()
    )
    whole = bed_rates([Place("All", homes, people)]).set_index("bed_kind")
    assert sums.equals(whole.loc[sums.index, ["homes_count", "beds"]])
