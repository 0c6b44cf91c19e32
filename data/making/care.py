"""Example home care localities and a year of made-up home care in them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import dice, shared_out
from data.making.councils import HOURS_PER_PACKAGE, Care, Council
from data.making.localities import members_of
from lib.datasets import published

MONTHS = 12


def localities(council: Council, areas: pd.DataFrame) -> pd.DataFrame:
    """One row per small area with the example locality it lies in."""
    members = members_of(council.la_code, areas).join(areas[["area_code", "area_name", "ward_name"]])
    if members["locality_name"].isna().any():
        raise ValueError("some small areas lie in no locality")
    return members.sort_values(["locality_code", "area_code"], ignore_index=True)


def activity(council: Council, members: pd.DataFrame, residents: pd.DataFrame) -> pd.DataFrame:
    """Hours a week, packages and people waiting in each locality, month by month."""
    care = council.care
    assert care is not None  # noqa: S101
    weights = _older_residents(members, residents)
    rng = dice(council.short, "activity")
    share, waits = weights.to_numpy(), weights.to_numpy() * rng.uniform(0.4, 1.6, size=len(weights))
    months = pd.period_range(care.first_month, periods=MONTHS, freq="M")
    rows = [
        _month(str(month), weights.index, share, waits, _totals(care, step), rng) for step, month in enumerate(months)
    ]
    return pd.concat(rows, ignore_index=True)


def _totals(care: Care, step: int) -> tuple[int, int]:
    """Hours a week and people waiting in the whole council, ``step`` months in."""
    part = step / (MONTHS - 1)
    hours = care.hours * (1 + part * care.growth_pct / 100)
    waiting = care.waiting_first + part * (care.waiting_last - care.waiting_first)
    return round(hours), round(waiting)


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
