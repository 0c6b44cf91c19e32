"""Figures that a file has already hidden: what is added up of them, or stands beside them, stays hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from lib.datasets.dataset import gaps_of
from lib.disclosure import ProtectedTable, with_gaps

_SAID = "suppressed"


def came_hidden(rows: pd.DataFrame, states: pd.DataFrame | None, columns: Iterable[str]) -> pd.DataFrame:
    """Which figures of ``rows`` the file hides (``<5``, ``*``, ``[c]``): yes or no, rows as given, one column each.

    ``states`` are the marks that the file has in place of figures (``source_row, column, state``); without any nothing
    is hidden.
    """
    gaps = gaps_of(rows, states)
    nothing = pd.Series(False, index=rows.index)
    return pd.DataFrame({name: gaps[name].eq(_SAID) if name in gaps else nothing for name in columns}, rows.index)


def in_groups(hidden: pd.DataFrame, by: Sequence[pd.Series]) -> pd.DataFrame:
    """Whether any part of each group is hidden, the groups in the order they first come: their sums are hidden too."""
    return hidden.groupby(list(by), sort=False, dropna=False, observed=True).any()


def marked_hidden(table: ProtectedTable, hidden: pd.DataFrame) -> ProtectedTable:
    """The table with figures that came hidden printed as such; ``hidden`` has its rows and some of its columns."""
    return with_gaps(table, pd.DataFrame({name: one.map({True: _SAID, False: ""}) for name, one in hidden.items()}))
