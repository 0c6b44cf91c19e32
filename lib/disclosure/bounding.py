"""The lowest and highest count of many cells, with as few linear programmes as will do.

Adding up sum by sum gives a range that cannot be exceeded. A table that fits and reaches its end proves
that end exact; one programme can prove the ends of many cells that share no sum. What is left over gets a
programme of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from lib.disclosure.attacker import NEARLY, Cells, solved

_ROUNDS = 20


@dataclass(frozen=True, eq=False)
class Bounds:
    """The lowest and highest count of each cell (people); ``inf`` when there is no highest."""

    low: np.ndarray
    high: np.ndarray


def bounds_of(cells: Cells, wanted: np.ndarray) -> Bounds:
    """What an attacker can bound the ``wanted`` cells to, given everything published; missing for others.

    ``wanted`` is the positions of cells. All are missing when no table fits.
    """
    outer = _added_up(cells)
    low = _ends(cells, wanted, outer.low, sign=1.0)
    high = _ends(cells, wanted, outer.high, sign=-1.0)
    if cells.is_whole:
        low, high = np.ceil(low - NEARLY) + 0.0, np.floor(high + NEARLY)
    return Bounds(low, np.where(high > cells.cap / 2, np.inf, high))


def _added_up(cells: Cells) -> Bounds:
    """Ranges narrowed sum by sum until nothing changes: wide enough for every table that fits."""
    low, high = cells.range_of_each()
    for _ in range(_ROUNDS):
        narrowed = _narrowed(cells, low, high)
        if np.allclose(narrowed.low, low) and np.allclose(narrowed.high, high):
            break
        low, high = narrowed.low, narrowed.high
    return Bounds(low, high)


def _narrowed(cells: Cells, low: np.ndarray, high: np.ndarray) -> Bounds:
    """One round: in each sum, a cell is what the others leave."""
    sums = sparse.coo_array(cells.matrix)
    row, column = sums.coords
    is_total = sums.data > 0
    least = np.where(is_total, low[column], -high[column])
    most = np.where(is_total, high[column], -low[column])
    others_least = np.bincount(row, least, len(cells.constant))[row] - least
    others_most = np.bincount(row, most, len(cells.constant))[row] - most
    top, bottom = cells.constant[row] - others_least, cells.constant[row] - others_most
    new_low, new_high = low.copy(), high.copy()
    np.maximum.at(new_low, column, np.where(is_total, bottom, -top))
    np.minimum.at(new_high, column, np.where(is_total, top, -bottom))
    return Bounds(new_low, new_high)


def _ends(cells: Cells, wanted: np.ndarray, outer: np.ndarray, sign: float) -> np.ndarray:
    """The lowest (``sign`` 1) or highest (-1) count of each wanted cell."""
    found = np.full(len(outer), np.nan)
    for together in (wanted, *_sharing_no_sum(cells, wanted), *wanted[:, None]):
        left = together[np.isnan(found[together])]
        counts = _furthest(cells, left, sign)
        if counts is None:
            continue
        at_end = sign * (counts - outer) < NEARLY
        found[wanted[at_end[wanted]]] = outer[wanted[at_end[wanted]]]
        if len(together) == 1:
            found[left] = counts[left]
    return found


def _furthest(cells: Cells, aimed: np.ndarray, sign: float) -> np.ndarray | None:
    """A table with some cells as low (``sign`` 1) or as high (-1) as they can be, all together."""
    if not aimed.size:
        return None
    aim = np.zeros(len(cells.low))
    aim[aimed] = sign
    return solved(cells, aim, *cells.range_of_each())


def _sharing_no_sum(cells: Cells, wanted: np.ndarray) -> list[np.ndarray]:
    """The cells in as few groups as comes easily, no two of a group in the same sum."""
    by_cell = sparse.csc_array(cells.matrix)
    groups: list[tuple[list[int], set[int]]] = []
    for cell in wanted:
        sums = set(by_cell.indices[by_cell.indptr[cell] : by_cell.indptr[cell + 1]].tolist())
        members, taken = next((group for group in groups if not group[1] & sums), ([], set()))
        if not members:
            groups.append((members, taken))
        members.append(int(cell))
        taken |= sums
    return [np.array(members) for members, _ in groups]
