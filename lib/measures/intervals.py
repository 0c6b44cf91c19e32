"""Intervals for a share of people and for ratios: Wilson, exact by mid-p, Katz, Byar. Never Wald.

Every function takes arrays of the same length and returns ``(low, high)`` arrays. A missing or zero
denominator gives missing limits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats
from statsmodels.stats.proportion import proportion_confint

Floats = NDArray[np.float64]
Yes = NDArray[np.bool_]
Limits = tuple[Floats, Floats]

#: A group expecting fewer people than this is treated exactly: the usual limit for chi-square.
SMALL_EXPECTED = 5.0
_MOST_STEPS, _NEAR_ENOUGH = 100, 1e-12  # halving alone would be that near in 60 steps


def floats(values: ArrayLike) -> Floats:
    """Any numbers as an array of floats, missing as NaN."""
    return np.asarray(values, dtype="float64")


def z_for(level: float) -> float:
    """Standard normal deviate for a two-sided level: 1.96 for 0.95."""
    return float(stats.norm.ppf(0.5 + level / 2))


def wilson(counts: ArrayLike, totals: ArrayLike, level: float = 0.95) -> Limits:
    """Wilson score interval of ``counts / totals``, between 0 and 1 (Wilson 1927; statsmodels)."""
    counts, totals = floats(counts), _positive(totals)
    with np.errstate(invalid="ignore"):
        low, high = proportion_confint(counts, totals, alpha=1 - level, method="wilson")
    # rounding leaves limits such as -6e-18 for a count of nobody
    return np.where((counts == 0) & (totals > 0), 0.0, low), np.where(counts == totals, 1.0, high)


def mid_p(counts: ArrayLike, totals: ArrayLike, level: float = 0.95) -> Limits:
    """Exact binomial interval of ``counts / totals`` by mid-p (Berry and Armitage 1995).

    Each pair of count and total is solved once however often it occurs.
    """
    pairs = floats(counts) + 1j * _positive(totals)  # one number per pair, quick to sort
    once, where = np.unique(pairs, return_inverse=True)
    low, high = _solve_mid_p(once.real, once.imag, (1 - level) / 2)
    return low[where], high[where]


def share_interval(counts: ArrayLike, totals: ArrayLike, exact: Yes, level: float = 0.95) -> Limits:
    """Wilson, or mid-p in the rows that are to be ``exact``."""
    counts, totals = floats(counts), floats(totals)
    low, high = wilson(counts, totals, level)
    low[exact], high[exact] = mid_p(counts[exact], totals[exact], level)
    return low, high


def katz(
    counts: ArrayLike,
    totals: ArrayLike,
    other_counts: ArrayLike,
    other_totals: ArrayLike,
    level: float = 0.95,
) -> Limits:
    """Katz log interval of one share over another when both are samples (Katz and others 1978).

    A count of nobody on either side gets half a person on both (Agresti), so that a limit exists.
    """
    a, n, b, m = (floats(v) for v in (counts, totals, other_counts, other_totals))
    half = np.where((a == 0) | (b == 0), 0.5, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log((a + half) / (n + half)) - np.log((b + half) / (m + half))
        spread = np.sqrt(1 / (a + half) - 1 / (n + half) + 1 / (b + half) - 1 / (m + half))
    reach = z_for(level) * spread
    return np.where(a == 0, 0.0, np.exp(centre - reach)), np.exp(centre + reach)


def poisson(counts: ArrayLike, level: float = 0.95) -> Limits:
    """Limits of a count of events: exact under 10, Byar's approximation from there up."""
    counts = floats(counts)
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        exact_low = np.where(counts == 0, 0.0, stats.chi2.ppf(tail, 2 * counts) / 2)
        exact_high = stats.chi2.ppf(1 - tail, 2 * counts + 2) / 2
        byar_low, byar_high = byar(counts, level)
    few = counts < 10
    return np.where(few, exact_low, byar_low), np.where(few, exact_high, byar_high)


def byar(counts: ArrayLike, level: float = 0.95) -> Limits:
    """Byar's limits of a Poisson count (Breslow and Day 1987)."""
    counts, z = floats(counts), z_for(level)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = counts * (1 - 1 / (9 * counts) - z / (3 * np.sqrt(counts))) ** 3
    above = counts + 1
    return low, above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3


def mid_p_tails(counts: Floats, totals: Floats, share: Floats) -> Limits:
    """Probabilities of fewer and of more people than seen, half of 'exactly as many' in each."""
    exactly = _exactly(counts, totals, share)
    at_most, some = exactly.copy(), counts > 0  # nobody at most is nobody exactly
    at_most[some] = _at_most(counts[some], totals[some], share[some])
    below = at_most - exactly / 2
    return below, 1 - below


def _at_most(counts: Floats, totals: Floats, share: Floats) -> Floats:
    """Binomial distribution function, for whole numbers and for shares times a base alike."""
    inside = special.betainc(np.maximum(totals - counts, 1e-300), counts + 1, 1 - share)
    return floats(np.where(counts >= totals, 1.0, inside))


def _exactly(counts: Floats, totals: Floats, share: Floats) -> Floats:
    """Binomial probability, for whole numbers and for shares times a base alike."""
    ways = special.gammaln(totals + 1) - special.gammaln(counts + 1) - special.gammaln(totals - counts + 1)
    return floats(np.exp(ways + special.xlogy(counts, share) + special.xlog1py(totals - counts, -share)))


def _solve_mid_p(counts: Floats, totals: Floats, tail: float) -> Limits:
    inner = (counts > 0) & (counts < totals)
    low, high = np.where(np.isnan(counts + totals), np.nan, 0.0), np.where(np.isnan(counts + totals), np.nan, 1.0)
    low[inner] = _solve_below(counts[inner], totals[inner], 1 - tail)
    high[inner] = _solve_below(counts[inner], totals[inner], tail)
    nobody, everybody = counts == 0, counts == totals
    high[nobody] = 1 - (2 * tail) ** (1 / totals[nobody])
    low[everybody] = (2 * tail) ** (1 / totals[everybody])
    return low, high


def _solve_below(counts: Floats, totals: Floats, wanted: float) -> Floats:
    """Share at which the probability of fewer people is ``wanted``: Newton's steps, kept inside a bracket."""
    low, high = np.zeros(counts.shape), np.ones(counts.shape)
    share = (counts + 0.5) / (totals + 1)
    for _ in range(_MOST_STEPS):
        below, _ = mid_p_tails(counts, totals, share)
        low, high = np.where(below > wanted, share, low), np.where(below > wanted, high, share)
        exactly = _exactly(counts, totals, share)
        slope = -exactly * (totals - 2 * counts + counts / share) / (2 * (1 - share))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step = share - (below - wanted) / slope
        moved = np.where((step >= low) & (step <= high), step, (low + high) / 2)
        if np.all(np.abs(moved - share) <= _NEAR_ENOUGH * share):
            return moved
        share = moved
    return share


def _positive(totals: ArrayLike) -> Floats:
    """Totals with zero and less as missing: no people, no interval."""
    totals = floats(totals)
    return np.where(totals > 0, totals, np.nan)
