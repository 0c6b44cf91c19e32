"""Who covers what, given to other localities: figures by where people live, and how sure a provider's presence is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.home_care import match_names
from lib.measures.providers import LEAD, NOT_SAID, SPOT
from lib.measures.spread import Columns, placed_rows, spread_shown

LEAD_AND_SPOT = "lead and spot"
_WHOLE = 99.95  # per cent of a locality's people: all of them, as shares are printed
_NAMES = ["locality_name", "provider_name"]


def spread_coverage(table: ProtectedTable, shares: pd.DataFrame, unallocated: str) -> ProtectedTable:
    """Who covers what by other localities, estimated from what :func:`lib.measures.providers.coverage_shown` shows.

    Parameters
    ----------
    table, shares, unallocated
        As for :func:`lib.measures.spread.spread_shown`.

    Returns
    -------
    ProtectedTable
        ``locality_name``, ``provider_name``, ``role`` (``lead and spot`` where it is one here and one there),
        ``people``, ``hours``, ``delivers`` (some figure is above 0 or hidden), ``is_sure`` (it delivers in a locality
        that lies here whole; in one that was split it covers at least part, nobody knows which) and ``comes_from``
        (the localities of the file with the share of their people that went here).
    """
    counts = tuple(name for name in ("people",) if name in table.columns)
    placed = spread_shown(table, shares, unallocated, Columns(counts, ("hours",)), by=["provider_name"])
    known = _where_from(table, shares, unallocated)
    beside = {name: partial(_beside, known=known[name]) for name in known.columns}
    return placed.with_columns(beside, reads=_NAMES)


def providers_between(spread: ProtectedTable, places: Sequence[str], in_part: Collection[str] = ()) -> ProtectedTable:
    """How many providers deliver in each of ``places``, at least and at most.

    ``spread`` is as :func:`spread_coverage` gives it. Returns ``locality_name``, ``providers_least`` (sure to
    deliver) and ``providers_most`` (those too that deliver in a locality of which a part lies here; missing for those
    ``in_part``, of which the figures leave people out).
    """
    return spread.derive(lambda frame: _between(frame, places, in_part))


def _between(frame: pd.DataFrame, places: Sequence[str], in_part: Collection[str]) -> pd.DataFrame:
    matched = match_names(frame["locality_name"], places)["population_name"].to_numpy()
    found = pd.DataFrame(
        {"providers_least": frame["is_sure"].astype(bool), "providers_most": frame["delivers"].astype(bool)}
    )
    sums = found.groupby(matched).sum().reindex(list(places)).fillna(0).astype("Int64")
    most = sums["providers_most"].mask(sums.index.isin(in_part))
    return sums.assign(providers_most=most).rename_axis("locality_name").reset_index()


def _where_from(table: ProtectedTable, shares: pd.DataFrame, unallocated: str) -> pd.DataFrame:
    """What is known of each provider in each new locality, by their names, from what the table shows."""
    frame = table.frame
    figures = [name for name in ("people", "hours") if name in frame]
    delivers = pd.concat([frame[name].gt(0).fillna(False) | table.is_hidden(name) for name in figures], axis=1)
    rows = placed_rows(frame.assign(delivers=delivers.any(axis=1).to_numpy(dtype=bool)), shares, unallocated)
    rows = rows.assign(
        is_sure=rows["delivers"] & rows["share_pct"].ge(_WHOLE),
        said=[_said(*row) for row in zip(rows["locality_name"], rows["share_pct"], strict=True)],
    )
    groups = rows.groupby(["new_name", "provider_name"], sort=False)
    return pd.DataFrame(
        {
            "role": groups["role"].agg(_role),
            "delivers": groups["delivers"].any(),
            "is_sure": groups["is_sure"].any(),
            "comes_from": groups["said"].agg(lambda said: "; ".join(dict.fromkeys(said))),
        }
    )


def _said(name: object, share_pct: float) -> str:
    if share_pct >= _WHOLE:
        return f"all of {name}"
    return f"{share_pct:.0f}% of {name}" if share_pct >= 1 else f"under 1% of {name}"


def _role(roles: pd.Series) -> str:
    """One role for all; both where it leads in one and is a spot provider in another."""
    named = set(roles) - {NOT_SAID}
    if {LEAD, SPOT} <= named:
        return LEAD_AND_SPOT
    return str(next(iter(sorted(named)), NOT_SAID))


def _beside(frame: pd.DataFrame, *, known: pd.Series) -> pd.Series:
    found = known.reindex(pd.MultiIndex.from_frame(frame[_NAMES]))
    return pd.Series(found.to_numpy(), index=frame.index, dtype=known.dtype)
