"""Rows swallowed by a quotation mark that was opened and not closed: found, because what is inside looks like rows."""

from __future__ import annotations

import pandas as pd

from lib.ingest.findings import refuse

_FEWEST_COLUMNS = 3


def refuse_swallowed_rows(cells: pd.DataFrame, lengths: pd.Series, delimiter: str) -> None:
    """Raise ``Refused`` when a cell holds whole rows, or the rest of its own row and the beginning of the next.

    A separator with a space after it is a comma in a sentence or an address, and does not count.
    """
    width = int(lengths.mode().iloc[-1]) if len(lengths) else 0
    if width < _FEWEST_COLUMNS:
        return
    swallowing = [
        row for place, name in enumerate(cells.columns) for row in _rows(cells[name], place, width, delimiter)
    ]
    if swallowing:
        raise refuse(
            "quote-not-closed",
            "A quotation mark was opened and not closed, so that the rows after it became one cell.",
            where=f"row {min(swallowing):,}",
            fix='Look for a lone " in that row, close it or delete it, and load the file again.',
            rows=[min(swallowing)],
        )


def _rows(text: pd.Series, place: int, width: int, delimiter: str) -> list[int]:
    """The rows whose cell in one column holds other rows."""
    long = text[text.str.contains("\n|\r", regex=True).fillna(False).astype(bool)]
    holds = [_holds_rows(str(cell).splitlines(), place, width, delimiter) for cell in long]
    return long.index[holds].astype("int64").tolist()


def _holds_rows(lines: list[str], place: int, width: int, delimiter: str) -> bool:
    first, *rest = (line.count(delimiter) - line.count(f"{delimiter} ") for line in lines)
    is_end_of_row = 0 < first == width - 1 - place
    return width - 1 in rest or (is_end_of_row and any(rest))
