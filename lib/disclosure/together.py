"""What several tables of the same people, parted differently, tell when they are added up against each other.

Two tables are of the same people where sums of one are sums of the other: people by provider and people by locality
add up to the same, and the users of each group to the users of all areas. What one hides, the others must not fill in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy import sparse

from lib.disclosure.attacker import Cells, components, sums_over
from lib.disclosure.bounding import bounds_of
from lib.disclosure.linking import Ends, ties
from lib.disclosure.system import System
from lib.disclosure.telling import Side, known_of


def are_linked(one: Side, other: Side) -> bool:
    """Whether somebody who has both tables can add one up against the other, going by them with nothing hidden."""
    return any(_tied(a, b).shape[0] > 0 for a in one.systems for b in other.systems)


def together_tell(sides: Sequence[Side]) -> bool:
    """Whether tables of the same people, all side by side, bound a hidden count closer than its rule allows.

    What a table says of its own hidden counts is not asked again: only what the others add to it.
    """
    blocks = [_Block.of(side, system) for side in sides for system in side.systems]
    shared = _shared(blocks)
    if not shared.shape[0]:
        return False
    cells = _side_by_side(blocks, shared)
    hidden, width = (np.concatenate([getattr(block, name) for block in blocks]) for name in ("hidden", "width"))
    group = components(cells.matrix, cells.high > 0)
    within = np.intersect1d(group[np.unique(shared.indices)], group[hidden])
    parts = (np.flatnonzero(group == number) for number in within[within >= 0])
    return any(_tells(cells, shared.shape[0], part, hidden, width) for part in parts)


@dataclass(frozen=True, eq=False)
class _Block:
    """One table: what adds up in it, what each of its cells could be, and how wide a hidden one must stay."""

    system: System
    ends: Ends
    hidden: np.ndarray
    width: np.ndarray

    @classmethod
    def of(cls, side: Side, exact: System) -> _Block:
        n_cells = len(exact.cells.low)
        low, high = np.zeros(n_cells), np.full(n_cells, np.inf)
        hidden = np.zeros(n_cells, dtype=bool)
        known = known_of(side.shown)
        labels = [name for name in known.columns if name not in ("low", "high", "hidden")]
        place = exact.labels.assign(_at=exact.labels.index)
        found = place.merge(known, on=labels, how="inner", validate="many_to_many")
        at = found["_at"].to_numpy(dtype=int)
        low[at], high[at], hidden[at] = found["low"], found["high"], found["hidden"]
        interval = 0 if side.shown.rule is None else side.shown.rule.protection_interval
        return cls(exact, Ends(low, high), hidden, np.full(n_cells, float(interval)))


def _tied(one: System, other: System) -> sparse.csr_array:
    """The sums of people that both tables truly have in common."""
    counts = [Ends(system.cells.low, system.cells.low) for system in (one, other)]
    found = ties(one, other, *counts)
    has_people = abs(found) @ np.concatenate([ends.low for ends in counts]) > 0
    return found[has_people]


def _shared(blocks: Sequence[_Block]) -> sparse.csr_array:
    """The sums that any two tables have in common, among the cells of all."""
    starts = np.cumsum([0, *(len(block.hidden) for block in blocks)])
    found = [_placed(_tied(a.system, b.system), starts, n, m) for (n, a), (m, b) in combinations(enumerate(blocks), 2)]
    return sparse.csr_array(sparse.vstack([*found, sparse.csr_array((0, starts[-1]))], format="csr"))


def _side_by_side(blocks: Sequence[_Block], shared: sparse.csr_array) -> Cells:
    """All tables as one: what adds up in each, then the sums they share."""
    own = sparse.block_diag([block.system.cells.matrix for block in blocks], format="csr")
    constants = [block.system.cells.constant for block in blocks]
    return Cells(
        np.concatenate([block.ends.low for block in blocks]),
        np.concatenate([block.ends.high for block in blocks]),
        np.zeros(shared.shape[1], dtype=bool),
        0.0,
        sparse.csr_array(sparse.vstack([own, shared], format="csr")),
        np.r_[*constants, np.zeros(shared.shape[0])],
        all(block.system.cells.is_whole for block in blocks),
    )


def _placed(tied: sparse.csr_array, starts: np.ndarray, one: int, other: int) -> sparse.csr_array:
    """Sums of two tables among the cells of all."""
    sums = sparse.coo_array(tied)
    row, column = sums.coords
    size = starts[one + 1] - starts[one]
    at = np.where(column < size, column + starts[one], column - size + starts[other])
    return sparse.csr_array((sums.data, (row, at)), shape=(tied.shape[0], starts[-1]))


def _tells(cells: Cells, n_shared: int, chosen: np.ndarray, hidden: np.ndarray, width: np.ndarray) -> bool:
    wanted, sums = np.flatnonzero(hidden[chosen]), sums_over(cells.matrix, chosen)
    left = _widths(cells.only(chosen, sums), wanted)  # missing when nothing fits: then they are not the same people
    close = wanted[left[wanted] < width[chosen][wanted]]
    if not close.size:
        return False
    alone = _widths(cells.only(chosen, sums[sums < len(cells.constant) - n_shared]), close)
    return bool((left[close] < alone[close]).any())


def _widths(cells: Cells, wanted: np.ndarray) -> np.ndarray:
    bounds = bounds_of(cells, wanted)
    return bounds.high - bounds.low
