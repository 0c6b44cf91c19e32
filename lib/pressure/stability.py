"""Do the clusters come back when the areas are drawn again?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from lib.pressure.figures import Flags, Floats
from lib.pressure.partition import Labels, Method, divide

STARTS_AFRESH = 3
SWING = 0.20  # an area that changes cluster in more than a fifth of resamples is a swing area

Progress = Callable[[float], None]
Cancel = Callable[[], bool]


def untold(_share: float) -> None:
    """Nobody wants to know how far the work is."""


def never() -> bool:
    """Nobody stops the work."""
    return False


class Cancelled(Exception):  # noqa: N818 - not a fault: the user stopped it
    """The user stopped the work."""


@dataclass(frozen=True)
class Stability:
    """``jaccard`` of each cluster, and for each row the share of resamples in which it ``changed``."""

    jaccard: Floats
    changed: Floats


def word_for(jaccard: float) -> str:
    """How far a cluster may be trusted. Source: Hennig (2007), Computational Statistics 52(1)."""
    for limit, word in ((0.60, "do not interpret"), (0.75, "doubtful"), (0.85, "stable")):
        if jaccard < limit:
            return word
    return "highly stable"


Redo = Callable[[int], tuple[Labels, Flags]]


class Redraws:
    """Resamples of one division, drawn on as far as somebody asks: what was drawn before is not drawn again."""

    def __init__(self, labels: Labels, redo: Redo) -> None:
        self.labels, self.redo, self.done = labels, redo, 0
        self.jaccard, self.changed = np.zeros(int(labels.max()) + 1), np.zeros(len(labels))

    def upto(self, resamples: int, progress: Progress = untold, cancel: Cancel = never) -> Stability:
        """Mean Jaccard of each cluster over at least so many resamples, and how often each area swings."""
        for number in range(self.done, resamples):
            if cancel():
                raise Cancelled
            self._draw(number)
            progress((number + 1) / resamples)
        return Stability(self.jaccard / self.done, self.changed / self.done)

    def _draw(self, number: int) -> None:
        again, drawn = self.redo(number)
        self.jaccard += best_jaccard(self.labels[drawn], again[drawn], len(self.jaccard))
        self.changed += aligned(self.labels, again) != self.labels
        self.done = number + 1


def stability_of(
    labels: Labels, redo: Redo, resamples: int, progress: Progress = untold, cancel: Cancel = never
) -> Stability:
    """Mean Jaccard of each cluster over resamples, and how often each area swings.

    ``redo`` gives, for a resample's number, the new label of every row and which rows were drawn.
    """
    return Redraws(labels, redo).upto(resamples, progress, cancel)


def afresh(points: Floats, k: int, method: Method, seed: int) -> Redo:
    """As many areas drawn with replacement and divided from fresh starts.

    Starting from the clusters already found would flatter them.
    """

    def redo(number: int) -> tuple[Labels, Flags]:
        rng = np.random.default_rng((seed, number))
        times = np.bincount(rng.integers(len(points), size=len(points)), minlength=len(points))
        return divide(points, k, method, STARTS_AFRESH, int(rng.integers(2**31)), times), times > 0

    return redo


def crossed(first: Labels, second: Labels) -> Floats:
    """How many rows have each pair of labels: old labels down, new ones across."""
    down, across = int(first.max(initial=0)) + 1, int(second.max(initial=0)) + 1
    return np.bincount(first * across + second, minlength=down * across).reshape(down, across).astype(float)


def best_jaccard(labels: Labels, again: Labels, k: int) -> Floats:
    """For each of k clusters, the greatest overlap with any new cluster: rows in both over rows in either."""
    both = crossed(labels, again)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    best = np.divide(both, either, out=np.zeros_like(both), where=either > 0).max(axis=1)
    return np.pad(best, (0, k - len(best)))


def aligned(labels: Labels, again: Labels) -> Labels:
    """The new labels renamed so that as many rows as can be keep theirs (Hungarian method).

    New clusters without an old one get names of their own.
    """
    both = crossed(labels, again)
    old, new = linear_sum_assignment(-both)
    name = both.shape[0] + np.arange(both.shape[1])
    name[new] = old
    return name[again]
