"""Home care over periods: each locality and all of them, and whether a series has changed."""

from __future__ import annotations

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.home_care import TOTAL, Activity
from lib.measures.in_total import InTotal, in_total
from lib.measures.like_for_like import over_time
from lib.measures.trend import SeriesKind, Trend, trend

#: How many there are at a moment: each figure is mostly the one before.
STOCKS: tuple[Activity, ...] = ("people_waiting", "packages")


def series_shown(table: ProtectedTable, what: Activity) -> ProtectedTable:
    """Every locality in every period, oldest first, and then all localities, from the figures shown.

    Returns ``locality_name``, ``period`` and ``what``. What the total does with hidden figures is said by
    :func:`lib.measures.in_total.in_total`; the total of a period in which a figure is missing is missing too.
    """
    adding = in_total(table, what)
    hidden = table.is_hidden(what)
    return table.derive(lambda frame: _with_totals(frame.assign(is_suppressed=hidden), what, adding))


def alike_shown(table: ProtectedTable, what: Activity) -> ProtectedTable:
    """The same localities together in every period, oldest first, as :func:`series_shown` gives all of them.

    Growth, trend and forecast are made of these: a locality that joins late is no growth. Which localities are left out
    is said by :func:`lib.measures.like_for_like.over_time`. Periods before all of them are known are left out.
    """
    totals = over_time(in_total(table, what), what).totals.rename_axis("period")
    first = totals.first_valid_index()
    rows = totals.loc[first:].astype("Float64").rename(what).reset_index()
    named = rows.assign(locality_name=TOTAL, period=rows["period"].astype(str), is_suppressed=False)
    return table.derive(lambda _: named[["locality_name", "period", what, "is_suppressed"]])


def _with_totals(frame: pd.DataFrame, what: Activity, adding: InTotal) -> pd.DataFrame:
    rows = pd.DataFrame(
        {
            "locality_name": frame["locality_name"],
            "period": frame["period"].astype(str),
            what: frame[what].astype("Float64"),
            "is_suppressed": frame["is_suppressed"] & frame[what].isna(),
        }
    ).sort_values(["period", "locality_name"], ignore_index=True)
    sums = adding.parts.groupby("period")[what].agg(lambda values: values.sum(skipna=False))
    totals = adding.rounded(sums.reindex(sorted(rows["period"].unique()))).rename(what).rename_axis("period")
    # A period with no part at all is one whose figures are all hidden.
    closed = totals.isna() & ~totals.index.isin(sums.index)
    said = totals.reset_index().assign(locality_name=TOTAL, is_suppressed=closed.to_numpy())
    return pd.concat([rows, said[list(rows.columns)]], ignore_index=True)


def totals_of(series: ProtectedTable, what: Activity, locality: str = TOTAL) -> pd.Series:
    """A locality's figures, or those of all, by period."""
    rows = series.frame[series.frame["locality_name"].eq(locality)]
    return rows.set_index("period")[what].astype("float64")


def trend_of(series: ProtectedTable, what: Activity, locality: str = TOTAL) -> Trend:
    """Whether a locality's series, or that of all, shows a sustained change.

    People waiting and packages are so many at a moment: an XmR chart of them is refused.
    """
    kind: SeriesKind = "stock" if what in STOCKS else "auto"
    return trend(totals_of(series, what, locality), kind)
