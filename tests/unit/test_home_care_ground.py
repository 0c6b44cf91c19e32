"""People added up to new zones: the quick way says the same as the slow one."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from lib.measures import population_of_localities
from lib.measures.ground import cut_by, ground_of, people_by_zone, people_of_zones, zone_of_each

pytestmark = pytest.mark.unit

SIDE = 6
AREAS = gpd.GeoDataFrame(
    {"area_code": [f"A{n:02d}" for n in range(SIDE * SIDE)]},
    geometry=[box(-3 + x / 50, 53 + y / 50, -2.98 + x / 50, 53.02 + y / 50) for x in range(SIDE) for y in range(SIDE)],
    crs=4326,
)
PEOPLE = pd.DataFrame({"area_code": AREAS["area_code"], "population": np.arange(SIDE * SIDE) + 10.0})
GROUND = ground_of(AREAS)
EDGE = st.floats(-3.02, -2.86).flatmap(lambda west: st.tuples(st.just(west), st.floats(west + 0.005, west + 0.1)))
TALL = st.floats(52.98, 53.12).flatmap(lambda low: st.tuples(st.just(low), st.floats(low + 0.005, low + 0.1)))


def zones_of(shapes):
    names = [f"Z{n}" for n in range(len(shapes))]
    return gpd.GeoDataFrame({"locality_code": names, "locality_name": names}, geometry=shapes, crs=4326)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(EDGE, TALL), min_size=1, max_size=6))
def test_the_quick_way_agrees_with_the_slow_one(corners):
    zones = zones_of([box(w, s, e, n) for (w, e), (s, n) in corners])
    quick = people_by_zone(GROUND, zones, PEOPLE)
    slow = population_of_localities(zones, AREAS, PEOPLE).frame
    assert quick["locality_code"].tolist() == slow["locality_code"].tolist()
    assert quick["areas_count"].tolist() == slow["areas_count"].tolist()
    pd.testing.assert_series_equal(quick["population"], slow["population"], check_dtype=False)


def test_nobody_is_counted_twice_where_zones_overlap():
    everywhere = box(-4, 52, -2, 54)
    found = people_by_zone(GROUND, zones_of([everywhere, everywhere]), PEOPLE)
    assert found["population"].sum() == PEOPLE["population"].sum()
    assert set(zone_of_each(GROUND, zones_of([everywhere, everywhere]))) == {"Z0"}


def test_areas_cut_by_an_edge_are_listed():
    zones = zones_of([box(-3.01, 52.99, -2.97, 53.2)])  # one column of areas whole, the next cut in half
    assert list(cut_by(GROUND, zones)) == [f"A{n:02d}" for n in range(6, 12)]


def test_a_zone_at_sea_has_nobody():
    at_sea = zones_of([box(-6, 56, -5.9, 56.1)])
    assert people_by_zone(GROUND, at_sea, PEOPLE)["areas_count"].tolist() == [0]
    found = population_of_localities(at_sea, AREAS, PEOPLE)
    assert found.frame["areas_count"].tolist() == [0]
    assert len(found.outside) == len(AREAS)


def test_an_unknown_number_leaves_its_zone_unknown():
    people = PEOPLE.assign(population=PEOPLE["population"].mask(PEOPLE["area_code"] == "A00"))
    found = people_by_zone(GROUND, zones_of([box(-4, 52, -2, 54)]), people)
    assert found["population"].isna().all()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(EDGE, TALL), min_size=1, max_size=4))
def test_the_quick_way_says_of_split_and_outside_what_the_slow_one_says(corners):
    zones = zones_of([box(w, s, e, n) for (w, e), (s, n) in corners])
    quick = people_of_zones(GROUND, zones, AREAS, PEOPLE)
    slow = population_of_localities(zones, AREAS, PEOPLE)
    assert quick.outside == slow.outside
    assert quick.said == slow.said
    pd.testing.assert_frame_equal(quick.split, slow.split)
    pd.testing.assert_series_equal(quick.frame["population"], slow.frame["population"], check_dtype=False)
