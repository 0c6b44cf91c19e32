"""Overview: the council, what is loaded and how old it is, headline figures, where to go next."""

import streamlit as st

from lib.ui import data, loading, overview, overview_localities, show

council = data.chosen_council()
st.title(f"Care in {council.la_name}")
show.lede("What care there is, who goes without, where pressure is rising, and how sure we can be.")

overview.show_figures(council)
overview_localities.section(council)
overview.show_next()
st.header("What is loaded")
loading.show_in_use()
overview.show_published(council)
