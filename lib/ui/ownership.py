"""Who runs the homes: shares of beds by provider group and place, concentration, and the exit of the largest."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.ownership import Owner, concentration_by_place, exit_of, owners_by_place, with_groups
from lib.measures.supply import NOT_STATED, by_owner, concentration
from lib.ui import council_list, link, places, show
from lib.ui.homes_by_place import place_of
from lib.views.market_charts import share_bars
from lib.views.market_sentences import say_concentration, say_owners
from lib.views.ownership_sentences import say_exit, say_places

_BECAUSE = "homes and beds are a public register"
_OWNERS: dict[str, Owner] = {"Provider groups (brands)": "owner_group", "Providers": "provider_name"}
_TOP = 10
_OWNER_HEADINGS = {"owner": "Owner", "homes_count": "Homes", "beds": "Beds", "beds_pct": "% of beds"}
_PLACE_HEADINGS = {
    "place": "Place", "homes_count": "Homes", "beds": "Beds", "owners_count": "Owners",
    "largest_owner": "Largest owner", "largest_pct": "Its % of beds",
    "three_pct": "Three largest, %", "concentration": "Concentration (0 to 10,000)",
}  # fmt: skip
_EXIT_HEADINGS = {
    "place": "Place", "homes_lost": "Homes lost", "beds_lost": "Beds lost", "beds_lost_pct": "% of beds",
    "concentration_before": "Concentration before", "concentration_after": "Concentration after",
}  # fmt: skip


def show_owners(
    homes: gpd.GeoDataFrame, used: Sequence[Provenance], council: Council, *, has_asked_localities: bool
) -> None:
    """The largest owners, each place's owners, and what leaves with one of them.

    ``has_asked_localities`` where the page has asked which localities before.
    """
    first, second = st.columns(2)
    with first:
        owner = _OWNERS[link.choice("Count by", list(_OWNERS), "owner")]
    with second:
        kinds = _kinds_of_place()
        kind = kinds[link.choice("In each of the", list(kinds), "owner_places")]
    if not has_asked_localities:
        places.choose_localities(council, kind)
    used = [*used, *council_list.sources_of_owners(homes)]
    council_list.say_owners_of(homes)
    grouped = with_groups(homes)
    owners = by_owner(grouped, owner).rename(columns={owner: "owner"})
    named = owners[owners["owner"] != NOT_STATED]
    show.findings(
        [say_concentration(concentration(owners)), *say_owners(named.rename(columns={"owner": "provider_name"}))]
    )
    if len(named):
        _show_largest(owners, named, used, council)
        by_place = owners_by_place(grouped, place_of(homes, council, kind), owner)
        _show_places(by_place, used, council)
        _show_exit(by_place, named, used, council)
        _offer_what_if(homes, named, council)


def _kinds_of_place() -> dict[str, str]:
    """Localities first: they are few enough to read, and the reader's own."""
    return places.LOCALITIES | places.AREA_KINDS


def _show_largest(owners: pd.DataFrame, named: pd.DataFrame, used: Sequence[Provenance], council: Council) -> None:
    top = public(named.head(_TOP), because=_BECAUSE)
    said = say_owners(named.rename(columns={"owner": "provider_name"}))[0]
    show.chart(share_bars(top, "owner", "beds_pct", title="% of all beds", is_dark=show.is_dark()), said, used)
    table = _named(owners, _OWNER_HEADINGS)
    show.table(table, "Homes and beds by owner, most beds first")
    show.take_away(table, used, f"Care homes by owner in {council.la_name}", "owners")


def _show_places(by_place: pd.DataFrame, used: Sequence[Provenance], council: Council) -> None:
    table = concentration_by_place(by_place)
    st.subheader("Place by place")
    show.findings(say_places(table))
    show.table(_named(table, _PLACE_HEADINGS), "Who runs the beds of each place")
    each = _named(by_place, {"place": "Place", **_OWNER_HEADINGS})
    show.take_away(each, used, f"Share of beds by owner and place in {council.la_name}", "owners-places")


def _show_exit(by_place: pd.DataFrame, named: pd.DataFrame, used: Sequence[Provenance], council: Council) -> None:
    st.subheader("If an owner leaves")
    leaving = link.choice("Owner that leaves", list(named["owner"]), "leaving")
    table = exit_of(by_place, leaving)
    show.findings(say_exit(table, leaving, council.la_name))
    shown = _named(table, _EXIT_HEADINGS)
    show.table(shown, f"What each place loses without {leaving}")
    show.take_away(shown, used, f"If {leaving} leaves {council.la_name}", "exit")


def _offer_what_if(homes: gpd.GeoDataFrame, named: pd.DataFrame, council: Council) -> None:
    """The same exit on the page that finds places for people."""
    leaving = str(st.session_state.get("leaving") or named["owner"].iloc[0])
    is_brand = homes["brand_name"].eq(leaving).any()
    asked = {
        "council": council.la_name,
        "what": "All homes of a provider close",
        "closing_provider": f"{leaving} (all its companies)" if is_brand else leaving,
    }
    said = "See who could be placed elsewhere, and who can reach less"
    st.page_link("pages/what_if.py", label=said, icon=":material/arrow_forward:", query_params=asked)


def _named(table: pd.DataFrame, headings: dict[str, str]) -> ProtectedTable:
    return public(table[list(headings)].rename(columns=headings), because=_BECAUSE)
