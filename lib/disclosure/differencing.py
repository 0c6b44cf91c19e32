"""Guard filters, zones and versions against subtraction: people in one and not in the other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from lib.core import Problem, refusal
from lib.disclosure.attacker import Cells
from lib.disclosure.bounding import bounds_of
from lib.disclosure.rules import Rule

#: Who a figure is about: one identifier each, or people in each cell (areas, age bands).
People = Iterable[Hashable] | Mapping[Hashable, float] | pd.Series


@dataclass(frozen=True, eq=False)
class Differencing:
    """What has been shown so far, so that the next figure can be held against it.

    Nothing in it changes: :meth:`after` gives a new guard.

    Attributes
    ----------
    rule
        The small-number rule that figures are shown under.
    shown
        For each figure shown: people in each cell. Kept on this machine, never shown.
    """

    rule: Rule
    shown: tuple[pd.Series, ...] = ()

    def check(self, people: People) -> Problem | None:
        """Whether one more figure may be shown.

        Parameters
        ----------
        people
            Whom the figure counts: their identifiers, or a count of people for each cell the filter
            takes in. Cells are told apart by their labels, so keep the same labels from filter to
            filter; a cell whose count differs between versions counts as people who came or left.

        Returns
        -------
        Problem | None
            A refusal when figures shown so far, with this one, would pin down a small number of people
            more closely than the rule allows; ``None`` when it may be shown.
        """
        new = _per_cell(people)
        if self.rule.protection_interval == 0 or any(new.equals(old) for old in self.shown):
            return None
        return _refused() if _gives_away((*self.shown, new), self.rule) else None

    def after(self, people: People) -> Differencing:
        """The guard once this figure has been shown."""
        new = _per_cell(people)
        if any(new.equals(old) for old in self.shown):
            return self
        return replace(self, shown=(*self.shown, new))


def _refused() -> Problem:
    return refusal(
        "difference-too-small",
        "This choice and one looked at before differ by only a few people, "
        "so showing both would give away a small number.",
        fix="Widen the choice, or go back to the one before.",
    )


def _per_cell(people: People) -> pd.Series:
    """People by cell, in a fixed order; identifiers count one each, however often they are given."""
    if isinstance(people, (pd.Series, Mapping)):
        counts = pd.Series(people, dtype="float64").groupby(level=0).sum()
    else:
        counts = pd.Series(1.0, index=pd.Index(list(dict.fromkeys(people)), dtype=object))
    return counts[counts > 0].sort_index(key=lambda labels: labels.map(str))


@dataclass(frozen=True, eq=False)
class _Groups:
    """People split into groups that no figure splits further.

    ``inside`` has a row for each figure and a column for each group; ``people`` is how many each has.
    """

    inside: np.ndarray
    people: np.ndarray


def _gives_away(shown: tuple[pd.Series, ...], rule: Rule) -> bool:
    groups = _groups(shown)
    targets = _derived(groups, rule)
    if not targets:
        return False
    cells = _with_targets(_as_cells(groups, rule), targets)
    last = np.arange(len(cells.low) - len(targets), len(cells.low))
    bounds = bounds_of(cells, last)
    return bool((bounds.high[last] - bounds.low[last] < rule.protection_interval).any())


def _groups(shown: tuple[pd.Series, ...]) -> _Groups:
    """The groups all figures have in common, and for each figure the people only its version has."""
    members = pd.concat(shown, axis=1, join="outer").to_numpy()
    inside = ~np.isnan(members)
    least = np.where(inside, members, np.inf).min(axis=1)
    patterns, of = np.unique(inside, axis=0, return_inverse=True)
    common = np.bincount(of.ravel(), weights=least)
    further = np.where(inside, members - least[:, None], 0).sum(axis=0)
    came = np.flatnonzero(further > 0)
    return _Groups(np.column_stack([patterns.T, np.eye(len(shown), dtype=bool)[:, came]]), np.r_[common, further[came]])


def _derived(groups: _Groups, rule: Rule) -> list[np.ndarray]:
    """Every set of people that subtraction singles out and the rule would hide, as groups inside it."""
    sets = [*groups.inside, *np.eye(len(groups.people), dtype=bool)]
    for one, other in combinations(groups.inside, 2):
        sets += [one & ~other, other & ~one, one & other]
    distinct = np.unique(np.array(sets), axis=0)
    return [chosen for chosen in distinct if chosen.any() and bool(rule.hides(groups.people[chosen].sum()))]


def _as_cells(groups: _Groups, rule: Rule) -> Cells:
    """Groups as hidden cells and figures as their published totals."""
    totals = groups.inside @ groups.people
    low, high = rule.could_be(rule.rounds(totals))
    is_small = np.asarray(rule.hides(totals))
    n_figures, n_groups = groups.inside.shape
    return Cells(
        np.r_[np.zeros(n_groups), np.where(is_small, rule.lowest_hidden or 0, low)],
        np.r_[np.full(n_groups, np.inf), np.where(is_small, rule.highest_hidden or 0, high)],
        np.r_[np.ones(n_groups, dtype=bool), np.zeros(n_figures, dtype=bool)],
        0.0,
        sparse.csr_array(np.hstack([-groups.inside.astype(float), np.eye(n_figures)])),
        np.zeros(n_figures),
    )


def _with_targets(cells: Cells, targets: list[np.ndarray]) -> Cells:
    """The cells with a further one for each set of groups that somebody might work out."""
    n_targets, n_groups = len(targets), len(targets[0])
    made_of = np.zeros((n_targets, len(cells.low)))
    made_of[:, :n_groups] = -np.array(targets, dtype=float).reshape(n_targets, n_groups)
    both: Any = [[cells.matrix, None], [sparse.csr_array(made_of), sparse.eye_array(n_targets)]]
    return Cells(
        np.r_[cells.low, np.zeros(n_targets)],
        np.r_[cells.high, np.full(n_targets, np.inf)],
        np.r_[cells.is_hidden, np.ones(n_targets, dtype=bool)],
        0.0,
        sparse.csr_array(sparse.block_array(both, format="csr")),
        np.r_[cells.constant, np.zeros(n_targets)],
    )
