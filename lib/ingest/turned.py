"""Tables with areas side by side, turned so that each area has a row; only where nothing has to be guessed."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.ingest.cells import read_numbers
from lib.ingest.columns import ONS_CODE, joined, text_of
from lib.ingest.findings import Refused, noted
from lib.ingest.headings import table_of
from lib.ingest.misshapen import are_areas_across, is_area_heading
from lib.ingest.personal import stop_numbers_of_people, stop_people
from lib.ingest.table import Table

_MOST_MEASURES = 500
_MOSTLY = 0.8
_WIDEST = 1_000


def turned(table: Table) -> Table | None:
    """The table with a row for each area and a column for each row of the file; ``None`` where that is not sure.

    Sure is: most columns are headed by councils or areas, they hold figures, and the columns of words beside them
    tell the rows apart. Rows of the answer are numbered by the column of the file they come from, the first being 1.
    """
    if not are_areas_across(table):
        return None
    figures = [name for name in table.headings if _holds_figures(table.frame[name])]
    words = [name for name in table.headings if name not in figures]
    areas = [name for name in figures if is_area_heading(name)]
    labels = _labels(table, words)
    is_sure = labels is not None and 2 * len(areas) > len(figures) and not any(map(is_area_heading, words))
    if labels is None or not is_sure or len(labels) > _MOST_MEASURES:
        return None
    return _laid_on_its_side(table, figures, labels)


def stood_up(table: Table) -> Table | None:
    """The sheet or file of a table with its rows as columns, whatever stands in it; ``None`` where it is too long.

    Rows of the answer are numbered by the column of the file they come from, the first being 1. Raises ``Refused`` when
    its rows turn out to be people.
    """
    grid = table.grid
    if grid is None or not 1 < len(grid.cells.columns) <= _WIDEST:
        return None
    cells = grid.cells.fillna("").T.set_axis(range(len(grid.cells)), axis=1)
    cells.index = pd.RangeIndex(1, len(cells) + 1)
    stop_numbers_of_people(cells)
    lengths = pd.Series(len(cells.columns), index=cells.index, dtype="int32")
    try:
        found = table_of(replace(grid, cells=cells.astype("str"), lengths=lengths, merged=()))
    except Refused:
        return None
    stop_people(found)
    what = (
        "The table was turned, so that its columns are rows. Row numbers below are columns of the file, counted from"
        " the left."
    )
    return replace(found, findings=()).with_findings(noted("table-turned", what))


def _laid_on_its_side(table: Table, figures: list[str], labels: pd.Series) -> Table:
    places = [table.headings.index(name) + 1 for name in figures]
    frame = table.frame[figures].fillna("").T.set_axis(labels.tolist(), axis=1)
    frame.index = pd.Index(places, name="source_row")
    heading = "area_code" if pd.Series(figures).str.fullmatch(ONS_CODE).mean() > 0.5 else "Council"
    frame.insert(0, heading, pd.Series(figures, index=frame.index, dtype="str"))
    what = (
        f"{len(figures):,} councils or areas stood side by side as columns: the table was turned, so that each has a"
        f" row and each of the {len(labels):,} rows of the file is a column."
        " Row numbers below are columns of the file, counted from the left."
    )
    whole = replace(table, frame=frame.astype("str"), rows_read=len(frame), rows_of_headings=())
    return replace(whole, findings=()).with_findings(noted("table-turned", what))


def _holds_figures(cells: pd.Series) -> bool:
    """Whether what is written in a column is figures, or marks in place of figures."""
    said = cells[cells.fillna("").str.strip().ne("")]
    return bool(len(said)) and read_numbers(said).n_given >= _MOSTLY * len(said)


def _labels(table: Table, words: list[str]) -> pd.Series | None:
    """What each row is about: its words, without those that all rows share; ``None`` where two rows are alike."""
    telling = [text_of(table.frame, name) for name in words]
    telling = [one for one in telling if not one.eq(one.iloc[0]).all()] or telling[:1]
    if not telling:
        return None
    said = joined(telling, ", ").str.replace(r"(?:, )+(?=, |$)|^(?:, )+", "", regex=True)
    return said if said.is_unique and said.ne("").all() else None
