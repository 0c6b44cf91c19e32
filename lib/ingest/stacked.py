"""Headings that stand in several rows, one above the other: joined to one name for each column."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.ingest.cells import read_numbers
from lib.ingest.findings import Finding, noted
from lib.ingest.misshapen import is_area_heading

JOINED = "header-rows-joined"
_LONG, _SHORT = 120, 48
_MOSTLY = 0.6


def joined_levels(levels: Sequence[dict[int, str]]) -> dict[int, str]:
    """'Users' over 'Count' as 'Users: Count', for any number of rows, the upper first.

    A heading runs on over the blanks after it, until the next in its own row or in a row above: as merged cells do.
    The lowest row says what it says. A long name keeps the beginning of each part, and the lowest part whole.
    """
    *upper, lowest = levels
    running = [""] * len(upper)
    names = {}
    for column, own in lowest.items():
        for level, row in enumerate(upper):
            if row.get(column):
                running[level:] = [row[column], *[""] * (len(upper) - level - 1)]
        names[column] = _name(running, own)
    return names


def _name(upper: Sequence[str], own: str) -> str:
    parts = list(dict.fromkeys(part for part in (*upper, own) if part))
    said = ": ".join(parts)
    return said if len(said) <= _LONG else ": ".join([*(_cut(part) for part in parts[:-1]), parts[-1]])


def _cut(part: str) -> str:
    return part if len(part) <= _SHORT else f"{part[:_SHORT].rsplit(' ', 1)[0].rstrip(' ,:(-')} …"


def joined_note(rows: Sequence[int]) -> Finding:
    """Which rows were joined."""
    how_many = "two" if len(rows) == 2 else f"{len(rows):,}"
    what = f"The headings stand in {how_many} rows; they were joined as 'upper: lower'."
    cut = " Long ones were cut short." if len(rows) > 2 else ""
    return noted(JOINED, what + cut, pd.Series("", index=list(rows), dtype="str"))


def name_of_first(cells: pd.Series) -> str:
    """What to call a first column without a heading: of areas, of other words, or ``''`` where it holds figures."""
    said = [cell.strip() for cell in cells.head(200) if cell.strip()]
    if not said or read_numbers(pd.Series(said, dtype="str")).n_given:
        return ""
    are_areas = sum(map(is_area_heading, said)) >= _MOSTLY * len(said)
    return "Area name" if are_areas else "Name"


def named_note(name: str) -> Finding:
    """That a column without a heading was given one."""
    what = f"The first column with anything in it has no heading: it was called '{name}', after what it holds."
    return noted("column-named", what, fix="Give it a heading of its own if it is something else.")
