"""Which area a home stands in."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd


def area_of(homes: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.Series:
    """Code of the area each home stands in, by the index of ``homes``; missing when in none of them.

    A home on a shared edge belongs to the area whose code comes first, so that it is counted once.
    """
    located = homes.loc[homes.geometry.notna() & ~homes.geometry.is_empty, ["geometry"]]
    outlines = areas[["area_code", "geometry"]].to_crs(homes.crs) if homes.crs else areas
    pairs = located.reset_index(drop=True).sjoin(outlines[["area_code", "geometry"]], predicate="intersects")
    first = pairs["area_code"].groupby(level=0).min()
    codes = first.reindex(range(len(located))).set_axis(located.index)
    return codes.reindex(homes.index).astype("str")
