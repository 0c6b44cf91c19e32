"""Tables as people read them: hidden figures as ``[c]``, missing ones as ``[x]``, never blank, never 0."""

from __future__ import annotations

import pandas as pd

from lib.core.words import NOT_APPLICABLE, NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.disclosure.states import State

_SAID = {
    State.SUPPRESSED.value: SUPPRESSED,
    State.NOT_COLLECTED.value: NOT_COLLECTED,
    State.NOT_APPLICABLE.value: NOT_APPLICABLE,
}


def printed(table: ProtectedTable, headings: dict[str, str] | None = None) -> pd.DataFrame:
    """A copy to show, under ``headings`` where given.

    Columns of figures without gaps stay numbers; with gaps they become words, each gap saying why it is one.
    Geometry is left out. Raises ``TypeError`` for anything but a protected table.
    """
    values, states = require_protected(table).frame, table.states
    shown = [column for column in table.columns if column != "geometry"]
    said = {column: _said(values[column], states[column].astype(str)) for column in shown}
    return pd.DataFrame(said).reset_index(drop=True).rename(columns=headings or {})


def _said(column: pd.Series, states: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(column):
        return column.map({True: "Yes", False: "No"}).fillna(NOT_COLLECTED).astype(str)
    if not pd.api.types.is_numeric_dtype(column):
        return column.astype("string").fillna("").astype(str)
    rounded = column.round(2) if pd.api.types.is_float_dtype(column) else column
    if column.notna().all():
        return rounded
    gaps = states.map(_SAID).fillna(NOT_COLLECTED)
    return rounded.map(_figure).where(column.notna(), gaps).astype(str)


def _figure(value: float) -> str:
    return "" if pd.isna(value) else f"{value:,.10g}"
