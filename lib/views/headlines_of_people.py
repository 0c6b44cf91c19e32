"""Headline findings of pages about people placed, offered care or leaving hospital, as the pages say them first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import geopandas as gpd
import pandas as pd

from lib.datasets import Dataset
from lib.disclosure import Rule
from lib.disclosure.rules import rule_named
from lib.geography import Council, areas, hospital_minutes
from lib.measures.council_list import match_homes
from lib.measures.council_list_shown import EVERY_HOME, list_shown
from lib.measures.drivers import discharges_shown, minutes_by_locality
from lib.measures.flows import ACROSS, EVERY_COUNCIL, EVERY_KIND, councils_shown, latest_period, placed
from lib.measures.ground import ground_of, people_of_zones, zone_of_each
from lib.measures.pathways import by_pathway, pathways_shown
from lib.measures.providers import providers_shown
from lib.measures.scope import homes_of
from lib.views.council_list_sentences import say_bought, say_matches
from lib.views.driver_sentences import say_discharges, say_most_discharged
from lib.views.flow_sentences import say_flows, say_placed_over_time
from lib.views.pathway_sentences import say_pathways
from lib.views.provider_sentences import say_acceptance

Said = Iterator[tuple[str, str]]
In = Mapping[str, Dataset]
Rules = Mapping[str, Rule]
_NOWHERE = "No locality"


def said_of_placements(data: In, council: Council, rules: Rules) -> Said:
    """Who is placed across the council's border in the latest period, and over time."""
    if "placements" not in data:
        return
    rows = placed(data["placements"].frame, council)
    rows = rows[rows["direction"].isin(ACROSS)]
    if rows.empty:
        return
    table = councils_shown(rows, _rule(rules, "placements"))
    period = latest_period(rows)
    now = table.where(lambda frame: frame["period"].eq(period) & frame["home_kind"].eq(EVERY_KIND))
    yield "placements across the border", " ".join(say_flows(now, EVERY_COUNCIL, council.la_name, period))
    every = table.where(lambda frame: frame["other"].eq(EVERY_COUNCIL) & frame["home_kind"].eq(EVERY_KIND))
    yield "placements over time", say_placed_over_time(every, council.la_name)


def said_of_providers(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    """Where packages of home care are accepted most and least in the latest period."""
    if "provider_activity" not in data:
        return
    frame = data["provider_activity"].frame
    rows = frame[frame["period"].eq(frame["period"].max())]
    table = providers_shown(
        rows,
        "locality_name",
        _NOWHERE,
        _rule(rules, "provider_activity"),
        states=data["provider_activity"].parts.get("states"),
    )
    named = table.where(lambda one: one["locality_name"].ne(_NOWHERE))
    yield "packages offered and accepted", " ".join(say_acceptance(named, "locality_name"))


def said_of_pathways(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    """What demand and capacity out of hospital come to."""
    if "pathways" not in data:
        return
    table = pathways_shown(
        data["pathways"].frame, _rule(rules, "pathways"), states=data["pathways"].parts.get("states")
    )
    totals = table.derive(by_pathway, counts=("demand", "capacity", "redirected"))
    yield "demand and capacity by pathway", " ".join(say_pathways(totals.frame))


def said_of_council_list(data: In, council: Council, rules: Rules) -> Said:
    """What the council buys of the homes on its own list, and how the list was matched to the register."""
    if not {"homes", "council_homes"} <= set(data):
        return
    register, listed = data["homes"], data["council_homes"]
    if listed.provenance.is_synthetic and not register.provenance.is_synthetic:
        return  # a made-up list says nothing of real homes
    found = match_homes(homes_of(gpd.GeoDataFrame(register.frame), council), listed.frame)
    if len(found.matches):
        table = list_shown(found, _rule(rules, "council_homes"))
        yield "beds the council buys", " ".join(say_bought(table.where(lambda one: one["home"].eq(EVERY_HOME))))
    yield "homes on the council's list", " ".join(say_matches(found))


def said_of_own_list(data: In, council: Council, rules: Rules) -> Said:
    """The same when the register changes: a made-up list is nobody's own, and goes with a made-up register."""
    if "council_homes" in data and not data["council_homes"].provenance.is_synthetic:
        yield from said_of_council_list(data, council, rules)


def said_of_discharges(data: In, council: Council, rules: Rules) -> Said:
    """Where most people leave hospital to in the latest period; for their number of older people where it is known."""
    if "discharges" not in data:
        return
    frame = data["discharges"].frame
    rows = frame[frame["period"].eq(frame["period"].max())]
    minutes, older = _minutes_and_older(data, council)
    table = discharges_shown(
        rows, minutes, older, _NOWHERE, _rule(rules, "discharges"), states=data["discharges"].parts.get("states")
    )
    placed = table.where(lambda one: one["locality_name"].ne(_NOWHERE))
    yield "people leaving hospital", say_most_discharged(placed)
    if (placed.frame["discharges"].notna() & placed.frame["population_65_plus"].notna()).any():
        yield "people leaving hospital for each 1,000 aged 65+", " ".join(say_discharges(placed))


def _minutes_and_older(data: In, council: Council) -> tuple[pd.DataFrame, pd.Series]:
    """Minutes to hospitals, and people aged 65 and over, of each locality; neither without localities and people."""
    none = pd.DataFrame({"locality_name": [], "hospital": [], "minutes": []}), pd.Series(dtype="float64")
    if not {"localities", "population"} <= set(data):
        return none
    zones, small = gpd.GeoDataFrame(data["localities"].frame, crs=4326), areas(council, "lsoa11")
    people, ground = data["population"].frame, ground_of(small)
    found = people_of_zones(ground, zones, small, people).frame
    if "population_65_plus" not in found or zones["geometry"].isna().all():
        return none
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    older = people.drop_duplicates("area_code").set_index("area_code")["population_65_plus"]
    minutes = minutes_by_locality(zone_of_each(ground, zones).map(names), hospital_minutes(council), older)
    return minutes, found.set_index("locality_name")["population_65_plus"]


def _rule(rules: Rules, kind: str) -> Rule:
    return rules.get(kind) or rule_named("asc")
