"""The headline figures by locality: people, homes and beds, and home care beside them, adding up to the whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable
from lib.measures.areas_in_localities import NOWHERE
from lib.measures.home_care import Activity, match_names
from lib.measures.in_total import in_total
from lib.measures.supply import totals

#: Stands for the code of the whole, the last row.
WHOLE = "whole"
PEOPLE = ("population_65_plus", "population_75_plus", "population_85_plus")
CARE: tuple[Activity, ...] = ("hours", "people_waiting")


def people_and_homes(
    names: Mapping[str, str],
    people: pd.DataFrame | None,
    homes: pd.DataFrame | None,
    locality_of_home: pd.Series | None,
    whole: str,
) -> pd.DataFrame:
    """People and beds of each locality, of what lies in none, and of the whole.

    Parameters
    ----------
    names
        Name of each locality by its code.
    people
        Any of ``population_65_plus``, ``population_75_plus``, ``population_85_plus`` by locality code, with a row for
        :data:`NOWHERE`.
    homes, locality_of_home
        As in the contract of frames, and the code of the locality of each home; missing where it stands in none.
    whole
        What the last row is called.

    Returns
    -------
    DataFrame
        ``locality_code``, ``locality_name``, the people, ``homes_count`` and ``registered_beds``. One row for each
        locality, then :data:`NOWHERE`, then the sum of them all, which is missing where a part of it is; beds that a
        register does not state add nothing to it. Columns nobody gave are missing.
    """
    codes = pd.Index([*names, NOWHERE], name="locality_code")
    parts = pd.DataFrame(index=codes).assign(**_people(people, codes), **_beds(homes, locality_of_home, codes))
    whole_row = parts.sum(skipna=False)
    whole_row["registered_beds"] = parts["registered_beds"].sum(min_count=1)  # a home of beds not stated adds none
    table = pd.concat([parts, whole_row.rename(WHOLE).to_frame().T])
    table.insert(0, "locality_name", [*names.values(), NOWHERE, whole])
    return table.rename_axis("locality_code").reset_index()


def with_home_care(
    now: ProtectedTable,
    table: pd.DataFrame,
    told: Mapping[str, str] | None = None,
    as_came: ProtectedTable | None = None,
) -> ProtectedTable:
    """A table of :func:`people_and_homes` with hours and people waiting, from what is shown of one period alone.

    Parameters
    ----------
    now
        One period, as :func:`lib.measures.home_care_shown.home_care_shown` gives it. Rows whose name is no locality's
        count in none.
    told
        Names that stand for a locality of another name, in the reader's own words.
    as_came
        The same period by the localities the figures came by, which the whole is made of; ``now`` where none were
        spread.

    Returns
    -------
    ProtectedTable
        The table with those of ``hours`` and ``people_waiting`` that are given. A sum with a hidden figure in it is
        hidden; the whole is made as :func:`lib.measures.in_total.in_total` makes it.
    """
    given = [name for name in CARE if name in now.columns and (now.frame[name].notna() | now.is_hidden(name)).any()]
    whole = {name: whole_of(now if as_came is None else as_came, name) for name in given}
    hidden = now.frame[[]].assign(**{name: now.is_hidden(name) for name in given})
    counts = [name for name in given if name in now.counts]
    return now.derive(lambda frame: _joined(frame, hidden, table, whole, told), counts)


def with_bed_rate(table: ProtectedTable) -> ProtectedTable:
    """The table with ``beds_per_1000_75_plus``; a rate of nobody does not apply."""
    return table.with_rate("beds_per_1000_75_plus", "registered_beds", "population_75_plus", per=1000)


def whole_of(now: ProtectedTable, what: Activity) -> float:
    """What one period comes to in all, of what is shown; missing where nothing of it may be, or a part is missing."""
    adding = in_total(now, what)
    values = adding.parts[what]
    total = adding.rounded(pd.Series([values.sum(skipna=False) if len(values) else pd.NA], dtype="Float64"))
    return float(total.astype("float64").iloc[0])


def _people(people: pd.DataFrame | None, codes: pd.Index) -> dict[str, pd.Series]:
    rows = pd.DataFrame(index=codes) if people is None else people.reindex(codes)
    return {name: rows.get(name, pd.Series(np.nan, index=codes)).astype("float64") for name in PEOPLE}


def _beds(homes: pd.DataFrame | None, place: pd.Series | None, codes: pd.Index) -> dict[str, pd.Series]:
    if homes is None or place is None:
        return dict.fromkeys(("homes_count", "registered_beds"), pd.Series(np.nan, index=codes))
    known = place.where(place.isin(codes), NOWHERE).fillna(NOWHERE)
    sums = {code: totals(part) for code, part in homes.groupby(known)}
    counted = pd.DataFrame(sums).T.reindex(codes) if sums else pd.DataFrame(index=codes, columns=["homes", "beds"])
    filled = counted[["homes", "beds"]].astype("float64").where(counted["homes"].notna(), 0.0)
    is_given = bool(homes["registered_beds"].notna().any()) or homes.empty
    beds = filled["beds"] if is_given else pd.Series(np.nan, index=codes)
    return {"homes_count": filled["homes"], "registered_beds": beds}


def _joined(
    frame: pd.DataFrame,
    hidden: pd.DataFrame,
    table: pd.DataFrame,
    whole: Mapping[Activity, float],
    told: Mapping[str, str] | None,
) -> pd.DataFrame:
    own = table.iloc[:-2].drop_duplicates("locality_name").set_index("locality_name")["locality_code"]
    known = match_names(frame["locality_name"], own.index, told)["population_name"]
    place = pd.Series(known.map(own).fillna(NOWHERE).to_numpy(), index=frame.index)
    added: dict[str, pd.Series] = {}
    for name, total in whole.items():
        sums = frame[name].astype("Float64").groupby(place).agg(lambda values: values.sum(skipna=False))
        is_closed = hidden[name].groupby(place).any()
        sums = sums if NOWHERE in sums.index else pd.concat([sums, pd.Series({NOWHERE: 0.0}, dtype="Float64")])
        sums.loc[WHOLE] = total
        is_closed.loc[WHOLE] = pd.isna(total) and bool(hidden[name].any())
        codes = table["locality_code"]
        added[str(name)] = codes.map(sums).astype("Float64")
        added[f"{name}_is_suppressed"] = codes.map(is_closed).fillna(value=False).astype(bool)
    return table.assign(**added)
