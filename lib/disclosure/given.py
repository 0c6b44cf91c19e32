"""What the source itself left out: hidden there, or not applicable. It is printed as such, never as a blank or 0."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable
from lib.disclosure.states import AS_SHOWN, DOES_NOT_APPLY, HIDDEN

#: How an uploaded dataset names a mark in place of a figure (its part ``states``).
CAME_HIDDEN, CAME_NOT_APPLICABLE = "suppressed", "not applicable"


def with_gaps(table: ProtectedTable, gaps: pd.DataFrame) -> ProtectedTable:
    """The table with missing figures saying why they are missing.

    Parameters
    ----------
    gaps
        Rows as in the table; for some of its columns ``'suppressed'``, ``'not applicable'`` or anything else, which
        changes nothing. A figure that is there stays as it is.
    """
    named = [name for name in gaps.columns if name in table.columns]
    values = table.frame
    marks = table._marks.copy()
    for name in named:
        said = gaps[name].reindex(values.index).fillna("").astype(str).to_numpy()
        known = marks[name].to_numpy() if name in marks else np.full(len(values), AS_SHOWN, dtype="int8")
        is_free = values[name].isna().to_numpy() & (known == AS_SHOWN)
        told = np.select([said == CAME_HIDDEN, said == CAME_NOT_APPLICABLE], [HIDDEN, DOES_NOT_APPLY], AS_SHOWN)
        marks[name] = np.where(is_free, told, known).astype("int8")
    return table._changed(table._values, marks)
