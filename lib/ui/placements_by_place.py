"""People placed in homes here by locality, ward or small area, where the file in use says which home."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.flows import placed
from lib.measures.placed_by_place import HERE, homes_of_rows, homes_shown, placed_by_place
from lib.ui import data, guard, link, places, show
from lib.ui.cache import kept
from lib.ui.homes_by_place import place_of, place_of_closed
from lib.ui.stopping import or_nothing
from lib.views.flow_sentences import say_placed_by_place

OF_THE_COUNCIL = (
    "Placements are counted by council: nothing says in which locality a person lived or a home stands, so every "
    "figure here is of the whole council, whichever localities are chosen on other pages."
)
_HOME = ("cqc_location_id", "care_home_postcode")
_HEADINGS = {"place": "Place", "direction": "Placed", "people": "People"}


def say_what_is_known(placements: Dataset | None) -> None:
    """Why placements are of the whole council, where the file does not say which home."""
    if placements is not None and not _says_homes(placements):
        st.caption(OF_THE_COUNCIL)


def show_by_place(council: Council, placements: Dataset) -> None:
    """One period by the place of the home; nothing where the file does not say which home."""
    rows = kept(lambda: placed(placements.frame, council), "placed", placements, council=council.la_code)
    here = rows[rows["direction"].isin(HERE)]
    if not _says_homes(placements) or here.empty:
        return
    st.header("Where the homes are")
    kind = places.choose_kind(places.small_area_kinds())
    places.choose_localities(council, kind)
    period = link.choice("Period of the homes", sorted(here["period"].unique(), reverse=True), "homes-period")
    homes = or_nothing(lambda: _homes_shown(rows, placements, council))
    if homes is None:
        return
    chosen = homes.where(lambda frame: frame["period"] == period)
    table = placed_by_place(chosen, _place_of_homes(here, council, kind)).sort(["direction", "place"])
    word = places.AREA_WORDS[kind]
    show.findings(say_placed_by_place(table, word, period))
    printed = table.select(list(_HEADINGS)).rename(_HEADINGS)
    show.table(printed, f"People placed in homes of each {word}")
    st.caption(
        "Added up from what may be shown of each home: a hidden number counts as the middle of what it may be, so "
        "these are estimates. The file says where homes stand, not where people lived: people placed elsewhere are not "
        "among them."
    )
    show.take_away(printed, [placements.provenance], f"People placed in homes of each {word} of {council.la_name}",
                   "placed-by-place")  # fmt: skip


def _homes_shown(rows: pd.DataFrame, placements: Dataset, council: Council) -> ProtectedTable:
    return guard.of_people(
        guard.about("homes people are placed in", council),
        lambda rule, before: homes_shown(rows, rule, before),
        "placed_homes", placements, council=council.la_code,
    )  # fmt: skip


def _says_homes(placements: Dataset) -> bool:
    return any(placements.frame[name].fillna("").ne("").any() for name in _HOME if name in placements.frame)


def _place_of_homes(rows: pd.DataFrame, council: Council, kind: str) -> pd.Series:
    """The place of each home: by the register in use, else by its postcode in any row; by what rows call the home."""
    given = rows.reindex(columns=["care_home_postcode"]).assign(home=homes_of_rows(rows))
    given = given.sort_values("care_home_postcode", ascending=False, na_position="last").drop_duplicates("home")
    by_postcode = place_of_closed(given.rename(columns={"care_home_postcode": "postcode"}), council, kind)
    found = by_postcode.set_axis(given["home"].to_numpy())
    register = data.dataset("homes")
    if register is None:
        return found
    every = gpd.GeoDataFrame(register.frame)
    known = every[every["cqc_location_id"].astype("str").str.upper().isin(found.index) & every.geometry.notna()]
    named = place_of(known, council, kind).set_axis(known["cqc_location_id"].astype("str").str.upper())
    return found.mask(found.index.isin(named.index), named[~named.index.duplicated()].reindex(found.index))
