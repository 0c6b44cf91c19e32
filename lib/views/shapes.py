"""Outlines packed small for the browser: whole numbers of 1/100000 degree (about a metre), as steps."""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
from shapely import Polygon, get_coordinates, get_exterior_ring, get_interior_ring, get_num_interior_rings
from shapely.geometry.base import BaseGeometry

_PER_DEGREE = 1e5


def packed(geometry: BaseGeometry | None) -> list[list[list[int]]]:
    """A (multi)polygon as a list of polygons, each a list of rings of ``x0, y0, dx1, dy1, …``."""
    if geometry is None or geometry.is_empty:
        return []
    parts = getattr(geometry, "geoms", [geometry])
    return [_rings(part) for part in parts if isinstance(part, Polygon)]


def _rings(polygon: Polygon) -> list[list[int]]:
    inner = [get_interior_ring(polygon, i) for i in range(get_num_interior_rings(polygon))]
    return [_steps(ring) for ring in (get_exterior_ring(polygon), *inner)]


def _steps(ring: BaseGeometry) -> list[int]:
    whole = np.round(get_coordinates(ring) * _PER_DEGREE).astype(np.int64)
    return np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).ravel().tolist()


def bounds_of(frame: gpd.GeoDataFrame) -> list[list[float]]:
    """South-west and north-east corner, as Leaflet wants them."""
    west, south, east, north = (float(v) for v in frame.total_bounds)
    return [[south, west], [north, east]]


def as_script(value: Any) -> str:
    """JSON that can stand inside a script element, whatever text it carries."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in ("<", ">", "&", "\u2028", "\u2029"):
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def middle_of(shape: BaseGeometry) -> list[float]:
    """A place inside the shape: latitude and longitude, to a metre or so."""
    point = shape.representative_point()
    return [round(point.y, 5), round(point.x, 5)]
