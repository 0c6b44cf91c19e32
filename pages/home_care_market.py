"""What home care could be bought: capacity, growth and the way out of hospital."""

import streamlit as st

from lib.ui import by_locality, data, home_care_forecast, home_care_market, reablement, show
from lib.ui.stopping import or_nothing

council = data.chosen_council()
st.title(f"What home care could be bought in {council.la_name}")
show.lede("How many of the hours that providers declare can you buy, and what is left once need has grown?")
zones = by_locality.choose(council)
care = or_nothing(lambda: by_locality.home_care_of(council, zones))
home_care_market.section(council, zones, care)
home_care_forecast.section(council, care)
reablement.section(council)
show.how("headroom_hours", "hours_next_year", "two_hour_response")
