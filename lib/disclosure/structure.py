"""What adds up to what: the sums an attacker can use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

#: Key column -> the label of its total, or each total's label -> the labels it adds up.
Totals = Mapping[str, str | Mapping[str, Sequence[str]]]
#: Count column -> the count columns it adds up.
Sums = Mapping[str, Sequence[str]]

_SURELY = frozenset({"total", "all", "grand total", "overall", "overall total"})
_PERHAPS = re.compile(r"^(all|total|overall)\b|\btotal$", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Relations:
    """Sums among cells: ``matrix @ counts == constant``.

    One row of ``matrix`` is one sum (1 for the total, -1 for each part); one column is one cell,
    numbered count column by count column down the rows of the table. ``is_open`` marks sums with a
    part that was not collected: of those only 'the total is at least its parts' is known.
    """

    matrix: sparse.csr_array
    constant: np.ndarray
    is_open: np.ndarray

    def __len__(self) -> int:
        return int(self.matrix.shape[0])


@dataclass(frozen=True)
class TotalRow:
    """One total among the labels of a key column; ``parts`` is ``None`` for 'everything else'."""

    key: str
    label: str
    parts: tuple[str, ...] | None


def total_rows(table: pd.DataFrame, keys: Sequence[str], raw: np.ndarray, totals: Totals | None) -> list[TotalRow]:
    """The totals among the rows: as told, or found by their labels."""
    if totals is not None:
        return [row for key, told in totals.items() for row in _as_told(key, told)]
    return [TotalRow(key, label, None) for key in keys for label in _found(table, keys, key, raw)]


def relations_of(
    table: pd.DataFrame,
    keys: Sequence[str],
    counts: Sequence[str],
    raw: np.ndarray,
    rows: Iterable[TotalRow],
    sums: Sums,
    same: pd.Series | None = None,
) -> Relations:
    """Every sum among the cells of a table.

    ``raw`` has a row for each row of ``table`` and a column for each of ``counts``, missing as NaN. ``same`` as for
    :func:`lib.disclosure.protect`.
    """
    totals = list(rows)
    labels = table[list(keys)].astype("category")  # each label is looked for once a total, and there may be hundreds
    found = [_sums_over_rows(labels, keys, total, totals) for total in totals]
    if same is not None:
        found.append(_same_rows(same.reindex(table.index), raw))
    within = sparse.vstack([*found, sparse.csr_array((0, len(table)))], format="csr")
    repeated = sparse.block_diag([within] * len(counts), format="csr") if len(counts) > 1 else within
    return _with_constants(sparse.vstack([repeated, _sums_over_columns(len(table), counts, sums)], format="csr"), raw)


def no_relations(n_cells: int) -> Relations:
    """Cells that add up to nothing."""
    return Relations(sparse.csr_array((0, n_cells)), np.zeros(0), np.zeros(0, dtype=bool))


def only_columns(matrix: sparse.csr_array, wanted: np.ndarray) -> sparse.csr_array:
    """The sums without the cells that are not wanted; same shape."""
    if wanted.all():
        return matrix
    is_kept = wanted[matrix.indices]
    before = np.r_[0, np.cumsum(is_kept)]
    return sparse.csr_array((matrix.data[is_kept], matrix.indices[is_kept], before[matrix.indptr]), shape=matrix.shape)


def hide_totals(matrix: sparse.csr_array, is_hidden: np.ndarray) -> np.ndarray:
    """The hidden cells and every total over a hidden part, and the totals over those.

    With those totals hidden no hidden cell has a highest count, whatever else is shown.
    """
    is_total, is_part = (matrix > 0).astype(float), (matrix < 0).astype(float)
    hidden, before = is_hidden, -1
    while before != hidden.sum():
        before = int(hidden.sum())
        hidden = hidden | (is_total.T @ (is_part @ hidden > 0).astype(float) > 0)
    return hidden


def _as_told(key: str, told: str | Mapping[str, Sequence[str]]) -> Iterator[TotalRow]:
    if isinstance(told, str):
        yield TotalRow(key, told, None)
        return
    for label, parts in told.items():
        yield TotalRow(key, label, tuple(parts))


def _found(table: pd.DataFrame, keys: Sequence[str], key: str, raw: np.ndarray) -> list[str]:
    """Labels of a key column that are totals: by name, and by their sums where the name leaves doubt."""
    if pd.api.types.is_numeric_dtype(table[key]):
        return []
    labels = [label for label in table[key].unique() if isinstance(label, str)]
    sure = [label for label in labels if label.strip().lower() in _SURELY]
    doubtful = [label for label in labels if label not in sure and _PERHAPS.search(label.strip())]
    return sure + [label for label in doubtful if _adds_up(table, keys, TotalRow(key, label, None), sure, raw)]


def _adds_up(table: pd.DataFrame, keys: Sequence[str], total: TotalRow, sure: Sequence[str], raw: np.ndarray) -> bool:
    """Whether most rows with this label are the sum of the others: 'All ages' is, 'All Saints' is not."""
    others = [total, *(TotalRow(total.key, label, None) for label in sure)]
    gaps = _sums_over_rows(table, keys, total, others) @ raw
    known = gaps[~np.isnan(gaps)]
    return known.size > 0 and bool((np.abs(known) < 0.5).mean() > 0.5)


def _sums_over_rows(
    table: pd.DataFrame, keys: Sequence[str], total: TotalRow, totals: Sequence[TotalRow]
) -> sparse.csr_array:
    """One sum for each row that carries the total's label: relations x rows of the table."""
    others = [key for key in keys if key != total.key]
    group = (
        table.groupby(others, dropna=False, observed=True, sort=False).ngroup().to_numpy()
        if others
        else np.zeros(len(table), int)
    )
    is_total = (table[total.key] == total.label).fillna(False).to_numpy(dtype=bool)
    is_part = ~is_total & _parts(table[total.key], total, totals)
    rows = np.flatnonzero(is_total)
    has_total = np.full(group.max(initial=-1) + 1, -1)
    has_total[group[rows]] = np.arange(len(rows))
    part = np.flatnonzero(is_part & (has_total[group] >= 0))
    of = has_total[group[part]]
    matrix = sparse.csr_array(
        (
            np.r_[np.ones(len(rows)), -np.ones(len(part))],
            (np.r_[np.arange(len(rows)), of], np.r_[rows, part]),
        ),
        shape=(len(rows), len(table)),
    )
    return matrix[np.bincount(of, minlength=len(rows)) > 0]


def _parts(labels: pd.Series, total: TotalRow, totals: Sequence[TotalRow]) -> np.ndarray:
    if total.parts is not None:
        return labels.isin(total.parts).to_numpy()
    return ~labels.isin([other.label for other in totals if other.key == total.key]).to_numpy()


def _same_rows(same: pd.Series, raw: np.ndarray) -> sparse.csr_array:
    """One sum, each way round, for every two neighbours among rows with the same label and the same counts."""
    known = pd.DataFrame(raw).assign(label=same.to_numpy()).dropna()
    at = known.index.to_series()
    before = at.groupby([known[name] for name in known.columns], sort=False).shift().dropna().astype(int)
    one, other = np.r_[before, before.index], np.r_[before.index, before]
    number = np.arange(len(one))
    both = (np.r_[np.ones(len(one)), -np.ones(len(one))], (np.r_[number, number], np.r_[one, other]))
    return sparse.csr_array(both, shape=(len(one), len(raw)))


def _sums_over_columns(n_rows: int, counts: Sequence[str], sums: Sums) -> sparse.csr_array:
    """One sum for each row of the table and each column that adds up others."""
    signs = np.zeros((len(sums), len(counts)))
    for number, (total, parts) in enumerate(sums.items()):
        signs[number, counts.index(total)] = 1
        signs[number, [counts.index(part) for part in parts]] = -1
    matrix = sparse.csr_array(sparse.kron(sparse.csr_array(signs), sparse.eye_array(n_rows), format="csr"))
    matrix.eliminate_zeros()
    return matrix


def _with_constants(matrix: sparse.csr_array, raw: np.ndarray) -> Relations:
    """The sums whose total was collected, with what the raw counts make of them."""
    cells = raw.T.ravel()
    missing, counts = np.isnan(cells), np.where(np.isnan(cells), 0, cells)
    total_missing = (matrix > 0).astype(float) @ missing > 0
    part_missing = (matrix < 0).astype(float) @ missing > 0
    kept = only_columns(matrix[~total_missing], ~missing)
    is_open = part_missing[~total_missing]
    return Relations(kept, np.where(is_open, 0, kept @ counts), is_open)
