"""Figures laid out as a map has its areas: the same for every kind of map."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.core.words import NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.tables import SAID


def in_order(frame: pd.DataFrame, codes: tuple[str, ...]) -> pd.DataFrame:
    """One row an area in the order of the outlines; missing where there is none. A repeated area is our bug."""
    indexed = frame.set_index("area_code")
    if not indexed.index.is_unique:
        raise ValueError("a map needs one row an area")
    return indexed.reindex(list(codes))


def flags(frame: pd.DataFrame, column: str) -> np.ndarray:
    """A column of yes and no as an array; no where it is missing or the column is not there."""
    return as_flags(frame[column]) if column in frame else np.zeros(len(frame), dtype=bool)


def as_flags(said: pd.Series) -> np.ndarray:
    """Yes and no as an array; missing is no."""
    return said.astype("boolean").fillna(False).to_numpy(dtype=bool)


def hidden_areas(table: ProtectedTable, value: str, codes: tuple[str, ...]) -> np.ndarray:
    """Where the figure of an area is hidden, whatever else of its row is."""
    is_hidden = require_protected(table).is_hidden(value).set_axis(table.frame["area_code"])
    return is_hidden.reindex(list(codes), fill_value=False).to_numpy(dtype=bool)


def words_of_areas(
    table: ProtectedTable, value: str, codes: tuple[str, ...], title: str, decimals: int, unit: str
) -> list[str]:
    """What is said of each area: its figure, or the mark of why there is none. An area without a row has none."""
    figures = in_order(require_protected(table).frame, codes)[value]
    gaps = _states(table, value, codes).map(SAID).fillna(NOT_COLLECTED)
    is_hidden = hidden_areas(table, value, codes)
    return [
        f"{title}: {gap}" if none else f"{title}: {float(figure):,.{decimals}f} {unit}".strip()
        for figure, gap, none in zip(figures, gaps.mask(is_hidden, SUPPRESSED), figures.isna() | is_hidden, strict=True)
    ]


def _states(table: ProtectedTable, value: str, codes: tuple[str, ...]) -> pd.Series:
    return require_protected(table).states[value].astype(str).set_axis(table.frame["area_code"]).reindex(list(codes))
