"""One home with all that is known of it: the register, the regulator's five questions, the council's own columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib.measures.named_owners import ON_LIST
from lib.measures.ratings import KEY_QUESTIONS, NOT_YET, age_of_rating, rating_of
from lib.ui import show


def draw(home: pd.Series, today: date, own: Mapping[str, object]) -> None:
    """The card of one home; ``own`` is what the council's list adds, people protected."""
    said = {**_register(home), **_quality(home, today), **own, **_place(home)}
    st.html(show.card_html(str(home["name"]), {name: _or_not_said(value) for name, value in said.items()}))


def today() -> date:
    """The day by which the age of a rating is told."""
    return datetime.now(UTC).date()


def _register(home: pd.Series) -> dict[str, Any]:
    said = {
        "Kind": home["home_kind"],
        "Beds": home["registered_beds"],
        "Provider": home["provider_name"],
        "Brand": home["brand_name"],
        "Can care for": home["specialisms"],
        "Registered on": _day(home["opened_on"]),
        "Dormant": {True: "yes: registered, and perhaps open to nobody", False: "no"}.get(home["is_dormant"]),
    }
    if home.get("owner_said_by") == ON_LIST:
        said["Provider and brand, as said by"] = ON_LIST
    beds = {"Occupied beds": home.get("occupied_beds"), "Vacant beds": home.get("vacant_beds")}
    said |= {name: value for name, value in beds.items() if not pd.isna(value)}
    twice = home["also_registered_as"]
    return said if pd.isna(twice) else said | {"Also registered as": twice}


def _quality(home: pd.Series, today: date) -> dict[str, Any]:
    state = rating_of(home.to_frame().T).iloc[0]
    said = {"Rating": NOT_YET if state == NOT_YET else home["rating"], "Rating published": _day(home["rating_date"])}
    said["Age of the rating"] = age_of_rating(home["rating_date"], today)
    return said | {title: home[name] for name, title in KEY_QUESTIONS.items() if name in home.index}


def _place(home: pd.Series) -> dict[str, Any]:
    return {
        "Address": home["address"],
        "Postcode": home["postcode"],
        "Council": home["la_name"],
        "On the map by": home["located_by"],
        "Register number": home["cqc_location_id"],
    }


def _day(value: Any) -> str | None:
    return None if pd.isna(value) else f"{value:%-d %B %Y}"


def _or_not_said(value: Any) -> str:
    return "not stated" if pd.isna(value) or str(value).strip() == "" else str(value)
