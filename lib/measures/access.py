"""How many beds people can reach: the two-step floating catchment, plain and with distance decay."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.geography import locate_points_in
from lib.measures.intervals import Floats, Yes, floats
from lib.measures.reach import Catchment, Decay, Reach, nearest_km

BedKind = Literal["all", "nursing", "residential", "dementia"]


def access_to_beds(
    homes: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    catchment_km: float = 10,
    decay: Decay = "gaussian",
    bed_kind: BedKind = "all",
    *,
    people: str = "population",
    beds: str = "registered_beds",
    edge_weight: float = 0.01,
    circuity: float = 1.0,
    travel: pd.DataFrame | None = None,
    catchment_minutes: float = 30,
) -> pd.DataFrame:
    """Beds within reach of each area per 1,000 people, each home's beds shared among everybody in its reach.

    Parameters
    ----------
    homes
        One row per home: ``registered_beds``, point ``geometry``; ``has_nursing``, ``home_kind``,
        ``specialisms`` for kinds of bed. A home without beds or without a place supplies nothing.
    areas
        One row per area: ``area_code``, ``population``, ``geometry`` (outlines or points). Give the areas
        across the border as well: their people use the same homes.
    catchment_km
        How far people go, in a straight line times ``circuity``; the edge is inside.
    decay
        ``"gaussian"`` (falls to ``edge_weight`` at the edge), ``"step"`` or ``"none"``.
    bed_kind
        ``"nursing"``, ``"residential"`` or ``"dementia"`` are all beds of homes that say so: an upper bound.
    people, beds
        Columns to count instead: ``population_75_plus``, vacancies.
    travel, catchment_minutes
        A matrix of ``area_code``, ``cqc_location_id`` and ``minutes`` is used instead of distance when given.

    Returns
    -------
    DataFrame
        In the order of ``areas``: ``area_code``, ``population`` (the people counted), ``beds_per_1000``,
        ``homes_in_reach``, ``nearest_km`` (straight line to a home of the kind), ``has_none_in_reach``.
        Areas with nothing in reach stay, as 0. An area whose people are not known counts nobody.

    Raises
    ------
    ValueError
        When an area code occurs twice, or ``decay`` or ``bed_kind`` is not one of those above.

    Source
    ------
    Luo and Wang 2003 (2SFCA); Luo and Qi 2009 (E2SFCA). The sum of people x access is the reachable supply.
    """
    require_once(areas["area_code"])
    catchment = Catchment(catchment_km, decay, edge_weight, circuity, travel, catchment_minutes)
    reach = catchment.reach(homes, areas)
    supply = supply_of(homes, bed_kind, beds)
    persons = known(areas[people])
    in_reach = homes_in_reach(reach, supply > 0)
    return pd.DataFrame(
        {
            "area_code": areas["area_code"].to_numpy(),
            "population": persons,
            "beds_per_1000": 1000 * beds_per_person(reach, catchment.weights(reach), supply, persons),
            "homes_in_reach": in_reach,
            "nearest_km": nearest_km(homes[supply > 0], areas),
            "has_none_in_reach": in_reach == 0,
        }
    )


def beds_per_person(reach: Reach, weights: Floats, supply: Floats, people: Floats) -> Floats:
    """The two steps: beds per weighted person in reach of each home, then added up for each area.

    A home that nobody can reach keeps its beds to itself.
    """
    demand = np.bincount(reach.home, weights * people[reach.area], minlength=reach.homes)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_person = np.where(demand > 0, supply / demand, 0.0)
    return floats(np.bincount(reach.area, weights * per_person[reach.home], minlength=reach.areas))


def homes_in_reach(reach: Reach, supplies: Yes) -> NDArray[np.int64]:
    """How many homes with beds each area can reach."""
    return np.bincount(reach.area[supplies[reach.home]], minlength=reach.areas)


def supply_of(homes: pd.DataFrame, bed_kind: BedKind, beds: str = "registered_beds") -> Floats:
    """Beds of each home of the kind; 0 for other homes and where none are stated."""
    return np.where(is_of_kind(homes, bed_kind), known(homes[beds]), 0.0)


def is_of_kind(homes: pd.DataFrame, bed_kind: BedKind) -> Yes:
    """Homes that say they have beds of the kind; a home that does not say is not counted."""
    if bed_kind == "all":
        return np.ones(len(homes), dtype=bool)
    if bed_kind == "nursing":
        return _yes(homes["has_nursing"])
    if bed_kind == "residential":
        return (
            _says(homes["home_kind"], "residential") if "home_kind" in homes.columns else _yes(homes["has_residential"])
        )
    if bed_kind == "dementia":
        return _says(homes["specialisms"], "dementia")
    raise ValueError(f"no kind of bed is called {bed_kind!r}; there are all, nursing, residential and dementia")


def _yes(flags: pd.Series) -> Yes:
    return flags.fillna(False).to_numpy(dtype=bool)


def _says(words: pd.Series, wanted: str) -> Yes:
    return words.astype("str").str.contains(wanted, case=False, regex=False, na=False).to_numpy(dtype=bool)


def known(numbers: pd.Series) -> Floats:
    """Numbers of beds or people; not known is none to share."""
    known = pd.to_numeric(numbers, errors="coerce").astype("Float64").fillna(0.0)
    return np.maximum(known.to_numpy(dtype="float64"), 0.0)


def require_once(codes: pd.Series) -> None:
    """Refuse areas with two rows, which would share the beds twice."""
    if codes.duplicated().any():
        raise ValueError("each area must have one row: an area code occurs twice")


def edge_effect(
    homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, inside: Collection[str], **choices: Any
) -> pd.DataFrame:
    """What leaving out the neighbours would do to access.

    Parameters
    ----------
    homes, areas
        With those across the border, as for :func:`access_to_beds`.
    inside
        Area codes of the council.
    choices
        Anything else :func:`access_to_beds` takes.

    Returns
    -------
    DataFrame
        One row per area inside: ``area_code``, ``beds_per_1000`` with the neighbours' people and homes,
        ``beds_per_1000_alone`` without either, and ``edge_effect`` (alone less with).
    """
    own_areas = areas[areas["area_code"].isin(list(inside))]
    own_homes = homes[(locate_points_in(homes, own_areas) != "").to_numpy()]
    together = access_to_beds(homes, areas, **choices).set_index("area_code")["beds_per_1000"]
    alone = access_to_beds(own_homes, own_areas, **choices)["beds_per_1000"].to_numpy()
    kept = together.reindex(own_areas["area_code"]).to_numpy()
    return pd.DataFrame(
        {
            "area_code": own_areas["area_code"].to_numpy(),
            "beds_per_1000": kept,
            "beds_per_1000_alone": alone,
            "edge_effect": alone - kept,
        }
    )
