"""Are the people who use care like the people who live here? Ratios with intervals, tests and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.core import Verdict
from lib.disclosure.rules import rule_named
from lib.measures.difference import (
    adjusted_together,
    characteristic_p_values,
    expected_counts,
    group_p_values,
    is_small,
    residuals_to_census,
    residuals_to_sample,
)
from lib.measures.given import TABLE_COLUMNS, Base, Given, is_unknown, read_given
from lib.measures.intervals import SMALL_EXPECTED, Floats, Limits, katz, share_interval

PopulationIs = Literal["census", "sample"]
WILSON, EXACT, KATZ, NO_INTERVAL = "Wilson", "exact (mid-p)", "Katz", "none"
#: The rule one of the source documents uses.
AT_RISK, NOT_AT_RISK, NO_DATA = "at risk", "not at risk", "no data"


@dataclass(frozen=True)
class _Tested:
    """What the tests say of each row; missing where the row cannot be tested."""

    low: Floats
    high: Floats
    method: NDArray[np.str_]
    residual: Floats
    p_value: Floats
    p_adjusted: Floats
    whole_p: Floats
    by_chi_square: NDArray[np.bool_]


def representation(
    groups: pd.DataFrame,
    base: Base = None,
    level: float = 0.95,
    rule: str = "asc",
    *,
    population_is: PopulationIs = "census",
    population_base: Base = None,
    by: Sequence[str] = TABLE_COLUMNS,
) -> pd.DataFrame:
    """Compare each group's share of users with its share of the population.

    Parameters
    ----------
    groups
        One row per group of a characteristic (of an area, of a period): ``characteristic``,
        ``characteristic_group``, ``users_count`` or ``users_pct``, ``population_count`` or
        ``population_pct`` (0 to 100). Groups of unknowns stay: they are users.
    base
        Number of all users, one for every characteristic or a mapping by characteristic. Needed where only
        percentages are given; where counts are given their sum is used.
    level
        Level of the intervals; a verdict needs an adjusted probability below ``1 - level``.
    rule
        Small-number rule by name. A row whose ``users_count`` it hides gets no figures. Percentages that
        came without counts are shown as they came.
    population_is
        ``"census"``: population shares are known, the interval is Wilson's of the user share, exact where
        fewer than five people are expected. ``"sample"``: both sides vary, the interval is Katz's; needs
        ``population_count``, or ``population_base`` with ``population_pct``.
    by
        Columns that part one table of groups from another, where present.

    Returns
    -------
    DataFrame
        The rows of ``groups`` in their order and with their index, and: ``ratio``, ``ratio_low``,
        ``ratio_high``, ``p_adjusted``, ``verdict`` (a value of :class:`lib.core.Verdict`);
        ``users_share_pct``, ``population_share_pct``, ``base``, ``expected_count``, ``interval_method``,
        ``residual`` (adjusted), ``p_value``, ``characteristic_p``, ``characteristic_test``;
        ``rounding_low`` and ``rounding_high`` (what rounding alone allows of the ratio; ``inf`` when the
        population share may be nothing), ``published_rule``, ``is_suppressed``, ``reason`` (why a row
        cannot be tested, ``""`` when it can).

        ``under`` and ``over`` need all of: a difference over the whole characteristic, the group's
        own adjusted probability (Benjamini-Hochberg over every row given), and an interval without 1, which
        the rounding of printed percentages cannot reach either.
        Nobody over nobody has no ratio; nobody of somebody has ratio 0 and an upper limit.

    Raises
    ------
    ValueError
        When ``groups`` lacks ``characteristic`` or ``characteristic_group``.

    Source
    ------
    Wilson 1927; Katz and others 1978; Berry and Armitage 1995 (mid-p); Benjamini and Hochberg 1995.
    """
    given = read_given(groups, base, population_base, by)
    is_sample = population_is == "sample"
    hidden = _hidden(groups, given, rule)
    reason = _reasons(given, hidden, is_unknown(groups), is_sample)
    tested = _test(_only(given, reason == ""), level, is_sample)
    return _shown(groups, given, hidden).assign(
        **_ratio_columns(given, tested, hidden),
        **_test_columns(given, tested, hidden),
        verdict=_verdicts(given, tested, 1 - level),
        published_rule=_published_rule(given, hidden),
        is_suppressed=hidden,
        reason=reason,
    )


def _hidden(groups: pd.DataFrame, given: Given, rule: str) -> NDArray[np.bool_]:
    """Rows whose count of users the rule hides, or that came hidden."""
    hidden = given.counted & rule_named(rule).hides(given.users)
    if "is_suppressed" in groups.columns:
        hidden |= groups["is_suppressed"].fillna(False).to_numpy(dtype=bool)
    return hidden


def _reasons(given: Given, hidden: NDArray[np.bool_], unknown: NDArray[np.bool_], is_sample: bool) -> NDArray[np.str_]:
    """Why each row cannot be tested, in words; the first that holds."""
    no_users, no_people = np.isnan(given.users_share), np.isnan(given.population_share)
    no_base = np.isnan(given.base)
    checks = [
        (hidden, "too few users to show without revealing someone"),
        (given.counted & no_base, "some groups have no count: add the number of all users to test the difference"),
        (no_users, "no usable figure for users"),
        (unknown & no_people, "these people's group was not recorded, so there is no population to compare with"),
        (no_people, "no usable figure for the population"),
        ((given.users_share == 0) & (given.population_share == 0), "nobody in this group on either side: 0 over 0"),
        (given.population_share == 0, "the population figure is 0, so there is no ratio"),
        (no_base, "only percentages are given: add the number of users to test the difference"),
        (given.users > given.base, "more users in the group than users in all"),
        (given.population_share >= 1, "everybody is in this group, so there is nothing to compare"),
        (is_sample & np.isnan(given.population_base), "the population is a sample of unknown size"),
    ]
    return np.select([check for check, _ in checks], [words for _, words in checks], default="")


def _only(given: Given, testable: NDArray[np.bool_]) -> Given:
    """The same with rows that cannot be tested made missing."""
    return replace(given, users=np.where(testable, given.users, np.nan))


def _test(given: Given, level: float, is_sample: bool) -> _Tested:
    low, high, method, exact = _interval(given, level, is_sample)
    residual = residuals_to_sample(given) if is_sample else residuals_to_census(given)
    residual = np.where(np.isnan(given.users), np.nan, residual)
    p_value = group_p_values(given, residual, exact)
    whole_p, by_chi_square = characteristic_p_values(given, p_value, is_small(given), is_sample)
    whole_p = np.where(np.isnan(p_value), np.nan, whole_p)
    return _Tested(low, high, method, residual, p_value, adjusted_together(p_value), whole_p, by_chi_square)


def _interval(given: Given, level: float, is_sample: bool) -> tuple[Floats, Floats, NDArray, NDArray[np.bool_]]:
    testable = ~np.isnan(given.users)
    if is_sample:
        low, high = katz(given.users, given.base, given.population, given.population_base, level)
        return low, high, np.where(testable, KATZ, NO_INTERVAL), np.zeros(testable.shape, dtype=bool)
    # a share of nearly everybody is as far from normal as a share of nearly nobody
    expected = np.where(is_small(given), 0.0, SMALL_EXPECTED)
    low, high, exact = share_interval(given.users, given.base, np.where(testable, expected, SMALL_EXPECTED), level)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = low / given.population_share, high / given.population_share
    return low, high, np.select([~testable, exact], [NO_INTERVAL, EXACT], WILSON), exact


def _ratio(given: Given) -> Floats:
    """Share of users over share of population; a population share of nothing gives no ratio."""
    population = np.where(given.population_share > 0, given.population_share, np.nan)
    return given.users_share / population


def _rounding_envelope(given: Given) -> Limits:
    """Lowest and highest ratio that the printed digits allow."""
    possible = ~np.isnan(_ratio(given))
    least = np.maximum(given.population_share - given.population_half, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.maximum(given.users_share - given.users_half, 0) / (given.population_share + given.population_half)
        high = (given.users_share + given.users_half) / least
    return np.where(possible, low, np.nan), np.where(possible, high, np.nan)


def _verdicts(given: Given, tested: _Tested, alpha: float) -> NDArray[np.str_]:
    """The four answers; a missing probability is 'not testable'."""
    differs = (tested.p_adjusted < alpha) & (tested.whole_p < alpha)
    rounding_low, rounding_high = _rounding_envelope(given)
    below = differs & (tested.high < 1) & (rounding_high < 1)
    above = differs & (tested.low > 1) & (rounding_low > 1)
    words = [Verdict.NOT_TESTABLE.value, Verdict.UNDER.value, Verdict.OVER.value]
    return np.select([np.isnan(tested.p_adjusted), below, above], words, Verdict.NO_EVIDENCE.value)


def _published_rule(given: Given, hidden: NDArray[np.bool_]) -> NDArray[np.str_]:
    """'At risk' when the share of users is below the share of population, whatever the numbers."""
    no_data = hidden | np.isnan(given.users_share) | np.isnan(given.population_share)
    below = given.users_share < given.population_share
    return np.select([no_data, below], [NO_DATA, AT_RISK], NOT_AT_RISK)


def _shown(groups: pd.DataFrame, given: Given, hidden: NDArray[np.bool_]) -> pd.DataFrame:
    """The caller's columns, hidden rows without their figures for users."""
    shown = groups.copy()
    for column in {"users_count", "users_pct"} & set(groups.columns):
        shown[column] = groups[column].mask(hidden)
    return shown.assign(base=given.base)


def _ratio_columns(given: Given, tested: _Tested, hidden: NDArray[np.bool_]) -> dict[str, Floats]:
    rounding_low, rounding_high = _rounding_envelope(given)
    columns = {
        "users_share_pct": 100 * given.users_share,
        "ratio": _ratio(given),
        "ratio_low": tested.low,
        "ratio_high": tested.high,
        "rounding_low": rounding_low,
        "rounding_high": rounding_high,
    }
    visible = {name: np.where(hidden, np.nan, values) for name, values in columns.items()}
    return visible | {"population_share_pct": 100 * given.population_share}


def _test_columns(given: Given, tested: _Tested, hidden: NDArray[np.bool_]) -> dict[str, NDArray]:
    by_which = np.where(tested.by_chi_square, "chi-square", "Simes")
    return {
        "expected_count": np.where(hidden, np.nan, expected_counts(given)),
        "interval_method": tested.method,
        "residual": tested.residual,
        "p_value": tested.p_value,
        "p_adjusted": tested.p_adjusted,
        "characteristic_p": tested.whole_p,
        "characteristic_test": np.where(np.isnan(tested.whole_p), "none", by_which),
    }
