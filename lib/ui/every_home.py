"""Every home of the register on one map, whatever its council: thousands of points, packed once and drawn on canvas."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_count
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import areas, background
from lib.geography import council as find_council
from lib.measures.home_names import names_of_homes
from lib.measures.scope import HomeFilter, choose_homes, homes_of
from lib.measures.supply import totals
from lib.ui import chosen_homes, council_list, country_map, home_card, link, places, show
from lib.ui.cache import kept
from lib.ui.care_homes import homes_table
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
    with st.spinner("Placing every home of the register on the map …"):
        which = {"chosen": chosen}
        homes = kept(lambda: choose_homes(_named(register), chosen), "every_home", register, listed, **which)
        names = kept(lambda: names_of_homes(homes), "every_home_names", register, listed, **which)
        rows = kept(lambda: homes_table(homes, {"la_name": "Council"}), "every_home_rows", register, listed, **which)
        view = _picture(homes, names, register, chosen)
    show.finding(_say(homes))
    show.legends(view.legends)
    _take(country_map.draw(view, "every-home"), names)
    _show_chosen(homes, names, register)
    _find(homes, names)
    chosen_homes.table(rows, homes, "Every home that fits your choices", chosen_homes.ANYWHERE)
    show.take_away(rows, used, "Every care home of the register", "every-home-rows")
    table = by_council(homes)
    show.table(table, "Homes that fit your choices, by council")
    show.take_away(table, used, "Care homes by council", "every-home")


def by_council(homes: pd.DataFrame) -> ProtectedTable:
    """Homes and beds of each council by the register's own name for it, most homes first."""
    named = homes.assign(la_name=homes["la_name"].fillna("not stated"))
    rows = [{"la_name": str(name), **totals(part)} for name, part in named.groupby("la_name")]
    table = pd.DataFrame(rows, columns=list(_HEADINGS))
    table["providers"] = table["providers"].astype("Int64").mask(table["providers"].eq(0))  # nobody named is not none
    table = table.sort_values(["homes", "la_name"], ascending=[False, True])
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
    return f"{say_count(len(homes), 'home')} with {say_count(beds, 'bed')} in {councils} fit your choices{lost}."


def _picture(homes: gpd.GeoDataFrame, names: pd.Series, register: Dataset, chosen: HomeFilter) -> CountryView:
    how = places.light()
    base = kept(
        lambda: country_base(areas(None, "lad"), background(None), label="Map of England and Wales", **how),
        "every_home_base", **how,
    )  # fmt: skip
    theme = theme_of(how["is_dark"])

    def pack() -> PointLayer:
        return point_layer(home_points(homes, theme))

    listed = council_list.own_list()
    layer = kept(pack, "every_home_points", register, listed, chosen=chosen, is_dark=how["is_dark"])
    return with_country_points(country_bare(base), layer, home_legend(theme), _ringed(names), has_lasso=True)


def _ringed(names: pd.Series) -> set[str]:
    """The homes to ring: the one found, and those chosen."""
    wanted = {str(st.session_state.get("any_home") or link.asked("any_home")), *chosen_homes.ANYWHERE.now()}
    return set(names.index[names.isin(wanted)])


def _take(clicked: tuple[str, str] | None, names: pd.Series) -> None:
    """A click on a home opens its card; a line drawn round homes chooses them."""
    if clicked and clicked[0] == "points":
        chosen_homes.ANYWHERE.choose([str(name) for name in names.reindex(clicked[1].split("|")).dropna()])
        chosen_homes.ANYWHERE.changed_elsewhere()
        st.rerun()
    if clicked and clicked[0] == "point" and st.session_state.get("clicked-any-home") != clicked[1]:
        st.session_state["clicked-any-home"] = clicked[1]
        st.session_state["any_home"] = names.get(clicked[1])
        st.rerun()


def _show_chosen(homes: gpd.GeoDataFrame, names: pd.Series, register: Dataset) -> None:
    """The list, what the homes add up to and, where one council has them all, the way to closing them."""
    which, ordered = chosen_homes.ANYWHERE, sorted(names, key=str.casefold)
    which.say_refusal()
    wanted = link.choices(which.label, ordered, which.key, on_change=which.changed_elsewhere, max_selections=which.most)
    some = homes[names.isin(wanted).to_numpy()]
    if some.empty:
        return
    chosen_homes.say_chosen(some, homes)
    place = find_council(str(some["la_name"].iloc[0]))
    if place is not None and some["la_name"].eq(some["la_name"].iloc[0]).all():
        own = names_of_homes(homes_of(gpd.GeoDataFrame(register.frame), place))
        chosen_homes.offer_what_if(list(own[own.index.isin(some["cqc_location_id"].astype("str"))]), place)


def _find(homes: gpd.GeoDataFrame, names: pd.Series) -> None:
    """The card of a home clicked on the map or found by name, which the keyboard reaches."""
    ordered = sorted(names, key=str.casefold)
    picked = link.choice_or_none("Find any home", ordered, "any_home", placeholder="Type a name")
    if picked:
        home_card.draw(homes[names.eq(picked).to_numpy()].iloc[0], home_card.today(), {})
