"""From small counts to everything that must be hidden with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.disclosure.linking import linked
from lib.disclosure.rules import Rule
from lib.disclosure.secondary import hide_more
from lib.disclosure.structure import Sums, Totals, relations_of, total_rows
from lib.disclosure.system import System, system_of, truth_of
from lib.disclosure.versions import Asked


def protected_from_subtraction(
    table: pd.DataFrame,
    keys: Sequence[str],
    counts: Sequence[str],
    raw: np.ndarray,
    rule: Rule,
    totals: Totals | None,
    sums: Sums,
    given_out: Sequence[System],
    asked: Asked,
    same: pd.Series | None = None,
) -> tuple[np.ndarray, tuple[System, ...]]:
    """Which counts to hide (shape of ``raw``), and what they were hidden from.

    Nothing adds up to nothing: without totals, sums or tables given out before, only the small counts
    are hidden and no system is kept. ``asked`` is what earlier versions of the table ask.
    """
    small = np.asarray(rule.hides(raw))
    rows = total_rows(table, keys, raw, totals)
    if not (rows or sums or given_out or same is not None):
        return small, ()
    relations = relations_of(table, keys, counts, raw, rows, sums, same)
    if not (len(relations) or given_out):
        return small, ()
    own = system_of(table, keys, counts, raw, rule, relations, rows)
    return _with_further(raw, *linked(own, given_out, truth_of(raw, relations)), rule, asked)


def _with_further(
    raw: np.ndarray, system: System, truth: np.ndarray, rule: Rule, asked: Asked
) -> tuple[np.ndarray, tuple[System, ...]]:
    """The small counts, and the further ones of this table that protect them."""
    can_hide, stays_hidden = np.zeros((2, len(truth)), dtype=bool)
    can_hide[: raw.size] = (truth[: raw.size] > 0) & ~asked.is_known.T.ravel()
    stays_hidden[: raw.size] = asked.stays_hidden.T.ravel() & (truth[: raw.size] > 0)
    cells = system.cells.hiding(system.cells.is_hidden | stays_hidden)
    hidden = hide_more(cells, truth, system.is_primary, can_hide, rule)
    return hidden[: raw.size].reshape(raw.shape[::-1]).T, (system.hiding(hidden),)
