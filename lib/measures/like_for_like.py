"""Totals that may be compared over time: of the same localities in each period, whoever joins late or leaves."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.measures.home_care import Activity
from lib.measures.in_total import InTotal

_LEAST = 2  # periods: of fewer there is no growth


@dataclass(frozen=True)
class Alike:
    """The same localities together in every period.

    Attributes
    ----------
    totals
        What they come to by period, oldest first; missing in a period in which one of them has no figure.
    left_out
        The other localities, whose figures are in some of the periods alone.
    left_out_pct
        How much of the last period's total those are; missing where there is none.
    last
        The last period in which anything is known; blank where there is none.
    """

    totals: pd.Series
    left_out: tuple[str, ...]
    left_out_pct: float
    last: str


def known_in(adding: InTotal, what: Activity, periods: tuple[str, ...]) -> Alike:
    """The localities known in every one of these periods."""
    wide = _by_locality(adding, what).reindex(columns=list(periods))
    return _alike(wide, wide.notna().all(axis=1), adding)


def over_time(adding: InTotal, what: Activity) -> Alike:
    """The same localities over all periods.

    They are those known throughout, or those known in the last period in the periods in which all of them are known:
    whichever keeps more of the figures, so that neither a late starter nor one blank cell takes the rest away.
    """
    wide = _by_locality(adding, what)
    some = wide.loc[:, wide.notna().any()]
    if some.empty:
        return Alike(wide.sum(min_count=1), (), float("nan"), "")
    throughout, now = some.notna().all(axis=1), some.iloc[:, -1].notna()
    whole = some.loc[now, some.loc[now].notna().all()]
    keeps_more = some[throughout].sum().sum() >= whole.sum().sum()
    return _alike(wide, throughout if keeps_more or whole.shape[1] < _LEAST else now, adding)


def _by_locality(adding: InTotal, what: Activity) -> pd.DataFrame:
    """A row for each locality and a column for each period, in order."""
    parts = adding.parts.astype({what: "float64"})
    return parts.groupby(["locality_name", "period"])[what].sum(min_count=1).unstack("period")  # noqa: PD010


def _alike(wide: pd.DataFrame, kept: pd.Series, adding: InTotal) -> Alike:
    totals = adding.rounded(wide[kept].sum(skipna=False, min_count=1))
    known = wide.loc[:, wide.notna().any()]
    if known.empty:
        return Alike(totals, (), float("nan"), "")
    now, last = known.iloc[:, -1], str(known.columns[-1])
    left = wide[~kept & wide.notna().any(axis=1)].index
    share = 100 * now[~kept].sum() / now.sum() if now.sum() else float("nan")
    return Alike(totals, tuple(str(name) for name in left), float(share), last)
