"""Periods: months, days and quarters are said one way, so that they stand in order; everything else stays as given."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from lib.ingest.dates import read_date

PERIOD = (
    "period",
    "month",
    "month ending",
    "month end",
    "week",
    "week ending",
    "week commencing",
    "week beginning",
    "snapshot date",
    "date",
    "quarter",
    "year",
    "financial year",
)
_MONTH = re.compile(r"([A-Za-z]{3,9})[\s\-/.']*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s\-/.]+([A-Za-z]{3,9})")
#: Words before a day that say which day of a week or month it is.
_BEFORE_A_DAY = re.compile(
    r"(?i)(?:w/?[cbe]|m/?e|(?:(?:week|month|quarter)\s+)?(?:commencing|beginning|starting|ending|ended|end)|as at|at)"
    r"[\s:]*(?=\d)"
)
_QUARTER = re.compile(r"(?i)(?:q|qtr|quarter)\s*(?P<q>[1-4])[\s,\-/]*(?P<y>\d{4}(?:[\s/\-]+\d{2,4})?|\d{2}[/\-]\d{2})")
_YEAR_AND_QUARTER = re.compile(
    r"(?i)(?P<y>\d{4}(?:\s*[/\-]\s*\d{2,4})?|\d{2}[/\-]\d{2})[\s,\-/]*(?:q|qtr|quarter)\s*(?P<q>[1-4])"
)


def tidy_periods(text: pd.Series, may_be_serial: bool = False) -> pd.Series:
    """Periods under names that stand in order.

    ``'March 20'``, ``'Apr-24'`` and ``'01/04/2024'`` become ``'2020-03'``, ``'2024-04'``: where every filled cell is a
    month, the first day of one, or where every one is the last day of one. Other days become ``'2024-04-08'``, and
    ``'Q1 2024/25'`` becomes ``'2024-25 Q1'``. Where any cell is something else, all stay as given.
    """
    ways: tuple[Callable[[str], str], ...] = (
        lambda cell: _month(cell, may_be_serial),
        lambda cell: _last_of_month(cell, may_be_serial),
        lambda cell: _day_said(cell, may_be_serial),
        _quarter,
    )
    cells = [cell for cell in text.unique() if cell]
    for way in ways:
        said = {cell: way(cell) for cell in cells}
        if said and all(said.values()):
            return text.map(said).fillna("").astype("str")
    return text


def _month(cell: str, may_be_serial: bool) -> str:
    named, turned = _MONTH.fullmatch(cell), _YEAR_FIRST.fullmatch(cell)
    if named or turned:
        month, year = named.groups() if named else turned.groups()[::-1]  # type: ignore[union-attr]
        day = read_date(f"1 {month} {year}")
    else:
        day = _day(cell, may_be_serial)
    return day.strftime("%Y-%m") if day and day.day == 1 else ""


def _last_of_month(cell: str, may_be_serial: bool) -> str:
    day = _day(cell, may_be_serial)
    return day.strftime("%Y-%m") if day and (day + timedelta(days=1)).day == 1 else ""


def _day_said(cell: str, may_be_serial: bool) -> str:
    day = _day(cell, may_be_serial)
    return day.isoformat() if day else ""


def _day(cell: str, may_be_serial: bool) -> date | None:
    return read_date(_BEFORE_A_DAY.sub("", cell, count=1), may_be_serial)


def _quarter(cell: str) -> str:
    found = _QUARTER.fullmatch(cell) or _YEAR_AND_QUARTER.fullmatch(cell)
    if not found:
        return ""
    first, *second = re.split(r"[\s/\-]+", found["y"])
    first = first if len(first) == 4 else f"20{first}"
    return f"{first}{f'-{second[0][-2:]}' if second else ''} Q{found['q']}"
