"""Outlines with clean shared edges: as published, made consistent, and joined up into districts."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

GRID_DEGREES = 1e-6  # about 0.1 m; the published outlines are generalised to about 200 m


def cleaned(outlines: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Round every corner to one grid, mend what overlaps, and stop if the result is not one clean coverage."""
    rounded = shapely.set_precision(outlines.geometry.values, GRID_DEGREES, mode="pointwise")
    valid = np.where(shapely.is_valid(rounded), rounded, shapely.make_valid(rounded))
    mended = shapely.set_precision(shapely.coverage_clean(valid), GRID_DEGREES, mode="pointwise")
    return outlines.set_geometry(gpd.GeoSeries(checked(mended), crs=4326))


def checked(polygons: np.ndarray) -> np.ndarray:
    """The same polygons, or a stop: no outline may be broken, empty, or disagree with its neighbour."""
    sound = shapely.is_valid(polygons).all() and not shapely.is_empty(polygons).any()
    if not (sound and shapely.coverage_is_valid(polygons)):
        raise SystemExit("The outlines no longer fit together: nothing was written.")
    return polygons


def districts_from(lsoas: gpd.GeoDataFrame, lookup: pd.DataFrame) -> gpd.GeoDataFrame:
    """District outlines joined up from the LSOAs that best fit them; edges stay shared."""
    lad_of = lookup.set_index("lsoa11_code")["lad_code"]
    groups = lsoas.geometry.groupby(lsoas["area_code"].map(lad_of))
    joined = groups.apply(lambda parts: shapely.coverage_union_all(parts.values))
    named = lookup[["lad_code", "lad_name", "la_code", "la_name"]].drop_duplicates("lad_code")
    named = named.rename(columns={"lad_code": "area_code", "lad_name": "area_name"})
    polygons = checked(np.array(joined.reindex(named["area_code"]).array, dtype=object))
    return gpd.GeoDataFrame(named, geometry=polygons, crs=4326)
