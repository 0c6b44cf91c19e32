"""Ward's method along shared borders, part by part, then cut to the number of regions wanted."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.cluster import ward_tree

from lib.pressure.figures import Floats
from lib.pressure.graph import part_of
from lib.pressure.partition import Labels
from lib.pressure.stability import Cancel, Cancelled


@dataclass(frozen=True)
class Tree:
    """Merges within one connected part: leaf ``i`` is area ``areas[i]``, node ``len(areas) + j`` merge ``j``."""

    areas: NDArray[np.intp]
    children: NDArray[np.intp]
    heights: Floats

    @property
    def root(self) -> int:
        """The node that holds the whole part."""
        return len(self.areas) + len(self.children) - 1

    def split(self, node: int) -> tuple[int, int] | None:
        """The two nodes a node was made from; nothing for a single area."""
        if node < len(self.areas):
            return None
        a, b = self.children[node - len(self.areas)]
        return int(a), int(b)

    def height(self, node: int) -> float:
        """What splitting the node is worth; 0 for a single area."""
        return 0.0 if node < len(self.areas) else float(self.heights[node - len(self.areas)])

    def below(self, node: int) -> NDArray[np.intp]:
        """Areas held by a node."""
        found, waiting = [], [node]
        while waiting:
            here = waiting.pop()
            parts = self.split(here)
            if parts is None:
                found.append(here)
            else:
                waiting.extend(parts)
        return self.areas[found]


def trees(points: Floats, touching: csr_matrix, cancel: Cancel) -> list[Tree]:
    """One tree for each connected part: the library would join parts without asking."""
    part = part_of(touching)
    return [_tree(points, touching, np.flatnonzero(part == number), cancel) for number in range(part.max() + 1)]


def _tree(points: Floats, touching: csr_matrix, areas: NDArray[np.intp], cancel: Cancel) -> Tree:
    """Contiguity-constrained Ward on one part."""
    if cancel():
        raise Cancelled
    if len(areas) < 2:
        return Tree(areas, np.empty((0, 2), dtype=np.intp), np.empty(0))
    within = touching[areas][:, areas].astype("float64")
    children, _, _, _, heights = ward_tree(points[areas], connectivity=within, return_distance=True)
    return Tree(areas, np.asarray(children, dtype=np.intp), np.asarray(heights))


def cut(forest: list[Tree], k: int, n_areas: int) -> Labels:
    """At least one region for each tree, then the most worthwhile splits until there are k."""
    waiting = [(-tree.height(tree.root), number, tree.root) for number, tree in enumerate(forest)]
    heapq.heapify(waiting)
    while len(waiting) < k and waiting[0][0] < 0:
        _, number, node = heapq.heappop(waiting)
        for part in forest[number].split(node) or ():
            heapq.heappush(waiting, (-forest[number].height(part), number, part))
    labels = np.empty(n_areas, dtype=np.intp)
    for region, (_, number, node) in enumerate(sorted(waiting, key=lambda entry: entry[1:])):
        labels[forest[number].below(node)] = region
    return labels
