"""How councils are spelled: one key for every way of writing a name."""

from __future__ import annotations

import re

# Words that say what a council is, not which one it is.
KIND_WORDS = frozenset(
    (
        *("council", "borough", "metropolitan", "district", "unitary", "authority", "county", "city"),
        *("royal", "the", "of", "corporation", "mbc", "mdc", "bc", "cc", "dc", "lb", "rb"),
    )
)
SHORT_NAMES = {
    "hull": "kingston upon hull",
    "bcp": "bournemouth christchurch and poole",
    "banes": "bath and north east somerset",
    "southend": "southend on sea",
    "stoke": "stoke on trent",
    "scilly": "isles scilly",
}
ENDINGS = ("Council", "City Council", "County Council", "Borough Council", "Metropolitan Borough Council")
INVERTED = re.compile(r"^(?P<stem>.+), (?P<kind>City|County) of$")


def la_name_key(name: str) -> str:
    """One key for every spelling of a council's name.

    ``'St. Helens'`` and ``'St Helens Council'`` share a key, as do ``'Bristol, City of'``,
    ``'City of Bristol'`` and ``'BRISTOL'``. ``'London'`` alone is not the City of London.
    """
    plain = re.sub(r"['’]", "", name.casefold().replace("&", " and "))
    said = re.findall(r"[a-z0-9]+", plain)
    words = [word for word in said if word not in KIND_WORDS]
    if words == ["london"]:
        return "city of london" if "city" in said else "london"
    if words[:1] == ["london"]:  # 'London Borough of Sutton'
        words = words[1:]
    key = " ".join(words)
    return SHORT_NAMES.get(key, key)


def stems_of(name: str) -> set[str]:
    """A name and the same with its kind put before it or left off."""
    inverted = INVERTED.match(name)
    if inverted:
        stem = inverted["stem"]
        return {name, stem, f"{inverted['kind']} of {stem}"}
    county = {name.removeprefix("County ")} if name.startswith("County ") else set()
    return {name} | county


def respelled(name: str) -> set[str]:
    """The same name with its marks written in the ways that files write them."""
    spelled = {name, name.replace(".", ""), re.sub(r"\bSt\b\.?", "St.", name)}
    spelled |= {one.replace(" and ", " & ") for one in spelled}
    spelled |= {one.replace("-", " ") for one in spelled} | {one.replace(" upon ", "-upon-") for one in spelled}
    spelled |= {one.replace("'", "") for one in spelled} | {one.replace("'", "’") for one in spelled}
    return spelled


def spellings_of(name: str) -> set[str]:
    """Every way of writing one council's or district's name that we expect to meet."""
    shorts = {short for short, full in SHORT_NAMES.items() if full == la_name_key(name)}
    written = {one for stem in stems_of(name) for one in respelled(stem)}
    written |= {short.upper() if len(short) < 6 and short != "hull" else short.title() for short in shorts}
    endings = {f"{one} {ending}" for one in written for ending in ENDINGS}
    openings = {f"{kind} of {one}" for one in written for kind in ("London Borough", "City", "Borough")}
    written |= endings | openings
    return written | {one.upper() for one in written}
