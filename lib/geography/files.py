"""The files under ``geo/``: the only place that opens them. Frames are kept and shared: never change one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import shapely

GEO = Path(__file__).resolve().parents[2] / "geo"


def read_rows(name: str, column: str = "", values: frozenset[str] = frozenset()) -> pd.DataFrame:
    """Rows of a Parquet file, or only those whose ``column`` is one of ``values``, in the file's order."""
    wanted = [(column, "in", sorted(values))] if column else None
    return pq.read_table(GEO / name, filters=wanted).to_pandas(ignore_metadata=True)


def read_outlines(name: str, la_code: str = "") -> gpd.GeoDataFrame:
    """Outlines of a GeoParquet file (EPSG:4326), of one council or of England and Wales."""
    rows = read_rows(name, "la_code", frozenset({la_code})) if la_code else read_rows(name)
    polygons = shapely.from_wkb(rows.pop("geometry").to_numpy())
    return gpd.GeoDataFrame(rows, geometry=polygons, crs=4326)


def read_csv(name: str) -> pd.DataFrame:
    """A CSV under ``geo/``, every column as text."""
    return pd.read_csv(GEO / name, dtype=str, keep_default_na=False)


@lru_cache(maxsize=1)
def whole_lookup() -> pd.DataFrame:
    """The lookup for England and Wales, read once."""
    return read_rows("lookup.parquet")


@lru_cache(maxsize=1)
def council_of_district() -> dict[str, str]:
    """Council code by district code, for England and Wales."""
    pairs = whole_lookup().drop_duplicates("lad_code")
    return dict(zip(pairs["lad_code"], pairs["la_code"], strict=True))


def sources() -> pd.DataFrame:
    """Say where each file under ``geo/`` comes from.

    Returns
    -------
    DataFrame
        One row per file: ``file, title, publisher, source_packages, licence, as_at, sha256`` and
        ``rows`` (``Int64``).
    """
    return read_csv("sources.csv").astype({"rows": "Int64"})
