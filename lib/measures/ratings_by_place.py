"""The five key questions place by place: how many of the homes rated are Good or Outstanding, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from lib.core import Verdict
from lib.measures.difference import adjusted_together
from lib.measures.intervals import wilson
from lib.measures.ratings import KEY_QUESTIONS, OVERALL, RATINGS, rating_of

_GOOD = RATINGS[:2]
#: An interval as wide as half of all that is possible, in points of 100, says nothing of a place.
TOO_WIDE = 50.0
_SURE = 0.05


def ratings_by_place(homes: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Homes that are Good or Outstanding on each question, by place.

    Parameters
    ----------
    homes
        ``rating`` and, where the register has them, the columns of :data:`lib.measures.ratings.KEY_QUESTIONS`.
    place
        The place each home stands in, by the index of ``homes``.

    Returns
    -------
    DataFrame
        One row for each question the register answers ('Overall' first) and each place with a home: ``question, place,
        homes_count, rated_count, good_count, good_pct`` of those rated with its 95% Wilson interval ``low_pct`` and
        ``high_pct`` (missing where none is rated), ``whole_pct`` of the rated homes of all places, and ``verdict``:
        under or over ``whole_pct`` only where the whole interval is, and still is among all the places of the question
        (score test, Benjamini-Hochberg); not testable where the interval is :data:`TOO_WIDE` or there is none.
    """
    asked = {"rating": OVERALL, **KEY_QUESTIONS}
    given = {name: question for name, question in asked.items() if name in homes and homes[name].notna().any()}
    parts = [_by_place(homes.assign(rating=homes[name]), place).assign(question=q) for name, q in given.items()]
    columns = ["question", "place", *_COUNTS, "good_pct", "low_pct", "high_pct", "whole_pct", "verdict"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


_COUNTS = ("homes_count", "rated_count", "good_count")


def _by_place(homes: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    state = rating_of(homes)
    flags = {"homes_count": True, "rated_count": state.isin(RATINGS), "good_count": state.isin(_GOOD)}
    counts = pd.DataFrame(flags, index=homes.index).groupby(place.astype("str").rename("place")).sum()
    table = counts.astype("int64").reset_index()
    good, rated = table["good_count"], table["rated_count"]
    low, high = (100 * end for end in wilson(good, rated))
    whole = 100 * good.sum() / rated.sum() if rated.sum() else float("nan")
    table = table.assign(good_pct=100 * good / rated.where(rated > 0), low_pct=low, high_pct=high, whole_pct=whole)
    return table.assign(verdict=_verdicts(table))


def _verdicts(table: pd.DataFrame) -> np.ndarray:
    low, high, whole = table["low_pct"], table["high_pct"], table["whole_pct"]
    cannot = ~(high - low < TOO_WIDE)
    stands = adjusted_together(_chances(table).mask(cannot).to_numpy()) < _SURE
    said = [Verdict.NOT_TESTABLE.value, Verdict.UNDER.value, Verdict.OVER.value]
    return np.select([cannot, (high < whole) & stands, (low > whole) & stands], said, Verdict.NO_EVIDENCE.value)


def _chances(table: pd.DataFrame) -> pd.Series:
    """The probability of a share as far from the whole by chance: the score test, which Wilson's interval inverts."""
    whole = table["whole_pct"] / 100
    spread = (whole * (1 - whole) / table["rated_count"].where(table["rated_count"] > 0)) ** 0.5
    distance = (table["good_pct"] / 100 - whole).abs() / spread.where(spread > 0)
    return pd.Series(2 * stats.norm.sf(distance.fillna(0.0)), index=table.index)
