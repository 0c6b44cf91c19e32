"""Localities as a file that comes back in through the door as the same localities."""

from __future__ import annotations

import geopandas as gpd

from lib.datasets import Dataset


def localities_file(localities: Dataset) -> tuple[bytes, str]:
    """The bytes of a file of these localities, and how its name ends.

    Localities made of areas or postcodes are a list of small areas (``.csv``); polygons are GeoJSON (``.geojson``).
    """
    areas = localities.parts.get("areas")
    if areas is not None and len(areas):
        listed = areas[["locality_code", "locality_name", "area_code"]]
        return listed.to_csv(index=False, lineterminator="\n").encode(), ".csv"
    frame = gpd.GeoDataFrame(localities.frame, crs=4326)
    kept = frame[frame.geometry.notna()][["locality_code", "locality_name", "geometry"]]
    return kept.to_json(drop_id=True).encode(), ".geojson"
