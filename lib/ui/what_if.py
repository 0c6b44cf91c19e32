"""The page that closes homes, opens them and makes them larger, and says what follows."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import SUPPRESSED, say_count
from lib.disclosure import ProtectedTable, protect, public
from lib.geography import Council
from lib.measures.market import Market, averaged
from lib.measures.scenario import Scenario
from lib.measures.what_if import OCCUPIED, Effect, summary, what_if
from lib.ui import guard, places, show
from lib.ui.cache import kept
from lib.ui.market import Within, people_around, registers_around, travel_of
from lib.ui.scenarios import PEOPLE_DISPLACED, Line
from lib.views.maps import MapView, bare
from lib.views.market_sentences import people_shown, say_names
from lib.views.what_if import change_map, lines_to_places, with_homes

BECAUSE = "homes and beds are a public register, and people of a census"
CHANGE = "Change in beds within reach per 1,000 people aged 75+"


def effect_of(council: Council, market: Market, scenario: Scenario, within: Within, **choices: Any) -> Effect:
    """What a scenario does, worked out once for the same data and choices."""
    travel = travel_of(within)
    with st.spinner("Working out who would need another place …"):
        return kept(
            lambda: what_if(
                market, scenario.changes, travel=travel, **within.how, bed_kind=choices["bed_kind"],
                same_people=choices["same_people"], empty_pct=choices["empty_pct"],
            ),
            "what_if", *registers_around(council), *people_around(council),
            council=council.la_code, within=within, changes=scenario.changes, **choices,
        )  # fmt: skip


def show_figures(effect: Effect) -> None:
    """The four figures a director asks for first."""
    unknown = ("unknown", "vacancies are not loaded: see below")
    left = effect.not_placed
    not_placed = unknown if left is None else (_printed(effect, left), "with the beds said to be empty")
    said = "people who live there" if effect.displaced_from == OCCUPIED else "at most: every registered bed"
    show.figures(
        {
            "People displaced": (_printed(effect, effect.displaced), said),
            "Beds in reach": (
                f"{effect.beds_alike:,.0f}",
                f"in {say_count(len(effect.places), 'home')} for the same people",
            ),
            "People not placed": not_placed,
            "Beds lost": (f"{max(effect.share_lost_pct, 0):.1f}%", "of the council's registered beds"),
        }
    )


def _printed(effect: Effect, number: float) -> str:
    shown = people_shown(effect, number)
    return SUPPRESSED if pd.isna(shown) else f"{shown:,.0f}"


def summary_shown(effect: Effect) -> Line:
    """A scenario in one line, its people protected."""
    line = summary(effect)
    people = line[list(PEOPLE_DISPLACED)].dropna()
    shown = people.map(lambda number: people_shown(effect, number))
    return Line(pd.concat([line.drop(people.index), shown]), frozenset(shown.index[shown.isna()]))


def access_table(effect: Effect, council: Council, kind: str) -> ProtectedTable:
    """Access before and after by area; larger areas as averages over their small areas' people."""
    columns = ["beds_per_1000_before", "beds_per_1000_after", "beds_per_1000_change"]
    table, outlines = effect.access, places.outlines_of(council, kind)
    if kind != "lsoa11":
        parent = places.within(council, kind)
        table = table if parent is None else averaged(table, parent, columns)
        table = table.merge(outlines[["area_code", "area_name"]], on="area_code", how="inner", validate="one_to_one")
    before = table["beds_per_1000_before"].where(table["beds_per_1000_before"] > 0)
    return public(table.assign(change_pct=100 * table["beds_per_1000_change"] / before), because=BECAUSE)


def picture(council: Council, market: Market, effect: Effect, access: ProtectedTable, kind: str) -> MapView:
    """Areas by change, the homes that lose people, and lines to the nearest homes for the same people."""
    base = places.base_of(council, kind)
    changed = access.frame["beds_per_1000_change"].abs().max() >= 0.05
    view = change_map(base, access, "beds_per_1000_change", title=CHANGE) if changed else bare(base)
    everything = pd.concat([market.homes.to_crs(4326), _new_homes(effect, market)], ignore_index=True)
    homes = gpd.GeoDataFrame(everything, crs=4326)
    return with_homes(view, homes, _roles(homes, effect), _lines(market, effect))


def places_table(effect: Effect, market: Market, within: Within) -> ProtectedTable:
    """Where there may be room, nearest first."""
    names = market.homes.set_index("cqc_location_id")["name"]
    table = pd.DataFrame(effect.places.drop(columns="geometry"))
    table = table.assign(
        nearest_name=table["nearest_to"].map(names), way_km=table["distance_km"] * within.circuity,
        council=table.get("la_name", ""),
    )  # fmt: skip
    headings = {
        "name": "Home", "home_kind": "Kind", "way_km": "Kilometres", "nearest_name": "From",
        "registered_beds": "Registered beds", "spare_beds": "Spare beds", "rating": "Rating", "council": "Council",
        "postcode": "Postcode",
    }  # fmt: skip
    shown = [name for name in headings if not (name in ("spare_beds", "rating") and table[name].isna().all())]
    return public(table[shown].rename(columns=headings), because=BECAUSE)


def leaving_table(effect: Effect) -> ProtectedTable:
    """The homes that lose people, under headings people read."""
    headings = {
        "name": "Home", "postcode": "Postcode", "home_kind": "Kind", "registered_beds": "Registered beds",
        "people_displaced": displaced_said(effect),
    }  # fmt: skip
    return leaving(effect).select(list(headings)).rename(headings)


def displaced_said(effect: Effect) -> str:
    """What a column of people displaced is called: an upper bound where nobody knows who lives there."""
    return "People displaced" if effect.displaced_from == OCCUPIED else "People displaced, at most"


def leaving(effect: Effect) -> ProtectedTable:
    """The homes that lose people; numbers of people who live there are protected where they were loaded."""
    more = ["home_kind", "registered_beds", "cqc_location_id"]
    table = effect.leaving[["name", "postcode", *more, "people_displaced"]]
    if effect.displaced_from != OCCUPIED:
        return public(table, BECAUSE)
    return guard.of_typed(
        "people who live in homes",
        lambda rule, before: protect(
            table, rule, ["name", "postcode"], "people_displaced", alongside=more, totals={}, before=before,
        ),
        table.to_dict("list"),
    )  # fmt: skip


def change_table(access: ProtectedTable) -> ProtectedTable:
    """The figures behind the colours, largest fall first."""
    headings = {
        "area_name": "Area", "area_code": "Code", "population": "People aged 75+",
        "beds_per_1000_before": "Beds within reach per 1,000, today", "beds_per_1000_after": "After",
        "beds_per_1000_change": "Change", "change_pct": "Change, %",
    }  # fmt: skip
    return access.select(list(headings)).sort("beds_per_1000_change").rename(headings)


def warn(effect: Effect) -> None:
    """Homes that lose people and have no place on the map reach nobody: say so."""
    if "located_by" not in effect.leaving:
        return
    unplaced = effect.leaving.loc[effect.leaving["located_by"] == "not located", "name"]
    if len(unplaced):
        show.notice(f"Not on the map, so nothing is said to be near: {say_names(list(unplaced))}.")


def _new_homes(effect: Effect, market: Market) -> gpd.GeoDataFrame:
    """Homes that open, for the map."""
    after = effect.homes_after
    return after[~after["cqc_location_id"].isin(market.homes["cqc_location_id"])].to_crs(4326)


def _roles(homes: pd.DataFrame, effect: Effect) -> pd.Series:
    codes = homes["cqc_location_id"].astype(str)
    roles = pd.Series("", index=codes)
    roles[codes.isin(effect.places["cqc_location_id"]).to_numpy()] = "takes"
    roles[codes.isin(effect.leaving["cqc_location_id"]).to_numpy()] = "leaves"
    opened = set(effect.homes_after["cqc_location_id"]) - set(effect.homes_before["cqc_location_id"])
    roles[codes.isin(opened).to_numpy()] = "opens"
    return roles[~roles.index.duplicated()]


def _lines(market: Market, effect: Effect) -> list[list[list[float]]]:
    leaving = market.homes[market.homes["cqc_location_id"].isin(effect.leaving["cqc_location_id"])]
    return lines_to_places(effect.places, leaving) if len(effect.places) else []


def show_tables(
    effect: Effect, market: Market, within: Within, access: ProtectedTable, used: list[Provenance], place: str
) -> None:
    """The tables behind the map: homes that lose people, where there may be room, and access by area."""
    warn(effect)
    if len(effect.leaving):
        st.header("Homes that lose people")
        leaving = leaving_table(effect)
        show.table(leaving, "Homes that close or lose beds")
        show.take_away(leaving, used[:1], f"Homes that lose people in {place}", "leaving")
        st.header("Where there may be room")
        st.caption(
            "Nobody but the homes knows which beds are empty. Registered beds are an upper bound: most are taken."
            if effect.spare is None
            else "Spare beds are as loaded or assumed, not checked with the homes. Homes under embargo take nobody."
        )
        room = places_table(effect, market, within)
        show.table(room, f"Other homes for the same people {within.said}, nearest first")
        show.take_away(room, used[:1], f"Where there may be room in {place}", "room")
    st.header("Access by area")
    changed = change_table(access)
    show.table(changed, "Beds within reach, before and after")
    show.take_away(changed, used, f"Change in beds within reach in {place}", "change")
