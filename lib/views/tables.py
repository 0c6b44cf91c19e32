"""Tables as people read them: hidden figures as ``[c]``, missing ones as ``[x]``, never blank, never 0."""

from __future__ import annotations

import pandas as pd

from lib.core.words import NOT_COLLECTED, SUPPRESSED
from lib.disclosure import ProtectedTable


def printed(table: ProtectedTable) -> pd.DataFrame:
    """A copy to show: numeric columns without gaps stay numbers, others become words.

    Columns ending ``is_suppressed`` and geometry are left out. Raises ``TypeError`` for anything else.
    """
    if not isinstance(table, ProtectedTable):
        raise TypeError("a table on screen is a protected table: see lib.disclosure")
    frame = table.frame
    shown = [c for c in frame.columns if not str(c).endswith("is_suppressed") and c != "geometry"]
    hidden = frame.get("is_suppressed", pd.Series(False, index=frame.index)).astype("boolean").fillna(False)
    return pd.DataFrame({column: _said(frame[column], hidden) for column in shown}).reset_index(drop=True)


def _said(column: pd.Series, hidden: pd.Series) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return column.astype("string").fillna("").astype(str)
    if column.notna().all():
        return column
    words = column.map(lambda v: "" if pd.isna(v) else f"{v:,.10g}").astype(str)
    gaps = column.isna()
    return words.mask(gaps & hidden, SUPPRESSED).mask(gaps & ~hidden, NOT_COLLECTED)
