"""Putting figures into a few classes whose breaks can be printed and mean what they say."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage


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


_FEW = 12  # areas; of so few, halves and fifths part what is alike
_MUCH_THE_SAME = 0.05  # a spread under 1 in 20 is not worth a ranking


def is_much_the_same(values: pd.Series) -> bool:
    """Whether the lowest and the highest differ by less than 1 in 20 of the highest: there is nothing to rank."""
    known = values.dropna()
    return len(known) > 1 and bool(known.min() > (1 - _MUCH_THE_SAME) * known.max())


def classify(values: pd.Series, n: int = 5, breaks: tuple[float, ...] | None = None) -> Classes:
    """Sort ``values`` into at most ``n`` classes.

    Breaks are rounded first and then applied, so the legend is true to the map. Pass the ``breaks`` of
    another map to hold them fixed between maps that are compared. Missing values get class -1.
    Classes of similar size (quantiles), as most published maps of areas use; of few areas, classes of similar figures
    (Ward's groups), for of 108, 201 and 211 the one apart is the first.
    """
    numbers = values.to_numpy(dtype=float, na_value=np.nan)
    known = numbers[~np.isnan(numbers)]
    if known.size == 0:
        return Classes((), np.full(numbers.size, -1), (), 0)
    decimals = _decimals_for(known)
    n = min(n, max(2, known.size // 2))  # a class for every two areas at the most
    is_few = known.size <= _FEW and breaks is None
    found = breaks if breaks is not None else (_gaps if is_few else _quantile_breaks)(known, n, decimals)
    codes = np.where(np.isnan(numbers), -1, np.searchsorted(found, np.round(numbers, decimals), side="left"))
    return Classes(found, codes, _labels(known, found, decimals, is_few=is_few), decimals)


def _gaps(known: np.ndarray, n: int, decimals: int) -> tuple[float, ...]:
    """Breaks between groups of figures that lie close to each other."""
    distinct = np.unique(np.round(known, decimals))
    if distinct.size <= n:
        return tuple(float(v) for v in distinct[:-1])
    groups = fcluster(linkage(distinct[:, None], "ward"), n, "maxclust")
    return tuple(float(v) for v, here, after in zip(distinct, groups, groups[1:], strict=False) if here != after)


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


def _labels(known: np.ndarray, breaks: tuple[float, ...], decimals: int, *, is_few: bool) -> tuple[str, ...]:
    """The ends of each class; of few areas from figure to figure, else up to the next class."""

    def say(value: float) -> str:
        return f"{value:,.{decimals}f}"

    rounded = np.round(known, decimals)
    nexts = (float(rounded[rounded > b].min()) if is_few else b + 10.0**-decimals for b in breaks)
    lows = (float(known.min()), *nexts)
    highs = (*breaks, float(known.max()))
    return tuple(
        say(a) if round(a, decimals) >= round(b, decimals) else f"{say(a)} to {say(b)}"
        for a, b in zip(lows, highs, strict=True)
    )
