"""Beds for the people who may need one: per 100 people of 75 and over, per 1,000 of 65 and over, by kind and place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lib.measures.access import BedKind, supply_of

KINDS: dict[str, BedKind] = {
    "All beds": "all",
    "In homes with nursing": "nursing",
    "In residential homes": "residential",
    "In homes that take people with dementia (at most)": "dementia",
}

_OLDER = ("population_65_plus", "population_75_plus")


@dataclass(frozen=True)
class Place:
    """Homes and people of one place: ``people`` has ``population_65_plus`` and ``population_75_plus``, one row an area.

    ``note`` says what of the place is not loaded.
    """

    name: str
    homes: pd.DataFrame
    people: pd.DataFrame
    note: str = ""


def bed_rates(places: Sequence[Place]) -> pd.DataFrame:
    """Beds of each kind for each place.

    Returns
    -------
    DataFrame
        One row for each place and kind of bed: ``place, bed_kind, homes_count, beds, population_65_plus,
        population_75_plus, beds_per_100_75_plus, beds_per_1000_65_plus, note``. A home for both counts in both kinds,
        with all its beds, so kinds add up to more than all beds. People not known, or none, leave a rate missing.
    """
    return pd.DataFrame([_row(place, kind) for kind in KINDS for place in places])


def bed_rates_by_place(homes: pd.DataFrame, place: pd.Series, people: pd.DataFrame) -> pd.DataFrame:
    """Beds of each kind in each area of a map, as :func:`bed_rates` has them.

    Parameters
    ----------
    homes
        As in the contract of frames.
    place
        The place each home stands in, by the index of ``homes``.
    people
        ``place, population_65_plus, population_75_plus``: places without a home among them; rows of one name are added
        up.

    Returns
    -------
    DataFrame
        The columns of :func:`bed_rates` without ``note``, one row for each place and kind: places with people known
        first, then those that only homes are in, whose rates are missing.
    """
    known = people.groupby("place", sort=False)[list(_OLDER)].sum(skipna=False).astype("Float64").astype("float64")
    names = [*known.index, *sorted(set(place) - set(known.index))]
    rows = known.reindex(names)
    parts = [
        _beds_of(homes, place, kind).reindex(names, fill_value=0).join(rows).assign(bed_kind=kind) for kind in KINDS
    ]
    table = pd.concat(parts).rename_axis("place").reset_index()
    older, oldest = (table[name].where(table[name] > 0) for name in _OLDER)
    return table.assign(
        beds_per_100_75_plus=100 * table["beds"] / oldest, beds_per_1000_65_plus=1000 * table["beds"] / older
    )


def _beds_of(homes: pd.DataFrame, place: pd.Series, kind: str) -> pd.DataFrame:
    """Homes that have beds of a kind, and the beds, by place."""
    beds = supply_of(homes, KINDS[kind])
    counted = pd.DataFrame({"homes_count": (beds > 0).astype("int64"), "beds": beds}, index=homes.index)
    return counted.groupby(place.astype("str")).sum()


def _row(place: Place, kind: str) -> dict[str, object]:
    beds = supply_of(place.homes, KINDS[kind])
    older, oldest = (_sum(place.people, name) for name in _OLDER)
    return {
        "place": place.name,
        "bed_kind": kind,
        "homes_count": int((beds > 0).sum()),
        "beds": float(beds.sum()),
        "population_65_plus": older,
        "population_75_plus": oldest,
        "beds_per_100_75_plus": 100 * beds.sum() / oldest if oldest else float("nan"),
        "beds_per_1000_65_plus": 1000 * beds.sum() / older if older else float("nan"),
        "note": place.note,
    }


def _sum(people: pd.DataFrame, name: str) -> float:
    """People of a place; missing where any of its areas is."""
    if name not in people or people.empty:
        return float("nan")
    return float(pd.to_numeric(people[name], errors="coerce").astype("float64").sum(skipna=False))
