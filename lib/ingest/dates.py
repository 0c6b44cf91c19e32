"""Days, read the British way: the day comes first, and a date that could only be American is not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = r"(?:(?:[T ]|\s+-\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_ISO = re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}})[/.\-](?P<y>\d{{4}}|\d{{2}}){_TIME}")
_NAMED = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s/\-]+(?P<m>[A-Za-z]{{3,9}})\.?[\s/\-]+(?P<y>\d{{4}}|\d{{2}}){_TIME}"
)
_SERIAL = re.compile(r"(?P<days>[2-6]\d{4})(\.\d+)?")
#: Day 1 of a spreadsheet is 1 January 1900, and it believes in 29 February 1900.
_SERIAL_ZERO = date(1899, 12, 30)
#: Two-digit years up to this one are of this century.
_CENTURY_TURNS = 68


@dataclass(frozen=True)
class Days:
    """A column read as days: ``values`` (datetime64, missing where blank or unreadable)."""

    values: pd.Series
    is_unreadable: pd.Series


def read_dates(text: pd.Series, may_be_serial: bool = False) -> Days:
    """Read a text column as days: ISO, dd/mm/yyyy, dd-Mon-yyyy, with or without a time.

    ``may_be_serial`` reads numbers such as 45000 as spreadsheets count days (workbooks only).
    """
    tidy = text.fillna("").str.strip()
    days = {cell: read_date(cell, may_be_serial) for cell in tidy.unique()}
    values = pd.to_datetime(tidy.map({cell: day or np.nan for cell, day in days.items()}))
    is_blank = tidy.str.lower().isin({"", "na", "n/a", "null", "none", "-", "not applicable"})
    return Days(values.astype("datetime64[s]"), values.isna() & ~is_blank)


def read_date(cell: str, may_be_serial: bool = False) -> date | None:
    """One day, or ``None`` when the cell is not one."""
    for pattern in (_ISO, _DAY_FIRST, _NAMED):
        found = pattern.fullmatch(cell)
        if found:
            return _day(found["y"], found["m"], found["d"])
    serial = _SERIAL.fullmatch(cell) if may_be_serial else None
    return _SERIAL_ZERO + timedelta(days=int(serial["days"])) if serial else None


def _day(year: str, month: str, day: str) -> date | None:
    century = 0 if len(year) == 4 else 2000 if int(year) <= _CENTURY_TURNS else 1900
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    try:
        return date(century + int(year), number, int(day))
    except ValueError:
        return None
