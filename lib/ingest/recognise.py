"""Which kind of dataset a table is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from lib.core.words import say_list
from lib.datasets import KINDS, Kind
from lib.ingest.findings import Refused, place_in_words, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds import (
    activity,
    area_lookup,
    built_in_lookup,
    care_activity,
    census,
    characteristics,
    client_level,
    closed_homes,
    council_homes,
    discharges,
    homes,
    indicators,
    localities,
    locality_providers,
    outlines,
    pathways,
    placements,
    population,
    providers,
    ratings,
    travel,
    travel_to_homes,
    ward_lookup,
)
from lib.ingest.mapping import propose
from lib.ingest.misshapen import across, is_lookup, many_headings
from lib.ingest.table import Table

#: Every layout the door knows; where two score alike, the earlier wins.
FORMATS: tuple[Format, ...] = (
    *client_level.FORMATS,
    *area_lookup.FORMATS,
    *ward_lookup.FORMATS,
    *built_in_lookup.FORMATS,
    *care_activity.FORMATS,
    *ratings.FORMATS,
    *closed_homes.FORMATS,
    *council_homes.FORMATS,
    *placements.FORMATS,
    *travel_to_homes.FORMATS,
    *providers.FORMATS,
    *homes.FORMATS,
    *locality_providers.FORMATS,
    *discharges.FORMATS,
    *pathways.FORMATS,
    *activity.FORMATS,
    *localities.FORMATS,
    *outlines.FORMATS,
    *characteristics.FORMATS,
    *population.FORMATS,
    *census.FORMATS,
    *travel.FORMATS,
    *indicators.FORMATS,
)

#: So many kinds are named when none is recognised.
_NEAR = 3
#: The kinds named when a table is near none.
_USUAL = {"homes", "locality_activity", "indicators"}


@dataclass(frozen=True)
class Recognised:
    """The layout chosen, and why in words."""

    format: Format
    why: str


def recognise(table: Table, kind: Kind | None = None) -> Recognised:
    """Choose the layout that the table looks most like, among those of ``kind`` where one is wanted.

    Raises ``Refused`` with what was looked for, and the columns found, when it looks like none.
    """
    if table.holds_people:
        return _client_level(table, kind)
    weighed = [(one, one.evidence(table)) for one in FORMATS if kind is None or one.kind == kind.key]
    best, evidence = max(weighed, key=lambda pair: pair[1].score)
    if evidence.score <= 0:
        raise _not_recognised(table, kind, weighed)
    title = KINDS[best.kind].title
    return Recognised(best, f"Read as '{title}' ({best.title}): {evidence.because}.")


def _client_level(table: Table, kind: Kind | None) -> Recognised:
    """Records of people are counted or refused; no other layout may read them."""
    (only,) = client_level.FORMATS
    if kind is not None and kind.key != only.kind:
        raise refuse(
            "client-level-data",
            "The file is Client Level Data: its rows are about people, and are only ever counted.",
            fix=f"Load it as '{KINDS[only.kind].title}': people are counted by characteristic and no record is kept.",
        )
    return Recognised(only, f"Read as '{KINDS[only.kind].title}': {only.evidence(table).because}.")


def _not_recognised(table: Table, kind: Kind | None, weighed: list[tuple[Format, Evidence]]) -> Refused:
    special = across(table) or many_headings(table)
    if special:
        return special
    found = say_list([f"'{name[:60]}'" for name in table.headings[:12]])
    more = f" and {len(table.headings) - 12} more" if len(table.headings) > 12 else ""
    near = {kind.key} if kind else _nearest(table) or _USUAL
    lacks = [f"{one.title} ({evidence.lacking})" for one, evidence in weighed if evidence.lacking and one.kind in near]
    wanted = f"does not look like '{kind.title}'" if kind else "is of no kind that the workbench knows"
    looked = f" Looked for and not found: {'; '.join(lacks)}." if lacks else ""
    return refuse(
        "kind-not-recognised",
        f"The table {wanted}. Columns found: {found}{more}.{looked}",
        where=place_in_words("", [table.header_row] if table.header_row else [], table.sheet),
        fix=_fix(table, kind),
    )


def _nearest(table: Table) -> set[str]:
    """The kinds of which most that they need seems to be there, at most three."""
    needed = {
        one.key: sum(bool(proposal.heading) for proposal in propose(table, one) if proposal.column in one.needs)
        / len(one.needs)
        for one in KINDS.values()
    }
    return set(sorted((key for key, share in needed.items() if share > 0), key=lambda key: -needed[key])[:_NEAR])


def _fix(table: Table, kind: Kind | None) -> str:
    template = "Say which column is which, rename the columns as in the template, or start from the template."
    if is_lookup(table):
        return "It looks like a lookup between kinds of area, which has no figures: load the figures or the outlines."
    others = [(one.kind, one.evidence(table).score) for one in FORMATS if kind and one.kind != kind.key]
    other, score = max(others, key=lambda pair: pair[1], default=("", 0.0))
    return f"It looks like '{KINDS[other].title}': load it there. Otherwise: {template}" if score > 0 else template
