"""Outlines of many areas packed for the browser once, as whole numbers on the map's own grid.

A unit is a pixel of zoom 16 in Web Mercator (1.4 m on the ground in England), so the browser only scales.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from lib.core.provenance import hash_of
from lib.views.parcel import parcel, smallest, words_array

UNITS_ROUND_THE_WORLD = 2**24  # 256 pixels x 2**16
_MOST_NORTH = 85.0511287798  # degrees: where Web Mercator's square ends


@dataclass(frozen=True, eq=False)
class Outlines:
    """Areas in their order, and what the browser needs to draw them, compressed.

    ``key`` is the same for the same outlines: the browser keeps what it has once fetched.
    """

    area_codes: tuple[str, ...]
    content: bytes
    key: str


def outlines(areas: gpd.GeoDataFrame, background: gpd.GeoDataFrame) -> Outlines:
    """Pack the outlines of ``areas`` and the quiet ``background`` behind and round them.

    Parameters
    ----------
    areas
        One row an area: ``area_code``, ``area_name``, ``geometry`` (EPSG:4326). An area without an
        outline keeps its place and is not drawn.
    background
        Districts to draw as land below the areas and as lines above them: ``area_name``, ``geometry``.
    """
    content = gzip.compress(_content(areas, background), compresslevel=6, mtime=0)
    return Outlines(tuple(areas["area_code"].astype(str)), content, hash_of(content)[:16])


def grid(longitudes_latitudes: np.ndarray) -> np.ndarray:
    """Degrees (n x 2) as whole units of the map's grid, x to the east and y to the south."""
    x = (longitudes_latitudes[:, 0] + 180) / 360
    north = np.radians(np.clip(longitudes_latitudes[:, 1], -_MOST_NORTH, _MOST_NORTH))
    y = (1 - np.arcsinh(np.tan(north)) / np.pi) / 2
    return np.round(np.column_stack([x, y]) * UNITS_ROUND_THE_WORLD).astype(np.int64)


def _content(areas: gpd.GeoDataFrame, background: gpd.GeoDataFrame) -> bytes:
    land, frames = areas.geometry.to_numpy(), background.geometry.to_numpy()
    corners = _corners(areas if len(areas) else background)
    origin = corners[0]
    middles = grid(shapely.get_coordinates(shapely.point_on_surface(frames)))
    arrays = {f"area_{name}": array for name, array in _rings(land, origin).items()}
    arrays |= {f"frame_{name}": array for name, array in _rings(frames, origin).items()}
    arrays |= {
        "frame_middles": (middles - origin).astype(np.int32).ravel(),
        "frame_names": words_array(background["area_name"].astype(str).tolist()),
        "area_names": words_array(areas["area_name"].astype(str).tolist()),
        "area_codes": words_array(areas["area_code"].astype(str).tolist()),
    }
    return parcel({"origin": origin.tolist(), "corner": corners[1].tolist()}, arrays)


def _corners(frame: gpd.GeoDataFrame) -> np.ndarray:
    """North-west and south-east corner on the grid."""
    west, south, east, north = frame.total_bounds if len(frame) else (-6.4, 49.8, 1.8, 55.9)
    return grid(np.array([[west, north], [east, south]], dtype=float))


def _rings(polygons: np.ndarray, origin: np.ndarray) -> dict[str, np.ndarray]:
    """Rings of each polygon: how many, how many corners each, where each starts, and the steps from there."""
    parts, polygon_of_part = shapely.get_parts(shapely.orient_polygons(polygons), return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    degrees, ring_of = shapely.get_coordinates(rings, return_index=True)
    is_last = np.diff(ring_of, append=-1) != 0  # a ring ends where it began
    corners, ring_of = grid(degrees[~is_last]) - origin, ring_of[~is_last]
    is_first = np.diff(ring_of, prepend=-1) != 0
    steps = np.diff(corners, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {
        "rings": _counts(polygon_of_part[part_of_ring], len(polygons)),
        "corners": _counts(ring_of, len(rings)),
        "starts": corners[is_first].astype(np.int32).ravel(),
        "steps": smallest(steps[~is_first].ravel()),
    }


def _counts(of: np.ndarray, n: int) -> np.ndarray:
    return np.bincount(of, minlength=n).astype(np.uint32)
