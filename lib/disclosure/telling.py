"""Would two tables of the same people, held side by side, tell of a few of them?

Somebody who has both can do two things. What one table hides, the other may show: figures of the same cell are
carried over and added up again. And the difference between two versions is a number of people too: those who came
less those who left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from lib.disclosure.attacker import Cells, components, sums_over
from lib.disclosure.bounding import bounds_of
from lib.disclosure.protected import ProtectedTable
from lib.disclosure.rules import RULES, Rule
from lib.disclosure.session import systems_given_out
from lib.disclosure.system import System

_PERIOD = "period"


@dataclass(frozen=True, eq=False)
class Side:
    """A whole table as it is shown, and the same with nothing hidden, which stays on this machine."""

    shown: ProtectedTable
    exact: ProtectedTable

    @cached_property
    def systems(self) -> list[System]:
        """What adds up in the table with nothing hidden; nothing where it has no people."""
        rule = self.exact.rule
        return systems_given_out([self.exact], rule) if rule is not None and self.exact.counts else []


def tells(one: Side, other: Side, *, is_same_version: bool) -> bool:
    """Whether either table, with the other beside it, gives away a number its rule protects.

    Parameters
    ----------
    one, other
        Two whole tables about the same people. Cells answer to each other by their keys and count column; tables
        that part people by different keys have no cell in common.
    is_same_version
        Whether the figures are of the same version. Of two versions, the cells that have not changed are carried
        over, as somebody who guesses so would rightly do; those that have are subtracted.
    """
    if one.shown.rule == other.shown.rule and is_same_version:
        return False
    if not (one.shown.counts and other.shown.counts):
        return False  # hours alone, with no number of people beside them
    pairs = _pairs(known_of(one.shown), known_of(other.shown))
    same = pairs if is_same_version else _unchanged(pairs, one.exact, other.exact)
    if _carried_tells(one.shown, same, "one", "other") or _carried_tells(other.shown, same, "other", "one"):
        return True
    return not is_same_version and _difference_tells(pairs, _stricter(one.shown, other.shown))


def periods_tell(table: ProtectedTable) -> bool:
    """Whether two periods of the same cell, both exact, differ by fewer people than the rule lets be shown."""
    rule = table.rule
    if rule is None or rule.base > 1 or _PERIOD not in table.keys or rule.protection_interval == 0:
        return False
    known = known_of(table)
    shown = known[known["low"] == known["high"]]
    labels = [name for name in _labels_of(shown) if name != _PERIOD]
    ordered = shown.sort_values("low")
    steps = ordered.groupby(labels, dropna=False, observed=True)["low"].diff()
    return bool(((steps > 0) & (steps <= (rule.highest_hidden or 0))).any())


def known_of(table: ProtectedTable) -> pd.DataFrame:
    """One row per cell: its labels, whether it is hidden, and the lowest and highest it could be."""
    rule, frame = table.rule or RULES["none"], table.frame
    return pd.concat([_known_of(table, frame, name, rule) for name in table.counts], ignore_index=True)


def _known_of(table: ProtectedTable, frame: pd.DataFrame, name: str, rule: Rule) -> pd.DataFrame:
    numbers = frame[name].to_numpy(dtype="float64", na_value=np.nan)
    hidden = table.is_hidden(name).to_numpy()
    low, high = rule.could_be(numbers)
    least, most = float(rule.lowest_hidden or 0), float(rule.highest_hidden or 0)
    # what stands in no sum is hidden for being small; among sums it may be hidden to protect another
    hidden_most = np.inf if table._systems else most
    ranges = {"low": np.where(hidden, least, low), "high": np.where(hidden, hidden_most, high), "hidden": hidden}
    cells = frame[list(table.keys)].assign(count=name, **ranges)
    return cells[hidden | ~np.isnan(numbers)]


def _labels_of(cells: pd.DataFrame) -> list[str]:
    return [name for name in cells.columns if name not in ("low", "high", "hidden")]


def _pairs(one: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Cells of both, side by side; none where a label stands for several or people are parted differently."""
    labels = _labels_of(one)
    if set(labels) != set(_labels_of(other)) or one.duplicated(labels).any() or other.duplicated(labels).any():
        one = other = one.iloc[:0]
    return one.merge(other, on=labels, suffixes=("_one", "_other"), validate="one_to_one")


def _unchanged(pairs: pd.DataFrame, one: ProtectedTable, other: ProtectedTable) -> pd.DataFrame:
    """The pairs that are the same number in both versions."""
    labels = _labels_of_pairs(pairs)
    counts = _pairs(known_of(one), known_of(other))
    same = counts.loc[counts["low_one"] == counts["low_other"], labels] if len(counts) else pairs[labels].iloc[:0]
    return pairs.merge(same, on=labels, how="inner", validate="one_to_one")


def _labels_of_pairs(pairs: pd.DataFrame) -> list[str]:
    ends = {f"{end}_{side}" for end in ("low", "high", "hidden") for side in ("one", "other")}
    return [name for name in pairs.columns if name not in ends and name not in ("low", "high", "hidden")]


def _carried_tells(table: ProtectedTable, pairs: pd.DataFrame, own: str, its: str) -> bool:
    """Whether a hidden cell of a table is bounded too closely once the other's figures are carried over."""
    low = np.maximum(pairs[f"low_{own}"], pairs[f"low_{its}"])
    high = np.minimum(pairs[f"high_{own}"], pairs[f"high_{its}"])
    fits = low <= high  # a cell that cannot be the same number is not carried over
    is_closer = fits & ((low > pairs[f"low_{own}"]) | (high < pairs[f"high_{own}"]))
    if table.rule is None or not is_closer.any():
        return False
    carried = pairs.loc[is_closer, _labels_of_pairs(pairs)].assign(low=low[is_closer], high=high[is_closer])
    if not table._systems:
        lone = pairs.loc[is_closer, f"hidden_{own}"]
        return bool((lone & (carried["high"] - carried["low"] < table.rule.protection_interval)).any())
    return any(_system_tells(system, carried, table.rule) for system in table._systems)


@dataclass(frozen=True, eq=False)
class _Narrowed:
    """A system with what was carried over: its cells, all shown as ranges, and those its table hides."""

    cells: Cells
    hidden: np.ndarray
    is_closer: np.ndarray


def _system_tells(system: System, carried: pd.DataFrame, rule: Rule) -> bool:
    narrowed = _narrowed(system, carried)
    group = components(system.cells.matrix, (system.cells.high > 0) | system.cells.is_hidden)
    if _lone_tells(narrowed, narrowed.hidden & narrowed.is_closer & (group < 0), rule):
        return True
    touched = np.intersect1d(group[narrowed.is_closer], group[narrowed.hidden])
    return any(_part_tells(narrowed, np.flatnonzero(group == number), rule) for number in touched[touched >= 0])


def _lone_tells(narrowed: _Narrowed, lone: np.ndarray, rule: Rule) -> bool:
    most = np.minimum(narrowed.cells.high[lone], float(rule.highest_hidden or 0))
    return bool((most - narrowed.cells.low[lone] < rule.protection_interval).any())


def _part_tells(narrowed: _Narrowed, chosen: np.ndarray, rule: Rule) -> bool:
    part = narrowed.cells.only(chosen, sums_over(narrowed.cells.matrix, chosen))
    wanted = np.flatnonzero(narrowed.hidden[chosen])
    bounds = bounds_of(part, wanted)  # missing when nothing fits: then they are not the same people
    return bool((bounds.high[wanted] - bounds.low[wanted] < rule.protection_interval).any())


def _narrowed(system: System, carried: pd.DataFrame) -> _Narrowed:
    labels = [name for name in carried.columns if name not in ("low", "high")]
    own = system.labels.reindex(range(len(system.cells.low)))
    place = own.assign(at=np.arange(len(own)))[[*labels, "at"]]
    found = carried.merge(place, on=labels, how="inner", validate="one_to_many")
    at = found["at"].to_numpy(dtype=int)
    low, high = np.where(system.cells.is_hidden, system.cells.floor, system.cells.low), system.cells.high.copy()
    low[at], high[at] = np.maximum(low[at], found["low"]), np.minimum(high[at], found["high"])
    is_closer = np.zeros(len(low), dtype=bool)
    is_closer[at] = True
    shown = np.zeros(len(low), dtype=bool)
    return _Narrowed(replace(system.cells, low=low, high=high, is_hidden=shown), system.cells.is_hidden, is_closer)


def _difference_tells(pairs: pd.DataFrame, rule: Rule) -> bool:
    """Whether those who came less those who left are few and known too closely."""
    least = pairs["low_one"] - pairs["high_other"]
    most = pairs["high_one"] - pairs["low_other"]
    nearest = np.where((least <= 0) & (most >= 0), 0, np.minimum(least.abs(), most.abs()))
    is_few = (nearest <= (rule.highest_hidden or 0)) & ((least != 0) | (most != 0))
    return bool((is_few & (most - least < rule.protection_interval)).any())


def _stricter(one: ProtectedTable, other: ProtectedTable) -> Rule:
    rules = [rule for rule in (one.rule, other.rule) if rule is not None]
    return max(rules, key=lambda rule: rule.protection_interval, default=RULES["none"])
