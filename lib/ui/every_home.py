"""Every home of the register on one map, whatever its council: thousands of points, packed once and drawn on canvas."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_count, say_number
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import areas, background
from lib.measures.scope import HomeFilter, choose_homes
from lib.measures.supply import totals
from lib.ui import council_list, country_map, home_card, link, places, show
from lib.ui.cache import kept
from lib.ui.home_names import names_of_homes
from lib.views.country_map import CountryView, country_bare, country_base, with_country_points
from lib.views.country_points import PointLayer, point_layer
from lib.views.home_points import home_legend, home_points
from lib.views.palette import theme_of

_BECAUSE = "homes and beds are a public register"
_HEADINGS = {
    "la_name": "Council", "homes": "Homes", "beds": "Beds", "nursing_homes": "Homes with nursing",
    "providers": "Providers",
}  # fmt: skip


def show_every_home(register: Dataset, chosen: HomeFilter, used: Sequence[Provenance]) -> None:
    """The whole register behind a switch, since few readers look beyond their own council and its neighbours."""
    st.header("Beyond the council")
    if not link.is_on("Show every home of the register in use, in all councils", "everywhere"):
        return
    listed = council_list.own_list()
    homes = kept(lambda: choose_homes(_named(register), chosen), "every_home", register, listed, chosen=chosen)
    show.finding(_say(homes))
    view = _picture(homes, register, chosen)
    show.legends(view.legends)
    clicked = country_map.draw(view, "every-home")
    _find(homes, clicked)
    table = by_council(homes)
    show.table(table, "Homes that fit your choices, by council")
    show.take_away(table, used, "Care homes by council", "every-home")


def by_council(homes: pd.DataFrame) -> ProtectedTable:
    """Homes and beds of each council by the register's own name for it, most homes first."""
    named = homes.assign(la_name=homes["la_name"].fillna("not stated"))
    rows = [{"la_name": str(name), **totals(part)} for name, part in named.groupby("la_name")]
    table = pd.DataFrame(rows, columns=list(_HEADINGS)).sort_values(["homes", "la_name"], ascending=[False, True])
    return public(table.rename(columns=_HEADINGS).reset_index(drop=True), because=_BECAUSE)


def _named(register: Dataset) -> gpd.GeoDataFrame:
    """The whole register, with the owners that the council's list names."""
    every = gpd.GeoDataFrame(register.frame)
    known = council_list.with_own_columns(every)
    return every.assign(**{name: known[name] for name in council_list.OWNER_COLUMNS if name in known})


def _say(homes: gpd.GeoDataFrame) -> str:
    beds, placed = totals(homes)["beds"], int((homes["located_by"] != "not located").sum())
    councils = say_count(homes["la_name"].nunique(), "council")
    lost = "" if placed == len(homes) else f"; {say_count(len(homes) - placed, 'home')} could not be placed on the map"
    return f"{say_count(len(homes), 'home')} with {say_number(beds)} beds in {councils} fit your choices{lost}."


def _picture(homes: gpd.GeoDataFrame, register: Dataset, chosen: HomeFilter) -> CountryView:
    how = places.light()
    base = kept(
        lambda: country_base(areas(None, "lad"), background(None), label="Map of England and Wales", **how),
        "every_home_base", **how,
    )  # fmt: skip
    theme = theme_of(how["is_dark"])

    def pack() -> PointLayer:
        return point_layer(home_points(homes, theme))

    with st.spinner(f"Placing {say_count(len(homes), 'home')} on the map …"):
        layer = kept(
            pack, "every_home_points", register, council_list.own_list(), chosen=chosen, is_dark=how["is_dark"]
        )
    return with_country_points(country_bare(base), layer, home_legend(theme), _picked(homes))


def _names(homes: gpd.GeoDataFrame) -> dict[str, str]:
    return {name: str(code) for code, name in names_of_homes(homes).items()}


def _picked(homes: gpd.GeoDataFrame) -> str:
    name = str(st.session_state.get("any_home") or link.asked("any_home"))
    return _names(homes).get(name, "") if name else ""


def _find(homes: gpd.GeoDataFrame, clicked: tuple[str, str] | None) -> None:
    """The card of a home clicked on the map or found by name, which the keyboard reaches."""
    if clicked and clicked[0] == "point" and st.session_state.get("clicked-any-home") != clicked[1]:
        st.session_state["clicked-any-home"] = clicked[1]
        st.session_state["any_home"] = names_of_homes(homes).get(clicked[1])
        st.rerun()
    codes = _names(homes)
    picked = link.choice_or_none(
        "Find any home", sorted(codes, key=str.casefold), "any_home", placeholder="Type a name"
    )
    if picked:
        home_card.draw(homes[homes["cqc_location_id"].astype(str) == codes[picked]].iloc[0], home_card.today(), {})
