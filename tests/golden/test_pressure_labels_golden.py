"""Labels that any machine must give: the groups, regions and ranks of fixed figures, as they were once written down."""

import hashlib

import numpy as np
import pandas as pd
import pytest

from lib.geography import areas, neighbours
from lib.pressure import cluster_areas, pressure_index, regions

pytestmark = pytest.mark.golden


@pytest.fixture(scope="module")
def outlines():
    return areas("Sefton")


@pytest.fixture(scope="module")
def figures(outlines):
    """Figures by arithmetic alone, so that no generator of chance stands between two machines."""
    n = np.arange(len(outlines))
    columns = {"a": n * 37 % 101 / 101, "b": (n * 53 % 97 / 97) ** 2, "c": n // 63 * 3 + n * 29 % 89 / 89}
    return pd.DataFrame(columns, index=pd.Index(outlines["area_code"], name="area_code"))


def mark(values):
    """A short mark of every value in order."""
    return hashlib.sha256(",".join(str(value) for value in values).encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("method", "expected"),
    [("kmeans", "98a803c466fd5f5e"), ("ward", "540c05e4aa41a9a1"), ("mixture", "ec6b832af1023a06")],
)
def test_groups(figures, method, expected):
    assert mark(cluster_areas(figures, 4, method=method, resamples=2).labels) == expected


def test_regions(figures, outlines):
    assert mark(regions(figures, neighbours(outlines), 7).labels) == "6ff67abc552b07bb"


def test_ranks(figures):
    ranked = pressure_index(figures, draws=200)
    assert mark(ranked["rank"]) == "bd824ae30b11aef7"
    assert mark(ranked["rank_high"]) == "eb8e31ec00ac0f60"
