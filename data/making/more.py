"""What else a register says of made-up homes: brands, days of registration and rating, the five key questions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.making.chance import dice
from data.making.councils import Council

#: Days are counted back from here, so that the same code gives the same bytes.
_MADE_ON = pd.Timestamp("2026-10-31")
_QUESTIONS = ("safe", "effective", "caring", "responsive", "well_led")
_SCALE = ("Inadequate", "Requires improvement", "Good", "Outstanding")
#: How often a question is rated as the whole, a step below and a step above; assumed.
_STEPS = {"safe": (0.75, 0.24, 0.01), "well_led": (0.78, 0.2, 0.02)}
_USUAL = (0.92, 0.05, 0.03)
#: Providers of one letter share brands by twos; assumed.
_BRANDS = {"A": "Sample Group 1", "D": "Sample Group 1", "B": "Sample Group 2", "E": "Sample Group 2"}


def with_history(homes: pd.DataFrame, council: Council) -> pd.DataFrame:
    """The homes with more columns, drawn with dice of their own."""
    rng = dice(council.short, "homes", "history")
    overall = homes["rating"].str.capitalize()
    rated = overall.isin(_SCALE)
    letter = homes["provider_name"].str.removeprefix("Sample Provider ")
    age_days = rng.gamma(2.0, 420, len(homes)).astype(int) + 20
    opened_days = rng.gamma(2.2, 1300, len(homes)).astype(int) + 15
    opened = np.where(rated, np.maximum(opened_days, age_days + 200), np.minimum(opened_days, 500))
    questions = {f"rating_{name}": _question(overall, name, rng) for name in _QUESTIONS}
    return homes.assign(
        brand_name=letter.map(_BRANDS).fillna(""),
        rating_date=np.where(rated, _days(age_days), ""),
        registration_date=_days(opened),
        **questions,
    )


def _days(before: np.ndarray) -> np.ndarray:
    return (_MADE_ON - pd.to_timedelta(before, unit="D")).strftime("%Y-%m-%d").to_numpy()


def _question(overall: pd.Series, name: str, rng: np.random.Generator) -> pd.Series:
    at = overall.map({rating: place for place, rating in enumerate(_SCALE)})
    step = rng.choice([0, -1, 1], size=len(overall), p=_STEPS.get(name, _USUAL))
    place = (at + step).clip(0, len(_SCALE) - 1)
    return place.map(dict(enumerate(_SCALE))).fillna("").astype("str")
