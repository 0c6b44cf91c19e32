"""Example home care localities and some years of made-up home care in them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import dice, shared_out
from data.making.councils import HOURS_PER_PACKAGE, Care, Council
from data.making.localities import members_of
from lib.datasets import published

_YEAR = 12
_NOISE_PCT = 0.5  # how far the hours of a month stray from the line and the season


def localities(council: Council, areas: pd.DataFrame) -> pd.DataFrame:
    """One row per small area with the example locality it lies in."""
    members = members_of(council.la_code, areas).join(areas[["area_code", "area_name", "ward_name"]])
    if members["locality_name"].isna().any():
        raise ValueError("some small areas lie in no locality")
    return members.sort_values(["locality_code", "area_code"], ignore_index=True)


def activity(council: Council, members: pd.DataFrame, residents: pd.DataFrame, minutes: pd.DataFrame) -> pd.DataFrame:
    """Hours a week, packages and people waiting in each locality, month by month.

    ``minutes`` has those from each locality to each of the nearest hospitals.
    """
    care = council.care
    assert care is not None  # noqa: S101
    weights = _older_residents(members, residents)
    rng = dice(council.short, "activity")
    share, waits = weights.to_numpy(), weights.to_numpy() * _slow(care, minutes.loc[weights.index], rng)
    rows = [
        _month(str(month), weights.index, share, waits, totals, rng)
        for month, totals in zip(months_of(care), _totals(council.short, care), strict=True)
    ]
    return pd.concat(rows, ignore_index=True)


def months_of(care: Care) -> pd.PeriodIndex:
    """The months of the series, oldest first."""
    return pd.period_range(care.first_month, periods=care.months, freq="M")


def _slow(care: Care, minutes: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """How many more wait in each locality for its people: by chance, or the further away the more."""
    if not care.waits_grow_pct:
        return rng.uniform(0.4, 1.6, size=len(minutes))
    near = minutes.min(axis=1).to_numpy()
    return (1 + care.waits_grow_pct / 100) ** (near - near.mean()) * rng.lognormal(0, 0.2, size=len(near))


def _totals(short: str, care: Care) -> list[tuple[int, int]]:
    """Hours a week and people waiting in the whole council, month by month."""
    step, months = np.arange(care.months), months_of(care)
    line = 1 + (step - (care.months - _YEAR)) / (_YEAR - 1) * care.growth_pct / 100
    season = np.array([care.season_pct[month.month - 1] for month in months]) / 100
    noise = np.where(step < care.months - _YEAR, dice(short, "months").normal(0, _NOISE_PCT / 100, care.months), 0)
    hours = care.hours * line * (1 + season + noise)
    waiting = np.interp(step, *np.array(care.waiting).T)
    return list(zip(np.round(hours).astype(int), np.round(waiting).astype(int), strict=True))


def _month(
    month: str,
    names: pd.Index,
    share: np.ndarray,
    waits: np.ndarray,
    totals: tuple[int, int],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """One month in every locality."""
    hours = shared_out(totals[0], share * rng.uniform(0.98, 1.02, size=len(share)))
    return pd.DataFrame(
        {
            "locality_name": names,
            "period": month,
            "hours": hours,
            "packages": shared_out(int(totals[0] / HOURS_PER_PACKAGE), hours.astype(float)),
            "people_waiting": shared_out(totals[1], waits * rng.uniform(0.8, 1.2, size=len(share))),
        }
    )


def _older_residents(members: pd.DataFrame, residents: pd.DataFrame) -> pd.Series:
    """People aged 65 and over in each locality, by name."""
    joined = members.merge(residents, on="area_code", validate="one_to_one")
    return joined.groupby("locality_name", observed=False)["population_65_plus"].sum().astype(float)


def published_activity() -> pd.DataFrame:
    """Worcestershire's printed home care hours: six districts and the hours without one, in two months."""
    hours, _ = published.table("worcestershire_table06_domiciliary_hours")
    kept = hours[hours["row_is"] != "total"]
    names = kept["district"].replace({"Malvern": "Malvern Hills"})
    return pd.DataFrame({"locality_name": names, "period": kept["period"], "hours": kept["hours"].astype("Int64")})
