"""The market round a council: which homes and whose people count, and how far 'within reach' is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import say_count
from lib.datasets import Dataset
from lib.datasets.samples import councils_with_samples
from lib.geography import Council, areas
from lib.geography import council as find_council
from lib.measures.council_list import with_vacancies
from lib.measures.market import Market, market_around, points_of
from lib.measures.people import population_for
from lib.measures.scope import homes_of
from lib.ui import carrying, council_list, data, link, show
from lib.ui.cache import kept
from lib.ui.stopping import end_page

PEOPLE = "population_75_plus"
PEOPLE_WORDS = "people aged 75+"
_ROADS, _KM_AN_HOUR = 1.3, 40


@dataclass(frozen=True)
class Within:
    """How far people go: ``km`` along the way, ``circuity`` times the straight line; ``said`` in words.

    ``minutes`` by the travel times in use instead, where not ``None``; ``km`` then only bounds the search.
    """

    km: float
    circuity: float
    said: str
    note: str
    minutes: float | None = None

    @property
    def how(self) -> dict[str, Any]:
        """As the measures want it."""
        known = 30.0 if self.minutes is None else self.minutes
        return {"catchment_km": self.km, "circuity": self.circuity, "catchment_minutes": known}

    @property
    def by_car_km(self) -> float:
        """How far, in a straight line, anybody could come by car in these minutes, as is assumed elsewhere."""
        return self.straight_km if self.minutes is None else _by_car(int(self.minutes)).straight_km

    @property
    def straight_km(self) -> float:
        """The same in a straight line."""
        return self.km / self.circuity


def _by_line(km: int) -> Within:
    note = f"{km} km is in a straight line, not by road: a river in between is not seen."
    return Within(km, 1.0, f"within {km} km", note)


def _by_car(minutes: int) -> Within:
    note = (
        f"{minutes} minutes by car are assumed, not looked up: {_KM_AN_HOUR} km an hour on roads {_ROADS} times "
        "as long as the straight line; a river in between is not seen."
    )
    return Within(minutes * _KM_AN_HOUR / 60, _ROADS, f"within {minutes} minutes by car", note)


def _by_table(minutes: int) -> Within:
    note = f"{minutes} minutes are those of the travel times in use; pairs they do not have are out of reach."
    return Within(2.0 * minutes, 1.0, f"within {minutes} minutes", note, float(minutes))


WITHIN = {f"{km} km": _by_line(km) for km in (5, 10, 15, 20)} | {
    f"{minutes} minutes by car (assumed)": _by_car(minutes) for minutes in (15, 30, 45, 60)
}
LOADED = {f"{minutes} minutes (as loaded)": _by_table(minutes) for minutes in (15, 30, 45, 60)}
TRAVEL, _HAD_TIMES = "travel_to_homes", "had-travel-times"
BED_KINDS = {
    "All beds": "all",
    "Beds in homes with nursing": "nursing",
    "Beds in residential homes": "residential",
    "Beds in homes that take people with dementia": "dementia",
}


def choose_within() -> Within:
    """How far 'within reach' is: travel times, where some are in use, before distance."""
    loaded = LOADED if data.dataset(TRAVEL) is not None else {}
    offered = loaded | WITHIN
    first = "30 minutes (as loaded)" if loaded else "10 km"
    _follow_times(first, set(offered))
    return offered[link.choice("Within reach is", list(offered), "within", default=first)]


def _follow_times(first: str, offered: set[str]) -> None:
    """Travel times that have just been loaded are used; without them what was chosen of them is let go of."""
    had, now = st.session_state.get(_HAD_TIMES), first in LOADED
    st.session_state[_HAD_TIMES] = now
    is_new, is_gone = had is False and now, st.session_state.get("within", first) not in offered
    if is_new or is_gone:
        st.session_state["within"] = first


def has_times() -> bool:
    """Whether travel times are in use, chosen on the page or not."""
    return data.dataset(TRAVEL) is not None


def travel_of(within: Within) -> pd.DataFrame | None:
    """The travel times to use, where minutes of the table in use were chosen."""
    loaded = data.dataset(TRAVEL) if within.minutes is not None else None
    return None if loaded is None else loaded.frame


def choose_bed_kind() -> str:
    """Which beds are counted."""
    return BED_KINDS[link.choice("Beds counted", list(BED_KINDS), "beds")]


def market_of(council: Council, within: Within) -> Market | None:
    """The council's market, or ``None`` where nobody aged 75 and over is known in it."""
    registers, people = registers_around(council), people_around(council)
    counted = kept(lambda: _people(people, council), "market_people", *people, council=council.la_code)
    if not counted.notna().any():
        return None

    def gather() -> Market:
        homes = homes_around(council)
        own = homes_of(homes, council)["cqc_location_id"]
        return market_around(homes, own, _every_place(), areas(council)["area_code"], counted, within.straight_km)

    with st.spinner("Finding the homes and the people within reach …"):
        return kept(gather, "market", *registers, *people, council=council.la_code, km=within.straight_km)


def require_market(council: Council, within: Within) -> Market:
    """The council's market, saying what was carried; where there is none, say why and stop the page."""
    carrying.say("population")
    found = market_of(council, within)
    if found is None:
        show.notice("The population in use does not say how many people aged 75 and over live in the small areas here.")
        end_page()
    return found


def registers_around(council: Council) -> list[Dataset]:
    """The register in use; where it is a built-in sample, those of councils of the region as well; and the council's
    own list of homes and travel times, which add to them."""
    more = [council_list.own_list(), data.dataset(TRAVEL)]
    return _around(council, "homes") + [one for one in more if one is not None]


def homes_around(council: Council) -> gpd.GeoDataFrame:
    """Every home of those registers with what the council's list adds, and ``vacancies`` where anybody gives them."""
    registers = registers_around(council)

    def gather() -> gpd.GeoDataFrame:
        joined = _joined([one for one in registers if one.kind == "homes"])
        known = with_vacancies(council_list.with_own_columns(joined))
        return gpd.GeoDataFrame(known, crs=4326)

    return kept(gather, "homes_around", *registers, council=council.la_code)


def people_around(council: Council) -> list[Dataset]:
    """The population in use, and built-in ones of the region beside a built-in one."""
    return _around(council, "population")


def say_border(market: Market) -> str:
    """Whose people across the border are known, in a sentence."""
    across = market.homes["is_own"].eq(False).sum()
    homes = say_count(across, "home") if across else "no home"
    said = f"The register in use has {homes} across the border that people here share."
    if market.assumed_areas:
        said += (
            f" For {say_count(market.assumed_areas, 'small area')} of {len(market.areas):,} nobody has loaded how many "
            f"{PEOPLE_WORDS} live there: the average of the others ({market.areas['population'].mean():.0f}) stands in."
        )
    return said


def _around(council: Council, kind: str) -> list[Dataset]:
    own = carrying.dataset(kind)
    if own is None or own.provenance.origin == "uploaded":
        return [] if own is None else [own]
    near = (one for one in map(find_council, councils_with_samples()) if one and one.region == council.region)
    others = (data.built_in(one.la_code, kind) for one in near if one.la_code != council.la_code)
    return [own, *(other for other in others if other is not None)]


def _joined(registers: list[Dataset]) -> gpd.GeoDataFrame:
    frames = [register.frame for register in registers]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=4326)


def _people(people: list[Dataset], council: Council) -> pd.Series:
    frames = [population_for(one.frame, "lsoa11", council) for one in people]
    known = [frame.set_index("area_code")[PEOPLE] for frame in frames if PEOPLE in frame]
    if not known:
        return pd.Series(dtype="float64")
    every = pd.concat(known).astype("float64")
    return every[~every.index.duplicated() & every.index.isin(_every_place()["area_code"])]


def _every_place() -> gpd.GeoDataFrame:
    return kept(lambda: points_of(areas(None)), "every_place")
