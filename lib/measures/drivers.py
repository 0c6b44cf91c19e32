"""What brings people to home care: who leaves which hospital, how far it is, and who lives there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect
from lib.measures.came_hidden import came_hidden, in_groups, marked_hidden
from lib.measures.home_care import match_names
from lib.measures.spread import Columns, spread_shown

_BESIDE = ("minutes", "population_65_plus")


def minutes_by_locality(zone: pd.Series, minutes: pd.DataFrame, people: pd.Series) -> pd.DataFrame:
    """Minutes from each locality to each hospital, averaged over people.

    Parameters
    ----------
    zone
        Name of the locality of each small area by ``area_code``; missing where it is in none.
    minutes
        ``area_code``, ``hospital``, ``minutes``; areas without minutes are left out of the average.
    people
        People by ``area_code``.

    Returns
    -------
    DataFrame
        ``locality_name``, ``hospital``, ``minutes``, the nearest hospital of each locality first.
    """
    rows = minutes.dropna(subset="minutes").assign(
        locality_name=lambda frame: frame["area_code"].map(zone),
        people=lambda frame: frame["area_code"].map(people).astype("float64"),
    )
    rows = rows.assign(person_minutes=rows["minutes"] * rows["people"]).dropna(subset="locality_name")
    sums = rows.groupby(["locality_name", "hospital"])[["person_minutes", "people"]].sum().reset_index()
    found = sums.assign(minutes=sums["person_minutes"] / sums["people"].where(sums["people"] > 0))
    ordered = found.sort_values(["locality_name", "minutes"], kind="stable", ignore_index=True)
    return ordered[["locality_name", "hospital", "minutes"]]


def hospitals_told_apart(names: pd.Series, known: pd.Series) -> pd.DataFrame:
    """Which built-in hospital a name of a file is: the same words, or the only one that begins alike.

    Returns ``hospital_name`` and ``hospital`` (missing where none is found), one row per name.
    """
    found = match_names(names.drop_duplicates(), known.drop_duplicates())
    hospital = found["population_name"].fillna(found["suggestion"])
    return pd.DataFrame({"hospital_name": found["locality_name"], "hospital": hospital.astype("str")})


def discharges_shown(
    rows: pd.DataFrame,
    minutes: pd.DataFrame,
    older: pd.Series,
    unallocated: str,
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """People who left each hospital for home care in each locality, their rate, and how far the hospital is.

    Parameters
    ----------
    rows
        ``locality_name``, ``hospital_name``, ``discharges``, ``is_unallocated``, of one period.
    minutes
        As :func:`minutes_by_locality` gives it.
    older
        People aged 65 and over by the name of the locality.
    states
        Marks that the file has in place of figures (``source_row, column, state``): a sum with a figure that the file
        hides is hidden too.

    Returns
    -------
    ProtectedTable
        ``locality_name``, ``hospital_name``, ``discharges``, ``minutes`` (missing for a hospital we do not know),
        ``population_65_plus`` and ``discharges_per_1000_65_plus``.
    """
    names = rows["locality_name"].mask(rows["is_unallocated"].fillna(False).astype(bool), unallocated)
    counted = rows.assign(locality_name=names, discharges=rows["discharges"].astype("float64"))
    keys = ["locality_name", "hospital_name"]
    sums = counted.groupby(keys, sort=False, dropna=False)["discharges"].sum(min_count=1).reset_index()
    hidden = in_groups(came_hidden(rows, states, ["discharges"]), [counted[key] for key in keys]).reset_index(drop=True)
    sums = sums.assign(discharges=sums["discharges"].mask(hidden["discharges"]))
    safe = protect(
        sums.assign(**_of_places(sums, minutes, older)),
        rule,
        keys=keys,
        counts=["discharges"],
        alongside=_BESIDE,
        totals={},
        margins=before,
    )
    safe = marked_hidden(safe, hidden)
    return safe.with_rate("discharges_per_1000_65_plus", "discharges", "population_65_plus", per=1000)


def spread_discharges(
    table: ProtectedTable, shares: pd.DataFrame, minutes: pd.DataFrame, older: pd.Series, unallocated: str
) -> ProtectedTable:
    """The same by other localities, estimated from what :func:`discharges_shown` shows.

    ``shares`` as for :func:`lib.measures.spread.spread_shown`; ``minutes`` and ``older`` are those of the other
    localities.
    """
    spread = spread_shown(table, shares, unallocated, Columns(("discharges",)), by=["hospital_name"])
    beside = {name: partial(_beside, name=name, minutes=minutes, older=older) for name in _BESIDE}
    placed = spread.with_columns(beside)
    return placed.with_rate("discharges_per_1000_65_plus", "discharges", "population_65_plus", per=1000)


def _beside(rows: pd.DataFrame, *, name: str, minutes: pd.DataFrame, older: pd.Series) -> pd.Series:
    return _of_places(rows, minutes, older)[name].set_axis(rows.index)


def _of_places(rows: pd.DataFrame, minutes: pd.DataFrame, older: pd.Series) -> dict[str, pd.Series]:
    """Older people of each row's locality, and the minutes to its hospital; missing where either is not known."""
    place = match_names(rows["locality_name"], older.index)["population_name"].to_numpy()
    told = hospitals_told_apart(rows["hospital_name"], minutes["hospital"]).set_index("hospital_name")["hospital"]
    far = minutes.set_index(["locality_name", "hospital"])["minutes"]
    pairs = pd.MultiIndex.from_arrays([place, rows["hospital_name"].map(told)])
    return {
        "population_65_plus": pd.Series(place).map(older).astype("float64"),
        "minutes": pd.Series(far.reindex(pairs).to_numpy()),
    }


def growth_between(before: pd.DataFrame, now: pd.DataFrame, column: str = "population_65_plus") -> pd.Series:
    """Growth of the people of each locality between two populations, in per cent, by ``locality_name`` of ``now``.

    Both are frames of :class:`lib.measures.LocalityPopulation` over the same localities. Missing where either is, and
    where nobody lived there before.
    """
    first, last = (one.set_index("locality_name")[column].astype("float64") for one in (before, now))
    first = first.reindex(last.index)
    return 100 * (last / first.where(first > 0) - 1)
