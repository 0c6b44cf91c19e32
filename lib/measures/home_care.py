"""Home care by locality: hours, packages and people waiting, their rates, change, and what capacity is left.

Home care is mapped where it is delivered. A row that belongs to no locality (NULL, unknown) is real: it
stays in every table and in every total, and has no rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lib.datasets.dataset import gaps_of

Activity = Literal["hours", "packages", "people_waiting"]
ACTIVITY: tuple[Activity, ...] = ("hours", "packages", "people_waiting")
TOTAL = "All localities"
IN_BOTH = "Localities known in both periods"
SAME, TOLD, NOT_MATCHED = "same name", "matched by you", "not matched"


def home_care_by_locality(
    activity: pd.DataFrame,
    population: pd.DataFrame | None = None,
    same_as: Mapping[str, str] | None = None,
    states: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Activity of each locality in each period, and per 1,000 people aged 65 and over.

    Parameters
    ----------
    activity
        One row per locality and period: ``locality_name``, ``period``, ``is_unallocated`` and any of
        ``hours``, ``packages``, ``people_waiting``. Rows of the same locality and period are added up. Where
        ``<activity>_is_part`` is true the figure is of a part of the locality alone, and has no rate.
    population
        ``locality_name``, ``population_65_plus``; without it the rates are missing.
    same_as
        Names of the activity that stand for another name in the population: ``{"Malvern": "Malvern Hills"}``.
        Names are never matched by likeness; see :func:`match_names`.
    states
        Marks that the file has in place of figures: ``source_row, column, state``. A sum with a figure that the file
        hides is hidden too.

    Returns
    -------
    DataFrame
        ``locality_name``, ``period``, ``is_unallocated``, the activity and ``<activity>_came`` (why the file has no
        figure, ``''`` elsewhere), ``<activity>_is_part``, ``population_name``,
        ``matched_by``, ``population_65_plus`` and ``<activity>_per_1000_65_plus``. Missing activity stays
        missing; a population of 0 or not known leaves the rate missing.
    """
    table = _added_up(activity, states)
    names = table["locality_name"].where(~table["is_unallocated"])
    matched = match_names(names, () if population is None else population["locality_name"], same_as)
    people = _people_65_plus(matched["population_name"], population)
    table = table.assign(
        population_name=matched["population_name"].to_numpy(),
        matched_by=matched["matched_by"].to_numpy(),
        population_65_plus=people,
    )
    whole = {what: table[what].mask(table[f"{what}_is_part"]) for what in _given(table)}
    return table.assign(**{f"{what}_per_1000_65_plus": 1000 * values / people for what, values in whole.items()})


def match_names(names: Iterable[str], known: Iterable[str], same_as: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Match names by what they say, whatever their capitals and spaces, or by what the user told us.

    Returns one row per name: ``locality_name``, ``population_name`` (missing when not matched),
    ``matched_by`` and ``suggestion``: the one known name that begins alike, to be put to the user.
    """
    told = {_plain(left): right for left, right in (same_as or {}).items()}
    by_plain = {_plain(name): name for name in known}
    rows = [_match(name, by_plain, told) for name in names]
    return pd.DataFrame(rows, columns=["locality_name", "population_name", "matched_by", "suggestion"])


def change_between(activity: pd.DataFrame, before: str, after: str, what: Activity = "hours") -> pd.DataFrame:
    """Change of each locality between two periods, with a last row for all of them.

    Returns ``locality_name``, ``is_unallocated``, ``is_total``, ``before``, ``after``, ``change``,
    ``change_pct`` and ``share_of_change_pct``. A locality missing in one period has a missing change; the
    total adds up what each period gives. Totals of other localities are not compared: where one is missing in one
    period the total has no change either, and a row ``Localities known in both periods`` after it has that of the
    rest. Change from 0 has no percentage.
    """
    table = _added_up(activity)
    wide = table.pivot(index=["locality_name", "is_unallocated"], columns="period", values=what)  # noqa: PD010
    order = table[["locality_name", "is_unallocated"]].drop_duplicates()
    wide = wide.reindex(columns=[before, after]).reindex(pd.MultiIndex.from_frame(order))
    rows = wide.set_axis(["before", "after"], axis=1).reset_index().assign(is_total=False)
    both = rows[["before", "after"]].notna().all(axis=1)
    is_alike = not (rows[["before", "after"]].notna().any(axis=1) & ~both).any()
    totals = [_total_of(rows, TOTAL), *([] if is_alike else [_total_of(rows[both], IN_BOTH)])]
    return _with_change(pd.concat([rows, *totals], ignore_index=True), is_alike=is_alike)


def _total_of(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    total = rows[["before", "after"]].sum(min_count=1).to_frame().T
    return total.assign(locality_name=name, is_unallocated=False, is_total=True)


def totals_check(activity: pd.DataFrame, stated: Mapping[str, float], what: Activity = "hours") -> pd.DataFrame:
    """Compare totals somebody printed with the sum of their parts.

    Returns ``period``, ``stated``, ``parts_sum``, ``difference`` (parts less stated), ``allowed`` (half a unit
    for each part and for the total) and ``finding``: ``agrees``, ``rounding`` or ``does not add up``.
    """
    sums = _added_up(activity).groupby("period", sort=False)[what].agg(["sum", "count"])
    sums = sums.reindex(list(stated))
    difference = sums["sum"] - pd.Series(stated, dtype="float64")
    allowed = 0.5 * (sums["count"] + 1)
    finding = np.select(
        [difference.isna(), difference == 0, difference.abs() <= allowed],
        ["no parts to add up", "agrees", "rounding"],
        "does not add up",
    )
    table = pd.DataFrame({"stated": stated, "parts_sum": sums["sum"], "difference": difference, "allowed": allowed})
    return table.assign(finding=finding).rename_axis("period").reset_index()


@dataclass(frozen=True)
class CapacityWaterfall:
    """From declared hours to headroom. ``steps``: ``step``, ``weekly_hours``, ``is_change``, ``ends_at``."""

    steps: pd.DataFrame
    headroom_hours: float
    implied_base_hours: float | None


def capacity_waterfall(
    declared_hours: float, commissionable_hours: float, growth_hours: float, growth_pct: float | None = None
) -> CapacityWaterfall:
    """Weekly hours declared, those that can be commissioned, and what is left after expected growth.

    Declared hours are not commissionable hours: some are unaffordable or from providers rated inadequate.
    ``growth_pct`` (6 is 6%) gives the weekly hours that growth was reckoned from. A negative headroom is a
    shortfall.
    """
    lost = commissionable_hours - declared_hours
    headroom = commissionable_hours - growth_hours
    steps = pd.DataFrame(
        [
            ("declared by providers", declared_hours, False, declared_hours),
            ("cannot be commissioned", lost, True, commissionable_hours),
            ("can be commissioned", commissionable_hours, False, commissionable_hours),
            ("needed for expected growth", -growth_hours, True, headroom),
            ("headroom" if headroom >= 0 else "shortfall", headroom, False, headroom),
        ],
        columns=["step", "weekly_hours", "is_change", "ends_at"],
    )
    return CapacityWaterfall(steps, headroom, 100 * growth_hours / growth_pct if growth_pct else None)


def _given(activity: pd.DataFrame) -> list[str]:
    return [what for what in ACTIVITY if what in activity.columns]


def _added_up(activity: pd.DataFrame, states: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per locality and period in the order they first come; nothing given, and what is hidden, stay missing."""
    gaps = gaps_of(activity, states)
    numbers = {what: pd.to_numeric(activity[what]).astype("float64") for what in _given(activity)}
    flagged = activity["is_unallocated"].fillna(False).astype(bool) if "is_unallocated" in activity.columns else False
    parts = {f"{what}_is_part": activity.get(f"{what}_is_part", False) for what in numbers}
    table = activity.assign(is_unallocated=flagged, **numbers, **parts)
    keys = ["locality_name", "period", "is_unallocated"]
    groups = table.groupby(keys, dropna=False, observed=True, sort=False)
    summed = groups[list(numbers)].sum(min_count=1)
    for what in numbers:
        said = gaps[what] if what in gaps else pd.Series("", index=table.index)
        rank = said.map({"suppressed": 2, "not applicable": 1}).fillna(0).astype("int64")
        worst = table.assign(rank=rank).groupby(keys, dropna=False, observed=True, sort=False)["rank"].max()
        summed[what] = summed[what].mask(worst.eq(2))
        came = worst.where(summed[what].isna(), 0).map({2: "suppressed", 1: "not applicable", 0: ""})
        summed[f"{what}_came"] = came.astype("str")
        summed[f"{what}_is_part"] = groups[f"{what}_is_part"].any()
    return summed.reset_index()


def _people_65_plus(names: pd.Series, population: pd.DataFrame | None) -> np.ndarray:
    if population is None:
        return np.full(len(names), np.nan)
    people = population.groupby("locality_name")["population_65_plus"].sum(min_count=1).astype("float64")
    found = people.where(people > 0).reindex(names)
    return found.to_numpy(dtype="float64", na_value=np.nan)


def _plain(name: object) -> str:
    return " ".join(str(name).lower().split())


def _match(name: str, by_plain: Mapping[str, str], told: Mapping[str, str]) -> tuple[str, str | None, str, str | None]:
    if pd.isna(name):
        return name, None, NOT_MATCHED, None
    plain = _plain(name)
    if plain in told and _plain(told[plain]) in by_plain:
        return name, by_plain[_plain(told[plain])], TOLD, None
    if plain in by_plain:
        return name, by_plain[plain], SAME, None
    alike = [known for key, known in by_plain.items() if key.startswith(plain) or plain.startswith(key)]
    return name, None, NOT_MATCHED, alike[0] if len(alike) == 1 else None


def _with_change(table: pd.DataFrame, *, is_alike: bool) -> pd.DataFrame:
    """The changes; the last row is of the localities that may be compared."""
    change = (table["after"] - table["before"]).where(~table["locality_name"].eq(TOTAL) | ~table["is_total"] | is_alike)
    total = float(change.iloc[-1])
    columns = ["locality_name", "is_unallocated", "is_total", "before", "after"]
    return table[columns].assign(
        change=change,
        change_pct=100 * change / table["before"].where(table["before"] > 0),
        share_of_change_pct=100 * change / total if total else np.nan,
    )
