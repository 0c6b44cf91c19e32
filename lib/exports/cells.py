"""How one cell is written: as text a spreadsheet cannot run, as a number, or as a marker."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

import pandas as pd

from lib.core.words import NOT_APPLICABLE, NOT_COLLECTED, SUPPRESSED
from lib.disclosure import State

MARKERS = {
    State.SUPPRESSED: SUPPRESSED,
    State.NOT_COLLECTED: NOT_COLLECTED,
    State.NOT_APPLICABLE: NOT_APPLICABLE,
}

# Signs a spreadsheet takes for the start of a formula, in their plain and full-width forms.
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n＝＋－＠−﹢﹣﹦﹫")
# Spaces and marks without width that some spreadsheets skip before they look for a formula.
_SKIPPED = " \u00a0\u200b\u200c\u200d\u2060\ufeff\u3000\u00ad\x00"
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def safe_text(text: str) -> str:
    """Text that opens as text: an apostrophe goes before anything that could start a formula.

    A plain number, ``-12.5`` among them, stays as it is.
    """
    if _PLAIN_NUMBER.fullmatch(text) and text.isascii():
        return text
    return f"'{text}" if text.lstrip(_SKIPPED)[:1] in _STARTS_A_FORMULA else text


def one_line(text: str) -> str:
    """Text on one line, safe to stand alone in a cell."""
    return safe_text(" ".join(re.sub(r"[\x00-\x1f\x7f\u2028\u2029\u0085]", " ", text).split()))


def written_column(values: pd.Series, states: pd.Series) -> list[str]:
    """A column as it is written: markers where nothing may or can be shown."""
    plain = values.astype(object).tolist()
    return [_written(value, state) for value, state in zip(plain, states.astype(str), strict=True)]


def _written(value: Any, state: str) -> str:
    if state in MARKERS:
        return MARKERS[State(state)]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (int, float)):
        return _written_number(value)
    if isinstance(value, date):
        return _written_date(value)
    return safe_text(str(value))


def _written_number(value: float) -> str:
    """The shortest digits that read back as the same number."""
    if not math.isfinite(value):
        return NOT_COLLECTED
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _written_date(value: date) -> str:
    is_midnight = isinstance(value, datetime) and value.time() == datetime.min.time()
    return value.date().isoformat() if isinstance(value, datetime) and is_midnight else value.isoformat()
