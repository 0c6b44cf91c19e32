"""Joining regions that are too small, and then the most alike, until there are as many as wanted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from lib.pressure.figures import Floats
from lib.pressure.partition import Labels


class Joining:
    """Regions that are joined with a neighbour, one pair at a time."""

    def __init__(self, points: Floats, touching: csr_matrix, labels: Labels, sizes: Floats) -> None:
        k = int(labels.max()) + 1
        self.count = np.bincount(labels, minlength=k).astype(float)
        self.total = np.bincount(labels, weights=sizes, minlength=k)
        self.sums = np.column_stack([np.bincount(labels, weights=column, minlength=k) for column in points.T])
        self.now = np.arange(k)
        member = csr_matrix((np.ones(len(labels)), (np.arange(len(labels)), labels)), shape=(len(labels), k))
        self.touch = np.asarray((member.T @ touching.astype("float64") @ member).todense()) > 0
        np.fill_diagonal(self.touch, False)

    @property
    def left(self) -> NDArray[np.intp]:
        """Regions that are still there."""
        return np.flatnonzero(self.count > 0)

    def cost(self, region: int) -> Floats:
        """Rise in within-region squares on joining a region with each other; never where they do not touch."""
        shares = self.count * self.count[region] / np.maximum(self.count + self.count[region], 1)
        means = self.sums / np.maximum(self.count, 1)[:, None]
        return np.where(self.touch[region], shares * ((means - means[region]) ** 2).sum(axis=1), np.inf)

    def join(self, region: int) -> None:
        """Join a region with the neighbour that costs least."""
        other = int(np.argmin(self.cost(region)))
        for values in (self.count, self.total, self.sums):
            values[other] += values[region]
            values[region] = 0
        self.touch[other] |= self.touch[region]
        self.touch[:, other] |= self.touch[:, region]
        self.touch[region], self.touch[:, region], self.touch[other, other] = False, False, False
        self.now[self.now == region] = other

    def fill(self, floor: float) -> None:
        """Join the smallest region below the floor, again and again; a part without neighbours stays."""
        while True:
            small = [r for r in self.left if self.total[r] < floor and self.touch[r].any()]
            if not small:
                return
            self.join(min(small, key=lambda r: (self.total[r], r)))

    def down_to(self, k: int) -> None:
        """Join the most alike neighbours until k are left."""
        while len(self.left) > k:
            cheapest = [(float(self.cost(r).min()), int(r)) for r in self.left]
            cost, region = min(cheapest)
            if not np.isfinite(cost):
                return
            self.join(region)


def joined_to_floor(points: Floats, touching: csr_matrix, finer: Labels, sizes: Floats, k: int, floor: float) -> Labels:
    """Regions of at least the floor, k of them or fewer, made from finer ones."""
    joining = Joining(points, touching, finer, sizes)
    joining.fill(floor)
    joining.down_to(k)
    return np.unique(joining.now[finer], return_inverse=True)[1].astype(np.intp)
