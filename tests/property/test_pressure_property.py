"""What holds for any figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import lib
from lib.pressure import compare, drivers, leave_one_out
from lib.pressure.draws import size_of_worst_fifth

pytestmark = pytest.mark.property

figures = st.one_of(st.floats(-1e6, 1e6, allow_nan=False), st.just(np.nan), st.integers(-3, 3).map(float))
tables = st.integers(1, 25).flatmap(
    lambda n: st.integers(1, 4).flatmap(lambda p: arrays(np.float64, (n, p), elements=figures))
)


def frame_of(values):
    codes = pd.Index([f"E{i:04d}" for i in range(len(values))], name="area_code")
    return pd.DataFrame(values, index=codes, columns=[f"i{j}" for j in range(values.shape[1])])


@settings(max_examples=30, deadline=None)
@given(tables, st.integers(0, 99))
def test_the_index_is_whole_whatever_the_figures(values, seed):
    frame = frame_of(values)
    index = lib.pressure_index(frame, draws=12, seed=seed)
    ranked = index.dropna(subset=["rank"])
    assert sorted(ranked["rank"]) == list(range(1, len(ranked) + 1))
    assert index["score"].isna().equals(index["rank"].isna())
    assert ranked["p_worst_fifth"].between(0, 1).all()
    if len(ranked):
        assert ranked["p_worst_fifth"].sum() == pytest.approx(size_of_worst_fifth(len(ranked)))
        assert (ranked["rank_low"] <= ranked["rank"]).all()
        assert (ranked["rank_high"] >= ranked["rank"]).all()
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(index, lib.pressure_index(shuffled, draws=12, seed=seed).loc[frame.index])


@settings(max_examples=20, deadline=None)
@given(tables)
def test_sensitivity_never_fails(values):
    frame = frame_of(values)
    assert list(drivers(frame).index) == list(frame.index)
    assert leave_one_out(frame)["weight"].sum() == pytest.approx(1) or leave_one_out(frame).empty


@settings(max_examples=20, deadline=None)
@given(tables, st.integers(0, 3))
@example(np.array([[0.0], [1.11253693e-308]]), 0)
def test_worse_figures_never_better_the_rank(values, column):
    """An area made worse on one indicator moves up the list or stays."""
    frame = frame_of(values).fillna(0.0)
    column %= frame.shape[1]
    worse = frame.copy()
    worse.iloc[0, column] = frame.iloc[:, column].max() + 1.0
    before, after = (lib.pressure_index(f, draws=1, normalisation="rank")["rank"].iloc[0] for f in (frame, worse))
    assert after <= before


@settings(max_examples=15, deadline=None)
@given(st.integers(20, 60), st.integers(1, 4), st.integers(0, 1000), st.sampled_from(["kmeans", "ward", "mixture"]))
def test_clusters_are_numbered_without_holes_even_among_twins(n, p, seed, method):
    values = np.random.default_rng(seed).integers(0, 3, size=(n, p)).astype(float)
    k = "auto" if seed % 2 else 6
    found = lib.cluster_areas(frame_of(values), k, method=method, starts=1, resamples=2, most=4)
    assert found.stability["jaccard"].between(0, 1).all()
    assert sorted(found.labels.unique()) == list(range(1, found.k + 1))
    assert found.names.is_unique
    assert found.changed.between(0, 1).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=30), st.permutations([1, 2, 3, 4]))
def test_renaming_groups_moves_nobody(labels, names):
    before = pd.Series(labels, index=[f"E{i}" for i in range(len(labels))])
    found = compare(before, before.map(dict(zip([1, 2, 3, 4], names, strict=True))))
    assert found.moved.empty
    assert (found.labels == before).all()
