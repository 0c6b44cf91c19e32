"""Access to beds on the care homes page: who can reach how many, across the border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.market import Market, access_beside_alone, averaged
from lib.ui import link, places, show, travel_gaps
from lib.ui.cache import kept
from lib.ui.market import (
    PEOPLE_WORDS,
    Within,
    choose_bed_kind,
    choose_within,
    market_of,
    people_around,
    registers_around,
    say_border,
    travel_of,
)
from lib.views.market_sentences import say_access

RATE, TITLE = "beds_per_1000", "Beds within reach per 1,000 people aged 75+"
EDGE, EDGE_TITLE = "edge_effect", "Beds within reach: what leaving out the neighbours would change"
_COUNTED = {"Registered beds": "registered", "Beds said to be vacant": "vacant"}
_AVERAGED = [RATE, "beds_per_1000_low", "beds_per_1000_high", "beds_per_1000_alone", EDGE]
_BECAUSE = "worked out from a public register of homes and people of a census"
_DECAYS = {"Nearer homes count more": "gaussian", "All homes within reach count alike": "none"}
_HEADINGS = {
    "area_name": "Area",
    "area_code": "Code",
    "population": "People aged 75+",
    "beds_per_1000": "Beds within reach per 1,000",
    "beds_per_1000_low": "At least",
    "beds_per_1000_high": "At most",
    "homes_in_reach": "Homes within reach",
    "nearest_km": "Nearest home, km",
    "beds_per_1000_alone": "Per 1,000 without neighbours",
    "edge_effect": "Change without neighbours",
    "has_none_in_reach": "Nothing in reach",
}


_SAID = {
    "registered": (
        "Registered beds are counted, whether empty or not. At least: without dormant homes and, for one kind of bed, "
        "homes that also give another. At most: homes that state no beds have as many as the middle home of their kind."
    ),
    "vacant": (
        "Beds said to be vacant are counted. At least: without homes under embargo. At most: homes that give no "
        "vacancies are as empty as the others."
    ),
}


@dataclass(frozen=True)
class Access:
    """Access by small area, by the areas on the map, and what must be said beside it."""

    small: ProtectedTable
    table: ProtectedTable
    within: Within
    border: str
    counted: str

    @property
    def printed(self) -> ProtectedTable:
        """The figures behind the colours under headings people read, least first."""
        shown = [name for name in _HEADINGS if name in self.table.columns]
        return self.table.select(shown).sort(RATE).rename(_HEADINGS)


def chosen(council: Council, rate: str, kind: str) -> Access | None:
    """Access where it is the rate chosen, with its own controls; ``None`` otherwise or where it cannot be given."""
    if rate not in (RATE, EDGE):
        return None
    first, second, third, fourth = st.columns(4)
    with first:
        within = choose_within()
    with second:
        bed_kind = choose_bed_kind()
    with third:
        decay = _DECAYS[link.choice("Distance", list(_DECAYS), "distance")]
    with fourth:
        counted = _COUNTED[link.choice("Count", list(_COUNTED), "counted")]
    market = market_of(council, within)
    if market is None or kind == places.UPLOADED:
        show.notice(_why_not(market))
        return None
    travel_gaps.say_gaps(market, within, council)
    small = _by_small_area(council, market, within, bed_kind, decay, counted)
    return Access(small, _by(small, council, kind), within, say_border(market), counted)


def show_findings(found: Access, place: str) -> None:
    """The sentences, and what is assumed."""
    show.findings(say_access(found.small, place, found.within.said, PEOPLE_WORDS))
    st.caption(f"{found.within.note} {found.border} {_SAID[found.counted]}")


def _why_not(market: Market | None) -> str:
    if market is None:
        return "The population in use does not say how many people aged 75 and over live in the small areas here."
    return "Access is worked out for the small areas, wards and districts that come built in: choose one of those."


def _by_small_area(
    council: Council, market: Market, within: Within, bed_kind: str, decay: str, counted: str
) -> ProtectedTable:
    choices: dict[str, Any] = {**within.how, "bed_kind": bed_kind, "decay": decay, "counted": counted}
    travel = travel_of(within)
    with st.spinner("Working out which beds are within reach …"):
        return kept(
            lambda: public(access_beside_alone(market, travel=travel, **choices), because=_BECAUSE),
            "access", *registers_around(council), *people_around(council), council=council.la_code, said=within.said,
            **choices,
        )  # fmt: skip


def _by(small: ProtectedTable, council: Council, kind: str) -> ProtectedTable:
    """The areas of the map; larger ones as averages over the people of their small areas."""
    parent = None if kind == "lsoa11" else places.within(council, kind)
    if parent is None:
        return small
    names = places.outlines_of(council, kind)[["area_code", "area_name"]]

    def average(frame: pd.DataFrame) -> pd.DataFrame:
        table = averaged(frame, parent, _AVERAGED)
        return table.merge(names, on="area_code", how="inner", validate="one_to_one")

    return small.derive(average)
