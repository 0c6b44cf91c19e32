"""Zones somebody drew: each mistake has its own problem."""

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from lib.measures.zone_checks import check_zones

pytestmark = pytest.mark.unit

# four squares in a row, a tenth of a degree each
AREAS = gpd.GeoDataFrame(
    {"area_code": list("ABCD"), "area_name": ["First", "Second", "Third", "Fourth"]},
    geometry=[box(-2 + n / 10, 53, -1.9 + n / 10, 53.1) for n in range(4)],
    crs=4326,
)
WEST, EAST = box(-2, 53, -1.8, 53.1), box(-1.8, 53, -1.6, 53.1)


def checked(*shapes, names=None):
    names = names or [f"Zone {n + 1}" for n in range(len(shapes))]
    return check_zones(gpd.GeoDataFrame({"locality_name": names}, geometry=list(shapes), crs=4326), AREAS)


def codes(found):
    return [problem.code for problem in found.problems]


def test_zones_that_fit_have_no_problem():
    found = checked(WEST, EAST)
    assert found.problems == ()
    assert found.is_usable
    assert found.overlaps.empty
    assert found.gaps.empty


@pytest.mark.parametrize("shape", [None, Polygon(), Point(-1.9, 53.05), LineString([(-2, 53), (-1.9, 53)])])
def test_an_outline_without_ground_is_refused(shape):
    found = checked(WEST, EAST, shape)
    assert codes(found) == ["zone-empty"]
    assert "Zone 3 has no ground" in found.problems[0].what
    assert not found.is_usable


def test_an_outline_that_crosses_itself_is_said_and_still_used():
    bow = Polygon([(-2, 53), (-1.8, 53.1), (-1.8, 53), (-2, 53.1)])
    found = checked(bow, EAST)
    assert "zone-crossed" in codes(found)
    assert found.is_usable


def test_a_zone_at_sea_is_refused():
    found = checked(WEST, EAST, box(-4, 54, -3.9, 54.1), names=["West", "East", "Sea"])
    assert codes(found) == ["zone-off-shore"]
    assert "Sea is wholly outside the council" in found.problems[0].what
    assert not found.is_usable


def test_a_zone_mostly_at_sea_is_said():
    assert codes(checked(box(-2.5, 53, -1.8, 53.1), EAST)) == ["zone-partly-outside"]


def test_a_zone_too_small_for_anybody_is_said():
    found = checked(WEST, EAST.difference(box(-1.62, 53, -1.6, 53.01)), box(-1.62, 53, -1.6, 53.01))
    assert codes(found) == ["zone-holds-nobody"]


def test_overlapping_zones_are_named_with_what_lies_in_both():
    found = checked(box(-2, 53, -1.7, 53.1), EAST)
    assert codes(found) == ["zone-overlap"]
    row = found.overlaps.iloc[0]
    assert (row["zone"], row["other"], row["areas_count"]) == ("Zone 1", "Zone 2", 1)
    # a tenth of a degree each way at 53 north is about 6.7 km by 11.1 km
    assert row["km2"] == pytest.approx(74.5, rel=0.02)
    assert "1 small area lies in two" in found.problems[0].what


def test_a_shared_edge_drawn_twice_is_no_overlap():
    assert codes(checked(box(-2, 53, -1.7995, 53.1), EAST)) == []


def test_areas_in_no_zone_are_listed():
    found = checked(WEST)
    assert codes(found) == ["zone-gap"]
    assert found.gaps["area_name"].tolist() == ["Third", "Fourth"]


def test_a_zone_in_pieces_is_said():
    apart = MultiPolygon([AREAS.geometry[0], AREAS.geometry[2]])
    found = checked(apart, MultiPolygon([AREAS.geometry[1], AREAS.geometry[3]]))
    assert codes(found) == ["zone-in-pieces"]
    assert "Zone 1 (2) and Zone 2 (2)" in found.problems[0].what


def test_a_jag_of_the_pen_is_no_island():
    jag = shapely.union_all([WEST, box(-1.62, 53.05, -1.619, 53.051)])
    assert "zone-in-pieces" not in codes(checked(jag, EAST))


def test_every_problem_says_what_to_do():
    found = checked(None, box(-4, 54, -3.9, 54.1), box(-2, 53, -1.7, 53.1), EAST)
    assert all(problem.fix for problem in found.problems)
