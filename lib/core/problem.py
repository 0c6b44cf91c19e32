"""A user's mistake is a value, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much of the file a problem costs."""

    REFUSE = "refuse"  # nothing of the file can be used
    SET_ASIDE = "set aside"  # the rows named are kept out of the figures, and listed
    NOTE = "note"  # everything is used; the reader should know this


@dataclass(frozen=True)
class Problem:
    """One thing found in a user's file, said as you would say it to a colleague.

    Attributes
    ----------
    code
        Stable short name for tests and look-ups, such as ``postcode-not-found``.
    severity
        What it costs: see :class:`Severity`.
    what
        What was found, in plain English, with no value that could identify a person.
    where
        Sheet, column and rows as the user's spreadsheet numbers them.
    fix
        What to do about it.
    rows
        Every spreadsheet row concerned (1 is the first line of the file).
    """

    code: str
    severity: Severity
    what: str
    where: str = ""
    fix: str = ""
    rows: tuple[int, ...] = ()


def refusal(code: str, what: str, *, where: str = "", fix: str = "", rows: Iterable[int] = ()) -> Problem:
    """A problem that refuses the whole file."""
    return Problem(code, Severity.REFUSE, what, where, fix, tuple(rows))


def set_aside(code: str, what: str, *, where: str = "", fix: str = "", rows: Iterable[int] = ()) -> Problem:
    """A problem that keeps the named rows out of the figures."""
    return Problem(code, Severity.SET_ASIDE, what, where, fix, tuple(rows))


def note(code: str, what: str, *, where: str = "", fix: str = "", rows: Iterable[int] = ()) -> Problem:
    """A problem that costs nothing but should be known."""
    return Problem(code, Severity.NOTE, what, where, fix, tuple(rows))


def rows_in_words(rows: Iterable[int], at_most: int = 8) -> str:
    """Name spreadsheet rows: ``'row 4'``, ``'rows 4, 9 and 12'``, ``'rows 4, 9 … and 30 more'``."""
    numbers = sorted(set(rows))
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"row {numbers[0]:,}"
    if len(numbers) > at_most:
        shown = ", ".join(f"{n:,}" for n in numbers[:at_most])
        return f"rows {shown} and {len(numbers) - at_most:,} more"
    return f"rows {', '.join(f'{n:,}' for n in numbers[:-1])} and {numbers[-1]:,}"
