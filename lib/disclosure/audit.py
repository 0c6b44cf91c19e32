"""What could somebody who adds and subtracts find out? Asked of every hidden cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.disclosure.attacker import Cells, bounds_of, components, sums_over
from lib.disclosure.rules import Rule
from lib.disclosure.system import System


@dataclass(frozen=True, eq=False)
class Audit:
    """The lowest and highest count an attacker can give each hidden cell.

    Attributes
    ----------
    cells
        One row per hidden cell: the key columns, ``count`` (which column), ``low``, ``high`` (people;
        ``inf`` when there is no highest), ``width`` (``high - low``) and ``fails``.
    rule
        The rule audited against; ``None`` for public figures.
    """

    cells: pd.DataFrame
    rule: Rule | None

    @property
    def passes(self) -> bool:
        """Whether no hidden cell can be bounded more closely than the rule allows."""
        return not self.cells["fails"].any()

    @property
    def failures(self) -> pd.DataFrame:
        """The cells that fail."""
        return self.cells[self.cells["fails"]]


def audit_of(system: System, rule: Rule) -> Audit:
    """Bound every hidden cell of a system by linear programmes.

    A cell fails when its range is narrower than the rule's protection interval, or when it is small and
    the range leaves out counts the rule must leave possible. A total over hidden people cannot be
    smaller than they are many: that much is arithmetic and is allowed.
    """
    hidden = np.flatnonzero(system.cells.is_hidden)
    group = components(system.cells.matrix, (system.cells.high > 0) | system.cells.is_hidden)
    low, high = np.full(len(group), np.nan), np.full(len(group), np.nan)
    fails = np.zeros(len(group), dtype=bool)
    low[hidden], high[hidden] = float(rule.lowest_hidden or 0), float(rule.highest_hidden or 0)
    for number in np.unique(group[hidden][group[hidden] >= 0]):
        chosen = np.flatnonzero(group == number)
        part = system.cells.only(chosen, sums_over(system.cells.matrix, chosen))
        for position in np.flatnonzero(part.is_hidden):
            cell = chosen[position]
            low[cell], high[cell] = bounds_of(part, int(position))
            fails[cell] = _is_too_narrow(part, int(position), low[cell], high[cell], system.is_primary[cell], rule)
    return Audit(_table(system, hidden, low, high, fails), rule)


def audit_of_lone(labels: pd.DataFrame, rule: Rule | None) -> Audit:
    """Hidden cells that add up to nothing published: only the rule's own range is known of them."""
    least, most = (float(rule.lowest_hidden or 0), float(rule.highest_hidden or 0)) if rule else (0.0, np.inf)
    return Audit(labels.assign(low=least, high=most, width=most - least, fails=False), rule)


def joined_audit(audits: Sequence[Audit]) -> Audit:
    """Several audits as one."""
    rule = next((audit.rule for audit in audits if audit.rule), None)
    return Audit(pd.concat([audit.cells for audit in audits], ignore_index=True), rule)


def _is_too_narrow(cells: Cells, cell: int, low: float, high: float, is_primary: bool, rule: Rule) -> bool:
    if not high - low >= rule.protection_interval:
        return True
    if not is_primary:
        return False
    least = float(rule.lowest_hidden or 0)
    if low > least:
        least, _ = bounds_of(cells.hiding(cells.is_hidden | np.isfinite(cells.high)), cell)
    return low > max(least, float(rule.lowest_hidden or 0)) or high < float(rule.highest_hidden or 0)


def _table(system: System, hidden: np.ndarray, low: np.ndarray, high: np.ndarray, fails: np.ndarray) -> pd.DataFrame:
    found = {"low": low[hidden], "high": high[hidden], "width": high[hidden] - low[hidden], "fails": fails[hidden]}
    return system.labels.iloc[hidden].reset_index(drop=True).assign(**found)
