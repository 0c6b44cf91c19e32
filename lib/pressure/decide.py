"""From a sweep over k to the k that is used, and the sentence that says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lib.core.words import say_count
from lib.pressure.choice import Gap
from lib.pressure.partition import Labels
from lib.pressure.stability import Redraws, Stability

AS_STEADY = 0.05  # a finer division may be this much less steady than a coarser one
FOR_OPEN_COUNTRY = 0.10  # and this much more when its groups have open country between them
NEARLY_APART = 0.80  # where some division has open country, a finer one may have a little less
TOO_WEAK = 0.60  # below this no division is shown unless somebody asks for it


@dataclass(frozen=True)
class Sweep:
    """Every division tried: labels, silhouette, separation and resamples by k (from 2), and the gap by k (from 1)."""

    labels: Mapping[int, Labels]
    silhouette: Mapping[int, float]
    separation: Mapping[int, float]
    gap: Gap
    redraws: Mapping[int, Redraws]

    @property
    def apart(self) -> list[int]:
        """Every k whose groups have open country between them, finest first."""
        return sorted((k for k, value in self.separation.items() if value > 1.0), reverse=True)

    @property
    def has_structure(self) -> bool:
        """Whether areas fall into groups more than areas scattered without any do."""
        return bool(self.apart) or self.gap.is_clear

    @property
    def best_silhouette(self) -> int:
        """The k with the highest silhouette."""
        return max(self.silhouette, key=lambda k: (self.silhouette[k], -k))


@dataclass(frozen=True)
class Decision:
    """The k used and why, said to a councillor."""

    k: int
    reason: str


def decide(sweep: Sweep, stability_at: Callable[[int], Stability]) -> Decision:
    """Choose k, or 1 when the areas fall into no groups.

    Areas count as grouped when some division leaves open country between its groups, or beats data without structure
    by four standard deviations. The finest division with open country, the silhouette and the gap each propose a k;
    the first that holds up about as well as the steadiest when areas are drawn again is used.
    """
    if not sweep.has_structure:
        return Decision(1, _NO_STRUCTURE)
    proposals = _proposals(sweep)
    steadiness = {k: steady(sweep.labels[k], stability_at(k)) for k in proposals}
    enough = max(steadiness.values()) - AS_STEADY
    k = next(k for k in proposals if steadiness[k] >= enough - (FOR_OPEN_COUNTRY if k in sweep.apart else 0.0))
    if steadiness[k] < TOO_WEAK:
        return Decision(1, _NOT_STEADY)
    return Decision(k, _why(k, sweep, steadiness[k]))


def _proposals(sweep: Sweep) -> list[int]:
    """The finest k with open country or nearly, then those of the silhouette and the gap, finer first."""
    nearly = sorted((k for k, value in sweep.separation.items() if value > NEARLY_APART), reverse=True)
    others = sorted({sweep.best_silhouette, sweep.gap.one_error_k} - {1}, reverse=True)
    return list(dict.fromkeys([*(nearly[:1] if sweep.apart else []), *sweep.apart[:1], *others]))


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
TOO_FEW = "{n} with figures: too few to group, so a heat table is shown instead."
ALL_ALIKE = "Every area has the same figures, so there is nothing to group by."
JOINED_UP = "Each group is made of neighbouring areas."


def _why(k: int, sweep: Sweep, steadiness: float) -> str:
    """Why this k."""
    best, by_gap = sweep.best_silhouette, sweep.gap.one_error_k
    between = "with clear space between them" if k in sweep.apart else "that shade into each other"
    agree = "and so does the gap statistic" if by_gap == best else f"the gap statistic {by_gap}"
    return (
        f"{k} groups {between}. The silhouette points to {best} ({sweep.silhouette[best]:.2f}), {agree}; when areas "
        f"are drawn again, the groups come back {steadiness:.0%} the same."
    )


def chosen_by_hand(k: int, asked: int, sweep: Sweep) -> str:
    """What to know about a number of groups that somebody asked for."""
    fewer = f" {asked} were asked for, but the figures tell only {k} kinds of area apart." if k < asked else ""
    doubt = "" if sweep.has_structure else " The areas do not fall into clear groups: treat these as a convenience."
    silhouette = f" (silhouette {sweep.silhouette[k]:.2f})" if k in sweep.silhouette else ""
    return f"{say_count(k, 'group')}, chosen by hand{silhouette}.{fewer}{doubt}"
