"""Areas and homes that the travel times in use leave out, wherever those times decide what is within reach."""

from __future__ import annotations

import streamlit as st

from lib.core.words import say_count
from lib.geography import Council
from lib.measures.market import Market
from lib.measures.travel_gaps import travel_gaps
from lib.ui import show
from lib.ui.cache import kept
from lib.ui.market import Within, has_times, people_around, registers_around, travel_of
from lib.views.travel_sentences import say_travel_gaps


def say_gaps(market: Market, within: Within, council: Council) -> None:
    """What is left out and what follows from that, with the list; nothing where distance decides or none is."""
    travel = travel_of(within)
    if travel is None:
        if has_times():
            st.caption(
                "Travel times are loaded and not used here, since a distance is chosen: choose minutes as loaded."
            )
        return
    gaps = kept(
        lambda: travel_gaps(market, travel, within.by_car_km),
        "travel_gaps", *registers_around(council), *people_around(council), council=council.la_code, within=within,
    )  # fmt: skip
    if gaps.empty:
        return
    show.notice(" ".join(say_travel_gaps(gaps, council.la_name)))
    own = gaps[gaps["is_own"]]
    if own.empty:
        return
    with st.expander(f"{say_count(len(own), 'area or home', 'areas and homes')} here without a travel time"):
        headings = {"what": "What", "name": "Name", "code": "Code or CQC number"}
        show.words_table(own[list(headings)].rename(columns=headings), "Areas and homes without a travel time")
