"""Change of home care between two periods, worked out from what may be shown."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.home_care import IN_BOTH, TOTAL, Activity, change_between
from lib.measures.in_total import InTotal, in_total

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
        ``share_of_change_pct``. Where a figure is hidden, so is the change; what the total does with hidden figures is
        said by :func:`lib.measures.in_total.in_total`, asked about these two periods. Where a locality is known in one
        of them alone, the total has no change, and a last row has that of the localities known in both.
    """
    adding, hidden = in_total(table, what, (before, after)), table.is_hidden(what)
    return table.derive(lambda frame: _changes(frame.assign(is_closed=hidden), before, after, what, adding))


def _changes(shown: pd.DataFrame, before: str, after: str, what: Activity, adding: InTotal) -> pd.DataFrame:
    frame = shown[shown["period"].astype(str).isin([before, after])]
    given = ["locality_name", "period", "is_unallocated", what]
    changes = change_between(frame[given], before, after, what)
    known = frame[["locality_name", "is_unallocated"]].drop_duplicates("locality_name")
    total = change_between(adding.parts.merge(known, on="locality_name", validate="m:1"), before, after, what)
    closed = frame.loc[frame["is_closed"] & frame[what].isna(), "locality_name"]
    return _closed(changes, closed, _rounded(total[total["is_total"]], adding))


def _rounded(total: pd.DataFrame, adding: InTotal) -> pd.DataFrame:
    """The rows of all, their two figures rounded as their parts are and the change worked out from them."""
    before, after = adding.rounded(total["before"]), adding.rounded(total["after"])
    change = (after - before).mask(total["change"].isna())
    share = 100 * change / before.where(before > 0)
    return total.assign(before=before, after=after, change=change, change_pct=share)


def _closed(changes: pd.DataFrame, closed: pd.Series, total: pd.DataFrame) -> pd.DataFrame:
    """The changes without those that need a hidden figure, and the total that may be given."""
    rows = changes[~changes["is_total"]]
    is_closed = rows["locality_name"].isin(closed)
    whole = total["change"].iloc[-1] if len(total) else float("nan")
    shares = 100 * rows["change"] / whole if pd.notna(whole) and whole else float("nan")
    opened = rows.assign(share_of_change_pct=shares, is_suppressed=is_closed)
    table = pd.concat([opened, total.assign(is_suppressed=False)], ignore_index=True)
    table = table.astype(dict.fromkeys(CHANGES, "Float64"))
    table["share_of_change_pct"] = table["share_of_change_pct"] + 0.0  # a share of -0 is 0
    table.loc[table["is_suppressed"], list(CHANGES[2:])] = pd.NA
    return table


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


def compared_row(changes: pd.DataFrame) -> pd.Series:
    """The row of the localities that are compared: all of them, or those known in both periods."""
    both = changes[changes["locality_name"].eq(IN_BOTH) & changes["is_total"]]
    return both.iloc[0] if len(both) else total_row(changes)
