"""Made-up residents by age, and made-up indicators, for each small area."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import Floats, dice, shared_out, smooth_field, standardised
from data.making.councils import Council, People


def older_field(council: Council, areas: pd.DataFrame) -> Floats:
    """Where people are older: hills and hollows, and a slope to the north where the council says so."""
    north = standardised(areas["northing"].to_numpy())
    bumps = smooth_field(areas, dice(council.short, "older"))
    return standardised(bumps + council.people.older_north * north)


def poorer_field(council: Council, areas: pd.DataFrame) -> Floats:
    """Where people are poorer: its own hills and hollows, and the less so the older the area."""
    bumps = smooth_field(areas, dice(council.short, "poorer"))
    return standardised(bumps - 0.7 * older_field(council, areas))


def population(council: Council, areas: pd.DataFrame) -> pd.DataFrame:
    """Residents of each area by age, adding up to the council's totals."""
    rng, people = dice(council.short, "population"), council.people
    older = older_field(council, areas)
    everyone = shared_out(people.all_ages, rng.lognormal(0, 0.14, size=len(areas)))
    aged_65 = _aged_65(people, areas, everyone * _odds(older, 0.42, rng))
    aged_75 = shared_out(people.aged_75, aged_65 * _odds(older, 0.08, rng))
    return pd.DataFrame(
        {
            "area_code": areas["area_code"],
            "area_name": areas["area_name"],
            "population": everyone,
            "population_18_plus": shared_out(people.aged_18, everyone * (1 + 0.025 * older)),
            "population_65_plus": aged_65,
            "population_75_plus": aged_75,
            "population_85_plus": shared_out(people.aged_85, aged_75 * _odds(older, 0.08, rng)),
        }
    )


def _odds(field: Floats, strength: float, rng: np.random.Generator) -> Floats:
    """How many times the average each area is, with a little chance of its own."""
    return np.exp(strength * field + 0.08 * rng.normal(size=len(field)))


def _aged_65(people: People, areas: pd.DataFrame, weights: Floats) -> np.ndarray:
    """People aged 65 and over: within each district where the district's number is published."""
    if not people.by_district:
        return shared_out(people.aged_65, weights)
    result = np.zeros(len(areas), dtype=np.int64)
    for district, total in people.by_district.items():
        inside = (areas["lad_name"] == district).to_numpy()
        result[inside] = shared_out(total, weights[inside])
    return result


def indicators(council: Council, areas: pd.DataFrame, residents: pd.DataFrame) -> pd.DataFrame:
    """Five indicators of demand for each area, each a mix of age, hardship and chance."""
    rng = dice(council.short, "indicators")
    older, poorer = older_field(council, areas), poorer_field(council, areas)

    def mix(middle: float, by_age: float, by_hardship: float, by_chance: float) -> Floats:
        noise = rng.normal(size=len(areas))
        return np.maximum(middle + by_age * older + by_hardship * poorer + by_chance * noise, 0).round(1)

    aged_75 = 100 * residents["population_75_plus"] / residents["population"]
    return pd.DataFrame(
        {
            "area_code": areas["area_code"],
            "area_name": areas["area_name"],
            "Synthetic: people aged 75+ per 100": aged_75.round(1),
            "Synthetic: requests per 1,000 adults": mix(42, 7, 6, 3),
            "Synthetic: long-term conditions per 100": mix(60, 3, 5, 2),
            "Synthetic: unpaid carers per 100": mix(13, 1.2, 0.8, 0.6),
            "Synthetic: older people living alone per 100": mix(33, -1, 6, 2.5),
        }
    )
