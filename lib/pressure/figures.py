"""Indicators as the rest of the package takes them: a plain frame, or one that has been prepared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.core import Problem

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOT_INDICATORS = ("source_row", "area_name", "area_kind", "la_code", "la_name", "geometry")


@dataclass(frozen=True)
class Indicators:
    """Prepared indicators: one row per area in the caller's order, index ``area_code``.

    Attributes
    ----------
    values
        Turned so that higher is more pressure, long tails drawn in, gaps filled with the median.
    is_missing
        Which of ``values`` were gaps.
    rates
        In the units people know, gaps left, neither turned nor transformed.
    errors
        Standard errors of ``values`` from the counts behind them; missing where there is no count.
    register
        One row per indicator: what was done to it, in words and numbers.
    correlation
        Between each pair of ``values``, figures that were there only.
    problems
        What a reader should know.
    """

    values: pd.DataFrame
    is_missing: pd.DataFrame
    rates: pd.DataFrame
    errors: pd.DataFrame
    register: pd.DataFrame
    correlation: pd.DataFrame
    problems: tuple[Problem, ...] = ()

    @property
    def with_gaps(self) -> pd.DataFrame:
        """``values`` with the gaps put back."""
        return self.values.mask(self.is_missing)


Figures = pd.DataFrame | Indicators


def numeric_frame(indicators: Figures) -> pd.DataFrame:
    """The numeric columns as floats, index ``area_code``; infinities are missing.

    Raises
    ------
    ValueError
        When an area code stands twice: two rows of one area cannot both be ranked.
    """
    if isinstance(indicators, Indicators):
        return indicators.with_gaps
    frame = by_area(indicators)
    wanted = frame.drop(columns=[name for name in NOT_INDICATORS if name in frame.columns])
    wanted = pd.DataFrame(wanted.select_dtypes("number")).astype("float64")
    wanted.columns = wanted.columns.astype(str)
    return wanted.replace([np.inf, -np.inf], np.nan)


def rates_of(indicators: Figures) -> pd.DataFrame:
    """The indicators in the units people know, gaps left."""
    return indicators.rates if isinstance(indicators, Indicators) else numeric_frame(indicators)


def by_area(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``area_code`` as its index, each code once."""
    frame = frame.set_index("area_code") if "area_code" in frame.columns else frame
    twice = frame.index[frame.index.duplicated()]
    if len(twice):
        raise ValueError(f"Each area code must stand once: {list(twice[:5])}")
    return frame.rename_axis("area_code")
