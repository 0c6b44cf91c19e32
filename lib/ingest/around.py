"""What stands around a table: lines above it, notes below it, headings again, rows too long or too short."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from lib.core.words import say_list
from lib.ingest.cells import read_number, state_of
from lib.ingest.findings import Finding, noted, noted_in_columns, put_aside
from lib.ingest.table import Grid


def is_filled(cells: pd.DataFrame) -> pd.DataFrame:
    """Which cells hold more than blanks."""
    return cells.apply(lambda column: column.str.strip().ne("").fillna(False).astype(bool))


def is_in_use(column: pd.Series) -> bool:
    """Whether anything is written in a column; the first rows nearly always tell."""
    return any(cell.strip() for cell in column.head(50)) or bool(column.str.strip().ne("").any())


def without_blank_rows(cells: pd.DataFrame) -> pd.DataFrame:
    """The rows in which anything is written."""
    blank = np.arange(len(cells))
    for name in cells.columns:
        blank = blank[(cells[name].iloc[blank].str.strip() == "").to_numpy(dtype=bool)]
    return cells if not len(blank) else cells.drop(cells.index[blank])


def preamble_of(above: pd.DataFrame) -> tuple[str, ...]:
    """The lines above the headings, as text."""
    lines = (" ".join(cell.strip() for cell in row if cell.strip()) for row in above.itertuples(index=False))
    return tuple(line for line in lines if line)


def lines_above(cells: pd.DataFrame, header_row: int) -> list[Finding]:
    """A note about lines above the headings, so that nothing is passed over unsaid."""
    above = without_blank_rows(cells.loc[: header_row - 1])
    if above.empty:
        return []
    what = "Lines above the headings were passed over."
    said = pd.Series(preamble_of(above), index=above.index, dtype="str")
    return [noted("lines-above", what, said)]


def heading_rows(cells: pd.DataFrame, header_row: int, at_least: int = 3) -> tuple[int, ...]:
    """The run of rows down to the headings that have several cells each, as stacked headings do."""
    n_filled = is_filled(cells.loc[:header_row]).sum(axis=1)
    above = n_filled[n_filled >= at_least].index.astype("int64").tolist()
    return tuple(row for row in above if all(n_filled[between] >= 2 for between in range(row, header_row + 1)))


def merged_filled(body: pd.DataFrame, grid: Grid, names: dict[int, str]) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows with the words of a cell merged over them; what was filled in is said, column by column.

    A figure merged over rows is one figure for all of them: it stays in the first, so that it is not counted again.
    """
    body = body.copy() if grid.merged else body
    words: dict[str, list[pd.Series]] = {}
    figures: dict[str, list[pd.Series]] = {}
    for first, last, column in grid.merged:
        if first not in body.index or column not in names:
            continue
        rows = body.index[(body.index > first) & (body.index <= last)]
        said = str(body.loc[first, column])
        kind = figures if _is_amount(said) else words
        kind.setdefault(names[column], []).append(pd.Series(said, index=rows, dtype="str"))
        if kind is words:
            body[column] = body[column].mask(body.index.isin(rows), said)
    filled = "Cells merged over several rows were read as if written in each of them."
    once = "A figure stands in a cell merged over several rows: it was read in the first, and as missing in these."
    said_of = (("merged-filled", filled, words, ""), ("merged-figure", once, figures, "Give each row its own figure."))
    return body, [
        noted_in_columns(code, what, {name: pd.concat(one) for name, one in cells.items()}, fix)
        for code, what, cells, fix in said_of
        if cells
    ]


def _is_amount(said: str) -> bool:
    """Whether a cell holds a figure that is no year."""
    value = read_number(said).value
    return value is not None and not (value.is_integer() and 1900 <= value <= 2100)


def about_empty_columns(frame: pd.DataFrame, is_workbook: bool) -> list[Finding]:
    """A note about headed columns of a workbook with nothing in them: formulas that nobody has calculated look so."""
    empty = [str(name) for name in frame.columns if is_workbook and not is_in_use(frame[name])]
    if not empty:
        return []
    what = (
        f"Nothing stands below {say_list([repr(name[:60]) for name in empty[:4]])}{' and others' if empty[4:] else ''}."
    )
    fix = "If these are formulas, open the workbook, let it calculate them and save it again."
    return [noted("column-empty", what, fix=fix)]


def footnotes(body: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    """The rows at the foot of the table that are words about it: sources, notes, copyright, '#NAME?'."""
    tail = body.tail(200)
    n_filled = is_filled(tail).sum(axis=1)
    last_full = n_filled[(n_filled > max(1, min(2, len(names) // 2)))]
    start = last_full.index[-1] + 1 if len(last_full) else None
    if start is None or len(names) < 2:
        return body.iloc[:0]
    foot = tail.loc[start:]
    cut = next((row for row in foot.index if _is_words(foot.loc[row])), None)
    return body.iloc[:0] if cut is None else foot.loc[cut:]


def _is_words(row: pd.Series) -> bool:
    said = " ".join(cell.strip() for cell in row if cell.strip())
    opening = (
        r"(?i)(source|note|\(?\d+\)|\[|copyright|©|crown|#|\*|this |footnote|data |end of|figures|produced|see "
        r"|page \d|printed |generated |extracted |prepared |run (on|at|by)\b)"
    )
    return bool(re.match(opening, said)) or len(said) > 40 or bool(state_of(said))


def repeated_headings(body: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    """Rows that say the headings once more."""
    first, name = next(iter(names.items()))
    alike = body[body[first].str.strip() == name]
    return alike[[all(" ".join(row[i].split()) == text for i, text in names.items()) for _, row in alike.iterrows()]]


def too_long(grid: Grid, body: pd.DataFrame, rows: pd.Index, names: dict[int, str]) -> pd.DataFrame:
    """Rows with something written beyond the last heading: a separator too many inside them."""
    width = max(names) + 1
    lengths = grid.lengths.loc[rows]
    long_rows = body.loc[lengths.index[lengths > width]]
    beyond = list(grid.cells.columns[width:])
    is_cut = grid.lengths.loc[long_rows.index] > len(grid.cells.columns)
    is_written = is_filled(long_rows[beyond]).any(axis=1) if beyond else pd.Series(False, index=long_rows.index)
    return long_rows[is_written | is_cut]


def short_rows(grid: Grid, rows: pd.Index, names: dict[int, str]) -> list[Finding]:
    """A note about rows that end before the last heading."""
    lengths = grid.lengths.loc[rows]
    short = lengths[lengths < max(names) + 1]
    if short.empty or grid.is_workbook:
        return []
    what = "Some rows have fewer cells than there are headings; the missing ones were read as blank."
    cells = pd.Series("", index=short.index, dtype="str")
    return [noted("row-too-short", what, cells, fix="Check that no line was cut in two.")]


def put_around_aside(foot: pd.DataFrame, long_rows: pd.DataFrame, repeated: pd.DataFrame) -> list[Finding]:
    """What is around the table, set aside with its reason."""
    found = (
        ("footnote", "Lines below the table are notes about it, not rows of it.", foot, ""),
        (
            "row-too-long",
            "Some rows have more cells than there are headings, so their cells cannot be matched to columns.",
            long_rows,
            'Put "quotation marks" round any cell that holds the separator.',
        ),
        ("headings-repeated", "The headings are repeated inside the table.", repeated, ""),
    )
    return [put_aside(code, what, rows.iloc[:, 0], fix=fix) for code, what, rows, fix in found if not rows.empty]
