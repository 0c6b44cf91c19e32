"""Records of people are stopped at the door, before anything of them is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd
from stdnum.gb import nhs

from lib.core import Problem, refusal
from lib.core.words import say_list
from lib.ingest.birth_dates import is_headed_as_births, look_like_births, says_birth
from lib.ingest.columns import normal
from lib.ingest.findings import Refused
from lib.ingest.kinds.client_level import is_client_level
from lib.ingest.names_and_notes import holds_e_mails, holds_names, holds_notes
from lib.ingest.person_references import identified_by, says_reference
from lib.ingest.table import Table

_FIX = (
    "Nothing of the file was kept. Load totals instead: count people by area, group or period"
    " before the file leaves the case system."
)
_FIX_WORDS = f"{_FIX} If the rows are not people, delete that column and load the file again."
_PERSON_HEADINGS = {
    "NHS numbers": {"nhs number", "nhs no", "nhsnumber", "nhs num", "nhs id", "nhs", "nhs no valid"},
    "dates of birth": {
        "date of birth",
        "dob",
        "d o b",
        "birth date",
        "birthdate",
        "birthday",
        "dateofbirth",
        "year of birth",
        "birth year",
        "yob",
        "month of birth",
    },
    "names of people": {
        *("first name", "firstname", "forename", "forenames", "given name", "given names", "christian name"),
        *("last name", "lastname", "surname", "family name", "client name", "service user name", "patient name"),
        *("person name", "resident name", "customer name", "citizen name", "carer name", "full name"),
        *("client forename", "client surname", "name of client", "name of service user", "next of kin"),
    },
    "National Insurance numbers": {"national insurance number", "ni number", "nino", "ni no"},
    "reference numbers of single people": {
        *("la person unique identifier", "la person unique id", "person unique identifier", "client id"),
        *("service user id", "patient id", "swift id", "mosaic id", "liquid logic id", "person id"),
    },
}


def _code_of(what: str) -> str:
    return re.sub(r"[^a-z]+", "-", what.lower())


_NOTES = "notes about people in free text"
_E_MAILS = "e-mail addresses of people"
#: The code of each refusal of a file because its rows are people.
_CODES = frozenset(map(_code_of, (*_PERSON_HEADINGS, _NOTES, _E_MAILS)))
#: Headings of files whose rows are people, in normal form; those of the national return among them.
_HEADINGS_OF_PEOPLE = frozenset({"event type", "client type"}.union(*_PERSON_HEADINGS.values()))
#: What stands between the parts of a number: white space of every kind, what is not seen at all, dots and dashes.
_GAP = r"[\s.\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufe58\ufe63\ufeff\uff0d]"
#: Ten digits alone or as 3, 3 and 4: no part of a longer number, of a decimal or of a register's '1-1234567890'.
_NHS_LIKE = re.compile(
    rf"(?<!\d)(?<!\d[.-])(\d{{3}})({_GAP}{{1,6}}(?=\d{{3}}{_GAP}))?(\d{{3}})(?(2){_GAP}{{1,6}})(\d{{4}})(?:\.0)?(?!\.?\d)"
)
#: How NHS numbers in use begin, and those kept for tests (9); telephone numbers without their 0 begin otherwise.
_BEGINNINGS = ("4", "6", "70", "9")
#: Beside sums like these a ten-digit number is a sum too, not a number out of its place.
_LARGE_SUM = r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{8}|\d{9,}\.\d{1,2}"
_NINO = re.compile(r"(?i)[A-CEGHJ-PR-TW-Z][A-NP-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]")
_LETTER = r"\p{L}"
_ENOUGH = 2
_WHERE_HEADINGS_ARE = 20
#: A National Insurance number has nine characters, an NHS number ten.
_SHORTEST = 9


def stop_numbers_of_people(cells: pd.DataFrame) -> None:
    """Raise ``Refused`` when a column of raw cells holds NHS or National Insurance numbers.

    Telephone and property numbers pass the NHS check digit one time in eleven. A column is stopped when at least
    two numbers, and at least half of all its ten-digit numbers, pass; and for a single number that passes, when it is
    written or begins as NHS numbers do. So one stray reference of ten digits that begins with 4, 6, 70 or 9 is
    mistaken for a person one time in eleven (the refusal says how to go on), and a single number among
    figures as large as itself, or in a column of property numbers, is let through. No value is repeated.
    """
    if _has_headings_of_client_level(cells):
        return
    for position, column in enumerate(cells.columns):
        text = cells[column]
        if text.str.len().max() < _SHORTEST:
            continue
        numbers = _ten_digit_numbers(text)
        if _holds_nhs_numbers(numbers):
            raise Refused(_problem("NHS numbers", f"in column {column_letter(position)}"))
        if _holds_one_nhs_number(text, numbers):
            raise Refused(_one_number(f"in column {column_letter(position)}"))
        if _holds_national_insurance(text):
            raise Refused(_problem("National Insurance numbers", f"in column {column_letter(position)}"))


def holds_numbers_of_people(text: pd.Series) -> bool:
    """Whether cells hold NHS or National Insurance numbers, as :func:`stop_numbers_of_people` judges a column."""
    numbers = _ten_digit_numbers(text)
    return _holds_nhs_numbers(numbers) or _holds_national_insurance(text)


def is_heading_of_people(heading: str) -> bool:
    """Whether a heading may be one of a file whose rows are people, whatever stands below it."""
    return normal(heading) in _HEADINGS_OF_PEOPLE or says_birth(heading) or says_reference(heading)


def stop_people(table: Table) -> None:
    """Raise ``Refused`` when headings, dates, names or notes in words say that the rows are people."""
    if is_client_level(table.headings):
        return
    problems = [_stopped_by_heading(what, table) for what in _PERSON_HEADINGS]
    births = [name for name in table.headings if _holds_births(name, table)]
    found = [problem for problem in problems if problem]
    if births and not any(p.code == "dates-of-birth" for p in found):
        found.append(_problem("dates of birth", f"in {_columns(table, births)}"))
    found += _stopped_by_words(table, {problem.code for problem in found})
    if found:
        raise Refused(*found)


def _stopped_by_words(table: Table, known: set[str]) -> list[Problem]:
    """The refusals of columns of people's names and of notes about them, beside those already ``known``."""
    tests: dict[str, Callable[[str, pd.Series], bool]] = {
        "names of people": lambda heading, cells: holds_names(heading, cells, table.headings),
        _E_MAILS: holds_e_mails,
        _NOTES: lambda _, cells: holds_notes(cells),
    }
    worded = [name for name in table.headings if table.frame[name].str.contains(_LETTER, regex=True).any()]
    found = {what: [name for name in worded if test(name, table.frame[name])] for what, test in tests.items()}
    return [
        _problem(what, f"in {_columns(table, columns)}", _FIX_WORDS)
        for what, columns in found.items()
        if columns and _code_of(what) not in known
    ]


def is_about_people(problems: Iterable[Problem]) -> bool:
    """Whether a file was refused because its rows are people."""
    return not _CODES.isdisjoint(problem.code for problem in problems)


def marked(table: Table) -> Table:
    """The table, saying whether its rows are people who may be counted."""
    return replace(table, holds_people=is_client_level(table.headings))


def _has_headings_of_client_level(cells: pd.DataFrame) -> bool:
    """Whether the file is the national return, which is counted instead of refused."""
    head = cells.head(_WHERE_HEADINGS_ARE)
    return is_client_level(map(str, cells.columns)) or any(is_client_level(row) for row in head.to_numpy().tolist())


def _stopped_by_heading(what: str, table: Table) -> Problem | None:
    found = [
        name for name in table.headings if normal(name) in _PERSON_HEADINGS[what] or _is_by_number(what, name, table)
    ]
    return _problem(what, f"in {_columns(table, found)}") if found else None


def _is_by_number(what: str, heading: str, table: Table) -> bool:
    return says_reference(heading) and identified_by(heading, table.frame[heading]) == what


def _holds_births(heading: str, table: Table) -> bool:
    cells = table.frame[heading]
    return is_headed_as_births(heading, cells) or look_like_births(heading, cells, table.is_workbook)


def _columns(table: Table, headings: list[str]) -> str:
    """Columns by letter: a heading could itself be a person's detail."""
    places = [column_letter(table.headings.index(name)) for name in headings]
    return f"column {places[0]}" if len(places) == 1 else f"columns {say_list(places)}"


def column_letter(position: int) -> str:
    """0 as ``'A'``, 26 as ``'AA'``, as spreadsheets letter their columns."""
    letters, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _problem(what: str, where: str, fix: str = _FIX) -> Problem:
    return refusal(
        _code_of(what), f"The file holds {what}: its rows are about people, not areas or homes.", where=where, fix=fix
    )


def _one_number(where: str) -> Problem:
    what = "The file holds a number that is in all likelihood the NHS number of a person."
    fix = (
        "Nothing of the file was kept. Delete the number and load the file again. One ten-digit number in eleven has"
        " the check digit of an NHS number by chance: if this is another reference, write a letter before it."
    )
    return refusal("nhs-numbers", what, where=where, fix=fix)


def _ten_digit_numbers(text: pd.Series) -> dict[str, bool]:
    """Ten-digit numbers in the cells of a column, and whether each is written or begins as an NHS number does."""
    near = text[text.str.contains(r"\d{3}\D{0,6}\d{3}\D{0,6}\d{4}", regex=True).fillna(False).astype(bool)]
    matches = (found for cell in near.head(20_000) for found in _NHS_LIKE.finditer(cell))
    return {"".join(found.group(1, 3, 4)): bool(found[2]) or found[1].startswith(_BEGINNINGS) for found in matches}


def _holds_nhs_numbers(numbers: dict[str, bool]) -> bool:
    n_valid = sum(nhs.is_valid(number) for number in numbers)
    return n_valid >= _ENOUGH and 2 * n_valid >= len(numbers)


def _holds_one_nhs_number(text: pd.Series, numbers: dict[str, bool]) -> bool:
    """Whether, among the numbers that look like one, so many pass the check digit that it is hardly by chance."""
    likely = [number for number, is_likely in numbers.items() if is_likely]
    n_valid = sum(nhs.is_valid(number) for number in likely)
    return bool(n_valid) and 2 * n_valid >= len(likely) and not _is_of_large_sums_or_places(text)


def _is_of_large_sums_or_places(text: pd.Series) -> bool:
    is_large = text.str.strip().str.fullmatch(_LARGE_SUM).fillna(False)
    return bool(is_large.any()) or bool(text.head(_WHERE_HEADINGS_ARE).str.contains(r"(?i)\buprn\b").any())


def _holds_national_insurance(text: pd.Series) -> bool:
    near = text[text.str.contains(r"[A-Za-z]{2} ?\d\d ?\d\d ?\d\d ?[A-Da-d]", regex=True).fillna(False).astype(bool)]
    return sum(bool(_NINO.fullmatch(cell.strip())) for cell in near.head(20_000)) >= _ENOUGH
