"""Representation adjusted for age and sex: is a group under-represented, or only younger?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from lib.disclosure.rules import rule_named
from lib.measures.comparing import REASONS, VERDICTS, Answer, words
from lib.measures.difference import adjusted_together
from lib.measures.intervals import Floats, Limits, Yes, floats, poisson

#: A figure standardised on fewer people than this is withheld (public health practice).
LEAST_OBSERVED = 10
TOO_FEW = f"fewer than {LEAST_OBSERVED} users: too few to adjust for age and sex"
NO_EXPECTED = "nobody is expected in this group: its population by age and sex is not known or 0"
_COUNTS = ["users_count", "population_count"]


@dataclass(frozen=True)
class _Sides:
    """Observed users of each group, and those expected with and without its ages taken into account."""

    observed: Floats
    crude_expected: Floats
    expected: Floats


def standardised(
    cross: pd.DataFrame,
    strata: Sequence[str] = ("age_band", "sex"),
    by: Sequence[str] = ("characteristic", "area", "period"),
    level: float = 0.95,
    rule: str = "asc",
) -> pd.DataFrame:
    """Observed users of each group over those expected from everybody's rates at its ages and sexes.

    Parameters
    ----------
    cross
        One row per group and stratum: ``characteristic_group``, the strata, ``users_count``,
        ``population_count``, and any of ``by``. A count that is missing is nobody.
    strata
        Columns of age band and sex; those the frame does not have are left out.
    by
        Columns that part one table of groups from another, where present.
    level, rule
        As for :func:`lib.measures.representation`; hidden and withheld groups get no figures.

    Returns
    -------
    DataFrame
        One row per group: ``users_count``, ``population_count``; ``crude_expected``, ``crude_ratio``,
        ``crude_low``, ``crude_high``, ``crude_verdict``; ``expected_count``, ``standardised_ratio``,
        ``standardised_low``, ``standardised_high``, ``p_value``, ``p_adjusted``, ``verdict``; and the gap
        between the group's rate and everybody's, per 1,000: ``gap_per_1000`` is ``age_structure_per_1000``
        (its people are of other ages and sexes) plus ``rest_per_1000`` (at the same ages, other rates).
        ``is_suppressed`` and ``reason`` as elsewhere.

    Source
    ------
    Indirect standardisation with Byar's limits, exact Poisson under 10 (Breslow and Day 1987); the gap by
    Kitagawa 1955.
    """
    keys = [column for column in by if column in cross.columns]
    bands = [column for column in strata if column in cross.columns]
    cells = _with_overall_rates(_cells(cross, keys, bands), keys, bands)
    groups = _by_group(cells, keys)
    hidden = np.asarray(rule_named(rule).hides(groups["users_count"].to_numpy()), dtype=bool)
    sides = _Sides(*(groups[name].to_numpy() for name in ("users_count", "crude_expected", "expected_count")))
    reason = np.select(
        [hidden, ~(sides.expected > 0), sides.observed < LEAST_OBSERVED], [REASONS[1], NO_EXPECTED, TOO_FEW], ""
    )
    figures = groups.assign(**_ratios(sides, reason == "", level))
    return _withheld(figures, reason != "", hidden).assign(is_suppressed=hidden, reason=reason)


def _cells(cross: pd.DataFrame, keys: list[str], bands: list[str]) -> pd.DataFrame:
    """One row for every group in every stratum of its table, nobody where none is given."""
    counts = {name: pd.to_numeric(cross[name]).astype("float64") for name in _COUNTS}
    each = [*keys, "characteristic_group"]
    grouped = cross.assign(**counts).groupby([*each, *bands], dropna=False, observed=True, sort=False)
    cells = grouped[_COUNTS].sum().reset_index()
    groups, strata = cells[each].drop_duplicates(), cells[[*keys, *bands]].drop_duplicates()
    grid = groups.merge(strata, on=keys) if keys else groups.merge(strata, how="cross")
    return grid.merge(cells, how="left", validate="one_to_one").fillna(dict.fromkeys(_COUNTS, 0.0))


def _with_overall_rates(cells: pd.DataFrame, keys: list[str], bands: list[str]) -> pd.DataFrame:
    """Add everybody's rate and share of population in the stratum, the group's own, and its expected users."""
    table = _totals(cells, keys)
    stratum = _totals(cells, [*keys, *bands])
    group = _totals(cells, [*keys, "characteristic_group"])
    rate = _over(stratum["users_count"], stratum["population_count"])
    own_rate = _over(cells["users_count"], cells["population_count"])
    share = _over(stratum["population_count"], table["population_count"])
    own_share = _over(cells["population_count"], group["population_count"])
    # a stratum where the group has nobody has no rate of its own: it adds to composition alone
    own_rate = own_rate.fillna(rate)
    return cells.assign(
        crude_expected=cells["population_count"] * _over(table["users_count"], table["population_count"]),
        expected_count=cells["population_count"] * rate.fillna(0.0),
        age_structure_per_1000=1000 * (own_share - share) * (own_rate + rate) / 2,
        rest_per_1000=1000 * (own_rate - rate) * (own_share + share) / 2,
    )


def _totals(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    columns = cells[_COUNTS]
    if not keys:
        return columns * 0 + columns.sum()
    return columns.groupby([cells[key] for key in keys], dropna=False, observed=True).transform("sum")


def _by_group(cells: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add up the strata of each group; the gap is the sum of its two parts."""
    numbers = [*_COUNTS, "crude_expected", "expected_count"]
    parts = ["age_structure_per_1000", "rest_per_1000"]
    grouped = cells.groupby([*keys, "characteristic_group"], dropna=False, observed=True, sort=False)
    groups = grouped[[*numbers, *parts]].sum(min_count=1).reset_index()
    return groups.assign(gap_per_1000=groups[parts].sum(axis=1, min_count=2))


def _ratios(sides: _Sides, testable: Yes, level: float) -> dict[str, Any]:
    crude_low, crude_high = _limits(sides.observed, sides.crude_expected, level)
    low, high = _limits(sides.observed, sides.expected, level)
    crude_p = np.where(testable, poisson_p_values(sides.observed, sides.crude_expected), np.nan)
    p_value = np.where(testable, poisson_p_values(sides.observed, sides.expected), np.nan)
    p_adjusted = adjusted_together(p_value)
    return {
        "crude_ratio": _divide(sides.observed, sides.crude_expected),
        "crude_low": crude_low,
        "crude_high": crude_high,
        "crude_verdict": _verdicts(adjusted_together(crude_p), crude_low, crude_high, 1 - level),
        "standardised_ratio": _divide(sides.observed, sides.expected),
        "standardised_low": low,
        "standardised_high": high,
        "p_value": p_value,
        "p_adjusted": p_adjusted,
        "verdict": _verdicts(p_adjusted, low, high, 1 - level),
    }


def _limits(observed: Floats, expected: Floats, level: float) -> Limits:
    low, high = poisson(observed, level)
    return _divide(low, expected), _divide(high, expected)


def poisson_p_values(observed: Floats, expected: Floats) -> Floats:
    """Two-sided mid-p of a Poisson count."""
    exactly = stats.poisson.pmf(observed, expected) / 2
    below, above = stats.poisson.cdf(observed - 1, expected) + exactly, stats.poisson.sf(observed, expected) + exactly
    return floats(np.minimum(1.0, 2 * np.minimum(below, above)))


def _verdicts(p_adjusted: Floats, low: Floats, high: Floats, alpha: float) -> pd.api.extensions.ExtensionArray:
    differs = p_adjusted < alpha
    choices = [np.isnan(p_adjusted), differs & (high < 1), differs & (low > 1)]
    return words(VERDICTS, np.select(choices, [Answer.NOT_TESTABLE, Answer.UNDER, Answer.OVER], Answer.NO_EVIDENCE))


def _withheld(groups: pd.DataFrame, withheld: Yes, hidden: Yes) -> pd.DataFrame:
    """Figures made from too few people removed; counts too where they are hidden."""
    kept = {"users_count", "population_count", "expected_count", "crude_expected"}
    figures = [name for name in groups.select_dtypes("number").columns if name not in kept]
    shown = groups.assign(**{name: groups[name].mask(withheld) for name in figures})
    return shown.assign(users_count=groups["users_count"].mask(hidden))


def _over(top: pd.Series, bottom: pd.Series) -> pd.Series:
    return top / bottom.where(bottom > 0)


def _divide(top: Floats, bottom: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)
