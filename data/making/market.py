"""What a council knows of its care home market: its own list of homes, and placements across its border."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import dice, drawn_to_total
from lib.datasets import published

#: Beds the council buys are as many as the placements it says it pays for in Sefton's homes.
_FEES = {"small": "Enhanced", "medium": "Standard", "large": "Standard"}
#: Share of beds standing empty; assumed.
_EMPTY_PCT = 9
_EMBARGOED = 4
#: Councils round Sefton: people placed there, and people they place in Sefton, as shares; assumed.
_NEAR = {
    "Liverpool": 34,
    "Knowsley": 16,
    "Lancashire": 30,
    "Wirral": 10,
    "St Helens": 6,
    "Cheshire West and Chester": 4,
}
_REASONS = {"R1: near family": 40, "R2: own choice": 25, "R3: no suitable bed": 25, "R4: specialist care": 10}
_KINDS = {"residential": 62, "nursing": 38}
_COSTS = {"residential": 780, "nursing": 940}
#: Out of the council in each year as a share of the last, and into it as a share of those out of it; assumed.
_YEARS = {"2021-22": 0.82, "2022-23": 0.9, "2023-24": 1.0}
_IN_PER_OUT = 0.7


def council_homes(homes: pd.DataFrame) -> pd.DataFrame:
    """One row for each sample home but two; some without the register's number, one that is not on the register."""
    rng = dice("SEF", "council_homes")
    listed = homes[homes["registered_beds"].notna()].iloc[:-2]
    beds = listed["registered_beds"].astype(int).to_numpy()
    empty = rng.binomial(beds, _EMPTY_PCT / 100)
    bought = drawn_to_total(_placed_in_sefton(), np.minimum(1, beds - empty), beds - empty, rng)
    band = np.select([beds < 10, beds <= 60], ["small", "medium"], "large")
    embargoed = np.isin(np.arange(len(listed)), rng.choice(len(listed), _EMBARGOED, replace=False))
    table = pd.DataFrame(
        {
            "cqc_location_id": listed["cqc_location_id"].where(rng.random(len(listed)) > 0.06, ""),
            "name": listed["name"],
            "postcode": listed["postcode"],
            "commissioned_beds": bought,
            "vacancies": empty,
            "fee_band": pd.Series(band, index=listed.index).map(_FEES),
            "people_waiting": np.where(empty > 0, 0, rng.poisson(1.2, len(listed))),
            "embargo": np.where(embargoed, "Y", "N"),
        }
    )
    return pd.concat([table, _not_on_the_register()], ignore_index=True)


def placements() -> pd.DataFrame:
    """People placed out of Sefton and into it, in three years, by council, kind and reason."""
    rng = dice("SEF", "placements")
    rows = [
        (year, *councils, *row)
        for year, share in _YEARS.items()
        for is_out, people in ((True, share * _placed_elsewhere()), (False, share * _placed_elsewhere() * _IN_PER_OUT))
        for place, part in _split(round(people), _NEAR, rng).items()
        for councils in ((("Sefton", place) if is_out else (place, "Sefton")),)
        for row in _by_kind_and_reason(part, rng)
    ]
    headings = ["period", "placed_by", "placed_in", "home_kind", "reason", "people", "weekly_cost_gbp", "providers"]
    return pd.DataFrame(rows, columns=headings)


def _by_kind_and_reason(people: int, rng: np.random.Generator) -> list[tuple[str, str, int, int, int]]:
    rows = []
    for kind, of_kind in _split(people, _KINDS, rng).items():
        for reason, count in _split(of_kind, _REASONS, rng).items():
            cost = round(count * _COSTS[kind] * rng.uniform(0.95, 1.15))
            rows.append((kind, reason, count, cost, int(rng.integers(1, max(2, count)))))
    return [row for row in rows if row[2]]


def _split(people: int, shares: dict[str, int], rng: np.random.Generator) -> dict[str, int]:
    weights = np.array(list(shares.values()), dtype=float)
    return dict(zip(shares, rng.multinomial(people, weights / weights.sum()).tolist(), strict=True))


def _not_on_the_register() -> pd.DataFrame:
    """A home that has left the register and is still on the council's list."""
    return pd.DataFrame(
        {
            "cqc_location_id": ["SAMPLE-SEF-900"],
            "name": ["Sample Home 900"],
            "postcode": ["PR9 0AA"],
            "commissioned_beds": [0],
            "vacancies": [0],
            "fee_band": ["Standard"],
            "people_waiting": [0],
            "embargo": ["N"],
        }
    )


def _placed_in_sefton() -> int:
    return round(_placed("placements in Sefton care homes"))


def _placed_elsewhere() -> int:
    return round(_placed("out-of-borough placements"))


def _placed(metric: str) -> float:
    table, _ = published.table("sefton_care_home_placements")
    return float(table.loc[table["metric"] == metric, "value"].iloc[0])
