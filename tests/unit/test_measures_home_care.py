"""Home care by locality: the unallocated stay, names are matched out loud, totals are checked."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from lib.measures import (
    capacity_waterfall,
    change_between,
    home_care_by_locality,
    match_names,
    population_of_localities,
    totals_check,
)

pytestmark = pytest.mark.unit

# Worcestershire market position statement 2021: table 6 (hours) and table 1 (people aged 65 and over, 2020)
HOURS = {
    "Bromsgrove": (4190, 5196),
    "Malvern": (3575, 4132),
    "Redditch": (4617, 4890),
    "Worcester": (5118, 5753),
    "Wychavon": (5973, 7651),
    "Wyre Forest": (6215, 7652),
    "NULL": (268, 114),
}
PEOPLE = {
    "Bromsgrove": 22836,
    "Malvern Hills": 22685,
    "Redditch": 16054,
    "Worcester": 17957,
    "Wychavon": 33214,
    "Wyre Forest": 25479,
}


@pytest.fixture
def activity():
    rows = [
        (name, period, hours[place], name == "NULL")
        for name, hours in HOURS.items()
        for place, period in enumerate(("March 20", "March 21"))
    ]
    return pd.DataFrame(rows, columns=["locality_name", "period", "hours", "is_unallocated"])


@pytest.fixture
def population():
    return pd.DataFrame({"locality_name": list(PEOPLE), "population_65_plus": list(PEOPLE.values())})


@pytest.fixture
def march_21(activity, population):
    table = home_care_by_locality(activity, population, same_as={"Malvern": "Malvern Hills"})
    return table[table["period"] == "March 21"].set_index("locality_name")


def test_growth_of_the_published_table(activity):
    table = change_between(activity, "March 20", "March 21").set_index("locality_name")
    assert round(table.loc["All localities", "change_pct"]) == 18
    districts = table[~table["is_total"] & ~table["is_unallocated"]]
    assert districts["change"].idxmax() == "Wychavon"
    assert districts["change_pct"].idxmax() == "Wychavon"
    assert table["share_of_change_pct"].drop("All localities").sum() == pytest.approx(100)


def test_lowest_and_highest_rates_of_the_published_table(march_21):
    rates = march_21["hours_per_1000_65_plus"]
    assert (rates.idxmin(), round(rates.min())) == ("Malvern", 182)
    assert (rates.idxmax(), round(rates.max())) == ("Worcester", 320)


def test_hours_of_no_locality_stay_without_a_rate(march_21):
    assert march_21.loc["NULL", "hours"] == 114
    assert march_21.loc["NULL", "is_unallocated"]
    assert np.isnan(march_21.loc["NULL", "hours_per_1000_65_plus"])
    assert march_21["hours"].sum() == 35_388


def test_totals_off_by_one_are_rounding(activity):
    table = totals_check(activity, {"March 20": 29_955, "March 21": 35_387})
    assert table["difference"].tolist() == [1, 1]
    assert table["finding"].tolist() == ["rounding", "rounding"]


def test_totals_that_do_not_add_up_are_said(activity):
    table = totals_check(activity, {"March 20": 29_956, "March 21": 35_400, "March 22": 1})
    assert table["finding"].tolist() == ["agrees", "does not add up", "no parts to add up"]


def test_names_are_matched_only_when_they_say_the_same(activity, population):
    table = match_names(["Malvern", " wyre  FOREST", "Elsewhere"], population["locality_name"])
    assert table["matched_by"].tolist() == ["not matched", "same name", "not matched"]
    assert table["suggestion"].iloc[0] == "Malvern Hills"
    assert pd.isna(table["suggestion"].iloc[2])


def test_a_name_matched_by_the_user_says_so(march_21):
    assert march_21.loc["Malvern", "matched_by"] == "matched by you"
    assert march_21.loc["Malvern", "population_name"] == "Malvern Hills"


def test_a_name_that_is_not_matched_has_no_rate(activity, population):
    table = home_care_by_locality(activity, population).set_index(["locality_name", "period"])
    assert np.isnan(table.loc[("Malvern", "March 21"), "hours_per_1000_65_plus"])


def test_without_a_population_there_are_no_rates(activity):
    assert home_care_by_locality(activity)["hours_per_1000_65_plus"].isna().all()


def test_rows_of_the_same_locality_add_up_and_missing_stays_missing():
    activity = pd.DataFrame(
        {
            "locality_name": ["A", "A", "B"],
            "period": ["2024"] * 3,
            "packages": [1.0, 2.0, np.nan],
        }
    )
    table = home_care_by_locality(activity)
    assert table["packages"].iloc[0] == 3
    assert np.isnan(table["packages"].iloc[1])


def test_change_from_nothing_has_no_percentage():
    activity = pd.DataFrame({"locality_name": ["A", "A"], "period": ["1", "2"], "hours": [0, 5]})
    row = change_between(activity, "1", "2").iloc[0]
    assert row["change"] == 5
    assert np.isnan(row["change_pct"])


def test_a_locality_missing_in_one_period_has_no_change(activity):
    late = activity[~((activity["locality_name"] == "Redditch") & (activity["period"] == "March 20"))]
    table = change_between(late, "March 20", "March 21").set_index("locality_name")
    assert np.isnan(table.loc["Redditch", "change"])


def test_the_capacity_of_the_sefton_document():
    # Sefton market position statement: 2,758 declared, 1,630 commissionable, growth of 6% is 1,040
    fall = capacity_waterfall(2758, 1630, 1040, growth_pct=6)
    assert fall.headroom_hours == 590
    assert round(fall.implied_base_hours) == 17_333
    assert fall.steps["weekly_hours"].tolist() == [2758, -1128, 1630, -1040, 590]
    assert fall.steps["ends_at"].tolist() == [2758, 1630, 1630, 590, 590]


def test_a_shortfall_is_called_one():
    fall = capacity_waterfall(500, 400, 450)
    assert fall.steps["step"].iloc[-1] == "shortfall"
    assert fall.implied_base_hours is None


@pytest.fixture
def squares():
    return gpd.GeoDataFrame(
        {"area_code": ["A1", "A2", "A3"]},
        geometry=[box(0, 50, 0.1, 50.1), box(0.1, 50, 0.2, 50.1), box(5, 50, 5.1, 50.1)],
        crs=4326,
    )


@pytest.fixture
def two_localities():
    return gpd.GeoDataFrame(
        {"locality_code": ["N", "S"], "locality_name": ["near", "far"]},
        geometry=[box(0, 50, 0.13, 50.1), box(0.13, 50, 0.2, 50.1)],
        crs=4326,
    )


@pytest.fixture
def people_of_squares():
    return pd.DataFrame({"area_code": ["A1", "A2", "A3"], "population_65_plus": [100, 200, 50]})


def test_each_small_area_counts_in_one_locality(two_localities, squares, people_of_squares):
    found = population_of_localities(two_localities, squares, people_of_squares)
    assert found.frame.set_index("locality_name")["population_65_plus"].to_dict() == {"near": 100, "far": 200}
    assert found.outside == ("A3",)
    assert found.split["area_code"].unique().tolist() == ["A2"]
    assert "more than one locality: 1." in found.said


def test_people_may_be_shared_by_land(two_localities, squares, people_of_squares):
    found = population_of_localities(two_localities, squares, people_of_squares, method="area")
    people = found.frame.set_index("locality_name")["population_65_plus"]
    assert people["near"] == pytest.approx(160, abs=0.5)
    assert people.sum() == pytest.approx(300, abs=1e-6)


def test_an_area_of_unknown_population_leaves_its_locality_unknown(two_localities, squares, people_of_squares):
    found = population_of_localities(two_localities, squares, people_of_squares.iloc[1:])
    people = found.frame.set_index("locality_name")["population_65_plus"]
    assert np.isnan(people["near"])
    assert people["far"] == 200
