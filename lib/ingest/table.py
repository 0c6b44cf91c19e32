"""The two shapes a file passes through: a grid of cells as text, then a table with headings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import geopandas as gpd
import pandas as pd

from lib.ingest.findings import Finding


@dataclass(frozen=True)
class Grid:
    """Cells as text, nothing interpreted.

    ``cells`` has columns 0, 1, 2 …; its index is the spreadsheet row (1 is the first line).
    ``lengths`` is the number of cells each row was written with. ``is_workbook`` says that a bare
    number may be a date as spreadsheets count days. ``merged`` are cells merged over several rows: first row, last
    row and column.
    """

    cells: pd.DataFrame
    lengths: pd.Series
    sheet: str = ""
    is_workbook: bool = False
    merged: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class LaidDown:
    """Where the rows of a table stood in its file before the periods across it were laid down.

    ``rows`` and ``headings`` have the index of that table and a column for each measure: the row of the file (0 where
    there is none) and the heading that the figure stood under. ``findings`` are of the file as it was.
    """

    rows: pd.DataFrame
    headings: pd.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Table:
    """Rows of text under headings.

    ``frame`` has the file's own headings; its index, ``source_row``, is the spreadsheet row. ``geometry``
    has the same index where the file draws places. ``rows_read`` counts every row below the headings
    that has anything in it, used or not. ``rows_of_headings`` are the rows, down to the headings, that look
    like headings too. ``grid`` is what a short table was cut out of. ``companions`` are the tables on the other sheets
    of the workbook. ``laid_down`` says where each row was, where periods stood across the table. ``holds_people``: rows
    are people, so the table may be counted and must never be shown or kept.
    """

    frame: pd.DataFrame
    rows_read: int
    header_row: int = 1
    sheet: str = ""
    is_workbook: bool = False
    preamble: tuple[str, ...] = ()
    rows_of_headings: tuple[int, ...] = ()
    geometry: gpd.GeoSeries | None = None
    findings: tuple[Finding, ...] = ()
    companions: tuple[Table, ...] = ()
    holds_people: bool = False
    laid_down: LaidDown | None = field(default=None, repr=False, compare=False)
    grid: Grid | None = field(default=None, repr=False, compare=False)

    @property
    def headings(self) -> list[str]:
        """The headings as given."""
        return [str(name) for name in self.frame.columns]

    def without(self, *findings: Finding) -> Table:
        """The table without the rows that these findings set aside."""
        rows = {row for finding in findings for row in finding.problem.rows}
        keep = ~self.frame.index.isin(rows)
        geometry = None if self.geometry is None else self.geometry[keep]
        return replace(self, frame=self.frame[keep], geometry=geometry, findings=(*self.findings, *findings))

    def with_findings(self, *findings: Finding) -> Table:
        """The table with more found."""
        return replace(self, findings=(*self.findings, *findings))


@dataclass(frozen=True)
class Imported:
    """What an importer made of a table: the frame of its kind, further parts, and what it found.

    ``n_used`` counts the rows of the file that went into ``frame``: more than its length where several
    rows of the file make one row of the frame.
    """

    frame: pd.DataFrame
    findings: tuple[Finding, ...]
    n_used: int
    title: str
    states: pd.DataFrame | None = None
    parts: tuple[tuple[str, pd.DataFrame], ...] = ()
    as_at: str = ""
    caveat: str = ""
