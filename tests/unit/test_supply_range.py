"""Beds that are sure, likely and possible, travel times in minutes, and what both do to access; worked by hand."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

import lib
from lib.core import Severity
from lib.measures.access import access_to_beds
from lib.measures.home_to_home import minutes_between
from lib.measures.market import access_beside_alone, market_around
from lib.measures.scenario import Close
from lib.measures.supply_range import HIGH, LIKELY, LOW, with_supply
from lib.measures.what_if import what_if

pytestmark = pytest.mark.unit


@pytest.fixture
def homes():
    return gpd.GeoDataFrame(
        {
            "cqc_location_id": ["1-101", "1-102", "1-103", "1-104"],
            "name": list("ABCD"),
            "registered_beds": pd.array([40, 20, 0, 30], dtype="Int64"),
            "has_nursing": pd.array([True, True, True, False], dtype="boolean"),
            "home_kind": ["nursing", "nursing and residential", "nursing", "residential"],
            "specialisms": ["Dementia", "Dementia; Older people", "", ""],
            "is_dormant": pd.array([False, False, False, True], dtype="boolean"),
            "vacancies": pd.array([4, 3, None, None], dtype="Int64"),
            "embargo": pd.array([True, False, None, None], dtype="boolean"),
            "provider_name": "P",
        },
        geometry=[Point(330_000 + 1000 * km, 400_000) for km in (0, 1, 2, 3)],
        crs=27700,
    )


@pytest.fixture
def areas():
    places = [Point(330_000, 400_000), Point(333_000, 400_000)]
    return gpd.GeoDataFrame(
        {"area_code": ["E01000001", "E01000002"], "area_name": ["West", "East"], "population": [100.0, 300.0]},
        geometry=places,
        crs=27700,
    )


def ends(table):
    return {name: table[name].tolist() for name in (LOW, LIKELY, HIGH)}


def test_registered_beds_that_nobody_states_may_be_as_many_as_in_the_middle_home_of_the_kind(homes):
    found = ends(with_supply(homes, "all"))
    assert found == {LOW: [40, 20, 0, 0], LIKELY: [40, 20, 0, 30], HIGH: [40, 20, 40, 30]}


@pytest.mark.parametrize(
    ("kind", "low"), [("nursing", [40, 0, 0, 0]), ("residential", [0, 0, 0, 0]), ("dementia", [40, 0, 0, 0])]
)
def test_a_home_for_several_kinds_is_sure_of_none(homes, kind, low):
    assert with_supply(homes, kind)[LOW].tolist() == low


def test_vacancies_that_nobody_gives_are_none_or_as_many_as_elsewhere(homes):
    found = ends(with_supply(homes, "all", "vacant"))
    assert found[LOW] == [0, 3, 0, 0]
    assert found[LIKELY] == [4, 3, 0, 0]
    assert found[HIGH] == pytest.approx([4, 3, 0, 30 * 7 / 60])


def test_access_lies_between_its_ends_and_shrinks_to_one_when_nothing_is_in_doubt(homes, areas):
    market = market_around(
        homes, homes["cqc_location_id"], areas, areas["area_code"], areas.set_index("area_code")["population"], 10
    )
    table = access_beside_alone(market, bed_kind="nursing")
    assert (table["beds_per_1000_low"] <= table["beds_per_1000"]).all()
    assert (table["beds_per_1000"] <= table["beds_per_1000_high"]).all()
    sure = market_around(
        homes.iloc[:1], ["1-101"], areas, areas["area_code"], areas.set_index("area_code")["population"], 10
    )
    same = access_beside_alone(sure, bed_kind="nursing")
    assert same["beds_per_1000_low"].tolist() == same["beds_per_1000"].tolist() == same["beds_per_1000_high"].tolist()
    assert same["edge_effect"].tolist() == [0, 0]


@pytest.fixture
def travel():
    pairs = [
        ("E01000001", "1-101", 60.0),
        ("E01000001", "1-102", 60.1),
        ("E01000002", "1-101", 5.0),
        ("E01000001", "1-104", 1.0),
    ]
    return pd.DataFrame(pairs, columns=["area_code", "cqc_location_id", "minutes"])


def test_sixty_minutes_is_inside_sixty_minutes(homes, areas, travel):
    table = access_to_beds(homes, areas, travel=travel, catchment_minutes=60, decay="none")
    assert table["homes_in_reach"].tolist() == [2, 1]
    assert table["beds_per_1000"].tolist() == [1000 * (40 / 400 + 30 / 100), 1000 * 40 / 400]


def test_minutes_from_a_home_are_those_of_the_area_nearest_to_it(homes, areas, travel):
    found = minutes_between(homes, np.array([False, True, False, True]), areas, travel)
    assert found[0].tolist()[:2] == [60, 60.1]
    assert np.isnan(found[0][2])
    assert found[1][0] == 5
    assert np.isnan(minutes_between(homes.assign(geometry=None), np.array([True] * 4), areas, travel)).all()


def test_a_closure_looks_for_places_by_travel_time_where_it_is_given(homes, areas, travel):
    open_homes = homes.drop(columns=["embargo", "vacancies", "is_dormant"])
    market = market_around(
        open_homes, homes["cqc_location_id"], areas, areas["area_code"], areas.set_index("area_code")["population"], 10
    )
    by_line = what_if(market, [Close(("1-102",))])
    assert by_line.places["cqc_location_id"].tolist() == ["1-101", "1-103"]
    by_time = what_if(market, [Close(("1-102",))], travel=travel, catchment_minutes=60)
    assert by_time.places["cqc_location_id"].tolist() == ["1-101"]
    assert what_if(market, [Close(("1-102",))], travel=travel, catchment_minutes=59).places.empty


def test_travel_times_to_homes_are_read_in_minutes_once_for_each_pair():
    rows = "E01006920,1-101000,600\nE01006920,1-101000,300\nE01006921,1-102000,-5\n"
    outcome = lib.load(("LSOA,Location ID,Travel time seconds\n" + rows).encode(), "times.csv")
    assert outcome.dataset.kind == "travel_to_homes"
    assert outcome.dataset.frame["minutes"].tolist() == [5]
    assert {p.code for p in outcome.of(Severity.SET_ASIDE)} == {"time-implausible", "pair-repeated"}
    assert "seconds" in {p.code for p in outcome.problems}
