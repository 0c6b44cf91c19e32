"""What the register says of homes besides where they are: ratings, how old they are, sizes, owners, whom they take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.ratings import AGES, by_inspection_age, by_key_question, by_rating
from lib.measures.scope import HomeFilter
from lib.measures.supply import by_specialism
from lib.ui import council_list, openings, ownership, places, ratings_by_place, show
from lib.views.market_sentences import say_ratings
from lib.views.register_sentences import say_key_questions

_REGISTER = "homes and beds are a public register"
_RATING_HEADINGS = {
    "rating_state": "Rating",
    "homes_count": "Homes",
    "nursing_homes": "With nursing",
    "other_homes": "Without nursing",
    "homes_pct": "% of homes",
    "rated_pct": "% of rated homes",
    "beds": "Beds",
}


def show_register(
    homes: gpd.GeoDataFrame, register: Dataset, council: Council, today: date, chosen: HomeFilter, kind: str
) -> None:
    """Ratings, owners, whom homes care for, opening and closing, and what the council buys, of the homes chosen.

    ``kind`` is the areas of the page: for localities it has asked which.
    """
    st.header("Quality, ownership and what the council buys")
    titles = ["Ratings", "Who runs the homes", "Whom they care for", "Opened and closed", "What the council buys"]
    quality, owners, people, opened, bought = st.tabs(titles)
    used, place = [register.provenance], council.la_name
    with quality:
        _show_ratings(homes, used, place, today)
        ratings_by_place.show_by_place(homes, council, kind, used)
    with owners:
        ownership.show_owners(homes, used, council, has_asked_localities=kind == places.LOCALITY)
    with people:
        _show_specialisms(homes, used, place)
    with opened:
        openings.show_openings(homes, register, council, used, chosen, kind)
    with bought:
        council_list.show_list(council_list.matched(register, council), council)


def ratings_table(homes: pd.DataFrame) -> ProtectedTable:
    """Homes by rating, with and without nursing."""
    return public(by_rating(homes)[list(_RATING_HEADINGS)].rename(columns=_RATING_HEADINGS), because=_REGISTER)


def _show_ratings(homes: pd.DataFrame, used: Sequence[Provenance], place: str, today: date) -> None:
    show.finding(say_ratings(by_rating(homes)))
    table = ratings_table(homes)
    show.table(table, "Homes by rating")
    show.take_away(table, used, f"Care homes by rating in {place}", "ratings")
    _show_key_questions(homes, used, place)
    ages = by_inspection_age(homes, today)
    if ages.loc[ages["rating_age"] == AGES[-1], "homes_count"].item() < len(homes):
        headings = {"rating_age": "Rating published", "homes_count": "Homes", "homes_pct": "% of homes"}
        show.table(public(ages.rename(columns=headings), because=_REGISTER), f"Age of the rating on {today:%-d %B %Y}")
    else:
        st.caption("The register in use gives no dates of ratings, so their age is not known.")


def _show_key_questions(homes: pd.DataFrame, used: Sequence[Provenance], place: str) -> None:
    asked = by_key_question(homes)
    show.findings(say_key_questions(asked))
    if len(asked) > 1:
        table = public(asked.rename(columns={"question": "Question", "homes_count": "Homes"}), because=_REGISTER)
        show.table(table, "Homes by rating of each key question")
        show.take_away(table, used, f"Key questions of care homes in {place}", "key-questions")


def _show_specialisms(homes: pd.DataFrame, used: Sequence[Provenance], place: str) -> None:
    st.caption(
        "A home with several groups is in each row, so rows add up to more than the register. Beds are an upper bound, "
        "for dementia too: the register says whom a home may take, not how many beds are kept for them."
    )
    headings = {"specialism": "Cares for", "homes_count": "Homes", "beds": "Beds, at most", "homes_pct": "% of homes"}
    ordered = by_specialism(homes).sort_values("homes_count", ascending=False, ignore_index=True)
    table = public(ordered[list(headings)].rename(columns=headings), because=_REGISTER)
    show.table(table, "Homes by whom they care for")
    show.take_away(table, used, f"Care homes by whom they care for in {place}", "specialisms")
