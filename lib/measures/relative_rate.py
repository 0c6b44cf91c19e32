"""The relative rate index: each group's rate of use against one named group's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.measures.comparing import REASONS, ratio_of
from lib.measures.given import TABLE_COLUMNS, Base, Given, read_given
from lib.measures.intervals import SMALL_EXPECTED, Floats, Limits, Yes, share_interval
from lib.measures.representation import hidden_rows

NO_FIGURES = "this group or the reference group has no usable figures"


def relative_rate_index(
    groups: pd.DataFrame,
    reference: str | Mapping[str, str],
    base: Base = None,
    level: float = 0.95,
    rule: str = "asc",
    by: Sequence[str] = TABLE_COLUMNS,
) -> pd.DataFrame:
    """Users per head of each group over users per head of the reference group.

    Parameters
    ----------
    reference
        The reference group, one for every characteristic or a mapping by characteristic.
    groups, base, level, rule, by
        As for :func:`lib.measures.representation`.

    Returns
    -------
    DataFrame
        The rows of ``groups`` and ``relative_rate``, ``relative_rate_low``, ``relative_rate_high``,
        ``is_reference``, ``is_suppressed`` and ``reason``. The reference group is 1 and has no interval.
        No users in the reference group, or no population in either, leave it missing.

    Notes
    -----
    Given the users of both groups together, those of the group are a binomial share; its interval (Wilson,
    mid-p where fewer than five are expected) becomes that of the ratio of the two rates (Przyborowski and
    Wilenski 1940).
    """
    given = read_given(groups, base, None, by)
    hidden = hidden_rows(groups, given, rule)
    is_reference = _is_reference(groups, reference)
    per_head = np.where(hidden, np.nan, ratio_of(given))
    users = np.where(hidden, np.nan, given.users)
    rate = _over(per_head, _of_reference(per_head, is_reference, given))
    low, high = _limits(users, is_reference, given, level)
    return groups.assign(
        relative_rate=rate,
        relative_rate_low=np.where(is_reference, np.nan, low),
        relative_rate_high=np.where(is_reference, np.nan, high),
        is_reference=is_reference,
        is_suppressed=hidden,
        reason=np.select([hidden, np.isnan(rate)], [REASONS[1], NO_FIGURES], ""),
    )


def _is_reference(groups: pd.DataFrame, reference: str | Mapping[str, str]) -> Yes:
    wanted = groups["characteristic"].map(dict(reference)) if isinstance(reference, Mapping) else reference
    return (groups["characteristic_group"] == wanted).to_numpy(dtype=bool)


def _of_reference(values: Floats, is_reference: Yes, given: Given) -> Floats:
    """The value of the reference group of each row's table; missing where it has none."""
    found = np.full(given.table.max() + 1 if len(values) else 0, np.nan)
    found[given.table[is_reference]] = values[is_reference]
    return found[given.table]


def _limits(users: Floats, is_reference: Yes, given: Given, level: float) -> Limits:
    both = users + _of_reference(users, is_reference, given)
    people = _over(given.population_share, _of_reference(given.population_share, is_reference, given))
    share_expected = people / (1 + people)
    exact = both * np.minimum(share_expected, 1 - share_expected) < SMALL_EXPECTED
    low, high = share_interval(users, both, exact, level)
    return _over(_over(low, 1 - low), people), _over(_over(high, 1 - high), people)


def _over(top: Floats, bottom: Floats) -> Floats:
    """Divide; nothing to divide by is missing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / bottom, np.nan)
