"""Which homes each area can reach, how far they are, and how much that distance counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import KDTree

from lib.measures.intervals import Floats

Decay = Literal["gaussian", "step", "none"]
NATIONAL_GRID = 27700
WGS84 = 4326
_MILLIMETRE = 1e-6  # km: what turning degrees into metres may add to a distance that is just inside
#: Weights of the nearest, middle and farthest third of the catchment (Luo and Qi 2009, slow decay).
STEPS = (1.0, 0.68, 0.22)


@dataclass(frozen=True)
class Reach:
    """Pairs of an area and a home it can reach, as places in the two frames; ``distance`` in ``unit``."""

    area: NDArray[np.int64]
    home: NDArray[np.int64]
    distance: Floats
    areas: int
    homes: int
    unit: Literal["km", "minutes"] = "km"


@dataclass(frozen=True)
class Catchment:
    """How far people go and how much distance counts.

    ``km`` is a straight line times ``circuity``; with ``travel`` (``area_code``, ``cqc_location_id``,
    ``minutes``) it is ``minutes`` instead. The edge is inside.
    """

    km: float = 10
    decay: Decay = "gaussian"
    edge_weight: float = 0.01
    circuity: float = 1.0
    travel: pd.DataFrame | None = None
    minutes: float = 30

    def reach(self, homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Reach:
        """The pairs in reach, by travel time when it is given."""
        if self.travel is None:
            return reach_by_distance(homes, areas, self.km, self.circuity)
        return reach_by_travel(homes, areas, self.travel, self.minutes)

    def weights(self, reach: Reach) -> Floats:
        """How much each pair counts."""
        return weights_of(reach, self.km if self.travel is None else self.minutes, self.decay, self.edge_weight)


def reach_by_distance(
    homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, catchment_km: float, circuity: float = 1.0
) -> Reach:
    """Pairs no farther apart than the catchment, in a straight line times ``circuity``; the edge is inside.

    An area's place is its point, or a point inside its outline. Homes and areas without a place reach nothing.
    """
    area_points, home_points = points_km(areas), points_km(homes)
    area_rows, home_rows = _located(area_points), _located(home_points)
    if not (len(area_rows) and len(home_rows)):
        return Reach(area_rows[:0], home_rows[:0], np.zeros(0), len(areas), len(homes))
    farthest = (catchment_km + _MILLIMETRE) / circuity
    pairs = KDTree(area_points[area_rows]).sparse_distance_matrix(
        KDTree(home_points[home_rows]), farthest, output_type="ndarray"
    )
    return Reach(area_rows[pairs["i"]], home_rows[pairs["j"]], pairs["v"] * circuity, len(areas), len(homes))


def reach_by_travel(homes: pd.DataFrame, areas: pd.DataFrame, travel: pd.DataFrame, catchment_minutes: float) -> Reach:
    """Pairs of a travel-time matrix (``area_code``, ``cqc_location_id``, ``minutes``) up to the catchment."""
    area = pd.Index(areas["area_code"]).get_indexer(pd.Index(travel["area_code"]))
    home = pd.Index(homes["cqc_location_id"]).get_indexer(pd.Index(travel["cqc_location_id"]))
    minutes = travel["minutes"].to_numpy(dtype="float64", na_value=np.nan)
    inside = (area >= 0) & (home >= 0) & (minutes <= catchment_minutes)
    return Reach(area[inside], home[inside], minutes[inside], len(areas), len(homes), "minutes")


def weights_of(reach: Reach, catchment: float, decay: Decay, edge_weight: float) -> Floats:
    """How much each pair counts: 1 beside the home, less with distance.

    ``gaussian`` falls to ``edge_weight`` at the edge of the catchment; ``step`` is :data:`STEPS` over thirds
    of it; ``none`` is 1 all the way.
    """
    share = reach.distance / catchment
    if decay == "none":
        return np.ones(len(share))
    if decay == "step":
        return np.select([share <= 1 / 3, share <= 2 / 3], STEPS[:2], STEPS[2])
    if decay == "gaussian":
        return np.asarray(edge_weight ** (share**2), dtype="float64")
    raise ValueError(f"no decay is called {decay!r}; there are gaussian, step and none")


def nearest_km(homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> Floats:
    """Straight line from each area to the home nearest to it; missing without a place or without homes."""
    area_points, home_points = points_km(areas), points_km(homes)
    rows, found = _located(area_points), np.full(len(areas), np.nan)
    home_rows = _located(home_points)
    if len(rows) and len(home_rows):
        found[rows] = KDTree(home_points[home_rows]).query(area_points[rows])[0]
    return found


def points_km(frame: gpd.GeoDataFrame) -> Floats:
    """One point per row on the national grid, in kilometres; missing where there is no place."""
    places = frame.geometry if frame.crs else frame.geometry.set_crs(WGS84)
    places = places.to_crs(NATIONAL_GRID)
    points = places.where(places.geom_type == "Point", places.representative_point())
    return np.column_stack([points.x, points.y]) / 1000


def _located(points: Floats) -> NDArray[np.int64]:
    return np.flatnonzero(np.isfinite(points).all(axis=1))
