"""Clusters, ranks and hot spots, ours and the libraries alone: each makes its data and gives the work to be timed."""

from __future__ import annotations

from typing import Any

from benchmarks.made_up_areas import MEASURES, Work, mapped, standardised


def our_sweep(size: int) -> Work:
    from lib.pressure import cluster_areas

    frame, _ = mapped(size)
    return lambda: {"k": cluster_areas(frame, 8, resamples=1).k}


def our_clusters(size: int) -> Work:
    from lib.pressure import cluster_areas

    frame, _ = mapped(size)
    return lambda: {"k": cluster_areas(frame, 8, resamples=100).k}


def their_clusters(size: int) -> Work:
    """What a notebook would do: default k-means at 20 starts, silhouette on all areas, 100 resamples of 10 starts."""
    import numpy as np
    from sklearn.cluster import KMeans
    from sklearn.metrics import silhouette_score

    points, _ = standardised(size)

    def work() -> dict[str, Any]:
        for k in range(2, 11):
            silhouette_score(points, KMeans(k, n_init=20, random_state=0).fit_predict(points))
        rng = np.random.default_rng(0)
        for _ in range(100):
            KMeans(8, n_init=10, random_state=0).fit(points[rng.integers(len(points), size=len(points))])
        return {}

    return work


def our_draws(size: int) -> Work:
    from lib.pressure import pressure_index

    frame, _ = mapped(size)
    return lambda: {"worst": float(pressure_index(frame, draws=1000)["p_worst_fifth"].max())}


def first_draws(size: int) -> Work:
    from lib.pressure import refine

    frame, _ = mapped(size)
    return lambda: {"worst": float(next(refine(frame, draws=1000))["p_worst_fifth"].max())}


def their_draws(size: int) -> Work:
    """pandas ranks, one draw of weights after another, arithmetic z scores only."""
    import numpy as np
    import pandas as pd

    points, _ = standardised(size)

    def work() -> dict[str, Any]:
        weights = np.random.default_rng(0).dirichlet(np.full(MEASURES, 13.0), size=1000)
        ranks = np.array([pd.Series(points @ w).rank(ascending=False).to_numpy("float32") for w in weights])
        np.quantile(ranks, [0.05, 0.95], axis=0)
        return {}

    return work


def our_hot_spots(size: int) -> Work:
    from lib.pressure import hot_spots

    frame, graph = mapped(size)
    return lambda: {"found": int(hot_spots(frame["i0"], graph).areas["kind"].isin(["hot spot", "cold spot"]).sum())}


def their_hot_spots(size: int) -> Work:
    """esda's local Moran, 9,999 permutations, with numba where it is installed."""
    from esda import Moran_Local
    from libpysal.weights import WSP

    points, graph = standardised(size)
    weights = WSP(graph.matrix.astype("float64")).to_W()
    return lambda: {"p": float(Moran_Local(points[:, 0], weights, permutations=9_999, n_jobs=1, seed=0).p_sim.min())}
