"""Figures checked for sense: parts above their whole, values that cannot be or hardly can, columns and rows alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.util import hash_array

from lib.ingest.cells import Numbers
from lib.ingest.findings import Finding, noted

#: Rows that share this many figures, to the last digit, are hardly alike by chance.
_FIGURES_ALIKE = 3
_COMPARED = 5_000


@dataclass(frozen=True)
class Range:
    """What a figure can hardly be outside of, and what it is in words."""

    low: float
    high: float
    what: str


def out_of_range(
    numbers: Mapping[str, Numbers], ranges: Mapping[str, Range], cells: pd.DataFrame, headings: Mapping[str, str]
) -> list[Finding]:
    """A note for each column with figures outside what is plausible. They stay as they are."""
    found = []
    for name, one in ranges.items():
        if name not in numbers:
            continue
        values = numbers[name].values
        is_out = values.lt(one.low) | values.gt(one.high)
        if is_out.any():
            what = f"Some figures in '{headings[name]}' are hardly {one.what}: usual is {one.low:,g} to {one.high:,g}."
            fix = "Check these cells. They were used as they stand."
            found.append(noted("out-of-range", what, cells.loc[is_out, headings[name]], headings[name], fix))
    return found


def above_whole(
    numbers: Mapping[str, Numbers], pairs: Sequence[tuple[str, str]], cells: pd.DataFrame, headings: Mapping[str, str]
) -> list[Finding]:
    """A note for each pair of columns whose first is more than its second in some rows, though it is part of it."""
    found = []
    for part, whole in pairs:
        if part not in numbers or whole not in numbers:
            continue
        is_above = numbers[part].values.gt(numbers[whole].values)
        if is_above.any():
            what = f"In some rows '{headings[part]}' is more than '{headings[whole]}', of which it is a part."
            fix = "Check both: the two may be swapped. They were used as they stand."
            found.append(noted("part-above-whole", what, cells.loc[is_above, headings[part]], headings[part], fix))
    return found


def columns_alike(numbers: Mapping[str, Numbers]) -> list[Finding]:
    """A note about columns (by heading) that hold the same figures throughout: one may stand under a wrong heading."""
    seen: dict[tuple[float, ...], str] = {}
    found = []
    for name, one in numbers.items():
        key = tuple(one.values.fillna(-1e300).head(_COMPARED))
        if one.values.nunique() > 2 and key in seen and numbers[seen[key]].values.equals(one.values):
            what = f"'{name}' holds the same figures as '{seen[key]}' in every row."
            found.append(noted("columns-alike", what, fix="Check their headings; use only one of the two."))
        seen.setdefault(key, name)
    return found


def rows_alike(numbers: Mapping[str, Numbers], names: pd.Series) -> list[Finding]:
    """A note about rows of different names with the same figures in every column: one may be a copy of the other."""
    again = _may_be_alike(numbers, names.index)
    figures = pd.DataFrame({name: one.values.loc[again] for name, one in numbers.items()}, index=again)
    n_told = (figures.notna() & figures.ne(0)).sum(axis=1)
    is_telling = n_told.ge(_FIGURES_ALIKE) & (_n_different(figures.to_numpy("float64")) >= _FIGURES_ALIKE)
    is_alike = is_telling & figures.duplicated(keep=False)
    if not is_alike.any() or is_alike.sum() > 0.5 * len(names):
        return []
    what = "Some rows hold the same figures as another row in every column: one may be a copy."
    said = names.loc[is_alike.index[is_alike]]
    return [noted("rows-alike", what, said, str(names.name or ""), "Check these rows.")]


def _may_be_alike(numbers: Mapping[str, Numbers], rows: pd.Index) -> pd.Index:
    """Rows whose figures have the same mark as another's: few of a million need be looked at closely."""
    marks = np.zeros(len(rows), dtype="uint64")
    for one in numbers.values():
        marks = marks * np.uint64(31) + hash_array(one.values.to_numpy("float64"))
    return rows[pd.Series(marks).duplicated(keep=False).to_numpy()]


def _n_different(figures: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many different figures each row has."""
    if not figures.size:
        return np.zeros(len(figures), dtype="int64")
    ordered = np.sort(figures, axis=1)  # what is missing comes last
    is_new = (np.diff(ordered, axis=1) != 0) & ~np.isnan(ordered[:, 1:])
    return is_new.sum(axis=1) + ~np.isnan(ordered[:, 0])
