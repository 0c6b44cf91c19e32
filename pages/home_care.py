"""Home care: localities drawn and compared, with hours, packages and people waiting."""

import streamlit as st

from lib.geography import example_localities
from lib.ui import data, home_care, home_care_parts, home_care_providers, keeping, localities, show, spreading
from lib.ui.stopping import end_page

council = data.chosen_council()
st.title(f"Home care in {council.la_name}")
show.lede("Where is home care delivered, where do people wait, and how do the localities compare?")
keeping.say_what_was_done()

loaded, people = data.dataset("locality_activity"), home_care.people_in_use()
zones = localities.choose(council, has_to_be=example_localities(council) is not None)
spreading.ask(zones, council)
if loaded is None:
    home_care.show_zones_alone(zones, people, council)
    home_care_providers.section(data.dataset("provider_activity"), zones, people, council)
    end_page()
home_care_parts.show_parts(loaded, zones, people, council)
show.how(*home_care.MEASURES)
