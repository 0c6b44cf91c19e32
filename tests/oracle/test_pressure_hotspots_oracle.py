"""Moran and Gi* against esda, within Monte Carlo error."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix
from scipy.spatial import Delaunay

from lib.pressure import hot_spots
from lib.pressure.moran import chance_by_formula, chance_by_permutation, global_moran

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def mapped():
    """A planar map of 150 areas with a smooth field and noise on it, for us and for libpysal."""
    from libpysal.weights import WSP

    rng = np.random.default_rng(3)
    places = rng.random((150, 2))
    sides = Delaunay(places).simplices
    pairs = np.vstack([sides[:, [0, 1]], sides[:, [1, 2]], sides[:, [0, 2]]])
    touching = csr_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(150, 150))
    touching = csr_matrix(((touching + touching.T) > 0).astype("float64"))
    values = np.sin(5 * places[:, 0]) + np.cos(4 * places[:, 1]) + rng.normal(size=150) * 0.7
    return values, touching, WSP(touching).to_W()


def frame_of(values, touching, **options):
    codes = pd.Index([f"A{i:03d}" for i in range(len(values))], name="area_code")
    return hot_spots(pd.Series(values, index=codes), touching, **options)


def test_global_moran_agrees_with_esda(mapped):
    from esda import Moran

    values, touching, weights = mapped
    theirs = Moran(values, weights, transformation="r", permutations=999)
    ours = frame_of(values, touching, permutations=None).overall
    assert ours.moran_i == pytest.approx(theirs.I)
    assert ours.expected == pytest.approx(theirs.EI)
    assert ours.z == pytest.approx(theirs.z_norm)
    assert frame_of(values, touching, permutations=999).overall.z == pytest.approx(theirs.z_sim, rel=0.15)


def test_local_moran_agrees_with_esda(mapped):
    from esda import Moran_Local

    values, touching, weights = mapped
    theirs = Moran_Local(values, weights, transformation="r", permutations=9_999, n_jobs=1, seed=5)
    ours = frame_of(values, touching).areas
    assert ours["statistic"].to_numpy() == pytest.approx(theirs.Is)
    one_sided = np.minimum(ours["p_value"] / 2, 0.5)
    folded = np.minimum(theirs.p_sim, 1 - theirs.p_sim) if theirs.p_sim.max() > 0.51 else theirs.p_sim
    assert np.abs(one_sided.to_numpy() - folded).max() < 0.02
    quadrant = ours["kind"].map({"hot spot": 1, "low among high": 2, "cold spot": 3, "high among low": 4}).dropna()
    assert (quadrant == pd.Series(theirs.q, index=ours.index).loc[quadrant.index]).all()


def test_gi_star_agrees_with_esda(mapped):
    from esda import G_Local
    from libpysal.weights import fill_diagonal

    values, touching, weights = mapped
    theirs = G_Local(values - values.min() + 1, fill_diagonal(weights, 1.0), transform="B", star=True, permutations=0)
    ours = frame_of(values, touching, statistic="gi star", permutations=None).areas
    assert ours["statistic"].to_numpy() == pytest.approx(theirs.Zs, rel=1e-6)


def test_the_formula_agrees_with_many_permutations(mapped):
    values, touching, _ = mapped
    by_formula = chance_by_formula(values, touching)
    by_dealing = chance_by_permutation(values, touching, 9_999, 1, lambda: False)
    assert np.corrcoef(by_formula, by_dealing)[0, 1] > 0.99
    assert np.abs(by_formula - by_dealing).max() < 0.15


def test_permutation_p_agrees_with_a_slow_loop():
    """Every way of choosing two neighbours out of five others, counted."""
    from itertools import combinations

    values = np.array([3.0, 2.5, 0.1, -1.0, 0.4, -2.0])
    ring = csr_matrix(np.roll(np.eye(6), 1, axis=1) + np.roll(np.eye(6), -1, axis=1))
    ours = chance_by_permutation(values, ring, 20_000, 0, lambda: False)
    for area in range(6):
        others = np.delete(values, area)
        sums = np.array([sum(pair) for pair in combinations(others, 2)])
        observed = values[(area + 1) % 6] + values[(area - 1) % 6]
        expected = 2 * min((sums >= observed - 1e-9).mean(), (sums <= observed + 1e-9).mean())
        assert ours[area] == pytest.approx(min(expected, 1.0), abs=0.02)


def test_global_moran_worked_by_hand():
    """Two high areas then two low ones in a row: z is 1, 1, -1, -1 and I = (1 + 0 + 0 + 1) / 4."""
    row = csr_matrix(np.diag(np.ones(3), 1) + np.diag(np.ones(3), -1))
    found = global_moran(np.array([5.0, 5.0, 1.0, 1.0]), row, None, 0)
    assert found.moran_i == pytest.approx(0.5)
    assert found.expected == pytest.approx(-1 / 3)
