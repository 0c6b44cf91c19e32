"""Rows of one thing in one locality and period: what providers and hospitals files have in common."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from lib.core.words import say_list
from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_spelling
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside, refuse
from lib.ingest.kinds.heading_words import HANDED_BACK, NOT_DELIVERED, TURNED_AWAY, without
from lib.ingest.kinds.locality_names import (
    about_unallocated,
    about_wards,
    is_unallocated,
    localities_or_wards,
    place_column,
    year_of_wards,
)
from lib.ingest.kinds.periods import about_periods, periods_of
from lib.ingest.numbers import below_zero_note, none_below_zero, read_figures, unreadable_note
from lib.ingest.sense import Range, above_whole, out_of_range
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_totals, may_be_totals, says_total

_NOT_STATED = "Not stated"
_RANGES = {
    "hourly_rate_gbp": Range(8, 80, "the price of an hour of home care in £"),
    "travel_minutes_per_hour": Range(0, 60, "minutes of travel in an hour of care"),
}
_PARTS = (("packages_accepted", "packages_offered"), ("packages_picked_up", "packages_offered"))
#: What is never added up.
_RATES = {"hourly_rate_gbp", "travel_minutes_per_hour"}
_NAMES = ("locality_name", "provider_name", "hospital_name")
#: Words of a heading over hours of care: neither hours for each person, nor '24 hour care', nor 'within 48 hours'.
HOURS = (
    "^"
    + without(TURNED_AWAY, HANDED_BACK, r"offer(?:ed|s)?")
    + r"(?!.*\b(?:pct|rate|cost|gbp|travel|waiting|awaiting|outstanding"
    r"|per (?:person|client|customer|resident|(?:service )?user|head|case|package|visit|1 ?000))\b)"
    r".*(?<!\d )\bhours?\b"
)


def measures_in(table: Table, words: Mapping[str, str]) -> dict[str, str]:
    """Measure -> the plainest heading of figures that speaks of it; one heading serves one measure."""
    plainest = sorted(table.headings, key=lambda name: len(normal(name).split()))
    found: dict[str, str] = {}
    for measure, pattern in words.items():
        free = (name for name in plainest if name not in found.values() and re.search(pattern, normal(name)))
        heading = next((name for name in free if has_figures(table, name)), None)
        if heading:
            found[measure] = heading
    return found


def about_not_used(table: Table, words: Mapping[str, str], measures: Mapping[str, str]) -> list[Finding]:
    """A note that names the columns of figures that speak of what another column was read for."""
    said = [words[name] for name in measures]
    others = [name for name in table.headings if name not in measures.values()]
    others = [name for name in others if any(re.search(one, normal(name)) for one in said) and has_figures(table, name)]
    if not others:
        return []
    named = f"{say_list([repr(name[:60]) for name in others[:4]])}{' and others' if others[4:] else ''}"
    read = say_list([repr(name[:60]) for name in measures.values()])
    what = f"One column is read for each measure: {read}. Not used, though of the same by their headings: {named}."
    fix = "Leave the right one. Columns of several months need month and year in each heading ('Hours: Apr-24')."
    return [noted("columns-not-used", what, fix=fix)]


def about_not_delivered(table: Table, measures: Mapping[str, str]) -> list[Finding]:
    """A note that names the columns of care offered, turned down or handed back that are read as nothing."""
    left = [name for name in table.headings if name not in measures.values() and re.search(NOT_DELIVERED, normal(name))]
    left = [name for name in left if has_figures(table, name)]
    if not left:
        return []
    named = f"{say_list([repr(name[:60]) for name in left[:4]])}{' and others' if left[4:] else ''}"
    what = f"Not read as care delivered, or as people, by what the heading says: {named}."
    return [noted("columns-not-delivered", what, fix="Nothing, unless the heading says something else than it means.")]


def has_figures(table: Table, heading: str) -> bool:
    """Whether any of a column's first cells is a figure or a mark in place of one."""
    return bool(read_numbers(table.frame[heading].head(200)).n_given)


def read_rows(
    table: Table,
    who: tuple[str, Sequence[str]],
    words: Mapping[str, str],
    *,
    title: str,
    amounts: Sequence[str] = (),
    more: Mapping[str, pd.Series] | None = None,
) -> Imported:
    """One row per locality, period and ``who``; totals are set aside, rows of no locality stay.

    Parameters
    ----------
    who
        The column of the frame that says whose row it is, and the headings that name it.
    words
        Measure -> words of a heading that holds it; all are columns of the frame, missing where not given.
    amounts
        Measures that need not be whole numbers.
    more
        Further columns of text, on the rows of the table.
    """
    locality, named = place_column(table), find(table.headings, who[1])
    if locality is None or named is None:
        lacking = "localities" if locality is None else who[0].replace("_", " ")
        raise refuse("column-missing", f"No column gives {lacking}.", fix="Rename the columns as in the template.")
    measures = measures_in(table, words)
    numbers, found = read_figures(table.frame, measures, _about)
    numbers = {name: none_below_zero(one) for name, one in numbers.items()}
    found += [*about_not_used(table, words, measures), *about_not_delivered(table, measures)]
    found += [*out_of_range(numbers, _RANGES, table.frame, measures),
              *above_whole(numbers, _PARTS, table.frame, measures)]  # fmt: skip
    places, codes = localities_or_wards(table)
    dated = year_of_wards(table)
    spelt = [_spelt(locality, places), _spelt(named, text_of(table.frame, named))]
    texts = {
        "locality_name": spelt[0].read,
        who[0]: spelt[1].read,
        "period": periods_of(table).read,
        **(more or {}),
    }
    adding = {measures[name]: one for name, one in numbers.items() if name not in _RATES}
    table, checks = _without_totals(table, [one.given.rename(one.column) for one in spelt], texts["period"], adding)
    rows = table.frame.index
    kept = {name: one.at(rows) for name, one in numbers.items()}
    frame = _frame({name: one.loc[rows] for name, one in texts.items()}, kept, list(words), amounts)
    frame = frame if codes is None else frame.assign(area_code=codes.loc[rows].to_numpy())
    when = periods_of(table)
    spelt = [*(one.at(rows) for one in spelt), when]
    found += [
        *checks,
        *about_unallocated(texts["locality_name"].loc[rows], locality),
        *([] if codes is None else about_wards(table, codes.loc[rows])),
        *about_categories(spelt),
        *about_periods(when),
    ]
    parts = (("categories", mapping_of(spelt)), *((("codes", dated),) if len(dated) else ()))
    return Imported(frame, (*table.findings, *found), len(frame), title, states_frame(kept), parts)


def _spelt(heading: str, given: pd.Series) -> ReadAs:
    return ReadAs(heading, given, one_spelling(given))


def _frame(
    texts: Mapping[str, pd.Series], numbers: Mapping[str, Numbers], measures: Sequence[str], amounts: Sequence[str]
) -> pd.DataFrame:
    names = texts["locality_name"]
    frame = pd.DataFrame({name: one.where(one.ne(""), _said_of_blank(name)) for name, one in texts.items()})
    for name in measures:
        values = numbers[name].values if name in numbers else pd.Series(float("nan"), index=names.index)
        frame[name] = values if name in amounts or values.mod(1).gt(0).any() else whole_numbers(values)
    frame["is_unallocated"] = is_unallocated(names).astype("boolean")
    return frame.assign(source_row=names.index.astype("Int64")).reset_index(drop=True)


def _said_of_blank(name: str) -> str:
    return _NOT_STATED if name in _NAMES else ""


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    return [*unreadable_note(cells, numbers, heading), *below_zero_note(cells, numbers, heading)]


def _without_totals(
    table: Table, names: list[pd.Series], periods: pd.Series, numbers: Mapping[str, Numbers]
) -> tuple[Table, list[Finding]]:
    """The table without its totals, which are checked against their parts; rows that may be totals are only said."""
    totals = pd.concat([says_total(one) for one in names], axis=1).any(axis=1)
    if totals.all():
        return table, []
    checks = check_totals(numbers, names, [periods]) if totals.any() else []
    parts = {name: one.at(table.frame.index[~totals]) for name, one in numbers.items()}
    checks += may_be_totals(parts, names[0][~totals], [periods[~totals]])
    if not totals.any():
        return table, checks
    said = names[0].where(says_total(names[0]), names[1])[totals]
    return table.without(
        put_aside("total-row", "Total rows were set aside, so that nothing is counted twice.", said)
    ), checks
