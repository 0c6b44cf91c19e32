"""One or more tables as cells that add up, with their labels: what is searched and what is audited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import sparse

from lib.disclosure.attacker import Cells, best_table
from lib.disclosure.rules import Rule
from lib.disclosure.structure import Relations, TotalRow, no_relations


@dataclass(frozen=True, eq=False)
class System:
    """Labelled cells of one table or of tables linked by what they add up to.

    Attributes
    ----------
    labels
        One row per cell: the key columns and ``count``, the count column's name.
    is_finest
        Cells that are no total in any key column and were collected.
    cells
        The same cells as an attacker sees them, then one without a label for each sum with a part
        that was not collected.
    is_primary
        Cells hidden because they are small.
    """

    labels: pd.DataFrame
    is_finest: np.ndarray
    cells: Cells
    is_primary: np.ndarray

    def hiding(self, is_hidden: np.ndarray) -> System:
        """The same with other cells hidden, and nothing kept of what they are."""
        return replace(self, cells=self.cells.hiding(is_hidden).sealed())


def system_of(
    table: pd.DataFrame,
    keys: Sequence[str],
    counts: Sequence[str],
    raw: np.ndarray,
    rule: Rule,
    relations: Relations,
    totals: Iterable[TotalRow] = (),
) -> System:
    """A table of raw counts as an attacker would see it with small counts hidden and the rest rounded."""
    numbers = raw.T.ravel()
    is_known, is_whole = ~np.isnan(numbers), bool((raw[~np.isnan(raw)] % 1 == 0).all())
    hidden = np.asarray(rule.hides(numbers))
    low, high = rule.could_be(np.where(is_known, rule.rounds(numbers), 0), is_whole=is_whole)
    uncollected = _uncollected(relations, np.nan_to_num(numbers))
    n_open = len(uncollected)
    cells = Cells(
        np.r_[np.where(is_known, low, 0), np.minimum(uncollected, 0)],
        np.r_[np.where(is_known, high, 0), np.full(n_open, np.inf)],
        np.r_[hidden, np.zeros(n_open, dtype=bool)],
        float(rule.lowest_hidden or 0),
        _with_open_parts(relations),
        relations.constant.astype(float),
        is_whole,
    )
    is_finest = np.tile(~_is_total_row(table, totals), len(counts)) & is_known
    none = np.zeros(n_open, dtype=bool)
    return System(_labels(table, keys, counts), np.r_[is_finest, none], cells, np.r_[hidden, none])


def truth_of(raw: np.ndarray, relations: Relations) -> np.ndarray:
    """The true counts in the order of the cells of :func:`system_of`; what was not collected as the sums leave it."""
    numbers = raw.T.ravel()
    return np.r_[np.nan_to_num(numbers), _uncollected(relations, np.nan_to_num(numbers))]


def linked(main: System, others: Sequence[System], truth: np.ndarray) -> tuple[System, np.ndarray]:
    """``main`` with every other table that it can be added up against, and counts that fit them all.

    Tables are linked where the same people, by the same count column, are split by different keys:
    people by area and sex add up, area by area, to people by area and age. A table whose published
    figures cannot be those of the same people is not linked.
    """
    fitting = truth
    for other in others:
        joined = _joined(main, other)
        found = _fitting(joined, truth)
        if found is not None:
            main, fitting = joined, found
    return main, fitting


def published_system(
    table: pd.DataFrame, keys: Sequence[str], counts: Sequence[str], hidden: np.ndarray, rule: Rule
) -> System:
    """A table given out, in which nothing is known to add up: ``hidden`` has a column for each count."""
    shown = table[list(counts)].to_numpy(dtype="float64", na_value=np.nan)
    system = system_of(table, keys, counts, shown, rule, no_relations(shown.size))
    cells = hidden.T.ravel()
    return replace(system.hiding(cells), is_primary=cells, is_finest=system.is_finest | cells)


def _uncollected(relations: Relations, counts: np.ndarray) -> np.ndarray:
    """What the total leaves for the parts that were not collected, for each sum that has any."""
    return (relations.matrix @ counts)[relations.is_open]


def _with_open_parts(relations: Relations) -> sparse.csr_array:
    """Sums with an uncollected part get a part of unknown size."""
    which = np.flatnonzero(relations.is_open)
    unknown = sparse.csr_array(
        (-np.ones(len(which)), (which, np.arange(len(which)))), shape=(len(relations), len(which))
    )
    return sparse.csr_array(sparse.hstack([relations.matrix, unknown], format="csr"))


def _is_total_row(table: pd.DataFrame, totals: Iterable[TotalRow]) -> np.ndarray:
    is_total = np.zeros(len(table), dtype=bool)
    for total in totals:
        is_total |= (table[total.key] == total.label).fillna(False).to_numpy(dtype=bool)
    return is_total


def _labels(table: pd.DataFrame, keys: Sequence[str], counts: Sequence[str]) -> pd.DataFrame:
    labels = pd.concat([table[list(keys)]] * len(counts), ignore_index=True)
    return labels.assign(count=np.repeat(np.array(counts, dtype=object), len(table)))


def _joined(main: System, other: System) -> System:
    """Both systems side by side, with the sums that tie them together."""
    ties = _ties(main, other)
    both = sparse.block_diag([main.cells.matrix, other.cells.matrix], format="csr")
    a, b = main.cells, other.cells
    cells = Cells(
        np.r_[a.low, b.low],
        np.r_[a.high, b.high],
        np.r_[a.is_hidden, b.is_hidden],
        a.floor,
        sparse.csr_array(sparse.vstack([both, ties], format="csr")),
        np.r_[a.constant, b.constant, np.zeros(ties.shape[0])],
        a.is_whole and b.is_whole,
    )
    return System(
        pd.concat([_padded(main), _padded(other)], ignore_index=True),
        np.r_[main.is_finest, other.is_finest],
        cells,
        np.r_[main.is_primary, other.is_primary],
    )


def _padded(system: System) -> pd.DataFrame:
    """Labels with a row for every cell, those without a label too."""
    return system.labels.reindex(range(len(system.cells.low)))


def _ties(main: System, other: System) -> sparse.csr_array:
    """One sum for each set of shared labels: the cells of one table equal the cells of the other."""
    shared = [name for name in main.labels.columns if name in other.labels.columns]
    ours, theirs = np.flatnonzero(main.is_finest), np.flatnonzero(other.is_finest)
    labels = pd.concat([main.labels.loc[ours, shared], other.labels.loc[theirs, shared]])
    group = labels.groupby(shared, dropna=False, observed=True, sort=False).ngroup().to_numpy()
    sign = np.r_[np.ones(len(ours)), -np.ones(len(theirs))]
    column = np.r_[ours, len(main.cells.low) + theirs]
    size = (int(group.max(initial=-1)) + 1, len(main.cells.low) + len(other.cells.low))
    sums = sparse.csr_array((sign, (group, column)), shape=size)
    in_both = ((sums > 0).sum(axis=1) > 0) & ((sums < 0).sum(axis=1) > 0)
    return sums[np.asarray(in_both).ravel()]


def _fitting(system: System, truth: np.ndarray) -> np.ndarray | None:
    """Counts for every cell that fit, with the first ones as they truly are; ``None`` when none do."""
    low, high = system.cells.range_of_each()
    low[: len(truth)] = high[: len(truth)] = truth
    return best_table(system.cells, np.zeros(len(low)), low, high)
