"""How many clusters: silhouette, gap and stability together, and 'none' is an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import cdist

from lib.pressure.figures import Floats
from lib.pressure.partition import Labels

SAMPLED = 1_000  # areas looked at for the gap and the silhouette when there are more
REFERENCES = 20  # made-up data sets of each kind
CLEAR = 4.0  # standard deviations by which a division must beat data without structure


@dataclass(frozen=True)
class Gap:
    """How much better k groups fit than in made-up data without groups, for k = 1, 2, ….

    ``gap`` and ``error`` are Tibshirani's, against even scatter in the box of the principal axes.
    ``excess`` is by how many standard deviations the fall in log within-group squares from one group
    to k beats that in made-up data: the smaller of its values against even and normal scatter.
    """

    gap: Floats
    error: Floats
    excess: Floats

    @property
    def one_error_k(self) -> int:
        """Smallest k whose gap is within one standard error of the largest (Dudoit and Fridlyand, 2002).

        Comparing with the next k only, as first proposed, stops at 1 when groups stand in pairs.
        """
        largest = int(np.argmax(self.gap))
        return int(np.argmax(self.gap >= self.gap[largest] - self.error[largest])) + 1

    @property
    def is_clear(self) -> bool:
        """Whether some division beats data without structure of both kinds."""
        return bool(self.excess.max() > CLEAR)


def gap_statistic(points: Floats, most: int, rng: np.random.Generator) -> Gap:
    """The gap statistic for k = 1..most by Ward's method, on a sample when there are many areas.

    One tree gives the within-group squares of every k, so data without structure can be tried often.
    Source: Tibshirani, Walther and Hastie (2001), JRSS B 63(2).
    """
    sample = points if len(points) <= SAMPLED else points[np.sort(rng.choice(len(points), SAMPLED, replace=False))]
    log_w = log_within(sample, most)
    even = np.array([log_within(made_up, most) for made_up in _scattered(sample, "even", rng)])
    normal = np.array([log_within(made_up, most) for made_up in _scattered(sample, "normal", rng)])
    error = even.std(axis=0) * np.sqrt(1 + 1 / REFERENCES)
    excess = np.minimum(_excess(log_w, even), _excess(log_w, normal))
    return Gap(even.mean(axis=0) - log_w, error, excess)


def log_within(points: Floats, most: int) -> Floats:
    """Logarithm of the within-group squares for 1..most groups, read off one Ward tree.

    Each merge at height h adds h squared / 2.
    """
    squares = np.cumsum(linkage(points, "ward")[:, 2] ** 2 / 2.0)
    return np.log(np.maximum(squares[len(points) - 1 - np.arange(1, most + 1)], 1e-12))


def _scattered(points: Floats, how: str, rng: np.random.Generator) -> Iterator[Floats]:
    """Made-up areas without groups, with the principal axes of the real ones."""
    centred = points - points.mean(axis=0)
    along = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    for _ in range(REFERENCES):
        if how == "even":
            yield rng.uniform(along.min(axis=0), along.max(axis=0), size=along.shape)
        else:
            yield rng.standard_normal(along.shape) * along.std(axis=0)


def _excess(log_w: Floats, made_up: Floats) -> Floats:
    """Standard deviations by which each fall from one group beats that of made-up data."""
    falls = made_up[:, :1] - made_up
    spread = falls.std(axis=0, ddof=1)
    beaten = log_w[0] - log_w - falls.mean(axis=0)
    return np.divide(beaten, spread, out=np.zeros_like(beaten), where=spread > 0)


class Silhouette:
    """Mean silhouette of divisions of the same areas, on a sample when there are many.

    Distances are worked out once and shared by every k.
    """

    def __init__(self, points: Floats, rng: np.random.Generator) -> None:
        n = len(points)
        self.rows = np.arange(n) if n <= SAMPLED else np.sort(rng.choice(n, SAMPLED, replace=False))
        self.distances = cdist(points[self.rows], points[self.rows])

    def of(self, labels: Labels) -> float:
        """From -1 to 1; areas alone in their group count 0; missing when there is one group."""
        found, own = np.unique(labels[self.rows], return_inverse=True)
        if len(found) < 2:
            return float("nan")
        member = np.eye(len(found))[own]
        sizes = member.sum(axis=0)
        totals = self.distances @ member
        here = np.arange(len(own))
        inside = totals[here, own] / np.maximum(sizes[own] - 1, 1)
        means = totals / sizes
        means[here, own] = np.inf
        outside = means.min(axis=1)
        widest = np.maximum(inside, outside)
        apart = np.divide(outside - inside, widest, out=np.zeros_like(widest), where=widest > 0)
        return float(np.where(sizes[own] > 1, apart, 0.0).mean())
