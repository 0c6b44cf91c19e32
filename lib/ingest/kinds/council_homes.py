"""What a council knows of each home: beds it buys, vacancies, fee band, people waiting, embargo."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import blank_to_missing, find, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.homes import ID, NAME, POSTCODE
from lib.ingest.numbers import marks_notes, unreadable_note
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
_NUMBERS = {"commissioned_beds": _COMMISSIONED, "vacancies": _VACANCIES, "people_waiting": _WAITING}
_NO = {"n", "no", "none", "false", "0", "nil", "lifted", "not embargoed", "open", "-"}
_UNKNOWN = {"", "unknown", "not known", "n/a", "na", "?"}


def evidence(table: Table) -> Evidence:
    """A home by its number, or by name and postcode, with something that only the council knows."""
    named = find(table.headings, NAME) and find(table.headings, POSTCODE)
    known = [one for names in (_COMMISSIONED, _FEE, _WAITING, _EMBARGO) if (one := find(table.headings, names))]
    if not (find(table.headings, ID) or named) or not known:
        what = "a home by its CQC number, or by name and postcode" if known else "beds bought, fee band or embargo"
        return Evidence(0, lacking=what)
    return Evidence(8, f"each row is a home with {say_list([repr(name) for name in known])}")


def read(table: Table) -> Imported:
    """One row per home; a home in several rows is kept at its first, the others are set aside."""
    table = _homes_once(table)
    headings = {name: heading for name, names in _NUMBERS.items() if (heading := find(table.headings, names))}
    numbers = {name: read_numbers(text_of(table.frame, heading)) for name, heading in headings.items()}
    found = [note for name, one in numbers.items() for note in _about(table, one, headings[name])]
    found += marks_notes({headings[name]: one for name, one in numbers.items()}, table.frame)
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
            **figures,
            "fee_band": _words(table, _FEE),
            "embargo": ~said.str.lower().isin(_NO),
            "embargo_said": blank_to_missing(said),
            "source_row": rows.astype("Int64"),
        }
    )
    frame["embargo"] = frame["embargo"].astype("boolean").mask(said.str.lower().isin(_UNKNOWN))
    words = ("cqc_location_id", "name", "postcode", "fee_band", "embargo_said")
    return frame.astype(dict.fromkeys(words, "str") | dict.fromkeys(_NUMBERS, "Int64")).reset_index(drop=True)


def _words(table: Table, names: tuple[str, ...]) -> pd.Series:
    return blank_to_missing(text_of(table.frame, find(table.headings, names)))


def _possible(numbers: Numbers) -> pd.Series:
    return numbers.values.where(numbers.values.ge(0))


def _about(table: Table, numbers: Numbers, heading: str) -> list[Finding]:
    cells, found = table.frame[heading], unreadable_note(table.frame[heading], numbers, heading)
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
