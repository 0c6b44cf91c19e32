"""Neighbours agree with libpysal's queen contiguity and with a slow loop over pairs."""

import geopandas as gpd
import numpy as np
import pytest
from libpysal.graph import Graph
from shapely import affinity

from lib.geography import areas, neighbours

pytestmark = pytest.mark.oracle


def by_libpysal(outlines):
    graph = Graph.build_contiguity(outlines.set_index("area_code"), rook=False)
    return graph.adjacency.reset_index().query("weight > 0")


@pytest.mark.parametrize("name", ["Sefton", "Worcestershire", "Northumberland", "Cornwall", "Isles of Scilly"])
def test_pairs_and_islands_are_those_of_libpysal(name):
    outlines = areas(name)
    expected = by_libpysal(outlines)
    found = neighbours(outlines)
    both_ways = {(one, two) for one, two in found.pairs.to_numpy()}
    both_ways |= {(two, one) for one, two in both_ways}
    assert both_ways == set(zip(expected["focal"], expected["neighbor"], strict=True))
    assert set(found.islands) == set(outlines["area_code"]) - set(expected["focal"])


def test_the_matrix_agrees_with_every_pair_asked_in_turn():
    outlines = areas("Knowsley")
    shapes = list(outlines.geometry)
    slow = np.array([[int(a is not b and a.touches(b)) for b in shapes] for a in shapes])
    assert (neighbours(outlines).matrix.toarray() == slow).all()


def test_the_only_island_of_england_and_wales_is_scilly():
    found = neighbours(areas(None))
    assert found.islands == ("E01019077",)
    assert (found.matrix != found.matrix.T).nnz == 0


def test_moving_one_area_away_takes_its_neighbours_from_it():
    outlines = areas("Knowsley")
    code, before = outlines["area_code"].iloc[0], neighbours(outlines)
    moved = [affinity.translate(outlines.geometry.iloc[0], 10, 10), *outlines.geometry.iloc[1:]]
    after = neighbours(gpd.GeoDataFrame(outlines.drop(columns="geometry"), geometry=moved, crs=4326))
    assert code in after.islands
    assert len(after.pairs) == len(before.pairs) - before.matrix.sum(axis=1)[0]
