"""Is there open country between the groups, or only a line drawn through a crowd?"""

from __future__ import annotations

import numpy as np

from lib.pressure.figures import Floats
from lib.pressure.partition import Labels, means

HALVES_APART = np.sqrt(12.0)  # an even scatter cut in two: standard deviations between the halves
BY_CHANCE = 3.5  # over the root of the areas in a pair of groups: what the cut gains by fitting itself to few areas
FEWEST_IN_GROUP = 5


def separation(points: Floats, labels: Labels) -> float:
    """How far apart the two closest groups are, as a multiple of what cutting an even scatter gives.

    Two groups are looked at along the line through their means, in standard deviations within them. Cut a normal
    scatter in two and the halves are 2.6 apart, an even scatter and they are 3.5; above that (and what chance adds
    with few areas) there is a gap in between. 1 or less: the groups shade into each other. 0 when a group has fewer
    than 5 areas.

    Indicators that have nothing to do with the groups do not blur it, unlike the silhouette and the gap statistic.
    """
    k = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=k).astype(float)
    if k < 2 or sizes.min() < FEWEST_IN_GROUP:
        return 0.0
    centres = means(points, labels, k)
    step = centres[:, None] - centres[None]
    distance = np.sqrt((step**2).sum(axis=2))
    pair = sizes[:, None] + sizes[None]
    expected = HALVES_APART * (1.0 + BY_CHANCE / np.sqrt(pair))
    apart = distance**2 / np.maximum(_width(points, labels, centres, step, pair), 1e-12) / expected
    return float(apart[np.triu_indices(k, 1)].min())


def _width(points: Floats, labels: Labels, centres: Floats, step: Floats, pair: Floats) -> Floats:
    """Distance between each pair's means times the standard deviation within the pair along that line."""
    away = points - centres[labels]
    squares = np.array([away[labels == group].T @ away[labels == group] for group in range(len(centres))])
    along = np.einsum("abi,aij,abj->ab", step, squares, step)
    return np.sqrt((along + along.T) / pair)
