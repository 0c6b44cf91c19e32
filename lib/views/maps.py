"""One way to ask for a map: a constant base (outlines, sent once) and what is painted on it.

The base is a folium map whose script depends only on the outlines and the theme, so that a change of
measure or filter neither remounts the map nor loses the zoom. What changes goes into one feature group:
a class and a few words per area, and the points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import folium
import folium.plugins
import geopandas as gpd
import numpy as np
import pandas as pd
from branca.element import MacroElement
from folium.template import Template

from lib.core.provenance import hash_of
from lib.core.words import SUPPRESSED
from lib.disclosure import ProtectedTable, require_protected
from lib.views.classes import Classes, classify
from lib.views.drawn import drawn_from_tables
from lib.views.in_order import as_flags, flags, hidden_areas, in_order, words_of_areas
from lib.views.palette import Theme, steps_of, theme_of
from lib.views.shapes import as_script, bounds_of, middle_of, packed
from lib.views.zone_labels import labelled

# Served by the app itself from static/; seen from the map's frame at /component/<name>/index.html.
_SERVED = "../../app/static"
ROAD_TILES = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ROAD_CREDIT = "© OpenStreetMap contributors"
OUTLINE_CREDIT = "Contains National Statistics and OS data © Crown copyright and database right"


class OfflineMap(folium.Map):
    """A folium map that asks for Leaflet at the app's own address and for nothing else."""

    default_js = [("leaflet", f"{_SERVED}/leaflet/leaflet.js")]  # noqa: RUF012 - folium's own shape
    default_css = [("leaflet_css", f"{_SERVED}/leaflet/leaflet.css")]  # noqa: RUF012


class _Fullscreen(folium.plugins.Fullscreen):
    default_js = [("fullscreen_js", f"{_SERVED}/fullscreen/Control.FullScreen.js")]  # noqa: RUF012
    default_css = [("fullscreen_css", f"{_SERVED}/fullscreen/Control.FullScreen.css")]  # noqa: RUF012


class _Script(MacroElement):
    """JavaScript in its place in folium's page; ``text`` is ours or JSON, never raw words."""

    _template = Template("{% macro script(this, kwargs) %}{{ this.text }}{% endmacro %}")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Painter"
        self.text = text


@dataclass(frozen=True)
class MapBase:
    """What of a map stays: outlines of the areas in their order, what lies round them, and the room's light."""

    label: str
    area_codes: tuple[str, ...]
    script: str
    theme: Theme
    is_dark: bool
    has_tiles: bool = False
    text_px: int = 13

    @property
    def key(self) -> str:
        """Same outlines, same key: the browser keeps the map and its zoom."""
        return f"map-{hash_of(f'{self.script}{self.has_tiles}{self.text_px}'.encode())[:12]}"


@dataclass(frozen=True)
class Legend:
    """What the colours mean, in words; ``marks`` are (colour or hatch name, label)."""

    title: str
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MapView:
    """A map ready to show: base, what is painted, the legends that explain it, and the tables it was drawn from."""

    base: MapBase
    commands: tuple[str, ...] = ()
    legends: tuple[Legend, ...] = field(default_factory=tuple)
    tables: tuple[ProtectedTable, ...] = ()

    def folium_map(self) -> folium.Map:
        """A fresh folium map of the base alone."""
        return _folium_map(self.base)

    def feature_group(self) -> folium.FeatureGroup:
        """What changes between reruns, as one folium feature group."""
        group = folium.FeatureGroup(name="figures")
        group.add_child(_Script("\n".join(self.commands)))
        return group


def map_base(
    areas: gpd.GeoDataFrame,
    background: gpd.GeoDataFrame,
    *,
    label: str,
    is_dark: bool = False,
    has_tiles: bool = False,
    is_projected: bool = False,
    has_lasso: bool = False,
) -> MapBase:
    """Pack outlines once for many paintings.

    Parameters
    ----------
    areas
        One row an area: ``area_code``, ``area_name``, ``geometry`` (EPSG:4326).
    background
        Neighbouring districts: ``area_name``, ``geometry``; drawn quietly, never coloured.
    label
        Accessible name of the map.
    is_dark, is_projected
        Dark room colours; larger words for a projector.
    has_tiles
        Background tiles from OpenStreetMap: the only thing here that leaves the machine, and only when asked.
    has_lasso
        Let the reader draw round points: a click then comes back as ``('homes', 'id|id|id')``.
    """
    theme = theme_of(is_dark)
    spec = {
        "label": label,
        "theme": vars(theme),
        "background": [] if has_tiles else _land(background),
        "areas": [
            {"id": str(code), "name": str(name), "shape": packed(shape)}
            for code, name, shape in zip(areas.area_code, areas.area_name, areas.geometry, strict=True)
        ],
        "bounds": bounds_of(areas),
        **({"lasso": True} if has_lasso else {}),
    }
    codes = tuple(areas.area_code.astype(str))
    return MapBase(label, codes, as_script(spec), theme, is_dark, has_tiles, 18 if is_projected else 13)


@drawn_from_tables
def painted(
    base: MapBase,
    table: ProtectedTable,
    value: str,
    *,
    title: str,
    unit: str = "",
    uncertain: str | None = None,
    breaks: tuple[float, ...] | None = None,
) -> MapView:
    """Colour the areas by a rate.

    ``table.frame`` has one row an area with ``area_code`` and the column ``value``; areas without a row are
    drawn as 'no figure', hidden ones hatched. ``uncertain`` names a boolean column drawn with a broken edge.
    Raises ``TypeError`` for anything but a protected table.
    """
    require_protected(table)
    frame = in_order(table.frame, base.area_codes)
    is_hidden = hidden_areas(table, value, base.area_codes)
    classes = classify(frame[value].mask(is_hidden), breaks=breaks)
    colours = steps_of(base.is_dark, len(classes.labels))
    command = _paint_command(
        marks=_marks(classes.codes, is_hidden),
        colours=colours,
        words=words_of_areas(table, value, base.area_codes, title, classes.decimals, unit),
        unsure=flags(frame, uncertain) if uncertain else None,
    )
    return MapView(base, (command,), (_rate_legend(title, unit, classes, colours, is_hidden, uncertain),))


def painted_groups(
    base: MapBase,
    labels: pd.Series,
    names: dict[str, str],
    colours: dict[str, str],
    *,
    title: str,
    unsure: pd.Series | None = None,
) -> MapView:
    """Colour the areas by the group they belong to: ``labels`` by area code, fixed colours by group.

    ``unsure`` marks, by area code, areas that swing between groups; they are drawn with a broken edge.
    """
    groups, codes_of = list(names), list(base.area_codes)
    codes = labels.reindex(codes_of).map({g: i for i, g in enumerate(groups)}).fillna(-1).astype(int)
    swings = None if unsure is None else as_flags(unsure.reindex(codes_of))
    words = [f"{title}: {names[groups[c]]}" if c >= 0 else f"{title}: no figure" for c in codes]
    marks = _marks(codes.to_numpy(), np.zeros(len(codes), bool))
    command = _paint_command(marks, [colours[g] for g in groups], words, swings)
    said = ("unsure", "swings between groups: stripes and a broken edge")
    swinging = (said,) if swings is not None and swings.any() else ()
    return MapView(base, (command,), (Legend(title, (*((colours[g], names[g]) for g in groups), *swinging)),))


def with_points(view: MapView, points: list[dict[str, Any]], legend: Legend) -> MapView:
    """Add points: dicts of ``id, x, y, r, fill, ring, w, name, lines``."""
    points_said = f"cmw.points({as_script(points)});"
    return replace(view, commands=(*view.commands, points_said), legends=(*view.legends, legend))


@drawn_from_tables
def with_zones(
    view: MapView,
    zones: gpd.GeoDataFrame,
    lines: dict[str, list[str]] | None = None,
    table: ProtectedTable | None = None,
) -> MapView:
    """Draw outlines with their names over the areas: ``area_code, area_name, geometry``.

    ``lines`` stand under the names, by area code; ``table`` is the protected table they were written from.

    Raises
    ------
    TypeError
        For lines without the protected table that their figures are from.
    """
    if lines or table is not None:
        require_protected(table)
    return replace(view, commands=(*view.commands, f"cmw.outlines({as_script(labelled(zones, lines or {}))});"))


def bare(base: MapBase) -> MapView:
    """The areas with no figures on them."""
    return MapView(base, (_paint_command("-" * len(base.area_codes), [], [""] * len(base.area_codes)),))


def _folium_map(base: MapBase) -> folium.Map:
    drawn = OfflineMap(location=[53, -2], zoom_start=6, tiles=None, zoom_snap=0.25, zoom_control=True)
    if base.has_tiles:
        folium.TileLayer(ROAD_TILES, attr=ROAD_CREDIT).add_to(drawn)
    page: Any = drawn.get_root()
    page.header.add_child(folium.Element(_style(base)))
    _Fullscreen(title="Full screen", title_cancel="Leave full screen").add_to(drawn)
    credit = as_script(OUTLINE_CREDIT)
    begin = f"{drawn.get_name()}.attributionControl.addAttribution({credit});"
    drawn.add_child(_Script(f"{_ours('painter.js')}\n{begin}\ncmw.begin({drawn.get_name()}, {base.script});"))
    return drawn


def _style(base: MapBase) -> str:
    theme = base.theme
    room = f":root {{ --ink: {theme.ink}; --paper: {theme.paper}; --edge: {theme.edge}; --size: {base.text_px}px; }}"
    return f"<style>{room} {_ours('map.css')}</style>"


@lru_cache(maxsize=2)
def _ours(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def _land(background: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Neighbours with their names; the council's own districts without, since its areas have names."""
    inside = flags(background, "is_inside")
    return [
        {"name": str(name), "shape": packed(shape), "at": None if own else middle_of(shape)}
        for name, shape, own in zip(background.area_name, background.geometry, inside, strict=True)
    ]


def _marks(codes: np.ndarray, hidden: np.ndarray) -> str:
    return "".join("c" if h else "-" if c < 0 else str(c) for c, h in zip(codes, hidden, strict=True))


def _paint_command(marks: str, colours: Any, words: list[str], unsure: np.ndarray | None = None) -> str:
    spec = {"classes": marks, "colours": list(colours), "words": words}
    if unsure is not None:
        spec["unsure"] = "".join("1" if u else "0" for u in unsure)
    spec["stamp"] = hash_of(as_script(spec).encode())[:8]
    return f"cmw.paint({as_script(spec)});"


def _rate_legend(
    title: str, unit: str, classes: Classes, colours: Any, hidden: np.ndarray, uncertain: str | None
) -> Legend:
    marks = list(zip(colours, classes.labels, strict=True))
    if hidden.any():
        marks.append(("hidden", f"{SUPPRESSED} hidden: small number"))
    if (classes.codes < 0).sum() > hidden.sum():
        marks.append(("none", "no figure"))
    if uncertain:
        marks.append(("unsure", "uncertain: stripes and a broken edge"))
    return Legend(f"{title} ({unit})" if unit else title, tuple(marks))
