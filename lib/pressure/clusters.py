"""Areas that are alike, wherever they lie, and how far the grouping may be trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lib.pressure.decide import steady
from lib.pressure.features import Features, to_features
from lib.pressure.figures import Figures, rates_of
from lib.pressure.graph import Graph
from lib.pressure.indicators import ALIKE
from lib.pressure.matrix import ENOUGH
from lib.pressure.naming import names_from, profile_of
from lib.pressure.partition import Labels, Method
from lib.pressure.search import Found, Settings, find_groups
from lib.pressure.stability import SWING, Cancel, Progress, never, untold, word_for
from lib.pressure.threads import one_thread


@dataclass(frozen=True)
class Clustering:
    """Groups of areas that are alike.

    Attributes
    ----------
    labels
        1..k by ``area_code`` in the caller's order, 1 the group with most pressure; one value throughout
        when there is no structure; missing for areas with too few figures.
    k, reason
        How many groups, and why, in a sentence.
    stability
        Index ``cluster``: ``jaccard`` (0..1), ``verdict`` in words, ``n_areas``.
    swing_areas
        Codes of the areas that change cluster in more than a fifth of the resamples.
    changed
        Share of resamples in which an area changed cluster; index ``area_code``.
    profile
        One row per cluster and indicator: see :func:`lib.pressure.naming.profile_of`.
    names
        A plain name by ``cluster``.
    silhouette, separation
        By k, from 2. Separation is above 1 when there is open country between all groups.
    gap
        Index ``k``, from 1: ``gap``, ``error``, and ``excess`` over data without structure.
    steadiness
        Index ``k``, from 2: ``jaccard`` (mean over areas, 0..1), ``weakest`` (of the cluster that comes back least) and
        ``resamples`` they rest on: a few for every k, more for those proposed, all for the one used.
    has_structure
        Whether the areas fall into groups more than areas scattered at random do.
    method
        How the groups were made.
    """

    labels: pd.Series
    k: int
    reason: str
    stability: pd.DataFrame
    changed: pd.Series
    profile: pd.DataFrame
    names: pd.Series
    silhouette: pd.Series
    separation: pd.Series
    gap: pd.DataFrame
    steadiness: pd.DataFrame
    has_structure: bool
    method: Method

    @property
    def swing_areas(self) -> pd.Index:
        """Codes of the areas that change cluster in more than a fifth of the resamples; ``changed`` has how often."""
        return self.changed.index[self.changed > SWING]


def cluster_areas(
    indicators: Figures,
    k: int | Literal["auto"] = "auto",
    graph: Graph | None = None,
    seed: int = 0,
    *,
    method: Method = "kmeans",
    directions: Mapping[str, int] | None = None,
    weights: Mapping[str, float] | None = None,
    most: int = 10,
    starts: int = 20,
    resamples: int = 100,
    alike: float = ALIKE,
    draw_in_tails: bool = True,
    enough: float = ENOUGH,
    in_words: Mapping[str, str] | None = None,
    progress: Progress = untold,
    cancel: Cancel = never,
) -> Clustering:
    """Group areas that are alike, and say how far the groups may be trusted.

    Parameters
    ----------
    indicators
        One row per area, index (or column) ``area_code``, numeric columns; or what ``prepare`` gave.
    k
        How many groups, or ``"auto"``: silhouette, gap statistic and stability together, and 1 when the
        areas fall into no groups.
    graph
        Who touches whom (see :func:`lib.pressure.regions.regions`): the groups are then made of neighbouring
        areas, as many as would be found without borders; parts that cannot stand alone are linked to the most
        similar area. Without it a group may lie anywhere.
    method
        ``kmeans``, ``ward`` (up to 5,000 areas) or ``mixture``.
    directions
        +1 where higher is more pressure, -1 where lower is: orders the groups, changes none of them.
    weights
        What an indicator counts for, 1 when not named.
    most, starts, resamples, seed
        Largest k tried, fresh starts of k-means, resamples for stability, and the seed of all chance.
    alike
        Indicators correlated beyond this share one vote; 1 lets each keep its own.
    draw_in_tails
        Whether skewed indicators are put on a root or logarithmic scale first.
    enough
        Least share of indicators an area needs.
    in_words
        Labels of indicators as people say them, for the names.
    progress, cancel
        Told the share done; asked whether to stop, which raises :class:`Cancelled`.

    Notes
    -----
    Runs on one thread: on a busy machine two are slower. Row order, and the machine, change nothing.
    Source: Hennig (2007) for stability; Tibshirani et al. (2001) for the gap.
    """
    settings = Settings(method, most, starts, resamples, seed, progress, cancel)
    features = to_features(indicators, directions, weights, alike=alike, draw_in_tails=draw_in_tails, enough=enough)
    with one_thread():
        found = find_groups(features, k, graph, settings)
    return _described(found, features, rates_of(indicators), settings, in_words)


def _described(
    found: Found, features: Features, rates: pd.DataFrame, settings: Settings, in_words: Mapping[str, str] | None
) -> Clustering:
    """The result as frames, in the caller's order and units."""
    matrix, labels = features.matrix, found.labels + 1
    profile = profile_of(rates.loc[matrix.codes, list(matrix.columns)], labels)
    everywhere = pd.Series(matrix.spread(labels), index=matrix.index, name="cluster").astype("Int64")
    changed = matrix.spread(found.stability.changed if found.stability else np.zeros(len(labels)))
    settings.progress(1.0)
    return Clustering(
        labels=everywhere,
        k=int(found.labels.max(initial=0)) + 1,
        reason=found.decision.reason,
        stability=_stability_table(found, labels),
        changed=pd.Series(changed, index=matrix.index, name="share_changed"),
        profile=profile,
        names=names_from(profile, in_words),
        silhouette=_by_k(found.sweep.silhouette if found.sweep else {}, "silhouette"),
        separation=_by_k(found.sweep.separation if found.sweep else {}, "separation"),
        gap=_gap_table(found),
        steadiness=_steadiness_table(found),
        has_structure=bool(found.sweep and found.sweep.has_structure),
        method=settings.method,
    )


def _stability_table(found: Found, labels: Labels) -> pd.DataFrame:
    """Jaccard of each cluster with its word; empty when there is one group."""
    jaccard = found.stability.jaccard if found.stability else np.array([])
    sizes = np.bincount(labels)[1:] if len(jaccard) else np.array([], dtype="int64")
    index = pd.RangeIndex(1, len(jaccard) + 1, name="cluster")
    words = pd.Series([word_for(value) for value in jaccard], index=index, dtype="str")
    return pd.DataFrame({"jaccard": jaccard, "verdict": words, "n_areas": sizes}, index=index)


def _by_k(tried: Mapping[int, float], name: str) -> pd.Series:
    """A figure for every k tried."""
    return pd.Series(tried, name=name, dtype="float64").rename_axis("k")


def _steadiness_table(found: Found) -> pd.DataFrame:
    """How far the groups of every k tried come back."""
    redraws = found.sweep.redraws if found.sweep else {}
    held = {k: (one, one.upto(0)) for k, one in redraws.items()}
    rows = [(steady(one.labels, far), far.jaccard.min(), one.done) for one, far in held.values()]
    index = pd.Index(list(held), dtype="int64", name="k")
    return pd.DataFrame(rows, index=index, columns=["jaccard", "weakest", "resamples"])


def _gap_table(found: Found) -> pd.DataFrame:
    """The gap of every k tried."""
    if found.sweep is None:
        return pd.DataFrame({"gap": [], "error": [], "excess": []}, index=pd.RangeIndex(1, 1, name="k"))
    gap = found.sweep.gap
    index = pd.RangeIndex(1, len(gap.gap) + 1, name="k")
    return pd.DataFrame({"gap": gap.gap, "error": gap.error, "excess": gap.excess}, index=index)
