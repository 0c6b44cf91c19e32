"""Do areas look like their neighbours more than chance would have it? The arithmetic, on arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, identity
from scipy.stats import norm

from lib.pressure.figures import Floats
from lib.pressure.stability import Cancel, Cancelled

AT_ONCE = 64  # shuffled maps worked on together


def row_shares(touching: csr_matrix) -> csr_matrix:
    """Neighbours with weights that add to 1 for each area; every area must have one."""
    return csr_matrix(diags(1.0 / np.asarray(touching.sum(axis=1)).ravel()) @ touching.astype("float64"))


def standard(values: Floats) -> Floats:
    """Mean 0 and standard deviation 1; 0 throughout where all are the same."""
    return (values - values.mean()) / (values.std() if np.ptp(values) else np.inf)


@dataclass(frozen=True)
class Global:
    """Moran's I over the whole map, what chance would give, and how often chance gives as much.

    ``p_value`` is one-sided: the share of shuffled maps at least as alike, or the normal approximation. ``z`` is
    missing where all figures are the same.
    """

    moran_i: float
    expected: float
    z: float
    p_value: float


def global_moran(values: Floats, touching: csr_matrix, permutations: int | None, seed: int) -> Global:
    """Moran's I with row-standardised weights.

    I = sum of z_i x mean z of its neighbours / n. Source: Cliff and Ord (1981).
    """
    z, shares = standard(values), row_shares(touching)
    n = len(z)
    moran_i = float(z @ (shares @ z)) / n
    expected = -1.0 / (n - 1)
    if permutations is None:
        score = (moran_i - expected) / np.sqrt(_normal_variance(shares))
        return Global(moran_i, expected, float(score), float(norm.sf(score)))
    shuffled = _shuffled(z, shares, permutations, np.random.default_rng((seed, 0)))
    as_much = int((shuffled >= moran_i - 1e-12).sum())
    score = (moran_i - shuffled.mean()) / shuffled.std() if np.ptp(shuffled) else np.nan
    return Global(moran_i, expected, float(score), (as_much + 1) / (permutations + 1))


def _shuffled(z: Floats, shares: csr_matrix, permutations: int, rng: np.random.Generator) -> Floats:
    """Moran's I of maps with the figures shuffled."""
    found = []
    for start in range(0, permutations, AT_ONCE):
        here = np.column_stack([rng.permutation(z) for _ in range(min(AT_ONCE, permutations - start))])
        found.append((here * (shares @ here)).sum(axis=0) / len(z))
    return np.concatenate(found)


def _normal_variance(shares: csr_matrix) -> float:
    """Variance of I when the figures are normal and independent."""
    n = shares.shape[0]
    s0 = shares.sum()
    s1 = float((shares + shares.T).power(2).sum()) / 2.0
    s2 = float(((np.asarray(shares.sum(axis=0)).ravel() + np.asarray(shares.sum(axis=1)).ravel()) ** 2).sum())
    return (n**2 * s1 - n * s2 + 3 * s0**2) / ((n**2 - 1) * s0**2) - 1.0 / (n - 1) ** 2


def local_moran(values: Floats, touching: csr_matrix) -> Floats:
    """I_i = (n - 1) / n x z_i x mean z of its neighbours. Source: Anselin (1995)."""
    z = standard(values)
    return (len(z) - 1) / len(z) * z * (row_shares(touching) @ z)


def gi_star(values: Floats, touching: csr_matrix) -> Floats:
    """Gi* as a z score: the sum over an area and its neighbours against what the whole map leads to expect.

    Source: Ord and Getis (1995), equation 14, binary weights with the area itself; 0 where all figures are the same.
    """
    n = len(values)
    around = csr_matrix(touching.astype("float64") + identity(n))
    count = np.asarray(around.sum(axis=1)).ravel()
    total = np.asarray(around @ values)
    spread = values.std() * np.sqrt(count * (n - count) / (n - 1))
    above = total - count * values.mean()
    return np.divide(above, spread, out=np.zeros(n), where=spread > 0)


def chance_by_permutation(values: Floats, touching: csr_matrix, permutations: int, seed: int, cancel: Cancel) -> Floats:
    """Two-sided pseudo p of each area's neighbours, the area itself held still.

    The other areas' figures are dealt to its neighbours again and again. The same deals serve every area (an area is
    stepped over in its own), so a council needs little memory and no compiling. The local Moran and Gi* of an area are
    both rising or both falling in its neighbours' sum, so this one p serves both.
    """
    z = standard(values)
    degree = np.diff(touching.indptr)
    deals = _deals(len(z), int(degree.max()), permutations, np.random.default_rng((seed, 1)))
    observed = np.asarray(touching.astype("float64") @ z)
    p = np.empty(len(z))
    for area in np.argsort(degree, kind="stable"):
        if area % AT_ONCE == 0 and cancel():
            raise Cancelled
        dealt = deals[: degree[area]]
        sums = z[dealt + (dealt >= area)].sum(axis=0)
        above = int((sums >= observed[area] - 1e-12).sum())
        below = int((sums <= observed[area] + 1e-12).sum())
        p[area] = min(1.0, 2.0 * (min(above, below) + 1) / (permutations + 1))
    return p


def _deals(n: int, most: int, permutations: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """Different areas out of n - 1 for each deal, ``most`` of them (all when there are fewer): most x deals."""
    draws = rng.integers(n - 1, size=(most, permutations), dtype="int32") if most < n - 1 else None
    if draws is None:
        return np.array([rng.permutation(n - 1) for _ in range(permutations)], dtype="int32").T
    while (again := _repeated(draws)).any():
        draws[again] = rng.integers(n - 1, size=int(again.sum()), dtype="int32")
    return draws


def _repeated(draws: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Entries that stand further up in their column already."""
    again = np.zeros(draws.shape, dtype=bool)
    for row in range(1, len(draws)):
        again[row] = (draws[:row] == draws[row]).any(axis=0)
    return again


def chance_by_formula(values: Floats, touching: csr_matrix) -> Floats:
    """Two-sided p from the conditional-normal z: an approximation, rough where an area has few neighbours.

    Given the area's own figure, the mean of c neighbours out of the other n - 1 has mean m and variance
    s² / c x (n - 1 - c) / (n - 2), where m and s² are those of the others.
    """
    z = standard(values)
    n, degree = len(z), np.diff(touching.indptr).astype(float)
    mean_others = -z / (n - 1)
    variance_others = (float(z @ z) - z**2) / (n - 1) - mean_others**2
    variance = variance_others / degree * (n - 1 - degree) / (n - 2)
    away = (touching.astype("float64") @ z) / degree - mean_others
    score = np.divide(away, np.sqrt(variance), out=np.zeros(n), where=variance > 0)
    return 2.0 * norm.sf(np.abs(score))
