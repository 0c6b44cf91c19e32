"""The way through care as a chain of rates: where along it does a group fall behind?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from lib.disclosure.rules import rule_named
from lib.measures.intervals import SMALL_EXPECTED, floats, share_interval

#: The steps councils record, in order.
STAGES = ("contact", "assessment", "service", "review", "direct payment")
FIRST = "population"
_OF = {"direct payment": "service"}  # whoever is served may have one, reviewed or not
NOT_NESTED = "more people at this step than at the one before: they are not the same people"
HIDDEN = "hidden to protect people"
NO_FIGURE = "no figure at this step or the one before"


def pathway(
    people: pd.DataFrame, stages: Sequence[str] = (FIRST, *STAGES), level: float = 0.95, rule: str = "asc"
) -> pd.DataFrame:
    """Rate of each step from the one before, for each group, beside everybody's.

    Parameters
    ----------
    people
        One row per group and step: ``characteristic``, ``characteristic_group``, ``stage``, ``people_count``.
    stages
        The steps in order; each is a rate of the one before, but direct payments of the people served. Steps nobody
        has are left out.
    level, rule
        As for :func:`lib.measures.representation`; the population is not hidden.

    Returns
    -------
    DataFrame
        One row per group and step after the first: ``stage``, ``stage_before``, ``people_count``,
        ``before_count``, ``rate_pct``, ``rate_low_pct``, ``rate_high_pct`` (Wilson, mid-p for few),
        ``overall_rate_pct``, ``rate_ratio`` (to everybody's), ``is_suppressed``, ``reason``. Nobody at the
        step before gives no rate.
    """
    steps = [stage for stage in stages if (people["stage"] == stage).any()]
    wide = _wide(people, steps)
    tables = [_step(wide, before, stage, level, rule) for before, stage in _pairs(steps)]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _pairs(steps: list[str]) -> list[tuple[str, str]]:
    """Each step with the one it is a rate of."""
    return [(_OF[stage] if _OF.get(stage) in steps else before, stage) for before, stage in pairwise(steps)]


def _wide(people: pd.DataFrame, steps: list[str]) -> pd.DataFrame:
    """One row per group, one column per step."""
    keys = ["characteristic", "characteristic_group"]
    counts = people.assign(people_count=pd.to_numeric(people["people_count"]).astype("float64"))
    sums = counts.groupby([*keys, "stage"], dropna=False, observed=True, sort=False)["people_count"].sum(min_count=1)
    groups = pd.MultiIndex.from_frame(people[keys].drop_duplicates())
    return sums.unstack("stage").reindex(index=groups, columns=steps)  # noqa: PD010 - one row per pair already


def _step(wide: pd.DataFrame, before: str, stage: str, level: float, rule: str) -> pd.DataFrame:
    hides = rule_named(rule).hides
    count, base = floats(wide[stage]), floats(wide[before])
    hidden = np.asarray(hides(count)) | (np.asarray(hides(base)) & (before != FIRST))
    reason = np.select([hidden, ~(base > 0) | np.isnan(count), count > base], [HIDDEN, NO_FIGURE, NOT_NESTED], "")
    known = reason == ""
    count, base = np.where(known, count, np.nan), np.where(known, base, np.nan)
    overall = _overall(wide, before, stage)
    with np.errstate(invalid="ignore"):
        exact = np.minimum(count, base - count) < SMALL_EXPECTED
    low, high = share_interval(count, base, exact, level)
    table = pd.DataFrame(
        {
            "stage": stage,
            "stage_before": before,
            "people_count": np.where(hidden, np.nan, floats(wide[stage])),
            "before_count": np.where(hidden, np.nan, floats(wide[before])),
            "rate_pct": 100 * count / base,
            "rate_low_pct": 100 * low,
            "rate_high_pct": 100 * high,
            "overall_rate_pct": overall,
            "rate_ratio": 100 * count / base / overall,
            "is_suppressed": hidden,
            "reason": reason,
        },
        index=wide.index,
    )
    return table.reset_index()


def _overall(wide: pd.DataFrame, before: str, stage: str) -> np.ndarray:
    """Everybody's rate over the groups of a characteristic that have both figures."""
    both = wide[[before, stage]].where(wide[[before, stage]].notna().all(axis=1))
    sums = both.groupby("characteristic").transform("sum")
    return floats(100 * sums[stage] / sums[before].where(sums[before] > 0))
