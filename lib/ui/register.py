"""What the register says of homes besides where they are: ratings, how old they are, sizes, owners, whom they take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.disclosure import ProtectedTable, public
from lib.measures.ratings import AGES, by_inspection_age, by_rating
from lib.measures.supply import NOT_STATED, by_owner, by_specialism, concentration
from lib.ui import show
from lib.views.market_sentences import say_concentration, say_owners, say_ratings

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
_OWNER_HEADINGS = {"homes_count": "Homes", "beds": "Beds", "beds_pct": "% of beds"}


def show_register(homes: pd.DataFrame, used: Sequence[Provenance], place: str, today: date) -> None:
    """Ratings, owners and whom homes care for, of the homes chosen."""
    st.header("Quality, ownership and whom homes care for")
    quality, owners, people = st.tabs(["Ratings", "Who runs the homes", "Whom they care for"])
    with quality:
        _show_ratings(homes, used, place, today)
    with owners:
        _show_owners(homes, used, place)
    with people:
        _show_specialisms(homes, used, place)


def ratings_table(homes: pd.DataFrame) -> ProtectedTable:
    """Homes by rating, with and without nursing."""
    return public(by_rating(homes)[list(_RATING_HEADINGS)].rename(columns=_RATING_HEADINGS), because=_REGISTER)


def _show_ratings(homes: pd.DataFrame, used: Sequence[Provenance], place: str, today: date) -> None:
    show.finding(say_ratings(by_rating(homes)))
    table = ratings_table(homes)
    show.table(table, "Homes by rating")
    show.take_away(table, used, f"Care homes by rating in {place}", "ratings")
    ages = by_inspection_age(homes, today)
    if ages.loc[ages["rating_age"] == AGES[-1], "homes_count"].item() < len(homes):
        headings = {"rating_age": "Rating published", "homes_count": "Homes", "homes_pct": "% of homes"}
        show.table(public(ages.rename(columns=headings), because=_REGISTER), f"Age of the rating on {today:%-d %B %Y}")
    else:
        st.caption("The register in use gives no dates of ratings, so their age is not known.")


def _show_owners(homes: pd.DataFrame, used: Sequence[Provenance], place: str) -> None:
    owners = by_owner(homes)
    named = owners[owners["provider_name"] != NOT_STATED]
    show.findings([say_concentration(concentration(owners)), *say_owners(named)])
    if len(named):
        table = public(owners.rename(columns={"provider_name": "Provider", **_OWNER_HEADINGS})[
            ["Provider", *_OWNER_HEADINGS.values()]], because=_REGISTER)  # fmt: skip
        show.table(table, "Homes and beds by provider, most beds first")
        show.take_away(table, used, f"Care homes by provider in {place}", "owners")


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
