"""Which area a point is in."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import shapely


def locate_points_in(points: gpd.GeoSeries | gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """Say which area each point lies in.

    Parameters
    ----------
    points
        Points in any coordinate system; missing points allowed.
    areas
        One row per area: ``area_code`` and ``geometry``.

    Returns
    -------
    Series
        ``area_code`` on the index of ``points``, each point once. A point on a shared edge goes to
        the area whose code comes first; a point outside every area, or missing, gets ``''``.
    """
    placed = points.geometry.to_crs(areas.crs)
    tree = shapely.STRtree(areas.geometry.to_numpy())
    at, area = tree.query(placed.to_numpy(), predicate="intersects")
    hits = pd.DataFrame({"at": at, "area_code": areas["area_code"].to_numpy()[area]})
    first = hits.groupby("at")["area_code"].min().astype("str")
    codes = first.reindex(range(len(placed)), fill_value="").to_numpy()
    return pd.Series(codes, index=points.index, dtype="str", name="area_code")
