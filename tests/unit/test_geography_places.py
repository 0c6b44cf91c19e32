"""Every point goes to one area, or to none."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from lib.geography import locate_points_in, neighbours

pytestmark = pytest.mark.unit


def squares():
    """Two squares side by side and one apart; the codes are not in the order of the rows."""
    shapes = [box(1, 0, 2, 1), box(0, 0, 1, 1), box(5, 5, 6, 6)]
    return gpd.GeoDataFrame({"area_code": ["b", "a", "c"]}, geometry=shapes, crs=4326)


def test_points_inside_outside_on_the_edge_and_missing():
    points = [Point(0.5, 0.5), Point(1.5, 0.5), Point(1, 0.5), Point(9, 9), None, Point(2, 0.5)]
    index = pd.Index(list("uvwxyz"))
    found = locate_points_in(gpd.GeoSeries(points, index=index, crs=4326), squares())
    assert found.to_dict() == {"u": "a", "v": "b", "w": "a", "x": "", "y": "", "z": "b"}


def test_points_in_metres_are_brought_to_the_areas():
    points = gpd.GeoDataFrame(geometry=gpd.GeoSeries([Point(0.5, 0.5)], crs=4326).to_crs(3857))
    assert locate_points_in(points, squares()).tolist() == ["a"]


def test_no_points_give_no_answers():
    assert locate_points_in(gpd.GeoSeries([], crs=4326), squares()).tolist() == []


def test_squares_that_share_an_edge_are_neighbours_and_the_other_is_an_island():
    found = neighbours(squares())
    assert found.pairs.to_numpy().tolist() == [["b", "a"]]
    assert found.islands == ("c",)
    assert found.matrix.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_squares_that_share_one_corner_are_neighbours():
    corner = gpd.GeoDataFrame({"area_code": ["a", "b"]}, geometry=[box(0, 0, 1, 1), box(1, 1, 2, 2)], crs=4326)
    assert len(neighbours(corner).pairs) == 1


def test_an_area_without_an_outline_is_an_island():
    shapes = squares()
    shapes.loc[0, "geometry"] = None
    assert neighbours(shapes).islands == ("b", "a", "c")


def test_no_areas_have_no_neighbours():
    assert neighbours(squares().iloc[:0]).islands == ()
