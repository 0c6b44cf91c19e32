"""What to tell the user about a column of figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from lib.ingest.cells import FORMULA_ERROR, NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED, Numbers, read_numbers
from lib.ingest.findings import Finding, noted, noted_in_columns
from lib.ingest.sense import columns_alike

_LEAVE = "Nothing, unless you hold the figures: then load them, and small ones are hidden before anything is shown."
#: State of a cell -> code, what is said of it, and the remedy.
_SAID = {
    SUPPRESSED: (
        "cells-suppressed",
        "Some figures are hidden at the source to protect people; they stay hidden, never 0.",
        _LEAVE,
    ),
    NOT_AVAILABLE: (
        "cells-not-available",
        "Some figures are marked as not available; they were read as missing, never 0.",
        "Nothing, unless the figures are known by now.",
    ),
    NOT_APPLICABLE: (
        "cells-not-applicable",
        "Some figures are marked as not applicable (such as '-' or [z]); they were read as missing, never 0.",
        "Nothing, unless the mark stands for 0: then write 0.",
    ),
    FORMULA_ERROR: (
        "formula-errors",
        "Some cells hold a formula error such as #NAME?; they were read as missing.",
        "Mend the formulas, or replace these cells with their figures.",
    ),
}

#: Written without ``\s`` and ``\d``, for which text is searched cell by cell, five times as slowly.
_BEGINS_WITH_ZERO = "^[ \t\u00a0]*0[0-9]"


def read_figures(
    cells: pd.DataFrame, headings: Mapping[str, str], about: Callable[[pd.Series, Numbers, str], list[Finding]]
) -> tuple[dict[str, Numbers], list[Finding]]:
    """The columns of figures of a table by the names of ``headings``, and what the user should know of them.

    ``about`` says what is odd in one column, of its cells, its numbers and its heading. Percentages are figures only in
    columns whose name ends in ``_pct``.
    """
    read = {name: read_numbers(cells[heading]) for name, heading in headings.items()}
    numbers = {name: one if name.endswith("_pct") else one.counted for name, one in read.items()}
    found = [note for name, one in numbers.items() for note in about(cells[headings[name]], one, headings[name])]
    by_heading = {headings[name]: one for name, one in numbers.items()}
    return numbers, [*found, *marks_notes(by_heading, cells), *columns_alike(by_heading)]


def unreadable_note(cells: pd.Series, numbers: Numbers, column: str) -> list[Finding]:
    """A note when some cells of a column of figures are neither figures nor marks, or commas were read as points."""
    found = []
    if numbers.has_decimal_commas:
        what = f"In '{column}' a comma stands for the decimal point: 12,5 was read as 12.5 and 1.234,5 as 1234.5."
        with_comma = cells[cells.str.contains(",", regex=False).fillna(False).astype(bool)]
        found.append(noted("decimal-commas", what, with_comma, column, "Nothing, unless the comma is for thousands."))
    has_zeros = cells.str.contains(_BEGINS_WITH_ZERO, regex=True).fillna(False).astype(bool) & numbers.values.notna()
    if has_zeros.any():
        what = f"Some figures in '{column}' begin with 0: they may be codes, or the end of a number cut at its comma."
        found.append(noted("leading-zeros", what, cells[has_zeros], column, "Check these cells."))
    is_share = numbers.is_unreadable & numbers.is_percent
    if is_share.any():
        what = f"Some cells of '{column}' are percentages, where counts or amounts are read: they were read as missing."
        found.append(noted("percent-for-count", what, cells[is_share], column, "Load the figures behind them."))
    if (numbers.is_unreadable & ~is_share).any():
        what = "Some cells should be numbers and are not; they were read as missing."
        found.append(
            noted("not-a-number", what, cells[numbers.is_unreadable & ~is_share], column, "Correct these cells.")
        )
    return found


def none_below_zero(numbers: Numbers) -> Numbers:
    """The same without what is below 0, for what is counted or measured; :func:`below_zero_note` says so."""
    return replace(numbers, values=numbers.values.mask(numbers.values.lt(0)))


def below_zero_note(cells: pd.Series, numbers: Numbers, column: str) -> list[Finding]:
    """A note when some cells of a column are below 0, where nothing can be."""
    is_below = numbers.values.lt(0)
    if not is_below.any():
        return []
    what = f"Some figures of '{column}' are below 0; they were read as missing."
    fix = "Correct these cells, or leave them blank where the figure is not known."
    return [noted("below-zero", what, cells[is_below], column, fix)]


def marks_notes(columns: dict[str, Numbers], cells: pd.DataFrame) -> list[Finding]:
    """One note for each state, over all columns: which rows hold it."""
    found = []
    for state, (code, what, fix) in _SAID.items():
        marked = {name: cells.loc[one.states.eq(state), name] for name, one in columns.items()}
        marked = {name: one for name, one in marked.items() if len(one)}
        if marked:
            found.append(noted_in_columns(code, what, marked, fix))
    return found
