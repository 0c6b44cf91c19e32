"""Home care over periods: each locality and all of them, and whether a series has changed."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.home_care import TOTAL, Activity
from lib.measures.trend import SeriesKind, Trend, trend

#: How many there are at a moment: each figure is mostly the one before.
STOCKS: tuple[Activity, ...] = ("people_waiting", "packages")


def series_shown(table: ProtectedTable, what: Activity) -> ProtectedTable:
    """Every locality in every period, oldest first, and then all localities, from the figures shown.

    Returns ``locality_name``, ``period`` and ``what``. The total of a period in which any figure is hidden or
    missing is hidden or missing too.
    """
    return table.derive(lambda frame: _with_totals(frame, what))


def _with_totals(frame: pd.DataFrame, what: Activity) -> pd.DataFrame:
    flag = f"{what}_is_suppressed" if f"{what}_is_suppressed" in frame else "is_suppressed"
    rows = pd.DataFrame(
        {
            "locality_name": frame["locality_name"],
            "period": frame["period"].astype(str),
            what: frame[what].astype("Float64"),
            "is_suppressed": frame[flag] & frame[what].isna(),
        }
    ).sort_values(["period", "locality_name"], ignore_index=True)
    groups = rows.groupby("period", sort=True)
    totals = groups[what].agg(lambda values: values.sum(skipna=False)).rename(what).reset_index()
    totals = totals.assign(locality_name=TOTAL, is_suppressed=groups["is_suppressed"].any().to_numpy())
    return pd.concat([rows, totals[list(rows.columns)]], ignore_index=True)


def trend_of(series: ProtectedTable, what: Activity, locality: str = TOTAL) -> Trend:
    """Whether a locality's series, or that of all, shows a sustained change.

    People waiting and packages are so many at a moment: an XmR chart of them is refused.
    """
    rows = series.frame[series.frame["locality_name"].eq(locality)]
    values = rows.set_index("period")[what].astype("float64")
    kind: SeriesKind = "stock" if what in STOCKS else "auto"
    return trend(values, kind)
