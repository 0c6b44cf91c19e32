"""Who is next to whom: aligned to the areas before anything is computed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_array, csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from lib.geography import Neighbours
from lib.pressure.figures import Floats, by_area

Graph = pd.DataFrame | Neighbours | csr_matrix | csr_array | coo_matrix

EDGE_COLUMNS = ("area_code_a", "area_code_b")
OTHER_EDGE_COLUMNS = ("area_code", "neighbour_code")  # as lib.geography gives them
BRIDGE_COLUMNS = [*EDGE_COLUMNS, "distance", "because"]


def neighbours(graph: Graph, index: pd.Index) -> csr_matrix:
    """Which areas touch: areas x areas in the order of the index, symmetric, 0 and 1, no area with itself.

    ``graph`` is what ``lib.geography.neighbours`` gives, a frame of pairs (``area_code_a`` and ``area_code_b``, or
    ``area_code`` and ``neighbour_code``; either way round or both), or a sparse matrix whose rows stand in the order
    of the index. Areas in no pair are islands.

    Raises
    ------
    ValueError
        When the graph names areas that are not in the index, or is of another size: computing on would
        give every area somebody else's neighbours.
    """
    touching = _aligned(graph, index)
    if touching.shape != (len(index), len(index)):
        raise ValueError(f"The graph has {touching.shape[0]:,} areas, the figures have {len(index):,}.")
    both = coo_matrix(touching)
    row, column = np.r_[both.row, both.col], np.r_[both.col, both.row]
    apart = (row != column) & (np.r_[both.data, both.data] != 0)
    ones = np.ones(int(apart.sum()), dtype="int8")
    joined = csr_matrix((ones, (row[apart], column[apart])), shape=touching.shape)
    joined.data[:] = 1
    joined.sort_indices()
    return joined


def _aligned(graph: Graph, index: pd.Index) -> csr_matrix:
    """The graph in the order of the index, where it names its areas."""
    if isinstance(graph, Neighbours):
        at = _places(graph.area_codes, index)
        edges = coo_matrix(graph.matrix)
        return csr_matrix((edges.data, (at[edges.row], at[edges.col])), shape=(len(index), len(index)))
    return _from_pairs(graph, index) if isinstance(graph, pd.DataFrame) else csr_matrix(graph)


def _from_pairs(pairs: pd.DataFrame, index: pd.Index) -> csr_matrix:
    """A matrix from pairs of area codes, every one of which must be in the index."""
    columns = EDGE_COLUMNS if EDGE_COLUMNS[0] in pairs.columns else OTHER_EDGE_COLUMNS
    a, b = (_places(pd.Index(pairs[column]), index) for column in columns)
    return csr_matrix((np.ones(len(a), dtype="int8"), (a, b)), shape=(len(index), len(index)))


def _places(codes: pd.Index, index: pd.Index) -> NDArray[np.intp]:
    """Where each code stands in the index; every one must."""
    found = index.get_indexer(codes)
    if (found < 0).any():
        strangers = list(codes[found < 0].unique())
        raise ValueError(f"The graph names {len(strangers):,} areas without figures, such as {strangers[:3]}.")
    return found


def part_of(touching: csr_matrix) -> NDArray[np.intp]:
    """The number of the connected part each area is in, 0 the first."""
    return connected_components(touching.astype("int32"), directed=False)[1].astype(np.intp)


@dataclass(frozen=True)
class Bridged:
    """A graph with links added on purpose: positions of both ends, how far, and why."""

    touching: csr_matrix
    links: tuple[tuple[int, int, float, str], ...]

    def table(self, codes: pd.Index) -> pd.DataFrame:
        """The links added: ``area_code_a``, ``area_code_b``, ``distance`` (of the places) and ``because``."""
        rows = [(codes[a], codes[b], distance, because) for a, b, distance, because in self.links]
        return pd.DataFrame(rows, columns=BRIDGE_COLUMNS)


def bridged(
    touching: csr_matrix, sizes: Floats, fewest_areas: int, floor: float, most_parts: int, places: Floats
) -> Bridged:
    """Link parts that cannot stand alone to the nearest area elsewhere, one link at a time, smallest first.

    A part cannot stand alone when it has fewer areas than ``fewest_areas``, less than ``floor`` in
    ``sizes``, or when there are more parts than ``most_parts``. Nearest is by ``places``: eastings and
    northings, or the indicators themselves when nobody knows where areas lie.
    """
    links: list[tuple[int, int, float, str]] = []
    part = part_of(touching)
    while part.max(initial=0) > 0:
        areas = np.bincount(part)
        total = np.asarray(np.bincount(part, weights=sizes), dtype="float64")
        because = _why_not_alone(areas, total, fewest_areas, floor, most_parts)
        if not because:
            break
        smallest = min(because, key=lambda number: (areas[number], number))
        links.append((*_nearest_elsewhere(part == smallest, places), because[smallest]))
        part = _merged(part, links[-1][0], links[-1][1])
    return Bridged(_with_links(touching, links), tuple(links))


def _why_not_alone(
    areas: NDArray[np.signedinteger], total: Floats, fewest_areas: int, floor: float, most_parts: int
) -> dict[int, str]:
    """Parts that cannot stand alone, with the reason in words."""
    found = {int(number): "too few people" for number in np.flatnonzero(total < floor)}
    found |= {int(number): "cut off from the rest" for number in np.flatnonzero(areas < fewest_areas)}
    if not found and len(areas) > most_parts:
        found = {int(np.argmin(areas)): "fewer regions than separate parts"}
    return found


def _nearest_elsewhere(inside: NDArray[np.bool_], places: Floats) -> tuple[int, int, float]:
    """The closest pair of an area inside and one outside."""
    here, there = np.flatnonzero(inside), np.flatnonzero(~inside)
    near = cKDTree(places[there]).query(places[here])
    distance, found = np.asarray(near[0]), np.asarray(near[1])
    closest = int(np.argmin(distance))
    return int(here[closest]), int(there[found[closest]]), float(distance[closest])


def _merged(part: NDArray[np.intp], a: int, b: int) -> NDArray[np.intp]:
    """Parts after linking two areas, numbered without holes."""
    return np.unique(np.where(part == part[a], part[b], part), return_inverse=True)[1].astype(np.intp)


def _with_links(touching: csr_matrix, links: list[tuple[int, int, float, str]]) -> csr_matrix:
    """The graph with the links added both ways."""
    if not links:
        return touching
    a, b = np.array([link[0] for link in links]), np.array([link[1] for link in links])
    added = csr_matrix((np.ones(2 * len(a), dtype="int8"), (np.r_[a, b], np.r_[b, a])), shape=touching.shape)
    joined = csr_matrix(touching + added)
    joined.sort_indices()
    return joined


def places_of(places: pd.DataFrame, codes: pd.Index) -> Floats:
    """Positions (the two columns of a frame by ``area_code``) in the order of the codes."""
    aligned = by_area(places).reindex(codes).to_numpy(dtype="float64")
    if aligned.shape[1] != 2 or np.isnan(aligned).any():
        raise ValueError("Places need two numbers for every area.")
    return aligned
