"""Tables to take away as CSV: sourced, dated, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd

from lib.core import Provenance
from lib.core.words import slug
from lib.disclosure import ProtectedTable, State, require_protected
from lib.exports.cells import one_line, safe_text, written_column
from lib.exports.header import header_lines

OUTLINES_LEFT_OUT = "Outlines on the map are not part of this file"


def to_csv(
    table: ProtectedTable,
    provenances: Sequence[Provenance],
    title: str,
    *,
    notes: Iterable[str] = (),
    made_on: date | None = None,
) -> bytes:
    """A protected table as CSV: lines about it, an empty line, then the table.

    Parameters
    ----------
    table
        What to write. Hidden figures are written ``[c]``, not collected ``[x]``, not applicable ``[z]``.
        Points become ``longitude`` and ``latitude`` (degrees); other outlines are left out, and it is said.
    provenances
        Where the figures come from, one for each dataset used.
    title
        What the table shows, in words.
    notes
        Further lines above the table.
    made_on
        Date printed; today when not given. The same arguments give the same bytes.

    Raises
    ------
    TypeError
        When the table is not protected.
    """
    protected = require_protected(table)
    values, states, own_notes = _without_outlines(protected)
    day = made_on or datetime.now(UTC).date()
    lines = header_lines(protected, provenances, title, made_on=day, notes=[*own_notes, *notes])
    columns = [written_column(values[name], states[name]) for name in values.columns]
    return _as_bytes(
        [
            *([one_line(line)] for line in lines),
            [],
            [safe_text(str(name)) for name in values.columns],
            *zip(*columns, strict=True),
        ]
    )


def file_name(title: str, version: str = "") -> str:
    """A safe, readable file name: ``'care-homes-by-area-1a2b3c4d.csv'``."""
    return f"{slug(f'{title} {version}')[:80].strip('-')}.csv"


def _without_outlines(table: ProtectedTable) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Values and states with geometry written as figures, and what a reader must be told about it."""
    values, states, notes = _plain_values(table), table.states, []
    for name in _geometry_columns(values):
        points = values[name]
        values, states = values.drop(columns=name), states.drop(columns=name)
        if not _are_points(points):
            notes.append(OUTLINES_LEFT_OUT)
        elif "longitude" not in values.columns:
            placed = _coordinates(points)
            values = values.assign(**placed)
            states = states.assign(**_coordinate_states(placed))
    return pd.DataFrame(values), states, notes


def _plain_values(table: ProtectedTable) -> pd.DataFrame:
    return table.frame[list(table.columns)]


def _geometry_columns(values: pd.DataFrame) -> list[str]:
    return [name for name in values.columns if str(values[name].dtype) == "geometry"]


def _are_points(geometry: Any) -> bool:
    return set(geometry.dropna().geom_type) <= {"Point"}


def _coordinates(points: Any) -> dict[str, pd.Series]:
    """Longitude and latitude in degrees, to six decimals (about 10 cm)."""
    placed = points.to_crs(4326) if points.crs is not None else points
    return {"longitude": placed.x.round(6), "latitude": placed.y.round(6)}


def _coordinate_states(placed: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    return {
        name: degrees.isna().map({True: State.NOT_COLLECTED, False: State.SHOWN}) for name, degrees in placed.items()
    }


def _as_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV with a byte order mark, so that spreadsheets read accents rightly."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
