"""Joining two regions and dividing a third, where moving borders alone has come to its end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from lib.pressure.boundary import Borders, Edges
from lib.pressure.contiguous import trees
from lib.pressure.figures import Floats
from lib.pressure.floors import Joining
from lib.pressure.partition import Labels, within_squares
from lib.pressure.stability import Cancel

TRIED = 6  # pairs of a join and a division, the most promising first, before it is the end
MOST_RECUTS = 50
WORTHWHILE = 1e-9

Join = tuple[float, int, int]  # rise in squares, and the two regions
Division = tuple[float, int, NDArray[np.intp]]  # fall in squares, the region, and the areas that leave it


class Recutting:
    """Regions that are joined and divided; divisions are kept for regions that have not changed."""

    def __init__(self, points: Floats, touching: csr_matrix, sizes: Floats, floor: float, cancel: Cancel) -> None:
        self.points, self.touching, self.sizes, self.floor, self.cancel = points, touching, sizes, floor, cancel
        self.edges = Edges.of(touching)
        self.known: dict[bytes, tuple[float, NDArray[np.intp]]] = {}

    def improve(self, labels: Labels) -> Labels:
        """Recut until nothing promising helps."""
        for _ in range(MOST_RECUTS):
            better = self._better(labels)
            if better is None:
                break
            labels = better
        return labels

    def _better(self, labels: Labels) -> Labels | None:
        """The first of the most promising recuts that comes out better once borders have moved."""
        squares = within_squares(self.points, labels)
        for join, division in self._promising(labels):
            begun = _applied(labels, join, division)
            tried = Borders(self.points, self.edges, begun, self.sizes, self.floor).improve(self.cancel)
            if within_squares(self.points, tried) < squares * (1 - WORTHWHILE):
                return tried
        return None

    def _promising(self, labels: Labels) -> list[tuple[Join, Division]]:
        """Joins and divisions of other regions, the least rise in squares first."""
        k = int(labels.max()) + 1
        divided = [self._division(labels, region) for region in range(k)]
        divisions = sorted((d for d in divided if np.isfinite(d[0])), key=lambda d: (-d[0], d[1]))
        joins = sorted(self._joins(labels, k))[:TRIED]
        pairs = [(join, division) for join in joins for division in divisions[:TRIED] if division[1] not in join[1:]]
        return sorted(pairs, key=lambda pair: pair[0][0] - pair[1][0])[:TRIED]

    def _joins(self, labels: Labels, k: int) -> list[Join]:
        """What joining each pair of neighbours would cost."""
        joining = Joining(self.points, self.touching, labels, self.sizes)
        costs = [(region, joining.cost(region)) for region in range(k)]
        return [
            (float(cost[other]), region, int(other))
            for region, cost in costs
            for other in np.flatnonzero(np.isfinite(cost))
            if other > region
        ]

    def _division(self, labels: Labels, region: int) -> Division:
        """The best division of a region in two joined-up parts that both reach the floor."""
        areas = np.flatnonzero(labels == region)
        key = areas.tobytes()
        if key not in self.known:
            self.known[key] = self._divided(areas)
        return self.known[key][0], region, self.known[key][1]

    def _divided(self, areas: NDArray[np.intp]) -> tuple[float, NDArray[np.intp]]:
        """Fall in squares and the areas of one part; none where it cannot be."""
        forest = trees(self.points[areas], self.touching[areas][:, areas], self.cancel)
        halves = forest[0].split(forest[0].root) if len(forest) == 1 else None
        if halves is None:
            return -np.inf, areas[:0]
        leaving = areas[forest[0].below(halves[0])]
        left, total = self.sizes[leaving].sum(), self.sizes[areas].sum()
        if min(left, total - left) < self.floor:
            return -np.inf, areas[:0]
        return forest[0].height(forest[0].root) ** 2 / 2.0, leaving


def _applied(labels: Labels, join: Join, division: Division) -> Labels:
    """Two regions made one, and the number that falls free given to the part that leaves a third."""
    _, kept, freed = join
    after = np.where(labels == freed, kept, labels)
    after[division[2]] = freed
    return after
