"""Every measure, source, licence and caveat, from the registries."""

import streamlit as st

from lib.ui import about, show

st.title("About the figures")
show.lede("What every measure counts, where every figure comes from, and what to be careful about.")

measures, built_in, maps, hidden = st.tabs(["Measures", "Built-in data", "Outlines and places", "What is hidden"])
with measures:
    about.show_measures()
with built_in:
    about.show_sources()
with maps:
    about.show_geography()
with hidden:
    about.show_rules()
