"""Home care: localities drawn and compared, with hours, packages and people waiting."""

import streamlit as st

from lib.core.words import say_period
from lib.ui import (
    data,
    home_care,
    home_care_activity,
    home_care_change,
    home_care_drivers,
    home_care_names,
    home_care_over_time,
    home_care_places,
    home_care_providers,
    home_care_waiting,
    keeping,
    localities,
    locality_building,
    show,
)
from lib.ui.stopping import end_page
from lib.views.sentences import say_home_care

council = data.chosen_council()
st.title(f"Home care in {council.la_name}")
show.lede("Where is home care delivered, where do people wait, and how do the localities compare?")
keeping.say_what_was_done()

loaded, people = data.dataset("locality_activity"), home_care.people_in_use()
providers, zones = data.dataset("provider_activity"), localities.choose(council)
if loaded is None:
    home_care.show_zones_alone(zones, people, council)
    home_care_providers.section(providers, zones, people, council)
    end_page()
activity = home_care_activity.of_localities(loaded, zones, people, council)
measure, period = home_care.controls(activity.frame)
same_as = home_care_names.same_as(activity.frame, zones)
table = home_care.by_locality(activity, zones, people, council, same_as)
now = home_care.in_period(table, period)

when = say_period(period)
column, title = home_care.titles(measure, now)
show.finding(say_home_care(now, column, title, when))
home_care.show_map(zones, now, measure, council, same_as, when)
home_care_names.show_decisions(home_care.people_of(zones, people, council), zones, council)
locality_building.offer(zones, council)
figures = home_care.printed_figures(now)
show.table(figures, f"Home care by locality, {when}")
used = [d.provenance for d in (activity, zones, people) if d is not None]
show.sources(*used)
show.take_away(figures, used, f"Home care by locality in {council.la_name}, {period}", "home-care")

home_care_waiting.section(activity, council, period)
home_care_providers.section(providers, zones, people, council)
home_care_drivers.section(zones, people, council)
home_care_change.section(table, activity, council, measure, home_care.title_of(measure), used)
home_care_over_time.section(table, council, measure, home_care.title_of(measure), used)
home_care_places.section(now, zones, people, council, used, is_spread=activity is not loaded)
show.how(*home_care.MEASURES)
