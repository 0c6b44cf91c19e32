"""What a scenario does in each area of the map: homes that close, beds left, and people who need another place."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.disclosure import combine, public
from lib.geography import Council
from lib.measures.what_if import Effect
from lib.measures.what_if_by_place import displaced_by_place, effect_by_place
from lib.ui import places, show
from lib.ui.homes_by_place import place_or_none
from lib.ui.what_if import BECAUSE, displaced_said, leaving
from lib.views.what_if_sentences import say_by_place

_HEADINGS = {
    "place": "Place", "homes_before": "Homes today", "homes_closed": "Homes that close", "homes_after": "Homes after",
    "beds_before": "Beds today", "beds_after": "Beds after", "beds_change": "Change in beds", "change_pct": "Change, %",
}  # fmt: skip

_ADDED_UP = (
    "People are added up from what may be shown of each home: a hidden number counts as the middle of what it may be."
)
_AT_MOST = (
    "People displaced are the registered beds of homes that close, or those lost: how many are taken is not known."
)


def show_by_place(effect: Effect, council: Council, kind: str, used: list[Provenance]) -> None:
    """Homes, beds and people displaced by the place the home stands in; nothing while nothing changes."""
    place = _places(effect, council, kind)
    table = effect_by_place(effect, place)
    if not len(effect.leaving) and not table["beds_change"].any():
        return
    word, displaced = places.AREA_WORDS[kind], displaced_said(effect)
    people = displaced_by_place(leaving(effect), place)
    both = combine(public(table, because=BECAUSE), people, "place").sort("beds_change")
    st.header("Place by place")
    show.findings(say_by_place(both, word, displaced.lower()))
    shown = both.rename({**_HEADINGS, "people_displaced": displaced})
    show.table(shown, f"What changes in each {word}, by where the home stands")
    st.caption(_AT_MOST if people.is_public else _ADDED_UP)
    show.take_away(shown, used, f"What changes in each {word} of {council.la_name}", "what-if-by-place")


def _places(effect: Effect, council: Council, kind: str) -> pd.Series:
    """The place of each home of the council, before or after, by its register number."""
    both = pd.concat([effect.homes_before, effect.homes_after], ignore_index=True)
    homes = gpd.GeoDataFrame(both.drop_duplicates("cqc_location_id"), crs=effect.homes_before.crs)
    return place_or_none(homes, council, kind).set_axis(homes["cqc_location_id"].astype("str"))
