"""Dividing areas into k groups: k-means, Ward or a Gaussian mixture."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cut_tree, linkage
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from lib.pressure.figures import Floats

Method = Literal["kmeans", "ward", "mixture"]
Labels = NDArray[np.intp]

METHODS: tuple[Method, ...] = ("kmeans", "ward", "mixture")
MOST_FOR_WARD = 5_000  # Ward keeps every distance: 5,000 areas take 100 MB, 33,000 take 8 GB
STEADY = 1e-6  # added to the mixture's variances, so that twins do not make a group of no width


def methods_for(n_areas: int) -> tuple[Method, ...]:
    """The methods that can be offered for so many areas."""
    return METHODS if n_areas <= MOST_FOR_WARD else ("kmeans", "mixture")


def divide(points: Floats, k: int, method: Method, starts: int, seed: int, times: Labels | None = None) -> Labels:
    """Label every row 0..k-1, or with fewer labels when some group would stand empty.

    ``times`` says how often each row was drawn in a resample; rows drawn 0 times have no say in where
    the groups are, and are labelled with the nearest.
    """
    if method not in methods_for(len(points)):
        raise ValueError(f"{method} is not offered for {len(points):,} areas: {methods_for(len(points))}.")
    if k == 1:
        return np.zeros(len(points), dtype=np.intp)
    drawn = np.ones(len(points), dtype=np.intp) if times is None else times
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer kinds of area than k: some groups stay empty
        found = _DIVIDE[method](points, drawn, k, starts, seed)
    return np.unique(found, return_inverse=True)[1].astype(np.intp)


def _kmeans(points: Floats, times: Labels, k: int, starts: int, seed: int) -> Labels:
    """k-means with many starts."""
    there = times > 0
    model = KMeans(k, n_init=starts, random_state=seed)
    model.fit(points[there], sample_weight=times[there].astype(float))
    return nearest(points, model.cluster_centers_)


def _ward(points: Floats, times: Labels, k: int, _starts: int, _seed: int) -> Labels:
    """Ward's method on the rows drawn; the others join the nearest mean."""
    rows = np.repeat(np.arange(len(points)), times)
    labels = cut_tree(tree_of(points[rows].tobytes(), points.shape[1]), [k]).ravel()
    if (times == 1).all():
        return labels.astype(np.intp)
    found = nearest(points, means(points[rows], labels, k))
    found[rows] = labels
    return found


@lru_cache(maxsize=16)
def tree_of(points: bytes, columns: int) -> Floats:
    """Ward's tree, kept: every number of groups is cut from the same one."""
    return linkage(np.frombuffer(points).reshape(-1, columns), "ward")


def _mixture(points: Floats, times: Labels, k: int, starts: int, seed: int) -> Labels:
    """The most likely of k normal distributions, each with its own width along every indicator."""
    rows = np.repeat(np.arange(len(points)), times)
    model = GaussianMixture(
        k, covariance_type="diag", n_init=max(starts // 4, 1), random_state=seed, reg_covar=STEADY, max_iter=300
    )
    return model.fit(points[rows]).predict(points).astype(np.intp)


_DIVIDE = {"kmeans": _kmeans, "ward": _ward, "mixture": _mixture}


def nearest(points: Floats, centres: Floats) -> Labels:
    """Row by row, the number of the nearest centre."""
    return np.argmin((centres**2).sum(axis=1) - 2.0 * points @ centres.T, axis=1)


def means(points: Floats, labels: Labels, k: int) -> Floats:
    """Mean of each group; a group without rows has a mean that nothing is near."""
    sizes = np.bincount(labels, minlength=k).astype(float)
    sums = np.column_stack([np.bincount(labels, weights=column, minlength=k) for column in points.T])
    return np.where(sizes[:, None] > 0, sums / np.maximum(sizes, 1.0)[:, None], 1e6)


def within_squares(points: Floats, labels: Labels) -> float:
    """Sum of squared distances of rows from the mean of their group."""
    k = int(labels.max(initial=0)) + 1
    return float(((points - means(points, labels, k)[labels]) ** 2).sum())


def renumbered(labels: Labels, height: Floats) -> Labels:
    """The same groups numbered from 0 by falling mean height, ties by the first row: no chance in it."""
    k = int(labels.max()) + 1
    mean_height = np.bincount(labels, weights=height, minlength=k) / np.bincount(labels, minlength=k)
    first_row = np.array([int(np.argmax(labels == group)) for group in range(k)])
    place = np.empty(k, dtype=np.intp)
    place[np.lexsort((first_row, -np.round(mean_height, 9)))] = np.arange(k)
    return place[labels]
