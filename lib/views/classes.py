"""Putting figures into a few classes whose breaks can be printed and mean what they say."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Classes:
    """Classes of a measure over areas.

    ``breaks`` are the upper bounds of each class but the last, rounded to what is printed;
    ``codes`` is one class number an area (-1 where there is no figure); ``labels`` names each class.
    """

    breaks: tuple[float, ...]
    codes: np.ndarray
    labels: tuple[str, ...]
    decimals: int


_MUCH_THE_SAME = 0.05  # a spread under 1 in 20 is not worth a ranking


def is_much_the_same(values: pd.Series) -> bool:
    """Whether the lowest and the highest differ by less than 1 in 20 of the highest: there is nothing to rank."""
    known = values.dropna()
    return len(known) > 1 and bool(known.min() > (1 - _MUCH_THE_SAME) * known.max())


def classify(values: pd.Series, n: int = 5, breaks: tuple[float, ...] | None = None) -> Classes:
    """Sort ``values`` into at most ``n`` classes of similar size.

    Breaks are rounded first and then applied, so the legend is true to the map. Pass the ``breaks`` of
    another map to hold them fixed between maps that are compared. Missing values get class -1.
    Quantiles, as most published maps of areas use.
    """
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    known = numbers[~np.isnan(numbers)]
    if known.size == 0:
        return Classes((), np.full(numbers.size, -1), (), 0)
    decimals = _decimals_for(known)
    n = min(n, max(2, known.size // 2))  # a class for every two areas at the most
    found = breaks if breaks is not None else _quantile_breaks(known, n, decimals)
    codes = np.where(np.isnan(numbers), -1, np.searchsorted(found, np.round(numbers, decimals), side="left"))
    return Classes(found, codes, _labels(known, found, decimals), decimals)


def _quantile_breaks(known: np.ndarray, n: int, decimals: int) -> tuple[float, ...]:
    distinct = np.unique(np.round(known, decimals))
    if distinct.size <= n:
        return tuple(float(v) for v in distinct[:-1])
    inner = np.quantile(known, np.arange(1, n) / n)
    rounded = np.unique(np.round(inner, decimals))
    return tuple(float(v) for v in rounded if v < distinct[-1])


def _decimals_for(known: np.ndarray) -> int:
    """Enough decimals to tell the classes apart, and no more."""
    spread = float(np.percentile(known, 90) - np.percentile(known, 10)) or float(np.ptp(known))
    return int(min(max(1 - math.floor(math.log10(spread)), 0), 4)) if spread > 0 else 0


def _labels(known: np.ndarray, breaks: tuple[float, ...], decimals: int) -> tuple[str, ...]:
    def say(value: float) -> str:
        return f"{value:,.{decimals}f}"

    step = 10.0**-decimals
    lows = (float(known.min()), *(b + step for b in breaks))
    highs = (*breaks, float(known.max()))
    return tuple(
        say(a) if round(a, decimals) >= round(b, decimals) else f"{say(a)} to {say(b)}"
        for a, b in zip(lows, highs, strict=True)
    )
