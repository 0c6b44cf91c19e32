"""A map of people placed across a border: one labelled line for each council, thicker circle for more people."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from lib.core.words import SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.drawn import drawn_from_tables
from lib.views.maps import Legend, MapView
from lib.views.shapes import as_script

_INSET, _CIRCLE_AT = 0.05, 0.7  # how far inside the frame a label stays; where along its line a circle stands


def end_within(frame: BaseGeometry, start: Point, towards: Point) -> Point:
    """The place of another council, or where the straight way there leaves the frame when it lies outside."""
    west, south, east, north = frame.bounds
    x, y = _INSET * (east - west), _INSET * (north - south)
    inside = box(west + x, south + y, east - x, north - y)
    if inside.contains(towards):
        return towards
    way = LineString([start, towards]).intersection(inside)
    return Point(way.coords[-1]) if isinstance(way, LineString) and not way.is_empty else towards


@drawn_from_tables
def flow_map(
    view: MapView, table: ProtectedTable, start: Point, frame: BaseGeometry, middles: gpd.GeoSeries
) -> MapView:
    """Draw people placed out of and into a council.

    Parameters
    ----------
    view
        The areas to draw over.
    table
        One row a council: ``other``, ``people_out``, ``people_in`` (missing where hidden or none).
    start, frame, middles
        A point in the council, the box that is seen, and a point in each other council by its name. Councils
        without one are left out.
    """
    rows = require_protected(table).frame
    ends = [
        (str(name), end_within(frame, start, middles[name]), _known(out), _known(into))
        for name, out, into in zip(rows["other"], rows["people_out"], rows["people_in"], strict=True)
        if name in middles.index
    ]
    lines = [_line(start, end, name, _tag(out, into)) for name, end, out, into in ends]
    theme = view.base.theme
    look = {"fill": theme.cool, "ring": theme.ink, "w": 1.5}
    points = [
        {"id": name, **_on_line(start, end), "r": _radius(out, into), **look, "name": name, "lines": _said(out, into)}
        for name, end, out, into in ends
    ]
    commands = (f"cmw.outlines({as_script(lines)});", f"cmw.points({as_script(points)});")
    legend = Legend("People placed (larger circle, more people; out of the council and into it)", ())
    return replace(view, commands=(*view.commands, *commands), legends=(*view.legends, legend))


def _line(start: Point, end: Point, name: str, tag: str) -> dict[str, Any]:
    steps = [round(start.x * 1e5), round(start.y * 1e5), round((end.x - start.x) * 1e5), round((end.y - start.y) * 1e5)]
    return {"name": name, "shape": [[steps]], "at": [round(end.y, 5), round(end.x, 5)], "lines": [tag]}


def _on_line(start: Point, end: Point) -> dict[str, float]:
    at = LineString([start, end]).interpolate(_CIRCLE_AT, normalized=True)
    return {"x": round(at.x, 6), "y": round(at.y, 6)}


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _radius(out: float | None, into: float | None) -> float:
    return round(4 + 1.6 * math.sqrt((out or 0) + (into or 0)), 1)


def _tag(out: float | None, into: float | None) -> str:
    words = {"out": out, "in": into}
    return ", ".join(f"{SUPPRESSED if people is None else f'{people:,.0f}'} {said}" for said, people in words.items())


def _said(out: float | None, into: float | None) -> list[str]:
    words = {"placed there": out, "placed here from there": into}
    return [f"{SUPPRESSED if people is None else f'about {people:,.0f}'} {said}" for said, people in words.items()]
