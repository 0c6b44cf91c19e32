"""What happens if homes close: beds lost, where the nearest alternatives are, who can reach less."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.measures.access import BedKind, beds_per_person, is_of_kind, known, require_once, supply_of
from lib.measures.intervals import Floats, Yes
from lib.measures.reach import Catchment, Decay, points_km


@dataclass(frozen=True)
class Impact:
    """What closing homes does.

    Attributes
    ----------
    displaced_beds
        Registered beds of the homes that close: people displaced are no more than this.
    closed
        The homes that close, as given.
    nearest
        For each closed home the nearest homes of the same kind that stay open, nearest first:
        ``closed_location_id``, ``cqc_location_id``, ``name``, ``home_kind``, ``registered_beds``,
        ``distance_km`` (straight line), ``place`` (1 is the nearest); ``vacancies`` where the homes have it.
    access_change
        One row per area: ``area_code``, ``population``, ``beds_per_1000_before``, ``beds_per_1000_after``,
        ``beds_per_1000_change``, ``loses_all_reach``.
    vacancies_nearby
        Vacancies of the same kinds within the catchment of the closed homes, each home once; ``None`` when
        no vacancies are given.
    cannot_be_placed
        Displaced beds beyond those vacancies; ``None`` when no vacancies are given.
    share_of_beds_pct
        Displaced beds as a share of all registered beds of the homes given.
    not_found
        Location ids that no home has.
    """

    displaced_beds: float
    closed: pd.DataFrame
    nearest: pd.DataFrame
    access_change: pd.DataFrame
    vacancies_nearby: float | None
    cannot_be_placed: float | None
    share_of_beds_pct: float
    not_found: tuple[str, ...]


def close_homes(
    homes: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    location_ids: Collection[str],
    catchment_km: float = 10,
    decay: Decay = "gaussian",
    bed_kind: BedKind = "all",
    *,
    people: str = "population",
    alternatives: int = 5,
    vacancies: str = "vacancies",
    edge_weight: float = 0.01,
    circuity: float = 1.0,
) -> Impact:
    """Close homes by ``cqc_location_id`` and say what changes.

    Parameters
    ----------
    homes, areas, catchment_km, decay, bed_kind, people, edge_weight, circuity
        As for :func:`lib.measures.access_to_beds`; ``bed_kind`` is the kind whose access is compared.
    location_ids
        Homes to close. Ids that no home has are listed in ``not_found`` and change nothing.
    alternatives
        How many of the nearest homes to list for each closed home.
    vacancies
        Column of vacant beds, where the homes have one.

    Notes
    -----
    The same kind: a home with nursing for one with nursing, a home that takes people without nursing for one
    without; any home where the kind is not stated. Registered beds are not vacancies.
    """
    require_once(areas["area_code"])
    closing = homes["cqc_location_id"].isin(list(location_ids)).to_numpy()
    beds = supply_of(homes, "all")
    distances = distances_km(homes, closing)
    alike = alike_homes(homes, closing)
    displaced = float(beds[closing].sum())
    spare = _vacancies_nearby(homes, alike & (distances * circuity <= catchment_km), vacancies)
    catchment = Catchment(catchment_km, decay, edge_weight, circuity)
    return Impact(
        displaced_beds=displaced,
        closed=pd.DataFrame(homes[closing].drop(columns="geometry")),
        nearest=_nearest(homes, closing, np.where(alike, distances, np.nan), alternatives, vacancies),
        access_change=_access_change(
            homes, areas, closing, catchment, supply_of(homes, bed_kind), known(areas[people])
        ),
        vacancies_nearby=spare,
        cannot_be_placed=None if spare is None else max(displaced - spare, 0.0),
        share_of_beds_pct=100 * displaced / beds.sum() if beds.sum() else float("nan"),
        not_found=tuple(sorted(set(location_ids) - set(homes["cqc_location_id"]))),
    )


def distances_km(homes: gpd.GeoDataFrame, closing: Yes) -> Floats:
    """Kilometres from each closed home (row) to each home (column); missing where either has no place."""
    points = points_km(homes)
    apart = points[closing][:, None, :] - points[None, :, :]
    return np.asarray(np.sqrt((apart**2).sum(axis=2)), dtype="float64")


def alike_homes(homes: pd.DataFrame, closing: Yes) -> Yes:
    """Whether each home (column) stays open and takes the people of each closed home (row)."""
    nursing, residential = is_of_kind(homes, "nursing"), is_of_kind(homes, "residential")
    needs_nursing, needs_residential = nursing[closing, None], residential[closing, None]
    takes = (nursing | ~needs_nursing) & (residential | ~needs_residential | needs_nursing)
    return takes & ~closing


def _vacancies_nearby(homes: pd.DataFrame, candidates: Yes, vacancies: str) -> float | None:
    """Vacancies of every home that is a candidate for any closed home, each once."""
    if vacancies not in homes.columns:
        return None
    return float(known(homes[vacancies])[candidates.any(axis=0)].sum())


def _nearest(homes: pd.DataFrame, closing: Yes, distances: Floats, alternatives: int, vacancies: str) -> pd.DataFrame:
    """The nearest homes of the same kind for each closed home, nearest first."""
    columns = ["cqc_location_id", "name", "home_kind", "registered_beds", vacancies]
    about = pd.DataFrame(homes[[name for name in columns if name in homes.columns]])
    tables = [about.iloc[:0].assign(closed_location_id="", distance_km=0.0, place=0)]
    for code, row in zip(homes.loc[closing, "cqc_location_id"], distances, strict=True):
        order = np.argsort(row, kind="stable")[:alternatives]
        order = order[np.isfinite(row[order])]
        place = np.arange(1, len(order) + 1)
        tables.append(about.iloc[order].assign(closed_location_id=code, distance_km=row[order], place=place))
    return pd.concat(tables, ignore_index=True)


def _access_change(
    homes: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    closing: Yes,
    catchment: Catchment,
    supply: Floats,
    people: Floats,
) -> pd.DataFrame:
    """Access of each area with the homes open and closed, over the same pairs."""
    reach = catchment.reach(homes, areas)
    weights = catchment.weights(reach)
    before = 1000 * beds_per_person(reach, weights, supply, people)
    after = 1000 * beds_per_person(reach, weights, np.where(closing, 0.0, supply), people)
    return pd.DataFrame(
        {
            "area_code": areas["area_code"].to_numpy(),
            "population": people,
            "beds_per_1000_before": before,
            "beds_per_1000_after": after,
            "beds_per_1000_change": after - before,
            "loses_all_reach": (before > 0) & (after == 0),
        }
    )
