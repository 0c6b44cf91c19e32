"""From a sweep over k to the k that is used, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lib.pressure.choice import Gap
from lib.pressure.partition import Labels
from lib.pressure.stability import Stability

AS_STEADY = 0.05  # a finer division may be this much less steady than a coarser one
TOO_WEAK = 0.60  # below this no division is shown unless somebody asks for it


@dataclass(frozen=True)
class Sweep:
    """Every division tried: labels and silhouette by k (from 2), and the gap by k (from 1)."""

    labels: Mapping[int, Labels]
    silhouette: Mapping[int, float]
    gap: Gap


@dataclass(frozen=True)
class Decision:
    """The k used and why, said to a councillor."""

    k: int
    reason: str


def decide(sweep: Sweep, stability_at: Callable[[int], Stability]) -> Decision:
    """Choose k, or 1 when the areas fall into no groups.

    Areas count as grouped when some division beats data without structure by three standard deviations.
    The silhouette and the gap each propose a k; the finest proposal that holds up when areas are drawn
    again as well as the steadiest is used.
    """
    if not sweep.gap.is_clear:
        return Decision(1, _NO_STRUCTURE)
    by_silhouette = max(sweep.silhouette, key=lambda k: (sweep.silhouette[k], -k))
    proposals = sorted({by_silhouette, _by_gap(sweep.gap, by_silhouette)}, reverse=True)
    steadiness = {k: steady(sweep.labels[k], stability_at(k)) for k in proposals}
    k = next(k for k in proposals if steadiness[k] >= max(steadiness.values()) - AS_STEADY)
    if steadiness[k] < TOO_WEAK:
        return Decision(1, _NOT_STEADY)
    return Decision(k, _why(k, by_silhouette, sweep, steadiness[k]))


def _by_gap(gap: Gap, otherwise: int) -> int:
    """The gap's k, or the other one when the gap says there is one group only."""
    return gap.one_error_k if gap.one_error_k > 1 else otherwise


def steady(labels: Labels, stability: Stability) -> float:
    """Mean Jaccard over areas: each cluster counts by its size."""
    return float(np.average(stability.jaccard, weights=np.bincount(labels)))


_NO_STRUCTURE = (
    "No cluster structure here: dividing these areas explains no more than dividing areas scattered at random "
    "would. They are kept as one group."
)
_NOT_STEADY = (
    "No cluster structure to rely on: however the areas are divided, the groups change when areas are drawn again. "
    "They are kept as one group."
)
TOO_FEW = "There are {n} areas. That is too few to group, so a heat table is shown instead."
ALL_ALIKE = "Every area has the same figures, so there is nothing to group by."
JOINED_UP = "Each group is made of neighbouring areas."


def _why(k: int, by_silhouette: int, sweep: Sweep, steadiness: float) -> str:
    """Why this k."""
    by_gap = sweep.gap.one_error_k
    silhouette = (
        f"areas are best separated in {by_silhouette} groups (silhouette {sweep.silhouette[by_silhouette]:.2f})"
    )
    agree = f"the gap statistic says {by_gap}" if by_gap != by_silhouette else "the gap statistic agrees"
    held = f"areas keep {steadiness:.0%} of their group when areas are drawn again"
    return f"{k} groups: {silhouette}, {agree}, and {held}."


def chosen_by_hand(k: int, asked: int, sweep: Sweep) -> str:
    """What to know about a number of groups that somebody asked for."""
    fewer = f" {asked} were asked for, but the figures tell only {k} kinds of area apart." if k < asked else ""
    doubt = "" if sweep.gap.is_clear else " The areas do not fall into clear groups: treat these as a convenience."
    silhouette = f" (silhouette {sweep.silhouette[k]:.2f})" if k in sweep.silhouette else ""
    return f"{k} groups, chosen by hand{silhouette}.{fewer}{doubt}"
