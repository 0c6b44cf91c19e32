"""What a council knows of each home: who runs it, beds it buys, vacancies, fee band, people waiting, embargo."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import Numbers, states_frame, whole_numbers
from lib.ingest.columns import blank_to_missing, find, found_among, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.beds import BEDS
from lib.ingest.kinds.home_kinds import home_kinds, is_care_home
from lib.ingest.kinds.homes import BRAND, ID, NAME, POSTCODE, PROVIDER, RATING
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.places import tidy_postcode
from lib.ingest.table import Imported, Table

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
    frame = _frame(table, numbers)
    return Imported(frame, (*table.findings, *found), len(frame), "Your own list of care homes", states_frame(numbers))


def _frame(table: Table, numbers: dict[str, Numbers]) -> pd.DataFrame:
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
            "fee_band": _words(table, _FEE),
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
    is_total = names.str.fullmatch(r"(?i)(grand |sub-?)?total.*") & ids.eq("")
    is_blank, is_again = ids.eq("") & (names.eq("") | postcodes.eq("")) & ~is_total, key.duplicated() & ~is_total
    which, once = "Give the CQC number, or the name and postcode.", "Keep one row for each home."
    aside = [
        (is_total, "total-row", "Total rows are not homes.", ""),
        (is_blank, "no-home", "Some rows do not say which home they are about.", which),
        (is_again & ~is_blank, "listed-twice", "Some homes are listed more than once; the first row was used.", once),
    ]
    return table.without(
        *(put_aside(code, what, names[rows], fix=fix) for rows, code, what, fix in aside if rows.any())
    )


FORMATS = (Format("council-homes", "council_homes", "a council's own list of homes", evidence, read),)
