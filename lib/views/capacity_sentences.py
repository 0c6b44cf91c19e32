"""What a waterfall of home care hours says by locality, in words made by rule."""

from __future__ import annotations

import pandas as pd

from lib.core.words import say_list, say_number
from lib.disclosure import ProtectedTable, require_protected
from lib.measures.areas_in_localities import NOWHERE
from lib.measures.capacity import Capacity
from lib.measures.figures_by_locality import WHOLE

ASSUMED = (
    "An assumption, not a count: nobody says in which locality the hours that providers declare could be worked. They "
    "are shared out by where people aged 65 and over live, in whole hours, and add up to the hours above."
)
#: What growth is shared out by: whether by the hours delivered now.
SHARED = {
    False: "Growth is shared out in the same way, so every locality has the same share left; choose hours delivered "
    "now to see where growth would fall if it followed the care that is there.",
    True: "Growth is shared out by the hours of home care delivered in each locality now.",
}
_NAMED = 4


def say_capacity_by_locality(table: ProtectedTable, found: Capacity, *, by_hours: bool) -> list[str]:
    """Where most hours could be bought, and where growth takes more than that.

    Needs ``locality_code``, ``locality_name`` and a column for each step of ``found``.
    """
    frame = require_protected(table).frame
    each = frame[~frame["locality_code"].isin([NOWHERE, WHOLE])]
    left = str(found.steps["step"].iloc[-1])
    most = each.sort_values("can be commissioned", ascending=False, kind="stable").iloc[0]
    said = [
        f"Shared out by where people aged 65 and over live, {most['locality_name']} has most of the hours that can be "
        f"bought: {say_number(float(most['can be commissioned']))} of {say_number(found.commissionable_hours)} a week, "
        f"{_left(float(most[left]))}."
    ]
    return [*said, _short(each, left)] if by_hours else said


def _left(hours: float) -> str:
    return f"{say_number(-hours)} too few after growth" if hours < 0 else f"{say_number(hours)} left after growth"


def _short(each: pd.DataFrame, left: str) -> str:
    """Localities where growth takes more than can be bought."""
    short = each[each[left] < 0].sort_values(left, kind="stable")
    if short.empty:
        return "If growth follows the care delivered now, every locality has enough."
    named = [
        f"{name} ({say_number(-float(hours))})" for name, hours in zip(short["locality_name"], short[left], strict=True)
    ]
    more = [f"{len(named) - _NAMED:,} more"] if len(named) > _NAMED else []
    return f"If growth follows the care delivered now, hours run short in {say_list([*named[:_NAMED], *more])}."
