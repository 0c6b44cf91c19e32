"""The headline figures of the overview by the localities chosen, adding up to the whole."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council, area_kind_of, locate_points_in
from lib.measures.areas_in_localities import NOWHERE, in_localities
from lib.measures.figures_by_locality import PEOPLE, people_and_homes, with_bed_rate, with_home_care
from lib.measures.scope import homes_of
from lib.ui import carrying, data, home_care, home_care_activity, home_care_names, localities, places, show, spreading
from lib.ui.cache import kept
from lib.ui.need_localities import Own, own_localities, say_how
from lib.ui.stopping import or_nothing
from lib.views.overview_sentences import NOT_HERE, say_by_locality

_BECAUSE = "residents of whole localities, and homes and beds of a public register"
_KINDS = ("population", "homes", "locality_activity")
_COUNTED = ("lsoa11", "ward", "lad")  # kinds of area whose people can be given to localities
_NOWHERE_SAID = (
    "‘In no locality’ is what lies outside every locality: people, homes (those without a known place too), and home "
    "care for which no locality is recorded. With it, each column adds up to the last row."
)
_POINTER = (
    "To see these figures by locality, choose some above, draw your own on **Home care** or load them on **Your data**."
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
    if not localities.are_chosen(council):
        localities.choose(council)
        st.caption(_POINTER)
        return
    places.choose_localities(council, places.LOCALITY)
    chosen, held = places.data_of(places.LOCALITY), places.within(council, places.LOCALITY)
    if chosen is None or held is None:
        return
    if held.empty:
        show.notice(NOT_HERE.format(council.la_name))
        return
    _show(council, chosen)


def people_of_localities(council: Council) -> tuple[pd.DataFrame, Dataset, Own] | None:
    """People by locality code, with a row for those in none; ``None`` where nobody's place is known.

    Where the population is by wards or districts, those that a boundary cuts are shared out by their small areas.
    """
    people = carrying.dataset("population")
    given = [] if people is None else [name for name in PEOPLE if name in people.frame]
    kind = "" if people is None else area_kind_of(people.frame["area_code"]).kind
    own = own_localities(council, kind, None) if given and kind in _COUNTED else None
    if people is None or own is None:
        return None
    counted = people.frame.drop_duplicates("area_code").set_index("area_code")
    sums = pd.DataFrame({name: in_localities(counted[name], own.within) for name in given})
    return sums.rename(index=own.codes).reindex([*_names(own.chosen), NOWHERE], fill_value=0.0), people, own


def _show(council: Council, chosen: Dataset) -> None:
    table, used = _people_and_homes(council, chosen)
    used.append(chosen.provenance)
    loaded = data.dataset("locality_activity")
    found = None if loaded is None else or_nothing(lambda: _with_home_care(loaded, chosen, table, council))
    if loaded is None or found is None:
        shown, period = public(table, because=_BECAUSE), ""
    else:
        shown, period = found
        used.append(loaded.provenance)
    _print(with_bed_rate(shown), say_period(period) if period else "", used, council)


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
    st.caption(_NOWHERE_SAID)
    show.sources(*used)
    show.take_away(figures, used, title, "by-locality")


def _is_given(shown: ProtectedTable, name: str) -> bool:
    return bool((shown.frame[name].notna() | shown.is_hidden(name)).any())


def _people_and_homes(council: Council, chosen: Dataset) -> tuple[pd.DataFrame, list[Provenance]]:
    used, people, homes, place = [], None, None, None
    counted, register = people_of_localities(council), data.dataset("homes")
    if counted is not None:
        people, loaded, own = counted
        say_how(own)
        used.append(loaded.provenance)
    if register is not None:
        homes = kept(lambda: homes_of(register.frame, council), "homes_of", register, council=council.la_code)
        place = kept(lambda: _locality_of(homes, chosen), "locality_of_home", register, chosen, council=council.la_code)
        used.append(register.provenance)
    return people_and_homes(_names(chosen), people, homes, place, council.la_name), used


def _locality_of(homes: gpd.GeoDataFrame, chosen: Dataset) -> pd.Series:
    """The code of the locality each home stands in; blank for none."""
    zones = home_care.as_areas(chosen.frame)
    return locate_points_in(homes, zones)


def _names(chosen: Dataset) -> dict[str, str]:
    frame = chosen.frame
    return dict(zip(frame["locality_code"].astype(str), frame["locality_name"].astype(str), strict=True))


def _with_home_care(
    loaded: Dataset, chosen: Dataset, table: pd.DataFrame, council: Council
) -> tuple[ProtectedTable, str]:
    """The table with home care of the latest period, spread over these localities where it is by others."""
    spreading.ask(chosen, council)
    activity = home_care_activity.of_localities(loaded, chosen, carrying.dataset("population"), council)
    told: Mapping[str, str] = home_care_names.same_as(activity.frame, chosen)
    period = str(activity.frame["period"].astype(str).max())
    now = home_care.in_period(home_care.by_locality(activity, None, None, council), period)
    home_care.say_hidden(now, "hours")
    return with_home_care(now, table, told), period
