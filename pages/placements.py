"""Placements: people placed out of the council and into it, with whom, why, at what cost, and over time."""

import streamlit as st

from lib.ui import data, placement_flows, placements, placements_by_place, show

council = data.chosen_council()
st.title(f"Placements of {council.la_name}")
show.lede("Whom does the council place in homes elsewhere, whom do others place here, and is it changing?")

used = data.dataset(placement_flows.KIND)
placements_by_place.say_what_is_known(used)
if used is None:
    data.empty_state(placement_flows.KIND)
else:
    placement_flows.show_flows(council, used)
    placements_by_place.show_by_place(council, used)
    show.sources(used.provenance)
placements.show_placements(council)
show.how("placed_across", "weekly_cost_of_placements")
