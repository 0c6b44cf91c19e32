"""Moving areas across the borders of regions for as long as it makes regions more alike inside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from lib.pressure.figures import Floats
from lib.pressure.partition import Labels
from lib.pressure.stability import Cancel, Cancelled

MOST_ROUNDS = 100
# Areas looked at before a detour round a moved area counts as none: beyond the larger number hardly any
# is found, and in the whole of England the smaller one halves the time for a thousandth of the fit.
LOOKED_AT, LOOKED_AT_IN_MANY, MANY = 400, 60, 10_000
WORTHWHILE = 1e-9  # of the sum of squares: below this a move is rounding


@dataclass(frozen=True)
class Edges:
    """A graph laid out for walking: both ends of every edge, and each area's neighbours as a plain list.

    The walk round a moved area is the inner loop, and arrays are slow one by one.
    """

    ends: NDArray[np.intp]
    touches: NDArray[np.int32]
    around: list[list[int]]

    @classmethod
    def of(cls, touching: csr_matrix) -> Edges:
        """Laid out from a symmetric matrix."""
        ends = np.repeat(np.arange(touching.shape[0]), np.diff(touching.indptr))
        around = [found.tolist() for found in np.split(touching.indices, touching.indptr[1:-1])]
        return cls(ends, touching.indices, around)


class Borders:
    """Regions that areas may move between; sums and counts are kept up to date move by move.

    ``floor`` is the least total of ``sizes`` that a region may be left with.
    """

    def __init__(self, points: Floats, edges: Edges, labels: Labels, sizes: Floats, floor: float) -> None:
        self.points, self.labels, self.sizes, self.floor = points, labels.copy(), sizes, floor
        k = int(labels.max()) + 1
        self.count = np.bincount(labels, minlength=k).astype(float)
        self.total = np.bincount(labels, weights=sizes, minlength=k)
        self.sums = np.column_stack([np.bincount(labels, weights=c, minlength=k) for c in points.T])
        self.edges, self.around = edges, edges.around
        self.region_of = labels.tolist()
        self.gained = [0] * k
        self.looked_at = LOOKED_AT if len(points) <= MANY else LOOKED_AT_IN_MANY
        self.refused: dict[int, tuple[int, int]] = {}
        self.least_gain = WORTHWHILE * float(((points - points.mean(axis=0)) ** 2).sum())

    def improve(self, cancel: Cancel) -> Labels:
        """Rounds of moves, best first, until none is left."""
        for _ in range(MOST_ROUNDS):
            if cancel():
                raise Cancelled
            if not self.one_round():
                break
        return self.labels

    def one_round(self) -> int:
        """Try every move that looked worthwhile at the start of the round; how many were made."""
        areas, regions, gains = self._candidates()
        order = np.lexsort((regions, areas, -np.round(gains, 9)))
        return sum(self._try(int(areas[i]), int(regions[i])) for i in order)

    def _candidates(self) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
        """Areas at a border, the region beyond it, and what moving there would gain."""
        beyond = self.labels[self.edges.touches]
        crossing = beyond != self.labels[self.edges.ends]
        k = len(self.count)
        pairs = np.unique(self.edges.ends[crossing] * k + beyond[crossing])
        areas, regions = pairs // k, pairs % k
        gains = self._gain(areas, regions)
        worthwhile = gains > self.least_gain
        return areas[worthwhile], regions[worthwhile], gains[worthwhile]

    def _gain(self, areas: NDArray[np.intp], regions: NDArray[np.intp]) -> Floats:
        """Fall in within-region squares if each area moved to the region, all else staying."""
        own = self.labels[areas]
        left, joined = self.count[own], self.count[regions]
        out = ((self.points[areas] - self.sums[own] / left[:, None]) ** 2).sum(axis=1)
        into = ((self.points[areas] - self.sums[regions] / joined[:, None]) ** 2).sum(axis=1)
        freed = np.where(left > 1, left / np.maximum(left - 1, 1) * out, -np.inf)
        return freed - joined / (joined + 1) * into

    def _try(self, area: int, region: int) -> bool:
        """Move the area if it still helps, leaves its region whole and above the floor."""
        own = self.region_of[area]
        if own == region or self.total[own] - self.sizes[area] < self.floor:
            return False
        if not any(self.region_of[other] == region for other in self.around[area]):
            return False
        if self._gain_of(area, own, region) <= self.least_gain or not self._stays_whole(area, own):
            return False
        self._move(area, own, region)
        return True

    def _gain_of(self, area: int, own: int, region: int) -> float:
        """As :meth:`_gain`, for one move."""
        left, joined = self.count[own], self.count[region]
        if left < 2:
            return -1.0
        out = self.points[area] - self.sums[own] / left
        into = self.points[area] - self.sums[region] / joined
        return float(left / (left - 1) * (out @ out) - joined / (joined + 1) * (into @ into))

    def _stays_whole(self, area: int, own: int) -> bool:
        """Whether the area's neighbours in its region still reach each other without it.

        A refusal stands until the region gains an area: losing others opens no way round.
        """
        if self.refused.get(area) == (own, self.gained[own]):
            return False
        if self._reach_each_other(area, own):
            return True
        self.refused[area] = (own, self.gained[own])
        return False

    def _reach_each_other(self, area: int, own: int) -> bool:
        """Look outwards from one neighbour until all are found, or it has gone too far."""
        wanted = {other for other in self.around[area] if self.region_of[other] == own}
        waiting = [wanted.pop()] if wanted else []
        seen = {area, *waiting}
        for here in waiting:
            fresh = [other for other in self.around[here] if self.region_of[other] == own and other not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
            wanted.difference_update(fresh)
            if not wanted or len(seen) > self.looked_at:
                break
        return not wanted

    def _move(self, area: int, own: int, region: int) -> None:
        """Keep sums and counts."""
        self.labels[area] = self.region_of[area] = region
        self.gained[region] += 1
        for sign, changed in ((-1, own), (1, region)):
            self.count[changed] += sign
            self.total[changed] += sign * self.sizes[area]
            self.sums[changed] += sign * self.points[area]
