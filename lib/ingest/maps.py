"""Map files (GeoJSON, GeoPackage, zipped shapefile): attributes as a table, shapes in degrees."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyproj
import shapely

from lib.core.words import say_list
from lib.ingest.archive import refuse_bomb
from lib.ingest.columns import share_matching
from lib.ingest.decode import encoding_of
from lib.ingest.findings import Finding, noted, refuse
from lib.ingest.sandbox import Part, run_child
from lib.ingest.sniff import FileKind
from lib.ingest.table import Table

_WELL_KNOWN = r"(?is)(MULTI)?(POLYGON|POINT)\s*Z?\s*\(.*"
_STR = pd.StringDtype(na_value=np.nan)
_DEGREES, _BRITISH_GRID = 4326, 27700


def read_map(content: bytes, kind: FileKind) -> Table:
    """Read the first layer that has shapes. Rows are numbered from 1 in the order of the file."""
    if kind is FileKind.SHAPEFILE:
        refuse_bomb(content)
    if kind is FileKind.GEOJSON:
        content = content.decode(encoding_of(content), errors="replace").encode()
    part = run_child("map", content)[0]
    frame, shapes = _frame_of(part)
    if frame.empty:
        raise refuse("no-rows", "The map file holds no shapes.", fix="Check that it was saved with its shapes.")
    geometry, found = _in_degrees(shapes, part.head["crs"])
    table = Table(frame, len(frame), sheet=part.head["sheet"], geometry=geometry)
    return table.with_findings(*found, *_about_layers(part))


def with_outline_column(table: Table) -> Table:
    """A table whose column of outlines as text (``POLYGON ((...))``, in degrees) has become its geometry."""
    name = next((one for one in table.headings if share_matching(table.frame[one].head(200), _WELL_KNOWN) > 0.5), None)
    if name is None:
        return table
    shapes = shapely.from_wkt(table.frame[name].replace("", None).to_numpy(dtype=object), on_invalid="ignore")
    geometry, found = _in_degrees(gpd.GeoSeries(shapely.force_2d(shapes), index=table.frame.index), None)
    return replace(table, frame=table.frame.drop(columns=name), geometry=geometry).with_findings(*found)


def _frame_of(part: Part) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    table = pa.ipc.open_stream(part.body).read_all()
    rows = pd.RangeIndex(1, table.num_rows + 1, name="source_row")
    frame = (
        table.drop_columns(["geometry"]).to_pandas(types_mapper={pa.large_string(): _STR}.get).set_axis(rows, axis=0)
    )
    shapes = shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False), on_invalid="fix")
    return frame, gpd.GeoSeries(shapely.force_2d(shapes), index=rows)


def _in_degrees(shapes: gpd.GeoSeries, crs: str | None) -> tuple[gpd.GeoSeries, list[Finding]]:
    """Shapes in EPSG:4326; a map that does not say its grid is judged by its coordinates."""
    if (shapes.isna() | shapes.is_empty).all():
        raise refuse("outline-empty", "No row of the map has an outline.", fix="Draw the outlines and save it again.")
    west, south, east, north = shapes.total_bounds
    looks_like_degrees = bool(abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90)
    known = _crs(crs)
    if _is_turned(west, south, east, north) and (known is None or known.is_geographic):
        turned = gpd.GeoSeries(shapely.transform(shapes.to_numpy(), lambda xy: xy[:, ::-1]), index=shapes.index)
        return turned.set_crs(_DEGREES), [_turned()]
    if known is not None and (looks_like_degrees or not known.is_geographic):
        return shapes.set_crs(known).to_crs(_DEGREES), []
    if looks_like_degrees:
        return shapes.set_crs(_DEGREES), [_assumed("longitude and latitude")]
    if min(west, south) >= 0 and east <= 700_000 and north <= 1_300_000:
        return shapes.set_crs(_BRITISH_GRID).to_crs(_DEGREES), [_assumed("the British National Grid")]
    raise refuse(
        "map-grid-unknown",
        "The map does not say which grid it is on, and its coordinates fit neither degrees nor the National Grid.",
        fix="Save it with longitude and latitude (EPSG:4326) or on the British National Grid (EPSG:27700).",
    )


def _is_turned(west: float, south: float, east: float, north: float) -> bool:
    """Whether the first figure of each point is a latitude of Great Britain and the second a longitude."""
    return west >= 49 and east <= 61 and south >= -9 and north <= 3


def _turned() -> Finding:
    what = "The points of the map give latitude first, as no map file should; they were turned round."
    return noted("map-turned", what, fix="Check on the map that the outlines lie where they should.")


def _crs(said: str | None) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(said) if said else None
    except pyproj.exceptions.CRSError:
        return None


def _assumed(grid: str) -> Finding:
    return noted("map-grid-assumed", f"The map does not say which grid it is on; by its coordinates it is {grid}.")


def _about_layers(part: Part) -> list[Finding]:
    others = part.head["others"]
    if not others:
        return []
    said = say_list([f"'{name}'" for name in others[:6]])
    return [noted("layer-chosen", f"The layer '{part.head['sheet']}' was used; not used: {said}.")]
