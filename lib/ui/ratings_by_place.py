"""The five key questions place by place: one question at a time on the page, all of them to take away."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance, Verdict
from lib.disclosure import public
from lib.geography import Council
from lib.measures.ratings_by_place import ratings_by_place
from lib.ui import link, places, show
from lib.ui.homes_by_place import place_of
from lib.views.register_sentences import say_key_questions_by_place

_BECAUSE = "homes and beds are a public register"
_VERDICTS = {
    Verdict.UNDER.value: "fewer than in all homes here",
    Verdict.OVER.value: "more than in all homes here",
    Verdict.NO_EVIDENCE.value: Verdict.NO_EVIDENCE.value,
    Verdict.NOT_TESTABLE.value: "too few homes to tell",
}
_HEADINGS = {
    "place": "Place", "homes_count": "Homes", "rated_count": "Rated", "good_count": "Good or Outstanding",
    "good_pct": "% of rated", "low_pct": "From (%)", "high_pct": "To (%)", "verdict": "So",
}  # fmt: skip


def show_by_place(homes: gpd.GeoDataFrame, council: Council, kind: str, used: Sequence[Provenance]) -> None:
    """One question in each area of the map, with its interval and what can be said of it."""
    table = ratings_by_place(homes, place_of(homes, council, kind))
    if table.empty:
        return
    word = places.AREA_WORDS[kind]
    st.subheader("Place by place")
    question = link.choice("Question", list(table["question"].unique()), "question")
    asked = table[table["question"] == question]
    show.findings(say_key_questions_by_place(asked, word))
    shown = public(_printed(asked)[list(_HEADINGS.values())], because=_BECAUSE)
    show.table(shown, f"{question}: homes rated Good or Outstanding in each {word}")
    st.caption(
        "From and to show how far chance could have moved the share (95% interval, Wilson). A place is said to differ "
        "only where the whole interval lies above or below the share of all homes here, by more than chance brings "
        "about among so many places; an interval as wide as half the scale is of too few homes to tell."
    )
    every = public(_printed(table), because=_BECAUSE)
    show.take_away(every, used, f"Key questions in each {word} of {council.la_name}", "questions-by-place")


def _printed(table: pd.DataFrame) -> pd.DataFrame:
    said = table.assign(verdict=table["verdict"].map(_VERDICTS))
    return said[["question", *_HEADINGS]].rename(columns={"question": "Question", **_HEADINGS})
