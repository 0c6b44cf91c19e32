"""Headings that name a month, quarter or year, alone or beside a measure: 'Apr-24', 'Hours: Apr-24', '2024-25: May'."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from lib.ingest.cells import read_number, state_of
from lib.ingest.columns import ONS_CODE, POSTCODE, normal
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
_ONE_YEAR = re.compile(r"(19|20)\d\d")
_LIKE_A_CODE = re.compile(rf"{ONS_CODE}|{POSTCODE}|1-\d{{6,12}}")
_OF_ALL = re.compile(r"(?i)\b(total|all|overall|sum)\b")
_MOSTLY = 0.6
#: Words that name a column beside one of a year, and hardly ever a row.
_USUAL = frozenset(
    (
        *("area", "area code", "area name", "code", "name", "geography", "geography code", "geography name"),
        *("council", "council name", "local authority", "local authority name", "la name", "la code", "ward"),
        *("ward name", "ward code", "lsoa", "msoa", "locality", "age", "age group", "age band", "sex"),
    )
)


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


def is_headed_by_a_year(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row is words and one year that name the columns below them, as 'Area code, Area name, 2024' do.

    The year stands above figures; no word stands again in its column; and one is above codes or is a usual heading.
    """
    columns = {cell: [said for cells in below if (said := cells[i])] for i, cell in enumerate(row) if cell}
    years = [cell for cell in columns if _ONE_YEAR.fullmatch(cell)]
    words = {cell: said for cell, said in columns.items() if cell not in years}
    if len(years) != 1 or len(columns) != sum(map(bool, row)) or not words or not all(map(_is_word, words)):
        return False
    if not _are_mostly(columns[years[0]], _is_number) or any(cell in said for cell, said in words.items()):
        return False
    return any(normal(cell) in _USUAL or _are_mostly(said, _is_code) for cell, said in words.items())


def _are_mostly(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(is_one, cells)) >= _MOSTLY * len(cells)


def _is_word(cell: str) -> bool:
    is_odd = _is_code(cell) or _is_number(cell) or _OF_ALL.search(cell) or read_date(cell)
    return any(map(str.isalpha, cell)) and not is_odd


def _is_code(cell: str) -> bool:
    return bool(_LIKE_A_CODE.fullmatch(cell))


def _is_number(cell: str) -> bool:
    return read_number(cell).value is not None or bool(state_of(cell))


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
