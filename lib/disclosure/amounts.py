"""Amounts of care beside the people they are for: shown as they are, hidden where the people are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable, made
from lib.disclosure.states import AS_SHOWN, HIDDEN


def with_amounts(table: ProtectedTable, amounts: pd.DataFrame, of: Sequence[str] | None = None) -> ProtectedTable:
    """Add hours, visits or nights to a table of people.

    Parameters
    ----------
    table
        Numbers of people, protected.
    amounts
        Numeric columns with the index of ``table.frame``: amounts for the same people. An amount is no count of
        people and is not rounded; the amount of 1 to 4 people says much of one, so it is hidden in every row in
        which any count is hidden.

    Raises
    ------
    ValueError
        When the rows are not those of the table.
    """
    shown = table.frame
    if not amounts.index.equals(shown.index):
        raise ValueError("amounts must have the rows of the table they stand beside")
    if not set(of or ()) <= set(table.counts):
        raise ValueError("amounts must be for people whom the table counts")
    closed = _closed(table, of)
    names = [str(name) for name in amounts.columns]
    values = {name: amounts[name].astype("Float64").mask(closed) for name in names}
    marks = {name: np.where(closed & amounts[name].notna(), HIDDEN, AS_SHOWN).astype("int8") for name in names}
    return made(
        table._values.assign(**values),
        table._marks.assign(**marks),
        table.rule,
        keys=table.keys,
        counts=table.counts,
        because=table.because,
        left_out=tuple(name for name in table.left_out if name not in values),
        systems=table._systems,
        held_as=table.held_as,
    )


def _closed(table: ProtectedTable, of: Sequence[str] | None) -> np.ndarray:
    """The rows in which a count of these people is hidden."""
    if of is None:
        return table.frame["is_suppressed"].to_numpy(dtype=bool)
    flags = [table.is_hidden(name).to_numpy(dtype=bool) for name in of]
    return np.any(flags, axis=0) if flags else np.zeros(len(table), dtype=bool)
