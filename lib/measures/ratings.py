"""Homes by what the regulator said of them, with 'not yet rated' and 'not stated' as states of their own."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from lib.measures.supply import stated_beds

RATINGS = ("Outstanding", "Good", "Requires improvement", "Inadequate")
NOT_YET, NOT_STATED, OTHER = "Not yet rated", "Not stated", "Another rating"
STATES = (*RATINGS, NOT_YET, NOT_STATED)
AGES = ("under 1 year", "1 to 2 years", "2 to 3 years", "3 to 5 years", "5 years or more", "no date given")
_NOT_YET_WORDS = (
    *("not yet rated", "not yet inspected", "not rated", "unrated", "no published rating", "insufficient evidence"),
    *("inspected but not rated", "awaiting inspection", "new", "none"),
)


def rating_of(homes: pd.DataFrame) -> pd.Series:
    """The rating of each home as one of :data:`STATES`, or ``'Another rating'``; by the index of ``homes``.

    A home nobody has inspected yet is 'Not yet rated'; a blank says nothing, so it is 'Not stated'.
    """
    words = homes["rating"].fillna("").astype("str").str.strip().str.casefold()
    named = {rating.casefold(): rating for rating in RATINGS} | dict.fromkeys(_NOT_YET_WORDS, NOT_YET)
    return words.map(named | {"": NOT_STATED}).fillna(OTHER).astype("str").rename("rating_state")


def by_rating(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes by rating.

    ``rating_state``, ``homes_count``, ``nursing_homes`` and ``other_homes`` (with and without nursing), ``beds``
    (stated ones; missing where no home states any), ``homes_pct`` of all homes, ``rated_pct`` of the homes that have a
    rating (missing for the others).
    Every state of :data:`STATES` has a row, 'Another rating' when there is one.
    """
    states = rating_of(homes)
    given = stated_beds(homes)
    beds = given.fillna(0.0).groupby(states).sum()
    listed = [*STATES, *([OTHER] if (states == OTHER).any() else [])]
    counts = states.value_counts().reindex(listed, fill_value=0)
    rated = counts.where(counts.index.isin(RATINGS))
    nursing = states[homes["has_nursing"].fillna(False).astype(bool)].value_counts().reindex(listed, fill_value=0)
    table = pd.DataFrame(
        {
            "homes_count": counts,
            "nursing_homes": nursing,
            "other_homes": counts - nursing,
            "beds": beds.reindex(listed, fill_value=0.0) if given.notna().any() or given.empty else np.nan,
            "homes_pct": 100 * counts / max(len(homes), 1),
            "rated_pct": 100 * rated / rated.sum() if rated.sum() else np.nan,
        }
    )
    return table.rename_axis("rating_state").reset_index()


#: Columns of the five key questions, and what each asks.
KEY_QUESTIONS = {
    "rating_safe": "Safe",
    "rating_effective": "Effective",
    "rating_caring": "Caring",
    "rating_responsive": "Responsive",
    "rating_well_led": "Well led",
}
OVERALL = "Overall"


def by_key_question(homes: pd.DataFrame) -> pd.DataFrame:
    """Homes by rating of each key question: ``question``, one column for each of :data:`STATES`, ``homes_count``.

    :data:`OVERALL` comes first. Questions the register does not have at all are left out; a blank is 'Not stated'.
    """
    asked = {"rating": OVERALL, **KEY_QUESTIONS}
    rows = []
    for column, question in asked.items():
        if column in homes and (column == "rating" or homes[column].notna().any()):
            counts = rating_of(homes.assign(rating=homes[column])).value_counts()
            listed = [*STATES, *([OTHER] if counts.get(OTHER) else [])]
            rows.append({"question": question, **{state: int(counts.get(state, 0)) for state in listed}})
    return pd.DataFrame(rows).fillna(0).assign(homes_count=len(homes))


def by_inspection_age(homes: pd.DataFrame, today: date) -> pd.DataFrame:
    """Homes by how long ago their rating was published: ``rating_age``, ``homes_count``, ``homes_pct``.

    A rating dated after ``today`` counts as 'no date given'. Whole years, a day short of a year is under it.
    """
    years = pd.Series(pd.to_datetime(homes["rating_date"], errors="coerce")).map(lambda day: _years(day, today))
    bands = np.select([years < 1, years < 2, years < 3, years < 5, years >= 5], AGES[:5], AGES[5])
    counts = pd.Series(bands, dtype="str").value_counts().reindex(AGES, fill_value=0)
    table = counts.rename_axis("rating_age").reset_index(name="homes_count")
    return table.assign(homes_pct=100 * table["homes_count"] / max(len(homes), 1))


def age_of_rating(day: pd.Timestamp, today: date) -> str | None:
    """How long ago a rating was published, in whole years; ``None`` without a day, or with one still to come."""
    years = _years(day, today)
    if np.isnan(years):
        return None
    return "under 1 year" if years < 1 else f"{years:.0f} {'year' if years == 1 else 'years'}"


def _years(day: pd.Timestamp, today: date) -> float:
    if pd.isna(day) or day.date() > today:
        return float("nan")
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
