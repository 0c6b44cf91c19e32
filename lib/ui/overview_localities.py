"""The headline figures of the overview by the localities chosen, adding up to the whole."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council, locate_points_in
from lib.measures.figures_by_locality import CARE, people_and_homes, with_bed_rate, with_home_care
from lib.measures.scope import homes_of
from lib.ui import by_locality, data, home_care, show
from lib.ui.cache import kept
from lib.ui.need_localities import say_how
from lib.ui.stopping import or_nothing
from lib.views.overview_sentences import say_by_locality

_BECAUSE = "residents of whole localities, and homes and beds of a public register"
_KINDS = ("population", "homes", "locality_activity")
_NOWHERE_SAID = (
    "‘In no locality’ is what lies outside every locality: people, homes (those without a known place too), and home "
    "care for which no locality is recorded. With it, each column adds up to the last row, but for rounding."
)
_HIDDEN_SAID = (
    "The last row is of the figures as they came: a number of people hidden there counts as the middle of what it may "
    "be, and the row is rounded; hidden hours are left out of it. So hidden figures need not make up the difference."
)
_HEADINGS = {
    "locality_name": "Locality",
    "population_65_plus": "People aged 65+",
    "population_75_plus": "Aged 75+",
    "population_85_plus": "Aged 85+",
    "homes_count": "Care homes",
    "registered_beds": "Registered beds",
    "beds_per_1000_75_plus": "Beds per 1,000 people aged 75+",
}


def section(council: Council) -> None:
    """People, beds and home care of each locality, of what lies in none, and of the whole."""
    if all(data.dataset(kind) is None for kind in _KINDS):
        return
    st.header("The figures by locality")
    chosen = by_locality.choose(council)
    if chosen is not None:
        _show(council, chosen)


def _show(council: Council, chosen: Dataset) -> None:
    table, used = _people_and_homes(council, chosen)
    used.append(chosen.provenance)
    found = or_nothing(lambda: _with_home_care(council, chosen, table))
    shown, when, source = found or (public(table, because=_BECAUSE), "", None)
    _print(with_bed_rate(shown), when, [*used, source] if source else used, council)


def _print(shown: ProtectedTable, when: str, used: list[Provenance], council: Council) -> None:
    headings = _HEADINGS | {"hours": f"Hours of home care, {when}", "people_waiting": f"People waiting, {when}"}
    has = [name for name in headings if name in shown.columns and _is_given(shown, name)]
    if has == ["locality_name"]:
        st.caption("Nothing that is loaded can be counted by locality.")
        return
    show.findings(say_by_locality(shown, when) or [f"The figures of {council.la_name} by locality:"])
    figures = shown.select(has).rename({name: headings[name] for name in has})
    title = f"The figures of {council.la_name} by locality"
    show.table(figures, title)
    is_hidden = any(shown.is_hidden(name).any() for name in CARE)
    st.caption(f"{_NOWHERE_SAID} {_HIDDEN_SAID}" if is_hidden else _NOWHERE_SAID)
    show.sources(*used)
    show.take_away(figures, used, title, "by-locality")
    show.how("homes", "beds", "beds_per_1000_75_plus", "hours", "people_waiting")


def _is_given(shown: ProtectedTable, name: str) -> bool:
    return bool((shown.frame[name].notna() | shown.is_hidden(name)).any())


def _people_and_homes(council: Council, chosen: Dataset) -> tuple[pd.DataFrame, list[Provenance]]:
    used, people, homes, place = [], None, None, None
    counted, register = by_locality.people(council), data.dataset("homes")
    if counted is not None:
        people, loaded, own = counted
        say_how(own)
        used.append(loaded.provenance)
    if register is not None:
        homes = kept(lambda: homes_of(register.frame, council), "homes_of", register, council=council.la_code)
        place = kept(lambda: _locality_of(homes, chosen), "locality_of_home", register, chosen, council=council.la_code)
        used.append(register.provenance)
    return people_and_homes(by_locality.names_of(chosen), people, homes, place, council.la_name), used


def _locality_of(homes: gpd.GeoDataFrame, chosen: Dataset) -> pd.Series:
    """The code of the locality each home stands in; blank for none."""
    zones = home_care.as_areas(chosen.frame)
    return locate_points_in(homes, zones)


def _with_home_care(
    council: Council, chosen: Dataset, table: pd.DataFrame
) -> tuple[ProtectedTable, str, Provenance] | None:
    """The table with home care of the latest period; ``None`` where none is loaded."""
    care = by_locality.home_care_of(council, chosen)
    if care is None:
        return None
    return with_home_care(care.now(), table, care.told, care.as_came()), say_period(care.latest), care.loaded.provenance
