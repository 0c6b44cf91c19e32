"""Outlines and map bases of the chosen council, packed once and kept."""

from __future__ import annotations

import geopandas as gpd
import streamlit as st

from lib.datasets import Dataset
from lib.geography import Council, areas, background, outline_of
from lib.ui import data
from lib.ui.cache import kept
from lib.ui.frame import is_presenting
from lib.ui.show import is_dark
from lib.views.maps import MapBase, map_base

UPLOADED = "uploaded"
AREA_KINDS = {"Small areas (LSOA)": "lsoa11", "Wards": "ward", "Districts": "lad"}
AREA_WORDS = {"lsoa11": "small area", "ward": "ward", "lad": "district", UPLOADED: "area"}
_YOUR_OUTLINES = "Your outlines"


def kinds_on_offer() -> dict[str, str]:
    """The kinds of area by title; the user's own outlines where some are loaded."""
    return AREA_KINDS | ({_YOUR_OUTLINES: UPLOADED} if data.dataset("outlines") is not None else {})


def outlines_of(council: Council, kind: str) -> gpd.GeoDataFrame:
    """Outlines of one kind inside the council."""
    loaded = data.dataset("outlines")
    if kind == UPLOADED and loaded is not None:
        return kept(lambda: _inside(loaded, council), "own_outlines", loaded, council=council.la_code)
    return areas(council, kind)  # type: ignore[arg-type]


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
