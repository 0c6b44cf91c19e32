"""Localities by name: headings that name them, and names that mean none or all of them."""

from __future__ import annotations

import re

import pandas as pd

from lib import geography
from lib.ingest.columns import find, normal, share_matching, text_of
from lib.ingest.table import Table

LOCALITY = (
    *("locality name", "locality", "home care locality", "zone name", "zone", "home care zone", "neighbourhood"),
    *("neighbourhood name", "patch", "lot", "district", "district name", "care locality", "area of delivery"),
)
_NONE = {
    *("", "null", "none", "unknown", "not known", "unallocated", "not allocated", "n/a", "na", "(blank)", "blank"),
    *("not recorded", "not mapped", "not stated", "no locality", "no zone", "unassigned", "other", "-", "missing"),
    *("out of area", "out of borough", "out of county", "#n/a", "nan", "tbc"),
}
_WARD_CODE = r"(?i)[EW]05\d{6}"
_WARD_HEADING = r"(wd|ward) ?(20)?\d{0,2} ?(cd|nm|code|name)?"


def is_unallocated(names: pd.Series) -> pd.Series:
    """Whether a name says that the row belongs to no locality."""
    return names.fillna("").str.strip().str.lower().isin(_NONE)


def ward_columns(table: Table) -> tuple[str | None, str | None]:
    """The columns of ward codes and of ward names, for a file that gives home care by ward."""
    named = [name for name in table.headings if re.fullmatch(_WARD_HEADING, normal(name)) or name == _locality(table)]
    codes = [name for name in named if share_matching(table.frame[name], _WARD_CODE) > 0.6]
    names = [name for name in named if name not in codes]
    return (codes[0] if codes else None), (names[0] if names else None)


def localities_or_wards(table: Table) -> tuple[pd.Series, pd.Series | None]:
    """The locality of each row by name, and its ward code where the file has codes of wards.

    A ward without a name in the file has the name it has today, else its code.
    """
    code, name = ward_columns(table)
    if code is None:
        return text_of(table.frame, _locality(table) or name), None
    codes = text_of(table.frame, code).str.upper()
    known = geography.lookup().drop_duplicates("ward_code").set_index("ward_code")["ward_name"]
    said = text_of(table.frame, name) if name else codes.map(known).fillna(codes).astype("str")
    return said, codes.where(codes.str.fullmatch(_WARD_CODE), "")


def _locality(table: Table) -> str | None:
    return find(table.headings, LOCALITY)
