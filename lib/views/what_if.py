"""Maps of a change: areas coloured about no change, homes that close, and lines to where there may be room."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.core.provenance import hash_of
from lib.core.words import NOT_COLLECTED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.drawn import drawn_from_tables
from lib.views.home_points import home_points
from lib.views.maps import Legend, MapBase, MapView
from lib.views.palette import Theme
from lib.views.shapes import as_script

# Three steps of less, none, three of more; less is warm and more is cool, and the middle is the paper's own.
CHANGE_LIGHT = ("#8A3403", "#C9692B", "#EFBE93", "#F5F3EE", "#A9CBDC", "#5E9CB8", "#0B4F6C")
CHANGE_DARK = ("#FFB37A", "#C9692B", "#70391A", "#26343C", "#235468", "#3F8CAB", "#9ADCF2")
_LEAST = 0.05  # a smaller change is none that anybody could notice
_LINES_EACH, _LINES_MOST = 5, 60


@drawn_from_tables
def change_map(base: MapBase, table: ProtectedTable, value: str, *, title: str) -> MapView:
    """Colour the areas by a change, in steps alike on both sides of none.

    ``table.frame`` has one row an area with ``area_code`` and the column ``value``; areas without a figure stay
    uncoloured.
    """
    frame = require_protected(table).frame.set_index("area_code").reindex(list(base.area_codes))
    values = frame[value].to_numpy(dtype="float64", na_value=np.nan)
    step = step_for(values)
    classes = change_classes(values, step)
    colours = CHANGE_DARK if base.is_dark else CHANGE_LIGHT
    marks = "".join("-" if code < 0 else str(code) for code in classes)
    words = [f"{title}: {NOT_COLLECTED if np.isnan(v) else f'{v:+,.1f}'}" for v in values]
    spec = {"classes": marks, "colours": list(colours), "words": words}
    spec["stamp"] = hash_of(as_script(spec).encode())[:8]
    labels = _labels(step)
    present = [(colours[code], labels[code]) for code in sorted(set(classes[classes >= 0]))]
    return MapView(base, (f"cmw.paint({as_script(spec)});",), (Legend(title, tuple(present)),))


def step_for(values: np.ndarray) -> float:
    """The width of a class: 1, 2 or 5 times a power of ten, so that two of them nearly reach the largest change."""
    known = np.abs(values[~np.isnan(values)])
    largest = float(known.max()) if known.size else 0.0
    if largest < _LEAST:
        return 1.0
    power = 10.0 ** math.floor(math.log10(largest / 3))
    return next(power * nice for nice in (1, 2, 5, 10) if power * nice * 3 >= largest)


def change_classes(values: np.ndarray, step: float) -> np.ndarray:
    """0 to 2 for falls of more than two steps, of one to two, of less; 3 for none; 4 to 6 for rises; -1 missing."""
    size = np.select([np.abs(values) < _LEAST, np.abs(values) <= step, np.abs(values) <= 2 * step], [0, 1, 2], 3)
    return np.where(np.isnan(values), -1, 3 + np.sign(np.nan_to_num(values)).astype(int) * size)


def with_homes(view: MapView, homes: gpd.GeoDataFrame, roles: pd.Series, lines: list[list[list[float]]]) -> MapView:
    """Draw lines, then homes by what happens to them.

    ``roles`` has ``'leaves'``, ``'takes'``, ``'opens'`` or ``''`` by ``cqc_location_id``; ``lines`` are pairs of
    longitude and latitude.
    """
    theme = view.base.theme
    points = [_in_role(point, str(roles.get(point["id"], "")), theme) for point in home_points(homes, theme)]
    points.sort(key=lambda point: point.pop("order"))
    shapes = [{"name": "", "shape": [[_steps(line)]], "at": None, "lines": []} for line in lines]
    commands = (f"cmw.outlines({as_script(shapes)});", f"cmw.points({as_script(points)});")
    return replace(view, commands=(*view.commands, *commands), legends=(*view.legends, _legend(theme, set(roles))))


def lines_to_places(places: gpd.GeoDataFrame, leaving: gpd.GeoDataFrame) -> list[list[list[float]]]:
    """Lines from each home that loses people to the nearest homes that may take them, as longitude and latitude."""
    start = leaving.to_crs(4326).set_index("cqc_location_id").geometry
    chosen = places[places.groupby("nearest_to").cumcount() < _LINES_EACH].head(_LINES_MOST).to_crs(4326)
    ends = zip(chosen["nearest_to"], chosen.geometry, strict=True)
    return [[[start[code].x, start[code].y], [place.x, place.y]] for code, place in ends]


def _in_role(point: dict[str, Any], role: str, theme: Theme) -> dict[str, Any]:
    looks = {
        "leaves": {"fill": theme.ink, "ring": theme.warm, "w": 4, "r": max(point["r"], 8), "order": 3},
        "opens": {"fill": theme.paper, "ring": theme.ink, "w": 4, "r": max(point["r"], 8), "order": 3},
        "takes": {"fill": theme.cool, "ring": theme.paper, "w": 1.2, "r": round(point["r"] * 0.7, 1), "order": 2},
    }
    said = {"leaves": "Closes, or loses beds", "opens": "Opens", "takes": "Cares for the same people, within reach"}
    other = {"fill": theme.none, "ring": theme.edge, "w": 0.8, "r": 2.5, "order": 1}
    return point | looks.get(role, other) | {"lines": [*point["lines"], *([said[role]] if role in said else [])]}


def _steps(line: list[list[float]]) -> list[int]:
    (x0, y0), (x1, y1) = ([round(v * 1e5) for v in end] for end in line)
    return [x0, y0, x1 - x0, y1 - y0]


def _labels(step: float) -> tuple[str, ...]:
    near, far = f"{step:,g}", f"{2 * step:,g}"
    falls = (f"falls by more than {far}", f"falls by {near} to {far}", f"falls by up to {near}")
    return (*falls, "no change", f"rises by up to {near}", f"rises by {near} to {far}", f"rises by more than {far}")


def _legend(theme: Theme, roles: set[str]) -> Legend:
    marks = {
        "leaves": (f"dot {theme.ink} {theme.warm}", "closes or loses beds"),
        "opens": (f"dot {theme.paper} {theme.ink}", "opens"),
        "takes": (f"dot {theme.cool} {theme.paper}", "may take the same people, within reach"),
        "": (f"dot {theme.none} {theme.edge}", "other homes"),
    }
    return Legend("Care homes (larger circle, more beds)", tuple(look for role, look in marks.items() if role in roles))
