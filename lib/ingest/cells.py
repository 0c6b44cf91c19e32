"""What a cell of figures says: a number, a percentage, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import compute

SUPPRESSED = "suppressed"
NOT_AVAILABLE = "not available"
NOT_APPLICABLE = "not applicable"
FORMULA_ERROR = "formula error"

#: Marks that official tables print in place of a figure, in lower case, with what each means.
MARKS: dict[str, str] = {
    **dict.fromkeys(
        ("*", "**", "***", "[c]", "(c)", "c", "[s]", "s", "[k]", "[low]", "low", "suppressed", "[suppressed]"),
        SUPPRESSED,
    ),
    **dict.fromkeys(
        (
            *("[x]", "(x)", "x", "..", "…", "...", ".", ":", "[:]", "na", "n/a", "#n/a", "[na]", "nan"),
            *("null", "none", "n.a.", "n.a", "?", "[u]", "[w]", "[m]", "not available", "not collected"),
            *("not known", "unknown", "missing", "no data", "not recorded", "tbc", "[b]"),
        ),
        NOT_AVAILABLE,
    ),
    **dict.fromkeys(("[z]", "(z)", "z", "-", "–", "—", "--", "not applicable", "[-]"), NOT_APPLICABLE),
    **dict.fromkeys(("#name?", "#ref!", "#div/0!", "#value!", "#null!", "#num!", "#calc!", "#spill!"), FORMULA_ERROR),
}

_SMALL = re.compile(r"(<|≤|<=|less than|under|fewer than)\s*\d+|[01]\s*(-|–|to)\s*[4-9]|\[?<\d+\]?", re.I)
_FOOTNOTE_MARK = re.compile(r"\s*(\[(r|p|e|b|note\s*\d+|\d{1,2})\]|\((r|p|e|b)\))$", re.I)
#: No figure about care is larger; beyond it a number is not whole to the unit any more.
_LARGEST = 1e15
_PLAIN = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_FIGURE = re.compile(
    r"(?P<minus>[-−+]?)\s*(?:[£$€]\s*(?P<minus2>[-−]?))?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d+\.?\d*|\.\d+)"
    r"\s*(?P<percent>%?)"
)


@dataclass(frozen=True)
class Reading:
    """One cell: its number, or the state that explains why there is none; ``None, ''`` is unreadable."""

    value: float | None
    state: str = ""
    is_percent: bool = False


@dataclass(frozen=True)
class Numbers:
    """A column read as numbers. All four have the index of the column.

    ``values`` are floats, missing where blank, marked or unreadable; ``states`` say which mark;
    ``is_unreadable`` cells hold something that is neither; ``is_percent`` cells were written with ``%``;
    ``has_decimal_commas`` says that ``12,5`` was read as twelve and a half.
    """

    values: pd.Series
    states: pd.Series
    is_unreadable: pd.Series
    is_percent: pd.Series
    has_decimal_commas: bool = False

    @property
    def n_given(self) -> int:
        """Cells that hold a figure or a mark that stands for one."""
        return int((self.values.notna() | self.states.ne("")).sum())

    def plus(self, other: Numbers) -> Numbers:
        """The sum of two columns; missing where either is, with the reason of the one that has one."""
        states = self.states.where(self.states.ne(""), other.states)
        return replace(self, values=self.values + other.values, states=states)

    @property
    def counted(self) -> Numbers:
        """The same of what is counted or measured, where a percentage is no figure: 30% of people are not 30 people."""
        return replace(
            self, values=self.values.mask(self.is_percent), is_unreadable=self.is_unreadable | self.is_percent
        )

    def at(self, rows: pd.Index) -> Numbers:
        """The same for some of the rows."""
        return replace(
            self,
            values=self.values.loc[rows],
            states=self.states.loc[rows],
            is_unreadable=self.is_unreadable.loc[rows],
            is_percent=self.is_percent.loc[rows],
        )


def read_numbers(text: pd.Series) -> Numbers:
    """Read a text column as numbers, strictly.

    Thousands separators, ``£``, ``%``, ``(123)`` for minus 123 and note marks such as ``[r]`` are read;
    ``*``, ``[c]``, ``<5``, ``[x]``, ``..``, ``[z]`` and their kind are missing, with the reason in ``states``.
    """
    text = text.str.strip()
    plain_values = _all_plain(text)
    if plain_values is not None:
        nowhere = pd.Series(False, index=text.index)
        return Numbers(plain_values, pd.Series("", index=text.index, dtype="str"), nowhere, nowhere)
    plain = text.str.fullmatch(_PLAIN).fillna(False).astype(bool)
    values = pd.to_numeric(text.where(plain), errors="coerce").astype("float64")
    states = pd.Series("", index=text.index, dtype="str")
    unreadable = pd.Series(~(values.abs() < _LARGEST).to_numpy() & plain.to_numpy(), index=text.index)
    percent = pd.Series(False, index=text.index)
    other = text[~plain & text.ne("").fillna(False)]
    if other.empty:
        return Numbers(values.where(~unreadable), states, unreadable, percent)
    if _has_decimal_commas(text, other):
        with_points = text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False)
        return replace(read_numbers(with_points.where(~text.str.lower().isin(MARKS), text)), has_decimal_commas=True)
    known = {cell: read_number(cell) for cell in other.unique()}
    at, read = text.index.get_indexer(other.index), [known[cell] for cell in other]
    values = _with(values, at, [np.nan if one.value is None else one.value for one in read])
    states = _with(states, at, [one.state for one in read])
    unreadable = _with(unreadable, at, [one.value is None and not one.state for one in read])
    percent = _with(percent, at, [one.is_percent for one in read])
    return Numbers(values.where(~unreadable), states, unreadable, percent)


def _with(column: pd.Series, at: np.ndarray, values: list[Any]) -> pd.Series:
    """A column with other values at some places."""
    changed = column.to_numpy(copy=True)
    changed[at] = values
    return pd.Series(changed, index=column.index, dtype=column.dtype)


_WITH_COMMA = r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+"
_NO_COMMA = r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)"


def _has_decimal_commas(text: pd.Series, other: pd.Series) -> bool:
    """Whether a column writes 12,5 for twelve and a half, and 1.234,5 for the thousands: always so.

    At least one figure must be one that cannot mean 12,500, and none may have a point that is a decimal point.
    """
    if not other.str.contains(",", regex=False).any():
        return False
    bare = text[~text.str.lower().isin(MARKS) & text.ne("")].str.replace(r"[£€$%\s]", "", regex=True)
    has_comma = bare.str.fullmatch(_WITH_COMMA)
    is_said = has_comma | bare.str.fullmatch(_NO_COMMA)
    if not has_comma.any() or not is_said[bare.str.contains("[.,]", regex=True)].all():
        return False
    return bool((has_comma & ~bare.str.fullmatch(r"[+-]?\d{1,3}(,\d{3})+")).any())


def _all_plain(text: pd.Series) -> pd.Series | None:
    """A column of plain digits and blanks as floats, quickly; ``None`` when it holds anything else."""
    cells = pa.array(text.array)
    try:
        values = compute.cast(compute.if_else(compute.equal(cells, ""), None, cells), pa.float64())
    except pa.ArrowInvalid:
        return None
    floats = values.to_numpy(zero_copy_only=False) if isinstance(values, pa.Array) else values.to_numpy()
    is_odd = ~(np.abs(floats) < _LARGEST) & (text.ne("") & text.notna()).to_numpy()
    return None if is_odd.any() else pd.Series(floats, index=text.index, dtype="float64")


def holds_figures(text: pd.Series) -> bool:
    """Whether any of the first 50 cells is a figure, or a mark (not a word) in place of one."""
    return any(read_number(cell).value is not None or _is_mark(cell) for cell in text.head(50))


def _is_mark(cell: str) -> bool:
    return bool(state_of(cell)) and not cell.strip().isalpha()


def read_number(cell: str) -> Reading:
    """Read one cell that is not plain digits."""
    said = cell.strip()
    state = state_of(said)
    if state:
        return Reading(None, state)
    said = _FOOTNOTE_MARK.sub("", said)
    bracketed = said.startswith("(") and said.endswith(")")
    found = _FIGURE.fullmatch(said[1:-1].strip() if bracketed else said)
    if not found:
        return Reading(None)
    value = float(re.sub(r"[,\s]", "", found["digits"]))
    is_negative = bracketed or bool(set(found["minus"] + (found["minus2"] or "")) & {"-", "−"})
    if value >= _LARGEST:
        return Reading(None)
    return Reading(-value if is_negative else value, is_percent=bool(found["percent"]))


def state_of(cell: str) -> str:
    """``'suppressed'``, ``'not available'``, ``'not applicable'``, ``'formula error'`` or ``''``."""
    said = cell.strip().lower()
    return MARKS.get(said) or (SUPPRESSED if _SMALL.fullmatch(said) else "")


def whole_numbers(values: pd.Series) -> pd.Series:
    """Floats as ``Int64``; what is not whole becomes missing (say so before)."""
    return values.where(values.mod(1).eq(0)).astype("Int64")


def states_frame(columns: dict[str, Numbers]) -> pd.DataFrame:
    """One row per cell that held a mark: ``source_row, column, state``."""
    parts = [
        pd.DataFrame({"source_row": marked.index, "column": name, "state": marked.to_numpy()})
        for name, numbers in columns.items()
        if not (marked := numbers.states[numbers.states.ne("")]).empty
    ]
    if not parts:
        return no_states()
    frame = pd.concat(parts, ignore_index=True).replace({"state": {FORMULA_ERROR: NOT_AVAILABLE}})
    return frame.astype({"source_row": "Int64"}).sort_values("source_row", kind="stable", ignore_index=True)


def no_states() -> pd.DataFrame:
    """A states frame with no rows."""
    return pd.DataFrame(
        {"source_row": pd.Series(dtype="Int64"), "column": pd.Series(dtype="str"), "state": pd.Series(dtype="str")}
    )
