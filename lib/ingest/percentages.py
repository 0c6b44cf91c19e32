"""Percentages: written as 12%, 12 or 0.12, decided once for a column and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.columns import joined
from lib.ingest.findings import Finding, noted

_SAYS_PERCENT = re.compile(r"%|\bper ?cent\b|\bpercentage\b|\bpct\b", re.IGNORECASE)
#: Percentages that may be below 0 or above 100: not of a whole that holds them.
_OF_NO_WHOLE = re.compile(
    r"(?i)\b(changes?|changed|growth|difference|increase|decrease|rise|fall|variance|variation|target|budget|ratio|index"
    r"|points?|gap|average|turnover|compared|above|below|inflation|uplift|return)\b"
)
#: Shares of a whole that are published rounded may miss 1 by this much.
_ROUNDING = 0.06


def read_percentages(cells: pd.Series, column: str, whole: Sequence[pd.Series] = ()) -> tuple[Numbers, list[Finding]]:
    """Read a column as percentages from 0 to 100.

    Any ``%`` sign settles it. Without one, figures that are all 0 to 1 are shares when those of one whole
    (rows alike in every Series of ``whole``) add up to about 1. What was decided is said in a note.
    """
    numbers, found = one_scale(read_numbers(cells), cells, column)
    found += _impossible(numbers, cells, column)
    if numbers.is_percent.any() or not _are_shares(numbers.values, whole):
        return numbers, found
    what = f"The figures in '{column}' lie between 0 and 1: they were read as shares, so that 0.12 is 12%."
    return replace(numbers, values=(100 * numbers.values).round(10)), [noted("percent-from-share", what), *found]


def one_scale(numbers: Numbers, cells: pd.Series, column: str) -> tuple[Numbers, list[Finding]]:
    """A column in which some cells have a ``%`` sign and others do not, on one scale from 0 to 100.

    Where those without are all 0 to 1, and not all 0 or 1, they are shares: 0.12 beside 14% is 12%. Where they are not
    all so, nobody can tell: each is read as it stands. Either way the rows are named.
    """
    bare = numbers.values[numbers.values.notna() & ~numbers.is_percent]
    is_between = bare.gt(0) & bare.lt(1)
    if not numbers.is_percent.any() or not is_between.any():
        return numbers, []
    if bare.between(0, 1).all():
        what = (
            f"In '{column}' some cells have a % sign and these do not: they were read as shares, so that 0.12 is 12%."
        )
        values = numbers.values.where(~numbers.values.index.isin(bare.index), (100 * numbers.values).round(10))
        fix = "Check these cells, or write all of them in one way."
        return replace(numbers, values=values), [noted("percent-mixed", what, cells[bare.index], column, fix)]
    what = f"'{column}' mixes cells with a % sign, whole numbers and these, below 1: 0.12 was read as 0.12%, not 12%."
    fix = "Write all of the column in one way."
    return numbers, [noted("percent-mixed", what, cells[bare.index[is_between]], column, fix)]


def perhaps_shares(numbers: Numbers, cells: pd.Series, column: str) -> list[Finding]:
    """Say of a column headed '%' in which every figure is 1 or less that it may be a hundred times too small.

    A spreadsheet that shows 12% holds 0.12, and a file of it may hold either: nobody can tell from the figures alone.
    """
    values = numbers.values.dropna()
    is_small = values.between(0, 1).all() and values.between(0, 1, inclusive="neither").any()
    if not _SAYS_PERCENT.search(column) or numbers.is_percent.any() or not is_small:
        return []
    what = f"Every figure in '{column}' is 1 or less: each was read as it stands, so that 0.12 is 0.12%, not 12%."
    fix = "If these are shares (a spreadsheet that shows 12% holds 0.12), multiply the column by 100 and load it again."
    return [noted("percent-perhaps-share", what, cells[values.index].head(3), column, fix)]


def beyond_hundred(numbers: Numbers, cells: pd.Series, column: str) -> list[Finding]:
    """Say of a column of percentages, by its heading or its ``%`` signs, which are below 0 or above 100.

    Changes and comparisons may be either, and are not judged.
    """
    given = numbers.values.notna()
    is_one = _SAYS_PERCENT.search(column) or (given.any() and numbers.is_percent[given].all())
    return _impossible(numbers, cells, column) if is_one and not _OF_NO_WHOLE.search(column.replace("_", " ")) else []


def check_hundred(values: pd.Series, whole: Sequence[pd.Series], column: str) -> list[Finding]:
    """Say of each whole whose percentages do not add up to 100, and whether rounding explains it.

    A whole with a missing part, or with only one, is not judged. ``whole`` are Series of words on the rows of
    ``values`` that say which rows belong together.
    """
    names = joined([part.fillna("") for part in whole], ", ")
    unit = 10.0 ** -max((_decimals(value) for value in values.dropna()), default=0)
    found = []
    for name, part in values.groupby(names, sort=False):
        gap = part.sum() - 100
        if part.isna().any() or len(part) < 2 or abs(gap) < 1e-9:
            continue
        cells = part.map("{:.10g}".format).astype("str")
        what = f"The percentages in '{column}' add up to {part.sum():.10g} for {name}, not 100"
        if abs(gap) <= unit / 2 * len(part) + 1e-9:
            found.append(noted("percent-rounding", f"{what}: the difference is rounding.", cells, column, "Nothing."))
            continue
        fix = "Check whether a group is missing (not known, prefer not to say) or counted twice."
        found.append(noted("percent-sum", f"{what}: more than rounding can explain.", cells, column, fix))
    return found


def _decimals(value: float) -> int:
    """Decimal places that a figure was written with, at most 6."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


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
