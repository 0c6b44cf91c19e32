"""What could somebody who adds and subtracts find out? Asked of every hidden cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.disclosure.attacker import Cells, components, sums_over
from lib.disclosure.bounding import Bounds, bounds_of
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
        within = np.flatnonzero(part.is_hidden)
        bounds, cells = bounds_of(part, within), chosen[within]
        low[cells], high[cells] = bounds.low[within], bounds.high[within]
        fails[cells] = _is_too_narrow(part, within, bounds, system.is_primary[cells], rule)
    return Audit(_table(system, hidden, low, high, fails), rule)


def audit_of_lone(labels: pd.DataFrame, rule: Rule | None) -> Audit:
    """Hidden cells that add up to nothing published: only the rule's own range is known of them."""
    least, most = (float(rule.lowest_hidden or 0), float(rule.highest_hidden or 0)) if rule else (0.0, np.inf)
    return Audit(labels.assign(low=least, high=most, width=most - least, fails=False), rule)


def joined_audit(audits: Sequence[Audit]) -> Audit:
    """Several audits as one."""
    rule = next((audit.rule for audit in audits if audit.rule), None)
    return Audit(pd.concat([audit.cells for audit in audits], ignore_index=True), rule)


def _is_too_narrow(cells: Cells, hidden: np.ndarray, bounds: Bounds, is_primary: np.ndarray, rule: Rule) -> np.ndarray:
    low, high = bounds.low[hidden], bounds.high[hidden]
    least, most = float(rule.lowest_hidden or 0), float(rule.highest_hidden or 0)
    is_wide = high - low >= rule.protection_interval  # a missing bound is not wide
    leaves_out = is_primary & ((low > least) | (high < most))
    if leaves_out.any():
        allowed = _lowest_of_all(cells, hidden[leaves_out])
        leaves_out[leaves_out] = (low[leaves_out] > np.maximum(allowed, least)) | (high[leaves_out] < most)
    return ~is_wide | leaves_out


def _lowest_of_all(cells: Cells, wanted: np.ndarray) -> np.ndarray:
    """The lowest these cells could be taken for if nothing above zero were shown."""
    return bounds_of(cells.hiding(cells.is_hidden | np.isfinite(cells.high)), wanted).low[wanted]


def _table(system: System, hidden: np.ndarray, low: np.ndarray, high: np.ndarray, fails: np.ndarray) -> pd.DataFrame:
    found = {"low": low[hidden], "high": high[hidden], "width": high[hidden] - low[hidden], "fails": fails[hidden]}
    return system.labels.iloc[hidden].reset_index(drop=True).assign(**found)
