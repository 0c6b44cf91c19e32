"""Homes that opened and closed, month by month, as far as a register says."""

from __future__ import annotations

import pandas as pd

from lib.measures.supply import stated_beds


def by_month(
    homes: pd.DataFrame, closed: pd.DataFrame, months: int = 24, until: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Homes opened and closed in each of the last months.

    Parameters
    ----------
    homes, closed
        Homes on the register (``opened_on, registered_beds``) and homes that have left it (``closed_on`` too). A home
        that opened and closed counts in both months.
    months, until
        How many months, and a day in the last of them; the latest day given anywhere when not said.

    Returns
    -------
    DataFrame
        ``month`` (``2026-01``, no month left out), ``opened, beds_opened, closed, beds_closed, net_beds``. Homes
        without a day are in no month, and homes that state no beds add none; where none of those that opened, or of
        those that closed, states any, their beds and ``net_beds`` are missing. No rows where no day is given.
    """
    opened = pd.concat([homes[["opened_on", "registered_beds"]], closed[["opened_on", "registered_beds"]]])
    every = every_month(homes, closed, months, until)
    if every.empty:
        return pd.DataFrame(columns=["month", "opened", "beds_opened", "closed", "beds_closed", "net_beds"])
    came, went = _counted(opened, "opened_on", every), _counted(closed, "closed_on", every)
    table = pd.DataFrame(
        {
            "opened": came["homes"],
            "beds_opened": came["beds"],
            "closed": went["homes"],
            "beds_closed": went["beds"],
            "net_beds": came["beds"] - went["beds"],
        }
    )
    return table.set_axis(every.astype("str"), axis=0).rename_axis("month").reset_index()


def every_month(
    homes: pd.DataFrame, closed: pd.DataFrame, months: int = 24, until: pd.Timestamp | None = None
) -> pd.PeriodIndex:
    """The months that :func:`by_month` counts, for the same parameters; none where no day is given."""
    last = until if until is not None else last_day(homes, closed)
    if last is None:
        return pd.PeriodIndex([], freq="M")
    return pd.period_range(end=pd.Period(last, "M"), periods=months, freq="M")


def last_day(homes: pd.DataFrame, closed: pd.DataFrame) -> pd.Timestamp | None:
    """The latest day on which any of these homes opened or closed; ``None`` where no day is given."""
    last = pd.concat([homes["opened_on"], closed["opened_on"], closed["closed_on"]]).max()
    return None if pd.isna(last) else pd.Timestamp(last)


def _counted(homes: pd.DataFrame, when: str, every: pd.PeriodIndex) -> pd.DataFrame:
    dated = homes[homes[when].notna()]
    month = pd.PeriodIndex(pd.to_datetime(dated[when]), freq="M")
    parts = pd.DataFrame({"homes": 1, "beds": stated_beds(dated).to_numpy()}, index=month)
    inside = parts[month.isin(every)]
    sums = inside.groupby(level=0).sum().reindex(every, fill_value=0).astype("Int64")
    return sums if says_beds(inside["beds"]) else sums.assign(beds=pd.array([pd.NA] * len(sums), dtype="Int64"))


def says_beds(beds: pd.Series) -> bool:
    """Whether the beds of some home are given; so too where there is no home to give any."""
    return beds.empty or bool(beds.notna().any())


def said_of_dates(homes: pd.DataFrame, closed: pd.DataFrame) -> pd.Series:
    """How much the register says: homes ``with_a_day`` of opening and ``without``, ``closed`` homes listed,
    ``dormant`` homes (missing where the register does not say) and homes ``registered_twice``.
    """
    dormant = homes["is_dormant"].astype("boolean")
    return pd.Series(
        {
            "with_a_day": int(homes["opened_on"].notna().sum()),
            "without": int(homes["opened_on"].isna().sum()),
            "closed": len(closed),
            "dormant": float("nan") if dormant.isna().all() else float(dormant.sum()),
            "registered_twice": int(homes["also_registered_as"].notna().sum()),
        }
    )
