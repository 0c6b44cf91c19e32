"""The parts of the home care page: one at a time, so that each is quick and fits a meeting, or all for printing."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.home_care import Activity
from lib.measures.waiting import has_waits
from lib.ui import (
    data,
    home_care,
    home_care_activity,
    home_care_change,
    home_care_drivers,
    home_care_names,
    home_care_offices,
    home_care_over_time,
    home_care_places,
    home_care_providers,
    home_care_waiting,
    link,
    locality_building,
    show,
)
from lib.views.sentences import say_home_care

MAP, WAITS, PROVIDERS, PEOPLE, TIME, ALL = (
    *("The map", "Who waits", "Providers", "Hospitals and older people", "Over time"),
    "Everything",
)
PARTS = [MAP, WAITS, PROVIDERS, PEOPLE, TIME, ALL]
_TURN_ON = {"asks_measure": {MAP, TIME}, "asks_period": {MAP, WAITS}}  # control -> parts that turn on it


@dataclass(frozen=True, eq=False)
class Looked:
    """What the reader looks at: home care by locality, a measure of it and one period (``now``)."""

    loaded: Dataset
    activity: Dataset
    zones: Dataset | None
    people: Dataset | None
    council: Council
    measure: Activity
    period: str
    same_as: dict[str, str]
    table: ProtectedTable
    now: ProtectedTable

    @property
    def used(self) -> list[Provenance]:
        """Where the figures come from."""
        return [one.provenance for one in (self.activity, self.zones, self.people) if one is not None]

    @property
    def title(self) -> str:
        """The measure in words."""
        return home_care.title_of(self.measure)


def show_parts(loaded: Dataset, zones: Dataset | None, people: Dataset | None, council: Council) -> None:
    """The control, kept in the link, and the part it asks for."""
    part = link.choice("Show", PARTS, "part", look="segments")
    asked = PARTS if part == ALL else [part]
    looked = _looked(asked, loaded, zones, people, council) if {MAP, WAITS, TIME} & set(asked) else None
    if looked and MAP in asked:
        _show_map(looked)
    if looked and WAITS in asked:
        _show_waits(looked)
    if PROVIDERS in asked:
        with st.spinner("Working out who delivers, accepts and hands back …"):
            home_care_providers.section(data.dataset("provider_activity"), zones, people, council)
    if PEOPLE in asked:
        home_care_drivers.section(zones, people, council)
    if looked and TIME in asked:
        _show_time(looked)


def _looked(
    asked: list[str], loaded: Dataset, zones: Dataset | None, people: Dataset | None, council: Council
) -> Looked:
    activity = home_care_activity.of_localities(loaded, zones, people, council)
    turns_on = {name: bool(parts & set(asked)) for name, parts in _TURN_ON.items()}
    measure, period = home_care.controls(activity.frame, **turns_on)
    same_as = dict(home_care_names.same_as(activity.frame, zones))
    table = home_care.by_locality(activity, zones, people, council, same_as)
    now = home_care.in_period(table, period)
    return Looked(loaded, activity, zones, people, council, measure, period, same_as, table, now)


def _show_map(at: Looked) -> None:
    """The finding, the map with its notes, how localities are built, and the figures."""
    when, council = say_period(at.period), at.council
    column, title = home_care.titles(at.measure, at.now)
    placed = at.now.where(lambda frame: frame["locality_name"].ne(home_care.UNALLOCATED))
    show.finding(say_home_care(placed, column, title, when))
    home_care.show_map(at.zones, at.now, at.measure, council, at.same_as, when)
    locality_building.say_known(at.zones, council)
    home_care_names.show_decisions(home_care.people_of(at.zones, at.people, council), at.zones, council)
    locality_building.offer(at.zones, council)
    home_care_offices.show_note(at.zones, at.people, council)
    figures = home_care.printed_figures(at.now)
    show.table(figures, f"Home care by locality, {when}")
    show.sources(*at.used)
    show.take_away(figures, at.used, f"Home care by locality in {council.la_name}, {at.period}", "home-care")


def _show_waits(at: Looked) -> None:
    """How long people wait, and whether distance explains who does."""
    home_care_waiting.section(at.activity, at.council, at.period)
    waiting = at.activity.frame.get("people_waiting")
    if not has_waits(at.activity.frame) and (waiting is None or waiting.isna().all()):
        show.notice("The home care loaded does not say who waits. Add people waiting, hours waiting or days waited.")
    is_spread = at.activity is not at.loaded
    home_care_places.section(at.now, at.zones, at.people, at.council, at.used, is_spread=is_spread, same_as=at.same_as)


def _show_time(at: Looked) -> None:
    """Between two periods, and over all of them."""
    home_care_change.section(at.table, at.activity, at.council, at.measure, at.title, at.used)
    home_care_over_time.section(at.table, at.council, at.measure, at.title, at.used)
