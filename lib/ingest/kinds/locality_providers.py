"""Home care by provider: who delivers, accepts and hands back in each locality."""

from __future__ import annotations

import re
from dataclasses import replace

from lib.core.words import say_list
from lib.ingest.columns import find, text_of
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.by_locality import HOURS, measures_in, read_rows
from lib.ingest.kinds.care_offices import NUMBER, OFFICE, postcode_in
from lib.ingest.kinds.heading_words import ENDED, HANDED_BACK, OFFERED, TURNED_AWAY, without
from lib.ingest.kinds.locality_names import place_column
from lib.ingest.kinds.taken_by import TAKEN_BY, hand_backs
from lib.ingest.table import Imported, Table

_PROVIDER = ("provider name", "provider", "agency", "organisation", "supplier", "contractor", "home care provider")
#: What is called lead and spot elsewhere; 'off framework' and 'not a lead' are spot.
_LEAD = re.compile(r"\b(?:lead|primary|preferred|tier 1|prime|framework)", re.IGNORECASE)
_SPOT = re.compile(
    r"\b(?:spot|secondary|tier 2|back[ -]?up)"
    r"|\b(?:off|non|not|outside)\b.*\b(?:framework|lead|preferred|primary|prime)",
    re.IGNORECASE,
)
_ROLE = (
    *("role", "provider role", "lead or spot", "type of provider", "provider type", "tier", "contract", "framework"),
    *("contract type", "type of contract", "contract role", "contract status", "framework status", "lead spot"),
    *("provider status", "provider category", "provider tier", "role of provider", "purchase type", "arrangement"),
)
#: Packages are counted: neither hours of them, nor what they cost, nor a share or a rate.
_COUNT = "^" + without("pct|share|rate|gbp|cost|value", r"(?<!\d )hours?", r"(?:days?|time) (?:to|from|between)")
#: A price is neither a percentage, nor a rate of something else, nor a sum for a week or a year.
_PRICE = (
    "^"
    + without("pct|turnover|vacancy|occupancy|fulfilment|retention|success|missed", TURNED_AWAY, HANDED_BACK)
    + without(r"acceptances?|pick(?:ed)? ?ups?|take ?up")
    + r"(?:(?=.*\bhour(?:s|ly)?\b)|"
    + without("annual|annually|yearly|weekly|week|monthly|total|spend|budget|income|mileage|visits?|packages?")
    + ")"
)
#: Column of the frame -> words of a heading that holds it. The order matters: one heading serves one measure.
MEASURES = {
    "packages_offered": _COUNT + without(TURNED_AWAY, r"accept(?:ed|ances?|s)?") + r".*\b(offered|offers?)\b",
    "packages_accepted": _COUNT + without(TURNED_AWAY) + r".*\baccept(ed|ances?|s)?\b",
    "packages_handed_back": _COUNT + r".*\b(?<!not )(hand(ed)? ?backs?|handbacks?|returned)\b",
    "packages_picked_up": _COUNT + without("not picked up") + r".*\b(picked ?up|pick ?ups?|taken (on|over|up))\b",
    "travel_minutes_per_hour": "^" + without("pct|gbp|cost|miles") + r".*\b(travel|driving)\b",
    "hourly_rate_gbp": _PRICE + r".*\b(rate|price|fee|gbp)\b",
    "hours": "^" + without(OFFERED) + HOURS.removeprefix("^"),
    "people": (
        "^"
        + without("pct|share|gbp|cost|waiting|awaiting|per", TURNED_AWAY, HANDED_BACK, OFFERED, ENDED)
        + r".*\b(people|clients|service users|residents|packages?)\b"
    ),
}
_AMOUNTS = ("hours", "hourly_rate_gbp", "travel_minutes_per_hour")
_TELLING = {"hours", "packages_offered", "packages_accepted", "packages_handed_back", "packages_picked_up"}


def evidence(table: Table) -> Evidence:
    """A locality, a provider, and hours or packages."""
    locality, provider = place_column(table), find(table.headings, _PROVIDER)
    measures = measures_in(table, MEASURES) if locality and provider else {}
    if not _TELLING & set(measures):
        return Evidence(0, lacking="a locality, a provider, and hours or packages offered, accepted or handed back")
    return Evidence(8, f"providers in '{provider}' with {say_list([repr(name) for name in measures.values()])}")


def read(table: Table) -> Imported:
    """One row per provider, locality and period."""
    role = text_of(table.frame, find(table.headings, _ROLE)).map(_role)
    taken_by = text_of(table.frame, find(table.headings, TAKEN_BY))
    read = read_rows(
        table,
        ("provider_name", _PROVIDER),
        MEASURES,
        title="Home care by provider",
        amounts=_AMOUNTS,
        more={
            "role": role.astype("str"),
            "packages_taken_by": taken_by.astype("str"),
            "office_postcode": postcode_in(text_of(table.frame, find(table.headings, OFFICE))),
            "cqc_location_id": text_of(table.frame, find(table.headings, NUMBER)).astype("str"),
        },
    )
    parts, found = hand_backs(read.frame)
    given = (("hand_backs", parts),) if len(parts) else ()
    return replace(read, findings=(*read.findings, *found), parts=(*read.parts, *given))


def _role(said: str) -> str:
    """``lead``, ``spot`` or nothing: other words say something else."""
    if _SPOT.search(said):
        return "spot"
    return "lead" if _LEAD.search(said) else ""


FORMATS = (Format("provider-activity", "provider_activity", "home care by provider", evidence, read),)
