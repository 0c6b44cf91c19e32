"""One or more tables as cells that add up, with their labels: what is searched and what is audited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from lib.disclosure.attacker import Cells
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
    table
        The number of the table each cell is from: 0 for the first, which the others were linked to.
    """

    labels: pd.DataFrame
    is_finest: np.ndarray
    cells: Cells
    is_primary: np.ndarray
    table: np.ndarray

    @cached_property
    def finest(self) -> tuple[pd.DataFrame, ...]:
        """The labels of the finest cells of each table that has any, by position."""
        cells = [np.flatnonzero((self.table == number) & self.is_finest) for number in np.unique(self.table)]
        return tuple(self.labels.loc[some].dropna(axis="columns", how="all") for some in cells if len(some))

    def hiding(self, is_hidden: np.ndarray) -> System:
        """The same with other cells hidden, and nothing kept of what they are."""
        return replace(self, cells=self.cells.hiding(is_hidden).sealed())

    def own(self) -> System:
        """The first table alone, without those it was linked with."""
        if not self.table.any():
            return self
        inside = np.flatnonzero(self.table == 0)
        within = abs(self.cells.matrix[:, np.flatnonzero(self.table)]).sum(axis=1) == 0
        cells = self.cells.only(inside, np.flatnonzero(within))
        labels = self.labels.reindex(inside).dropna(axis="columns", how="all")
        return System(labels, self.is_finest[inside], cells, self.is_primary[inside], self.table[inside])


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
    is_finest, is_primary = np.r_[is_finest, none], np.r_[hidden, none]
    return System(_labels(table, keys, counts), is_finest, cells, is_primary, np.zeros(len(is_primary), dtype=int))


def truth_of(raw: np.ndarray, relations: Relations) -> np.ndarray:
    """The true counts in the order of the cells of :func:`system_of`; what was not collected as the sums leave it."""
    numbers = raw.T.ravel()
    return np.r_[np.nan_to_num(numbers), _uncollected(relations, np.nan_to_num(numbers))]


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
    labels: dict[str, list[str]] = {}
    for total in totals:
        labels.setdefault(total.key, []).append(total.label)
    is_total = np.zeros(len(table), dtype=bool)
    for key, named in labels.items():
        is_total |= table[key].isin(named).to_numpy(dtype=bool)
    return is_total


def _labels(table: pd.DataFrame, keys: Sequence[str], counts: Sequence[str]) -> pd.DataFrame:
    labels = pd.concat([table[list(keys)]] * len(counts), ignore_index=True)
    return labels.assign(count=np.repeat(np.array(counts, dtype=object), len(table)))
