"""A council's waterfall of home care hours shared out among localities, adding up to it exactly."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from lib.measures.capacity import Capacity

_BOUGHT, _GROWTH = "can be commissioned", "needed for expected growth"


def capacity_by_locality(found: Capacity, people: pd.Series, growth: pd.Series | None = None) -> pd.DataFrame:
    """Each step of a waterfall by locality.

    Nobody says where hours that are declared could be worked, so sharing them out is an assumption.

    Parameters
    ----------
    found
        The council's waterfall (:func:`lib.measures.capacity.capacity`), with steps.
    people
        People by locality, those in none too, in whose shares hours are given out.
    growth
        What expected growth is shared out by, by the same localities; ``people`` where there is none.

    Returns
    -------
    DataFrame
        One row for each locality in the order of ``people`` and one column for each step in the order of the steps,
        signed as they are. Whole hours, each column adding up to the council's step and each row from step to step;
        what the council has over whole hours goes to the largest. Empty where nobody lives in any or a number is
        missing.
    """
    by_growth = people if growth is None else growth.reindex(people.index)
    if found.steps.empty or not (_can_share(people) and _can_share(by_growth)):
        return pd.DataFrame(index=people.index[:0], columns=list(found.steps["step"]), dtype="float64")
    hours = found.steps.set_index("step")["weekly_hours"].astype("float64")
    lost = [step for step in hours.index[1:] if step not in (_BOUGHT, _GROWTH, hours.index[-1])]
    parts = {step: -shared_out(-hours[step], people) for step in lost}
    bought = shared_out(hours[_BOUGHT], people)
    needed = -shared_out(-hours[_GROWTH], by_growth)
    declared = bought - sum(parts.values())
    columns = {hours.index[0]: declared, **parts, _BOUGHT: bought, _GROWTH: needed, hours.index[-1]: bought + needed}
    return pd.DataFrame(columns)[list(hours.index)] + 0.0  # no step is a minus nought


def shared_out(total: float, weights: pd.Series) -> pd.Series:
    """A number not below 0 in whole parts by weights, by largest remainders; the parts add up to it.

    What it has over a whole number goes to the largest weight, the first of those alike.
    """
    whole = math.floor(total)
    exact = whole * weights.astype("float64").to_numpy() / float(weights.sum())
    parts = np.floor(exact)
    left = round(whole - parts.sum())
    parts[np.argsort(parts - exact, kind="stable")[:left]] += 1
    parts[int(np.argmax(weights.to_numpy("float64")))] += total - whole
    return pd.Series(parts, index=weights.index)


def _can_share(weights: pd.Series) -> bool:
    return bool(weights.notna().all()) and float(weights.sum()) > 0
