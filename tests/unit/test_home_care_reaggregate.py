"""Home care of old localities given to new ones: totals stay, shares follow the people, nothing is lost."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures.reaggregate import NOWHERE, reaggregated, shares_of_people

pytestmark = pytest.mark.unit

AREAS = pd.Index(["A1", "A2", "A3", "A4"], name="area_code")
OLD = pd.Series(["North", "North", "South", "South"], index=AREAS)
NEW = pd.Series(["East", "West", "West", None], index=AREAS)
PEOPLE = pd.Series([300.0, 100.0, 150.0, 50.0], index=AREAS)
CARE = pd.DataFrame(
    {
        "locality_name": ["north ", "South", "NULL"],
        "period": "2025-03",
        "hours": [400.0, 200.0, 7.0],
        "is_unallocated": [False, False, True],
    }
)


def test_shares_by_hand():
    shares = shares_of_people(OLD, NEW, PEOPLE).set_index(["old_name", "new_name"])["share_pct"]
    assert shares.to_dict() == {
        ("North", "East"): 75.0,
        ("North", "West"): 25.0,
        ("South", NOWHERE): 25.0,
        ("South", "West"): 75.0,
    }


def test_hours_follow_the_people_and_what_was_split_is_said():
    found = reaggregated(CARE, shares_of_people(OLD, NEW, PEOPLE))
    hours = found.activity.set_index("locality_name")["hours"]
    assert hours.to_dict() == {"East": 300.0, "West": 100.0 + 150.0, NOWHERE: 50.0 + 7.0}
    assert found.divided == ["North", "South"]
    assert found.activity.set_index("locality_name")["is_unallocated"].to_dict() == {
        "East": False,
        "West": False,
        NOWHERE: True,
    }


def test_the_same_localities_give_the_same_figures():
    found = reaggregated(CARE, shares_of_people(OLD, OLD, PEOPLE))
    assert found.activity.set_index("locality_name")["hours"].to_dict() == {"North": 400, "South": 200, NOWHERE: 7}
    assert found.divided == []


def test_names_that_are_no_old_locality_stay_in_the_total():
    care = CARE.assign(locality_name=["Elsewhere", "South", "NULL"])
    assert reaggregated(care, shares_of_people(OLD, NEW, PEOPLE)).activity["hours"].sum() == 607


@given(st.lists(st.integers(0, 500), min_size=4, max_size=4), st.lists(st.sampled_from("EWX"), min_size=4, max_size=4))
def test_totals_stay_whatever_the_people_and_zones(people, zones):
    counted = pd.Series([float(n) + 1 for n in people], index=AREAS)
    new = pd.Series(zones, index=AREAS).replace("X", None)
    found = reaggregated(CARE, shares_of_people(OLD, new, counted)).activity
    assert found["hours"].sum() == pytest.approx(CARE["hours"].sum())


def test_missing_activity_stays_missing():
    care = CARE.assign(hours=[None, 200.0, 7.0])
    found = reaggregated(care, shares_of_people(OLD, OLD, PEOPLE)).activity.set_index("locality_name")["hours"]
    assert pd.isna(found["North"])
