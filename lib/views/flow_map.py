"""A map of people placed across a border: one labelled line for each council, thicker circle for more people."""

from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from lib.core.words import SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.maps import Legend, MapView
from lib.views.shapes import as_script

_BEYOND = 0.16  # how far outside the border a circle stands, as a share of the council's height


def way_out(outline: BaseGeometry, towards: Point) -> tuple[Point, Point]:
    """Where the straight way to another council leaves this one, and a point a little beyond, in degrees.

    A council whose middle lies inside this one's outline gets a point at its own place.
    """
    start = outline.representative_point()
    if outline.contains(towards):
        return start, towards
    line = LineString([start, towards])
    crossing = line.intersection(outline.boundary)
    last = max((Point(xy) for part in getattr(crossing, "geoms", [crossing]) for xy in part.coords), key=start.distance)
    step = _BEYOND * (outline.bounds[3] - outline.bounds[1])
    away = min(step, line.length - start.distance(last))
    return last, line.interpolate(start.distance(last) + away)


def flow_map(view: MapView, table: ProtectedTable, outline: BaseGeometry, middles: gpd.GeoSeries) -> MapView:
    """Draw people placed out of and into a council.

    Parameters
    ----------
    view
        The areas to draw over.
    table
        One row a council: ``other``, ``people_out``, ``people_in`` (missing where hidden or none).
    outline, middles
        The council's own shape, and a point in each other council by its name. Councils without one are left out.
    """
    frame = require_protected(table).frame
    ends = [
        (*way_out(outline, middles[name]), str(name), _known(out), _known(into))
        for name, out, into in zip(frame["other"], frame["people_out"], frame["people_in"], strict=True)
        if name in middles.index
    ]
    start = outline.representative_point()
    lines = [_line(start, end, name) for _, end, name, _, _ in ends]
    theme = view.base.theme
    look = {"fill": theme.cool, "ring": theme.ink, "w": 1.5}
    points = [
        {"id": name, "x": end.x, "y": end.y, "r": _radius(out, into), **look, "name": name, "lines": _said(out, into)}
        for _, end, name, out, into in ends
    ]
    commands = (f"cmw.outlines({as_script(lines)});", f"cmw.points({as_script(points)});")
    legend = Legend("People placed (larger circle, more people; the circle stands just outside the border)", ())
    return MapView(view.base, (*view.commands, *commands), (*view.legends, legend))


def _line(start: Point, end: Point, name: str) -> dict[str, Any]:
    steps = [round(start.x * 1e5), round(start.y * 1e5), round((end.x - start.x) * 1e5), round((end.y - start.y) * 1e5)]
    return {"name": name, "shape": [[steps]], "at": [round(end.y, 5), round(end.x, 5)], "lines": []}


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _radius(out: float | None, into: float | None) -> float:
    return round(4 + 1.6 * math.sqrt((out or 0) + (into or 0)), 1)


def _said(out: float | None, into: float | None) -> list[str]:
    words = {"placed there": out, "placed here from there": into}
    return [f"{SUPPRESSED if people is None else f'about {people:,.0f}'} {said}" for said, people in words.items()]
