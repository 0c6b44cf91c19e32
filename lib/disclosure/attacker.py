"""What somebody who adds and subtracts can find out: linear programmes over everything published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse.csgraph import connected_components

from lib.disclosure.structure import only_columns

NEARLY = 1e-6
_MANY = 2_000  # from here the interior point method (with crossover to a corner) is the faster one


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells that add up, as an attacker sees them (counts of people).

    Attributes
    ----------
    low, high
        The lowest and highest count each cell could be if it is shown (rounding is uncertainty).
    is_hidden
        Cells not shown: at least ``floor``, with no highest.
    floor
        The least a hidden count can be: 1 where true zeros are shown.
    matrix, constant
        Sums among the cells, ``matrix @ counts == constant``.
    is_whole
        Whether counts are whole people; estimates may be fractions.
    """

    low: np.ndarray
    high: np.ndarray
    is_hidden: np.ndarray
    floor: float
    matrix: sparse.csr_array
    constant: np.ndarray
    is_whole: bool = True

    @property
    def cap(self) -> float:
        """A count so high that reaching half of it means 'no highest'."""
        return 1_000.0 + 10 * (len(self.high) + float(self.high[np.isfinite(self.high)].sum()))

    def range_of_each(self) -> tuple[np.ndarray, np.ndarray]:
        """What each cell could be before anything is added up."""
        low = np.where(self.is_hidden, self.floor, self.low)
        return low, np.where(self.is_hidden, self.cap, np.minimum(self.high, self.cap))

    def hiding(self, is_hidden: np.ndarray) -> Cells:
        """The same cells with others hidden."""
        return replace(self, is_hidden=is_hidden)

    def sealed(self) -> Cells:
        """The same without a trace of what the hidden cells are."""
        low, high = np.where(self.is_hidden, self.floor, self.low), np.where(self.is_hidden, np.inf, self.high)
        return replace(self, low=low, high=high)

    def only(self, cells: np.ndarray, sums: np.ndarray) -> Cells:
        """Some of the cells and some of the sums."""
        return Cells(
            self.low[cells],
            self.high[cells],
            self.is_hidden[cells],
            self.floor,
            sparse.csr_array(self.matrix[sums][:, cells]),
            self.constant[sums],
            self.is_whole,
        )


def sums_over(matrix: sparse.csr_array, cells: np.ndarray) -> np.ndarray:
    """The numbers of the sums in which any of these cells takes part."""
    return np.flatnonzero(abs(matrix[:, cells]).sum(axis=1))


def components(matrix: sparse.csr_array, matters: np.ndarray) -> np.ndarray:
    """Number the groups of cells tied together by sums; -1 for a cell in none, or one that is known.

    ``matters`` leaves out cells that cannot vary, such as published zeros.
    """
    sums, n_sums = only_columns(matrix, matters), matrix.shape[0]
    links = np.r_[sums.indptr, np.full(matrix.shape[1], sums.indptr[-1])]
    size = n_sums + matrix.shape[1]
    graph = sparse.csr_array((np.ones(sums.nnz), sums.indices + n_sums, links), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    in_a_sum = np.bincount(sums.indices, minlength=matrix.shape[1]) > 0
    return np.where(in_a_sum, group[n_sums:], -1)


def best_table(cells: Cells, aim: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
    """Counts within ``low`` and ``high`` that fit every sum and make ``aim @ counts`` least; or ``None``."""
    counts = solved(cells, aim, low, high)
    if counts is None or not cells.is_whole:
        return counts
    return np.round(counts) if _is_whole(counts) else _in_whole_people(cells, aim, low, high)


def solved(cells: Cells, aim: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
    """The linear programme, at a corner of what is possible."""
    sums: Any = cells.matrix
    bounds: Any = np.column_stack([low, high])
    how: Any = "highs-ds" if len(aim) < _MANY else "highs-ipm"
    found = linprog(aim, A_eq=sums, b_eq=cells.constant, bounds=bounds, method=how)
    return found.x if found.status == 0 else None


def _in_whole_people(cells: Cells, aim: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
    """The same in whole people, where the linear programme splits somebody in two."""
    sums: Any = cells.matrix
    whole: Any = np.ones(len(aim))
    fitting = LinearConstraint(sums, cells.constant, cells.constant)
    found = milp(aim, constraints=fitting, bounds=Bounds(low, high), integrality=whole)
    return None if found.x is None else np.round(found.x)


def _is_whole(counts: np.ndarray) -> bool:
    return bool((np.abs(counts - np.round(counts)) < NEARLY).all())
