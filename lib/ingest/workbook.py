"""Workbooks (xlsx, ods): every sheet as a grid, and the sheet that holds the table."""

from __future__ import annotations

from dataclasses import replace

from lib.core.words import say_list
from lib.ingest.archive import refuse_bomb
from lib.ingest.findings import Finding, Refused, noted, refuse
from lib.ingest.headings import table_of
from lib.ingest.personal import stop_people
from lib.ingest.sandbox import Part, run_child
from lib.ingest.table import Grid, Table
from lib.ingest.text import read_delimited

#: Sheets that stand before or after the table in official workbooks.
_COVERS = {"readme", "read me", "cover", "contents", "notes", "information", "guidance", "metadata", "about"}


def grids_of(content: bytes) -> list[Grid]:
    """Every visible sheet that holds anything, as a grid of text."""
    refuse_bomb(content)
    parts = run_child("workbook", content)
    sheets = [part for part in parts if part.head["is_visible"] and part.body.strip(b'\r\n, "')]
    if not sheets:
        raise refuse("file-empty", "The workbook has no sheet with anything in it.", fix="Check that it was saved.")
    return [_grid_of(part) for part in sheets]


def _grid_of(part: Part) -> Grid:
    merged = tuple((first, last, column) for first, last, column in part.head["merged"])
    return replace(read_delimited(part.body.decode()), sheet=part.head["sheet"], is_workbook=True, merged=merged)


def tables_of(grids: list[Grid]) -> list[Table]:
    """The sheets that hold tables, the likeliest first: the longest that is not a cover sheet.

    Raises what was wrong with the longest sheet when no sheet holds a table.
    """
    by_length = sorted(grids, key=lambda grid: (grid.sheet.strip().lower() in _COVERS, -grid.cells.size))
    tables, refusals = [], []
    for grid in by_length:
        try:
            tables.append(table_of(grid))
        except Refused as refused:
            refusals.append(refused)
    for table in tables:
        stop_people(table)
    if not tables:
        raise refusals[0]
    return tables


def said_of_sheets(chosen: Table, grids: list[Grid]) -> list[Finding]:
    """Which sheet was used, and that others exist."""
    others = [f"'{grid.sheet}'" for grid in grids if grid.sheet != chosen.sheet]
    if not others:
        return []
    what = f"The workbook has {len(grids)} sheets. The table is '{chosen.sheet}'; beside it: {say_list(others[:6])}"
    more = f" and {len(others) - 6} more" if len(others) > 6 else ""
    fix = "To use another sheet as the table, save it as a file of its own."
    return [noted("sheet-chosen", f"{what}{more}.", fix=fix)]
