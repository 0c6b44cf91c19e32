"""Outlines and map bases of the chosen council, packed once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, areas, background, outline_of, parents
from lib.measures.ground import Ground, cut_by, ground_of, zone_of_each
from lib.ui import country_map, data, link, localities, show
from lib.ui.cache import kept
from lib.ui.frame import is_presenting
from lib.ui.show import is_dark
from lib.views.country_map import CountryBase, CountryView, country_base, country_groups, country_view
from lib.views.locality_sentences import say_added_up
from lib.views.maps import MapBase, map_base, painted, painted_groups

UPLOADED, EVERYWHERE, COUNTRY, LOCALITY, MIDDLE, COUNCILS = (
    "uploaded",
    "everywhere",
    "country",
    "locality",
    "msoa",
    "council",
)
AREA_KINDS = {"Small areas (LSOA)": "lsoa11", "Wards": "ward", "Districts": "lad"}
LOCALITIES = {"Localities": LOCALITY}
AREA_WORDS = {
    "lsoa11": "small area",
    MIDDLE: "middle area",
    "ward": "ward",
    LOCALITY: "locality",
    "lad": "district",
    COUNCILS: "council",
    UPLOADED: "area",
    EVERYWHERE: "area",
    COUNTRY: "small area",
}
OF_THE_COUNTRY = (COUNTRY, COUNCILS)
OF_ONES_OWN = (UPLOADED, EVERYWHERE)  # kinds whose outlines the reader has loaded
_BEYOND = (*OF_THE_COUNTRY, EVERYWHERE)  # kinds that reach beyond the council
_YOUR_OUTLINES, _ALL_OUTLINES = "Your outlines", "Your outlines, all councils"
_WHOLE_COUNTRY = "All of England and Wales"
_MANY = 3000  # areas from which a map is drawn on canvas, its outlines fetched once


def kinds_on_offer() -> dict[str, str]:
    """The kinds of area by title; the user's own outlines where some are loaded."""
    own = {_YOUR_OUTLINES: UPLOADED} if data.dataset("outlines") is not None else {}
    return small_area_kinds() | own


def choose_kind(kinds: Mapping[str, str]) -> str:
    """The kind of area, of those on offer by title; :func:`choose_localities` comes after it."""
    return kinds[link.choice("Areas", list(kinds), "areas")]


def small_area_kinds() -> dict[str, str]:
    """The kinds of area that are made of small areas, by title."""
    return AREA_KINDS | LOCALITIES


def every_kind() -> dict[str, str]:
    """Every kind of area by title, from small to large: outlines of one's own where they are loaded."""
    smaller = {"Small areas (LSOA)": "lsoa11", "Middle areas (MSOA)": MIDDLE, "Wards": "ward"}
    own = {_YOUR_OUTLINES: UPLOADED, _ALL_OUTLINES: EVERYWHERE} if data.dataset("outlines") is not None else {}
    return {**smaller, **LOCALITIES, "Districts": "lad", **own, "All councils": COUNCILS, _WHOLE_COUNTRY: COUNTRY}


def is_small(kind: str) -> bool:
    """Whether areas of this kind are small areas themselves."""
    return kind in ("lsoa11", COUNTRY)


def scope_of(council: Council, kind: str) -> Council | None:
    """The council whose areas these are; ``None`` for the whole country."""
    return None if kind in _BEYOND else council


def place_name(council: Council, kind: str) -> str:
    """The place the areas make up, in words."""
    if kind == EVERYWHERE:
        return "all the areas loaded"
    return "England and Wales" if kind in OF_THE_COUNTRY else council.la_name


def data_of(kind: str) -> Dataset | None:
    """The user's data that the outlines of a kind come from, if any."""
    if kind == LOCALITY:
        return localities.in_use(data.chosen_council())
    return data.dataset("outlines") if kind in (UPLOADED, EVERYWHERE) else None


def choose_localities(council: Council, kind: str) -> None:
    """Which localities, where the areas are localities: one choice with one word in the link, on every page.

    What they cut, and what lies in none, is said.
    """
    chosen = localities.choose(council, has_to_be=True) if kind == LOCALITY else None
    if chosen is not None:
        cut, outside = _kept_cut(council, chosen)
        st.caption(say_added_up(chosen.provenance.title, len(cut), len(outside)))


def outlines_of(council: Council, kind: str) -> gpd.GeoDataFrame:
    """Outlines of one kind inside the council."""
    loaded = data_of(kind)
    if loaded is not None:
        made = {UPLOADED: _inside, EVERYWHERE: _all_of, LOCALITY: _of_localities}[kind]
        return kept(lambda: made(loaded, council), "own_outlines", loaded, council=council.la_code, kind=kind)
    return areas(scope_of(council, kind), "lsoa11" if kind == COUNTRY else kind)  # type: ignore[arg-type]


def within(council: Council, kind: str) -> pd.Series | None:
    """The area of this kind that each small area is part of, by its code; ``None`` for small areas.

    Localities and outlines of one's own hold a small area when they hold a point inside it. Outlines about as small as
    small areas themselves are taken by their own codes.
    """
    loaded = data_of(kind)
    if loaded is not None:
        return kept(lambda: _held(council, kind), "within", loaded, council=council.la_code, kind=kind)
    return None if kind == COUNTRY else parents(scope_of(council, kind), kind)  # type: ignore[arg-type]


def show_rates(council: Council, kind: str, table: ProtectedTable, value: str, key: str, **words: Any) -> None:
    """A map of a rate, however many areas there are."""
    if len(outlines_of(council, kind)) < _MANY:
        show.map_view(painted(base_of(council, kind), table, value, **words), key)
        return
    _show_many(country_view(country_base_of(council, kind), table, value, **words), key)


def show_groups(
    council: Council,
    kind: str,
    labels: pd.Series,
    names: dict[str, str],
    colours: dict[str, str],
    title: str,
    key: str,
    unsure: pd.Series | None = None,
) -> None:
    """A map of groups, however many areas there are; ``unsure`` marks areas that swing between groups."""
    words: dict[str, Any] = {"title": title, "unsure": unsure}
    if len(outlines_of(council, kind)) < _MANY:
        show.map_view(painted_groups(base_of(council, kind), labels, names, colours, **words), key)
        return
    _show_many(country_groups(country_base_of(council, kind), labels, names, colours, **words), key)


def country_base_of(council: Council, kind: str) -> CountryBase:
    """The outlines of many areas, packed once."""
    how = light()
    loaded = data_of(kind)
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


def base_of(council: Council, kind: str, *, has_lasso: bool = False) -> MapBase:
    """The map of a council by areas of one kind, for this reader's theme; ``has_lasso`` lets points be drawn round."""
    how = {**light(), "has_lasso": has_lasso}
    loaded = data_of(kind)
    return kept(
        lambda: map_base(
            outlines_of(council, kind),
            _round_about(council, kind),
            label=f"Map of {place_name(council, kind)} by {AREA_WORDS[kind]}",
            **how,
        ),
        "map_base",
        loaded,
        council=council.la_code,
        kind=kind,
        **how,
    )


def _round_about(council: Council, kind: str) -> gpd.GeoDataFrame:
    """What lies round the areas; without names where the whole country does, since they would hide one another."""
    if kind in _BEYOND:
        return background(None).assign(is_inside=True)
    return background(council)


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


def _all_of(loaded: Dataset, _council: Council) -> gpd.GeoDataFrame:
    """Every outline of the user's."""
    return gpd.GeoDataFrame(loaded.frame, crs=4326)


def _of_localities(loaded: Dataset, _council: Council) -> gpd.GeoDataFrame:
    """Localities as areas; those whose outline is not known cannot be drawn."""
    frame = gpd.GeoDataFrame(loaded.frame, crs=4326)
    frame = frame[frame.geometry.notna()].rename(
        columns={"locality_code": "area_code", "locality_name": "area_name"},
    )
    return frame.assign(area_kind=LOCALITY)[["area_code", "area_name", "area_kind", "geometry"]].reset_index(drop=True)


def ground(council: Council | None) -> Ground:
    """The small areas of a council, made ready once to be laid over localities."""
    return kept(lambda: ground_of(areas(council, "lsoa11")), "ground", council=council.la_code if council else "")


def ground_said(council: Council, kind: str) -> str:
    """What the areas of a kind cover together, in words: the council, or as much of it as lies in localities."""
    chosen = data_of(kind) if kind == LOCALITY else None
    if chosen is None or not _kept_cut(council, chosen)[1]:
        return place_name(council, kind)
    return "The ground of these localities"


def _kept_cut(council: Council, chosen: Dataset) -> tuple[list[str], list[str]]:
    return kept(lambda: _cut_and_outside(council), "cut_by_localities", chosen, council=council.la_code)


def _cut_and_outside(council: Council) -> tuple[list[str], list[str]]:
    """Small areas that a boundary of a locality crosses, and those in no locality."""
    zones = outlines_of(council, LOCALITY).rename(columns={"area_code": "locality_code"})
    own = ground(council)
    outside = zone_of_each(own, zones).isna()
    return list(cut_by(own, zones)), list(outside.index[outside])


def _held(council: Council, kind: str) -> pd.Series | None:
    """The locality or outline that holds a point inside each small area."""
    larger = outlines_of(council, kind).rename(columns={"area_code": "locality_code"})
    held = zone_of_each(ground(scope_of(council, kind)), larger).dropna().rename("parent")
    is_made_of_small_areas = len(held) > 0 and len(held) >= 2 * held.nunique()
    return held if kind == LOCALITY or is_made_of_small_areas else None
