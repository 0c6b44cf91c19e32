"""Looking for groups: sweep over k, decide, and see whether the groups come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from lib.core.words import say_count
from lib.pressure.choice import Silhouette, gap_statistic
from lib.pressure.decide import ALL_ALIKE, JOINED_UP, TOO_FEW, Decision, Sweep, chosen_by_hand, decide
from lib.pressure.features import Features
from lib.pressure.graph import Graph, bridged, neighbours
from lib.pressure.partition import Labels, Method, divide, renumbered
from lib.pressure.regions import FEWEST_ALONE, joined_afresh, joined_up
from lib.pressure.separation import separation
from lib.pressure.stability import Cancel, Cancelled, Progress, Redraws, Stability, afresh, never, stability_of, untold

FEWEST_AREAS = 20
MANY = 5_000  # from here ten starts, not twenty: each takes longer and finds the same
JOINED_AREAS, FEWEST_JOINED = 200_000, 5  # resamples of joined-up groups: fewer where each takes seconds
GLANCE, QUICK = 10, 25  # resamples for every k, and for a proposal; the k that is used gets them all


@dataclass(frozen=True)
class Settings:
    """How clusters are looked for: see :func:`lib.pressure.clusters.cluster_areas`."""

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


@dataclass(frozen=True)
class Found:
    """Labels from 0 by row of the features, with the evidence."""

    labels: Labels
    decision: Decision
    stability: Stability | None = None
    sweep: Sweep | None = None


def find_groups(features: Features, k: int | Literal["auto"], graph: Graph | None, settings: Settings) -> Found:
    """Look for groups, unless there are too few areas or nothing to tell them apart."""
    n = features.n_areas
    kinds = len(np.unique(features.points, axis=0))
    if n < FEWEST_AREAS or kinds < 2:
        reason = TOO_FEW.format(n=say_count(n, "area")) if n < FEWEST_AREAS else ALL_ALIKE
        return Found(np.zeros(n, dtype=np.intp), Decision(1, reason))
    if k != "auto" and not 1 <= k <= n:
        raise ValueError(f"The number of groups lies between 1 and {n}, not {k}.")
    limit = min(settings.most, kinds, n // 2)
    asked = () if k == "auto" or k <= limit else (min(k, kinds),)
    sweep = _sweep(features, [*range(2, limit + 1), *asked], limit, settings)
    decision = _decision(sweep, k, kinds, settings)
    if decision.k == 1:
        return Found(np.zeros(n, dtype=np.intp), decision, None, sweep)
    return _held(sweep, decision, settings) if graph is None else _joined(features, sweep, decision, graph, settings)


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
        settings.part(0.0, 0.3)((number + 1) / len(ks))
    by_silhouette = {k: silhouette.of(found) for k, found in labels.items()}
    by_separation = {k: separation(features.points, found) for k, found in labels.items()}
    return Sweep(labels, by_silhouette, by_separation, gap, _redrawn(features, labels, settings))


def _redrawn(features: Features, labels: dict[int, Labels], settings: Settings) -> dict[int, Redraws]:
    """A few resamples of every division, so that no k is without evidence of whether its groups come back."""
    redraws = {k: Redraws(one, afresh(features.points, k, settings.method, settings.seed)) for k, one in labels.items()}
    for number, one in enumerate(redraws.values()):
        one.upto(min(GLANCE, settings.resamples), cancel=settings.cancel)
        settings.part(0.3, 0.5)((number + 1) / len(redraws))
    return redraws


def _seed_of(seed: int, k: int) -> int:
    """A seed for each k, so that trying fewer does not change the others."""
    return int(np.random.default_rng((seed, 3, k)).integers(2**31))


def _decision(sweep: Sweep, k: int | Literal["auto"], kinds: int, settings: Settings) -> Decision:
    """The k asked for, or the one the evidence points to."""
    if k != "auto":
        return Decision(min(k, kinds), chosen_by_hand(min(k, kinds), k, sweep))

    def tried(proposal: int) -> Stability:
        return sweep.redraws[proposal].upto(min(QUICK, settings.resamples), cancel=settings.cancel)

    return decide(sweep, tried)


def _held(sweep: Sweep, decision: Decision, settings: Settings) -> Found:
    """The division used, with its stability."""
    held = sweep.redraws[decision.k].upto(settings.resamples, settings.part(0.5, 1.0), settings.cancel)
    return Found(sweep.labels[decision.k], decision, held, sweep)


def _joined(features: Features, sweep: Sweep, decision: Decision, graph: Graph, settings: Settings) -> Found:
    """As many groups of neighbouring areas, with their stability."""
    points, rows = features.points, features.matrix.rows
    touching = neighbours(graph, features.matrix.index)[rows][:, rows]
    alone = np.ones(len(points))
    touching = bridged(touching, alone, FEWEST_ALONE, 0.0, decision.k, points).touching
    joined = joined_up(points, touching, decision.k, alone, 0.0, settings.cancel, is_thorough=False)
    labels = renumbered(joined, features.pressure)
    resamples = min(settings.resamples, max(JOINED_AREAS // len(points), FEWEST_JOINED))
    redo = joined_afresh(points, touching, decision.k, settings.seed)
    held = stability_of(labels, redo, resamples, settings.part(0.5, 1.0), settings.cancel)
    decision = Decision(int(labels.max()) + 1, f"{decision.reason} {JOINED_UP}")
    return Found(labels, decision, held, sweep)
