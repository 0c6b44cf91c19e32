"""The home care page: localities drawn and compared, the unallocated row kept in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import streamlit as st

from lib.core.words import NOT_COLLECTED, SUPPRESSED, say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, Rule
from lib.geography import Council, areas
from lib.measures import LocalityPopulation, home_care_by_locality, match_names
from lib.measures.ground import people_of_zones
from lib.measures.home_care import Activity
from lib.measures.home_care_shown import home_care_shown
from lib.measures.in_total import in_total
from lib.ui import carrying, data, guard, home_care_issues, home_care_names, link, locality_building, places, show
from lib.ui.cache import kept
from lib.ui.plain import plain
from lib.views.classes import is_much_the_same
from lib.views.course_sentences import say_in_total
from lib.views.maps import MapBase, MapView, bare, map_base, painted, with_zones
from lib.views.parity_map import parity_map

_MEASURES: dict[Activity, str] = {
    "hours": "Hours of home care",
    "packages": "Packages of care",
    "people_waiting": "People waiting",
}
UNALLOCATED = "No locality given"
_MANY = 8  # localities whose names may not all find room on a map
#: What stands under 'How these figures are worked out'.
MEASURES = (
    *("hours", "packages", "people_waiting", "hours_per_1000_65_plus", "people_waiting_per_1000_65_plus"),
    *("wait_days", "packages_accepted_pct", "packages_handed_back_pct", "hourly_rate_gbp", "travel_minutes_per_hour"),
    "hours_per_person",
    *("discharges_per_1000_65_plus", "hours_change_pct", "waiting_by_distance"),
)


people_in_use = carrying.people_in_use


def controls(activity: pd.DataFrame, *, asks_measure: bool = True, asks_period: bool = True) -> tuple[Activity, str]:
    """The measure and the period looked at; only measures the file has are offered.

    What a part of the page does not turn on is not asked there: it is the first measure, the latest period.
    """
    given = {title: key for key, title in _MEASURES.items() if key in activity and activity[key].notna().any()}
    periods = sorted(activity["period"].astype(str).unique(), reverse=True)
    measure, period = next(iter(given)), periods[0]
    with st.container(key="controls"):
        left, right = st.columns(2)
    if asks_measure:
        with left:
            measure = link.choice("Measure", list(given), "measure", look="segments")
    if asks_period:
        with right if asks_measure else left:
            period = link.choice("Period", periods, "period", format_func=say_period)
    return given[measure], period


def by_locality(
    activity: Dataset,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
    same_as: Mapping[str, str] | None = None,
) -> ProtectedTable:
    """Activity of every locality and period with its rate, people counts protected.

    ``same_as`` says which locality a name of the activity stands for, in the reader's own words.
    """
    told = dict(same_as or {})

    def count(rule: Rule, before: Sequence[ProtectedTable]) -> ProtectedTable:
        known, states = _people_or_names(localities, people, council), activity.parts.get("states")
        return home_care_shown(home_care_by_locality(activity.frame, known, told, states), UNALLOCATED, rule, before)

    about, same = guard.about(activity.kind, council), sorted(told.items())
    return guard.of_people(
        about, count, "by_locality", activity, localities, people, council=council.la_code, same_as=same
    )


def in_period(table: ProtectedTable, period: str) -> ProtectedTable:
    """The rows of one period."""
    return table.where(lambda frame: frame["period"].astype(str) == period)


def titles(measure: Activity, table: ProtectedTable) -> tuple[str, str]:
    """The column to colour by and its title: the rate where population is known, else the figure itself."""
    rate = f"{measure}_per_1000_65_plus"
    title = f"{_MEASURES[measure]} per 1,000 people aged 65+"
    return (rate, title) if table.frame["population_65_plus"].notna().any() else (measure, _MEASURES[measure])


def say_hidden(table: ProtectedTable, measure: Activity, periods: tuple[str, ...] = ()) -> None:
    """What 'All localities' does with hidden figures; nothing where none is hidden."""
    said = say_in_total(in_total(table, measure, periods), _MEASURES[measure])
    if said:
        st.caption(plain(said))


def show_map(
    localities: Dataset | None,
    now: ProtectedTable,
    measure: Activity,
    council: Council,
    same_as: Mapping[str, str],
    when: str,
) -> None:
    """The map with the figure under each name; without localities, what to load."""
    if localities is None:
        data.empty_state("localities")
        return
    above = st.container()
    notes = home_care_issues.ask(localities, council)
    with above:
        crowded = " Names that would lie over others come when you zoom in." if len(localities.frame) > _MANY else ""
        st.caption(f"The figure under each name is {title_of(measure).lower()} in {when}.{crowded}")
        show.map_view(
            picture(localities, now, measure, council, same_as, notes), "localities", height=720 if len(notes) else 560
        )
    home_care_issues.show_table(notes, council)


def show_zones_alone(localities: Dataset | None, people: Dataset | None, council: Council) -> None:
    """The localities and the ways to build them, while no home care is loaded."""
    data.empty_state("locality_activity")
    if localities is not None:
        base = _base_of(localities, council)
        show.map_view(with_zones(bare(base), as_areas(localities.frame)), "localities")
        locality_building.say_known(localities, council)
        home_care_names.show_decisions(people_of(localities, people, council), localities, council)
        show.sources(localities.provenance)
    locality_building.offer(localities, council)


def picture(
    localities: Dataset,
    table: ProtectedTable,
    measure: Activity,
    council: Council,
    same_as: Mapping[str, str] | None = None,
    notes: pd.DataFrame | None = None,
) -> MapView:
    """Localities coloured by the rate and named, with the figure and the notes under each name."""
    column, title = titles(measure, table)
    zones, base = as_areas(localities.frame), _base_of(localities, council)
    inside = _coded(table, localities.frame, same_as)
    rates = inside.frame[column]
    one_class = () if is_much_the_same(rates) else None  # no pattern where the sentence says there is none
    view = painted(base, inside, column, title=title, breaks=one_class) if rates.notna().any() else bare(base)
    lines = _labels(inside, measure)
    return with_zones(view, zones, lines if notes is None else home_care_issues.on_the_map(lines, notes), inside)


def picture_of_ratios(
    localities: Dataset, table: ProtectedTable, column: str, title: str, council: Council, unsure: str
) -> MapView:
    """Localities by a ratio to what is expected, of which more is worse; ``unsure`` says where it may be chance."""
    zones, base = as_areas(localities.frame), _base_of(localities, council)
    return with_zones(
        parity_map(base, _coded(table, localities.frame), column, title=title, unsure=unsure, is_more_worse=True), zones
    )


def _base_of(localities: Dataset, council: Council) -> MapBase:
    """The localities' outlines, packed once."""
    zones, label, how = as_areas(localities.frame), f"Home care localities of {council.la_name}", places.light()
    return kept(
        lambda: map_base(zones, places.surroundings(council), label=label, **how),
        "zones_base",
        localities,
        council=council.la_code,
        **how,
    )


def printed_figures(table: ProtectedTable, *, with_period: bool = False) -> ProtectedTable:
    """The table under headings people read; measures nobody gave are left out."""
    headings = {"locality_name": "Locality"} | ({"period": "Period"} if with_period else {})
    for key, title in _given(table).items():
        headings |= {key: title, f"{key}_per_1000_65_plus": f"{title} per 1,000 aged 65+"}
    headings["population_65_plus"] = "People aged 65+"
    return table.select(list(headings)).rename(headings)


def _given(table: ProtectedTable) -> dict[str, str]:
    """The measures with at least one figure, hidden ones counted as figures."""
    frame = table.frame
    has = {key: key in frame and (frame[key].notna() | table.is_hidden(key)).any() for key in _MEASURES}
    return {key: title for key, title in _MEASURES.items() if has[key]}


def title_of(measure: Activity) -> str:
    """The measure in words."""
    return _MEASURES[measure]


def people_of(localities: Dataset | None, people: Dataset | None, council: Council) -> LocalityPopulation | None:
    """People of each locality with what was split and what lies outside; ``None`` where either is not loaded."""
    if localities is None or people is None:
        return None
    return kept(
        lambda: people_of_zones(places.ground(council), _zones(localities), areas(council, "lsoa11"), people.frame),
        "people_of_localities",
        localities,
        people,
        council=council.la_code,
    )


def _zones(localities: Dataset) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(localities.frame, crs=4326)


def _people_or_names(localities: Dataset | None, people: Dataset | None, council: Council) -> pd.DataFrame | None:
    """People aged 65 and over by locality; without them the names alone, so that names are matched all the same."""
    found = people_of(localities, people, council)
    if localities is None:
        return None
    if found is None or "population_65_plus" not in found.frame:
        return localities.frame[["locality_name"]].assign(population_65_plus=np.nan)
    return found.frame


def as_areas(localities: pd.DataFrame) -> gpd.GeoDataFrame:
    """Localities under the names that maps draw areas by; those without an outline are left to the tables."""
    renamed = localities.rename(columns={"locality_code": "area_code", "locality_name": "area_name"})
    drawn = renamed[renamed["geometry"].notna()]
    return gpd.GeoDataFrame(drawn[["area_code", "area_name", "geometry"]], crs=4326)


def _coded(table: ProtectedTable, localities: pd.DataFrame, same_as: Mapping[str, str] | None = None) -> ProtectedTable:
    """The rows of known localities with their codes; names are compared whatever their capitals.

    Two names the reader gives to one locality have no one figure for the map, and stay in the table alone.
    """
    codes = dict(zip(localities["locality_name"].astype(str), localities["locality_code"], strict=True))

    def code_of(frame: pd.DataFrame) -> pd.Series:
        known = match_names(frame["locality_name"], codes, same_as)["population_name"]
        found = pd.Series(known.map(codes).to_numpy(), index=frame.index)
        return found.mask(found.duplicated(keep=False))

    return table.with_columns({"area_code": code_of}).where(lambda frame: frame["area_code"].notna())


def _labels(table: ProtectedTable, measure: Activity) -> dict[str, list[str]]:
    """The figure printed under each locality's name on the map."""
    frame = table.frame
    has_people = frame["population_65_plus"].gt(0).fillna(False)
    is_part = has_people & frame[f"{measure}_per_1000_65_plus"].isna()  # else there would be a rate
    words = [
        f"{v:,.0f}{' in a part' if part else ''}" if pd.notna(v) else SUPPRESSED if hidden else NOT_COLLECTED
        for v, hidden, part in zip(frame[measure], table.is_hidden(measure), is_part, strict=True)
    ]
    return {code: [said] for code, said in zip(frame["area_code"], words, strict=True)}
