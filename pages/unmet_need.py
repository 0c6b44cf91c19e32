"""Unmet need: users against population for each protected characteristic, with verdicts that can say 'cannot tell'."""

import streamlit as st

from lib.ui import data, expected_need, show, unmet_more, unmet_need, unmet_pack
from lib.ui.stopping import end_page
from lib.views.sentences import say_at_risk
from lib.views.unmet_sentences import say_hidden

council = data.chosen_council()
st.title(f"Unmet need in {council.la_name}")
show.lede("Are the people who use care like the people who live here? Who may be going without, and can we tell?")

groups = data.dataset("characteristics")
if groups is None:
    data.empty_state("characteristics")
    expected_need.section(council, says_what_to_load=False)
    unmet_more.show_gaps(council.la_name, [])
    end_page()
looked = unmet_need.controls(groups)
characteristic = looked.choice.characteristic

unmet_need.say_names(looked)
figures = unmet_need.show_comparison(looked)
show.sources(*looked.provenances)
show.take_away(figures, looked.provenances, f"Users against population by {characteristic}", "representation")
if characteristic == "age":
    st.info("Older people should be over-represented: age is a profile of need, not a test of fairness.")
for_the_pack = unmet_more.show_all(looked)
for_the_pack += expected_need.section(
    council, looked.choice.rule, looked.choice.level, groups=looked.here, asks_localities=not looked.asked_localities
)

st.header("The published 'at risk' rule")
result = looked.compared()
show.finding(say_at_risk(result.frame))
listed = unmet_need.at_risk(result)
if len(listed.frame):
    show.table(listed, "Groups at risk by the published rule, and what the tests say")
    show.take_away(listed, looked.provenances, "Groups at risk by the published rule", "at-risk")

unmet_more.show_gaps(council.la_name, unmet_more.present(looked))
st.header("What is hidden, and why")
st.markdown(say_hidden(result))
unmet_pack.take_away_pack(looked, council.la_name, for_the_pack)
show.how("representation_ratio", "relative_rate_index", "expected_users_ratio")
