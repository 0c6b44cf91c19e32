"""Made-up home care providers, people leaving hospital and how long people wait."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

import numpy as np
import pandas as pd

from data.making.chance import dice, shared_out
from data.making.councils import HOURS_PER_PACKAGE, Council
from lib.core.words import say_period

LEADS, MOST_SPOT = 2, 4  # providers of each kind in a locality, at most
FEW_PLACES, SHARE_LEADS = 6, 4  # beyond so many localities, so many share lead providers
UNPLACED_PCT = 1  # hours of no locality, out of 100
NEAREST = 2  # hospitals that people of a council mostly leave
TOWN_OFFICES, IN_TOWN = 3, 0.7  # office blocks in the busiest locality, and the share of providers there


def waits(council: Council, activity: pd.DataFrame) -> pd.DataFrame:
    """Activity with hours waiting and how long half and nine in ten of those who wait have waited at most."""
    rng = dice(council.short, "waits")
    waiting = activity["people_waiting"].to_numpy(dtype=float)
    slow = activity["locality_name"].map(dict(zip(activity["locality_name"].unique(), rng.uniform(3, 9, 40))))  # noqa: B905
    median = slow.to_numpy() * rng.uniform(0.85, 1.15, len(activity))
    total = activity.groupby("period", observed=False)["people_waiting"].transform("sum").to_numpy(dtype=float)
    median = np.maximum(np.round(median * np.sqrt(total / total[-1])), 1)  # longer lists, longer waits
    nobody = waiting == 0
    return activity.assign(
        hours_waiting=np.round(waiting * HOURS_PER_PACKAGE * rng.uniform(0.8, 1.2, len(activity))).astype(int),
        wait_days_median=pd.array(np.where(nobody, np.nan, median), dtype="Int64"),
        wait_days_p90=pd.array(np.where(nobody, np.nan, np.round(median * rng.uniform(2.6, 3.6))), dtype="Int64"),
    )


def providers(council: Council, activity: pd.DataFrame, postcodes: pd.DataFrame) -> pd.DataFrame:
    """A year of providers: lead providers in each locality, spot providers in several, hours of the last month.

    ``postcodes`` (``postcode``, ``locality_name``) are those of the council, where offices may stand.
    """
    rng = dice(council.short, "providers")
    last = activity[(activity["period"] == activity["period"].max()) & (activity["locality_name"] != "NULL")]
    hours = dict(zip(last["locality_name"], last["hours"].astype(int), strict=True))
    names = iter(f"Sample Home Care {letters}" for letters in _letters())
    leads = _leads_of(list(hours), names)
    spots = [next(names) for _ in range(MOST_SPOT + len(hours) // 2)]
    rows = [
        row
        for n, (place, total) in enumerate(hours.items())
        for row in _of_place(place, total, leads[place], _spots_of(n, spots, rng), rng)
    ]
    nowhere = round(sum(hours.values()) * UNPLACED_PCT / 100)
    rows += _of_place("NULL", nowhere, [], spots[:1], rng)
    made = pd.DataFrame(rows).assign(period=_year_to(str(last["period"].iloc[0])))
    busiest = max(hours, key=lambda place: hours[place])
    offices = _offices(council, list(dict.fromkeys(made["provider_name"])), postcodes, busiest)
    return made.assign(office_postcode=made["provider_name"].map(offices))[_COLUMNS]


def _offices(council: Council, names: list[str], postcodes: pd.DataFrame, busiest: str) -> dict[str, str]:
    """The office of each provider: most in a few blocks in the busiest locality, the others anywhere."""
    rng = dice(council.short, "offices")
    every = postcodes["postcode"].to_numpy(dtype=str)
    town = rng.choice(every[postcodes["locality_name"].eq(busiest).to_numpy()], TOWN_OFFICES, replace=False)
    return {name: str(rng.choice(town if rng.random() < IN_TOWN else every)) for name in names}


def _leads_of(places: list[str], names: Iterator[str]) -> dict[str, list[str]]:
    """Lead providers of each locality; where there are many, neighbours share theirs."""
    together = 1 if len(places) <= FEW_PLACES else SHARE_LEADS
    groups = [[next(names) for _ in range(LEADS)] for _ in range(0, len(places), together)]
    return {place: groups[n // together] for n, place in enumerate(places)}


def discharges(council: Council, activity: pd.DataFrame, minutes: pd.DataFrame) -> pd.DataFrame:
    """People who left the nearest hospitals with home care in a year: the nearer the hospital, the more."""
    rng = dice(council.short, "discharges")
    last = activity[(activity["period"] == activity["period"].max()) & (activity["locality_name"] != "NULL")]
    rows = [
        {"locality_name": place, "hospital_name": hospital, "discharges": int(count)}
        for place, hours in zip(last["locality_name"], last["hours"].astype(float), strict=True)
        for hospital, count in _by_hospital(round(hours / 16), minutes.loc[place], rng)
    ]
    return pd.DataFrame(rows).assign(period=_year_to(str(last["period"].iloc[0])))[
        ["locality_name", "hospital_name", "period", "discharges"]
    ]


_COLUMNS = [
    *("locality_name", "provider_name", "period", "role", "people", "hours", "packages_offered", "packages_accepted"),
    *("packages_handed_back", "packages_taken_by", "packages_picked_up", "hourly_rate_gbp"),
    *("travel_minutes_per_hour", "office_postcode"),
]


def _letters() -> list[str]:
    return [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]


def _year_to(month: str) -> str:
    """``2025-03`` as ``Year to March 2025``: packages are those of a year."""
    return f"Year to {say_period(month)}"


def _spots_of(place: int, spots: list[str], rng: np.random.Generator) -> list[str]:
    """None in the second locality, so that there is one with few providers to see; elsewhere a handful."""
    return [] if place == 1 else list(rng.choice(spots, size=min(len(spots), MOST_SPOT), replace=False))


def _of_place(
    place: str, total: int, leads: list[str], spots: list[str], rng: np.random.Generator
) -> list[dict[str, object]]:
    """The providers of one locality; the one without spot providers has a single lead."""
    chosen = [*(leads if spots else leads[:1]), *spots]
    weights = np.array([8.0] * (len(chosen) - len(spots)) + [1.5] * len(spots)) * rng.uniform(0.6, 1.4, len(chosen))
    hours = shared_out(total, weights)
    handed = {name: int(rng.binomial(max(int(h) // 60, 1), 0.3)) for name, h in zip(chosen, hours, strict=True)}
    to_share = int(sum(handed[name] for name in leads if name in handed) * 0.75)
    taken = (
        dict(zip(spots, rng.multinomial(to_share, np.full(len(spots), 1 / len(spots))), strict=True)) if spots else {}
    )
    takers = _takers({name: handed[name] for name in leads if name in handed}, taken)
    dear, far = rng.uniform(22.4, 24.6), rng.uniform(7, 15)
    return [
        {**_row(place, name, int(h), name in spots, handed[name], int(taken.get(name, 0)), dear, far, rng),
         "packages_taken_by": takers.get(name, "")}
        for name, h in zip(chosen, hours, strict=True)
    ]  # fmt: skip


def _takers(handed: dict[str, int], taken: dict[str, int]) -> dict[str, str]:
    """Who took what each lead provider handed back, the first ones first: ``F: 3; K: 1``."""
    left, said = dict(handed), {name: list[str]() for name in handed}
    for taker, packages in taken.items():
        for name in left:
            moved = min(packages, left[name])
            left[name], packages = left[name] - moved, packages - moved
            said[name] += [f"{taker}: {moved}"] if moved else []
    return {name: "; ".join(parts) for name, parts in said.items()}


def _row(
    place: str,
    name: str,
    hours: int,
    is_spot: bool,
    handed: int,
    taken: int,
    dear: float,
    far: float,
    rng: np.random.Generator,
) -> dict[str, object]:
    offered = max(int(hours / 45), 1)
    return {
        "locality_name": place,
        "provider_name": name,
        "role": "spot" if is_spot else "lead",
        "people": max(round(hours / HOURS_PER_PACKAGE), 1),
        "hours": hours,
        "packages_offered": offered,
        "packages_accepted": int(rng.binomial(offered, 0.75 if is_spot else 0.62)),
        "packages_handed_back": 0 if is_spot else handed,
        "packages_picked_up": taken,
        "hourly_rate_gbp": round(dear + (1.1 if is_spot else 0) + rng.normal(0, 0.15), 2),
        "travel_minutes_per_hour": round(max(far + rng.normal(0, 1.2), 3), 1),
    }


def _by_hospital(total: int, minutes: pd.Series, rng: np.random.Generator) -> list[tuple[str, int]]:
    weights = np.exp(-minutes.to_numpy() / 9) * rng.uniform(0.8, 1.2, len(minutes))
    return list(zip(minutes.index, shared_out(total, weights), strict=True))
