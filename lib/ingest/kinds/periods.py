"""Periods: months are said one way, everything else stays as given."""

from __future__ import annotations

import re

import pandas as pd

from lib.ingest.dates import read_date

PERIOD = (
    "period",
    "month",
    "month ending",
    "week",
    "week ending",
    "week commencing",
    "date",
    "quarter",
    "year",
    "financial year",
)
_MONTH = re.compile(r"([A-Za-z]{3,9})[\s\-/.]*(\d{4}|\d{2})")


def tidy_periods(text: pd.Series, may_be_serial: bool = False) -> pd.Series:
    """``'March 20'``, ``'Apr-24'`` and ``'01/04/2024'`` as ``'2020-03'``, ``'2024-04'``.

    Only when every filled cell is a month, or the first day of one; weeks, quarters and years stay as given.
    """
    months = {cell: _month(cell, may_be_serial) for cell in text.unique() if cell}
    if not months or not all(months.values()):
        return text
    return text.map(months).fillna("").astype("str")


def _month(cell: str, may_be_serial: bool) -> str:
    named = _MONTH.fullmatch(cell)
    day = read_date(f"1 {named[1]} {named[2]}") if named else read_date(cell, may_be_serial)
    return day.strftime("%Y-%m") if day and day.day == 1 else ""
