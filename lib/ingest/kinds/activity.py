"""Home care activity: hours, packages and people waiting by locality and period."""

from __future__ import annotations

import re

import pandas as pd

from lib.core.words import say_list
from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_spelling
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.by_locality import HOURS, about_not_delivered, about_not_used, has_figures, measures_in
from lib.ingest.kinds.heading_words import ENDED, HANDED_BACK, TURNED_AWAY, without
from lib.ingest.kinds.locality_names import (
    LOCALITY,
    about_unallocated,
    about_wards,
    is_unallocated,
    localities_or_wards,
    place_column,
    ward_columns,
    year_of_wards,
)
from lib.ingest.kinds.periods import PERIOD, about_periods, periods_of
from lib.ingest.numbers import below_zero_note, marks_notes, none_below_zero, unreadable_note
from lib.ingest.sense import above_whole, columns_alike
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_total, may_be_totals, says_total

#: Column of the frame -> words of a heading that holds it; 'packages waiting' are people waiting, not packages.
MEASURES = {
    "hours": HOURS,
    "packages": (
        "^"
        + without("awaiting|waiting|pct|rate|cost|gbp|hours|per 1 ?000", TURNED_AWAY, HANDED_BACK, ENDED)
        + r".*\bpackages?\b"
    ),
    "people_waiting": "^"
    + without(TURNED_AWAY)
    + r"(?!.*\b(days?|weeks?|time|hours|pct|rate|per 1 ?000)\b).*\b(awaiting|waiting|waitlist)\b",
}
#: Further columns, in the frame where they are given: they do not add up to a total of hours or people.
_WAITS = {
    "hours_waiting": r"\bhours?\b.*\b(await|wait|outstanding)|\b(await|wait|outstanding)\w*\b.*\bhours?\b",
    "wait_days_median": r"^(?=.*\b(wait|waiting|days?)\b).*\bmedian\b",
    "wait_days_p90": r"^(?=.*\b(wait|waiting|days?)\b).*\b(p90|90th|90|ninetieth)\b",
}
_PARTS = (("wait_days_median", "wait_days_p90"),)
_NOT_ADDED = {"wait_days_median", "wait_days_p90"}
_NOT_STATED = "Not stated"


def evidence(table: Table) -> Evidence:
    """A locality and hours, packages or people waiting."""
    locality, measures = find(table.headings, LOCALITY), _measures(table)
    ward = None if locality else next(filter(None, ward_columns(table)), None)
    if ward and measures and find(table.headings, PERIOD):
        return Evidence(6, f"wards in '{ward}' with {say_list([repr(name) for name in measures.values()])}")
    lacking = ", ".join(
        what
        for what, is_there in (("a locality", locality), ("hours, packages or people waiting", measures))
        if not is_there
    )
    if not locality or not measures:
        return Evidence(0, lacking=lacking)
    return Evidence(7, f"localities in '{locality}' with {say_list([repr(name) for name in measures.values()])}")


def read(table: Table) -> Imported:
    """One row per locality and period; rows of no locality stay, total rows are set aside and checked."""
    locality = place_column(table)
    if locality is None:
        raise refuse("no-locality", "No column names localities.", fix="Add a column 'locality_name'.")
    measures = _measures(table)
    measures |= measures_in(table, _WAITS)
    numbers = {name: read_numbers(table.frame[heading]).counted for name, heading in measures.items()}
    found = [note for name, one in numbers.items() for note in _about(table.frame[measures[name]], one, measures[name])]
    numbers = {name: none_below_zero(one) for name, one in numbers.items()}
    found += [*above_whole(numbers, _PARTS, table.frame, measures),
              *columns_alike({measures[name]: one for name, one in numbers.items()})]  # fmt: skip
    found += [*about_not_used(table, MEASURES | _WAITS, measures), *about_not_delivered(table, measures)]
    found += marks_notes({measures[name]: one for name, one in numbers.items()}, table.frame)
    (given, codes), when, dated = localities_or_wards(table), periods_of(table), year_of_wards(table)
    periods = when.read
    spelt = ReadAs(locality, given, one_spelling(given))
    table, totals = _totals_aside(
        table, given, periods, {measures[name]: one for name, one in numbers.items() if name not in _NOT_ADDED}
    )
    rows = table.frame.index
    numbers, spelt = {name: one.at(rows) for name, one in numbers.items()}, spelt.at(rows)
    frame = _frame(spelt.read, periods.loc[rows], numbers)
    frame = frame if codes is None else frame.assign(area_code=codes.loc[rows].to_numpy())
    found += [
        *totals,
        *about_unallocated(spelt.read, locality),
        *([] if codes is None else about_wards(table, codes.loc[rows])),
        *_repeated(frame),
        *about_categories([spelt]),
        *about_periods(when.at(rows)),
    ]
    parts = (("categories", mapping_of([spelt, when.at(rows)])), *((("codes", dated),) if len(dated) else ()))
    return Imported(frame, (*table.findings, *found), len(frame), "Home care activity", states_frame(numbers), parts)


def _measures(table: Table) -> dict[str, str]:
    """Measure -> the first column of figures whose heading speaks of it, the plainest heading first."""
    plainest = sorted(table.headings, key=lambda name: len(normal(name).split()))
    found = {
        measure: next((name for name in plainest if re.search(words, normal(name)) and has_figures(table, name)), None)
        for measure, words in MEASURES.items()
    }
    return {measure: heading for measure, heading in found.items() if heading} or _by_unit(table)


def _by_unit(table: Table) -> dict[str, str]:
    """A column 'value' whose one unit stands beside it ('hours')."""
    value, unit = find(table.headings, ("value", "number", "count")), find(table.headings, ("unit", "units", "measure"))
    units = set(text_of(table.frame, unit).unique()) - {""}
    if not value or not unit or len(units) != 1:
        return {}
    said = normal(units.pop())
    return {measure: value for measure, words in MEASURES.items() if re.search(words, said)}


def _frame(names: pd.Series, periods: pd.Series, numbers: dict[str, Numbers]) -> pd.DataFrame:
    frame = pd.DataFrame({"locality_name": names.where(names.ne(""), _NOT_STATED), "period": periods})
    for name in MEASURES:
        values = numbers[name].values if name in numbers else pd.Series(float("nan"), index=names.index)
        frame[name] = values if name == "hours" or values.mod(1).gt(0).any() else whole_numbers(values)
    frame = frame.assign(**{name: numbers[name].values for name in _WAITS if name in numbers})
    frame["is_unallocated"] = is_unallocated(names).astype("boolean")
    return frame.assign(source_row=names.index.astype("Int64")).reset_index(drop=True)


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    return [*unreadable_note(cells, numbers, heading), *below_zero_note(cells, numbers, heading)]


def _totals_aside(
    table: Table, names: pd.Series, periods: pd.Series, numbers: dict[str, Numbers]
) -> tuple[Table, list[Finding]]:
    totals = says_total(names)
    if totals.all():
        return table, []
    checks = [note for name, one in numbers.items() for note in check_total(one.values, totals, [periods], name)]
    parts = {name: one.at(names.index[~totals]) for name, one in numbers.items()}
    checks += may_be_totals(parts, names[~totals].rename("locality_name"), [periods[~totals]])
    if not totals.any():
        return table, checks
    what = "Total rows were set aside, so that nothing is counted twice."
    return table.without(put_aside("total-row", what, names[totals])), checks


def _repeated(frame: pd.DataFrame) -> list[Finding]:
    is_again = frame.duplicated(["locality_name", "period"], keep=False)
    if not is_again.any():
        return []
    cells = frame.loc[is_again].set_index(frame.loc[is_again, "source_row"].astype("int64"))["locality_name"]
    what = "Some localities stand in more than one row of the same period; they are added up."
    return [noted("locality-repeated", what, cells, "locality_name", "Check that no row was entered twice.")]


FORMATS = (Format("locality-activity", "locality_activity", "home care by locality", evidence, read),)
