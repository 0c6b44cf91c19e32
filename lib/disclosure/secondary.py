"""Hide the fewest further counts that keep the small ones from being worked out by subtraction.

For each hidden count the search asks for two other tables that fit everything published: one where the
count is as low as the rule's range goes and one where it is as high. Where no such table exists it finds
the cheapest one that bends what is shown, and hides the cells that were bent (after Kelly, Golden and
Assad, 1992, 'Cell suppression: disclosure protection for sensitive tabular data', Networks 22).
Each table found is kept as proof, so that what has once been shown safe is not asked again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from lib.disclosure.attacker import Cells, best_table, components, sums_over
from lib.disclosure.rules import Rule
from lib.disclosure.structure import hide_totals

#: Beyond this many cells tied together, totals over hidden counts are hidden instead of searching ...
SEARCHED = 100_000
#: ... and when the work (cells looked after one by one, times the square of cells tied together) exceeds this.
PATIENCE = 1_000_000_000
_NEARLY = 1e-6


def hide_more(cells: Cells, truth: np.ndarray, is_primary: np.ndarray, can_hide: np.ndarray, rule: Rule) -> np.ndarray:
    """Which cells to hide: ``is_primary`` and those that protect them.

    Parameters
    ----------
    cells
        Every cell with its sums.
    truth
        The true counts; used as a table known to fit.
    is_primary
        Cells the rule hides.
    can_hide
        Cells that may be hidden as well: not zeros, not what was published before.
    """
    hidden = cells.is_hidden | is_primary
    varies = (cells.high > 0) | hidden
    group = components(cells.matrix, varies)
    for number in np.unique(group[hidden & (group >= 0)]):
        chosen = np.flatnonzero(group == number)
        part = cells.hiding(hidden).only(chosen, sums_over(cells.matrix, chosen))
        if len(chosen) > SEARCHED:
            hidden[chosen] |= hide_totals(part.matrix, part.is_hidden) & can_hide[chosen]
        else:
            hidden[chosen] = _Search(part, truth[chosen], is_primary[chosen], can_hide[chosen], rule).hidden()
    return hidden


@dataclass(frozen=True, eq=False)
class _Goals:
    """How low and how high an attacker must believe each hidden cell could be."""

    low: np.ndarray
    high: np.ndarray


class _Search:
    """One search over cells tied together. Its arrays are its own."""

    def __init__(
        self, cells: Cells, truth: np.ndarray, is_primary: np.ndarray, can_hide: np.ndarray, rule: Rule
    ) -> None:
        self._cells, self._can_hide, self._rule = cells, can_hide, rule
        self._hidden = cells.is_hidden.copy()
        self._seen_low, self._seen_high = truth.copy(), truth.copy()
        self._cost = np.maximum(truth, 1.0)
        self._is_primary = is_primary
        self._reach_low = np.full(len(truth), float(rule.lowest_hidden or 0))
        self._patience = PATIENCE
        self._given_up = np.zeros(len(truth), dtype=bool)

    def hidden(self) -> np.ndarray:
        """Run until every hidden cell is safe or nothing more can be done for it."""
        while self._unsafe():
            self._show_many_safe(upwards=True)
            self._show_many_safe(upwards=False)
            for cell, upwards in self._unsafe():
                if self._patience < 0:
                    return self._hidden | (hide_totals(self._cells.matrix, self._hidden) & self._can_hide)
                if self._missed(upwards=upwards)[cell]:
                    self._make_safe(cell, upwards)
        return self._hidden

    def _goals(self) -> _Goals:
        """Primary cells: the rule's whole range. The others: a range as wide, wherever it lies."""
        width = self._rule.protection_interval
        wide = self._seen_low + width
        whole = np.maximum(self._reach_low + width, float(self._rule.highest_hidden or 0))
        is_asked = self._hidden & ~self._given_up
        low = np.where(self._is_primary, self._reach_low, np.inf)
        high = np.where(self._is_primary, whole, wide)
        return _Goals(np.where(is_asked, low, np.inf), np.where(is_asked, high, -np.inf))

    def _missed(self, *, upwards: bool) -> np.ndarray:
        goals = self._goals()
        return self._seen_high < goals.high if upwards else self._seen_low > goals.low

    def _unsafe(self) -> list[tuple[int, bool]]:
        """Cells that miss a goal, and which way: the largest first."""
        missed = [(int(c), up) for up in (False, True) for c in np.flatnonzero(self._missed(upwards=up))]
        return sorted(missed, key=lambda cell: -self._cost[cell[0]])

    def _show_many_safe(self, *, upwards: bool) -> None:
        """Look for single tables that prove many cells safe at once, hiding nothing more."""
        missed = self._missed(upwards=upwards)
        while missed.any():
            found = self._furthest(upwards=upwards)
            if found is not None:
                self._keep(found)
            still = self._missed(upwards=upwards)
            if found is None or still.sum() >= missed.sum():
                return
            missed = still

    def _make_safe(self, cell: int, upwards: bool) -> None:
        """Reach one cell's goal, hiding what it takes; or find out how far it can be reached."""
        self._patience -= len(self._cost) ** 2
        goals = self._goals()
        target = float(goals.high[cell] if upwards else goals.low[cell])
        as_it_is = self._furthest(upwards=upwards, fixed=(cell, target))
        if as_it_is is not None:
            self._keep(as_it_is)
        elif (found := self._cheapest(cell, target)) is not None:
            counts, bent = found
            self._hidden |= bent
            self._keep(counts)
        else:
            self._settle_for_less(cell, upwards)

    def _furthest(self, *, upwards: bool, fixed: tuple[int, float] | None = None) -> np.ndarray | None:
        """A table with the cells that miss their goals as far towards them as can be, all together."""
        low, high = self._cells.hiding(self._hidden).range_of_each()
        missed = self._missed(upwards=upwards)
        if upwards:
            high = np.where(missed, np.minimum(high, self._goals().high), high)
        if fixed is not None:
            low[fixed[0]] = high[fixed[0]] = fixed[1]
        return best_table(self._cells, np.where(missed, -1.0 if upwards else 1.0, 0.0), low, high)

    def _settle_for_less(self, cell: int, upwards: bool) -> None:
        """Two hidden people in the parts make a total of at least two, whatever is hidden: ask no more."""
        lowest = self._reach_low[cell] if upwards else self._lowest_of_all(cell)
        if lowest > self._reach_low[cell]:
            self._reach_low[cell] = lowest
        else:
            self._given_up[cell] = True

    def _cheapest(self, cell: int, target: float) -> tuple[np.ndarray, np.ndarray] | None:
        """The table with ``cell`` at ``target`` that bends the least of what is shown, and what it bends."""
        low, high = self._cells.hiding(self._hidden).range_of_each()
        low[cell] = high[cell] = target
        bendable = np.flatnonzero(self._can_hide & ~self._hidden)
        columns = self._cells.matrix[:, bendable]
        wider = Cells(
            low,
            high,
            self._hidden,
            self._cells.floor,
            sparse.csr_array(sparse.hstack([self._cells.matrix, columns, -columns], format="csr")),
            self._cells.constant,
            self._cells.is_whole,
        )
        cost = np.r_[np.zeros(len(low)), self._cost[bendable], self._cost[bendable]]
        room_up = np.full(len(bendable), self._cells.cap)
        room_down = np.maximum(low[bendable] - self._cells.floor, 0)
        found = best_table(wider, cost, np.r_[low, np.zeros(2 * len(bendable))], np.r_[high, room_up, room_down])
        return None if found is None else self._unbent(found, bendable)

    def _unbent(self, found: np.ndarray, bendable: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        counts, up, down = np.split(found, [len(self._hidden), len(self._hidden) + len(bendable)])
        bent = np.zeros(len(self._hidden), dtype=bool)
        bent[bendable] = np.abs(up - down) > _NEARLY
        moved = counts.copy()
        moved[bendable] += up - down
        return moved, bent

    def _lowest_of_all(self, cell: int) -> float:
        """The lowest a cell could be taken for if everything that can be hidden were."""
        low, high = self._cells.hiding(self._hidden | self._can_hide).range_of_each()
        aim = np.zeros(len(low))
        aim[cell] = 1.0
        found = best_table(self._cells, aim, low, high)
        return self._reach_low[cell] if found is None else float(found[cell])

    def _keep(self, counts: np.ndarray) -> None:
        """A table that fits everything published is proof of every count in it."""
        self._seen_low = np.minimum(self._seen_low, counts)
        self._seen_high = np.maximum(self._seen_high, counts)
