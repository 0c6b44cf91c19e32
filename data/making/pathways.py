"""Demand and capacity by pathway out of hospital: made up, round the shares that Sefton prints."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import dice
from lib.datasets import published

UNFORESEEN_PCT = 8  # of people who take a pathway on which the plan expects nobody
PEOPLE_A_MONTH, MONTHS, FIRST = 620, 12, "2024-04"
SHORTEST, MATCHED = "Pathway 2 Home First", "Pathway 4 Domiciliary Care"


def pathways() -> pd.DataFrame:
    """A year of months: one pathway short of capacity in winter, one with capacity set to match demand."""
    rng, shares = dice("Sefton", "pathways"), _shares()
    months = pd.period_range(FIRST, periods=MONTHS, freq="M")
    rows = [
        _month(str(month), name, share, 1 + 0.12 * np.cos(2 * np.pi * (month.month - 1) / 12), rng)
        for month in months
        for name, share in shares.items()
    ]
    return pd.DataFrame(rows)


def _month(month: str, name: str, share: float, winter: float, rng: np.random.Generator) -> dict[str, object]:
    usual = PEOPLE_A_MONTH * (share or UNFORESEEN_PCT) / 100
    demand = int(rng.poisson(usual * winter))
    room = demand if name == MATCHED else round(usual * (1.0 if name == SHORTEST else 1.3))
    return {
        "period": month, "pathway": name, "demand": demand, "capacity": room,
        "redirected": round(0.8 * max(demand - room, 0)), "expected_share_pct": share,
    }  # fmt: skip


def _shares() -> dict[str, float]:
    table, _ = published.table("sefton_reablement")
    rows = table[table["metric"].str.startswith("pathway")]
    names = rows["metric"].str.split(":").str[0].str.replace("pathway", "Pathway")
    return dict(zip(names, rows["value"].astype(float), strict=True))
