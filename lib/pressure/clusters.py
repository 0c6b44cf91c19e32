"""Areas that are alike, wherever they lie, and how far the grouping may be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from lib.pressure.choice import Silhouette, gap_statistic
from lib.pressure.decide import ALL_ALIKE, TOO_FEW, Decision, Sweep, chosen_by_hand, decide
from lib.pressure.features import Features, to_features
from lib.pressure.figures import Figures, Indicators, numeric_frame
from lib.pressure.indicators import ALIKE
from lib.pressure.matrix import ENOUGH
from lib.pressure.naming import names_from, profile_of
from lib.pressure.partition import Labels, Method, divide, renumbered
from lib.pressure.stability import SWING, Cancel, Cancelled, Progress, Stability, never, stability_of, untold, word_for

FEWEST_AREAS = 20
MANY = 5_000  # from here ten starts, not twenty: each takes longer and finds the same
QUICK = 25  # resamples for a proposal; the k that is used gets them all


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
        Share of resamples in which an area changed cluster, for those above 0.20; index ``area_code``.
    changed
        The same share for every area.
    profile
        One row per cluster and indicator: see :func:`lib.pressure.naming.profile_of`.
    names
        A plain name by ``cluster``.
    silhouette
        By k, from 2.
    gap
        Index ``k``, from 1: ``gap``, ``error``, and ``excess`` over data without structure.
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
    gap: pd.DataFrame
    has_structure: bool
    method: Method

    @property
    def swing_areas(self) -> pd.Series:
        """Areas that change cluster in more than a fifth of the resamples, and how often."""
        return self.changed[self.changed > SWING]


@dataclass(frozen=True)
class Settings:
    """How clusters are looked for: see :func:`cluster_areas`."""

    method: Method = "kmeans"
    most: int = 10
    starts: int = 20
    resamples: int = 100
    seed: int = 0
    progress: Progress = untold
    cancel: Cancel = never

    def part(self, begin: float, end: float) -> Progress:
        """A part of the whole progress."""
        return lambda share: self.progress(begin + share * (end - begin))


def cluster_areas(
    indicators: Figures,
    k: int | Literal["auto"] = "auto",
    graph: object | None = None,
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
    with _one_thread():
        found = _found(features, k, settings)
    return _described(found, features, rates_of(indicators), settings, in_words)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Hold the numerical libraries to one thread."""
    with threadpool_limits(limits=1):
        yield


@dataclass(frozen=True)
class _Found:
    """Labels from 0 by row of the features, with the evidence."""

    labels: Labels
    decision: Decision
    stability: Stability | None = None
    sweep: Sweep | None = None


def _found(features: Features, k: int | Literal["auto"], settings: Settings) -> _Found:
    """Look for groups, unless there are too few areas or nothing to tell them apart."""
    n = features.n_areas
    kinds = len(np.unique(features.points, axis=0))
    if n < FEWEST_AREAS or kinds < 2:
        reason = TOO_FEW.format(n=n) if n < FEWEST_AREAS else ALL_ALIKE
        return _Found(np.zeros(n, dtype=np.intp), Decision(1, reason))
    if k != "auto" and not 1 <= k <= n:
        raise ValueError(f"The number of groups lies between 1 and {n}, not {k}.")
    limit = min(settings.most, kinds, n // 2)
    asked = () if k == "auto" or k <= limit else (min(k, kinds),)
    sweep = _sweep(features, [*range(2, limit + 1), *asked], limit, settings)
    return _decided(features, sweep, k if k == "auto" else min(k, kinds), k, settings)


def _sweep(features: Features, ks: list[int], limit: int, settings: Settings) -> Sweep:
    """Divide for every k, with the silhouette of each and the gap."""
    starts = settings.starts if features.n_areas <= MANY else max(settings.starts // 2, 1)
    silhouette = Silhouette(features.points, np.random.default_rng((settings.seed, 1)))
    gap = gap_statistic(features.points, limit, np.random.default_rng((settings.seed, 2)))
    labels: dict[int, Labels] = {}
    for number, k in enumerate(ks):
        if settings.cancel():
            raise Cancelled
        found = divide(features.points, k, settings.method, starts, _seed_of(settings.seed, k))
        labels[k] = renumbered(found, features.pressure)
        settings.part(0.0, 0.4)((number + 1) / len(ks))
    return Sweep(labels, {k: silhouette.of(found) for k, found in labels.items()}, gap)


def _seed_of(seed: int, k: int) -> int:
    """A seed for each k, so that trying fewer does not change the others."""
    return int(np.random.default_rng((seed, 3, k)).integers(2**31))


def _decided(
    features: Features, sweep: Sweep, k: int | Literal["auto"], asked: int | Literal["auto"], settings: Settings
) -> _Found:
    """The division used, with its stability."""

    def stability(k: int, resamples: int, progress: Progress) -> Stability:
        return stability_of(
            features.points, sweep.labels[k], settings.method, resamples, settings.seed, progress, settings.cancel
        )

    if k == "auto" or asked == "auto":
        decision = decide(sweep, lambda k: stability(k, min(QUICK, settings.resamples), settings.part(0.4, 0.5)))
    else:
        decision = Decision(k, chosen_by_hand(k, asked, sweep))
    if decision.k == 1:
        return _Found(np.zeros(features.n_areas, dtype=np.intp), decision, None, sweep)
    held = stability(decision.k, settings.resamples, settings.part(0.5, 1.0))
    return _Found(sweep.labels[decision.k], decision, held, sweep)


def rates_of(indicators: Figures) -> pd.DataFrame:
    """The indicators in the units people know."""
    return indicators.rates if isinstance(indicators, Indicators) else numeric_frame(indicators)


def _described(
    found: _Found, features: Features, rates: pd.DataFrame, settings: Settings, in_words: Mapping[str, str] | None
) -> Clustering:
    """The result as frames, in the caller's order and units."""
    matrix, labels = features.matrix, found.labels + 1
    profile = profile_of(rates.loc[matrix.codes, list(matrix.columns)], labels)
    everywhere = pd.Series(matrix.spread(labels), index=matrix.index, name="cluster").astype("Int64")
    changed = matrix.spread(found.stability.changed if found.stability else np.zeros(len(labels)))
    settings.progress(1.0)
    return Clustering(
        labels=everywhere,
        k=found.decision.k,
        reason=found.decision.reason,
        stability=_stability_table(found, labels),
        changed=pd.Series(changed, index=matrix.index, name="share_changed"),
        profile=profile,
        names=names_from(profile, in_words),
        silhouette=_by_k(found),
        gap=_gap_table(found),
        has_structure=bool(found.sweep and found.sweep.gap.is_clear),
        method=settings.method,
    )


def _stability_table(found: _Found, labels: Labels) -> pd.DataFrame:
    """Jaccard of each cluster with its word; empty when there is one group."""
    jaccard = found.stability.jaccard if found.stability else np.array([])
    sizes = np.bincount(labels)[1:] if len(jaccard) else np.array([], dtype="int64")
    index = pd.RangeIndex(1, len(jaccard) + 1, name="cluster")
    words = pd.Series([word_for(value) for value in jaccard], index=index, dtype="str")
    return pd.DataFrame({"jaccard": jaccard, "verdict": words, "n_areas": sizes}, index=index)


def _by_k(found: _Found) -> pd.Series:
    """Silhouette of every k tried."""
    tried = found.sweep.silhouette if found.sweep else {}
    return pd.Series(tried, name="silhouette", dtype="float64").rename_axis("k")


def _gap_table(found: _Found) -> pd.DataFrame:
    """The gap of every k tried."""
    if found.sweep is None:
        return pd.DataFrame({"gap": [], "error": [], "excess": []}, index=pd.RangeIndex(1, 1, name="k"))
    gap = found.sweep.gap
    index = pd.RangeIndex(1, len(gap.gap) + 1, name="k")
    return pd.DataFrame({"gap": gap.gap, "error": gap.error, "excess": gap.excess}, index=index)
