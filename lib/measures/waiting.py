"""Who waits for home care and how long, by locality and period, as it may be shown."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, with_amounts
from lib.measures.came_hidden import came_hidden, in_groups, marked_hidden

WAITS = ("hours_waiting", "wait_days_median", "wait_days_p90")


def has_waits(activity: pd.DataFrame) -> bool:
    """Whether a file says more of waiting than how many wait."""
    return "people_waiting" in activity and bool(_given(activity))


def waiting_shown(
    activity: pd.DataFrame,
    unallocated: str,
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """People and hours waiting, and the wait that half and nine in ten of them have had at most.

    ``activity`` is as :func:`lib.measures.home_care_by_locality` takes it, with any of ``hours_waiting``,
    ``wait_days_median``, ``wait_days_p90``. Where several rows are one locality in one period, people and hours are
    added up and the waits are missing: medians cannot be added. Hours and waits are hidden where the people are.
    ``before`` are earlier versions that have been shown. ``states`` are the marks that the file has in place of
    figures: a sum with a figure that the file hides is hidden too. Ask :func:`has_waits` first.
    """
    given = _given(activity)
    names = activity["locality_name"].mask(activity["is_unallocated"].fillna(False).astype(bool), unallocated)
    numbers = {name: activity[name].astype("float64") for name in ("people_waiting", *given)}
    rows = activity.assign(locality_name=names, **numbers)
    groups = rows.groupby(["locality_name", "period"], sort=False)
    sums = groups[list(numbers)].sum(min_count=1)
    hidden = in_groups(came_hidden(activity, states, numbers), [names, activity["period"]]).reindex(sums.index)
    sums = sums.mask(hidden)
    alone = groups.size().eq(1)
    days = [name for name in given if name != "hours_waiting"]
    table = sums.assign(**{name: sums[name].where(alone) for name in days}).reset_index()
    beside = groups[given].count().gt(0).mul(hidden["people_waiting"], axis=0) | hidden[given]
    hidden, beside = hidden.reset_index(drop=True), beside.reset_index(drop=True)
    safe = protect(table, rule, keys=("locality_name", "period"), counts=["people_waiting"], totals={}, before=before)
    safe = marked_hidden(safe, hidden[["people_waiting"]])  # first, so that it closes what stands beside
    return marked_hidden(with_amounts(safe, table[given]), beside)


def _given(activity: pd.DataFrame) -> list[str]:
    return [name for name in WAITS if name in activity and activity[name].notna().any()]
