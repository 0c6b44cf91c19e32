"""The page that benchmarks/maps.py times: the same areas and measures drawn in one of three ways.

The address says which (``draw``), how many areas (``areas``) and how many points (``points``).
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from lib.disclosure import public
from lib.geography import areas, background, lookup
from lib.ui import country_map
from lib.views.classes import classify
from lib.views.country_map import country_base, country_view, with_country_points
from lib.views.country_points import point_layer
from lib.views.maps import Legend, OfflineMap, map_base, painted, with_points

HEIGHT, MEASURES = 560, 4
# One ramp a measure, so that the page can be asked which measure is painted.
RAMPS = [
    [f"#{50 + 30 * step:02x}{90 + 20 * measure:02x}{200 - 20 * step:02x}" for step in range(5)] for measure in range(4)
]


@st.cache_resource
def outlines(n: int) -> gpd.GeoDataFrame:
    """Sefton's areas, or the ``n`` areas nearest to its middle."""
    if n == len(areas("Sefton")):
        return areas("Sefton")
    every = areas(None)
    bounds = every.geometry.bounds
    x, y = (bounds.minx + bounds.maxx) / 2, (bounds.miny + bounds.maxy) / 2
    nearest = np.argsort(np.hypot((x + 2.98) * 0.6, y - 53.5).to_numpy(), kind="stable")[:n]
    return every.iloc[np.sort(nearest)].reset_index(drop=True)


@st.cache_resource
def surroundings(n: int) -> gpd.GeoDataFrame:
    """Districts the areas lie in."""
    every, own = background(None), outlines(n)["area_code"]
    of = lookup().set_index("lsoa11_code")["lad_code"]
    return every[every["area_code"].isin(set(of.reindex(own)))].reset_index(drop=True)


@st.cache_resource
def points(n: int, of: int) -> list[dict[str, Any]]:
    """``n`` points spread over the areas, sized as care homes are."""
    chance, middle = np.random.default_rng(7), outlines(of).geometry.representative_point()
    at = chance.integers(0, len(middle), n)
    look = {"fill": "#A63A00", "ring": "#A63A00", "w": 1.8}
    place = zip(middle.x.to_numpy()[at], middle.y.to_numpy()[at], chance.integers(4, 90, n), strict=True)
    return [
        {"id": f"1-{i}", "x": x, "y": y, "r": round(3 + 1.1 * beds**0.5, 1), **look, "name": f"Home {i}",
         "lines": [f"Nursing, {beds} beds"]}
        for i, (x, y, beds) in enumerate(place)
    ]  # fmt: skip


def figures(n: int, measure: int) -> pd.DataFrame:
    """A made-up rate for each area."""
    rates = np.random.default_rng(measure).gamma(4, 10, n).round(1)
    return pd.DataFrame({"area_code": outlines(n)["area_code"], "rate": rates})


def plain(n: int, n_points: int, measure: int) -> None:
    """What a page does without us: folium.GeoJson with a style and a tooltip, its scripts from this server."""
    folium.Map.default_js, folium.Map.default_css = OfflineMap.default_js, OfflineMap.default_css
    rows = outlines(n).assign(rate=figures(n, measure)["rate"])
    rows = rows.assign(colour=[RAMPS[measure][i] for i in classify(rows["rate"]).codes])
    west, south, east, north = rows.total_bounds
    drawn = folium.Map(tiles=None)
    drawn.fit_bounds([[south, west], [north, east]])
    folium.GeoJson(
        rows[["area_name", "rate", "colour", "geometry"]],
        style_function=lambda row: {"fillColor": row["properties"]["colour"], "weight": 0.7, "fillOpacity": 0.9},
        tooltip=folium.GeoJsonTooltip(["area_name", "rate"]),
    ).add_to(drawn)
    for point in points(n_points, n):
        folium.CircleMarker([point["y"], point["x"]], radius=point["r"], tooltip=point["name"]).add_to(drawn)
    st_folium(drawn, key="plain", height=HEIGHT, use_container_width=True, returned_objects=[])


def by_folium(n: int, n_points: int, measure: int) -> None:
    """Our map of a council."""
    base = _kept(f"folium {n}", lambda: map_base(outlines(n), surroundings(n), label="Map"))
    view = painted(base, public(figures(n, measure), because="made up"), "rate", title=f"Rate {measure}")
    if n_points:
        view = with_points(view, points(n_points, n), Legend("Homes", ()))
    st_folium(
        view.folium_map(), key=base.key, height=HEIGHT, use_container_width=True, returned_objects=[],
        feature_group_to_add=view.feature_group(),
    )  # fmt: skip


def by_component(n: int, n_points: int, measure: int) -> None:
    """Our map of many areas."""
    base = _kept(f"country {n}", lambda: country_base(outlines(n), surroundings(n), label="Map"))
    view = country_view(base, public(figures(n, measure), because="made up"), "rate", title=f"Rate {measure}")
    if n_points:
        layer = _kept(f"points {n} {n_points}", lambda: point_layer(points(n_points, n)))
        view = with_country_points(view, layer, Legend("Homes", ()))
    country_map.draw(view, "country", height=HEIGHT)


WAYS: dict[str, Callable[[int, int, int], None]] = {"plain": plain, "folium": by_folium, "component": by_component}


@st.cache_resource
def _kept(key: str, _make: Callable[[], Any]) -> Any:
    del key
    return _make()


@st.cache_resource
def _warm(n: int) -> None:
    """Read what every way needs, then leave it out of later collections, as the app does."""
    surroundings(n)
    gc.collect()
    gc.freeze()


def page() -> None:
    """A switch that shows the map, and a choice of measure."""
    st.set_page_config(layout="wide")
    asked = st.query_params
    n, n_points = int(asked.get("areas", 189)), int(asked.get("points", 0))
    _warm(n)
    points(n_points, n)
    is_shown = st.toggle("Show the map")
    measure = st.radio("Measure", range(MEASURES), horizontal=True)
    if is_shown:
        WAYS[asked.get("draw", "component")](n, n_points, measure)
