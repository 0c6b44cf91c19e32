"""Headline findings of pages about people placed, offered care or leaving hospital, as the pages say them first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lib.datasets import Dataset
from lib.disclosure import Rule
from lib.disclosure.rules import rule_named
from lib.geography import Council
from lib.measures.flows import ACROSS, EVERY_COUNCIL, EVERY_KIND, councils_shown, latest_period, placed
from lib.measures.pathways import by_pathway, pathways_shown
from lib.measures.providers import providers_shown
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
    table = providers_shown(rows, "locality_name", _NOWHERE, _rule(rules, "provider_activity"))
    named = table.where(lambda one: one["locality_name"].ne(_NOWHERE))
    yield "packages offered and accepted", " ".join(say_acceptance(named, "locality_name"))


def said_of_pathways(data: In, council: Council, rules: Rules) -> Said:  # noqa: ARG001 - every page is asked alike
    """What demand and capacity out of hospital come to."""
    if "pathways" not in data:
        return
    table = pathways_shown(data["pathways"].frame, _rule(rules, "pathways"))
    totals = table.derive(by_pathway, counts=("demand", "capacity", "redirected"))
    yield "demand and capacity by pathway", " ".join(say_pathways(totals.frame))


def _rule(rules: Rules, kind: str) -> Rule:
    return rules.get(kind) or rule_named("asc")
