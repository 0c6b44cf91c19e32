"""Colours of regions: those that touch differ."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from lib.geography import areas
from lib.geography import neighbours as touching_of
from lib.pressure import colours_apart, regions

pytestmark = pytest.mark.unit


def test_few_regions_each_have_their_own_colour():
    labels = pd.Series([1, 2, 3], index=["a", "b", "c"])
    assert list(colours_apart(labels, csr_matrix((3, 3)), 9)) == [0, 1, 2]


def test_of_many_regions_those_that_touch_differ():
    outlines = areas("Worcestershire")
    touching = touching_of(outlines)
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(rng.normal(size=(len(outlines), 2)), index=pd.Index(outlines["area_code"]), columns=["a", "b"])
    labels = regions(frame, touching, 30).labels
    colours = colours_apart(labels, touching, 6)
    assert set(colours) <= set(range(6))
    pairs = touching.pairs
    here, there = labels[pairs["area_code"]].to_numpy(), labels[pairs["neighbour_code"]].to_numpy()
    apart = here != there
    assert apart.any()
    assert (colours[here[apart]].to_numpy() != colours[there[apart]].to_numpy()).all()


def test_too_few_colours_still_colour_every_region():
    labels = pd.Series([1, 2, 3], index=["a", "b", "c"])
    whole = csr_matrix(np.ones((3, 3)))
    assert colours_apart(labels, whole, 2).isin([0, 1]).all()
