"""Homes that opened and closed, place by place and year by year."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.disclosure import public
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
_OF_CLOSURES = ("closed", "beds_closed", "net_beds")


def show_by_place(
    homes: gpd.GeoDataFrame, closed: pd.DataFrame, council: Council, kind: str, used: Sequence[Provenance]
) -> None:
    """The months of the table above as years, in each place; without closures where none is known."""
    here, gone = place_or_none(homes, council, kind), place_of_closed(closed, council, kind)
    table = openings_by_place(homes, closed, here, gone)
    if table.empty:
        return
    word, has_closed = places.AREA_WORDS[kind], len(closed) > 0
    show.findings(say_openings_by_place(table, word, has_closed=has_closed))
    headings = {name: said for name, said in _HEADINGS.items() if has_closed or name not in _OF_CLOSURES}
    printed = table.assign(year_to=table["year_to"].map(say_period))[list(headings)].rename(columns=headings)
    shown = public(printed, because=_BECAUSE)
    show.table(shown, f"Homes opened and closed in each {word}, by year")
    if has_closed:
        st.caption(
            "Homes that have closed stand where their postcode does, since the register gives them no other place."
        )
    show.take_away(
        shown, used, f"Care homes opened and closed in each {word} of {council.la_name}", "openings-by-place"
    )
