"""Tests of a difference: the whole characteristic first, then each group, then all of them together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from lib.measures.given import Given, any_in_table, table_sum
from lib.measures.intervals import SMALL_EXPECTED, Floats, Yes, floats, mid_p_tails

_MANY = 1_000_000  # probabilities from which the quick order is worth it
_WHOLE = 0.01  # shares that add up to within 1 in 100 of the whole are all of a characteristic


def expected_counts(given: Given) -> Floats:
    """Users the group would have if they were spread as the population is."""
    return given.base * given.population_share


def is_small(given: Given) -> Yes:
    """Whether fewer than :data:`SMALL_EXPECTED` people are expected inside or outside the group."""
    expected = expected_counts(given)
    with np.errstate(invalid="ignore"):
        return np.minimum(expected, given.base - expected) < SMALL_EXPECTED


def residuals_to_census(given: Given) -> Floats:
    """Adjusted residual of each group: how many standard errors from expected, the population taken as fixed."""
    expected = expected_counts(given)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (given.users - expected) / np.sqrt(expected * (1 - given.population_share))


def residuals_to_sample(given: Given) -> Floats:
    """Adjusted residual when the population is itself a sample: the pooled two-sample score."""
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = (given.users + given.population) / (given.base + given.population_base)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / given.base + 1 / given.population_base))
        return (given.users_share - given.population_share) / spread


def group_p_values(given: Given, residuals: Floats, exact: Yes) -> Floats:
    """Two-sided probability of each group's difference: normal, or twice the mid-p tail where exact."""
    p_values = floats(2 * special.ndtr(-np.abs(residuals)))
    below, above = mid_p_tails(given.users[exact], given.base[exact], given.population_share[exact])
    p_values[exact] = np.minimum(1.0, 2 * np.minimum(below, above))
    return p_values


def characteristic_p_values(given: Given, p_values: Floats, exact: Yes, is_sample: bool) -> tuple[Floats, Yes]:
    """Probability for each row's whole table, and whether it is by chi-square.

    Chi-square where every group of a whole characteristic is tested and none is small; otherwise the
    Simes test of the groups' own probabilities, which needs neither.
    """
    by_chi_square = _is_whole(given, p_values) & ~any_in_table(exact, given.table)
    whole_p = np.full(p_values.shape, np.nan)
    if by_chi_square.any():
        whole_p = _chi_square_of_samples(given) if is_sample else _chi_square_to_census(given)
    if not by_chi_square.all():
        whole_p = np.where(by_chi_square, whole_p, _simes(p_values, given.table))
    return whole_p, by_chi_square


def adjusted_together(p_values: Floats) -> Floats:
    """Benjamini-Hochberg over every group that was tested; missing stays missing."""
    adjusted = np.full(p_values.shape, np.nan)
    tested = ~np.isnan(p_values)
    known = p_values[tested]
    if known.size > _MANY:
        adjusted[tested] = _adjusted_of_many(known)
    elif known.size:
        adjusted[tested] = stats.false_discovery_control(known)
    return adjusted


def _adjusted_of_many(p_values: Floats) -> Floats:
    """The same for millions: sorted as whole numbers, value and place packed into one, which is far quicker.

    Probabilities alike in their first nine digits may change places in the order, which moves an adjusted
    probability by no more than that.
    """
    count = p_values.size
    places = np.uint64(count.bit_length())
    ranks = np.arange(1, count + 1, dtype=np.uint64)
    packed = p_values.view(np.uint64) << np.uint64(2)  # no probability uses the first two bits
    packed >>= places
    packed <<= places
    packed |= ranks
    _sort_by_two(packed)
    packed &= (np.uint64(1) << places) - np.uint64(1)
    order = packed.view(np.int64)
    order -= 1
    adjusted = p_values[order]
    adjusted *= count
    adjusted /= ranks
    backwards = adjusted[::-1]
    np.minimum.accumulate(backwards, out=backwards)
    np.minimum(adjusted, 1.0, out=adjusted)
    unordered = np.empty(count)
    unordered[order] = adjusted
    return unordered


def _sort_by_two(numbers: NDArray[np.uint64]) -> None:
    """Sort in place: the lower half and the upper half at once, each by a worker of its own."""
    middle = len(numbers) // 2
    numbers.partition(middle)
    with ThreadPoolExecutor(max_workers=2) as workers:
        list(workers.map(lambda half: half.sort(), (numbers[:middle], numbers[middle:])))


def _chi_square_to_census(given: Given) -> Floats:
    """Goodness of fit over each table, expected counts scaled to the users who are in its groups."""
    scale = table_sum(given.users, given.table) / table_sum(given.population_share, given.table)
    return _chi_square_p([(given.users, given.population_share * scale)], given.table)


def _chi_square_of_samples(given: Given) -> Floats:
    """Users and population as the two columns of a contingency table."""
    both = given.users + given.population
    users, people = table_sum(given.users, given.table), table_sum(given.population, given.table)
    columns = ((given.users, users), (given.population, people))
    return _chi_square_p([(seen, both * total / (users + people)) for seen, total in columns], given.table)


def _chi_square_p(columns: list[tuple[Floats, Floats]], table: NDArray[np.int64]) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = [np.bincount(table, (seen - expected) ** 2 / expected) for seen, expected in columns]
        return floats(special.chdtrc(np.bincount(table) - 1.0, np.sum(parts, axis=0)))[table]


def _simes(p_values: Floats, table: NDArray[np.int64]) -> Floats:
    """Smallest of (number of groups tested x p / its place in order) in each table (Simes 1986)."""
    in_table = np.argsort(table, kind="stable")
    sizes = np.bincount(table)
    side_by_side = np.full((len(sizes), sizes.max(initial=0)), np.nan)
    rows = np.repeat(np.arange(len(sizes)), sizes)
    places = np.arange(len(table)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    side_by_side[rows, places] = p_values[in_table]
    ordered = np.sort(side_by_side, axis=1)  # those not tested come last
    tested = (~np.isnan(ordered)).sum(axis=1)
    with np.errstate(invalid="ignore"):
        scaled = ordered * (tested[:, None] / np.arange(1, ordered.shape[1] + 1))
    return np.fmin.reduce(scaled, axis=1, initial=np.inf)[table]


def _is_whole(given: Given, p_values: Floats) -> Yes:
    users = np.abs(table_sum(given.users_share, given.table) - 1) < _WHOLE
    population = np.abs(table_sum(given.population_share, given.table) - 1) < _WHOLE
    return users & population & ~any_in_table(np.isnan(p_values), given.table)
