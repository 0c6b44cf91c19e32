"""A rate keeps its parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval and the two numbers it was made from.

    ``value``, ``low`` and ``high`` share a unit, named by the variable that holds the estimate
    (``beds_per_1000``). Any of them is ``None`` when it cannot be given; a zero denominator gives
    ``None``, never 0 or infinity.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    numerator: float | None = None
    denominator: float | None = None


def rate(numerator: float | None, denominator: float | None, per: float = 1.0) -> Estimate:
    """Divide, keeping the parts; missing or zero denominators give no value."""
    if numerator is None or not denominator:
        return Estimate(None, numerator=numerator, denominator=denominator)
    return Estimate(per * numerator / denominator, numerator=numerator, denominator=denominator)
