"""The homes and the people a council's own homes and people share beds with, across its border too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from lib.measures.access import BedKind, access_to_beds
from lib.measures.intervals import Floats, Yes
from lib.measures.reach import NATIONAL_GRID, points_km
from lib.measures.supply_range import HIGH, LIKELY, LOW, Counted, with_supply


@dataclass(frozen=True)
class Market:
    """Homes and small areas of a council and of its surroundings.

    Attributes
    ----------
    homes
        As in the contract of frames, with ``is_own``; homes without a place only where they are the council's own.
    areas
        One row per area, a point each: ``area_code``, ``area_name``, ``population`` (the people counted),
        ``is_own``, ``is_assumed`` (nobody gave its people: the average of the areas that are known stands in).
    """

    homes: gpd.GeoDataFrame
    areas: gpd.GeoDataFrame

    @property
    def own_areas(self) -> gpd.GeoDataFrame:
        """The council's own areas."""
        return self.areas[self.areas["is_own"]]

    @property
    def own_homes(self) -> gpd.GeoDataFrame:
        """The council's own homes."""
        return self.homes[self.homes["is_own"]]

    @property
    def assumed_areas(self) -> int:
        """How many areas stand in with the average."""
        return int(self.areas["is_assumed"].sum())


def market_around(
    homes: gpd.GeoDataFrame,
    own_homes: Collection[str],
    places: gpd.GeoDataFrame,
    own_areas: Collection[str],
    people: pd.Series,
    catchment_km: float,
) -> Market:
    """Everything that can change what the council's people can reach.

    Parameters
    ----------
    homes, own_homes
        The register and the location ids of the council's own homes.
    places, own_areas
        A point per area (``area_code``, ``area_name``), the council's and its neighbours', and the codes of its own.
    people
        People by ``area_code``; areas it does not have, or has as missing, get the average of those it has.
    catchment_km
        A straight line: homes this far from an area of the council belong to the market, and areas this far
        from those homes.
    """
    is_own_area = places["area_code"].isin(list(own_areas)).to_numpy()
    is_own_home = homes["cqc_location_id"].isin(list(own_homes)).to_numpy()
    area_points, home_points = points_km(places), points_km(homes)
    near_homes = is_own_home | _near(home_points, area_points[is_own_area], catchment_km)
    near_areas = is_own_area | _near(area_points, home_points[near_homes], catchment_km)
    known = pd.to_numeric(places["area_code"].map(people), errors="coerce").astype("float64")
    areas = places.assign(population=known, is_own=is_own_area)[near_areas].reset_index(drop=True)
    return Market(homes.assign(is_own=is_own_home)[near_homes].reset_index(drop=True), _filled(areas))


def points_of(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A point inside each outline, on the national grid: worked out once for many markets."""
    kept = pd.DataFrame(areas[["area_code", "area_name"]]).reset_index(drop=True)
    points = points_km(areas) * 1000
    return gpd.GeoDataFrame(kept, geometry=gpd.points_from_xy(points[:, 0], points[:, 1]), crs=NATIONAL_GRID)


def access_beside_alone(
    market: Market, *, bed_kind: BedKind = "all", counted: Counted = "registered", **choices: object
) -> pd.DataFrame:
    """Access of the council's own areas, with its neighbours and as if it stood alone, with its range.

    Columns of :func:`lib.measures.access_to_beds`, ``area_name``, ``beds_per_1000_low`` and ``beds_per_1000_high``
    (with the beds that are sure and those that may be: :func:`lib.measures.supply_range.with_supply`),
    ``beds_per_1000_alone``, ``edge_effect`` (alone less with), and ``third``, ``third_alone``: 1 for the third of the
    areas with the least, 3 for that with the most. ``choices`` go to :func:`lib.measures.access_to_beds`.
    """
    homes = with_supply(market.homes, bed_kind, counted)

    def access(homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, beds: str) -> pd.DataFrame:
        return access_to_beds(homes, areas, bed_kind=bed_kind, beds=beds, **choices)  # type: ignore[arg-type]

    is_own = market.areas["is_own"].to_numpy()
    own = access(homes, market.areas, LIKELY)[is_own].reset_index(drop=True)
    low, high = (access(homes, market.areas, beds)["beds_per_1000"].to_numpy()[is_own] for beds in (LOW, HIGH))
    alone = access(homes[homes["is_own"]], market.own_areas, LIKELY)
    return own.assign(
        area_name=market.own_areas["area_name"].to_numpy(),
        beds_per_1000_low=low,
        beds_per_1000_high=high,
        beds_per_1000_alone=alone["beds_per_1000"].to_numpy(),
        edge_effect=alone["beds_per_1000"].to_numpy() - own["beds_per_1000"].to_numpy(),
        third=thirds(own["beds_per_1000"]),
        third_alone=thirds(alone["beds_per_1000"]),
    )


def thirds(values: pd.Series) -> np.ndarray:
    """1 for the lowest third of the values, 3 for the highest; areas that tie stay together."""
    order = values.rank(method="max", pct=True).to_numpy()
    return np.select([order <= 1 / 3, order <= 2 / 3], [1, 2], 3)


def averaged(table: pd.DataFrame, parent: pd.Series, columns: Collection[str]) -> pd.DataFrame:
    """Columns of small areas as averages of larger ones, each small area counting by its people.

    ``parent`` gives the larger area by ``area_code``; returns ``area_code``, ``population`` and the columns.
    A larger area where nobody lives is missing.
    """
    people = table["population"].astype("float64")
    weighted = table[list(columns)].astype("float64").mul(people, axis=0).assign(population=people)
    sums = weighted.groupby(table["area_code"].map(parent).to_numpy()).sum()
    base = sums["population"].where(sums["population"] > 0)
    return (
        sums[list(columns)]
        .div(base, axis=0)
        .assign(population=sums["population"])
        .rename_axis("area_code")
        .reset_index()
    )


def _near(points: Floats, others: Floats, km: float) -> Yes:
    """Points no farther than ``km`` from any of the others."""
    placed, targets = np.isfinite(points).all(axis=1), others[np.isfinite(others).all(axis=1)]
    near = np.zeros(len(points), dtype=bool)
    if placed.any() and len(targets):
        near[placed] = KDTree(targets).query(points[placed])[0] <= km + 1e-6
    return near


def _filled(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The average area where people are not known."""
    unknown = areas["population"].isna()
    return areas.assign(population=areas["population"].fillna(areas["population"].mean()), is_assumed=unknown)
