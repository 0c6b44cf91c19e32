"""Beds of care homes: registered, and occupied or vacant where the file says."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.core.words import say_count
from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.columns import found_among, text_of
from lib.ingest.findings import Finding, noted
from lib.ingest.numbers import marks_notes, unreadable_note
from lib.ingest.table import Table

BEDS = (
    *("care homes beds", "registered beds", "number of registered beds", "beds", "number of beds", "bed numbers"),
    *(
        "no of beds",
        "cqc registered beds",
        "registered places",
        "total beds",
        "bed capacity",
        "max capacity",
        "maxcapacity",
    ),
)
_MORE = {
    "occupied_beds": ("occupied beds", "used beds", "usedbeds", "beds occupied", "beds in use"),
    "vacant_beds": ("vacant beds", "declared vacancies", "declaredvacancies", "vacancies", "vacant"),
}
_MOST = 1_000


def read_beds(table: Table) -> dict[str, Numbers]:
    """``registered_beds`` always; ``occupied_beds`` and ``vacant_beds`` where the file has them."""
    headings = {"registered_beds": None, **_headings(table)}
    return {name: _possible(read_numbers(text_of(table.frame, heading)).counted) for name, heading in headings.items()}


def _headings(table: Table) -> dict[str, str]:
    return found_among(table.headings, {"registered_beds": BEDS, **_MORE})


def _possible(beds: Numbers) -> Numbers:
    return replace(beds, values=beds.values.mask(_cannot_be(beds.values)))


def _cannot_be(values: pd.Series) -> pd.Series:
    return values.lt(0) | values.mod(1).gt(0) | values.gt(_MOST)


def about_beds(table: Table, beds: dict[str, Numbers]) -> list[Finding]:
    """What a reader must know: no beds given, 0 beds, numbers that cannot be right, marks in place of numbers."""
    headings, cells = _headings(table), table.frame
    found = [note for name, heading in headings.items() for note in _unusable(cells[heading], beds[name], heading)]
    found += marks_notes({heading: beds[name] for name, heading in headings.items()}, cells)
    column = headings.get("registered_beds")
    if column is None:
        what = "The file has no number of beds: homes are shown, but not their size."
        fix = "Use the CQC 'care directory with filters', which has 'Care homes beds'."
        return [noted("no-beds", what, fix=fix), *found]
    is_zero = beds["registered_beds"].values.eq(0)
    if is_zero.any():
        what = f"{say_count(is_zero.sum(), 'home has', 'homes have')} 0 beds: kept, and counted as homes without beds."
        found.append(noted("zero-beds", what, cells.loc[is_zero, column], column, "Check whether they are open."))
    return [*found, *_overfull(table, beds, column)]


def _unusable(cells: pd.Series, beds: Numbers, column: str) -> list[Finding]:
    """Cells of one column that are no numbers, or numbers that beds cannot have."""
    found, is_odd = unreadable_note(cells, beds, column), _cannot_be(read_numbers(cells).counted.values)
    if is_odd.any():
        what = (
            f"Some numbers of beds cannot be right: below 0, above {_MOST:,} or not whole. They were read as missing."
        )
        found.append(noted("beds-implausible", what, cells[is_odd], column, "Correct these rows."))
    return found


def _overfull(table: Table, beds: dict[str, Numbers], column: str) -> list[Finding]:
    if "occupied_beds" not in beds:
        return []
    is_overfull = beds["occupied_beds"].values > beds["registered_beds"].values
    if not is_overfull.any():
        return []
    what = "Some homes have more occupied beds than registered beds."
    return [
        noted(
            "more-occupied-than-registered", what, table.frame.loc[is_overfull, column], column, "Check both numbers."
        )
    ]
