"""Demand and capacity by pathway out of hospital and month: reablement, Home First, the Better Care Fund."""

from __future__ import annotations

import pandas as pd

from lib.ingest.cells import Numbers, states_frame, whole_numbers
from lib.ingest.columns import find, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.by_locality import measures_in
from lib.ingest.kinds.periods import PERIOD, tidy_periods
from lib.ingest.numbers import read_figures, unreadable_note
from lib.ingest.table import Imported, Table

_PATHWAY = ("pathway", "pathway name", "discharge pathway", "service pathway", "pathway of discharge")
_RATE = r"\b(pct|percent|percentage|share|rate|days?|gbp|cost)\b"
_COUNTS = {
    "demand": rf"^(?!.*{_RATE}).*\b(demand|referrals?|referred)\b(?!.*\b(redirected|elsewhere|away)\b)",
    "capacity": rf"^(?!.*{_RATE}).*\b(capacity|places|slots)\b",
    "redirected": rf"^(?!.*{_RATE}).*\b(redirected|elsewhere|turned away|declined)\b",
}
_SHARE = {"expected_share_pct": r"\bexpected\b.*\b(share|pct|percent|percentage)\b"}


def evidence(table: Table) -> Evidence:
    """A pathway, with demand or capacity."""
    pathway = find(table.headings, _PATHWAY)
    measures = measures_in(table, _COUNTS) if pathway else {}
    if not {"demand", "capacity"} & set(measures):
        return Evidence(0, lacking="a pathway with its demand or capacity")
    return Evidence(9, f"demand and capacity by pathway in '{pathway}'")


def read(table: Table) -> Imported:
    """One row per pathway and period; totals and rows without a pathway are set aside."""
    table = _of_pathways(table)
    numbers, found = read_figures(table.frame, measures_in(table, _COUNTS | _SHARE), _about)
    frame = _frame(table, numbers)
    return Imported(frame, (*table.findings, *found, *_repeated(frame)), len(frame), "Demand and capacity by pathway",
                    states_frame(numbers))  # fmt: skip


def _frame(table: Table, numbers: dict[str, Numbers]) -> pd.DataFrame:
    rows = table.frame.index
    nothing = pd.Series(float("nan"), index=rows)
    known = {name: numbers[name].values if name in numbers else nothing for name in (*_COUNTS, *_SHARE)}
    possible = {name: values.where(values.ge(0)) for name, values in known.items()}
    return pd.DataFrame(
        {
            "period": tidy_periods(text_of(table.frame, find(table.headings, PERIOD)), table.is_workbook),
            "pathway": text_of(table.frame, find(table.headings, _PATHWAY)),
            **{name: whole_numbers(possible[name].round()) for name in _COUNTS},
            "expected_share_pct": possible["expected_share_pct"].astype("float64"),
            "source_row": rows.astype("Int64"),
        }
    ).reset_index(drop=True)


def _of_pathways(table: Table) -> Table:
    names = text_of(table.frame, find(table.headings, _PATHWAY))
    is_total = names.str.fullmatch(r"(?i)(grand |sub-?)?total.*|all( pathways)?")
    aside = [
        (is_total, "total-row", "Total rows were set aside, so that nobody is counted twice."),
        (names.eq(""), "no-pathway", "Some rows do not say which pathway they are about."),
    ]
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
