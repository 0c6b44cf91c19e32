"""Hours of a few people at one provider, kept from being worked out from the totals of localities and providers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, rule_named, with_amounts, with_gaps


def hours_to_hide(cover: pd.DataFrame, is_hidden: pd.Series) -> pd.Series:
    """Which hours of ``locality_name, provider_name, hours`` are not shown: yes or no by row.

    The hours of all of a locality are shown, so what it has less what is shown gives away a single figure. Where one
    provider of a locality is hidden, the smallest other one's hours are hidden with it, and neither provider's total
    may be shown (:func:`providers_to_hide`): then neither a locality nor a provider gives either figure away.
    """
    has_hours = cover["hours"].gt(0)
    closed = set(cover.index[is_hidden.to_numpy(dtype=bool) & has_hours.to_numpy(dtype=bool)])
    for _, rows in cover[has_hours].groupby("locality_name", sort=False):
        shut = set(rows.loc[rows.index.isin(closed), "provider_name"])
        others = rows[~rows["provider_name"].isin(shut)]
        if len(shut) == 1 and len(others):
            closed.add(others["hours"].idxmin())
    return pd.Series(cover.index.isin(closed), index=cover.index)


def providers_to_hide(cover: pd.DataFrame, rule: str | Rule, came_hidden: pd.Series) -> set[str]:
    """Providers whose hours in all would give away those of a few people; ``came_hidden`` says whom the file hides."""
    few = np.asarray(rule_named(rule).hides(cover["people"].to_numpy(dtype="float64", na_value=np.nan)), dtype=bool)
    return set(cover.loc[hours_to_hide(cover, came_hidden | few), "provider_name"])


def with_hours(table: ProtectedTable, hours: pd.Series, is_closed: pd.Series) -> ProtectedTable:
    """The table with its hours, hidden where people are and where ``is_closed``."""
    shown = with_amounts(table, hours.mask(is_closed).to_frame("hours"))
    return with_gaps(shown, is_closed.map({True: "suppressed", False: ""}).to_frame("hours"))
