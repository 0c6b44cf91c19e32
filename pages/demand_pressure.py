"""Demand pressure: a score people can argue with, and groups of areas that admit doubt."""

import streamlit as st

from lib.ui import data, places, pressure, show
from lib.views.charts import profile_heat, ranks
from lib.views.sentences import say_pressure

council = data.chosen_council()
st.title(f"Demand pressure in {council.la_name}")
show.lede("Which areas are under most pressure, which are alike, and how sure can we be?")

loaded, people = data.dataset("indicators"), data.dataset("population")
kind = pressure.kind_of_area()
offered = pressure.indicators_of(council, kind, loaded, people)
chosen, fewer, view = pressure.controls(offered)
if not chosen:
    st.info("Choose at least one indicator above.", icon=":material/arrow_upward:")
    st.stop()
pressure.warn(offered, chosen)
used = [d.provenance for d in (loaded, people) if d is not None]

if view == pressure.SCORE:
    table = pressure.ranked(offered, chosen, fewer, loaded, people)
    show.finding(say_pressure(table, places.AREA_WORDS[kind]))
    show.map_view(pressure.score_map(council, kind, table), "score")
    listed = pressure.rank_table(table)
    show.chart(ranks(pressure.first_areas(table), is_dark=show.is_dark()), "Areas ranked first, with intervals")
    show.table(listed, "Every area, most pressed first")
    show.take_away(listed, used, f"Demand pressure in {council.la_name}", "pressure")
else:
    found = pressure.grouped(offered, chosen, loaded, people)
    show.finding(found.reason)
    show.finding(pressure.say_sureness(found))
    show.map_view(pressure.group_map(council, kind, found), "groups")
    show.table(pressure.stability_table(found), "The groups and how sure they are")
    pressure.show_choice_of_k(found)
    profile = pressure.profile_table(found)
    show.chart(
        profile_heat(profile, row="group", column="indicator", value="standardised", is_dark=show.is_dark()),
        "Each group against each indicator",
    )
    show.table(pressure.profile_figures(profile), "Each group against each indicator")
    members = pressure.membership_table(offered, found)
    show.table(members, "Areas and their groups")
    show.take_away(members, used, f"Groups of areas in {council.la_name}", "groups")

show.sources(*used)
pressure.show_sources_of(offered, chosen)
show.how("pressure_score", "pressure_rank", "p_worst_fifth", "cluster")
