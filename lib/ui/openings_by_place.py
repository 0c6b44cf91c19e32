"""Homes that opened and closed, place by place and year by year."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.openings_by_place import openings_by_place
from lib.ui import places, show
from lib.ui.homes_by_place import place_of_closed, place_or_none
from lib.views.register_sentences import say_openings_by_place

_BECAUSE = "homes and beds are a public register"
_HEADINGS = {
    "place": "Place", "year_to": "Year to", "opened": "Opened", "beds_opened": "Beds opened", "closed": "Closed",
    "beds_closed": "Beds closed", "net_beds": "Change in beds",
}  # fmt: skip
_FEW = 25  # rows that can be taken in at a glance
_OF_CLOSURES = ("closed", "beds_closed", "net_beds")


def show_by_place(
    homes: gpd.GeoDataFrame,
    closed: pd.DataFrame,
    council: Council,
    kind: str,
    used: Sequence[Provenance],
    until: pd.Timestamp | None,
    *,
    has_closed: bool,
) -> None:
    """The months ``until`` a day as years, in each place; without closures unless some are known."""
    here, gone = place_or_none(homes, council, kind), place_of_closed(closed, council, kind)
    table = openings_by_place(homes, closed, here, gone, until=until)
    if table.empty:
        return
    word = places.AREA_WORDS[kind]
    show.findings(say_openings_by_place(table, word, has_closed=has_closed))
    printed = _printed(table, has_closed=has_closed)
    happened = table[["opened", "closed"]].ne(0).any(axis=1).to_numpy(dtype=bool) | (len(table) <= _FEW)
    if happened.any():
        caption = f"Homes opened and closed in each {word}, by year"
        show.table(printed.where(pd.Series(happened)), caption)
    st.caption(_said(word, has_all=bool(happened.all()), has_closed=has_closed))
    title = f"Care homes opened and closed in each {word} of {council.la_name}"
    show.take_away(printed, used, title, "openings-by-place")


def _printed(table: pd.DataFrame, *, has_closed: bool) -> ProtectedTable:
    headings = {name: said for name, said in _HEADINGS.items() if has_closed or name not in _OF_CLOSURES}
    said = table.assign(year_to=table["year_to"].map(say_period))
    return public(said[list(headings)].rename(columns=headings), because=_BECAUSE)


def _said(word: str, *, has_all: bool, has_closed: bool) -> str:
    """What is left out of the table, and where homes that have closed are taken to have stood."""
    said = "Added up, they are the homes of the months above."
    if not has_all:
        said += f" A {word} and year in which no home opened or closed is in the download alone."
    return f"{said} Homes that have closed stand where their postcode does." if has_closed else said
