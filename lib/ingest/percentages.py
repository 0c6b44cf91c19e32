"""Percentages: written as 12%, 12 or 0.12, decided once for a column and said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.findings import Finding, noted

#: Shares of a whole that are published rounded may miss 1 by this much.
_ROUNDING = 0.06


def read_percentages(cells: pd.Series, column: str, whole: Sequence[pd.Series] = ()) -> tuple[Numbers, list[Finding]]:
    """Read a column as percentages from 0 to 100.

    Any ``%`` sign settles it. Without one, figures that are all 0 to 1 are shares when those of one whole
    (rows alike in every Series of ``whole``) add up to about 1. What was decided is said in a note.
    """
    numbers = read_numbers(cells)
    found = _impossible(numbers, cells, column)
    if numbers.is_percent.any() or not _are_shares(numbers.values, whole):
        return numbers, found
    what = f"The figures in '{column}' lie between 0 and 1: they were read as shares, so that 0.12 is 12%."
    return replace(numbers, values=(100 * numbers.values).round(10)), [noted("percent-from-share", what), *found]


def _are_shares(values: pd.Series, whole: Sequence[pd.Series]) -> bool:
    given = values.dropna()
    if given.empty or not given.between(0, 1).all() or given.eq(given.round()).all():
        return False
    if not len(whole):
        return True
    sums = given.groupby([part.loc[given.index] for part in whole], dropna=False, observed=False).sum()
    return bool((sums.between(0.5, 1 + _ROUNDING) | sums.between(2 - _ROUNDING, 2 + _ROUNDING)).mean() >= 0.5)


def _impossible(numbers: Numbers, cells: pd.Series, column: str) -> list[Finding]:
    is_impossible = numbers.values.lt(0) | numbers.values.gt(100.5)
    if not is_impossible.any():
        return []
    what = "Some percentages are below 0 or above 100."
    return [noted("percent-impossible", what, cells[is_impossible], column, "Check these rows.")]
