"""The choices behind an index: scale, weights, how figures are joined, and how far each may wander."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
import pandas as pd

from lib.pressure.figures import Figures, Floats
from lib.pressure.matrix import ENOUGH, Matrix, to_matrix
from lib.pressure.normalise import (
    AGGREGATIONS,
    NORMALISATIONS,
    Aggregation,
    Normalisation,
    as_score,
    as_terms,
    fit,
    weighted_sum,
)

Weights = Mapping[str, float] | pd.Series | Sequence[float] | None

WEIGHT_SPREAD = 0.25  # weights in the draws wander by about a quarter of an equal weight


class Options(TypedDict, total=False):
    """Choices of the index beyond the weights: see :class:`Recipe`."""

    directions: Mapping[str, int] | None
    normalisation: Normalisation
    aggregation: Aggregation
    normalisations: Sequence[Normalisation]
    aggregations: Sequence[Aggregation]
    weight_spread: float
    errors: pd.DataFrame | None
    enough: float


@dataclass(frozen=True)
class Recipe:
    """The choices behind an index.

    Attributes
    ----------
    directions
        +1 where higher is more pressure, -1 where lower is; +1 when not named.
    normalisation, aggregation
        How ``score`` and ``rank`` are made.
    normalisations, aggregations
        The ways that are drawn from, each as likely, for the interval of the rank.
    weight_spread
        Typical wander of an equal weight in the draws, as a share of itself; 0 holds the weights still.
    errors
        Standard errors of the figures, laid out like the indicators and in their units; gaps mean none.
    enough
        Least share of indicators an area needs for a rank.
    """

    weights: Weights = None
    directions: Mapping[str, int] | None = None
    normalisation: Normalisation = "z"
    aggregation: Aggregation = "arithmetic"
    normalisations: Sequence[Normalisation] = field(default=NORMALISATIONS)
    aggregations: Sequence[Aggregation] = field(default=AGGREGATIONS)
    weight_spread: float = WEIGHT_SPREAD
    errors: pd.DataFrame | None = None
    enough: float = ENOUGH

    def matrix(self, indicators: Figures) -> Matrix:
        """The indicators, turned, sorted by area code and filled."""
        return to_matrix(indicators, self.directions, self.enough)

    def terms(self, matrix: Matrix) -> Floats:
        """What each indicator brings to the score before weighting."""
        scaled = fit(matrix.values, self.normalisation)(matrix.values)
        return as_terms(scaled, self.normalisation, self.aggregation)

    def score(self, terms: Floats, weights: Floats) -> Floats:
        """The score of each row."""
        return as_score(weighted_sum(terms, weights), self.aggregation)


def weights_for(matrix: Matrix, weights: Weights) -> Floats:
    """Weights of the indicators used, adding to 1; equal when none are given.

    A mapping that leaves an indicator out gives it no weight. When nothing is left to weigh, the
    weights are missing, and so is every score.

    Raises
    ------
    ValueError
        For a weight below 0 or missing, a name that is no indicator, or a list of another length.
    """
    chosen = _by_name(matrix.offered, weights)
    if (~(chosen >= 0)).any():
        raise ValueError("A weight is 0 or more.")
    used = chosen.reindex(list(matrix.columns)).to_numpy()
    return used / used.sum() if used.sum() else np.full(len(used), np.nan)


def _by_name(offered: Sequence[str], weights: Weights) -> pd.Series:
    """Weights by the name of the indicator."""
    if weights is None:
        return pd.Series(1.0, index=list(offered))
    if not isinstance(weights, pd.Series | Mapping):
        return pd.Series(list(weights), index=list(offered), dtype="float64")
    chosen = pd.Series(weights, dtype="float64")
    unknown = set(chosen.index) - set(offered)
    if unknown:
        raise ValueError(f"Weights name columns that are not indicators: {sorted(unknown)}")
    return chosen.reindex(list(offered), fill_value=0.0)
