"""Putting indicators on one scale, and joining them into one score."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from lib.pressure.figures import Floats

Normalisation = Literal["z", "minmax", "rank", "exponential"]
Aggregation = Literal["arithmetic", "geometric"]
Real = TypeVar("Real", np.float32, np.float64)
Scale = Callable[[Floats], Floats]

NORMALISATIONS: tuple[Normalisation, ...] = ("z", "minmax", "rank", "exponential")
AGGREGATIONS: tuple[Aggregation, ...] = ("arithmetic", "geometric")

TRACE = 1e-200  # figures nearer to 0 than this are 0: the step between two of them has no inverse
STEEPNESS = 23.0  # Indices of Deprivation: the most deprived tenth of areas takes half of the scale 0..100


def _z(column: Floats) -> Scale:
    """Standard deviations from the mean; 0 where the column does not vary."""
    centre, width = column.mean(), column.std() if np.ptp(column) else np.inf
    return lambda at: (at - centre) / width


def _minmax(column: Floats) -> Scale:
    """0 at the lowest figure, 1 at the highest; 0 where the column does not vary."""
    low, width = column.min(), np.ptp(column) or np.inf
    return lambda at: np.clip((at - low) / width, 0.0, 1.0)


def _rank(column: Floats) -> Scale:
    """Share of areas at or below, ties sharing the middle: above 0, at most 1."""
    levels, first = np.unique(column, return_index=True)
    shares = rankdata(column)[first] / len(column)
    return lambda at: np.interp(at, levels, shares)


def _exponential(column: Floats) -> Scale:
    """0..100, stretched at the high end so that a low figure cannot cancel a very high one."""
    share = _rank(column)
    return lambda at: -STEEPNESS * np.log(1.0 - share(at) * (1.0 - np.exp(-100.0 / STEEPNESS)))


_SCALES: dict[str, Callable[[Floats], Scale]] = {
    "z": _z,
    "minmax": _minmax,
    "rank": _rank,
    "exponential": _exponential,
}

# Onto positive numbers, so that one very low figure does not wipe out the others in a product.
_POSITIVE: dict[str, Scale] = {
    "z": lambda scaled: np.maximum(100.0 + 10.0 * scaled, 1.0),
    "minmax": lambda scaled: 1.0 + 99.0 * scaled,
    "rank": lambda scaled: 1.0 + 99.0 * scaled,
    "exponential": lambda scaled: 1.0 + 0.99 * scaled,
}


def fit(values: Floats, normalisation: Normalisation) -> Scale:
    """Learn a scale from areas x indicators; what it returns puts figures on it, column by column.

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008); English Indices of
    Deprivation technical report (2019) for the exponential scale.
    """
    if normalisation not in _SCALES:
        raise ValueError(f"{normalisation} is not one of {NORMALISATIONS}.")
    scales = [_SCALES[normalisation](np.where(np.abs(column) < TRACE, 0.0, column)) for column in values.T]
    return lambda at: np.column_stack([scale(column) for scale, column in zip(scales, at.T, strict=True)])


def as_terms(scaled: Floats, normalisation: Normalisation, aggregation: Aggregation) -> Floats:
    """Scaled figures as terms whose weighted sum is the score.

    Under the geometric mean the terms are logarithms of positive scaled figures.
    """
    if aggregation not in AGGREGATIONS:
        raise ValueError(f"{aggregation} is not one of {AGGREGATIONS}.")
    return scaled if aggregation == "arithmetic" else np.log(_POSITIVE[normalisation](scaled))


def weighted_sum(terms: NDArray[Real], weights: Floats) -> NDArray[Real]:
    """Terms x weights added column by column: the same to the last bit on any machine."""
    total = np.zeros(len(terms), dtype=terms.dtype)
    for column, weight in zip(terms.T, weights.astype(terms.dtype), strict=True):
        total += column * weight
    return total


def as_score(total: Floats, aggregation: Aggregation) -> Floats:
    """A weighted sum of terms as a score on the scale of the normalisation."""
    return total if aggregation == "arithmetic" else np.exp(total)
