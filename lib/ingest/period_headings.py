"""Headings that name a month, quarter or year, alone or beside a measure: 'Apr-24', 'Hours: Apr-24', '2024-25: May'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lib.ingest.dates import read_date
from lib.ingest.kinds.periods import said_alone

#: Months of a financial year that are in the next calendar year.
_NEXT_YEAR = ("jan", "feb", "mar")
_NAME = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_MONTH = re.compile(_NAME, re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d([-/](\d\d|20\d\d))?")
_FINANCIAL = re.compile(r"\b(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\b")
_UNDER_A_YEAR = re.compile(rf"(?P<year>20\d\d(?:\s*[-/–]\s*(?:20)?\d\d)?)\W+(?P<month>{_NAME})", re.IGNORECASE)
_PERIOD = (
    rf"{_NAME}[\s\-/.']*(?:20\d\d|\d\d)|20\d\d-\d\d(?:-\d\d)?|\d{{1,2}}/\d{{1,2}}/(?:20)?\d\d"
    rf"|(?:20\d\d(?:\s*[-/–]\s*(?:20)?\d\d)?)\W+{_NAME}|q[1-4][\s,\-/]*20\d\d(?:[-/]\d\d)?|20\d\d(?:[-/]\d\d)?|{_NAME}"
)
_AFTER = re.compile(rf"(?P<measure>[^\W\d_].*?)[\s:,|(\-–]+(?P<period>{_PERIOD})\)?", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<period>{_PERIOD})[\s:,|)\-–]+(?P<measure>[^\W\d_].*)", re.IGNORECASE)
_TWO = 2


@dataclass(frozen=True)
class PeriodHeading:
    """What a heading says: a period, and the measure beside it (``''`` where it names none)."""

    period: str
    measure: str = ""


def period_headings(headings: Iterable[str], around: str = "") -> dict[str, PeriodHeading]:
    """Those of the headings that name a period.

    ``around`` is what stands above the table: months without a year (Apr, May …) are of the one financial year that it
    names, and are no periods where it names none or several.
    """
    years = {(int(start), int(end)) for start, end in _FINANCIAL.findall(around) if int(end) == (int(start) + 1) % 100}
    year = years.pop()[0] if len(years) == 1 else None
    return {one: said for one in headings if (said := _said_by(" ".join(one.split()), year))}


def are_months_across(said: list[str]) -> bool:
    """Whether a row names days a month, or a whole number of weeks, apart from one to the next, as headings do."""
    days = [day for cell in said if (day := read_date(cell))]
    gaps = {(later - sooner).days for sooner, later in pairwise(days)}
    are_months = bool(gaps) and gaps <= {28, 29, 30, 31} and len({_in_month(day) for day in days}) == 1
    return are_months or (len(days) > _TWO and len(gaps) == 1 and gaps <= {7, 14, 28})


def _in_month(day: date) -> int:
    """The day of the month, counted from its end where it is the last."""
    return -1 if (day + timedelta(days=1)).day == 1 else day.day


def _said_by(heading: str, year: int | None) -> PeriodHeading | None:
    alone = _period(heading, year)
    if alone:
        return PeriodHeading(alone)
    for pattern in (_AFTER, _BEFORE):
        found = pattern.fullmatch(heading)
        period = _period(found["period"], year) if found else ""
        if found and period:
            return PeriodHeading(period, found["measure"].strip(" :,|()-–"))
    return None


def _period(said: str, year: int | None) -> str:
    """A period as it may stand in a column of periods, or ``''``."""
    under = _UNDER_A_YEAR.fullmatch(said)
    if under:
        return _of_year(under["month"], int(under["year"][:4]), is_financial=len(under["year"]) > 4)
    if _MONTH.fullmatch(said):
        return "" if year is None else _of_year(said, year, is_financial=True)
    if said.isdigit() or _YEAR.fullmatch(said):
        return said if _YEAR.fullmatch(said) else ""
    return said if said_alone(said) else ""


def _of_year(month: str, year: int, *, is_financial: bool) -> str:
    """A month of a year, or of the financial year that begins in it."""
    if not _MONTH.fullmatch(month):
        return ""
    is_next = is_financial and month[:3].lower() in _NEXT_YEAR
    said = f"{month} {year + is_next}"
    return said if said_alone(said) else ""
