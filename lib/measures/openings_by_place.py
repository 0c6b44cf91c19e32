"""Homes that opened and closed in each place, year by year, over the months that :func:`by_month` counts."""

from __future__ import annotations

import pandas as pd

from lib.measures.openings import every_month, says_beds
from lib.measures.supply import stated_beds

_COLUMNS = ("opened", "beds_opened", "closed", "beds_closed")


def openings_by_place(
    homes: pd.DataFrame,
    closed: pd.DataFrame,
    place: pd.Series,
    closed_place: pd.Series,
    months: int = 24,
    until: pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Homes and beds opened and closed in each place.

    Parameters
    ----------
    homes, closed, months, until
        As for :func:`lib.measures.openings.by_month`.
    place, closed_place
        The place of each home, by the index of ``homes`` and of ``closed``.

    Returns
    -------
    DataFrame
        One row for each place with a home, open or closed, and each year: ``place``, ``year_to`` (its last month,
        ``2026-03``), ``opened, beds_opened, closed, beds_closed, net_beds``. Years are counted back from the last
        month; added up over places they are what :func:`lib.measures.openings.by_month` gives, and beds are missing
        where they are there. No rows where no day is given.
    """
    both = pd.concat([_placed(homes, place, "opened_on"), _placed(closed, closed_place, "opened_on")])
    every = every_month(homes, closed, months, until)
    gone = _placed(closed, closed_place, "closed_on")
    years = sorted(set(_years(every, every)))
    rows = pd.MultiIndex.from_product([sorted(set(both["place"])), years], names=["place", "year_to"])
    sums = [_counted(events, every, rows) for events in (both, gone)]
    table = pd.concat(sums, axis=1).set_axis(list(_COLUMNS), axis=1)
    return table.assign(net_beds=table["beds_opened"] - table["beds_closed"]).reset_index()


def _placed(homes: pd.DataFrame, place: pd.Series, when: str) -> pd.DataFrame:
    """Place, day and beds of each home."""
    return pd.DataFrame({"place": place.astype("str"), "day": pd.to_datetime(homes[when]), "beds": stated_beds(homes)})


def _counted(events: pd.DataFrame, every: pd.PeriodIndex, rows: pd.MultiIndex) -> pd.DataFrame:
    """Homes and beds by place and year, of the events in these months."""
    month = pd.PeriodIndex(events["day"], freq="M")
    inside = events[month.isin(every)].assign(homes=1)
    years = _years(pd.PeriodIndex(inside["day"], freq="M"), every)
    by = [inside["place"], pd.Series(years, index=inside.index, dtype="str")]
    sums = inside.groupby(by)[["homes", "beds"]].sum().reindex(rows, fill_value=0).astype("Int64")
    return sums if says_beds(inside["beds"]) else sums.assign(beds=pd.array([pd.NA] * len(sums), dtype="Int64"))


def _years(months: pd.PeriodIndex, every: pd.PeriodIndex) -> list[str]:
    """The last month of the year each month is in; years end with the last month of all."""
    if every.empty:
        return []
    last = every[-1]
    return [str(last - 12 * ((last - month).n // 12)) for month in months]
