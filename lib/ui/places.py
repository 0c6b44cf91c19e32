"""Outlines and map bases of the chosen council, packed once and kept."""

from __future__ import annotations

import geopandas as gpd
import streamlit as st

from lib.geography import Council, areas, background
from lib.ui.cache import kept
from lib.ui.frame import is_presenting
from lib.ui.show import is_dark
from lib.views.maps import MapBase, map_base

AREA_KINDS = {"Small areas (LSOA)": "lsoa11", "Wards": "ward", "Districts": "lad"}
AREA_WORDS = {"lsoa11": "small area", "ward": "ward", "lad": "district"}


def base_of(council: Council, kind: str) -> MapBase:
    """The map of a council by areas of one kind, for this reader's theme."""
    how = light()
    return kept(
        lambda: map_base(
            areas(council, kind),  # type: ignore[arg-type]
            background(council),
            label=f"Map of {council.la_name} by {AREA_WORDS[kind]}",
            **how,
        ),
        "map_base",
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
