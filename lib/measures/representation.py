"""Are the people who use care like the people who live here? Ratios with intervals, tests and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.disclosure.rules import rule_named
from lib.measures.comparing import METHODS, REASONS, VERDICTS, Compared, compare, rounding_envelope, words
from lib.measures.difference import expected_counts
from lib.measures.given import TABLE_COLUMNS, Base, Given, is_unknown, read_given
from lib.measures.intervals import Yes

PopulationIs = Literal["census", "sample"]
#: The rule one of the source documents uses.
AT_RISK, NOT_AT_RISK, NO_DATA = "at risk", "not at risk", "no data"


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
    hidden = hidden_rows(groups, given, rule)
    compared = compare(given, hidden, is_unknown(groups), level, population_is == "sample")
    return _shown(groups, given, hidden).assign(
        **_ratio_columns(given, compared, hidden),
        **_test_columns(given, compared, hidden),
        verdict=words(VERDICTS, compared.verdict),
        published_rule=_published_rule(given, hidden),
        is_suppressed=hidden,
        reason=words(REASONS, compared.reason),
    )


def hidden_rows(groups: pd.DataFrame, given: Given, rule: str) -> Yes:
    """Rows whose count of users the rule hides, or that came hidden."""
    hidden = given.counted & rule_named(rule).hides(given.users)
    if "is_suppressed" in groups.columns:
        hidden |= groups["is_suppressed"].fillna(False).to_numpy(dtype=bool)
    return hidden


def _shown(groups: pd.DataFrame, given: Given, hidden: Yes) -> pd.DataFrame:
    """The caller's columns, hidden rows without their figures for users."""
    figures = {"users_count", "users_pct"} & set(groups.columns)
    return groups.assign(base=given.base, **{column: groups[column].mask(hidden) for column in figures})


def _ratio_columns(given: Given, compared: Compared, hidden: Yes) -> dict[str, Any]:
    rounding_low, rounding_high = rounding_envelope(given)
    return {
        "users_share_pct": np.where(hidden, np.nan, 100 * given.users_share),
        "population_share_pct": 100 * given.population_share,
        "ratio": compared.ratio,
        "ratio_low": compared.low,
        "ratio_high": compared.high,
        "interval_method": words(METHODS, compared.method),
        "rounding_low": np.where(hidden, np.nan, rounding_low),
        "rounding_high": np.where(hidden, np.nan, rounding_high),
    }


def _test_columns(given: Given, compared: Compared, hidden: Yes) -> dict[str, Any]:
    test = np.select([np.isnan(compared.p_value), compared.by_chi_square], ["none", "chi-square"], "Simes")
    return {
        "expected_count": np.where(hidden, np.nan, expected_counts(given)),
        "residual": compared.residual,
        "p_value": compared.p_value,
        "p_adjusted": compared.p_adjusted,
        "characteristic_p": np.where(np.isnan(compared.p_value), np.nan, compared.whole_p),
        "characteristic_test": test,
    }


def _published_rule(given: Given, hidden: Yes) -> NDArray[np.str_]:
    """'At risk' when the share of users is below the share of population, whatever the numbers."""
    no_data = hidden | np.isnan(given.users_share) | np.isnan(given.population_share)
    below = given.users_share < given.population_share
    return np.select([no_data, below], [NO_DATA, AT_RISK], NOT_AT_RISK)
