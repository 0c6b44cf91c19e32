"""Chance that adds up: totals are reached exactly, within bounds, whatever the weights."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.making.chance import dice, drawn_to_total, shared_out, smooth_field

pytestmark = pytest.mark.property

weights = st.lists(st.floats(0.01, 1e6), min_size=1, max_size=40).map(np.array)


@given(st.integers(0, 10**6), weights)
def test_shares_are_whole_and_add_to_the_total(total: int, parts: np.ndarray) -> None:
    shared = shared_out(total, parts)
    assert shared.sum() == total
    assert (abs(shared - total * parts / parts.sum()) < 1 + 1e-6).all()


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=30), st.floats(0, 1))
def test_draws_stay_within_bounds_and_add_to_the_total(pairs: list[tuple[int, int]], part: float) -> None:
    low = np.array([min(pair) for pair in pairs], dtype=np.int64)
    high = np.array([max(pair) for pair in pairs], dtype=np.int64)
    total = int(low.sum() + part * (high.sum() - low.sum()))
    drawn = drawn_to_total(total, low, high, np.random.default_rng(1))
    assert drawn.sum() == total
    assert ((low <= drawn) & (drawn <= high)).all()


def test_a_total_out_of_reach_is_an_error() -> None:
    with pytest.raises(ValueError, match="cannot be reached"):
        drawn_to_total(9, np.array([1, 2]), np.array([3, 4]), np.random.default_rng(1))


def test_each_council_and_file_has_dice_of_its_own() -> None:
    assert dice("SEF", "homes").random() == dice("SEF", "homes").random()
    assert dice("SEF", "homes").random() != dice("KNO", "homes").random()


def test_neighbours_are_more_alike_than_strangers() -> None:
    grid = [(1000 * x, 1000 * y) for x in range(12) for y in range(12)]
    areas = pd.DataFrame(grid, columns=["easting", "northing"])
    field = smooth_field(areas, dice("a test"))
    steps = abs(np.diff(field.reshape(12, 12), axis=0)).mean()
    apart = abs(field[:, None] - field[None, :]).mean()
    assert steps < 0.5 * apart
