"""Placements in care homes by the council that pays and the council where the home is."""

from __future__ import annotations

import re

import pandas as pd

from lib import geography
from lib.core.words import say_list
from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_of_a_code, one_spelling, one_wording
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import find, found_among, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.home_rows import ID
from lib.ingest.kinds.periods import PERIOD, about_periods, periods_of
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.sense import above_whole
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_totals, may_be_totals, says_total
from lib.ingest.wordings import placed_in_wordings, reason_wordings

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
_KIND = (
    *("home kind", "kind of home", "home type", "type of home", "care home type", "type of care home", "kind of care"),
    *("care type", "type of care", "placement type", "type of placement", "kind", "service type", "type of service"),
)
_REASON = ("reason", "reason code", "placement reason", "reason for placement", "why")
_NUMBERS = {
    "people": ("people", "placements", "number of people", "number of placements", "clients", "residents", "count"),
    "weekly_cost_gbp": ("weekly cost gbp", "weekly cost", "cost per week", "total weekly cost", "cost a week gbp"),
    "providers": ("providers", "number of providers", "homes", "number of homes"),
}
#: Which home people were placed in, where a file says so. A postcode alone may be the one people lived at.
_HOME = {
    "care_home_postcode": (
        *("care home postcode", "postcode of the care home", "location postcode", "location postal code"),
        *("placement postcode", "postcode of placement"),
    ),
    "cqc_location_id": (*ID, "home cqc id", "cqc id of the home", "care home cqc id"),
}
_NAMES = {"placed_by": _BY, "placed_in": _IN, "home_kind": _KIND, "reason": _REASON}
NOT_STATED = "not stated"
#: What a week of care in a home costs, from a low top-up to the dearest specialist place, in £.
_PRICE = (100, 20_000)
#: 'R1: near family', 'r1 - near family', 'R1'.
_CODED = re.compile(r"(?i)\s*(?P<code>[a-z]{0,2}\d{1,2})(?:\W+(?P<rest>.*))?")


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
    headings = found_among(table.headings, _NUMBERS)
    found += _in_parts(numbers, table.frame, headings)
    found += [*above_whole(numbers, [("providers", "people")], table.frame, headings), *_dear(table, numbers)]
    spelt = _spelt(table)
    frame = _frame(table, numbers, {one: read.read for one, read in spelt.items()})
    columns = [read for name, read in spelt.items() if find(table.headings, _NAMES[name])]
    when = periods_of(table)
    columns += [when] if when.column in table.headings else []
    found += [*about_categories(columns), *about_periods(when), *_repeated(frame), *_like_totals(table, numbers, frame)]
    found += _not_used(table)
    parts = (("categories", mapping_of(columns)),)
    return Imported(frame, (*table.findings, *found), len(frame), "Care home placements", states_frame(numbers), parts)


def _not_used(table: Table) -> list[Finding]:
    """A note that names the filled columns that are not read: one of them may tell rows apart."""
    looked_for = {**_NAMES, **_NUMBERS, **_HOME, "period": PERIOD}
    used = set(found_among(table.headings, looked_for).values())
    left = [name for name in table.headings if name not in used and text_of(table.frame, name).ne("").any()]
    if not left:
        return []
    more = f" and {len(left) - 6:,} more" if left[6:] else ""
    named = ", ".join(repr(name[:60]) for name in left[:6]) if more else say_list([repr(name[:60]) for name in left])
    fix = "Rename those that are needed as in the template."
    return [noted("columns-not-used", f"Columns not used: {named}{more}.", fix=fix)]


def _spelt(table: Table) -> dict[str, ReadAs]:
    """Councils, kinds of care and reasons as the file has them, tidied, and as they were read."""
    return {name: _read_as(name, table) for name in _NAMES}


def _read_as(name: str, table: Table) -> ReadAs:
    heading = find(table.headings, _NAMES[name])
    given = text_of(table.frame, heading)
    tidied = one_spelling(given.where(given.ne(""), "" if name in ("placed_by", "placed_in") else NOT_STATED))
    if name == "home_kind":
        read = one_wording(tidied, placed_in_wordings()).str.lower()
        return ReadAs(heading or name, given, read, is_grouping=True, tidied=tidied)
    read = one_of_a_code(one_wording(tidied, reason_wordings()), _CODED) if name == "reason" else _councils(tidied)
    return ReadAs(heading or name, given, read, tidied=tidied)


def _councils(names: pd.Series) -> pd.Series:
    """Councils under their usual names; a name of none that is known stays."""
    known = {name: geography.council(name) for name in names.unique()}
    return names.map({name: name if one is None else one.la_name for name, one in known.items()}).astype("str")


def _frame(table: Table, numbers: dict[str, Numbers], names: dict[str, pd.Series]) -> pd.DataFrame:
    rows = table.frame.index
    nobody = pd.Series(float("nan"), index=rows)
    known = {name: _possible(numbers[name]) if name in numbers else nobody for name in _NUMBERS}
    return pd.DataFrame(
        {
            "period": periods_of(table).read,
            **names,
            "people": whole_numbers(known["people"]),
            "weekly_cost_gbp": known["weekly_cost_gbp"].astype("float64"),
            "providers": whole_numbers(known["providers"]),
            "source_row": rows.astype("Int64"),
            **{name: text_of(table.frame, heading) for name, heading in found_among(table.headings, _HOME).items()},
        }
    ).reset_index(drop=True)


def _possible(numbers: Numbers) -> pd.Series:
    return numbers.values.where(numbers.values.ge(0))


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    found = unreadable_note(cells, numbers, heading)
    if numbers.values.lt(0).any():
        what = "Some figures are below 0; they were read as missing."
        found.append(noted("below-zero", what, cells[numbers.values.lt(0)], heading, "Correct these cells."))
    return found


def _in_parts(numbers: dict[str, Numbers], cells: pd.DataFrame, headings: dict[str, str]) -> list[Finding]:
    """A note where people or providers are no whole number: nobody can say how many there are."""
    found = []
    for name in (one for one in ("people", "providers") if one in numbers):
        is_part, heading = numbers[name].values.mod(1).gt(0), headings[name]
        if is_part.any():
            what = f"Some figures in '{heading}' are not whole numbers; they were read as missing."
            found.append(noted("not-whole", what, cells.loc[is_part, heading], heading, "Correct these cells."))
    return found


def _dear(table: Table, numbers: dict[str, Numbers]) -> list[Finding]:
    """A note where what a place costs in a week is hardly the price of a bed: a yearly sum, or one for all."""
    if not {"people", "weekly_cost_gbp"} <= set(numbers):
        return []
    people = numbers["people"].values
    each = numbers["weekly_cost_gbp"].values / people.where(people.gt(0))
    is_odd = each.lt(_PRICE[0]) | each.gt(_PRICE[1])
    if not is_odd.any():
        return []
    column = find(table.headings, _NUMBERS["weekly_cost_gbp"]) or ""
    what = f"What these people cost in a week is hardly £{_PRICE[0]:,} to £{_PRICE[1]:,} each, as beds do."
    fix = "Give the cost of all people of the row together, for one week."
    return [noted("out-of-range", what, table.frame.loc[is_odd, column], column, fix)]


def _between_councils(table: Table) -> Table:
    """Set aside totals, which are checked against their parts, and rows without either council."""
    by, to = (text_of(table.frame, find(table.headings, names)) for names in (_BY, _IN))
    is_total = says_total(by) | says_total(to)
    is_blank = (by.eq("") | to.eq("")) & ~is_total
    fix = "Give both councils in each row."
    said = by.where(says_total(by), to)
    aside = [
        (is_total, said, "total-row", "Total rows were set aside, so that nobody is counted twice.", ""),
        (is_blank, by, "no-council", "Some rows do not say both councils.", fix),
    ]
    checks = _checked(table, by, to) if is_total.any() and not is_total.all() else []
    table = table.with_findings(*checks)
    return table.without(
        *(put_aside(code, what, cells[rows], fix=fix) for rows, cells, code, what, fix in aside if rows.any())
    )


def _checked(table: Table, by: pd.Series, to: pd.Series) -> list[Finding]:
    """Totals against their parts; 'Sefton total' is the total of those that Sefton placed."""
    of_one = by.str.replace(r"(?i)\s+(sub-? ?|grand )?total$", "", regex=True)
    is_of_one = of_one.ne(by) & of_one.str.casefold().isin(set(by[~says_total(by)].str.casefold()))
    by, to = by.where(~is_of_one, of_one), to.where(~is_of_one, "Total")
    to = to.where(to.ne("") | ~says_total(by), "Total")
    periods = periods_of(table).read
    headings = found_among(table.headings, {name: _NUMBERS[name] for name in ("people", "weekly_cost_gbp")})
    numbers = {heading: read_numbers(table.frame[heading]) for heading in headings.values()}
    return check_totals(numbers, [by.str.casefold().rename("by"), to.str.casefold().rename("to")], [periods])


def _like_totals(table: Table, numbers: dict[str, Numbers], frame: pd.DataFrame) -> list[Finding]:
    figures = {name: one for name, one in numbers.items() if name != "providers"}
    read = frame.set_axis(table.frame.index)
    return may_be_totals(figures, read["placed_in"], [read["period"], read["placed_by"]])


def _repeated(frame: pd.DataFrame) -> list[Finding]:
    keys = ["period", "placed_by", "placed_in", "home_kind", "reason", *(name for name in _HOME if name in frame)]
    is_again = frame.duplicated(keys, keep=False)
    if not is_again.any():
        return []
    cells = frame.loc[is_again].set_index(frame.loc[is_again, "source_row"].astype("int64"))["placed_by"]
    what = "Some rows are of the same councils, kind, reason and period; they are added up."
    return [noted("placement-repeated", what, cells, "", "Check that no row was entered twice.")]


FORMATS = (Format("placements", "placements", "placements between councils", evidence, read),)
