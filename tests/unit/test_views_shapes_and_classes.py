"""Outlines packed for the browser and classes whose printed breaks are true."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box

from lib.views.classes import classify
from lib.views.shapes import as_script, packed

pytestmark = pytest.mark.unit


def unpacked(shape):
    """What the browser does with a packed shape, written the slow way."""
    rings = [[np.cumsum(np.array(r).reshape(-1, 2), axis=0) / 1e5 for r in polygon] for polygon in shape]
    return MultiPolygon([(p[0], p[1:]) for p in rings])


def test_a_packed_outline_unpacks_to_the_same_place_within_a_metre():
    ring = Polygon(
        [(-3.0, 53.5), (-2.9, 53.5), (-2.9, 53.6), (-3.0, 53.6)], [[(-2.95, 53.55), (-2.94, 53.55), (-2.94, 53.56)]]
    )
    shape = MultiPolygon([ring, box(-2.8, 53.5, -2.7, 53.6)])
    assert unpacked(packed(shape)).hausdorff_distance(shape) < 1e-5


def test_nothing_is_packed_for_a_missing_outline():
    assert packed(None) == []
    assert packed(Polygon()) == []


@given(st.text())
def test_no_text_can_leave_a_script(text):
    script = as_script([text])
    assert "<" not in script
    assert json.loads(script) == [text]


def test_classes_leave_out_what_is_not_known():
    classes = classify(pd.Series([1.0, 2.0, None, 4.0, 8.0, 16.0, 32.0]))
    assert classes.codes[2] == -1
    assert len(classes.labels) == len(classes.breaks) + 1


def test_breaks_can_be_held_fixed_between_maps():
    first = classify(pd.Series([10.0, 20.0, 30.0, 40.0, 50.0, 60.0]))
    second = classify(pd.Series([60.0, 61.0, 62.0]), breaks=first.breaks)
    assert second.breaks == first.breaks
    assert set(second.codes) == {len(first.breaks)}


@given(st.lists(st.floats(min_value=0, max_value=1e5), min_size=1, max_size=60))
def test_every_figure_lies_in_the_class_its_label_prints(values):
    classes = classify(pd.Series(values, dtype=float))
    assert classes.codes.min() >= 0
    assert classes.codes.max() < len(classes.labels)
    for value, code in zip(np.round(values, classes.decimals), classes.codes, strict=True):
        low = classes.breaks[code - 1] if code else -np.inf
        high = classes.breaks[code] if code < len(classes.breaks) else np.inf
        assert low < value <= high


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([108, 201, 211], ("108", "201 to 211")),
        ([182, 227, 230, 300, 305, 320], ("182", "227 to 230", "300 to 320")),
        ([5, 5, 5, 9], ("5.0", "9.0")),
        ([7, 7, 7], ("7",)),
    ],
)
def test_few_areas_are_parted_where_their_figures_are_apart_and_the_legend_prints_those(values, labels):
    assert classify(pd.Series(values, dtype=float)).labels == labels


def test_many_areas_are_parted_into_classes_of_similar_size():
    codes = classify(pd.Series(range(100), dtype=float) ** 3).codes
    assert np.bincount(codes).tolist() == [20, 20, 20, 20, 20]


def test_no_figures_no_classes():
    classes = classify(pd.Series([None, None], dtype="Float64"))
    assert list(classes.codes) == [-1, -1]
    assert classes.labels == ()
