"""Demand pressure: a score people can argue with, groups that admit doubt, regions and hot spots."""

import streamlit as st

from lib.ui import (
    data,
    pressure,
    pressure_boundaries,
    pressure_groups,
    pressure_regions,
    pressure_score,
    pressure_spots,
    show,
)

council = data.chosen_council()
title = st.empty()
title.title(f"Demand pressure in {council.la_name}")
show.lede("Which areas are under most pressure, which are alike, and how sure can we be?")

asked, view = pressure.ask(council)
title.title(f"Demand pressure in {asked.place}")
pressure.warn(asked)
{
    pressure.SCORE: pressure_score.show_view,
    pressure.GROUPS: pressure_groups.show_view,
    pressure.REGIONS: pressure_regions.show_view,
    pressure.SPOTS: pressure_spots.show_view,
    pressure.BOUNDARIES: pressure_boundaries.show_view,
}[view](asked)
pressure.show_sources(asked)
show.how("pressure_score", "pressure_rank", "p_worst_fifth", "cluster")
