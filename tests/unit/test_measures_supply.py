"""Homes and beds: added up so that nothing is lost."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from lib.measures import beds_by, by_kind, by_owner, by_specialism, concentration, size_bands, totals
from lib.measures.supply import ELSEWHERE

pytestmark = pytest.mark.unit


@pytest.fixture
def areas():
    return gpd.GeoDataFrame(
        {
            "area_code": ["A1", "A2", "A3"],
            "area_name": ["one", "two", "three"],
            "la_code": ["L1", "L1", "L2"],
            "la_name": ["Leafton", "Leafton", "Brookby"],
        },
        geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1)],
        crs=4326,
    )


@pytest.fixture
def homes():
    points = [Point(0.5, 0.5), Point(0.6, 0.5), Point(1.0, 0.5), Point(1.5, 0.5), Point(9, 9), None]
    return gpd.GeoDataFrame(
        {
            "cqc_location_id": [f"1-{i}" for i in range(6)],
            "registered_beds": pd.array([40, 9, 10, None, 61, 0], dtype="Int64"),
            "has_nursing": pd.array([True, False, True, True, False, None], dtype="boolean"),
            "home_kind": ["nursing", "residential", "nursing", "nursing", "residential", "not stated"],
            "specialisms": ["Dementia; Older people", "Dementia", "", None, "Older people", "Dementia"],
            "provider_name": ["Acorn", "Acorn", "Birch", "Birch", None, "Cedar"],
            "la_code": ["L1", "L1", "L1", "L1", "L9", "L2"],
        },
        geometry=points,
        crs=4326,
    )


@pytest.fixture
def population():
    return pd.DataFrame({"area_code": ["A3", "A1", "A2"], "population_75_plus": [100, 500, 0]})


def test_every_home_is_counted_once_and_areas_without_homes_stay(homes, areas):
    table = beds_by(homes, areas)
    assert table["area_name"].tolist() == ["one", "two", "three", ELSEWHERE]
    # the home on the shared edge belongs to the first area alone
    assert table["homes_count"].tolist() == [3, 1, 0, 2]
    assert table["homes_count"].sum() == len(homes)
    assert table["is_remainder"].tolist() == [False, False, False, True]


def test_beds_of_an_area(homes, areas):
    table = beds_by(homes, areas).set_index("area_name")
    assert table.loc["one", "beds"] == 59
    assert np.isnan(table.loc["two", "beds"])  # its only home does not state its beds
    assert table.loc["three", "beds"] == 0
    assert table["homes_without_beds"].tolist() == [0, 1, 0, 1]


def test_rate_keeps_its_parts(homes, areas, population):
    table = beds_by(homes, areas, population).set_index("area_name")
    assert table.loc["one", "population_75_plus"] == 500
    assert table.loc["one", "beds_per_1000_75_plus"] == pytest.approx(118)
    assert table.loc["one", "nursing_home_beds_per_1000_75_plus"] == pytest.approx(100)
    assert table.loc["three", "beds_per_1000_75_plus"] == 0


def test_nobody_to_divide_by_is_missing(homes, areas, population):
    table = beds_by(homes.iloc[[0, 2]], areas, population).set_index("area_name")
    assert np.isnan(table.loc["two", "beds_per_1000_75_plus"])


def test_by_council_counts_homes_without_a_point_where_the_register_puts_them(homes, areas, population):
    table = beds_by(homes, areas, population, by="council").set_index("area_name")
    assert table["homes_count"].to_dict() == {"Leafton": 4, "Brookby": 1, ELSEWHERE: 1}
    assert table.loc["Leafton", "population_75_plus"] == 500
    assert table.loc["Leafton", "beds_per_1000_75_plus"] == pytest.approx(118)


def test_by_council_with_an_area_of_unknown_population_has_no_rate(homes, areas, population):
    table = beds_by(homes, areas, population[population["area_code"] != "A2"], by="council")
    assert np.isnan(table.set_index("area_name").loc["Leafton", "beds_per_1000_75_plus"])


def test_no_remainder_when_every_home_has_an_area(homes, areas):
    assert not beds_by(homes.iloc[:3], areas)["is_remainder"].any()


def test_inputs_are_left_alone(homes, areas, population):
    before = homes.copy(), areas.copy(), population.copy()
    beds_by(homes, areas, population)
    for now, then in zip((homes, areas, population), before, strict=True):
        pd.testing.assert_frame_equal(pd.DataFrame(now), pd.DataFrame(then))


def test_totals(homes):
    line = totals(homes)
    assert line.to_dict() == {
        "homes": 6,
        "beds": 120,
        "homes_without_beds": 2,
        "nursing_homes": 3,
        "nursing_home_beds": 50,
        "not_located": 1,
        "providers": 3,
    }


def test_totals_of_no_homes(homes):
    assert totals(homes.iloc[:0])["homes"] == 0
    assert totals(homes.iloc[:0])["beds"] == 0


def test_size_bands_at_their_edges(homes):
    table = size_bands(homes).set_index("size_band")
    # 9 is under 10; 10 and 40 are in the middle; 61 is over 60; none and 0 are not stated
    assert table["homes_count"].tolist() == [1, 2, 1, 2]
    assert table["homes_pct"].sum() == pytest.approx(100)
    assert table["homes_count"].sum() == len(homes)


def test_by_kind_counts_each_home_once(homes):
    assert by_kind(homes)["homes_count"].sum() == len(homes)


def test_by_specialism_counts_a_home_in_each(homes):
    table = by_specialism(homes).set_index("specialism")
    assert table["homes_count"].to_dict() == {"Dementia": 3, "Older people": 2, "not stated": 2}


def test_owners_and_concentration(homes):
    owners = by_owner(homes)
    assert owners["provider_name"].iloc[0] == "not stated"
    assert owners["beds_pct"].sum() == pytest.approx(100)
    # Acorn has 49 of 120 beds and Birch 10; the 61 of an owner not stated are in the whole only
    assert concentration(owners) == pytest.approx((100 * 49 / 120) ** 2 + (100 * 10 / 120) ** 2)


def test_one_owner_of_every_bed_is_ten_thousand(homes):
    assert concentration(by_owner(homes.iloc[:2])) == pytest.approx(10_000)


def test_more_beds_more_beds_per_1000(homes, areas, population):
    more = homes.assign(registered_beds=homes["registered_beds"] * 2)
    rate = "beds_per_1000_75_plus"
    assert beds_by(more, areas, population)[rate].iloc[0] == 2 * beds_by(homes, areas, population)[rate].iloc[0]
