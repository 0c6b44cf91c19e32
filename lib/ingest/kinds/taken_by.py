"""Who took the packages a provider handed back: ``B Care: 3; C Care: 1``, or one name for all of them."""

from __future__ import annotations

import re

import pandas as pd

from lib.ingest.findings import Finding, noted

TAKEN_BY = (
    *("packages taken by", "taken by", "picked up by", "handed back to", "passed to", "who took them", "who took it"),
    *("taken on by", "new provider"),
)
COLUMNS = ["locality_name", "provider_name", "period", "taken_by", "packages", "is_unallocated", "source_row"]
_ONE = re.compile(r"^(?P<name>.*?\S)\s*[:=]\s*(?P<packages>\d+)$")


def hand_backs(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Finding]]:
    """Packages handed back by who took them, one row for each provider that handed back and each that took.

    ``frame`` has ``packages_taken_by`` as the file has it. Cells that cannot be read, and those in which more were
    taken than handed back, are said and left out: their packages count by role alone.
    """
    cells = frame["packages_taken_by"].astype(str).str.strip()
    handed = frame["packages_handed_back"].astype("float64")
    read = {row: _parts(cells[row], handed[row]) for row in cells.index[cells.ne("")]}
    kept = {row: parts for row, parts in read.items() if parts and sum(n for _, n in parts) <= handed[row]}
    rows = [
        {**frame.loc[row, ["locality_name", "provider_name", "period"]].to_dict(), "taken_by": name,
         "packages": packages, "is_unallocated": frame["is_unallocated"][row], "source_row": frame["source_row"][row]}
        for row, parts in kept.items() for name, packages in parts
    ]  # fmt: skip
    types = {"packages": "Int64", "is_unallocated": "boolean", "source_row": "Int64"}
    found = [*_said(frame, cells, [row for row, parts in read.items() if not parts], _NOT_READ)]
    found += _said(frame, cells, [row for row, parts in read.items() if parts and row not in kept], _TOO_MANY)
    return pd.DataFrame(rows, columns=COLUMNS).astype(types), found


def _parts(cell: str, handed_back: float) -> list[tuple[str, int]]:
    """Names with their packages; a name alone took all of them. Nothing where the cell cannot be read."""
    pieces = [piece.strip() for piece in cell.split(";") if piece.strip()]
    found = [_ONE.match(piece) for piece in pieces]
    if all(found):
        return [(one["name"], int(one["packages"])) for one in found if one]
    if len(pieces) == 1 and not found[0] and pd.notna(handed_back):
        return [(pieces[0], int(handed_back))]
    return []


_NOT_READ = (
    "taken-by-not-read",
    "Some cells do not say how many packages each provider took. Their packages are counted by role alone.",
    "Write 'B Care: 3; C Care: 1', or one name where it took all of them.",
)
_TOO_MANY = (
    "taken-by-too-many",
    "More packages were taken than handed back in some rows. They are counted by role alone.",
    "Look at the packages handed back and who took them.",
)


def _said(frame: pd.DataFrame, cells: pd.Series, rows: list[int], words: tuple[str, str, str]) -> list[Finding]:
    if not rows:
        return []
    code, what, fix = words
    told = pd.Series(cells.loc[rows].to_numpy(), index=frame["source_row"].loc[rows].astype(int))
    return [noted(code, what, told, "packages_taken_by", fix)]
