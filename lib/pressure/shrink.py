"""Rates of small areas, drawn towards the average by as much as chance could have moved them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib.pressure.figures import Floats


@dataclass(frozen=True)
class Shrunk:
    """Rates (events per person) with the share of each area's own rate kept, and the standard error.

    ``kept`` is near 1 for large areas and near 0 for small ones; missing where the rate is.
    """

    rate: Floats
    kept: Floats
    error: Floats


def empirical_bayes(counts: Floats, denominators: Floats) -> Shrunk:
    """Global empirical Bayes rates by the method of moments.

    rate_i = mean + kept_i (own_i - mean), kept_i = A / (A + mean / n_i), where A is the variance between
    areas beyond what chance explains, never below 0. Missing where the count is missing or the
    denominator is missing, 0 or below. Source: Marshall (1991), Applied Statistics 40(2).
    """
    n = np.where(denominators > 0, denominators, np.nan)
    own = counts / n
    known = ~np.isnan(own)
    if not known.any():
        return Shrunk(own, own, own)
    mean = counts[known].sum() / n[known].sum()
    by_chance = mean / n
    total = np.sum(n[known] * (own[known] - mean) ** 2) / n[known].sum()
    between = max(total - mean / n[known].mean(), 0.0)
    spread = between + by_chance
    kept = np.where(spread > 0, between / np.where(spread > 0, spread, 1.0), 1.0) + 0.0 * own
    return Shrunk(mean + kept * (own - mean), kept, np.sqrt(kept * by_chance))
