"""The register of care homes of one council, from the regulator's own service.

Its list gives numbers and names; beds, place, ratings and owner are asked for home by home.
"""

from __future__ import annotations

import json
from typing import Any

from lib.core import Problem, note
from lib.core.words import say_count
from lib.geography import Council, lookup
from lib.opendata.asking import Asker, only
from lib.opendata.not_fetched import not_there, not_understood, nothing_there

_PAGE = 500
_MOST_PAGES = 100
#: What the workbench uses of a record. Names of managers and other contacts are left where they are.
_FIELDS = (
    *("locationId", "providerId", "name", "localAuthority", "region", "careHome", "numberOfBeds", "postalCode"),
    *("postalAddressLine1", "postalAddressLine2", "postalAddressTownCity", "postalAddressCounty", "brandName"),
    *("onspdLatitude", "onspdLongitude", "registrationStatus", "registrationDate", "deregistrationDate", "dormancy"),
    *("type", "gacServiceTypes", "specialisms", "currentRatings", "relationships"),
)


def register_of(council: Council, asker: Asker) -> bytes:
    """Every care home of the council as JSON lines, one record a line, with the name of who runs it.

    A home on the list that has no record (deregistered meanwhile) is left out, and so told to the tally of the asker.
    """
    numbers = _listed(council, asker)
    if not numbers:
        raise nothing_there(asker.service.host, "care homes")
    asker.tally.expects(len(numbers))
    homes = _homes(numbers, asker)
    owners = _owners(homes, asker)
    for home in homes:
        home["providerName"] = owners.get(str(home.get("providerId")), "")
    return "\n".join(json.dumps(home, ensure_ascii=False, sort_keys=True) for home in homes).encode()


def _homes(numbers: list[str], asker: Asker) -> list[dict[str, Any]]:
    """The record of each home that has one; where none has, the service is at fault."""
    found = {number: asker.get_json_if_there(f"locations/{number}") for number in numbers}
    gone = [number for number, record in found.items() if record is None]
    if len(gone) == len(numbers):
        raise not_there(asker.service.host)
    if gone:
        asker.tally.problems.append(_without(gone))
    return [only(record, _FIELDS) for record in found.values() if record is not None]


def _without(gone: list[str]) -> Problem:
    one = len(gone) == 1
    are, it = ("is", "it") if one else ("are", "them")
    what = (
        f"{say_count(len(gone), 'home')} on the register's list {are} left out, since the register has no record of "
        f"{it}: {', '.join(gone)}."
    )
    fix = f"Nothing to do if {'it has' if one else 'they have'} just left the register; else fetch again tomorrow."
    return note("home-without-record", what, fix=fix)


def _listed(council: Council, asker: Asker) -> list[str]:
    """Register numbers of the council's care homes; by its districts where the register knows none under its name."""
    numbers = _listed_under(council.la_name, asker)
    if numbers:
        return numbers
    districts = lookup(council)["lad_name"].drop_duplicates()
    others = [str(name) for name in districts if name != council.la_name]
    return list(dict.fromkeys(number for name in others for number in _listed_under(name, asker)))


def _listed_under(name: str, asker: Asker) -> list[str]:
    """Register numbers of the care homes under one name of an authority, over all pages of the list."""
    numbers: list[str] = []
    page, n_pages = 1, 1
    while page <= n_pages:
        asker.tally.expects(1)
        answer = asker.get_json("locations", careHome="Y", localAuthority=name, page=page, perPage=_PAGE)
        numbers += [_number(one, asker) for one in _list_in(answer, asker)]
        n_pages, page = _pages_in(answer, asker), page + 1
    return list(dict.fromkeys(numbers))


def _list_in(answer: dict[str, Any], asker: Asker) -> list[Any]:
    """The homes of a page; an answer without a list of them is a fault sent as an answer."""
    found = answer.get("locations")
    if not isinstance(found, list):
        raise not_understood(asker.service.host)
    return found


def _pages_in(answer: dict[str, Any], asker: Asker) -> int:
    said = answer.get("totalPages", 1)
    if not isinstance(said, int) or said > _MOST_PAGES:
        raise not_understood(asker.service.host)
    return said


def _number(listed: Any, asker: Asker) -> str:
    """A register number as it may stand in an address."""
    said = str(listed.get("locationId", "")) if isinstance(listed, dict) else ""
    if not said.replace("-", "").isalnum():
        raise not_understood(asker.service.host)
    return said


def _owners(homes: list[dict[str, Any]], asker: Asker) -> dict[str, str]:
    """Name of each provider by its number; blank where the register has no record of it."""
    numbers = sorted({str(home["providerId"]) for home in homes if home.get("providerId")})
    known = [one for one in numbers if one.replace("-", "").isalnum()]
    asker.tally.expects(len(known))
    found = {number: asker.get_json_if_there(f"providers/{number}") or {} for number in known}
    return {number: str(record.get("name", "")) for number, record in found.items()}
