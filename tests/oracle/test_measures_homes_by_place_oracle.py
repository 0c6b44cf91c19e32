"""Homes added up by place, against slow loops; what the council buys, from what may be shown alone."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import protect
from lib.measures.homes_by_place import bought_by_place, homes_by_place
from lib.measures.supply import ELSEWHERE

pytestmark = pytest.mark.oracle

HOMES = pd.DataFrame(
    [
        ("A", 8, True, "Good", "Dementia; Older people"),
        ("B", 45, False, "Inadequate", "Learning disabilities"),
        ("C", 80, True, "Outstanding", "Caring for adults over 65; dementia"),
        ("D", pd.NA, False, "", ""),
    ],
    columns=["home", "registered_beds", "has_nursing", "rating", "specialisms"],
    index=[3, 5, 7, 9],
)
PLACE = pd.Series(["North", "North", "South", ELSEWHERE], index=HOMES.index)


def test_each_place_is_the_sum_of_its_homes():
    found = homes_by_place(HOMES, PLACE).set_index("place")
    for place, table in found.iterrows():
        own = [row for row in HOMES.itertuples() if PLACE[row.Index] == place]
        rated = [row for row in own if row.rating]
        good = [row for row in rated if row.rating in ("Good", "Outstanding")]
        assert table["homes_count"] == len(own)
        assert table["nursing_homes"] == sum(row.has_nursing for row in own)
        assert table["rated_count"] == len(rated)
        assert pd.isna(table["good_pct"]) if not rated else table["good_pct"] == 100 * len(good) / len(rated)
        assert table["dementia_beds"] == sum(
            row.registered_beds for row in own if "dementia" in row.specialisms.lower()
        )
    assert found["under 10 beds"].to_dict() == {"North": 1, "South": 0, ELSEWHERE: 0}
    assert found["homes_count"].sum() == len(HOMES)


def test_beds_that_no_home_states_are_missing_and_not_none():
    beds = homes_by_place(HOMES.assign(registered_beds=[pd.NA, 0, 80, 20]), PLACE).set_index("place")["dementia_beds"]
    takes = HOMES["specialisms"].str.contains("ementia").groupby(PLACE).any()
    assert takes["North"], "or nothing is tested"
    assert pd.isna(beds["North"])
    assert beds[~takes].eq(0).all()


def bought(counts: list[int], rule: str = "none") -> pd.DataFrame:
    rows = HOMES[["home"]].assign(
        commissioned_beds=counts, people_waiting=pd.NA, registered_beds=[10, 40, 80, 20], vacancies=[1.0, 2, 3, None]
    )
    rows = rows.astype({"people_waiting": "Int64"})
    shown = protect(
        rows,
        rule,
        "home",
        ["commissioned_beds", "people_waiting"],
        alongside=["registered_beds", "vacancies"],
        totals={},
    )
    place = pd.Series(PLACE.to_numpy(), index=HOMES["home"])
    return bought_by_place(shown, place).frame.set_index("place")


def test_beds_bought_are_added_up_by_place():
    found = bought([5, 20, 60, 10])
    assert found["commissioned_beds"].astype(float).to_dict() == {"North": 25, "South": 60, ELSEWHERE: 10}
    assert found.loc["North", "share_pct"] == 50
    assert found.loc["North", "vacancies"] == 3


def test_no_place_gives_a_hidden_number_away():
    pd.testing.assert_frame_equal(bought([1, 20, 60, 10], "asc"), bought([4, 20, 60, 10], "asc"))


def test_what_nobody_gave_is_not_said_to_be_hidden_since_something_beside_it_is():
    rows = HOMES[["home"]].assign(
        commissioned_beds=[2, 20, 30, 40], people_waiting=10, registered_beds=[10, 40, 80, 20]
    )
    rows = rows.assign(vacancies=[None, None, 3.0, 1.0])
    alongside = ["registered_beds", "vacancies"]
    shown = protect(rows, "asc", "home", ["commissioned_beds", "people_waiting"], alongside=alongside, totals={})
    found = bought_by_place(shown, pd.Series(["West", "North", "North", "North"], index=HOMES["home"]))
    is_west = found.frame["place"].eq("West")
    assert found.is_hidden("commissioned_beds")[is_west].all()
    assert found.frame.loc[is_west, "vacancies"].isna().all()
    assert not found.is_hidden("vacancies").any()
