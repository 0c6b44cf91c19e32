"""Building localities on the page: ward by ward, with a pen on the map, or from a pasted list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from lib.core import Problem, Severity
from lib.core.words import say_count, say_list
from lib.datasets import Dataset
from lib.geography import Council, areas, lookup
from lib.ingest import load
from lib.measures.pasted_localities import pasted_localities
from lib.measures.zone_checks import ZoneCheck, check_zones
from lib.ui import data, link, locality_editor, locality_keeping, places, show
from lib.ui.cache import kept
from lib.ui.keeping import tell
from lib.ui.localities import IN_USE, turn_to
from lib.views.draw_map import as_areas, drawing_map, drawn_zones
from lib.views.maps import MapView, bare, with_zones

_WARDS, _AREAS = "Ward by ward", "Small area by small area"
_DRAW, _PASTE = "Draw on the map", "Paste a list"
#: What is said of a list that is in use.
_TOLD = ("postcode-overlap", "locality-overlap", "localities-approximate")
_SOME = 5  # names of places not found that are said one by one


def offer(localities: Dataset | None, council: Council) -> None:
    """Ways to build localities, and to keep them; what is built comes in through the same door as a file."""
    title = "Build or change the localities"
    with st.expander(title, icon=":material/edit:", expanded=bool(link.asked("build"))):
        way = link.choice("How", [_WARDS, _AREAS, _DRAW, _PASTE], "build", look="segments")
        if way in (_WARDS, _AREAS):
            locality_editor.offer(localities, council, by_ward=way == _WARDS)
        elif way == _DRAW:
            _offer_drawing(localities, council)
        else:
            _offer_pasting(council)
    if localities is not None:
        locality_keeping.offer(localities, council)


def say_known(localities: Dataset | None, council: Council) -> None:
    """Overlaps, gaps, islands and zones off the ground, of the localities shown; nothing where all is well."""
    known = () if localities is None else checked(localities, council).problems
    if not known:
        return
    _say_refused(known, "The localities above")
    count = say_count(len(known), "thing", "things")
    with st.expander(f"Overlaps, gaps and islands: {count} to know of these localities", icon=":material/rule:"):
        _say_rest(known, "The localities above")


def checked(localities: Dataset, council: Council) -> ZoneCheck:
    """What is to be known of the localities in use."""
    return kept(
        lambda: check_zones(gpd.GeoDataFrame(localities.frame, crs=4326), areas(council, "lsoa11")),
        "check_zones",
        localities,
        council=council.la_code,
    )


def _offer_drawing(localities: Dataset | None, council: Council) -> None:
    st.caption(
        "Choose the polygon on the map's left, click round each zone and close it on its first corner; draw as many "
        "as you need. Small areas show faintly; each counts in the zone that holds its middle."
    )
    view = _paper(localities, council)
    sent: Any = st_folium(
        drawing_map(view),
        key=f"draw-{view.base.key}",
        height=600,
        use_container_width=True,
        returned_objects=["all_drawings"],
        feature_group_to_add=view.feature_group(),
    )
    zones = drawn_zones((sent or {}).get("all_drawings"))
    if zones.empty:
        st.info("Nothing drawn yet.", icon=":material/draw:")
        return
    named = _named(zones)
    found = check_zones(named, areas(council, "lsoa11"))
    _say_checks(found.problems, "What you drew")
    content = named.to_json().encode()
    _offer_use(found.is_usable, _use_drawn, content)
    st.download_button(
        "Download what you drew (GeoJSON)",
        content,
        "localities-drawn.geojson",
        "application/geo+json",
        on_click="ignore",
        icon=":material/download:",
    )


def _paper(localities: Dataset | None, council: Council) -> MapView:
    """The council's small areas, with the localities in use over them to draw by."""
    view = bare(places.base_of(council, "lsoa11"))
    return view if localities is None else with_zones(view, as_areas(gpd.GeoDataFrame(localities.frame, crs=4326)))


def _named(zones: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The zones under the names the reader gives them."""
    table = pd.DataFrame({"Drawn": range(1, len(zones) + 1), "Name": zones["locality_name"]})
    edited = st.data_editor(table, hide_index=True, disabled=["Drawn"], key=f"zone-names-{len(zones)}")
    given = edited["Name"].fillna("").astype(str).str.strip()
    return zones.assign(locality_name=given.where(given.ne(""), zones["locality_name"]).to_numpy())


def _offer_pasting(council: Council) -> None:
    text = st.text_area(
        "One locality to a line: its name, then its wards, codes of small areas, or postcodes",
        placeholder="North: PR8 1DA, PR9 0AA\nSouth: L20 3NJ, L21 1BH",
        height=180,
        key="pasted-localities",
    )
    if not text.strip():
        return
    found = pasted_localities(text, _wards(council))
    _say_checks(found.problems, "What you pasted")
    if found.members.empty:
        return
    counts = found.members.groupby("locality_name", sort=False).size().astype(str)
    show.words_table(counts.rename("Places").rename_axis("Locality").reset_index(), "Read from what you pasted")
    _offer_use(not found.problems, _use_pasted, found.as_csv())


def _wards(council: Council) -> dict[str, str]:
    """Names and codes of the council's wards; a name that two districts share stands for neither."""
    wards = lookup(council)[["ward_name", "ward_code"]].drop_duplicates().drop_duplicates("ward_name", keep=False)
    return dict(zip(wards["ward_name"].astype(str), wards["ward_code"].astype(str), strict=True))


def _offer_use(is_usable: bool, use: Callable[[bytes], None], content: bytes) -> None:
    st.button(
        "Use these localities",
        on_click=use,
        args=(content,),
        disabled=not is_usable,
        icon=":material/check:",
        key="use-built-localities",
    )


def _use_drawn(content: bytes) -> None:
    _use(content, "localities-drawn.geojson")


def _use_pasted(content: bytes) -> None:
    _use(content, "localities-pasted.csv")


def _use(content: bytes, name: str) -> None:
    outcome = load(content, name, "localities")
    if outcome.dataset is None:
        _say_checks(outcome.problems, "These cannot be used")
        return
    data.keep(data.workspace().accept(outcome.dataset))
    turn_to(IN_USE)
    said = [*_lost(outcome.problems, content), *(p.what for p in outcome.problems if p.code in _TOLD)]
    if said:
        tell(" ".join(said))


def _lost(problems: tuple[Problem, ...], content: bytes) -> list[str]:
    """Places of a pasted list that were not found, by name: a list has no rows to look up."""
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    lost = [lines[row - 1] for p in problems if p.code == "member-not-found" for row in p.rows if row <= len(lines)]
    if not lost:
        return []
    named = say_list([line.replace(",", ": ", 1) for line in lost[:_SOME]])
    more = f" and {len(lost) - _SOME} more" if len(lost) > _SOME else ""
    return [f"In use now, but not found and so in no locality: {named}{more}. Correct the code or postcode."]


def _say_checks(problems: tuple[Problem, ...], about: str) -> None:
    """What must be mended first in a box; the rest as a list."""
    _say_refused(problems, about)
    _say_rest(problems, about)


def _say_refused(problems: tuple[Problem, ...], about: str) -> None:
    for problem in problems:
        if problem.severity == Severity.REFUSE:
            show.notice(f"{about}: {problem.what} {problem.fix}")


def _say_rest(problems: tuple[Problem, ...], about: str) -> None:
    rest = [(p.what, p.fix) for p in problems if p.severity != Severity.REFUSE]
    if rest:
        show.words_table(pd.DataFrame(rest, columns=["What to know", "What to do"]), about)
