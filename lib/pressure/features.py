"""What clusters are made from: tails drawn in, one scale, near-duplicates sharing one vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from lib.pressure.figures import Figures, Floats, Indicators
from lib.pressure.indicators import ALIKE
from lib.pressure.matrix import ENOUGH, Matrix, to_matrix
from lib.pressure.partition import divide, means
from lib.pressure.transform import least_skewed

ROUGH_GROUPS = 5
ALIKE_WITHIN = 0.5  # correlation that duplicates keep within groups


@dataclass(frozen=True)
class Features:
    """Areas x features, in order of area code.

    ``standard`` has mean 0 and standard deviation 1 in each column; ``points`` is the same with each
    column stretched by the square root of its vote, so that distances count duplicates once.
    """

    matrix: Matrix
    standard: Floats
    points: Floats
    votes: Floats

    @property
    def pressure(self) -> Floats:
        """Mean of the standardised indicators: higher is more pressure."""
        return self.standard.mean(axis=1)

    @property
    def n_areas(self) -> int:
        """Areas with enough figures."""
        return len(self.points)


def to_features(
    indicators: Figures,
    directions: Mapping[str, int] | None = None,
    weights: Mapping[str, float] | None = None,
    *,
    alike: float = ALIKE,
    draw_in_tails: bool = True,
    enough: float = ENOUGH,
) -> Features:
    """Standardised features; indicators that vary only.

    ``weights`` multiply an indicator's vote. Columns correlated beyond ``alike`` share one vote;
    1 lets each keep its own.
    """
    matrix = to_matrix(indicators, directions, enough)
    curved = _drawn_in(matrix.values) if draw_in_tails and not isinstance(indicators, Indicators) else matrix.values
    standard = _standardised(curved)
    votes = _shared_votes(standard, alike) * _chosen(matrix, weights)
    return Features(matrix, standard, standard * np.sqrt(votes), votes)


def _drawn_in(values: Floats) -> Floats:
    """Each column on its least skewed scale."""
    return np.column_stack([least_skewed(column)(column) for column in values.T]) if values.size else values


def _standardised(values: Floats) -> Floats:
    """Mean 0 and standard deviation 1; 0 throughout where a column does not vary."""
    if not values.size:
        return values
    varies = np.ptp(values, axis=0) > 0
    return (values - values.mean(axis=0)) * varies / np.where(varies, values.std(axis=0), 1.0)


def _shared_votes(standard: Floats, alike: float) -> Floats:
    """One vote for each group of indicators that say nearly the same, shared within it."""
    close = np.abs(_correlation(standard)) > alike
    if close.sum() > len(close):
        close &= np.abs(_correlation(_within_groups(standard))) > ALIKE_WITHIN
    group = connected_components(csr_matrix(close.astype("int8")), directed=False)[1]
    return 1.0 / np.bincount(group)[group]


def _correlation(standard: Floats) -> Floats:
    """Correlation of columns with mean 0; 0 with a column that does not vary, 1 with itself."""
    length = np.sqrt((standard**2).sum(axis=0))
    scaled = standard / np.where(length > 0, length, 1.0)
    correlation = scaled.T @ scaled
    np.fill_diagonal(correlation, 1.0)
    return correlation


def _within_groups(standard: Floats) -> Floats:
    """Distances from the mean of five rough groups.

    Indicators that go together only because the same groups are high on both are no duplicates: it is
    what clusters are made of.
    """
    labels = divide(standard, min(ROUGH_GROUPS, len(standard)), "kmeans", starts=5, seed=0)
    return standard - means(standard, labels, ROUGH_GROUPS)[labels]


def _chosen(matrix: Matrix, weights: Mapping[str, float] | None) -> Floats:
    """Votes chosen by name, 1 where not named."""
    chosen = weights or {}
    unknown = set(chosen) - set(matrix.offered)
    if unknown or any(weight < 0 for weight in chosen.values()):
        raise ValueError(f"Weights are 0 or more and name indicators; not {sorted(unknown) or chosen}.")
    return np.array([float(chosen.get(name, 1.0)) for name in matrix.columns])
