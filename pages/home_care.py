"""Home care: localities drawn and compared, with hours, packages and people waiting."""

import streamlit as st

from lib.core.words import say_period
from lib.ui import (
    data,
    home_care,
    home_care_change,
    home_care_names,
    home_care_over_time,
    home_care_places,
    locality_building,
    show,
)
from lib.views.sentences import say_home_care

council = data.chosen_council()
st.title(f"Home care in {council.la_name}")
show.lede("Where is home care delivered, where do people wait, and how do the localities compare?")

activity = data.require("locality_activity")
localities, people = data.dataset("localities"), data.dataset("population")
measure, period = home_care.controls(activity.frame)
same_as = home_care_names.same_as(activity.frame, localities)
table = home_care.by_locality(activity, localities, people, council, same_as)
now = home_care.in_period(table, period)

when = say_period(period)
column, title = home_care.titles(measure, now)
show.finding(say_home_care(now, column, title, when))
if localities is None:
    data.empty_state("localities")
else:
    st.caption(f"The figure under each name is {home_care.title_of(measure).lower()} in {when}.")
    show.map_view(home_care.picture(localities, now, measure, council, same_as), "localities")
    home_care_names.show_decisions(home_care.people_of(localities, people, council), localities, council)
locality_building.offer(localities, council)
figures = home_care.printed_figures(now)
show.table(figures, f"Home care by locality, {when}")
used = [d.provenance for d in (activity, localities, people) if d is not None]
show.sources(*used)
show.take_away(figures, used, f"Home care by locality in {council.la_name}, {period}", "home-care")

home_care_change.section(table, activity, council, measure, home_care.title_of(measure), used)
home_care_over_time.section(table, council, measure, home_care.title_of(measure), used)
home_care_places.section(now, localities, people, council, used)
show.how(
    "hours",
    "packages",
    "people_waiting",
    "hours_per_1000_65_plus",
    "people_waiting_per_1000_65_plus",
    "hours_change_pct",
    "waiting_by_distance",
)
