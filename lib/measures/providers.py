"""Home care providers by locality: who delivers, accepts, hands back and picks up, and at what price."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, combine, protect, protect_cost, with_amounts
from lib.measures.came_hidden import came_hidden, in_groups, marked_hidden
from lib.measures.home_care import match_names
from lib.measures.hours_of_few import hours_to_hide, providers_to_hide, with_hours
from lib.measures.intervals import wilson
from lib.measures.spread import Columns, spread_shown

PACKAGES = ("packages_offered", "packages_accepted", "packages_handed_back", "packages_picked_up")
COUNTS = ("people", *PACKAGES)
LEAD, SPOT, NOT_SAID = "lead", "spot", "not said"
_FLOWS = ("lead_handed_back", "spot_handed_back", "spot_picked_up", "lead_picked_up")
#: Of providers whose role the file does not say; there only where it has any.
_UNSAID = ("unsaid_handed_back", "unsaid_picked_up")
_WORKED = ["people", "hours", "packages_accepted", "packages_picked_up"]
_RATES = ("hourly_rate_gbp", "travel_minutes_per_hour")
_COVER = ["locality_name", "provider_name", "role"]
Side = Literal["locality_name", "provider_name"]
#: Earlier versions of a table that have been shown.
Before = Sequence[ProtectedTable]


def added_up(
    rows: pd.DataFrame, by: Sequence[str], unallocated: str, states: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Providers' rows added up by locality, provider or role.

    Parameters
    ----------
    rows
        One row per provider, locality and period, of one period: ``locality_name, provider_name, role,
        is_unallocated``, hours and packages; price and travel for an hour of care.
    by
        Columns to add up by. Rows of no locality are one locality called ``unallocated``.
    states
        Marks that the file has in place of figures (``source_row, column, state``). What is made of a figure that the
        file hides is missing; :func:`hidden_in` says which.

    Returns
    -------
    DataFrame
        ``by``, ``people``, ``hours`` and packages (missing where nobody gave one), ``providers_active`` (with hours,
        people or a package accepted or picked up), ``localities_count``, ``weekly_cost_gbp`` of the hours whose price
        is given with those ``priced_hours``, and ``travel_minutes_per_hour`` weighted by hours.
    """
    names = rows["locality_name"].mask(rows["is_unallocated"].fillna(False).astype(bool), unallocated)
    numbers = {name: rows[name].astype("float64") for name in (*COUNTS, "hours")}
    care = pd.DataFrame({"locality_name": names, "provider_name": rows["provider_name"], **numbers})
    care = care.assign(role=_roles(rows))
    priced = care["hours"].where(rows["hourly_rate_gbp"].notna())
    timed = care["hours"].where(rows["travel_minutes_per_hour"].notna())
    care = care.assign(
        weekly_cost_gbp=priced * rows["hourly_rate_gbp"].astype("float64"),
        priced_hours=priced,
        travel=timed * rows["travel_minutes_per_hour"].astype("float64"),
        timed_hours=timed,
    )
    is_active = (care[_WORKED].gt(0) | came_hidden(rows, states, _WORKED)).any(axis=1)
    care = care.assign(active=care["provider_name"].where(is_active), place=care["locality_name"].where(is_active))
    groups = care.groupby(list(by), sort=False, dropna=False)
    sums = groups[[*numbers, "weekly_cost_gbp", "priced_hours", "travel", "timed_hours"]].sum(min_count=1)
    sums = sums.assign(
        travel_minutes_per_hour=sums["travel"] / sums["timed_hours"].where(sums["timed_hours"] > 0),
        providers_active=groups["active"].nunique(),
        localities_count=groups["place"].nunique(),
    )
    table, hidden = sums.drop(columns=["travel", "timed_hours"]).reset_index(), hidden_in(rows, by, unallocated, states)
    closed = {str(name): one for name, one in hidden.items() if name in table}
    closed |= dict.fromkeys(("weekly_cost_gbp", "priced_hours"), hidden["hourly_rate_gbp"])
    return table.assign(**{name: table[name].mask(one) for name, one in closed.items()})


def hidden_in(rows: pd.DataFrame, by: Sequence[str], unallocated: str, states: pd.DataFrame | None) -> pd.DataFrame:
    """Which figures of :func:`added_up` have a part that the file hides: yes or no, on its rows.

    Columns are people, hours, packages, ``hourly_rate_gbp`` and ``travel_minutes_per_hour``.
    """
    names = rows["locality_name"].mask(rows["is_unallocated"].fillna(False).astype(bool), unallocated)
    groups = {"locality_name": names, "provider_name": rows["provider_name"], "role": _roles(rows)}
    came = came_hidden(rows, states, (*COUNTS, "hours", *_RATES))
    came = came.assign(**{name: came[name] | came["hours"] for name in _RATES})
    return in_groups(came, [groups[name] for name in by]).reset_index(drop=True)


def _roles(rows: pd.DataFrame) -> pd.Series:
    return rows["role"].replace("", NOT_SAID).fillna(NOT_SAID)


def providers_shown(
    rows: pd.DataFrame,
    by: Side,
    unallocated: str,
    rule: str | Rule = "asc",
    before: Before = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """Delivery, acceptance, hand-backs and price by locality or provider, as they may be shown.

    People and packages are counts of people: small ones are hidden and the rest rounded, and shares with their
    intervals come from the rounded figures. Hours are hidden where people are, and those of a provider where they would
    give away the hours of a few people (:mod:`lib.measures.hours_of_few`). The average price of an hour is hidden
    where fewer than two providers, or fewer than five people, make it up. Figures that the file hides (``states``, as
    for :func:`added_up`) stay hidden, and so do sums of them and hours and prices beside them.
    """
    table, hidden = added_up(rows, [by], unallocated, states), hidden_in(rows, [by], unallocated, states)
    beside = ["providers_active", "localities_count", "travel_minutes_per_hour"]
    safe = protect(table, rule, keys=by, counts=["people"], alongside=beside, totals={}, before=before)
    safe, closed = marked_hidden(safe, hidden[["people"]]), hidden["hours"]
    if by == "provider_name":
        cover = added_up(rows, _COVER, unallocated, states)
        came = hidden_in(rows, _COVER, unallocated, states)["people"]
        closed = closed | table[by].isin(providers_to_hide(cover, rule, came))
    safe = with_hours(safe, table["hours"], closed)
    given = [name for name in PACKAGES if (table[name].notna() | hidden[name]).any()]
    if given:
        safe = combine(safe, protect(table, rule, keys=by, counts=given, totals={}, before=before), on=by)
    return with_shares(marked_hidden(combine(safe, _prices(table, by, rule), on=by), hidden))


def spread_providers(table: ProtectedTable, shares: pd.DataFrame, unallocated: str) -> ProtectedTable:
    """Delivery, acceptance, hand-backs and price by other localities, estimated from a table by locality.

    How many providers are active cannot be spread and is left out. See :func:`lib.measures.spread.spread_shown`.
    """
    counts = tuple(name for name in COUNTS if name in table.columns)
    columns = Columns(counts, ("hours",), ("hourly_rate_gbp", "travel_minutes_per_hour"))
    return with_shares(spread_shown(table, shares, unallocated, columns))


def with_shares(table: ProtectedTable) -> ProtectedTable:
    """Shares accepted and handed back in per cent with their 95% Wilson intervals, from the figures shown."""
    found = table
    for name, top, bottom in (
        ("accepted", "packages_accepted", "packages_offered"),
        ("handed_back", "packages_handed_back", "packages_accepted"),
    ):
        if top in table.columns and bottom in table.columns:
            found = found.with_columns(
                {
                    f"{name}_{end}": partial(_end_of_share, top=top, bottom=bottom, end=n)
                    for n, end in enumerate(("pct", "low", "high"))
                },
                reads=[top, bottom],
            )
    return found


def coverage_shown(
    rows: pd.DataFrame,
    unallocated: str,
    rule: str | Rule = "asc",
    before: Before = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """Which provider covers which locality: ``locality_name, provider_name, role, hours``; hidden where people are.

    Hours that would give those away are hidden too (:mod:`lib.measures.hours_of_few`).
    """
    table, hidden = added_up(rows, _COVER, unallocated, states), hidden_in(rows, _COVER, unallocated, states)
    safe = protect(table, rule, keys=_COVER, counts=["people"], totals={}, before=before)
    safe = marked_hidden(safe, hidden[["people"]])
    return with_hours(safe, table["hours"], hidden["hours"] | hours_to_hide(table, safe.is_hidden("people")))


def flow_shown(
    rows: pd.DataFrame,
    unallocated: str,
    rule: str | Rule = "asc",
    before: Before = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """What becomes of packages handed back, by locality.

    Returns ``locality_name``, ``lead_handed_back``, ``spot_handed_back``, ``spot_picked_up``, ``lead_picked_up`` and
    ``not_picked_up`` (handed back less picked up; missing where either is hidden, 0 where more were picked up).
    Providers whose role is not said are in ``unsaid_handed_back`` and ``unsaid_picked_up``, which are there only where
    there are any. What the file does not give at all stays missing.
    """
    by = ["locality_name", "role"]
    table, hidden = added_up(rows, by, unallocated, states), hidden_in(rows, by, unallocated, states)
    lead, spot = table["role"].eq(LEAD), table["role"].eq(SPOT)
    kinds = {"lead": lead, "spot": spot} | ({} if (lead | spot).all() else {"unsaid": ~(lead | spot)})
    parts, came = {}, {}
    for kind, chosen in kinds.items():
        some = table[chosen].groupby("locality_name", sort=False)
        for done in ("handed_back", "picked_up"):
            parts[f"{kind}_{done}"] = some[f"packages_{done}"].sum(min_count=1)
            came[f"{kind}_{done}"] = hidden.loc[chosen, f"packages_{done}"].groupby(table["locality_name"]).any()
    wide = pd.DataFrame(parts).reindex(table["locality_name"].drop_duplicates())
    closed = pd.DataFrame(came).reindex(wide.index).eq(True)  # missing is not hidden
    given = [name for name in wide.columns if rows[f"packages_{name.split('_', 1)[1]}"].notna().any()]
    wide = wide.fillna(dict.fromkeys(given, 0.0)).mask(closed)
    named = wide.rename_axis("locality_name").reset_index()
    safe = protect(named, rule, keys="locality_name", counts=_flows_of(wide), totals={}, before=before)
    safe = marked_hidden(safe, closed.reset_index(drop=True))
    return safe.with_columns({"not_picked_up": _not_picked_up})


def spread_flow(table: ProtectedTable, shares: pd.DataFrame, unallocated: str) -> ProtectedTable:
    """What becomes of packages handed back by other localities, estimated from what :func:`flow_shown` shows."""
    spread = spread_shown(table, shares, unallocated, Columns(_flows_of(table.frame)))
    return spread.with_columns({"not_picked_up": _not_picked_up})


def few_providers(shown: pd.DataFrame, places: Sequence[str]) -> tuple[list[str], list[str]]:
    """Localities with no provider and those with one, of all the localities there are.

    ``shown`` has ``locality_name`` and ``providers_active``; names are compared whatever their capitals.
    """
    matched = match_names(shown["locality_name"], places)["population_name"].to_numpy()
    active = pd.Series(shown["providers_active"].to_numpy(), index=matched).groupby(level=0).max()
    counts = active.reindex(list(places)).fillna(0)
    return [str(n) for n in counts[counts == 0].index], [str(n) for n in counts[counts == 1].index]


def _prices(table: pd.DataFrame, by: str, rule: str | Rule) -> ProtectedTable:
    """Average price of an hour, hidden where it would tell one provider's price or a few people's cost."""
    costs = protect_cost(table, "weekly_cost_gbp", "people", "providers_active", rule, by, totals={})
    priced = with_amounts(costs, table[["priced_hours"]])
    return priced.with_rate("hourly_rate_gbp", "weekly_cost_gbp", "priced_hours", per=1).select([by, "hourly_rate_gbp"])


def _share(frame: pd.DataFrame, top: str, bottom: str) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Per cent, lower and upper end; rounding never makes more than all."""
    below = frame[bottom].astype("float64").where(lambda n: n > 0)
    above = frame[top].astype("float64").clip(upper=below)
    low, high = (np.asarray(end, dtype="float64") for end in wilson(above, below))
    ends = (above / below, pd.Series(low, index=frame.index), pd.Series(high, index=frame.index))
    known = above.notna() & below.notna()
    first, second, third = ((100 * end).where(known).astype("Float64") for end in ends)
    return first, second, third


def _end_of_share(frame: pd.DataFrame, *, top: str, bottom: str, end: int) -> pd.Series:
    return _share(frame, top, bottom)[end]


def _flows_of(frame: pd.DataFrame) -> tuple[str, ...]:
    return tuple(name for name in (*_FLOWS, *_UNSAID) if name in frame)


def _not_picked_up(frame: pd.DataFrame) -> pd.Series:
    handed, picked = (
        frame[[name for name in _flows_of(frame) if name.endswith(done)]].sum(axis=1, skipna=False)
        for done in ("handed_back", "picked_up")
    )
    return (handed - picked).clip(lower=0)
