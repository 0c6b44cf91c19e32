"""Outlines, points and figures packed for the browser come back as they were."""

import gzip
import json

import geopandas as gpd
import numpy as np
import pytest
from shapely import MultiPolygon, Polygon, box

from lib.views.country_outlines import UNITS_ROUND_THE_WORLD, grid, outlines
from lib.views.country_points import point_layer
from lib.views.parcel import parcel, smallest, words_array

pytestmark = pytest.mark.unit
METRE = 1e-5  # degrees, about


def opened(content):
    """What the browser does with a parcel: its head, and a reader of its arrays."""
    length = int.from_bytes(content[:4], "little")
    head = json.loads(content[4 : 4 + length])

    def array(name):
        kind, start, count = head["arrays"][name]
        return np.frombuffer(content, dtype=f"<{kind}", count=count, offset=4 + length + start)

    return head, array


def degrees(units):
    """Units of the grid as longitude and latitude, the slow way."""
    x, y = np.asarray(units, dtype=float).T / UNITS_ROUND_THE_WORLD
    return np.column_stack([x * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))])


def shapes_of(content, kind):
    """The rings of each shape, unrolled step by step."""
    head, array = opened(gzip.decompress(content))
    corners, starts = iter(array(f"{kind}_corners")), iter(array(f"{kind}_starts").reshape(-1, 2))
    steps = iter(array(f"{kind}_steps").reshape(-1, 2))

    def ring():
        n, at = next(corners), next(starts) + np.array(head["origin"])
        places = [at]
        for _ in range(n - 1):
            at = at + next(steps)
            places.append(at)
        return degrees(places)

    return [[ring() for _ in range(n)] for n in array(f"{kind}_rings")]


def areas_of(*shapes):
    codes = [f"A{i}" for i in range(len(shapes))]
    return gpd.GeoDataFrame({"area_code": codes, "area_name": codes}, geometry=list(shapes), crs=4326)


HOLED = Polygon(
    [(-3.0, 53.5), (-2.9, 53.5), (-2.9, 53.6), (-3.0, 53.6)], [[(-2.95, 53.55), (-2.94, 53.55), (-2.94, 53.56)]]
)
SQUARE = box(-2.8, 53.5, -2.7, 53.6)


def test_outlines_come_back_within_a_metre_or_so():
    packed = outlines(areas_of(HOLED, MultiPolygon([SQUARE, box(-2.6, 53.5, -2.5, 53.6)])), areas_of(SQUARE))
    first, second = shapes_of(packed.content, "area")
    assert Polygon(first[0], first[1:]).hausdorff_distance(HOLED) < 2 * METRE
    assert [len(ring) for ring in second] == [4, 4]
    assert Polygon(shapes_of(packed.content, "frame")[0][0]).hausdorff_distance(SQUARE) < 2 * METRE


def test_neighbours_keep_the_very_same_corners():
    packed = outlines(areas_of(SQUARE, box(-2.7, 53.5, -2.6, 53.6)), areas_of(SQUARE))
    (left,), (right,) = shapes_of(packed.content, "area")
    assert len({tuple(corner) for corner in left} & {tuple(corner) for corner in right}) == 2


def test_an_area_without_an_outline_keeps_its_place():
    packed = outlines(areas_of(SQUARE, None, Polygon(), SQUARE), areas_of(SQUARE))
    assert [len(rings) for rings in shapes_of(packed.content, "area")] == [1, 0, 0, 1]


def test_a_shape_as_broad_as_a_country_is_not_cut():
    broad = box(-6, 50, 2, 55)
    (shape,) = shapes_of(outlines(areas_of(broad), areas_of(broad)).content, "area")
    assert Polygon(shape[0]).hausdorff_distance(broad) < 2 * METRE


def test_same_outlines_same_key_whatever_the_time():
    first, second = (outlines(areas_of(SQUARE), areas_of(HOLED)) for _ in range(2))
    assert (first.key, first.content) == (second.key, second.content)
    assert outlines(areas_of(HOLED), areas_of(HOLED)).key != first.key


def test_the_grid_is_that_of_zoom_16():
    assert grid(np.array([[0.0, 0.0]])).tolist() == [[UNITS_ROUND_THE_WORLD // 2] * 2]
    west_to_east = grid(np.array([[-3.0, 53.5], [-3.0 + 360 / UNITS_ROUND_THE_WORLD, 53.5]]))
    assert np.diff(west_to_east, axis=0).tolist() == [[1, 0]]


def test_points_keep_order_size_look_and_words():
    points = [
        {
            "id": "1-1",
            "x": -3,
            "y": 53.5,
            "r": 7.25,
            "fill": "#fff",
            "ring": "#000",
            "w": 2,
            "name": "A",
            "lines": ["b"],
        },
        {"id": "1-2", "x": -2, "y": 53.6, "r": 3.0, "fill": "#000", "ring": "#000", "w": 2, "name": "C", "lines": []},
        {"id": "1-3", "x": -2, "y": 53.6, "r": 3.0, "fill": "#fff", "ring": "#000", "w": 2, "name": "D", "lines": []},
    ]
    layer = point_layer(points)
    head, array = opened(gzip.decompress(layer.content))
    assert layer.ids == ("1-1", "1-2", "1-3")
    assert array("point_tenths").tolist() == [72, 30, 30]
    assert [head["looks"][i]["fill"] for i in array("point_looks")] == ["#fff", "#000", "#fff"]
    assert json.loads(bytes(array("point_words"))) == [["A", "b"], ["C"], ["D"]]
    assert np.allclose(degrees(array("point_places").reshape(-1, 2))[0], [-3, 53.5], atol=2 * METRE)


def test_no_points_make_an_empty_layer():
    assert point_layer([]).ids == ()


@pytest.mark.parametrize(
    ("numbers", "kind"), [([0, 32767], "int16"), ([-32769], "int32"), ([2**31], "float64"), ([], "int16")]
)
def test_the_narrowest_kind_is_chosen(numbers, kind):
    found = smallest(np.array(numbers, dtype=float))
    assert (found.dtype.name, found.tolist()) == (kind, numbers)


def test_arrays_begin_where_their_kind_may_begin():
    content = parcel({"said": "é"}, {"a": np.arange(3, dtype=np.uint8), "b": np.array([1.5]), "c": words_array("ü")})
    head, array = opened(content)
    length = int.from_bytes(content[:4], "little")
    assert all((4 + length + start) % 8 == 0 for _, start, _ in head["arrays"].values())
    assert (head["said"], array("b").tolist(), json.loads(bytes(array("c")))) == ("é", [1.5], "ü")
