"""A map to draw zones on: a base of ours with Leaflet's drawing tools, served by the app itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import folium
import folium.plugins
import geopandas as gpd
from shapely import from_geojson

from lib.core.words import slug
from lib.views.maps import MapView
from lib.views.shapes import as_script

_SERVED = "../../app/static/leaflet-draw"
#: Small areas let the pen through; only what was drawn can be picked up again.
_LET_THROUGH = (
    "<style>.leaflet-overlay-pane path.leaflet-interactive:not(.cmw-drawn) { pointer-events: none !important; }"
    ".leaflet-draw-tooltip { font-size: 13px; }</style>"
)


class _Draw(folium.plugins.Draw):
    default_js = [("leaflet_draw_js", f"{_SERVED}/leaflet.draw.js")]  # noqa: RUF012 - folium's own shape
    default_css = [("leaflet_draw_css", f"{_SERVED}/leaflet.draw.css")]  # noqa: RUF012


def drawing_map(view: MapView) -> folium.Map:
    """The base of a view with tools to draw, change and delete zones.

    Made from the base alone, so that what is drawn stays while names and checks change round it.
    """
    drawn = view.folium_map()
    page: Any = drawn.get_root()
    page.header.add_child(folium.Element(_LET_THROUGH))
    pen = {"shapeOptions": {"className": "cmw-drawn", "color": view.base.theme.ink, "weight": 3, "fillOpacity": 0.15}}
    apart = {
        "allowIntersection": False,
        "drawError": {"message": "The edge of a zone cannot cross itself."},
    }
    off = dict.fromkeys(("polyline", "circle", "circlemarker", "marker"), False)
    _Draw(
        show_geometry_on_click=False,
        draw_options={"polygon": pen | apart, "rectangle": pen, **off},
        edit_options={"poly": {"allowIntersection": False}},
    ).add_to(drawn)
    return drawn


def drawn_zones(features: Sequence[dict[str, Any]] | None) -> gpd.GeoDataFrame:
    """What was drawn, as zones numbered in the order of drawing: ``locality_name``, ``geometry`` (EPSG:4326)."""
    shapes = [from_geojson(as_script(feature["geometry"])) for feature in features or ()]
    names = [f"Zone {n}" for n in range(1, len(shapes) + 1)]
    return gpd.GeoDataFrame({"locality_name": names}, geometry=shapes, crs=4326)


def as_areas(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Zones under the names that maps draw areas by."""
    names = zones["locality_name"].astype(str)
    codes = [f"{slug(name)}-{n}" for n, name in enumerate(names)]
    return gpd.GeoDataFrame({"area_code": codes, "area_name": names}, geometry=zones.geometry, crs=4326)
