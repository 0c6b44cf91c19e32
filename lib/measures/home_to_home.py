"""Which homes are near enough to take the people of another: by distance, or by travel times from where it stands."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import KDTree

from lib.measures.intervals import Floats, Yes
from lib.measures.reach import points_km


def minutes_between(homes: gpd.GeoDataFrame, leaving: Yes, areas: gpd.GeoDataFrame, travel: pd.DataFrame) -> Floats:
    """Minutes from each home that loses people (row) to each home (column), by the area whose point is nearest to it.

    ``travel`` has ``area_code, cqc_location_id, minutes``. Missing where the home has no place or the pair no time.
    """
    found = np.full((int(leaving.sum()), len(homes)), np.nan)
    points, places = points_km(homes)[leaving], points_km(areas)
    placed = np.flatnonzero(np.isfinite(points).all(axis=1))
    if not len(placed) or not len(areas):
        return found
    nearest = KDTree(places).query(points[placed])[1]
    codes = areas["area_code"].to_numpy()[nearest]
    wanted = travel[travel["area_code"].isin(set(codes))].drop_duplicates(["area_code", "cqc_location_id"])
    table = wanted.set_index(["area_code", "cqc_location_id"])["minutes"].astype("Float64")
    pairs = pd.MultiIndex.from_product([codes, homes["cqc_location_id"].astype("str")])
    found[placed] = table.reindex(pairs).to_numpy(dtype="float64", na_value=np.nan).reshape(len(codes), len(homes))
    return found
