"""The index against slow plain versions and hand-worked figures."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gmean, zscore

import lib
from lib.pressure.draws import draw_weights, order_of
from lib.pressure.normalise import fit

pytestmark = pytest.mark.oracle


def frame_of(values):
    values = np.asarray(values, dtype=float)
    return pd.DataFrame(
        values,
        index=pd.Index([f"A{i:03d}" for i in range(len(values))], name="area_code"),
        columns=[f"i{j}" for j in range(values.shape[1])],
    )


def test_scores_worked_by_hand():
    frame = frame_of([[0, 10], [5, 30], [10, 20]])
    score = lib.pressure_index(frame, [3, 1], draws=1, normalisation="minmax")["score"]
    assert score.tolist() == pytest.approx([0.0, 0.75 * 0.5 + 0.25, 0.75 + 0.125])
    rank = lib.pressure_index(frame, [3, 1], draws=1, normalisation="rank")["score"]
    assert rank.tolist() == pytest.approx([1 / 3, 0.75 * 2 / 3 + 0.25, 0.75 + 0.25 * 2 / 3])


def test_z_scores_agree_with_scipy():
    values = np.random.default_rng(2).gamma(2, size=(40, 3))
    score = lib.pressure_index(frame_of(values), draws=1)["score"]
    assert score.to_numpy() == pytest.approx(zscore(values).mean(axis=1))


def test_geometric_agrees_with_scipy():
    values = np.random.default_rng(2).gamma(2, size=(40, 3))
    scaled = 1 + 99 * (values - values.min(0)) / np.ptp(values, axis=0)
    options = {"normalisation": "minmax", "aggregation": "geometric"}
    score = lib.pressure_index(frame_of(values), [1, 2, 1], draws=1, **options)["score"]
    assert score.to_numpy() == pytest.approx(gmean(scaled, axis=1, weights=[1, 2, 1]))


def test_exponential_scale_has_the_published_shape():
    """The most deprived area scores 100, and the most deprived tenth takes half of the scale."""
    scaled = fit(np.arange(1.0, 1001)[:, None], "exponential")(np.array([[1000.0], [900.0], [1.0]]))
    assert scaled[0, 0] == pytest.approx(100)
    assert scaled[1, 0] == pytest.approx(50, abs=0.5)
    assert scaled[2, 0] == pytest.approx(0, abs=0.1)


def test_order_agrees_with_a_plain_stable_sort():
    rng = np.random.default_rng(0)
    score = np.concatenate([rng.normal(size=500), rng.normal(size=20) * 1e30, [0.0, -0.0, 0.0], np.ones(9)])
    score = score.astype("float32")
    assert order_of(score).tolist() == sorted(range(len(score)), key=lambda i: (-score[i], i))


def test_draws_agree_with_a_slow_loop():
    """The interval and the probability, from the same Dirichlet drawn another way."""
    values = np.random.default_rng(3).normal(size=(50, 3))
    index = lib.pressure_index(
        frame_of(values), draws=4000, normalisations=("z",), aggregations=("arithmetic",), weight_spread=0.5
    )
    concentration = 2 / 0.25 - 1
    drawn = np.random.default_rng(99).dirichlet(np.full(3, concentration / 3), size=4000)
    ranks = np.array([pd.Series(zscore(values) @ w).rank(ascending=False).to_numpy() for w in drawn])
    assert index["p_worst_fifth"].to_numpy() == pytest.approx((ranks <= 10).mean(axis=0), abs=0.04)
    low = np.minimum(np.quantile(ranks, 0.05, axis=0), index["rank"].astype(float))
    high = np.maximum(np.quantile(ranks, 0.95, axis=0), index["rank"].astype(float))
    assert np.abs(index["rank_low"].astype(float) - low).max() <= 3
    assert np.abs(index["rank_high"].astype(float) - high).max() <= 3


def test_an_equal_weight_wanders_by_the_spread_asked_for():
    drawn = draw_weights(np.full(8, 0.125), 0.25, 4000, np.random.default_rng(0))
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(0.125, rel=0.03)
    assert drawn.std(axis=0) / 0.125 == pytest.approx(0.25, rel=0.08)
