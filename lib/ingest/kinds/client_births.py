"""Ages of people in Client Level Data by their dates of birth, and why an age is not known. No date leaves this module.

A birth may be given as a day, a month, a year, or the number a spreadsheet keeps for a day. A month or a year is used
where the whole of it falls in one group of ages; a year of two figures where only one century is not in the future.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.core.words import say_about
from lib.ingest.dates import read_date
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.client_words import NOT_KNOWN

#: Youngest of each band, as the department prints them.
BANDS = (
    (0, "Under 18"), (18, "18 to 24"), (25, "25 to 44"), (45, "45 to 64"),
    (65, "65 to 74"), (75, "75 to 84"), (85, "85 to 94"), (95, "95 and above"),
)  # fmt: skip
_BLANK = {"", "na", "n/a", "null", "none", "-", "not applicable", "not known", "unknown", "not stated", "not recorded"}
#: A day whose year has two figures: what stands before them, the two, and the time after them.
_SHORT = re.compile(
    r"(\d{1,2}(?:[/.\-]\d{1,2}[/.\-]|(?:st|nd|rd|th)?[\s/\-]+[A-Za-z]{3,9}\.?[\s/\-]+))(\d{2})(?!\d)(.*)"
)
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_MONTHS = ((re.compile(r"[A-Za-z]{3,9}\.?[\s/\-]+\d{4}|\d{1,2}[/.\-]\d{4}"), "1 {}", "01/{}"),
           (re.compile(r"\d{4}-\d{1,2}"), "{}-01", "{}-01"))  # fmt: skip
#: The days of spreadsheets since 1927: an earlier one has four figures, as a year has.
_SERIAL = re.compile(r"([1-6]\d{4})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_EARLIEST, _LATEST = 1850, 2100
#: First and last day the birth may have been on, and the day it is in the other century.
_Born = tuple[date | None, date | None, date | None]
_NOT_READ: _Born = (None, None, None)

_NOT_GIVEN, _NO_PERIOD = "not given", "no period"
#: Why an age is not known -> code, words after how many people, and the remedy.
_WHY = {
    "not read": ("births-not-read", "a date of birth that was not understood", "Write the day, the month, the year."),
    "either century": (
        "births-of-either-century",
        "a date of birth whose year has two figures and may be of either century",
        "Write years with four figures.",
    ),
    "later": ("births-after-period", "a date of birth after the end of the period", "Check these dates."),
    "too rough": (
        "births-too-rough",
        "a month or a year of birth alone, which may fall in two groups of ages",
        "Give the day where it is known.",
    ),
    _NOT_GIVEN: ("births-not-given", "no date of birth", "Give it where it is known."),
}  # fmt: skip


def ages_at(born: pd.Series, ends: pd.Series) -> pd.DataFrame:
    """The ``band`` of ages of each row, years completed on the last day of the period, and ``why`` it is not known.

    ``born`` is text as given and ``ends`` the last day of the period of each row.
    """
    tidy = born.str.strip()
    first, last, other = (_days(tidy, place) for place in range(3))
    is_first, is_other = first.le(ends), other.le(ends)
    oldest = _bands(years_completed(first.where(is_first, other), ends))
    youngest = _bands(years_completed(last.where(is_first, other).clip(upper=ends), ends))
    reasons = {
        _NOT_GIVEN: tidy.str.lower().isin(_BLANK),
        _NO_PERIOD: ends.isna(),
        "not read": first.isna() & other.isna(),
        "either century": is_first & is_other,
        "later": ~(is_first | is_other),
        "too rough": oldest.ne(youngest),
    }
    why = pd.Series(np.select(list(reasons.values()), list(reasons), default=""), born.index, dtype="str")
    return pd.DataFrame({"band": oldest.where(why.eq(""), NOT_KNOWN), "why": why})


def years_completed(born: pd.Series, on: pd.Series) -> pd.Series:
    """Years by the calendar: one more on each birthday, which of 29 February is 1 March in other years."""
    is_before_birthday = (on.dt.month * 100 + on.dt.day).lt(born.dt.month * 100 + born.dt.day)
    return on.dt.year - born.dt.year - is_before_birthday.astype("int64")


def about_births(why: pd.Series, who: pd.Series) -> list[Finding]:
    """How many people's ages are not known, by why; never a date, a row or a number below 5."""
    if why.eq(_NO_PERIOD).any():
        what = "The file does not say when its period ends: nobody's age could be worked out."
        return [noted("no-end-of-period", what, fix="Give the last day of the period of the return.")]
    people = who.groupby(why).nunique()
    return [_said(people[reason], *words) for reason, words in _WHY.items() if reason in people.index]


def _said(n: int, code: str, words: str, fix: str) -> Finding:
    many = say_about(n, "people have")
    return noted(code, f"{many[0].upper()}{many[1:]} {words}: their age is counted as not known.", fix=fix)


def _days(tidy: pd.Series, place: int) -> pd.Series:
    days = {cell: _read(cell)[place] for cell in tidy.unique()}
    return pd.to_datetime(tidy.map({cell: day or np.nan for cell, day in days.items()})).astype("datetime64[s]")


def _bands(years: pd.Series) -> pd.Series:
    places = np.searchsorted([low for low, _ in BANDS], years.fillna(-1), side="right") - 1
    names = np.array([*(name for _, name in BANDS), NOT_KNOWN])
    return pd.Series(names[np.where(years.ge(0), places, len(BANDS))], index=years.index, dtype="str")


def _read(cell: str) -> _Born:
    first, last, other = _short(cell) or _whole_year(cell) or _month(cell) or _day(cell)
    is_sensible = first is None or _EARLIEST <= first.year <= _LATEST
    return (first, last, other) if is_sensible else _NOT_READ


def _short(cell: str) -> _Born | None:
    found = _SHORT.fullmatch(cell)
    if not found:
        return None
    before, year, time = found.groups()
    first, other = (read_date(f"{before}{century}{year}{time}") for century in ("19", "20"))
    return first, first, other


def _whole_year(cell: str) -> _Born | None:
    if not _YEAR.fullmatch(cell):
        return None
    return date(int(cell), 1, 1), date(int(cell), 12, 31), None


def _month(cell: str) -> _Born | None:
    for pattern, *ways in _MONTHS:
        if pattern.fullmatch(cell):
            first = next(filter(None, (read_date(way.format(cell)) for way in ways)), None)
            return _NOT_READ if first is None else (first, _last_of_month(first), None)
    return None


def _last_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _day(cell: str) -> _Born:
    serial = _SERIAL.fullmatch(cell)
    day = _SERIAL_ZERO + timedelta(days=int(serial[1])) if serial else read_date(cell)
    return day, day, None
