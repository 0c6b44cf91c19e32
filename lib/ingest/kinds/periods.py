"""Periods: months, days and quarters are said one way, so that they stand in order; what does not fit is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from lib.ingest.categories import ReadAs
from lib.ingest.columns import find, text_of
from lib.ingest.dates import read_date
from lib.ingest.findings import Finding, noted
from lib.ingest.table import Table

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

_ISO_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_YEARS = re.compile(r"\d{4}|\d{4}\s*[-/]\s*\d{2,4}")
_MONTH_FIRST = re.compile(r"(0?[1-9]|1[0-2])[/.-](1[3-9]|2\d|3[01])[/.-](\d{4}|\d{2})")
_EITHER = re.compile(r"(0?[1-9]|1[0-2])[/.-](0?[1-9]|1[0-2])[/.-](\d{4}|\d{2})")


def periods_of(table: Table) -> ReadAs:
    """The column of periods as given and as read; blank where there is none."""
    heading = find(table.headings, PERIOD)
    given = text_of(table.frame, heading)
    return ReadAs(heading or "period", given, tidy_periods(given), is_grouping=True)


def tidy_periods(text: pd.Series) -> pd.Series:
    """Periods under names that stand in order.

    ``'March 20'``, ``'Apr-24'`` and ``'01/04/2024'`` become ``'2020-03'``, ``'2024-04'``: where every filled cell is a
    month, the first day of one, or where every one is the last day of one. Other days become ``'2024-04-08'``, and
    ``'Q1 2024/25'`` becomes ``'2024-25 Q1'``. Where they are of several kinds, each is read by itself, a day as a day.
    Numbers such as 45748 are days as spreadsheets count them. What is none of these stays as given.
    """
    ways: tuple[Callable[[str], str], ...] = (_month, _last_of_month, _day_said, _quarter)
    cells = [cell for cell in text.unique() if cell]
    for way in ways:
        said = {cell: way(cell) for cell in cells}
        if said and all(said.values()):
            return text.map({"": "", **said}).astype("str")
    return text.map({"": "", **{cell: _by_itself(cell) for cell in cells}}).astype("str")


def said_alone(cell: str) -> str:
    """One cell as a period under a name that stands in order; ``''`` where it is none."""
    return _named_month(cell) or _day_said(cell) or _quarter(cell)


def _by_itself(cell: str) -> str:
    return said_alone(cell) or cell


def about_periods(periods: ReadAs) -> list[Finding]:
    """What is odd in a column of periods: dates written month first, and kinds of period that do not go together."""
    given = periods.given[periods.given.ne("")]
    is_month_first = given.str.fullmatch(_MONTH_FIRST)
    found = []
    if is_month_first.any():
        what = "Some dates are written month first; days come first here, so they could not be read as dates."
        fix = "Write the day first (31/12/2026) or the year first (2026-12-31)."
        found.append(noted("date-month-first", what, given[is_month_first], periods.column, fix))
    is_either = given.str.fullmatch(_EITHER)
    if is_month_first.any() and is_either.any():
        what = "Beside dates written month first, these may be so too: they were read with the day first."
        fix = "Check them: 05/06/2025 was read as 5 June."
        found.append(noted("date-order-unsure", what, given[is_either], periods.column, fix))
    return [*found, *_of_several_kinds(periods, given)]


def _of_several_kinds(periods: ReadAs, given: pd.Series) -> list[Finding]:
    kinds = kinds_of(periods.read[given.index])
    if kinds.nunique() < 2:
        return []
    usual = str(kinds.value_counts().index[0])
    what = f"Most periods here are {usual} and these are not: the pages cannot put them in order."
    fix = "Give every row a period of one kind."
    return [noted("periods-mixed", what, given[kinds.ne(usual)], periods.column, fix)]


def kinds_of(read: pd.Series) -> pd.Series:
    """Whether periods under their tidy names are days, months, quarters, years or words."""
    kinds = read.map(_kind).astype("str")
    return kinds.mask(kinds.eq("months") & read.map(_is_year_and_next), "years") if kinds.eq("years").any() else kinds


def _kind(read: str) -> str:
    if _ISO_MONTH.fullmatch(read):
        return "months"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", read):
        return "days"
    if re.fullmatch(r".* Q[1-4]", read):
        return "quarters"
    return "years" if _YEARS.fullmatch(read) else "words"


def _is_year_and_next(read: str) -> bool:
    """Whether '2011-12' is the year 2011 to 2012, as well as a December."""
    return int(read[5:]) == (int(read[:4]) + 1) % 100 if _ISO_MONTH.fullmatch(read) else False


def _named_month(cell: str) -> str:
    named, turned = _MONTH.fullmatch(cell), _YEAR_FIRST.fullmatch(cell)
    if named or turned:
        month, year = named.groups() if named else turned.groups()[::-1]  # type: ignore[union-attr]
        day = read_date(f"1 {month} {year}")
        return day.strftime("%Y-%m") if day else ""
    return cell if _ISO_MONTH.fullmatch(cell) else ""


def _month(cell: str) -> str:
    day = _day(cell)
    return _named_month(cell) or (day.strftime("%Y-%m") if day and day.day == 1 else "")


def _last_of_month(cell: str) -> str:
    day = _day(cell)
    return day.strftime("%Y-%m") if day and (day + timedelta(days=1)).day == 1 else ""


def _day_said(cell: str) -> str:
    day = _day(cell)
    return day.isoformat() if day else ""


def _day(cell: str) -> date | None:
    return read_date(_BEFORE_A_DAY.sub("", cell, count=1), may_be_serial=True)


def _quarter(cell: str) -> str:
    found = _QUARTER.fullmatch(cell) or _YEAR_AND_QUARTER.fullmatch(cell)
    if not found:
        return ""
    first, *second = re.split(r"[\s/\-]+", found["y"])
    first = first if len(first) == 4 else f"20{first}"
    return f"{first}{f'-{second[0][-2:]}' if second else ''} Q{found['q']}"
