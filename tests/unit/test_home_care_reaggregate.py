"""Home care of old localities given to new ones: totals stay, shares follow the people, nothing is lost."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures.home_care import home_care_by_locality
from lib.measures.home_care_shown import home_care_shown
from lib.measures.reaggregate import NOWHERE, covered_pct, reaggregated, shares_of_people
from lib.views.locality_sentences import say_uneven

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


def test_a_locality_that_the_figures_cover_in_part_has_no_rate():
    old = OLD.mask(OLD.eq("South"))  # nothing is given for half of the ground
    shares = shares_of_people(old, NEW, PEOPLE)
    assert covered_pct(shares).to_dict() == {"East": 100.0, "West": 40.0}  # 100 of 250 people
    found = reaggregated(CARE[CARE["locality_name"].ne("South")], shares).activity
    assert found.set_index("locality_name")["hours_is_part"].to_dict() == {"East": False, "West": True, NOWHERE: False}
    people = pd.DataFrame({"locality_name": ["East", "West"], "population_65_plus": [300, 250]})
    table = home_care_by_locality(found, people).set_index("locality_name")["hours_per_1000_65_plus"]
    shown = home_care_shown(home_care_by_locality(found, people), "none", "none").frame.set_index("locality_name")
    for rates in (table, shown["hours_per_1000_65_plus"]):
        assert rates["East"] == 1000
        assert pd.isna(rates["West"])  # 100 hours / 250 people would be 400: 1,000 where they were given
    assert shown.loc["West", ["hours", "population_65_plus"]].tolist() == [100, 250]


def test_a_figure_missing_in_one_period_leaves_that_period_without_a_rate():
    later = CARE.assign(period="2025-04", hours=[400.0, None, 7.0])
    spread = reaggregated(pd.concat([CARE, later]), shares_of_people(OLD, NEW, PEOPLE))
    found = spread.activity
    assert spread.uneven == ("West",)
    assert say_uneven(spread.uneven).startswith("In some periods no figure is shown for a part of West: ")
    assert reaggregated(CARE, shares_of_people(OLD, NEW, PEOPLE)).uneven == ()
    assert say_uneven(()) == ""
    west = found[found["locality_name"].eq("West")].set_index("period")["hours_is_part"]
    assert west.to_dict() == {"2025-03": False, "2025-04": True}
    assert not found.loc[found["locality_name"].eq("East"), "hours_is_part"].any()
