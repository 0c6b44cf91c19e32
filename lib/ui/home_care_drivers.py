"""What brings people to home care: people aged 75 and over, growth, and people leaving hospital."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance, hash_of
from lib.core.words import of_time, say_period
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable, public
from lib.geography import Council, hospital_minutes
from lib.measures import LocalityPopulation, match_names
from lib.measures.drivers import discharges_shown, growth_between, minutes_by_locality, spread_discharges
from lib.measures.ground import zone_of_each
from lib.ui import carrying, data, guard, home_care, link, places, show
from lib.ui.cache import kept
from lib.ui.home_care_hospitals import told_by_reader
from lib.ui.spreading import say_spread, spread_of
from lib.views.driver_sentences import say_discharges, say_older
from lib.views.provider_charts import stacked

_WORCESTERSHIRE, _GROWTH = "E10000034", "worcestershire_table01_population_65plus"
_FIRST, _LAST = "2020", "2030"
_CENSUS = "residents of whole localities and travel times by road"
_NEAREST = 3


def section(localities: Dataset | None, people: Dataset | None, council: Council) -> None:
    """Older people, growth and hospitals by locality; without localities or people, what to load."""
    found = home_care.people_of(localities, people, council)
    if localities is None or people is None or found is None or "population_65_plus" not in found.frame:
        data.empty_state("localities" if localities is None else "population")
        return
    st.header("What brings people to home care")
    minutes = kept(
        lambda: _minutes(localities, people, council),
        "minutes_by_hospital",
        localities,
        people,
        council=council.la_code,
    )
    _show_older(found, minutes, [localities, people], council)
    _show_growth(found, localities, people, council)
    loaded = data.dataset("discharges")
    if loaded is not None:
        _show_discharges(loaded, minutes, found, localities, people, council)


def _minutes(localities: Dataset, people: Dataset, council: Council) -> pd.DataFrame:
    zones = gpd.GeoDataFrame(localities.frame, crs=4326)
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    zone = zone_of_each(places.ground(council), zones).map(names)
    older = people.frame.drop_duplicates("area_code").set_index("area_code")["population_65_plus"]
    return minutes_by_locality(zone, hospital_minutes(council), older)


def _show_older(found: LocalityPopulation, minutes: pd.DataFrame, used: list[Dataset], council: Council) -> None:
    table = public(_older(found, minutes, council), because=_CENSUS)
    show.finding(say_older(table))
    names = {
        "locality_name": "Locality",
        "population_65_plus": "People aged 65+",
        "population_75_plus": "People aged 75+",
        "share_75_plus_pct": "Aged 75+ (% of people)",
        "growth_pct": f"Published growth of people aged 65+, {_FIRST} to {_LAST} (%)",
        "hospitals": "Nearest hospitals, minutes by road",
    }
    shown = [name for name in names if name in table.columns]
    figures = table.select(shown).rename({name: names[name] for name in shown})
    show.table(figures, "Older people and the nearest hospitals")
    show.take_away(figures, [one.provenance for one in used], f"Older people by locality, {council.la_name}", "drivers")


def _older(found: LocalityPopulation, minutes: pd.DataFrame, council: Council) -> pd.DataFrame:
    frame = found.frame.assign(
        share_75_plus_pct=lambda f: (
            100 * f.get("population_75_plus", pd.NA) / f["population"].where(f["population"] > 0)
        )
    )
    growth = _published_growth(council)
    if growth is not None:
        known = match_names(frame["locality_name"], growth.index)["population_name"].map(growth)
        frame = frame.assign(growth_pct=known.to_numpy()) if known.notna().any() else frame
    near = minutes.groupby("locality_name").head(_NEAREST)
    words = near["hospital"] + " " + near["minutes"].map("{:.0f}".format)
    said = words.groupby(near["locality_name"]).agg("; ".join)
    return frame.assign(hospitals=frame["locality_name"].map(said).fillna(""))


def _published_growth(council: Council) -> pd.Series | None:
    """Growth of people aged 65 and over in ten years by district, where the council's document prints it."""
    if council.la_code != _WORCESTERSHIRE:
        return None
    rows, _ = published(_GROWTH)
    by_year = {
        year: rows[rows["year"].eq(year)].set_index("district")["population_65_plus"] for year in (_FIRST, _LAST)
    }
    return (100 * (by_year[_LAST] / by_year[_FIRST] - 1)).astype("float64")


def _show_growth(found: LocalityPopulation, localities: Dataset, people: Dataset, council: Council) -> None:
    """Growth between the two populations loaded last; where there is one alone, what to load."""
    earlier = _loaded_before(people)
    before = None if earlier is None else home_care.people_of(localities, earlier, council)
    if earlier is None or before is None or "population_65_plus" not in before.frame:
        if _published_growth(council) is None:
            st.caption("To see growth by locality, load the population of an earlier year, then that of a later one.")
        return
    growth = growth_between(before.frame, found.frame).rename("growth_pct").reset_index()
    names = {"locality_name": "Locality", "growth_pct": "Growth of people aged 65+ (%)"}
    said = " to ".join(one.provenance.as_at or one.provenance.title for one in (earlier, people))
    figures = public(growth, because=_CENSUS).rename(names)
    title = f"Growth between the two populations loaded, {said}"
    show.table(figures, title)
    show.take_away(figures, [earlier.provenance, people.provenance], f"{title}, {council.la_name}", "growth")


def _loaded_before(people: Dataset) -> Dataset | None:
    """The population that this session used before the one in use; ``None`` where there was no other."""
    used = (step.get(people.kind) for step in data.steps())
    now = people.provenance.content_hash
    return next((one for one in used if one is not None and one.provenance.content_hash != now), None)


def _show_discharges(
    loaded: Dataset,
    minutes: pd.DataFrame,
    found: LocalityPopulation,
    localities: Dataset,
    people: Dataset,
    council: Council,
) -> None:
    periods = sorted(loaded.frame["period"].astype(str).unique(), reverse=True)
    when = periods[0]
    if len(periods) > 1:
        when = link.choice("Period of the discharges", periods, "discharged-in", format_func=say_period)
    older = found.frame.set_index("locality_name")["population_65_plus"]
    rows = loaded.frame[loaded.frame["period"].astype(str) == when]
    told = told_by_reader(rows, minutes)
    rows = rows.assign(hospital_name=rows["hospital_name"].replace(told))
    table = guard.of_people(
        f"{guard.about(loaded.kind, council)}: {when}",
        lambda rule, before: discharges_shown(
            rows, minutes, older, home_care.UNALLOCATED, rule, before, loaded.parts.get("states")
        ),
        "discharges", loaded, when=when, places=hash_of(minutes.to_csv().encode()), told=sorted(told.items()),
    )  # fmt: skip
    carrying.say_wards_of(loaded)
    spread = spread_of(rows, localities, people, council, of=carrying.wards_of(loaded))
    if spread is not None:
        say_spread(spread, spread.used_by(rows), "the discharges loaded")
        of_whole = older.mask(older.index.isin(spread.in_part(rows)))
        table = spread_discharges(table, spread.shares, minutes, of_whole, home_care.UNALLOCATED)
    show.findings(say_discharges(table))
    _draw(table, loaded.provenance)
    names = {
        "locality_name": "Locality",
        "hospital_name": "Hospital",
        "discharges": "People leaving hospital for home care",
        "discharges_per_1000_65_plus": "Per 1,000 aged 65+",
        "minutes": "Minutes by road",
    }
    figures = table.select(list(names)).rename(names)
    show.table(figures, of_time("People leaving hospital for home care", say_period(when)))
    show.sources(loaded.provenance)
    show.take_away(figures, [loaded.provenance], of_time(f"Hospital discharges, {council.la_name}", when), "discharges")


def _draw(table: ProtectedTable, source: Provenance) -> None:
    if table.frame["discharges"].notna().any():
        title = "People leaving hospital for home care"
        drawn = stacked(table, "locality_name", "hospital_name", "discharges", title=title, is_dark=show.is_dark())
        show.chart(drawn, f"{title}, by locality and hospital", [source])
