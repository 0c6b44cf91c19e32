"""What home care could be bought: capacity, growth and the way out of hospital."""

import streamlit as st

from lib.ui import data, home_care_forecast, home_care_market, reablement, show

council = data.chosen_council()
st.title(f"What home care could be bought in {council.la_name}")
show.lede("How many of the hours that providers declare can you buy, and what is left once need has grown?")
home_care_market.section(council)
home_care_forecast.section(council)
reablement.section(council)
show.how("headroom_hours", "hours_next_year", "two_hour_response")
