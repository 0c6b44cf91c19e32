"""Has it changed? An XmR chart where the points are independent, and a refusal where they are not."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from lib.core.words import say_count
from lib.measures.xmr import SIGNALS, xmr_points

SeriesKind = Literal["auto", "flow", "stock"]
NO_CHANGE = "no evidence of sustained change"
RISE, FALL = "sustained rise", "sustained fall"
TOO_FEW = "not testable"
#: Fewer points give limits that move with every new one.
LEAST_POINTS = 13
#: A series this like its own past, and still so alike when one shift or a slope is taken out, is a stock. Of 200
#: simulated series of 24 points each, at most 4 in 100 flows that shift or climb are taken for a stock, and 55 in 100
#: stocks are known for what they are; of 36 points 2 and 80, of 60 points 3 and 98.
NEAR_ONE, STILL_ALIKE = 0.7, 0.25
_SHORTEST_SIDE = 3  # points on each side of a shift
#: A change is more than chance where chance alone would give it less often than this.
ALPHA = 0.05
_RANGE_TO_SD = 1.128  # mean range of two, in standard deviations
_MOST_DEPENDENT = 0.9  # beyond this a correction for dependence has no meaning


@dataclass(frozen=True)
class Trend:
    """What a series says.

    Attributes
    ----------
    verdict
        ``no evidence of sustained change``, ``sustained rise``, ``sustained fall`` or ``not testable``.
    chart_kind
        ``xmr``: the values with limits. ``changes``: the values are a stock, so the limits are of the change
        from one period to the next. ``line``: too few points for limits.
    reason
        Why this chart and this verdict, in words.
    points
        The charted points with limits and signals, as :func:`lib.measures.xmr.xmr_points`; of a ``line`` the
        values alone.
    autocorrelation
        Correlation of each value with the one before; missing when it cannot be worked out.
    p_value
        Probability of a change this large when there is none; missing when not tested.
    """

    verdict: str
    chart_kind: Literal["xmr", "changes", "line"]
    reason: str
    points: pd.DataFrame
    autocorrelation: float
    p_value: float

    @property
    def signals(self) -> pd.DataFrame:
        """The points that break a rule."""
        rules = [rule for rule in SIGNALS if rule in self.points.columns]
        return self.points[self.points[rules].any(axis=1)] if rules else self.points.iloc[:0]


def trend(
    series: pd.Series,
    kind: SeriesKind = "auto",
    *,
    rebase_from: Hashable | None = None,
    rebase_because: str = "",
) -> Trend:
    """Say whether a series shows a sustained change.

    Parameters
    ----------
    series
        One value per period, in order; missing periods are left out and counted in ``reason``.
    kind
        ``"auto"`` and ``"flow"`` (so many in a period) test independence first and refuse the XmR chart of a
        stock. ``"stock"`` (so many at a moment: people in placement) is never charted by XmR.
    rebase_from, rebase_because
        Start the limits anew at this label of the index, for a reason that is written down.

    Returns
    -------
    Trend

    Raises
    ------
    ValueError
        When a rebase has no reason, or its label is not in the index.

    Notes
    -----
    A stock has a lag-1 autocorrelation near 1: an XmR chart of it raises false alarms on a third of the points
    and more. Its changes are charted instead and their mean tested against 0. A flow has changed when its
    cumulative sum strays farther than chance allows (Kolmogorov) and a run or a trend shows it on the chart:
    the signals alone find something in one stable series in four.
    """
    values, note = _values(series, rebase_from, rebase_because)
    correlation = lag_1(values)
    if len(values) < LEAST_POINTS:
        reason = f"{say_count(len(values), 'point')}; at least {LEAST_POINTS} are needed for limits.{note}"
        return Trend(TOO_FEW, "line", reason, values.to_frame("value"), correlation, float("nan"))
    if kind == "stock" or is_stock(values):
        return _of_stock(values, correlation, note)
    return _of_flow(values, correlation, note)


def is_stock(values: pd.Series) -> bool:
    """Whether each value is mostly the one before it, and not for a shift or a slope alone."""
    return lag_1(values) >= NEAR_ONE and left_alike(values) >= STILL_ALIKE


def left_alike(values: pd.Series) -> float:
    """Lag-1 autocorrelation of what is left of a series without its best shift, or without its slope, the lower.

    A flow that shifts or climbs is like its own past until that is taken out; a stock stays so.
    """
    numbers = values.to_numpy(dtype="float64")
    return min(lag_1(pd.Series(left)) for left in (_without_shift(numbers), _without_slope(numbers)))


def _without_shift(numbers: np.ndarray) -> np.ndarray:
    """Distances from the mean before and the mean after the one break that leaves least."""
    breaks = range(_SHORTEST_SIDE, len(numbers) - _SHORTEST_SIDE + 1)
    each = [np.concatenate([side - side.mean() for side in np.split(numbers, [at])]) for at in breaks]
    return min(each, key=lambda left: float((left**2).sum()))


def _without_slope(numbers: np.ndarray) -> np.ndarray:
    """Distances from the straight line through all points."""
    place = np.arange(len(numbers))
    return numbers - np.polyval(np.polyfit(place, numbers, 1), place)


def dependence(values: pd.Series) -> float:
    """How much of each value is the one before it, whatever shifts or slopes there are: 0 flow, 1 stock.

    A flow that shifts or climbs is like its own past too, but its changes swing back and forth: their lag-1
    autocorrelation is (dependence - 1) / 2. Taken over ranks, so that one jump does not decide.
    """
    return 1 + 2 * lag_1(values.diff().iloc[1:].rank())


def lag_1(values: pd.Series) -> float:
    """Lag-1 autocorrelation: sum of products of neighbours' deviations over the sum of squares."""
    away = values.to_numpy(dtype="float64") - values.mean()
    squares = (away**2).sum()
    return float((away[1:] * away[:-1]).sum() / squares) if squares > 0 else float("nan")


def _values(series: pd.Series, rebase_from: Hashable | None, because: str) -> tuple[pd.Series, str]:
    """The values that count, and what was left out, in words."""
    numbers = pd.to_numeric(series).astype("float64")
    note = ""
    if rebase_from is not None:
        if not because.strip():
            raise ValueError("a rebase needs a reason that is written down")
        if rebase_from not in numbers.index:
            raise ValueError(f"no period is labelled {rebase_from!r}")
        numbers = numbers.loc[rebase_from:]
        note = f" Limits start at {rebase_from}: {because.strip()}."
    missing = int(numbers.isna().sum())
    if missing:
        note += f" Periods without a figure, left out: {missing}."
    return numbers.dropna(), note


def _of_stock(values: pd.Series, correlation: float, note: str) -> Trend:
    """Chart the changes and test whether they lean one way."""
    changes = values.diff().iloc[1:]
    p_value = lean(changes)
    verdict = _said(p_value, float(changes.mean()))
    reason = (
        f"This is a count of how many there are at a moment: each value is mostly the one before it (their correlation "
        f"is {correlation:.2f}). Control limits (an XmR chart) are not drawn for the count itself, because they would "
        f"raise false alarms; the chart shows its change from one period to the next, {changes.mean():+.2f} on "
        f"average, with limits. Starts and ends in each period would say more.{note}"
    )
    return Trend(verdict, "changes", reason, xmr_points(changes), correlation, p_value)


def _of_flow(values: pd.Series, correlation: float, note: str) -> Trend:
    points = xmr_points(values)
    p_value, shift = strays(values)
    is_seen = bool(points[["in_run", "in_trend"]].to_numpy().any())
    verdict = _said(p_value, shift) if is_seen else NO_CHANGE
    count = int(points[list(SIGNALS)].any(axis=1).sum())
    reason = (
        f"The points are independent enough for an XmR chart (correlation of each value with the one "
        f"before: {correlation:.2f}); {count} of {len(values)} break one of its rules.{note}"
    )
    return Trend(verdict, "xmr", reason, points, correlation, p_value)


def _said(p_value: float, direction: float) -> str:
    if not p_value < ALPHA:
        return NO_CHANGE
    return RISE if direction > 0 else FALL


def lean(changes: pd.Series) -> float:
    """Probability of a mean change this far from 0 (Student)."""
    if changes.std() == 0:
        return 1.0 if changes.mean() == 0 else 0.0
    return float(stats.ttest_1samp(changes, 0.0).pvalue)


def strays(values: pd.Series) -> tuple[float, float]:
    """Probability that the cumulative sum strays this far, and how much higher the values are after that point."""
    away = values.to_numpy(dtype="float64") - values.mean()
    spread = _long_run_spread(values)
    if not spread > 0:
        return 1.0, 0.0
    sums = np.cumsum(away)[:-1]
    turn = int(np.argmax(np.abs(sums))) + 1
    p_value = float(stats.kstwobign.sf(np.abs(sums).max() / (spread * np.sqrt(len(away)))))
    return p_value, float(away[turn:].mean() - away[:turn].mean())


def _long_run_spread(values: pd.Series) -> float:
    """Standard deviation that the sum of many values has, per root of their number.

    From the moving range, which a shift hardly moves, made larger where neighbours are alike (first order).
    """
    alike = dependence(values)
    alike = min(max(alike, 0.0), _MOST_DEPENDENT) if np.isfinite(alike) else 0.0
    return float(values.diff().abs().mean() / _RANGE_TO_SD * np.sqrt(1 + alike) / (1 - alike))
