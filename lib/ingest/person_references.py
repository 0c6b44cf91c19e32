"""Headings that say the number or reference of a single person: 'Client NHS Number', 'Liquidlogic ID', 'Case No'."""

from __future__ import annotations

import re

import pandas as pd

from lib.ingest.columns import normal

_PERSON = (
    r"(?:clients?|service users?|su|patients?|persons?|residents?|customers?|citizens?|individuals?|tenants?|carers?"
    r"|pupils?)"
)
_ONE_PERSON = _PERSON.replace("s?", "")
_NUMBER = r"(?:no|number|num|nr)"
_REFERENCE = (
    r"(?:id|ref|reference|identifier|uid|urn|identification|unique (?:id|ref|reference|identifier|no|number)"
    rf"|(?:id|ref|reference|record) {_NUMBER})"
)
#: Case systems of councils, written with or without their spaces.
_SYSTEM = (
    r"(?:liquid ?logic|las|lasllas|mosaic|swift|care ?first|care ?director|framework ?i|eclipse|azeus|ais|paris|rio"
    r"|system ?one|systm ?one|emis)"
)
#: 'NHS number of beds' and 'client reference group' say something else.
_NOT_BEFORE = rf"\b(?! (?:of(?! (?:the )?{_ONE_PERSON}\b)|group|groups|year|costs?|period|rates?)\b)"
_NHS = re.compile(rf"\bnhs ?(?:{_NUMBER}|id|identifier){_NOT_BEFORE}")
_INSURANCE = re.compile(rf"\bnational insurance {_NUMBER}\b|\bnino\b|\b{_PERSON} ni {_NUMBER}\b")
_OF_PERSON = re.compile(rf"\b{_PERSON} {_REFERENCE}{_NOT_BEFORE}|\b{_REFERENCE} of (?:the )?{_ONE_PERSON}\b")
_OF_CASE = re.compile(
    rf"\b(?:case|{_SYSTEM}) (?:file )?(?:{_NUMBER}|{_REFERENCE}){_NOT_BEFORE}|\b{_SYSTEM} person {_REFERENCE}\b"
)
_NUMBER_OF_PERSON = re.compile(rf"\b{_ONE_PERSON} (?:{_NUMBER}|code){_NOT_BEFORE}")
_ANY = (_NHS, _INSURANCE, _OF_PERSON, _OF_CASE, _NUMBER_OF_PERSON)
#: With one of these a number of a case system is not of a person.
_OF_OTHERS = frozenset(
    (
        *("provider", "providers", "location", "locations", "home", "homes", "organisation", "supplier", "trust"),
        *("hospital", "establishment", "site", "ward", "area", "planning", "indicator", "measure", "council"),
    )
)
#: A heading with one of these over figures says how many have a number.
_HOW_MANY = frozenset(("count", "counts", "pct", "total", "share", "rate", "proportion", "recorded", "missing"))
_FIGURE = r"[<>~]?\d{1,3}(?:,\d{3})*(?:\.\d+)?%?|\d{1,5}(?:\.\d+)?%?|[-–.*:a-z\[\]]{1,3}"
_LIKE_A_REFERENCE = r"[A-Za-z]{0,4}[-/ ]?\d{5,}|[A-Za-z]{1,4}[-/ ]?\d{3,}[A-Za-z]{0,2}"
_SAMPLE = 2_000


def says_reference(heading: str) -> bool:
    """Whether a heading has the words of the number or reference of a person in it."""
    said = normal(heading)
    return any(pattern.search(said) for pattern in _ANY)


def identified_by(heading: str, cells: pd.Series) -> str | None:
    """Which numbers of people a column holds by the words in its heading, as refusals say it; ``None`` where none.

    How many have a number is a figure and is let through; so are numbers of providers and places in a case system, and
    'client number' over figures that count clients.
    """
    said = normal(heading)
    words = set(said.split())
    if _HOW_MANY & words and _share(cells, _FIGURE) == 1:
        return None
    if _NHS.search(said) and (re.search(rf"\b{_PERSON}\b", said) or _share(cells, _FIGURE) < 1):
        return "NHS numbers"
    if _INSURANCE.search(said):
        return "National Insurance numbers"
    is_of_case = _OF_CASE.search(said) and not _OF_OTHERS & words
    is_numbered = _NUMBER_OF_PERSON.search(said) and _share(cells, _LIKE_A_REFERENCE) >= 0.5
    return "reference numbers of single people" if _OF_PERSON.search(said) or is_of_case or is_numbered else None


def _share(cells: pd.Series, pattern: str) -> float:
    """The share of filled cells that are written so; 0 where none is filled."""
    said = cells[cells.str.strip().ne("").fillna(False)].head(_SAMPLE).str.strip()
    return float(said.str.fullmatch(pattern).mean()) if len(said) else 0.0
