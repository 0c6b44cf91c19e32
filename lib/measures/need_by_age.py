"""Need by age: the people of an area, each counted at the rate at which their age group uses care."""

from __future__ import annotations

import pandas as pd

from lib.ingest.kinds.ages import ages_of
from lib.measures.given import is_unknown

_FEWEST_BANDS = 2
_OLDEST_NAMED = 99  # the last group must reach everybody older


def need_by_age(groups: pd.DataFrame, population: pd.DataFrame) -> pd.Series | None:
    """Users expected of each area if everybody used care as their age group does.

    Parameters
    ----------
    groups
        One row an age group, as shown: ``characteristic_group``, ``users_count`` and ``population_count``, or
        ``users_pct`` and ``population_pct`` where there are no counts.
    population
        By ``area_code``: ``population``, ``population_18_plus`` and so on, and single years ``age_00`` to ``age_90``
        (the last: and over) where given.

    Returns
    -------
    Series | None
        By ``area_code``; only the shares among areas have a meaning where percentages were given. ``None`` where a
        group is hidden or is no age, or the population does not part people at two of the groups' ends or more.
    """
    older = _people_from(population)
    bands = _joined(_bands(groups), older)
    if bands is None or len(bands) < _FEWEST_BANDS or not (bands["people"] > 0).all():
        return None
    starts, rates = [int(age) for age in bands["low"]], (bands["users"] / bands["people"]).tolist()
    over = [older[age] for age in starts]
    inside = [one - other for one, other in zip(over, [*over[1:], over[0] * 0.0], strict=True)]
    parts = [people * rate for people, rate in zip(inside, rates, strict=True)]
    return pd.concat(parts, axis=1).sum(axis=1, skipna=False)


def _bands(groups: pd.DataFrame) -> pd.DataFrame | None:
    """``low, high, users, people`` of each age group, the youngest first; ``None`` where one cannot be used."""
    known = groups[~is_unknown(groups)]
    ages = [ages_of(str(name)) for name in known["characteristic_group"]]
    users, people = next(
        (pair for pair in _sides(known) if pair[0].notna().all() and pair[1].notna().all()), (None, None)
    )
    if users is None or people is None or not ages or any(one is None or one.is_everyone for one in ages):
        return None
    ends = pd.DataFrame([(one.low, one.high) for one in ages if one is not None], columns=["low", "high"])
    bands = ends.assign(users=users.to_numpy(), people=people.to_numpy()).sort_values("low", ignore_index=True)
    follows = (bands["low"].iloc[1:].to_numpy() == bands["high"].iloc[:-1].to_numpy() + 1).all()
    return bands if follows and int(bands["high"].iloc[-1]) >= _OLDEST_NAMED else None


def _sides(groups: pd.DataFrame) -> list[tuple[pd.Series, pd.Series]]:
    pairs = (("users_count", "population_count"), ("users_pct", "population_pct"))
    return [
        (groups[users].astype("Float64").astype("float64"), groups[people].astype("Float64").astype("float64"))
        for users, people in pairs
        if users in groups and people in groups
    ]


def _people_from(population: pd.DataFrame) -> dict[int, pd.Series]:
    """People of this age and over, by the ages at which the population can be parted."""
    single = sorted(name for name in population.columns if str(name).startswith("age_"))
    found = {int(str(name)[4:]): population[single[n:]].astype("float64").sum(axis=1, skipna=False)
             for n, name in enumerate(single)}  # fmt: skip
    named = {0: "population"} | {age: f"population_{age}_plus" for age in (18, 65, 75, 85)}
    given = {age: population[name].astype("float64") for age, name in named.items() if name in population}
    return {**found, **given}


def _joined(bands: pd.DataFrame | None, older: dict[int, pd.Series]) -> pd.DataFrame | None:
    """Neighbouring groups put together until the population can be parted at their ends."""
    if bands is None or int(bands["low"].iloc[0]) not in older:
        return None
    number = bands["low"].isin(list(older)).cumsum()
    by = bands.groupby(number.to_numpy())
    return by.agg(low=("low", "min"), users=("users", "sum"), people=("people", "sum"))
