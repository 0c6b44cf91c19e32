"""Representation of many groups in many areas at once: matrices in, matrices out."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from lib.disclosure.rules import rule_named
from lib.measures.comparing import VERDICTS, Codes, Measured, measure, verdicts
from lib.measures.difference import adjusted_together
from lib.measures.given import Given
from lib.measures.intervals import Floats, Yes

_CELLS_AT_ONCE = 50_000  # small enough to stay in the processor's cache


@dataclass(frozen=True)
class Grid:
    """One row per area, one column per group; as :func:`lib.measures.representation` says of each.

    ``verdict`` is a place in :data:`lib.measures.comparing.VERDICTS`: see :meth:`said`.
    """

    ratio: pd.DataFrame
    low: pd.DataFrame
    high: pd.DataFrame
    p_adjusted: pd.DataFrame
    verdict: pd.DataFrame
    is_suppressed: pd.DataFrame

    def said(self) -> pd.DataFrame:
        """The verdicts in words."""
        return self.verdict.apply(lambda codes: pd.Series(np.array(VERDICTS)[codes], index=codes.index))


def representation_grid(
    users: pd.DataFrame,
    population: pd.DataFrame,
    level: float = 0.95,
    rule: str = "asc",
    *,
    is_protected: bool = False,
) -> Grid:
    """Compare every group in every area with the area's own population.

    Parameters
    ----------
    users, population
        People: one row per area, one column per group of one characteristic. ``population`` is put in the
        order of ``users``; an area or group it lacks cannot be tested. Every group of users must be there:
        a missing count leaves its area without a total.
    level, rule
        As for :func:`lib.measures.representation`.
    is_protected
        Round counts and the totals of areas as the rule asks before anything is worked out, so that what comes back
        may be given out. Small counts are hidden either way.

    Returns
    -------
    Grid
        The same numbers as :func:`lib.measures.representation` on the same groups in long form, all cells
        looked at together.
    """
    people = population.reindex(index=users.index, columns=users.columns).to_numpy(dtype="float64", na_value=np.nan)
    counts = users.to_numpy(dtype="float64", na_value=np.nan)
    chosen = rule_named(rule)
    hidden, base = np.asarray(chosen.hides(counts), dtype=bool), _total(counts)
    if is_protected:
        counts, base = np.asarray(chosen.rounds(counts)), np.asarray(chosen.rounds(base))
    kept = _Kept.room_for(counts.shape)
    rows = max(1, _CELLS_AT_ONCE // max(1, counts.shape[1]))
    parts = [slice(start, start + rows) for start in range(0, len(counts), rows)]
    work = lambda part: kept.keep(part, _measured(counts[part], base[part], people[part], hidden[part], level))  # noqa: E731
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as workers:
        list(workers.map(work, parts))
    p_adjusted = adjusted_together(kept.p_value)
    differs = (p_adjusted < 1 - level) & (kept.whole_p < 1 - level)
    verdict = verdicts(differs, kept.low, kept.high, kept.reason)
    matrices = (kept.ratio, kept.low, kept.high, p_adjusted, verdict, hidden)
    return Grid(*(pd.DataFrame(values, index=users.index, columns=users.columns, copy=False) for values in matrices))


@dataclass(frozen=True)
class _Kept:
    """What is kept of each part, as matrices."""

    ratio: Floats
    low: Floats
    high: Floats
    p_value: Floats
    whole_p: Floats
    reason: Codes

    @classmethod
    def room_for(cls, shape: tuple[int, ...]) -> _Kept:
        kinds = [np.int8 if field.name == "reason" else np.float64 for field in fields(cls)]
        return cls(*(np.empty(shape, dtype=kind) for kind in kinds))

    def keep(self, part: slice, measured: Measured) -> None:
        for field in fields(self):
            room = getattr(self, field.name)[part]
            room[:] = getattr(measured, field.name).reshape(room.shape)


def _measured(counts: Floats, base: Floats, people: Floats, hidden: Yes, level: float) -> Measured:
    nobody_unknown = np.zeros(counts.size, dtype=bool)
    return measure(_given(counts, base, people), hidden.ravel(), nobody_unknown, level, False)


def _given(counts: Floats, base: Floats, people: Floats) -> Given:
    """Areas as tables, cells as rows; printed numbers of people are not rounded."""
    areas, groups = counts.shape
    everybody = _total(people)
    exact = np.zeros(counts.size)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Given(
            table=np.repeat(np.arange(areas), groups),
            users=counts.ravel(),
            base=np.repeat(base, groups),
            users_share=(counts / base[:, None]).ravel(),
            users_half=exact,
            population=people.ravel(),
            population_base=np.repeat(everybody, groups),
            population_share=(people / everybody[:, None]).ravel(),
            population_half=exact,
            counted=~np.isnan(counts.ravel()),
        )


def _total(counts: Floats) -> Floats:
    """Sum of each area; nobody at all, or a count that is missing, is no total."""
    sums = counts.sum(axis=1)
    return np.where(sums > 0, sums, np.nan)
