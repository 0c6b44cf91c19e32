"""Find the headings of a grid: which row they stand in, and what surrounds the table."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd

from lib.core.words import say_list
from lib.ingest.around import (
    about_empty_columns,
    footnotes,
    heading_rows,
    is_filled,
    is_in_use,
    lines_above,
    merged_filled,
    preamble_of,
    put_around_aside,
    repeated_headings,
    short_rows,
    too_long,
    without_blank_rows,
)
from lib.ingest.cells import read_number, state_of
from lib.ingest.columns import ONS_CODE, POSTCODE, normal
from lib.ingest.filled_down import filled_down
from lib.ingest.findings import Finding, noted, refuse
from lib.ingest.period_headings import are_months_across, is_headed_by_a_year
from lib.ingest.stacked import JOINED, joined_levels, joined_note, name_of_first, named_note
from lib.ingest.table import Grid, Table

_SEARCHED_ROWS = 120
_A_RUN, _A_PAIR = 4, 2
_AREAS_ACROSS = 5
_LOOKED_BELOW = 25
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}[/.-](\d{1,2}|[A-Za-z]{3,9})[/.-]\d{2,4}.*")
#: 'WD21CD', 'LAD24NM': headings of official files, some of which spell a postcode.
_ONS_HEADING = re.compile(r"(?i)[a-z]{2,6}\d{2}(cd|nm|nmw)")
_HOME, _HOMES = re.compile(r"1-\d{6,12}"), "1-"
_ACROSS = re.compile(rf"{ONS_CODE}|{_HOME.pattern}")
_CODE = re.compile(f"{ONS_CODE}|{POSTCODE}|1-\\d{{6,12}}")


def table_of(grid: Grid) -> Table:
    """Cut the table out of the grid: headings, rows, and what stands above and below them.

    Raises ``Refused`` when there are no headings, no rows below them, or headings that cannot be told apart.
    """
    cells = grid.cells
    header_row = _header_row(cells)
    names, header_findings = _names(cells, header_row)
    body = without_blank_rows(cells.loc[header_row + 1 :])
    if body.empty:
        raise refuse(
            "no-rows",
            "There are headings but no rows below them.",
            where=f"row {header_row:,}",
            fix="Check that the table was saved with its rows.",
        )
    return _framed(grid, body, names, header_row, header_findings)


def _framed(grid: Grid, body: pd.DataFrame, names: dict[int, str], header_row: int, findings: list[Finding]) -> Table:
    foot = footnotes(body, names)
    rows = body.index[: len(body) - len(foot)]
    long_rows = too_long(grid, body, rows, names)
    repeated = repeated_headings(body, names)
    body, filled = merged_filled(body, grid, names)
    frame = body[list(names)].set_axis(list(names.values()), axis=1)
    frame.index.name = "source_row"
    frame, below = filled_down(frame, rows.difference(repeated.index, sort=False))
    stacked = heading_rows(grid.cells, header_row)
    joined = [finding.problem.rows for finding in findings if finding.problem.code == JOINED]
    top = joined[0][0] if joined else header_row
    preamble = preamble_of(grid.cells.loc[: top - 1])
    table = Table(
        frame, len(frame), header_row, grid.sheet, grid.is_workbook, preamble, () if joined else stacked, grid=grid
    )
    table = table.with_findings(*lines_above(grid.cells, top), *findings, *short_rows(grid, rows, names))
    table = table.with_findings(*filled, *below, *about_empty_columns(frame, grid.is_workbook))
    return table.without(*put_around_aside(foot, long_rows, repeated))


def _header_row(cells: pd.DataFrame) -> int:
    head = cells.head(_SEARCHED_ROWS).astype("object")  # rows of it are taken one by one
    filled = is_filled(head).sum(axis=1) if len(head.columns) else pd.Series(dtype=int)
    enough = max(2, int(np.ceil(filled[filled > 1].quantile(0.75) / 2))) if (filled > 1).any() else 2
    wide = [row for row in head.index if filled[row] >= enough]
    if not wide:
        raise _no_table(head)
    body_start = _body_start(head, wide)
    if body_start is None:
        return wide[0]
    above = [row for row in wide if row < body_start]
    if not above:
        raise refuse(
            "no-headings",
            "The first row already holds figures or codes: there are no headings.",
            where=f"row {body_start:,}",
            fix="Put one row of headings above the table.",
        )
    row = _first_whole(head, above, filled) or above[-1]
    return _finer_row(head, row, body_start) or row


def _finer_row(head: pd.DataFrame, row: int, body_start: int) -> int | None:
    """A row right under the headings that names columns which have no heading: groups stand above, ages below."""
    below = row + 1
    if below not in head.index or below >= body_start:
        return None
    upper, lower = _tidy(head, row), _tidy(head, below)
    said = [name for name in lower.values() if name]
    names_more = sum(bool(name) and not upper[i] for i, name in lower.items())
    is_apart = len(said) >= _A_PAIR and not _is_data(said) and not any(map(_is_figure, said))
    return below if names_more and is_apart and len(said) < sum(map(bool, upper.values())) else None


def _first_whole(head: pd.DataFrame, above: list[int], filled: pd.Series) -> int | None:
    """The first row above the figures that fills the table's width with different words: rows below it are rows."""
    width = filled.loc[above[0] :].quantile(0.75)
    whole = (row for row in above if filled[row] >= 0.8 * width)
    return next((row for row in whole if _all_differ(_said(head, row))), None)


def _said(cells: pd.DataFrame, row: int) -> list[str]:
    """What the filled cells of a row say."""
    return [said for cell in list(cells.loc[row]) if (said := str(cell).strip())]


def _all_differ(said: list[str]) -> bool:
    return len(set(said)) == len(said)


def _body_start(head: pd.DataFrame, wide: list[int]) -> int | None:
    """The first row of figures that more rows of figures follow: a lone 'Date, 2021' above the headings is none."""
    lengths, run = {}, 0
    for row in reversed(wide):
        is_of_headings = row == wide[0] and _is_headed_by_a_year(head, row)
        run = run + 1 if _is_data(_said(head, row)) and not is_of_headings else 0
        lengths[row] = run
    needed = min(_A_RUN, max(lengths.values()))
    return next((row for row in wide if lengths[row] >= needed), None) if needed else None


def _is_headed_by_a_year(head: pd.DataFrame, row: int) -> bool:
    first, *below = (list(_tidy(head, one).values()) for one in head.loc[row:].index[:_LOOKED_BELOW])
    return is_headed_by_a_year(first, below)


def _no_table(head: pd.DataFrame) -> Exception:
    if head.empty:
        return refuse("file-empty", "The file holds no cells.", fix="Check that it was saved, then load it again.")
    return refuse(
        "no-table",
        "No table was found: no row has two filled cells or more.",
        fix="Save the table as CSV separated by commas, with one row of headings and one row for each area or home.",
    )


def _is_data(said: list[str]) -> bool:
    """Whether the cells of a row are figures, codes, postcodes or dates rather than headings."""
    if _are_areas_across(said):
        return False
    if any(_CODE.fullmatch(cell) and not _ONS_HEADING.fullmatch(cell) for cell in said):
        return True
    figures = [cell for cell in said if _is_figure(cell)]
    if _counts_up(figures):
        return False
    if not figures and are_months_across(said):
        return False
    return len(figures) >= max(1, 0.25 * (len(said) - 1)) or any(_DATE.fullmatch(cell) for cell in said)


def _are_areas_across(said: list[str]) -> bool:
    """Whether a row names areas of one kind side by side, as headings do; a row of a lookup names one of each kind."""
    prefixes = Counter(_HOMES if _HOME.fullmatch(cell) else cell[:3] for cell in said if _ACROSS.fullmatch(cell))
    return bool(prefixes) and prefixes.most_common(1)[0][1] >= _AREAS_ACROSS


def _is_figure(cell: str) -> bool:
    return read_number(cell).value is not None or bool(state_of(cell) and not cell.isalpha())


def _counts_up(figures: list[str]) -> bool:
    """Whether figures are ages or years that count up, as headings do: 0, 1, 2 … or 2018, 2020, 2025."""
    if len(figures) < 2 or not all(re.fullmatch(r"\d{1,4}", figure) for figure in figures):
        return False
    numbers = [int(figure) for figure in figures]
    are_years = all(1900 <= number <= 2100 for number in numbers)
    steps = np.diff(numbers)
    are_ages = len(figures) >= _A_RUN and (steps == 1).mean() > 0.9  # two figures side by side may be 60 and 61 people
    return bool((steps > 0).all() and (are_years or are_ages))


def _names(cells: pd.DataFrame, header_row: int) -> tuple[dict[int, str], list[Finding]]:
    """Headings by column, joined with the row above where only both together tell columns apart."""
    lower = _tidy(cells, header_row)
    in_use = _columns_in_use(cells.loc[header_row + 1 :])
    if not _twice(lower, in_use) and not any(not lower[i] for i in in_use):
        return _keep(lower, in_use), []
    for rows in (heading_rows(cells, header_row), heading_rows(cells, header_row, _A_PAIR)):
        whole = joined_levels([_tidy(cells, row) for row in rows]) if len(rows) > _A_PAIR else lower
        if whole != lower and not _twice(whole, in_use):
            return _first_named(cells.loc[header_row + 1 :], whole, in_use, [joined_note(rows)])
    return _names_of_two_rows(cells, header_row, lower, in_use)


def _names_of_two_rows(
    cells: pd.DataFrame, header_row: int, lower: dict[int, str], in_use: list[int]
) -> tuple[dict[int, str], list[Finding]]:
    upper = _row_above(cells, header_row)
    joined = joined_levels([upper, lower]) if upper is not None else lower
    if upper is not None and not _twice(joined, in_use) and _tells_more(joined, lower, in_use):
        notes = [joined_note((header_row - 1, header_row))]
        return _first_named(cells.loc[header_row + 1 :], joined, in_use, notes)
    return _single_row(cells, lower, in_use, header_row, has_upper=upper is not None)


def _first_named(
    body: pd.DataFrame, names: dict[int, str], in_use: list[int], notes: list[Finding]
) -> tuple[dict[int, str], list[Finding]]:
    """Headings, with a name for a first column of words that has none; others without one are left out, and said."""
    first = in_use[0] if in_use and not names[in_use[0]] else None
    name = "" if first is None else name_of_first(body[first])
    if first is not None and name and name not in names.values():
        names, notes = {**names, first: name}, [*notes, named_note(name)]
    blank = [i for i in in_use if not names[i]]
    return _keep(names, in_use), [*notes, *([_blank_note(len(blank))] if blank else [])]


def _single_row(
    cells: pd.DataFrame, lower: dict[int, str], in_use: list[int], header_row: int, has_upper: bool
) -> tuple[dict[int, str], list[Finding]]:
    twice = _twice(lower, in_use)
    if twice and has_upper:
        raise refuse(
            "two-header-rows",
            f"The headings are spread over more than one row and still repeat: {_quoted(twice)}.",
            where=f"rows {header_row - 1:,} and {header_row:,}",
            fix="Leave one row of headings, each different, and load the file again.",
        )
    if twice:
        raise refuse(
            "duplicate-columns",
            f"More than one column is headed {_quoted(twice)}.",
            where=f"row {header_row:,}",
            fix="Give each column its own heading, or delete the one you do not need.",
        )
    return _first_named(cells.loc[header_row + 1 :], lower, in_use, [])


def _blank_note(n_blank: int) -> Finding:
    said = "A column has no heading and was" if n_blank == 1 else f"{n_blank:,} columns have no heading and were"
    return noted("column-without-heading", f"{said} left out.", fix="Give it a heading if you need it.")


def _tidy(cells: pd.DataFrame, row: int) -> dict[int, str]:
    return {int(i): " ".join(str(cells.loc[row, i]).replace("\ufeff", "").split()) for i in cells.columns}


def _columns_in_use(body: pd.DataFrame) -> list[int]:
    return [int(i) for i in body.columns if is_in_use(body[i])]


def _keep(names: dict[int, str], in_use: list[int]) -> dict[int, str]:
    """Headed columns; a headed column with nothing in it stays, unless its heading is taken."""
    kept = {i: names[i] for i in in_use if names[i]}
    taken = {normal(name) for name in kept.values()}
    empty = {i: name for i, name in names.items() if name and i not in kept and normal(name) not in taken}
    unique = {name: i for i, name in reversed(empty.items())}
    return dict(sorted({**kept, **{i: name for name, i in unique.items()}}.items()))


def _twice(names: dict[int, str], in_use: list[int]) -> list[str]:
    said = [names[i] for i in in_use if names[i]]
    keys = [name.lower() for name in said]
    return sorted({name for name in said if keys.count(name.lower()) > 1}, key=said.index)


def _row_above(cells: pd.DataFrame, header_row: int) -> dict[int, str] | None:
    if header_row - 1 not in cells.index:
        return None
    upper = _tidy(cells, header_row - 1)
    return upper if sum(bool(name) for name in upper.values()) >= 2 else None


def _tells_more(joined: dict[int, str], lower: dict[int, str], in_use: list[int]) -> bool:
    return all(joined[i] for i in in_use if lower[i]) and any(joined[i] != lower[i] for i in in_use)


def _quoted(names: list[str]) -> str:
    return say_list([f"'{name[:60]}'" for name in names[:4]]) + (" and others" if len(names) > 4 else "")
