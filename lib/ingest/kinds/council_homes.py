"""What a council knows of each home: who runs it, beds it buys, vacancies, fee band, people waiting, embargo."""

from __future__ import annotations

import re

import pandas as pd

from lib.core.words import say_list
from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_of_a_code, one_spelling
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import blank_to_missing, find, found_among, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.beds import BEDS
from lib.ingest.kinds.home_kinds import home_kinds, is_care_home
from lib.ingest.kinds.home_rows import ID, NAME
from lib.ingest.kinds.homes import BRAND, POSTCODE, PROVIDER, RATING
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.places import tidy_postcode
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_total_of_used, says_total

_COMMISSIONED = (
    *("commissioned beds", "beds commissioned", "contracted beds", "block beds", "block contracted beds", "la beds"),
    *("council funded beds", "la funded beds", "funded beds", "council placements", "la placements", "beds bought"),
    *("beds we buy", "council funded residents", "la funded residents", "la funded", "council funded"),
)
_VACANCIES = (
    "vacancies",
    "vacant beds",
    "number of vacancies",
    "vacant",
    "empty beds",
    "available beds",
    "beds available",
)
_FEE = ("fee band", "fee", "fee level", "fee tier", "price band", "rate band", "contract band", "tier")
_WAITING = ("people waiting", "waiting", "waiting list", "number waiting", "on waiting list")
_EMBARGO = ("embargo", "embargoed", "under embargo", "suspended", "suspension", "placements suspended", "restrictions")
_PROVIDER = (*PROVIDER, "who runs it", "run by", "company", "operator")
_BRAND = (*BRAND, "group", "provider group", "group name", "parent group")
_NUMBERS = {"commissioned_beds": _COMMISSIONED, "vacancies": _VACANCIES, "people_waiting": _WAITING}
#: 'Band A', 'fee band a', 'A': one band.
_BAND = re.compile(r"(?i)\s*(?:(?:fee|price)?\W*(?:band|tier|level)\W*)?(?P<code>[a-z]|\d{1,2})(?:\W+(?P<rest>.*))?")
_NO = {"n", "no", "none", "false", "0", "nil", "lifted", "not embargoed", "open", "-"}
_UNKNOWN = {"", "unknown", "not known", "n/a", "na", "?"}


def evidence(table: Table) -> Evidence:
    """A home by its number, or by name and postcode, with something that only the council knows."""
    named = find(table.headings, NAME) and find(table.headings, POSTCODE)
    if not (find(table.headings, ID) or named):
        return Evidence(0, lacking="a home by its CQC number, or by name and postcode")
    known, owners = (
        [repr(one) for names in wanted if (one := find(table.headings, names))]
        for wanted in ((_COMMISSIONED, _FEE, _WAITING, _EMBARGO), (_PROVIDER, _BRAND))
    )
    if not known and not owners:
        return Evidence(0, lacking="beds bought, fee band, embargo or who runs it")
    score = 8 if known or not _is_register(table) else 1
    return Evidence(score, f"each row is a home with {say_list(known + owners)}")


def _is_register(table: Table) -> bool:
    """Whether the table says what a register does, which names those who run the homes as well."""
    says_what = home_kinds(table)["home_kind"].ne("not stated").any() or is_care_home(table) is not None
    return bool(says_what or find(table.headings, BEDS) or find(table.headings, RATING))


def read(table: Table) -> Imported:
    """One row per home; a home in several rows is kept at its first, the others are set aside."""
    table = _homes_once(table)
    numbers, found = read_figures(table.frame, found_among(table.headings, _NUMBERS), _about)
    read_as = _spelt(table)
    frame = _frame(table, numbers, read_as["fee_band"].read)
    spelt = [one for one in read_as.values() if one.column in table.headings]
    found += about_categories(spelt)
    parts = (("categories", mapping_of(spelt)),)
    title = "Your own list of care homes"
    return Imported(frame, (*table.findings, *found), len(frame), title, states_frame(numbers), parts)


def _spelt(table: Table) -> dict[str, ReadAs]:
    """Fee bands and embargoes as the file has them and as they were read."""
    fee, embargo = find(table.headings, _FEE), find(table.headings, _EMBARGO)
    bands, said = text_of(table.frame, fee), text_of(table.frame, embargo)
    tidied = one_spelling(bands)
    answers = said.str.lower().isin(_NO).map({True: "No", False: "Yes"}).where(~said.str.lower().isin(_UNKNOWN), "")
    return {
        "fee_band": ReadAs(fee or "", bands, one_of_a_code(tidied, _BAND), tidied=tidied),
        "embargo": ReadAs(embargo or "", said, answers.where(answers.ne(""), "Not known"), is_grouping=True),
    }


def _frame(table: Table, numbers: dict[str, Numbers], bands: pd.Series) -> pd.DataFrame:
    rows = table.frame.index
    said = text_of(table.frame, find(table.headings, _EMBARGO))
    nobody = pd.Series(float("nan"), index=rows)
    figures = {name: whole_numbers(_possible(numbers[name])) if name in numbers else nobody for name in _NUMBERS}
    frame = pd.DataFrame(
        {
            "cqc_location_id": _words(table, ID),
            "name": _words(table, NAME),
            "postcode": tidy_postcode(text_of(table.frame, find(table.headings, POSTCODE))),
            "provider_name": _words(table, _PROVIDER),
            "brand_name": _words(table, _BRAND),
            **figures,
            "fee_band": blank_to_missing(bands),
            "embargo": ~said.str.lower().isin(_NO),
            "embargo_said": blank_to_missing(said),
            "source_row": rows.astype("Int64"),
        }
    )
    frame["embargo"] = frame["embargo"].astype("boolean").mask(said.str.lower().isin(_UNKNOWN))
    words = ("cqc_location_id", "name", "postcode", "provider_name", "brand_name", "fee_band", "embargo_said")
    return frame.astype(dict.fromkeys(words, "str") | dict.fromkeys(_NUMBERS, "Int64")).reset_index(drop=True)


def _words(table: Table, names: tuple[str, ...]) -> pd.Series:
    return blank_to_missing(text_of(table.frame, find(table.headings, names)))


def _possible(numbers: Numbers) -> pd.Series:
    return numbers.values.where(numbers.values.ge(0))


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    found = unreadable_note(cells, numbers, heading)
    is_odd = numbers.values.lt(0) | numbers.values.mod(1).gt(0)
    if is_odd.any():
        what = "Some numbers cannot be right: below 0, or not whole. They were read as missing."
        found.append(noted("number-implausible", what, cells[is_odd], heading, "Correct these cells."))
    return found


def _homes_once(table: Table) -> Table:
    ids, names = text_of(table.frame, find(table.headings, ID)), text_of(table.frame, find(table.headings, NAME))
    postcodes = text_of(table.frame, find(table.headings, POSTCODE)).str.upper().str.replace(" ", "")
    key = ids.str.upper().where(ids.ne(""), names.str.lower() + "|" + postcodes)
    is_total = (says_total(names) & ids.eq("")) | (says_total(ids) & names.eq(""))
    is_blank, is_again = ids.eq("") & (names.eq("") | postcodes.eq("")) & ~is_total, key.duplicated() & ~is_total
    said = names.where(names.ne(""), ids)
    which, once = "Give the CQC number, or the name and postcode.", "Keep one row for each home."
    table = table.with_findings(*_checked(table, is_total, ~is_blank & ~is_again))
    aside = [
        (is_total, "total-row", "Total rows are not homes.", ""),
        (is_blank, "no-home", "Some rows do not say which home they are about.", which),
        (is_again & ~is_blank, "listed-twice", "Some homes are listed more than once; the first row was used.", once),
    ]
    return table.without(*(put_aside(code, what, said[rows], fix=fix) for rows, code, what, fix in aside if rows.any()))


def _checked(table: Table, is_total: pd.Series, is_used: pd.Series) -> list[Finding]:
    """Totals of beds, vacancies and people waiting against the homes above them."""
    if not is_total.any() or is_total.all():
        return []
    headings = found_among(table.headings, _NUMBERS).values()
    values = {one: read_numbers(table.frame[one]).values for one in headings}
    return [note for one in headings for note in check_total_of_used(values[one], is_total, is_used, one)]


FORMATS = (Format("council-homes", "council_homes", "a council's own list of homes", evidence, read),)
