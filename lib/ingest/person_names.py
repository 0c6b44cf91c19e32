"""Names of people of any origin: told by the heading, by how they are written and by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lib import geography
from lib.ingest.columns import find, normal


def _listed(said: str) -> frozenset[str]:
    return frozenset(said.split())


#: Whom a column is about, when its heading says no more than this and 'name'.
_ROLES = (
    r"(?:clients?|service users?|su|patients?|residents?|customers?|citizens?|persons?|individuals?|tenants?|carers?"
    r"|unpaid carers?|pupils?|beneficiar(?:y|ies)|care recipients?|next of kin|people supported|person supported)"
)
_OF_A_PERSON = re.compile(
    rf"(?:(?:full|first|last|known|preferred) )?(?:names? of (?:the )?)?{_ROLES}(?: s)?"
    r"(?: (?:full )?(?:first |last |sur|fore)?names?)?(?: and address)?(?: initials?)?"
)
_ANY_NAME = ("name", "names", "name of person", "person or name", "name and address", "who", "name initials")
#: Columns that only a list of people has.
_BESIDE = (
    *("age", "sex", "gender", "ethnicity", "ethnic group", "title", "nationality", "religion", "marital status", "gp"),
    *("gp practice", "social worker", "allocated worker", "key worker", "keyworker", "case worker", "care manager"),
    *("diagnosis", "condition", "conditions", "primary support reason", "care needs", "needs", "medication"),
    *("home address", "mobile", "date of death", "referral date", "date of referral", "review date", "case number"),
    *("care package start", "package start date", "carer", "relationship", "ppn", "first language", "dnacpr"),
)
_WHERE_THEY_LIVE = ("postcode", "post code", "postal code", "address", "home postcode", "home address")
#: Columns that lists of homes, firms and places have.
_OF_PREMISES = (
    *("registered beds", "beds", "care homes beds", "number of beds", "max beds", "capacity", "cqc location id"),
    *("location id", "cqc id", "provider id", "overall rating", "care home", "hours paid", "area code", "brand"),
    *("type of home", "service type", "website", "party", "vacancies", "commissioned beds", "fee band", "embargo"),
)
#: Names with one of these words are of places, firms or bodies, whoever they are named after.
_NOT_PEOPLE = _listed(
    """
    academy accommodation acute adult adults african agency alliance almshouse and area arms asian aspire assistance
    assisted association at autism avenue bank barn bay beach bedford beeches black board borough bridge british brook
    bungalow bureau call care carers caribbean caring castle central centre charity church circle city client clients
    clinic close club coast cognition college comfort commissioned community companions company connect contract convent
    corner cottage cottages council county court covenant crescent croft cross customers day dementia department direct
    disability district domiciliary drive duty east elderly elms enterprise estate extra family farm farmhouse female
    field fields firs flat for forest foundation friends fully funded funder funders funding furlong garden gardens gate
    general glade grange green greenway group grove hall hands haven health healthcare heath heights help helping high
    hill hills hollow home homecare homes hospice hospital house housing illness impairment inc independence independent
    infirmary initiative integrated island joint jointly junction known lake lakes lane lawn lawns learning leas ley
    limes limited living llp locality lodge long lower ltd male manor mansion meadow meadows medical memorial memory
    mental mews middle mill mind misuse mixed moor mount national neighbourhood network new nhs north northern not
    nurses nursing oak oaks of old older other over park parkway partners partnership payer payers payment payments
    people personal physical pine pines place plc point poplars port practice primary priory private programme project
    quarter quay regis residence residential rest retirement ridge rise river riverside road royal rural scheme school
    self sensory service services sheltered shore short side society solutions south southern specialist spinney spring
    springs square st staff station stone street studio support supported surgery team term terrace the tower town trust
    uk under union unit united university unknown upper user users vale valley view villa village villas visual ward
    wards water way west western white willow willows wing wolds wood woodland woodlands woods yard yew zone
    """
)
_BETWEEN = _listed("al ap ab bin bint ibn el da de del der di dos du la le van von ter ten y o mac mc san")
_TITLE = re.compile(r"(?i)(mr|mrs|miss|ms|mx|dr|prof|rev|sir|dame|lady|lord|mstr|master)\b\.?\s+")
_INITIAL = re.compile(r"[^\W\d_]\.?(?:[^\W\d_]\.?){0,2}")
#: As case systems print it after a name: 'Ann Lee (12345)', 'Lee, Ann - P12345'.
_REFERENCE = re.compile(r"[\s,/–-]*[(\[#]?\s*[A-Za-z]{0,3}\d[\d/-]*\s*[)\]]?$")
_FEWEST, _FEWEST_ALONE, _MOST_WORDS = 3, 4, 5
_MOSTLY, _HARDLY, _DIFFERENT = 0.75, 0.2, 0.6


def says_whose_name(heading: str) -> bool:
    """Whether a heading says of whom each row is: 'Client', 'Service user', 'Name of patient'."""
    return _OF_A_PERSON.fullmatch(normal(heading)) is not None


def is_list_of_names(heading: str, different: list[str], headings: Iterable[str]) -> bool:
    """Whether so few names that they hardly tell are of people: by a heading, or as 'Name' beside their postcodes."""
    if any(map(_is_of_place, different)):
        return False
    every = list(headings)
    is_of_premises = find(every, _OF_PREMISES) is not None
    is_beside = find([heading], _ANY_NAME) is not None and find(every, _WHERE_THEY_LIVE) is not None
    return says_whose_name(heading) or (is_beside and not is_of_premises)


def are_names(heading: str, different: list[str], n_filled: int, headings: Iterable[str]) -> bool:
    """Whether a column is of people's names, whatever names they are.

    Parameters
    ----------
    heading, different, n_filled
        The column: its heading, its different filled cells and how many of its cells are filled.
    headings
        The headings of the whole table.

    Under a heading that says a person, three cells or more that are written as names are enough where few repeat. Under
    'Name' alone, most cells must be two words or more written as names, hardly any (one at least) may have a word of
    places and firms or be a place's name; four are needed, or three beside an age, a sex or the like; and lists of
    homes, firms and areas are let through. Names may repeat, as in a row for each person and week, where most have two
    words with capitals, under a heading that says a person or beside an age, a sex or the like.
    """
    is_mostly_different = len(different) >= _DIFFERENT * n_filled
    if says_whose_name(heading):
        different = list(dict.fromkeys(_REFERENCE.sub("", cell) for cell in different))
        fewest = 1 if "name" in normal(heading) or len(different) >= _FEWEST_ALONE else 2
        likely = sum(_is_written_as_name(cell, fewest) for cell in different)
        return likely >= max(_FEWEST, _MOSTLY * len(different)) and (is_mostly_different or _are_whole(different))
    every = list(headings)
    if find([heading], _ANY_NAME) is None or find(every, _OF_PREMISES):
        return False
    is_beside = find(every, _BESIDE) is not None
    needed = _FEWEST if is_beside else _FEWEST_ALONE
    likely = sum(_is_written_as_name(cell, fewest=2) for cell in different)
    others = sum(_is_of_place(cell) for cell in different)
    return (
        likely >= max(needed, _MOSTLY * len(different))
        and others <= max(1, _HARDLY * len(different))
        and (is_mostly_different or (is_beside and _are_whole(different)))
    )


def _are_whole(different: list[str]) -> bool:
    """Whether most are two words or more with capitals: names that may repeat, and hardly categories."""
    n_whole = sum(_is_written_as_name(cell, fewest=2) and _has_capitals(cell) for cell in different)
    return n_whole >= max(_FEWEST, _MOSTLY * len(different))


def _words(cell: str) -> list[str]:
    last, comma, rest = _TITLE.sub("", cell, count=1).partition(",")
    return f"{rest} {last}".split() if comma else last.split()


def _is_written_as_name(cell: str, fewest: int) -> bool:
    """Whether a cell is so many words of letters alone, or a title or initials and a name; none of them of a place."""
    words = _words(cell)
    n_needed = 1 if _TITLE.match(cell) else fewest
    if not n_needed <= len(words) <= _MOST_WORDS or _is_of_place(cell):
        return False
    return all(_is_word(word) for word in words) and any(len(word.strip(".")) > 1 for word in words)


def _has_capitals(cell: str) -> bool:
    """Whether no word but 'de', 'bin' or the like begins with a small letter."""
    return all(not word[0].islower() or word in _BETWEEN for word in cell.split())


def _is_word(word: str) -> bool:
    letters = re.sub(r"[-'’‘`.]", "", word)
    is_name = letters.isalpha() and (word[0].isupper() or word.islower() or word.casefold() in _BETWEEN)
    return is_name or _INITIAL.fullmatch(word) is not None


def _is_of_place(cell: str) -> bool:
    said = cell.casefold()
    return not _NOT_PEOPLE.isdisjoint(re.findall(r"[^\W\d_]+", said)) or said.strip() in _places()


@cache
def _places() -> frozenset[str]:
    """Names of wards, districts and councils, in small letters."""
    known = geography.lookup()
    named = (known[column].dropna().unique() for column in ("ward_name", "lad_name", "la_name") if column in known)
    return frozenset(str(name).casefold() for names in named for name in names)
