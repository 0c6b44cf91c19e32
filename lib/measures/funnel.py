"""Which areas stand out? Funnel limits at 95% and 99.8%, with room for areas that differ anyway."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from lib.measures.intervals import Floats, Limits, floats

Overdispersion = Literal["none", "multiplicative", "additive"]
LEVELS = {"95": 0.95, "998": 0.998}
WITHIN, BEYOND_95, BEYOND_998, NOT_TESTABLE = "within limits", "beyond 95%", "beyond 99.8%", "not testable"
_WINSORISED = 0.1  # the most extreme tenth at each end is drawn in before dispersion is measured


@dataclass(frozen=True)
class Funnel:
    """Areas against the limits chance allows.

    Attributes
    ----------
    points
        The rows given and ``ratio``, ``z``, ``low_95``, ``high_95``, ``low_998``, ``high_998``, ``side``
        (``low``, ``high`` or ``""``) and ``finding``.
    dispersion
        Mean squared z, the extreme tenths drawn in: 1 is what chance gives.
    is_overdispersed
        Whether areas differ by more than chance (chi-square, 5%): limits without room call too many unusual.
    between_areas
        Standard deviation between areas on the square-root scale; 0 unless additive.
    """

    points: pd.DataFrame
    dispersion: float
    is_overdispersed: bool
    between_areas: float


def funnel(areas: pd.DataFrame, overdispersion: Overdispersion = "none", share: float = 0.0) -> Funnel:
    """Observed over expected users of each area, against limits about 1.

    Parameters
    ----------
    areas
        One row per area: ``users_count`` (observed) and ``expected_count``. A missing count or an expected
        count of 0 is not testable.
    overdispersion
        ``"multiplicative"`` widens every limit by the root of the dispersion; ``"additive"`` adds the
        variance between areas, so that large areas keep wide limits; both only where dispersion is above 1.
    share
        The group's share of population, 0 to 1: a common group varies less than a rare one.

    Source
    ------
    Spiegelhalter 2005. Limits are Poisson at the expected count that has the same variance.
    """
    observed, expected = floats(areas["users_count"]), floats(areas["expected_count"])
    expected = np.where(expected > 0, expected, np.nan)
    variance = (1 - share) / expected  # of the ratio, were there only chance
    z = _z(observed / expected, variance)
    drawn_in = _drawn_in(z)
    dispersion, count = float(np.mean(drawn_in**2)) if len(drawn_in) else float("nan"), len(drawn_in)
    between = _between(variance[~np.isnan(z)], dispersion) if overdispersion == "additive" else 0.0
    factor = max(dispersion, 1.0) if overdispersion == "multiplicative" and count else 1.0
    points = _judged(areas, observed / expected, z, 1 / (variance * factor + 4 * between**2))
    is_over = bool(count > 1 and stats.chi2.sf(count * dispersion, count - 1) < 0.05)
    return Funnel(points, dispersion, is_over, between)


def funnel_limits(expected: Floats, level: float) -> Limits:
    """Limits of observed over expected when nothing but chance is at work: Poisson, between whole numbers."""
    tail = (1 - level) / 2
    low, high = _quantile(floats(expected), tail), _quantile(floats(expected), 1 - tail)
    return floats(low / expected), floats(high / expected)


def _quantile(expected: Floats, p: float) -> Floats:
    """Where the Poisson distribution function, drawn straight between whole numbers, reaches ``p``."""
    with np.errstate(invalid="ignore"):
        above = stats.poisson.ppf(p, expected)
        spare = (stats.poisson.cdf(above, expected) - p) / stats.poisson.pmf(above, expected)
    return floats(np.maximum(above - spare, 0.0))


def _z(ratio: Floats, variance: Floats) -> Floats:
    """Standard errors from 1 on the square-root scale, where their size hardly depends on the ratio."""
    return floats(2 * (np.sqrt(ratio) - 1) / np.sqrt(variance))


def _drawn_in(z: Floats) -> Floats:
    known = z[~np.isnan(z)]
    if not len(known):
        return known
    return floats(np.clip(known, *np.quantile(known, [_WINSORISED, 1 - _WINSORISED])))


def _between(variance: Floats, dispersion: float) -> float:
    """Standard deviation between areas by moments (DerSimonian and Laird), square-root scale."""
    weights = 4 / variance
    spare = len(weights) * dispersion - (len(weights) - 1)
    scale = weights.sum() - (weights**2).sum() / weights.sum() if len(weights) else 0.0
    return float(np.sqrt(spare / scale)) if spare > 0 and scale > 0 else 0.0


def _judged(areas: pd.DataFrame, ratio: Floats, z: Floats, effective: Floats) -> pd.DataFrame:
    limits = {}
    for name, level in LEVELS.items():
        limits[f"low_{name}"], limits[f"high_{name}"] = funnel_limits(effective, level)
    beyond = {name: (ratio < limits[f"low_{name}"]) | (ratio > limits[f"high_{name}"]) for name in LEVELS}
    untested = np.isnan(ratio) | np.isnan(z)
    finding = np.select([untested, beyond["998"], beyond["95"]], [NOT_TESTABLE, BEYOND_998, BEYOND_95], WITHIN)
    side = np.select([~beyond["95"], ratio < 1], ["", "low"], "high")
    return areas.assign(ratio=ratio, z=z, **limits, side=side, finding=finding)
