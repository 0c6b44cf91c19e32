"""Homes registered twice, once for each of two providers: which row is the second."""

from __future__ import annotations

import pandas as pd

from lib.ingest.columns import find, text_of
from lib.ingest.table import Table

_LOCATION = ("location id",)
_LINKED = ("linked organisation id", "linked location id")
_PRIMARY = ("primary id dual registration locations", "primary id", "dual primary id")
_LOOKS_LIKE_ID = r"\d-\d+"


def second_registrations(table: Table, ids: pd.Series) -> dict[str, str]:
    """Location IDs whose home is counted under another ID of the same file, and that other ID.

    Read from the register's own column, or from its sheet of dual registrations: the primary is named by its
    ID, or marked with ``Y``.
    """
    pairs = [_pairs(sheet) for sheet in (table, *table.companions) if find(sheet.headings, _PRIMARY)]
    known = set(ids)
    return {
        second: primary
        for some in pairs
        for second, primary in some
        if {second, primary} <= known and second != primary
    }


def _pairs(sheet: Table) -> list[tuple[str, str]]:
    """Second and primary location, as far as one sheet says."""
    location = text_of(sheet.frame, find(sheet.headings, _LOCATION))
    linked = text_of(sheet.frame, find(sheet.headings, _LINKED))
    primary = text_of(sheet.frame, find(sheet.headings, _PRIMARY))
    names_it = primary.str.fullmatch(_LOOKS_LIKE_ID)
    marks_it = primary.str.upper().eq("Y") & linked.ne("")
    return [
        *zip(location[names_it], primary[names_it], strict=True),
        *zip(linked[marks_it], location[marks_it], strict=True),
    ]
