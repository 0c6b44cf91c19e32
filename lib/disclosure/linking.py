"""Tables that part the same people differently: which cells of one add up to cells of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from scipy import sparse

from lib.disclosure.attacker import NEARLY, Cells, best_table
from lib.disclosure.system import System

#: Keys of which each value holds everybody again: where the other table has none, its people are those of one value.
_HOLD_EVERYBODY = ("characteristic", "period")


@dataclass(frozen=True, eq=False)
class Ends:
    """The lowest and highest count of every cell."""

    low: np.ndarray
    high: np.ndarray


def linked(main: System, others: Sequence[System], truth: np.ndarray) -> tuple[System, np.ndarray]:
    """``main`` with every other table that it can be added up against, and counts that fit them all.

    Tables are linked where the same people, by the same count column, are split by different keys:
    people by area and sex add up, area by area, to people by area and age. A table whose published
    figures cannot be those of the same people is not linked.
    """
    fitting = truth
    for other in others:
        joined = _joined(main, other, truth)
        found = _fitting(joined, truth)
        if found is not None:
            main, fitting = joined, found
    return main, fitting


def ties(one: System, other: System, one_ends: Ends, other_ends: Ends) -> sparse.csr_array:
    """One sum for each set of shared labels: cells of one system equal cells of the other, by their positions.

    Sums that cannot be equal, since their ends lie apart, are not tied.
    """
    n_cells = len(one.table) + len(other.table)
    found = [_ties_of(*pair, one_ends, other_ends) for pair in product(_tables(one), _tables(other))]
    return sparse.csr_array(sparse.vstack([*found, sparse.csr_array((0, n_cells))], format="csr"))


@dataclass(frozen=True, eq=False)
class _Finest:
    """The finest cells of one table: their labels, by position in the system."""

    labels: pd.DataFrame
    n_cells: int

    def sums(self, by: list[str]) -> tuple[pd.DataFrame, sparse.csr_array]:
        """The labels of each sum over all other keys, and which cells it adds up."""
        number = _numbered(self.labels, by)
        _, first = np.unique(number, return_index=True)
        inside = (np.ones(len(number)), (number, self.labels.index.to_numpy()))
        sums = sparse.csr_array(inside, shape=(len(first), self.n_cells))
        return self.labels[by].iloc[first].reset_index(drop=True), sums


def _numbered(labels: pd.DataFrame, by: Sequence[str]) -> np.ndarray:
    """A number for each row, the same where all of these labels are, in the order they come."""
    number = np.zeros(len(labels), dtype=np.int64)
    for name in by:
        code = pd.factorize(labels[name], use_na_sentinel=False)[0]
        number = pd.factorize(number * (int(code.max(initial=0)) + 1) + code)[0]
    return number


def _tables(system: System) -> Iterator[_Finest]:
    return (_Finest(labels, len(system.table)) for labels in system.finest)


def _ties_of(one: _Finest, other: _Finest, one_ends: Ends, other_ends: Ends) -> sparse.csr_array:
    if not set(one.labels["count"]) & set(other.labels["count"]):  # packages are never people
        return sparse.csr_array((0, one.n_cells + other.n_cells))
    shared = [name for name in one.labels.columns if name in other.labels.columns]
    ours, our_sums = one.sums([*shared, *_kept_apart(one, shared)])
    theirs, their_sums = other.sums([*shared, *_kept_apart(other, shared)])
    ours, theirs = ours.assign(_one=np.arange(len(ours))), theirs.assign(_other=np.arange(len(theirs)))
    pairs = ours.merge(theirs, on=shared, how="inner", suffixes=("", "_there"))
    mine, its = our_sums[pairs["_one"].to_numpy(dtype=int)], their_sums[pairs["_other"].to_numpy(dtype=int)]
    can_be = (mine @ one_ends.low <= its @ other_ends.high + NEARLY) & (
        its @ other_ends.low <= mine @ one_ends.high + NEARLY
    )
    return sparse.csr_array(sparse.hstack([mine[can_be], -its[can_be]], format="csr"))


def _kept_apart(table: _Finest, shared: list[str]) -> list[str]:
    return [name for name in _HOLD_EVERYBODY if name in table.labels.columns and name not in shared]


def _joined(main: System, other: System, truth: np.ndarray) -> System:
    """Both systems side by side, with the sums that tie them together."""
    tied = ties(main, other, _ends(main, truth), _ends(other, truth[:0]))
    both = sparse.block_diag([main.cells.matrix, other.cells.matrix], format="csr")
    a, b = main.cells, other.cells
    cells = Cells(
        np.r_[a.low, b.low],
        np.r_[a.high, b.high],
        np.r_[a.is_hidden, b.is_hidden],
        a.floor,
        sparse.csr_array(sparse.vstack([both, tied], format="csr")),
        np.r_[a.constant, b.constant, np.zeros(tied.shape[0])],
        a.is_whole and b.is_whole,
    )
    return System(
        pd.concat([_padded(main), _padded(other)], ignore_index=True),
        np.r_[main.is_finest, other.is_finest],
        cells,
        np.r_[main.is_primary, other.is_primary],
        np.r_[main.table, other.table + main.table.max(initial=0) + 1],
    )


def _ends(system: System, truth: np.ndarray) -> Ends:
    """What each cell could be; the first ones as they truly are."""
    low, high = system.cells.range_of_each()
    low[: len(truth)] = high[: len(truth)] = truth
    return Ends(low, high)


def _padded(system: System) -> pd.DataFrame:
    """Labels with a row for every cell, those without a label too."""
    return system.labels.reindex(range(len(system.cells.low)))


def _fitting(system: System, truth: np.ndarray) -> np.ndarray | None:
    """Counts for every cell that fit, with the first ones as they truly are; ``None`` when none do."""
    ends = _ends(system, truth)
    return best_table(system.cells, np.zeros(len(ends.low)), ends.low, ends.high)
