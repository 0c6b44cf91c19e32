"""The homes of each area of the map, localities too: quality, size, whom they care for, and what the council buys."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.disclosure import public
from lib.geography import Council, locate_points_in, locate_postcodes, lookup
from lib.measures.homes_by_place import bought_by_place, homes_by_place
from lib.measures.supply import ELSEWHERE, NOT_LOCATED, SIZE_BANDS
from lib.ui import council_list, places, show

_BECAUSE = "homes and beds are a public register"
_HOMES = {
    "place": "Place", "homes_count": "Homes", "nursing_homes": "With nursing",
    "good_pct": "Good or Outstanding, % of rated",
    **{band: band[:1].upper() + band[1:] for band in SIZE_BANDS},
    "dementia_homes": "Take people with dementia", "dementia_beds": "Beds of those, at most",
}  # fmt: skip
_DEMENTIA = ("dementia_homes", "dementia_beds")
_BOUGHT = {
    "place": "Place", "registered_beds": "Registered beds", "commissioned_beds": "Beds bought",
    "share_pct": "% of beds", "vacancies": "Vacancies", "people_waiting": "People waiting",
}  # fmt: skip


def place_of(homes: gpd.GeoDataFrame, council: Council, kind: str) -> pd.Series:
    """The name of the area each home stands in; :data:`ELSEWHERE` for none."""
    outlines = places.outlines_of(council, kind)
    return locate_points_in(homes, outlines).map(names_of_areas(outlines, council)).fillna(ELSEWHERE).astype("str")


def names_of_areas(areas: pd.DataFrame, council: Council) -> pd.Series:
    """A name of its own for each area, by its code: with the district of a ward, else the code, where several share it.

    A county has wards of one name in several districts.
    """
    names = areas.drop_duplicates("area_code").set_index("area_code")["area_name"].astype("str")
    again = names.duplicated(keep=False)
    if not again.any():
        return names
    district = lookup(council).drop_duplicates("ward_code").set_index("ward_code")["lad_name"]
    codes = names.index.to_series()
    return names.mask(again, names + " (" + codes.map(district).fillna(codes) + ")")


def place_or_none(homes: gpd.GeoDataFrame, council: Council, kind: str) -> pd.Series:
    """The same, with :data:`NOT_LOCATED` for homes that nobody could place."""
    return place_of(homes, council, kind).mask(homes.geometry.isna(), NOT_LOCATED)


def place_of_closed(closed: pd.DataFrame, council: Council, kind: str) -> pd.Series:
    """The same for homes that have left the register, which are located by their postcodes."""
    at = locate_postcodes(closed["postcode"])
    points = gpd.GeoSeries(gpd.points_from_xy(at["longitude"], at["latitude"]), index=closed.index, crs=4326)
    return place_or_none(gpd.GeoDataFrame(geometry=points.where(at["longitude"].notna())), council, kind)


def show_homes(homes: gpd.GeoDataFrame, council: Council, kind: str, used: Sequence[Provenance]) -> None:
    """The homes chosen, area by area."""
    table = public(homes_by_place(homes, place_of(homes, council, kind)), because=_BECAUSE)
    unsaid = _DEMENTIA if homes["specialisms"].fillna("").eq("").all() else ()
    has = [name for name in _HOMES if name not in unsaid and (name not in SIZE_BANDS or table.frame[name].sum())]
    printed = table.select(has).rename({name: _HOMES[name] for name in has})
    word = places.AREA_WORDS[kind]
    show.table(printed, f"The homes of each {word}")
    show.take_away(printed, used, f"The homes of each {word} of {council.la_name}", "homes-by-place")


def show_bought(register_homes: gpd.GeoDataFrame, council: Council, kind: str) -> None:
    """What the council buys, area by area; nothing without its own list."""
    listed, homes = council_list.own_list(), council_list.homes_on_list(council)
    if listed is None or homes is None:
        return
    found = homes.frame.set_index("cqc_location_id")["home"]
    place = place_of(register_homes, council, kind).set_axis(register_homes["cqc_location_id"].astype(str))
    named = pd.Series(place.reindex(found.index).fillna(ELSEWHERE).to_numpy(), index=found.to_numpy())
    table = bought_by_place(homes, named)
    has = [name for name in _BOUGHT if name == "place" or table.frame[name].notna().any()]
    printed = table.sort("place").select(has).rename({name: _BOUGHT[name] for name in has})
    word = places.AREA_WORDS[kind]
    show.table(printed, f"Beds the council buys in each {word}")
    st.caption("Added up from what may be shown of each home: a hidden number counts as the middle of what it may be.")
    show.take_away(printed, [listed.provenance], f"Beds bought in each {word} of {council.la_name}", "bought-by-place")
