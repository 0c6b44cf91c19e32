"""The five key questions that the regulator rates beside the whole."""

from __future__ import annotations

import pandas as pd

from lib.ingest.categories import ReadAs, one_spelling
from lib.ingest.columns import blank_to_missing, find, normal, text_of
from lib.ingest.findings import Finding, noted
from lib.ingest.table import Table
from lib.ingest.wordings import rating_wordings

#: Column of the frame -> the key question.
KEY_QUESTIONS = {
    "rating_safe": "safe",
    "rating_effective": "effective",
    "rating_caring": "caring",
    "rating_responsive": "responsive",
    "rating_well_led": "well led",
}
#: Words of the register for homes that have no rating.
_NO_RATING = r"(?i)\b(?:not|no|insufficient|awaiting|new|none)\b"
_LISTED = ("current ratings overall key question ratings", "key question ratings")


def with_key_questions(table: Table, homes: pd.DataFrame) -> pd.DataFrame:
    """Add the five, where each record lists them (``'Safe: Good|Caring: Good'``) or each has a column of its own."""
    column = find(table.headings, _LISTED)
    if column is None:
        return homes.assign(**_own_columns(table))
    said = text_of(table.frame, column)
    found = {
        name: said.map({cell: _rating_in(cell, question) for cell in said.unique()}).astype("str")
        for name, question in KEY_QUESTIONS.items()
    }
    return homes.assign(**{name: rated(one) for name, one in found.items()})


def rated(said: pd.Series) -> pd.Series:
    """Ratings in the regulator's own words where they are known to mean one of them."""
    return one_spelling(said, rating_wordings())


def about_ratings(cells: pd.Series, read: pd.Series, column: str | None) -> list[Finding]:
    """A note about ratings that are none of the regulator's words: they are kept as written and count as no rating."""
    said = read.fillna("")
    is_odd = said.ne("") & ~said.isin(rating_wordings().values()) & ~said.str.contains(_NO_RATING)
    if column is None or not is_odd.any():
        return []
    what = "Some ratings are none of the regulator's: they are shown as written, and counted as another rating."
    fix = "Write Outstanding, Good, Requires improvement, Inadequate or Not yet rated."
    return [noted("rating-not-known", what, cells[is_odd], column, fix)]


def spelt_of_questions(table: Table, homes: pd.DataFrame) -> list[ReadAs]:
    """The ratings of key questions as their own columns have them and as they were read."""
    if find(table.headings, _LISTED) is not None:
        return []
    return [ReadAs(one, text_of(table.frame, one), homes[name]) for name, one in _headings(table).items() if one]


def _headings(table: Table) -> dict[str, str | None]:
    """Columns headed 'Safe', 'rating_safe' or 'Safe rating'."""
    return {
        name: find(table.headings, (f"rating {question}", f"{question} rating", question))
        for name, question in KEY_QUESTIONS.items()
    }


def _own_columns(table: Table) -> dict[str, pd.Series]:
    """All five of the frame where any has a column of its own."""
    named = _headings(table)
    if not any(named.values()):
        return {}
    return {name: rated(blank_to_missing(text_of(table.frame, heading))) for name, heading in named.items()}


def _rating_in(cell: str, question: str) -> str | None:
    pairs = (part.split(":", 1) for part in cell.split("|") if ":" in part)
    return next((rating.strip() for name, rating in pairs if normal(name) == question), None)
