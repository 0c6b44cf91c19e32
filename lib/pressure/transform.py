"""Drawing in long tails, so that a handful of extreme areas do not decide everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import skew

from lib.pressure.figures import Floats

Shape = Literal["none", "square root", "logarithm"]
SHAPES: tuple[Shape, ...] = ("none", "square root", "logarithm")

SKEWED = 1.0  # beyond this the tail is long enough to matter (Bulmer's 'highly skewed')
EMPTY_STRETCH = 0.2  # of the range of the middle nine tenths of areas


@dataclass(frozen=True)
class Transform:
    """A rising curve through an indicator: order is kept, the long tail is drawn in.

    ``from_top`` says that the long tail is at the low end, so distances are taken from the highest
    figure; ``origin`` is the end of the short tail and ``offset`` keeps the logarithm away from 0.
    """

    shape: Shape = "none"
    from_top: bool = False
    origin: float = 0.0
    offset: float = 1.0

    def __call__(self, column: Floats) -> Floats:
        """The figures on the new scale; missing stays missing."""
        if self.shape == "none":
            return column
        sign = -1.0 if self.from_top else 1.0
        distance = np.maximum(sign * (column - self.origin), 0.0)
        return sign * (np.sqrt(distance) if self.shape == "square root" else np.log(distance + self.offset))

    def slope(self, column: Floats) -> Floats:
        """How far the new scale moves for a small step on the old one, to carry errors across."""
        if self.shape == "none":
            return np.ones_like(column)
        distance = np.abs(column - self.origin)
        if self.shape == "logarithm":
            return 1.0 / (distance + self.offset)
        return 0.5 / np.sqrt(np.maximum(distance, self.offset / 10))

    @property
    def in_words(self) -> str:
        """As said beside the indicator."""
        return f"{self.shape} of the distance from the highest figure" if self.from_top else self.shape


def skew_of(column: Floats) -> float:
    """Skewness of the figures there are; 0 where they do not vary."""
    known = column[~np.isnan(column)]
    return float(skew(known)) if known.size > 2 and np.ptp(known) else 0.0


def shaped(column: Floats, shape: Shape) -> Transform:
    """A transform of this shape, fitted to the side of the long tail."""
    if shape not in SHAPES:
        raise ValueError(f"{shape} is not one of {SHAPES}.")
    known = column[~np.isnan(column)]
    if shape == "none" or not known.size or not np.ptp(known):
        return Transform()
    from_top = skew_of(column) < 0
    origin = float(known.max() if from_top else known.min())
    distance = np.abs(known - origin)
    return Transform(shape, from_top, origin, float(np.median(distance) or distance.mean()))


def has_long_tail(column: Floats) -> bool:
    """Whether a column is skewed by a tail rather than by a group of areas apart from the rest.

    Groups of unequal size are skewed too, and drawing one in would hide it: they leave an empty stretch
    with a twentieth of the areas or more on either side, which a tail does not.
    """
    if abs(skew_of(column)) <= SKEWED:
        return False
    known = np.sort(column[~np.isnan(column)])
    middle = known[len(known) // 20 : len(known) - len(known) // 20]
    return bool(np.diff(middle).max(initial=0.0) <= EMPTY_STRETCH * np.ptp(middle))


def least_skewed(column: Floats) -> Transform:
    """Left alone unless it has a long tail, else the shape that leaves the least skew."""
    if not has_long_tail(column):
        return Transform()
    return min((shaped(column, shape) for shape in SHAPES), key=lambda fitted: abs(skew_of(fitted(column))))
