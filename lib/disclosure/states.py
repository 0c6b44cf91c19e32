"""The states of a cell, kept apart everywhere: zero, suppressed, not collected, not applicable."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import pandas as pd

# Marks carried beside the values of a protected table, one small whole number a cell.
AS_SHOWN, HIDDEN, DOES_NOT_APPLY = 0, 1, 2


class State(StrEnum):
    """What a cell says."""

    SHOWN = "shown"
    ZERO = "zero"
    SUPPRESSED = "suppressed"
    NOT_COLLECTED = "not collected"
    NOT_APPLICABLE = "not applicable"


_IN_ORDER = list(State)
_STATES = pd.CategoricalDtype([str(state) for state in _IN_ORDER])


def states_of(values: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """The state of every cell of ``values``: same rows and columns, categories of :class:`State`."""
    columns = {name: _states_of_column(values[name], _mark(marks, name)) for name in values.columns}
    return pd.DataFrame(columns, index=values.index, columns=values.columns)


def split_flags(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A frame without its ``is_suppressed`` columns, and what they say as marks.

    Missing numbers of a flagged row (or column, with ``<column>_is_suppressed``) are hidden.
    """
    flags = [name for name in frame.columns if str(name).endswith("is_suppressed")]
    values = frame.drop(columns=flags)
    return values, pd.DataFrame({name: _flagged(frame, name) for name in values.columns}, index=frame.index)


def _flagged(frame: pd.DataFrame, name: str) -> np.ndarray:
    own = f"{name}_is_suppressed"
    flag = own if own in frame.columns else "is_suppressed"
    if flag not in frame.columns or not pd.api.types.is_numeric_dtype(frame[name]):
        return np.full(len(frame), AS_SHOWN, dtype="int8")
    is_hidden = frame[flag].fillna(False).to_numpy(dtype=bool) & frame[name].isna().to_numpy()
    return np.where(is_hidden, HIDDEN, AS_SHOWN).astype("int8")


def _mark(marks: pd.DataFrame, name: str) -> np.ndarray:
    if name in marks.columns:
        return marks[name].to_numpy()
    return np.zeros(len(marks), dtype="int8")


def _states_of_column(column: pd.Series, mark: np.ndarray) -> pd.api.extensions.ExtensionArray:
    chosen = np.select(
        [mark == HIDDEN, mark == DOES_NOT_APPLY, column.isna().to_numpy(), _is_zero(column)],
        [_IN_ORDER.index(s) for s in (State.SUPPRESSED, State.NOT_APPLICABLE, State.NOT_COLLECTED, State.ZERO)],
        default=_IN_ORDER.index(State.SHOWN),
    )
    return pd.Categorical.from_codes(chosen, dtype=_STATES)


def _is_zero(column: pd.Series) -> np.ndarray:
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return np.zeros(len(column), dtype=bool)
    return (column == 0).fillna(False).to_numpy(dtype=bool)
