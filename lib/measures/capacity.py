"""Weekly hours of home care: declared by providers, what of them can be bought, and what is left after growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lib.core import Problem, note, refusal
from lib.measures.home_care import capacity_waterfall

TOO_DEAR, INADEQUATE, TOGETHER = "unaffordable", "from services rated Inadequate", "unaffordable or rated Inadequate"
CIRCULAR = (
    "Capacity equals demand in every figure given. Capacity set to match demand shows nothing about either: "
    "ask where each figure comes from."
)
_DECLARED = (
    "Hours are as providers declared them on one day. They are not promised, and not spread over localities: "
    "hours in the wrong place or at the wrong time of day serve nobody."
)
_NOT_SPLIT = "The hours out of reach are one figure: how many are unaffordable and how many Inadequate is not said."
_SHORT = "Expected growth takes more hours than can be bought: there is a shortfall before anything goes wrong."
_SMALL_BASE = "The growth and its percentage imply fewer hours in all than can be bought: check the percentage."
_FEWEST_PROVIDERS = 3
_NO_GROWTH = "No growth is assumed, so all that can be bought is headroom."


@dataclass(frozen=True)
class Capacity:
    """What could be bought.

    Attributes
    ----------
    steps
        ``step``, ``weekly_hours`` (negative when taken away), ``is_change``, ``ends_at``.
    commissionable_hours, headroom_hours
        Weekly hours that can be bought, and what is left of them after growth; a negative headroom is a shortfall.
    implied_base_hours
        The weekly hours that growth was reckoned from; ``None`` without its percentage.
    flags
        What a reader should know before believing the headroom.
    """

    steps: pd.DataFrame
    commissionable_hours: float
    headroom_hours: float
    implied_base_hours: float | None
    flags: tuple[Problem, ...]


def declared_hours(providers: pd.DataFrame, la_code: str) -> float | None:
    """Hours a week that the providers of a council declare: what they could do besides what they do.

    Hours paid in the week are delivered to somebody already, so nobody can buy them; growth comes on top of them.

    Parameters
    ----------
    providers
        One row per provider: ``la_code``, ``extra_hours`` and ``can_provide_more`` (yes/no, missing allowed). A
        provider that says it can do no more has no extra hours.

    Returns
    -------
    float or None
        ``None`` with fewer than three providers of the council, whose sum would tell one the figure of another, and
        where none gives a figure.
    """
    own = providers[providers["la_code"] == la_code]
    hours = own["extra_hours"].where(own["can_provide_more"].fillna(True), 0.0)
    return float(hours.sum()) if hours.notna().sum() >= _FEWEST_PROVIDERS else None


def capacity(
    declared_hours: float,
    commissionable_hours: float,
    growth_hours: float,
    *,
    inadequate_hours: float | None = None,
    growth_pct: float | None = None,
) -> Capacity:
    """Walk from declared hours to headroom.

    Parameters
    ----------
    declared_hours
        Weekly hours providers say they could deliver.
    commissionable_hours
        Of these, hours that can be bought: affordable, and from services not rated Inadequate.
    growth_hours, growth_pct
        Weekly hours that expected growth will take, and the percentage (6 is 6%) it is, where known.
    inadequate_hours
        Of the hours that cannot be bought, those of services rated Inadequate; ``None`` where the two reasons
        are not told apart.

    Returns
    -------
    Capacity
        Without steps where the figures contradict one another; ``flags`` then has a refusal.
    """
    lost = declared_hours - commissionable_hours
    impossible = _impossible(lost, inadequate_hours)
    if impossible:
        nothing = pd.DataFrame(columns=["step", "weekly_hours", "is_change", "ends_at"])
        return Capacity(nothing, float("nan"), float("nan"), None, impossible)
    fall = capacity_waterfall(declared_hours, commissionable_hours, growth_hours, growth_pct)
    steps = _with_reasons(fall.steps, declared_hours, lost, inadequate_hours)
    flags = _flags(commissionable_hours, growth_hours, inadequate_hours, growth_pct)
    return Capacity(steps, commissionable_hours, fall.headroom_hours, fall.implied_base_hours, flags)


def _impossible(lost: float, inadequate: float | None) -> tuple[Problem, ...]:
    if lost < 0:
        what = "More hours are said to be for sale than providers declared."
        return (refusal("capacity-more-than-declared", what, fix="Correct one of the two figures."),)
    if inadequate is not None and inadequate > lost:
        what = "More hours are said to be from services rated Inadequate than are out of reach altogether."
        return (refusal("capacity-inadequate-too-many", what, fix="Count every hour that is out of reach."),)
    return ()


def _with_reasons(steps: pd.DataFrame, declared: float, lost: float, inadequate: float | None) -> pd.DataFrame:
    """The step of what cannot be bought, by its reasons where they are known."""
    if inadequate is None:
        reasons = [(TOGETHER, -lost, True, declared - lost)]
    else:
        dear = lost - inadequate
        reasons = [
            (TOO_DEAR, -dear, True, declared - dear),
            (INADEQUATE, -inadequate, True, declared - lost),
        ]
    between = pd.DataFrame(reasons, columns=list(steps.columns))
    return pd.concat([steps.iloc[:1], between, steps.iloc[2:]], ignore_index=True)


def _flags(left: float, growth: float, inadequate: float | None, growth_pct: float | None) -> tuple[Problem, ...]:
    """What is so of these figures, in the order a reader should hear it."""
    is_base_small = bool(growth_pct) and 100 * growth / float(growth_pct or 1) < left
    asked = (
        (True, "capacity-declared", _DECLARED),
        (inadequate is None, "capacity-not-split", _NOT_SPLIT),
        (growth > left, "capacity-shortfall", _SHORT),
        (is_circular([growth], [left]), "capacity-circular", CIRCULAR),
        (is_base_small, "capacity-base-too-small", _SMALL_BASE),
        (growth == 0, "capacity-no-growth", _NO_GROWTH),
    )
    return tuple(note(code, what) for is_so, code, what in asked if is_so)


def is_circular(demand: Sequence[float], planned: Sequence[float], within: float = 0.005) -> bool:
    """Whether capacity equals demand in every period, to half a per cent: set to match, not worked out.

    Periods in which either is missing are left out; without any period there is nothing to match.
    """
    pairs = [(d, c) for d, c in zip(demand, planned, strict=True) if pd.notna(d) and pd.notna(c) and d > 0]
    return bool(pairs) and all(abs(c - d) <= within * d for d, c in pairs)
