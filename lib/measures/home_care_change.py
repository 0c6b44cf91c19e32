"""Change of home care between two periods, worked out from what may be shown."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.home_care import TOTAL, Activity, change_between

CHANGES = ("before", "after", "change", "change_pct", "share_of_change_pct")


def change_shown(table: ProtectedTable, before: str, after: str, what: Activity = "hours") -> ProtectedTable:
    """Change of each locality between two periods, from the figures shown.

    Parameters
    ----------
    table
        As :func:`lib.measures.home_care_shown.home_care_shown` gives it, all periods.
    before, after
        Two of its periods.

    Returns
    -------
    ProtectedTable
        ``locality_name``, ``is_unallocated``, ``is_total``, ``before``, ``after``, ``change``, ``change_pct`` and
        ``share_of_change_pct``. Where a figure is hidden, so is the change; the total of a period with a hidden
        figure is hidden too, since subtraction would give the figure away.
    """
    return table.derive(lambda frame: _changes(frame, before, after, what))


def _changes(shown: pd.DataFrame, before: str, after: str, what: Activity) -> pd.DataFrame:
    frame = shown[shown["period"].isin([before, after])]
    changes = change_between(frame[["locality_name", "period", "is_unallocated", what]], before, after, what)
    flag = f"{what}_is_suppressed" if f"{what}_is_suppressed" in frame else "is_suppressed"
    closed = frame.loc[frame[flag] & frame[what].isna(), ["locality_name", "period"]]
    return _closed(changes, closed.set_axis(["locality_name", "period"], axis=1), before, after)


def _closed(changes: pd.DataFrame, closed: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """The changes with the totals of periods that have a hidden figure hidden as well."""
    periods = {"before": before, "after": after}
    without = [name for name, period in periods.items() if (closed["period"] == period).any()]
    is_closed = changes["locality_name"].isin(closed["locality_name"]) | (changes["is_total"] & bool(without))
    table = changes.astype(dict.fromkeys(CHANGES, "Float64"))
    table["share_of_change_pct"] = table["share_of_change_pct"] + 0.0  # a share of -0 is 0
    table.loc[table["is_total"], without] = pd.NA
    table.loc[is_closed, list(CHANGES[2:])] = pd.NA
    if without:  # a share tells the total to whoever has the change
        table["share_of_change_pct"] = pd.array([pd.NA] * len(table), dtype="Float64")
    return table.assign(is_suppressed=is_closed)


def largest_and_smallest(changes: pd.DataFrame, column: str) -> tuple[pd.Series, pd.Series] | None:
    """The localities with the largest and the smallest of a column; ``None`` where fewer than two have it."""
    named = changes[~changes["is_total"] & ~changes["is_unallocated"] & changes[column].notna()]
    if len(named) < 2:
        return None
    ordered = named.sort_values(column, ascending=False, kind="stable")
    return ordered.iloc[0], ordered.iloc[-1]


def total_row(changes: pd.DataFrame) -> pd.Series:
    """The row of all localities together."""
    return changes[changes["locality_name"].eq(TOTAL) & changes["is_total"]].iloc[0]
