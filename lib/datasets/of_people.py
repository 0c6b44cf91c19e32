"""Which columns of an area file are about people who use care, and what they are a rate of."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

_USERS = re.compile(
    r"(?i)\b(users?|clients?|recipients?|requests?|referrals?|contacts?|assessments?|packages?|waiting|placements?|"
    r"people supported|receiving|service users?|in receipt|long[- ]term support|direct payments?)\b"
)
_PER = re.compile(r"(?i)\bper\s+(1,?000|10,?000|100,?000|100)\b")
_PER_CENT = re.compile(r"(?i)%|\b(pct|percent|per cent|percentage|share|proportion)\b")
_CHANGES = 0.1  # a column with this share of its figures below 0 is of changes, not of counts
#: Words of a heading -> the column of population it is a rate of, the narrowest first.
_OF = (
    (r"85\s*\+|85 and over|85 or over", "population_85_plus"),
    (r"75\s*\+|75 and over|75 or over", "population_75_plus"),
    (r"65\s*\+|65 and over|65 or over|older people", "population_65_plus"),
    (r"adults?|18\s*\+|18 and over", "population_18_plus"),
)


@dataclass(frozen=True)
class Rate:
    """A column that is a rate: so many for each ``per`` of the people in the column ``of``."""

    per: float
    of: str


def is_of_users(heading: str) -> bool:
    """Whether a column is about people who use care or ask for it."""
    return bool(_USERS.search(heading))


def rate_of(heading: str) -> Rate | None:
    """What a column is a rate of, by its heading; ``None`` for a count."""
    per = _PER.search(heading)
    if not per and not _PER_CENT.search(heading):
        return None
    of = next((column for words, column in _OF if re.search(rf"(?i){words}", heading)), "population")
    return Rate(float(per[1].replace(",", "")) if per else 100.0, of)


def is_count_of_users(heading: str, values: pd.Series) -> bool:
    """Whether a column counts people who use care: whole numbers, next to none below 0, and no rate by its heading.

    A correction below 0 here or there does not make counts changes, which would be shown unprotected.
    """
    known = values.dropna().astype("float64")
    are_counts = len(known) > 0 and (known % 1 == 0).all() and (known < 0).mean() < _CHANGES
    return bool(is_of_users(heading) and rate_of(heading) is None and are_counts)


def people_counted(heading: str, values: pd.Series, population: pd.DataFrame) -> pd.Series:
    """People in each area: the counts themselves, or the rate times the people it is a rate of.

    ``values`` and ``population`` have ``area_code`` for index. Missing where either is.
    """
    rate = rate_of(heading)
    numbers = values.astype("float64")
    if rate is None:
        return numbers
    if rate.of not in population:
        return numbers * float("nan")
    return numbers * population[rate.of].reindex(numbers.index).astype("float64") / rate.per
