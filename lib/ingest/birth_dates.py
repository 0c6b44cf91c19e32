"""Days of birth: told by a heading that says so, or by days that are long past, in whatever way they are written."""

from __future__ import annotations

import re

import pandas as pd

from lib.ingest.columns import normal
from lib.ingest.dates import read_date, read_dates

_SAYS_BIRTH = re.compile(
    r"\b(dob|d o b|yob|dates? of birth|date birth|dateofbirth|birth ?dates?|birthdays?|(year|month) of birth|birth year"
    r"|(?P<born>born))\b"
)
#: A heading with one of these says of how many it is known.
_HOW_MANY = frozenset(
    ("number", "count", "counts", "pct", "total", "share", "rate", "proportion", "recorded", "missing", "known")
)
_NOT_BIRTHS = frozenset(
    ("start", "opened", "opening", "built", "registered", "registration", "incorporated", "founded")
)
#: Registers of homes hold no day before these; half the people who draw on care were born before.
_FIRST_YEAR_OF_REGISTERS = 1990
_BORN_BEFORE = pd.Timestamp(f"{_FIRST_YEAR_OF_REGISTERS}-01-01")
_GAP = r"[\s\-/.,\u2010-\u2015]{1,3}"
_DAY, _YEAR = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?", r"(?P<y>\d{4}|\d{2})"
_NUMBERED_OR_NAMED, _NAMED = r"(?P<m>\d{1,2}|[A-Za-z]{3,9})", r"(?P<m>[A-Za-z]{3,9})"
#: A day of the week before it; a time, or an age in brackets, after it.
_BEFORE, _AFTER = r"\s*(?:[A-Za-z]{3,9},? )?", r"(?:[T ,]+\d{1,2}:\d{2}\S*|\s*\(.{0,12}\))?\s*"
_WAYS = tuple(
    re.compile(f"{_BEFORE}{way}{_AFTER}")
    for way in (
        rf"(?P<y>\d{{4}}){_GAP}{_NUMBERED_OR_NAMED}{_GAP}{_DAY}",
        rf"{_DAY}{_GAP}{_NUMBERED_OR_NAMED}{_GAP}{_YEAR}",
        rf"{_NAMED}{_GAP}{_DAY}{_GAP}{_YEAR}",
        r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)",
    )
)
#: What could be a day, told fast: no more than this is read.
_DAY_LIKE = (
    r"^\s*(?:\d{8}\s*$|(?:[A-Za-z]{3,9},? )?\d{1,4}(?:st|nd|rd|th)?(?: of)?[^\dA-Za-z]{1,3}(?:\d{1,2}|[A-Za-z]{3,9})"
    r"[^\dA-Za-z]{1,3}\d|[A-Za-z]{3,9}[^\dA-Za-z]{1,3}\d{1,2})"
)
_HAS_YEAR = re.compile(r"(?<![\d.,])(19\d\d|20[0-2]\d)(?!\d)(?!,\d|\.[1-9])")
#: A day from 1911 on, as a spreadsheet counts them, where the file has lost that it is one.
_SERIAL = re.compile(r"(?:[4-9]\d{3}|[1-3]\d{4}|4[0-6]\d{3})(?:\.0)?")
_SAMPLE = 2_000
_FEWEST, _MOSTLY, _LONG_PAST, _CLEARLY = 3, 0.6, 0.4, 0.2


def says_birth(heading: str) -> bool:
    """Whether a heading has the words of a day of birth in it: 'Client DOB', 'Date of birth (client)'."""
    return _SAYS_BIRTH.search(normal(heading)) is not None


def is_headed_as_births(heading: str, cells: pd.Series) -> bool:
    """Whether a heading has the words of a day of birth in it and there are days or years below it.

    How many were born, or of how many the day is known, are figures: those may look like years, and are let through.
    """
    found = _SAYS_BIRTH.search(normal(heading))
    if found is None:
        return False
    filled = _filled(cells)
    if filled[_day_like(filled)].map(_year).notna().any():
        return True
    if _HOW_MANY & set(normal(heading).split()) or not len(filled):
        return False
    has_year = filled.map(lambda cell: _HAS_YEAR.search(cell) is not None)
    if found["born"]:
        return len(filled) >= _FEWEST and bool(has_year.all())
    return bool((has_year | filled.str.fullmatch(_SERIAL.pattern)).mean() >= 0.5)


def look_like_births(heading: str, cells: pd.Series, may_be_serial: bool) -> bool:
    """Whether most cells are days, and most of those long past; days of opening by their heading are not."""
    if _NOT_BIRTHS & set(normal(heading).split()):
        return False
    filled = _filled(cells)
    is_day_like = _day_like(filled)
    if is_day_like.sum() < _FEWEST or is_day_like.mean() < _MOSTLY:
        return False
    days = read_dates(filled, may_be_serial=may_be_serial).values.dropna()
    if len(days) >= _FEWEST and bool((days < _BORN_BEFORE).mean() >= _LONG_PAST) and days.nunique() > 2:
        return True
    return _are_long_past(filled[is_day_like], len(filled))


def _are_long_past(said: pd.Series, n_filled: int) -> bool:
    """Whether days in any writing are long past. A year '31' is 1931 where others, as '38', are hardly to come."""
    years = said.map(_year).dropna()
    if len(years) < max(_FEWEST, _MOSTLY * n_filled) or said.nunique() <= 2:
        return False
    n_past = int((years.between(100, _FIRST_YEAR_OF_REGISTERS - 1) | years.between(37, 89)).sum())
    n_perhaps = int(years.between(27, 36).sum()) if n_past >= _CLEARLY * len(years) else 0
    return n_past + n_perhaps >= _LONG_PAST * len(years)


def _year(cell: str) -> int | None:
    """The year of a day as written, of two figures or four; ``None`` where it is no day."""
    for way in _WAYS:
        found = way.fullmatch(cell)
        if found and _is_day(found["d"], found["m"], found["y"]):
            return int(found["y"])
    return None


def _is_day(day: str, month: str, year: str) -> bool:
    """Whether there is such a day; the American way is one too."""
    return bool(read_date(f"{day}-{month}-{year}") or (month.isdigit() and read_date(f"{month}-{day}-{year}")))


def _day_like(filled: pd.Series) -> pd.Series:
    return filled.str.contains(_DAY_LIKE, regex=True).astype(bool)


def _filled(cells: pd.Series) -> pd.Series:
    return cells[cells.str.strip().ne("").fillna(False)].head(_SAMPLE)
