"""The XmR chart: limits from the moving range, and the four signals."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.measures.intervals import Floats, Yes

#: 3 / 1.128, the mean range of two in standard deviations (Shewhart; Wheeler 1993).
LIMIT = 2.66
RUN, TREND = 7, 6
SIGNALS = ("is_beyond_limits", "in_run", "in_trend", "in_two_of_three")


def xmr_points(values: pd.Series) -> pd.DataFrame:
    """Each value with its limits and signals.

    Returns one row per value, with the index of ``values``: ``value``, ``moving_range``, ``mean``, ``low``,
    ``high`` (mean -/+ 2.66 x mean moving range) and whether it is beyond the limits, in a run of 7 or more on
    one side of the mean, in 6 or more that rise or fall all the way, or one of two in three beyond two thirds
    of the way to a limit on the same side.
    """
    moving_range = values.diff().abs()
    mean, reach = values.mean(), LIMIT * moving_range.mean()
    away = (values - mean).to_numpy(dtype="float64")
    return pd.DataFrame(
        {
            "value": values,
            "moving_range": moving_range,
            "mean": mean,
            "low": mean - reach,
            "high": mean + reach,
            "is_beyond_limits": np.abs(away) > reach,
            "in_run": _in_stretch(np.sign(away), RUN),
            "in_trend": _in_trend(values.diff().to_numpy(dtype="float64")),
            "in_two_of_three": _in_two_of_three(away, 2 * reach / 3),
        }
    )


def _in_stretch(side: Floats, length: int) -> Yes:
    """Members of a stretch of at least ``length`` with the same sign, 0 breaking it."""
    starts = np.r_[True, side[1:] != side[:-1]]
    stretch = np.cumsum(starts) - 1
    sizes = np.bincount(stretch)[stretch]
    return (sizes >= length) & (side != 0) & ~np.isnan(side)


def _in_trend(steps: Floats) -> Yes:
    """Members of six points in a row that rise or fall: five steps the same way, and the point before them."""
    same_way = _in_stretch(np.sign(steps), TREND - 1)
    return same_way | np.r_[same_way[1:], False]


def _in_two_of_three(away: Floats, far: float) -> Yes:
    """Far points with another far point on the same side no more than two places off."""
    found = np.zeros(len(away), dtype=bool)
    for side in (1, -1):
        is_far = side * away > far
        for gap in (1, 2):
            pair = is_far[gap:] & is_far[:-gap]
            found[gap:] |= pair
            found[: len(away) - gap] |= pair
    return found
