"""Areas of a council: their outlines, the lookup between them and a quiet background.

Frames are kept between calls and shared: treat them as read-only, derive, never change in place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.geography.councils import Council, resolved
from lib.geography.files import read_outlines, whole_lookup

Kind = Literal["lsoa11", "msoa", "ward", "lad", "council"]

LOOKUP_COLUMNS = ["lsoa11_code", "lsoa11_name", "msoa11_code", "msoa11_name", "ward_code", "ward_name"]
LOOKUP_COLUMNS += ["lad_code", "lad_name", "la_code", "la_name", "ward_fit_pct"]
AREA_COLUMNS = ["area_code", "area_name", "area_kind", "la_code", "la_name", "geometry"]
PARENT_COLUMN = {"msoa": "msoa11_code", "ward": "ward_code", "lad": "lad_code", "council": "la_code"}
MSOA_CAVEAT = (
    "Middle areas (MSOA) are those of 2011, joined up from the LSOAs they are made of. Figures by a code new in "
    "2021 need outlines of MSOAs of 2021, loaded on Your data."
)
WARD_CAVEAT = "Ward outlines are approximate: built from the LSOAs that best fit each ward as at May 2025."
MARGIN_SHARE, MARGIN_DEGREES = 0.25, 0.1  # background beyond the council's box: a quarter of it, 0.1 at least


def code_of(council: Council | str | None) -> str:
    """Council code, or ``''`` for the whole of England and Wales."""
    return "" if council is None else resolved(council).la_code


@lru_cache(maxsize=64)
def lookup_of_code(la_code: str) -> pd.DataFrame:
    """The lookup of one council code, or of England and Wales for ``''``."""
    rows = whole_lookup()[LOOKUP_COLUMNS]
    return rows[rows["la_code"] == la_code].reset_index(drop=True) if la_code else rows


def lookup(council: Council | str | None = None) -> pd.DataFrame:
    """Say which MSOA, ward, district and council each LSOA 2011 belongs to.

    Parameters
    ----------
    council
        A council, its name or its code; ``None`` for England and Wales (34,753 rows).

    Returns
    -------
    DataFrame
        One row per LSOA 2011: ``lsoa11_code, lsoa11_name, msoa11_code, msoa11_name, ward_code, ward_name,
        lad_code, lad_name, la_code, la_name`` and ``ward_fit_pct``, the share (0 to 100) of the LSOA's live postcodes
        that lie in that ward. Wards are those of May 2025, districts those of November 2025. Every
        area has one ward, one district and one council. Shared: do not change it.
    """
    return lookup_of_code(code_of(council))


def lsoas(la_code: str) -> gpd.GeoDataFrame:
    """LSOA outlines with the council's name."""
    read = read_outlines("lsoa11.parquet", la_code)
    names = lookup_of_code(la_code).drop_duplicates("la_code").set_index("la_code")["la_name"]
    return read.assign(area_kind="lsoa11", la_name=read["la_code"].map(names))[AREA_COLUMNS]


def joined_up(la_code: str, kind: Kind) -> gpd.GeoDataFrame:
    """MSOA or ward outlines joined up from the LSOAs they are made of, or that best fit them, by code."""
    joined = dissolved(outlines_of_code(la_code, "lsoa11"), parents_of_code(la_code, kind))
    code, name = PARENT_COLUMN[kind], PARENT_COLUMN[kind].replace("_code", "_name")
    named = lookup_of_code(la_code).drop_duplicates(code).set_index(code).reindex(joined.index)
    named = named.assign(area_name=named[name], area_kind=kind, geometry=joined)
    return gpd.GeoDataFrame(named.rename_axis("area_code").reset_index()[AREA_COLUMNS], crs=4326)


def whole_councils(la_code: str) -> gpd.GeoDataFrame:
    """Council outlines joined up from their districts."""
    parts = districts(la_code)
    joined = dissolved(parts, parts.set_index("area_code")["la_code"])
    names = parts.drop_duplicates("la_code").set_index("la_code")["la_name"].reindex(joined.index)
    frame = pd.DataFrame({"area_name": names, "area_kind": "council", "la_code": joined.index, "la_name": names})
    frame = frame.assign(geometry=joined).rename_axis("area_code").reset_index()
    return gpd.GeoDataFrame(frame[AREA_COLUMNS], crs=4326)


@lru_cache(maxsize=64)
def parents_of_code(la_code: str, kind: Kind) -> pd.Series:
    """The area of a kind that each LSOA of one council code is part of."""
    return lookup_of_code(la_code).set_index("lsoa11_code")[PARENT_COLUMN[kind]].rename("parent")


def parents(council: Council | str | None, kind: Kind) -> pd.Series | None:
    """Say which area each LSOA 2011 is part of.

    Returns
    -------
    Series or None
        ``area_code`` of the larger area by the code of the LSOA; ``None`` for LSOAs themselves. MSOAs are
        exact (:data:`MSOA_CAVEAT`), wards the best fit (:data:`WARD_CAVEAT`). Shared: do not change it.
    """
    return None if kind == "lsoa11" else parents_of_code(code_of(council), kind)


def dissolved(areas: gpd.GeoDataFrame, group_of: pd.Series) -> gpd.GeoSeries:
    """Join areas that share a group into one outline each; ``group_of`` is indexed by ``area_code``."""
    groups = areas["area_code"].map(group_of)
    parts = areas.geometry.groupby(groups.to_numpy(), dropna=True, observed=True)
    joined = {name: shapely.coverage_union_all(one.to_numpy()) for name, one in parts}
    return gpd.GeoSeries(joined, crs=areas.crs)


def districts(la_code: str) -> gpd.GeoDataFrame:
    """District outlines."""
    return read_outlines("districts.parquet", la_code).assign(area_kind="lad")[AREA_COLUMNS]


@lru_cache(maxsize=64)
def outlines_of_code(la_code: str, kind: Kind) -> gpd.GeoDataFrame:
    """Areas of one council code, or of England and Wales for ``''``."""
    made = {"lsoa11": lsoas, "lad": districts, "council": whole_councils}
    return made[kind](la_code) if kind in made else joined_up(la_code, kind)


def areas(council: Council | str | None, kind: Kind = "lsoa11") -> gpd.GeoDataFrame:
    """Outlines of a council's areas.

    Parameters
    ----------
    council
        A council, its name or its code; ``None`` for England and Wales.
    kind
        ``'lsoa11'`` (as published, super generalised), ``'msoa'`` (joined up from LSOAs, see
        :data:`MSOA_CAVEAT`), ``'ward'`` (approximate, see :data:`WARD_CAVEAT`), ``'lad'`` or ``'council'`` (joined
        up from LSOAs).

    Returns
    -------
    GeoDataFrame
        One row per area: ``area_code, area_name, area_kind, la_code, la_name, geometry``
        (EPSG:4326). Neighbours share the very same corners. Shared: do not change it.
    """
    return outlines_of_code(code_of(council), kind)


@lru_cache(maxsize=64)
def outline_of_code(la_code: str) -> gpd.GeoDataFrame:
    """One council's outline."""
    parts = outlines_of_code(la_code, "lad")
    whole = shapely.coverage_union_all(parts.geometry.to_numpy())
    named = parts[["la_code", "la_name"]].head(1).reset_index(drop=True)
    return gpd.GeoDataFrame(named, geometry=[whole], crs=4326)


def outline_of(council: Council | str) -> gpd.GeoDataFrame:
    """Outline of a council: one row, ``la_code, la_name, geometry`` (EPSG:4326). Shared: do not change it."""
    return outline_of_code(code_of(council))


def box_around(la_code: str) -> shapely.Geometry:
    """The council's box with a margin."""
    west, south, east, north = outline_of_code(la_code).total_bounds
    margin = max(MARGIN_DEGREES, MARGIN_SHARE * max(east - west, north - south))
    return shapely.box(west - margin, south - margin, east + margin, north + margin)


def background(council: Council | str | None) -> gpd.GeoDataFrame:
    """District outlines around a council, for a quiet drawn background.

    Their edges are those of the areas drawn over them. Their outer edge is the coast, or the border
    with Scotland, which is not drawn.

    Returns
    -------
    GeoDataFrame
        One row per district of England and Wales near the council: ``area_code, area_name, la_code,
        la_name, is_inside`` (whether it belongs to the council) and ``geometry`` (EPSG:4326).
    """
    la_code, every = code_of(council), outlines_of_code("", "lad")
    is_near = shapely.intersects(every.geometry.to_numpy(), box_around(la_code)) if la_code else np.True_
    inside = every.assign(is_inside=every["la_code"].eq(la_code))
    columns = ["area_code", "area_name", "la_code", "la_name", "is_inside", "geometry"]
    return inside.loc[np.broadcast_to(is_near, len(inside)), columns].reset_index(drop=True)
