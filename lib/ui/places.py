"""Outlines and map bases of the chosen council, packed once and kept."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, areas, background, outline_of
from lib.ui import country_map, data, show
from lib.ui.cache import kept
from lib.ui.frame import is_presenting
from lib.ui.show import is_dark
from lib.views.country_map import CountryBase, CountryView, country_base, country_groups, country_view
from lib.views.maps import MapBase, map_base, painted, painted_groups

UPLOADED, COUNTRY = "uploaded", "country"
AREA_KINDS = {"Small areas (LSOA)": "lsoa11", "Wards": "ward", "Districts": "lad"}
AREA_WORDS = {"lsoa11": "small area", "ward": "ward", "lad": "district", UPLOADED: "area", COUNTRY: "small area"}
_YOUR_OUTLINES = "Your outlines"
_WHOLE_COUNTRY = "All of England and Wales"
_MANY = 3000  # areas from which a map is drawn on canvas, its outlines fetched once


def kinds_on_offer(*, with_country: bool = False) -> dict[str, str]:
    """The kinds of area by title; the user's own outlines where some are loaded."""
    own = {_YOUR_OUTLINES: UPLOADED} if data.dataset("outlines") is not None else {}
    return AREA_KINDS | own | ({_WHOLE_COUNTRY: COUNTRY} if with_country else {})


def scope_of(council: Council, kind: str) -> Council | None:
    """The council whose areas these are; ``None`` for the whole country."""
    return None if kind == COUNTRY else council


def place_name(council: Council, kind: str) -> str:
    """The place the areas make up, in words."""
    return "England and Wales" if kind == COUNTRY else council.la_name


def outlines_of(council: Council, kind: str) -> gpd.GeoDataFrame:
    """Outlines of one kind inside the council."""
    loaded = data.dataset("outlines")
    if kind == UPLOADED and loaded is not None:
        return kept(lambda: _inside(loaded, council), "own_outlines", loaded, council=council.la_code)
    return areas(None, "lsoa11") if kind == COUNTRY else areas(council, kind)  # type: ignore[arg-type]


def show_rates(council: Council, kind: str, table: ProtectedTable, value: str, key: str, **words: Any) -> None:
    """A map of a rate, however many areas there are."""
    if len(outlines_of(council, kind)) < _MANY:
        show.map_view(painted(base_of(council, kind), table, value, **words), key)
        return
    _show_many(country_view(country_base_of(council, kind), table, value, **words), key)


def show_groups(
    council: Council, kind: str, labels: pd.Series, names: dict[str, str], colours: dict[str, str], title: str, key: str
) -> None:
    """A map of groups, however many areas there are."""
    if len(outlines_of(council, kind)) < _MANY:
        show.map_view(painted_groups(base_of(council, kind), labels, names, colours, title=title), key)
        return
    _show_many(country_groups(country_base_of(council, kind), labels, names, colours, title=title), key)


def country_base_of(council: Council, kind: str) -> CountryBase:
    """The outlines of many areas, packed once."""
    how = light()
    loaded = data.dataset("outlines") if kind == UPLOADED else None
    scope = scope_of(council, kind)
    return kept(
        lambda: country_base(
            outlines_of(council, kind), background(scope), label=f"Map of {place_name(council, kind)}", **how
        ),
        "country_base",
        loaded,
        council=scope.la_code if scope else "",
        kind=kind,
        **how,
    )


def _show_many(view: CountryView, key: str) -> None:
    show.legends(view.legends)
    country_map.draw(view, key)


def base_of(council: Council, kind: str) -> MapBase:
    """The map of a council by areas of one kind, for this reader's theme."""
    how = light()
    loaded = data.dataset("outlines") if kind == UPLOADED else None
    return kept(
        lambda: map_base(
            outlines_of(council, kind),
            background(council),
            label=f"Map of {council.la_name} by {AREA_WORDS[kind]}",
            **how,
        ),
        "map_base",
        loaded,
        council=council.la_code,
        kind=kind,
        **how,
    )


def wants_tiles() -> bool:
    """Whether the reader has asked for a street map behind, which needs the internet."""
    return bool(st.session_state.get("streets", False))


def offer_tiles() -> None:
    """The only thing that leaves this machine, and only when asked."""
    st.toggle(
        "Street map behind (uses the internet)",
        key="streets",
        persist_state="session",
        help="Asks OpenStreetMap for pictures of the streets shown. Off by default: nothing leaves this machine.",
    )


def light() -> dict[str, bool]:
    """How a map is drawn for this reader: dark room, projector, street map behind."""
    return {"is_dark": is_dark(), "has_tiles": wants_tiles(), "is_projected": is_presenting()}


def surroundings(council: Council) -> gpd.GeoDataFrame:
    """Neighbouring districts and coast."""
    return background(council)


def _inside(loaded: Dataset, council: Council) -> gpd.GeoDataFrame:
    """The user's outlines whose middle lies in the council; all of them when none does."""
    frame = gpd.GeoDataFrame(loaded.frame, crs=4326)
    whole = outline_of(council).geometry.union_all()
    own = frame[frame.geometry.representative_point().within(whole).to_numpy()]
    return own if len(own) else frame
