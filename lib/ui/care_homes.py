"""The care homes page: whose homes, which of them, on the map, in the totals and in the table together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import plural, say_count, say_number
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.home_names import names_of_homes
from lib.measures.people import population_for
from lib.measures.ratings import NOT_STATED, STATES, rating_of
from lib.measures.scope import HomeFilter, choose_homes, homes_of, specialisms_of
from lib.measures.supply import ELSEWHERE, SIZE_BANDS, beds_by, by_kind, size_bands, stated_beds
from lib.ui import access, carrying, chosen_homes, council_list, data, home_card, link, places, show
from lib.ui.cache import kept
from lib.ui.homes_by_place import place_of
from lib.ui.stopping import end_page
from lib.views.home_points import home_legend, home_points
from lib.views.maps import MapView, bare, painted, with_points
from lib.views.what_if import change_map

MORE = ("beds_bought", "access_range", "rated_good", "net_beds")
REGISTER = "homes and beds are a public register"
_RATES = {
    "Nothing": "",
    "Beds per 1,000 people aged 75+": "beds_per_1000_75_plus",
    "Beds in homes with nursing per 1,000 people aged 75+": "nursing_home_beds_per_1000_75_plus",
    "Beds per 1,000 people aged 65+": "beds_per_1000_65_plus",
    access.TITLE: access.RATE,
    access.EDGE_TITLE: access.EDGE,
}
_KINDS = ("nursing", "residential", "nursing and residential", "not stated")
_COLUMNS = {
    "name": "Home",
    "home_kind": "Kind",
    "registered_beds": "Beds",
    "provider_name": "Provider",
    "specialisms": "Specialisms",
    "rating": "Rating",
    "postcode": "Postcode",
    "located_by": "Located by",
}


people_in_use = carrying.people_in_use


def homes_here(register: Dataset, council: Council) -> gpd.GeoDataFrame:
    """The register's homes of this council; with none, say so and stop."""
    homes = kept(lambda: homes_of(register.frame, council), "homes_of", register, council=council.la_code)
    homes = council_list.with_owners(homes, register, council)
    if homes.empty:
        show.lede(f"The register in use has no homes of {council.la_name}.")
        data.empty_state("homes")
        end_page()
    return homes


def controls(homes: gpd.GeoDataFrame) -> tuple[HomeFilter, str, str]:
    """What the reader chooses: the homes, the rate to colour areas by, and the areas."""
    with st.container(key="controls"):
        kind, size, specialism = st.columns(3)
        provider, rating, shade, area = st.columns(4)
    with kind:
        kinds = link.choices("Kind of home", [k for k in _KINDS if (homes["home_kind"] == k).any()], "kind")
    with size:
        sizes = link.choices("Size", SIZE_BANDS, "size")
    with specialism:
        specialisms = link.choices("Can care for", specialisms_of(homes), "specialism")
    with provider:
        named = sorted(set(homes["provider_name"].dropna()) - {""})
        providers = link.choices("Provider", named, "provider", disabled=not named)
    with rating:
        present = [state for state in STATES if (rating_of(homes) == state).any()]
        ratings = link.choices("Rating", present, "rating", disabled=present == [NOT_STATED])
    with shade:
        rate = link.choice("Colour the areas by", list(_RATES), "shade", default=list(_RATES)[1])
    with area:
        kind_of_area = places.choose_kind(places.kinds_on_offer())
    places.choose_localities(data.chosen_council(), kind_of_area)
    within = _choose_places(homes, kind_of_area)
    chosen = HomeFilter(tuple(kinds), tuple(sizes), tuple(specialisms), tuple(providers), tuple(ratings), *within)
    return chosen, _RATES[rate], kind_of_area


def _choose_places(homes: gpd.GeoDataFrame, kind: str) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The homes of the places chosen, by number (``None`` for all), and the places. Figures of areas stay whole."""
    place = place_of(homes, data.chosen_council(), kind)
    named = sorted(set(place) - {ELSEWHERE})
    wanted = link.choices(f"Only homes in these {plural(places.AREA_WORDS[kind])}", named, "homes-in")
    ids = tuple(homes.loc[place.isin(wanted), "cqc_location_id"].astype(str)) if wanted else None
    return ids, tuple(wanted)


def show_totals(summary: pd.Series) -> None:
    """Homes, beds, homes with nursing and, where the register names them, providers."""
    named = {"Homes": "homes", "Beds": "beds", "Homes with nursing": "nursing_homes", "Providers": "providers"}
    show.figures(
        {label: (_said(summary[key]), "") for label, key in named.items() if key != "providers" or summary[key]}
    )


def _said(number: float) -> str:
    return "not given" if pd.isna(number) else say_number(number)


def beds_table(
    register: Dataset, people: Dataset | None, homes: gpd.GeoDataFrame, council: Council, chosen: HomeFilter, kind: str
) -> ProtectedTable:
    """Homes, beds and rates by area, for the homes chosen."""
    outlines, own = places.outlines_of(council, kind), places.data_of(kind)
    if kind in places.OF_ONES_OWN:
        people = data.dataset("population")
        people = people and carrying.on_outlines(people, own)
        carrying.say_on_outlines(own, "population")
        carrying.say_join(people, own)
    within = places.within(council, kind) if kind == places.LOCALITY else None

    def count() -> ProtectedTable:
        population = None if people is None else population_for(people.frame, kind, council, within)
        return public(beds_by(choose_homes(homes, chosen), outlines, population), because=REGISTER)

    listed = council_list.own_list()  # what it says of owners, homes can be chosen by
    return kept(count, "beds_by", register, people, own, listed, council=council.la_code, chosen=chosen, kind=kind)


def picture(council: Council, homes: gpd.GeoDataFrame, beds: ProtectedTable, rate: str, kind: str) -> MapView:
    """The homes on the map, areas coloured by the rate where one is chosen and can be given."""
    base = places.base_of(council, kind, has_lasso=True)
    titles = {column: title for title, column in _RATES.items()}
    inside = beds.where(lambda frame: ~frame["is_remainder"]) if "is_remainder" in beds.columns else beds
    has_rate = rate in inside.columns and inside.frame[rate].notna().any()
    paint = change_map if rate == access.EDGE else painted
    view = paint(base, inside, rate, title=titles[rate]) if has_rate else bare(base)
    codes = _codes_by_name(homes)
    picked = codes.get(str(st.session_state.get("home") or link.asked("home")), "")
    ringed = {picked, *(codes.get(name, "") for name in chosen_homes.HERE.now())}
    return with_points(view, home_points(homes, base.theme, ringed), home_legend(base.theme))


def pick_from_map(clicked: tuple[str, str] | None, homes: gpd.GeoDataFrame) -> None:
    """A click on a home opens its card; a line drawn round homes chooses them."""
    if clicked and clicked[0] == "point":
        st.session_state["home"] = names_of_homes(homes).get(clicked[1])
    if clicked and clicked[0] == "homes":
        chosen_homes.choose_codes(clicked[1].split("|"), homes)


def card(homes: gpd.GeoDataFrame, register: Dataset, council: Council) -> None:
    """Find a home by name, or click one; its card has all that the register and the council know."""
    codes = _codes_by_name(homes)
    ordered = sorted(codes, key=str.casefold)
    picked = link.choice_or_none("Find a home", ordered, "home", placeholder="Type a name, or click a circle")
    if picked:
        home = homes[homes["cqc_location_id"].astype(str) == codes[picked]].iloc[0]
        own = council_list.lines_of(council_list.matched(register, council), home, council)
        home_card.draw(home, home_card.today(), own)


def _codes_by_name(homes: gpd.GeoDataFrame) -> dict[str, str]:
    """Register number of each home by the name a link carries."""
    return {name: str(code) for code, name in names_of_homes(homes).items()}


def homes_table(homes: gpd.GeoDataFrame, more: Mapping[str, str] = MappingProxyType({})) -> ProtectedTable:
    """The homes chosen as a table, largest first; ``more`` columns by name, with their headings."""
    headings = {**_COLUMNS, **more}
    ordered = homes.sort_values(["registered_beds", "name"], ascending=[False, True])
    return public(pd.DataFrame(ordered)[list(headings)].rename(columns=headings), because=REGISTER)


def shape_tables(homes: gpd.GeoDataFrame) -> tuple[ProtectedTable, ProtectedTable]:
    """Homes by size band and by kind."""
    headings = {
        "size_band": "Size",
        "home_kind": "Kind",
        "homes_count": "Homes",
        "beds": "Beds",
        "homes_pct": "% of homes",
    }
    by_size = size_bands(homes)[["size_band", "homes_count", "beds", "homes_pct"]]
    kinds = by_kind(homes)[["home_kind", "homes_count", "beds", "homes_pct"]]
    return tuple(public(t.rename(columns=headings), because=REGISTER) for t in (by_size, kinds))  # type: ignore[return-value]


def area_table(beds: ProtectedTable) -> ProtectedTable:
    """The figures behind the colours, under headings people read."""
    headings = {
        "area_name": "Area",
        "area_code": "Code",
        "homes_count": "Homes",
        "beds": "Beds",
        "nursing_home_beds": "Beds in homes with nursing",
        "population_65_plus": "People aged 65+",
        "population_75_plus": "People aged 75+",
        "beds_per_100_75_plus": "Beds per 100 aged 75+",
        "beds_per_1000_75_plus": "Beds per 1,000 aged 75+",
        "beds_per_1000_65_plus": "Beds per 1,000 aged 65+",
        "nursing_home_beds_per_1000_75_plus": "Beds in homes with nursing per 1,000 aged 75+",
    }
    return beds.select(list(headings)).sort("area_name").rename(headings)


def warn_of_gaps(homes: gpd.GeoDataFrame) -> None:
    """Homes without a place and homes without beds are listed, never dropped."""
    unplaced = homes[homes["located_by"] == "not located"]
    if len(unplaced):
        with st.expander(f"{say_count(len(unplaced), 'home')} could not be placed on the map"):
            show.table(homes_table(unplaced), "Homes not on the map, and counted in every total")
    without = homes[stated_beds(homes).isna()]
    if len(without):
        with st.expander(f"{say_count(len(without), 'home')} with no beds on the register"):
            show.table(homes_table(without), "Homes with 0 or no beds given")
