"""Localities by name: headings that name them, and names that mean none or all of them."""

from __future__ import annotations

import pandas as pd

LOCALITY = (
    *("locality name", "locality", "home care locality", "zone name", "zone", "home care zone", "neighbourhood"),
    *("neighbourhood name", "patch", "lot", "district", "district name", "care locality", "area of delivery"),
)
_NONE = {
    *("", "null", "none", "unknown", "not known", "unallocated", "not allocated", "n/a", "na", "(blank)", "blank"),
    *("not recorded", "not mapped", "not stated", "no locality", "no zone", "unassigned", "other", "-", "missing"),
    *("out of area", "out of borough", "out of county", "#n/a", "nan", "tbc"),
}
_TOTAL = r"(?i)(grand |overall |sub-?)?total.*|all( (localities|zones|districts|areas))?|.* total"


def is_unallocated(names: pd.Series) -> pd.Series:
    """Whether a name says that the row belongs to no locality."""
    return names.fillna("").str.strip().str.lower().isin(_NONE)


def is_total(names: pd.Series) -> pd.Series:
    """Whether a name says that the row adds up others."""
    return names.str.fullmatch(_TOTAL).fillna(False).astype(bool)
