"""Unmet need: users against population for each protected characteristic, with verdicts that can say 'cannot tell'."""

import streamlit as st

from lib.ui import data, show, unmet_need
from lib.views.charts import representation_chart
from lib.views.sentences import say_at_risk, say_representation

council = data.chosen_council()
st.title(f"Unmet need in {council.la_name}")
show.lede("Are the people who use care like the people who live here? Who may be going without, and can we tell?")

groups = data.require("characteristics")
characteristic, base = unmet_need.controls(groups.frame)
result = unmet_need.compared(groups, base)
table = unmet_need.of_characteristic(result, characteristic)

sentences = say_representation(table)
show.findings(sentences)
show.chart(representation_chart(table, is_dark=show.is_dark()), " ".join(sentences))
unmet_need.say_why_not(table)
figures = unmet_need.printed_figures(table)
show.table(figures, f"{characteristic.capitalize()}: users against population")
show.sources(groups.provenance)
show.take_away(figures, [groups.provenance], f"Users against population by {characteristic}", "representation")
if not unmet_need.has_base(table):
    unmet_need.show_plausible(groups, characteristic)
if characteristic == "age":
    st.info("Older people should be over-represented: age is a profile of need, not a test of fairness.")

st.header("The published 'at risk' rule")
show.finding(say_at_risk(result.frame))
listed = unmet_need.at_risk(result)
show.table(listed, "Groups at risk by the published rule, and what the tests say")
show.take_away(listed, [groups.provenance], "Groups at risk by the published rule", "at-risk")

unmet_need.show_gaps(council.la_name, sorted(set(groups.frame["characteristic"])))
show.how("representation_ratio")
