"""Demand and capacity by pathway out of hospital and month: reablement, Home First, the Better Care Fund."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from lib.core.words import say_list
from lib.ingest.categories import ReadAs, about_categories, mapping_of, one_of_a_code, one_spelling
from lib.ingest.cells import Numbers, read_numbers, states_frame, whole_numbers
from lib.ingest.columns import find, normal, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.by_locality import about_not_used, has_figures, measures_in
from lib.ingest.kinds.heading_words import HANDED_BACK, TURNED_AWAY, without
from lib.ingest.kinds.periods import about_periods, periods_of
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.percentages import read_percentages
from lib.ingest.sense import above_whole
from lib.ingest.table import Imported, Table
from lib.ingest.totals import check_totals, says_total

_PATHWAY = ("pathway", "pathway name", "discharge pathway", "service pathway", "pathway of discharge")
_RATE = r"\b(pct|percent|percentage|share|rate|days?|gbp|cost)\b"
#: Referrals that were not taken up or never came; and a later step of those that did.
_NOT_DEMAND = (_RATE, TURNED_AWAY, HANDED_BACK, "elsewhere|away|diverted|unmet|inappropriate")
_LATER = "accepted|completed|closed|started|met|placed|discharged|seen|assessed|waiting|awaiting|capacity|places|slots"
_SPEAKS = r".*\b(demand|referrals?|referred)\b"
_COUNTS = {
    "demand": "^" + without(*_NOT_DEMAND) + _SPEAKS,
    "capacity": rf"^(?!.*{_RATE}).*\b(capacity|places|slots)\b",
    "redirected": rf"^(?!.*{_RATE}).*\b(redirected|elsewhere|turned away|declined)\b",
}
#: Where several columns speak of demand, the first of these that one of them says is taken.
_BEST = (
    "^" + without(*_NOT_DEMAND, _LATER) + r"(?=.*\b(demand|received|total|all)\b)" + _SPEAKS,
    "^" + without(*_NOT_DEMAND, _LATER) + _SPEAKS,
)
#: 'Pathway 1', 'P1', 'PW 1', 'pathway one', each with more words or none.
_CODED = re.compile(
    r"(?i)\s*(?:discharge )?(?:pathway|path|pw|p)\W*"
    r"(?P<code>\d{1,2}[a-z]?|zero|one|two|three|four)(?![a-z])\W*(?P<rest>.*)"
)
_SHARE = {"expected_share_pct": r"\bexpected\b.*\b(share|pct|percent|percentage)\b"}


def evidence(table: Table) -> Evidence:
    """A pathway, with demand or capacity."""
    pathway = find(table.headings, _PATHWAY)
    measures = _headings(table, _COUNTS) if pathway else {}
    if not {"demand", "capacity"} & set(measures):
        return Evidence(0, lacking="a pathway with its demand or capacity")
    return Evidence(9, f"demand and capacity by pathway in '{pathway}'")


def read(table: Table) -> Imported:
    """One row per pathway and period; totals and rows without a pathway are set aside."""
    table = _of_pathways(table)
    headings = _headings(table, _COUNTS | _SHARE)
    numbers, found = read_figures(table.frame, headings, _about)
    found += [*_about_demand(table, headings), *about_not_used(table, _COUNTS | _SHARE, _but_demand(headings))]
    found += above_whole(numbers, [("redirected", "demand")], table.frame, headings)
    if "expected_share_pct" in headings:
        column = headings["expected_share_pct"]
        periods = periods_of(table).read
        numbers["expected_share_pct"], notes = read_percentages(table.frame[column], column, [periods])
        found += notes
    named, when = _spelt(table), periods_of(table)
    frame = _frame(table, numbers, named.read)
    found += [*about_categories([named]), *about_periods(when), *_repeated(frame)]
    return Imported(frame, (*table.findings, *found), len(frame), "Demand and capacity by pathway",
                    states_frame(numbers), (("categories", mapping_of([named, when])),))  # fmt: skip


def _headings(table: Table, words: Mapping[str, str]) -> dict[str, str]:
    """Measure -> its heading; of several that speak of demand, the one of everything that was asked for."""
    found = measures_in(table, words)
    best = [measures_in(table, {"demand": one}) for one in _BEST]
    return found | next((one for one in best if one), {})


def _about_demand(table: Table, headings: Mapping[str, str]) -> list[Finding]:
    """A note of what was taken as demand, where other columns of figures speak of referrals too."""
    speaks = [name for name in table.headings if re.search(_SPEAKS, normal(name)) and has_figures(table, name)]
    others = [name for name in speaks if name != headings.get("demand")]
    if not others:
        return []
    named = say_list([repr(name[:60]) for name in others])
    taken = (
        f"Demand is read from {headings['demand'][:60]!r}" if "demand" in headings else "No column is read as demand"
    )
    what = f"{taken}. Not read as demand: {named}."
    return [noted("demand-read-from", what, fix="If that is wrong, call the column of all referrals 'Demand'.")]


def _but_demand(headings: Mapping[str, str]) -> dict[str, str]:
    """The others: what was taken as demand is said by itself."""
    return {name: heading for name, heading in headings.items() if name != "demand"}


def _spelt(table: Table) -> ReadAs:
    heading = find(table.headings, _PATHWAY) or ""
    given = text_of(table.frame, heading)
    tidied = one_spelling(given)
    return ReadAs(heading, given, one_of_a_code(tidied, _CODED), tidied=tidied)


def _frame(table: Table, numbers: dict[str, Numbers], names: pd.Series) -> pd.DataFrame:
    rows = table.frame.index
    nothing = pd.Series(float("nan"), index=rows)
    known = {name: numbers[name].values if name in numbers else nothing for name in (*_COUNTS, *_SHARE)}
    possible = {name: values.where(values.ge(0)) for name, values in known.items()}
    return pd.DataFrame(
        {
            "period": periods_of(table).read,
            "pathway": names,
            **{name: whole_numbers(possible[name].round()) for name in _COUNTS},
            "expected_share_pct": possible["expected_share_pct"].astype("float64"),
            "source_row": rows.astype("Int64"),
        }
    ).reset_index(drop=True)


def _of_pathways(table: Table) -> Table:
    names = text_of(table.frame, find(table.headings, _PATHWAY))
    is_total = says_total(names)
    aside = [
        (is_total, "total-row", "Total rows were set aside, so that nobody is counted twice."),
        (names.eq(""), "no-pathway", "Some rows do not say which pathway they are about."),
    ]
    if is_total.any() and not is_total.all():
        numbers = {heading: read_numbers(table.frame[heading]) for heading in _headings(table, _COUNTS).values()}
        periods = periods_of(table).read
        table = table.with_findings(*check_totals(numbers, [names], [periods]))
    return table.without(*(put_aside(code, what, names[rows]) for rows, code, what in aside if rows.any()))


def _about(cells: pd.Series, numbers: Numbers, heading: str) -> list[Finding]:
    found = unreadable_note(cells, numbers, heading)
    if numbers.values.lt(0).any():
        what = f"Some figures of '{heading}' are below 0; they were read as missing."
        found.append(noted("below-zero", what, cells[numbers.values.lt(0)], heading, "Correct these cells."))
    return found


def _repeated(frame: pd.DataFrame) -> list[Finding]:
    is_again = frame.duplicated(["period", "pathway"], keep=False)
    if not is_again.any():
        return []
    cells = frame.loc[is_again].set_index(frame.loc[is_again, "source_row"].astype("int64"))["pathway"]
    what = "Some rows are of the same pathway and period; they are added up."
    return [noted("pathway-repeated", what, cells, "", "Check that no row was entered twice.")]


FORMATS = (Format("pathways", "pathways", "demand and capacity by pathway", evidence, read),)
