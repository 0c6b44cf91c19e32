"""Indicators as numbers: areas in order of code, so that the order of the caller's rows cannot matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.pressure.figures import Figures, Flags, Floats, numeric_frame

ENOUGH = 0.5  # an area with fewer than half of its indicators is not ranked and not clustered


@dataclass(frozen=True)
class Matrix:
    """Areas with enough figures, in order of area code; higher is more pressure; no gaps.

    Attributes
    ----------
    index
        Every area of the caller, in the caller's order.
    rows
        Where in ``index`` each row of ``values`` stands.
    columns
        The indicators used: those with a figure for at least one area.
    offered
        Every indicator of the caller, those without any figure too.
    values
        Areas x indicators, turned so that higher is more pressure, gaps filled with the median.
    is_missing
        Which of ``values`` were gaps.
    missing_by_area
        Number of gaps of every area in ``index``.
    """

    index: pd.Index
    rows: NDArray[np.intp]
    columns: tuple[str, ...]
    offered: tuple[str, ...]
    values: Floats
    is_missing: Flags
    missing_by_area: NDArray[np.int64]

    @property
    def codes(self) -> pd.Index:
        """Area codes of the rows of ``values``."""
        return self.index[self.rows]

    def spread(self, by_row: NDArray) -> NDArray:
        """One value for each row, laid out in the caller's order; missing for areas left out."""
        everywhere = np.full((len(self.index), *by_row.shape[1:]), np.nan)
        everywhere[self.rows] = by_row
        return everywhere


def signs(columns: pd.Index | tuple[str, ...], directions: Mapping[str, int] | None) -> Floats:
    """+1 where higher is more pressure, -1 where lower is; columns not named are +1."""
    chosen = directions or {}
    unknown = set(chosen) - set(columns)
    if unknown:
        raise ValueError(f"Directions name columns that are not indicators: {sorted(unknown)}")
    if set(chosen.values()) - {1, -1}:
        raise ValueError("A direction is +1 (higher is more pressure) or -1 (lower is).")
    return np.array([chosen.get(name, 1) for name in columns], dtype="float64")


def fill_gaps(values: Floats) -> Floats:
    """Gaps filled with the column's median: the middle of the table, never an end of it."""
    return np.where(np.isnan(values), np.nanmedian(values, axis=0, keepdims=True), values)


def to_matrix(indicators: Figures, directions: Mapping[str, int] | None = None, enough: float = ENOUGH) -> Matrix:
    """Turn, sort and fill a frame of indicators; the frame is left as it was."""
    frame = numeric_frame(indicators)
    frame = frame.mul(signs(frame.columns, directions), axis="columns")
    offered = tuple(frame.columns)
    frame = frame.loc[:, frame.notna().any()]
    missing_by_area = frame.isna().sum(axis="columns").to_numpy(dtype="int64")
    in_order = np.argsort(frame.index.astype(str).to_numpy(dtype="U"), kind="stable")
    has_enough = len(frame.columns) - missing_by_area >= enough * max(len(frame.columns), 1)
    rows = in_order[has_enough[in_order] & (missing_by_area[in_order] < len(frame.columns))]
    gaps = frame.to_numpy()[rows]
    values = fill_gaps(gaps) + 0.0 if gaps.size else gaps
    return Matrix(frame.index, rows, tuple(frame.columns), offered, values, np.isnan(gaps), missing_by_area)
