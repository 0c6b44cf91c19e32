"""Figures laid out as a map has its areas: the same for every kind of map."""

from __future__ import annotations

import numpy as np
import pandas as pd


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


def hidden(frame: pd.DataFrame, value: str) -> np.ndarray:
    """Where a figure is hidden: by its own flag where it has one, else by that of the row."""
    own = f"{value}_is_suppressed"
    return flags(frame, own if own in frame else "is_suppressed")
