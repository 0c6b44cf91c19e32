"""Placements in care homes by the council that pays and the council where the home is."""

from __future__ import annotations

import pandas as pd

from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_spelling
from lib.ingest.cells import Numbers, states_frame, whole_numbers
from lib.ingest.columns import find, found_among, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.periods import PERIOD, tidy_periods
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.table import Imported, Table

_BY = (
    *("placed by", "placing council", "placing authority", "placing local authority", "funding authority"),
    *("funding council", "responsible authority", "from council", "from la", "home authority", "paid by"),
)
_IN = (
    *("placed in", "host council", "host authority", "host local authority", "receiving authority"),
    *(
        "receiving council",
        "to council",
        "to la",
        "council of the home",
        "location of placement",
        "council of placement",
    ),
)
_KIND = ("home kind", "kind of care", "care type", "placement type", "type of placement", "kind", "service type")
_REASON = ("reason", "reason code", "placement reason", "reason for placement", "why")
_NUMBERS = {
    "people": ("people", "placements", "number of people", "number of placements", "clients", "residents", "count"),
    "weekly_cost_gbp": ("weekly cost gbp", "weekly cost", "cost per week", "total weekly cost", "cost a week gbp"),
    "providers": ("providers", "number of providers", "homes", "number of homes"),
}
NOT_STATED = "not stated"


def evidence(table: Table) -> Evidence:
    """Who pays, where the home is, and how many people."""
    looked_for = {
        "the council that placed people": _BY,
        "the council they were placed in": _IN,
        "how many people": _NUMBERS["people"],
    }
    lacking = ", ".join(what for what, names in looked_for.items() if not find(table.headings, names))
    if lacking:
        return Evidence(0, lacking=lacking)
    return Evidence(8, "each row says who placed people, where, and how many")


def read(table: Table) -> Imported:
    """One row per council, council, kind, reason and period; rows without either council are set aside."""
    table = _between_councils(table)
    numbers, found = read_figures(table.frame, found_among(table.headings, _NUMBERS), _about)
    frame = _frame(table, numbers)
    spelt = _spelt(table, frame)
    found += [*about_categories(spelt), *_repeated(frame)]
    parts = (("categories", mapping_of(spelt)),)
    return Imported(frame, (*table.findings, *found), len(frame), "Care home placements", states_frame(numbers), parts)


def _spelt(table: Table, frame: pd.DataFrame) -> list[ReadAs]:
    """Kinds of care and reasons as the file has them and as they were read."""
    headings = {"home_kind": find(table.headings, _KIND), "reason": find(table.headings, _REASON)}
    read_as = frame.set_axis(table.frame.index)
    return [ReadAs(one, text_of(table.frame, one), read_as[name]) for name, one in headings.items() if one]


def _frame(table: Table, numbers: dict[str, Numbers]) -> pd.DataFrame:
    rows = table.frame.index
    periods = tidy_periods(text_of(table.frame, find(table.headings, PERIOD)), table.is_workbook)
    nobody = pd.Series(float("nan"), index=rows)
    known = {name: _possible(numbers[name]) if name in numbers else nobody for name in _NUMBERS}
    return pd.DataFrame(
        {
            "period": periods,
            "placed_by": text_of(table.frame, find(table.headings, _BY)),
            "placed_in": text_of(table.frame, find(table.headings, _IN)),
            "home_kind": _said(table, _KIND).str.lower(),
            "reason": one_spelling(_said(table, _REASON)),
            "people": whole_numbers(known["people"]),
            "weekly_cost_gbp": known["weekly_cost_gbp"].astype("float64"),
            "providers": whole_numbers(known["providers"]),
            "source_row": rows.astype("Int64"),
        }
    ).reset_index(drop=True)


def _said(table: Table, names: tuple[str, ...]) -> pd.Series:
    words = text_of(table.frame, find(table.headings, names))
    return words.where(words.ne(""), NOT_STATED).astype("str")


def _possible(numbers: Numbers) -> pd.Series:
    return numbers.values.where(numbers.values.ge(0))


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    found = unreadable_note(cells, numbers, heading)
    if numbers.values.lt(0).any():
        what = "Some figures are below 0; they were read as missing."
        found.append(noted("below-zero", what, cells[numbers.values.lt(0)], heading, "Correct these cells."))
    return found


def _between_councils(table: Table) -> Table:
    by, to = (text_of(table.frame, find(table.headings, names)) for names in (_BY, _IN))
    is_total = by.str.fullmatch(r"(?i)(grand |sub-?)?total.*") | to.str.fullmatch(r"(?i)(grand |sub-?)?total.*")
    is_blank = (by.eq("") | to.eq("")) & ~is_total
    fix = "Give both councils in each row."
    aside = [
        (is_total, "total-row", "Total rows were set aside, so that nobody is counted twice.", ""),
        (is_blank, "no-council", "Some rows do not say both councils.", fix),
    ]
    return table.without(*(put_aside(code, what, by[rows], fix=fix) for rows, code, what, fix in aside if rows.any()))


def _repeated(frame: pd.DataFrame) -> list[Finding]:
    is_again = frame.duplicated(["period", "placed_by", "placed_in", "home_kind", "reason"], keep=False)
    if not is_again.any():
        return []
    cells = frame.loc[is_again].set_index(frame.loc[is_again, "source_row"].astype("int64"))["placed_by"]
    what = "Some rows are of the same councils, kind, reason and period; they are added up."
    return [noted("placement-repeated", what, cells, "", "Check that no row was entered twice.")]


FORMATS = (Format("placements", "placements", "placements between councils", evidence, read),)
