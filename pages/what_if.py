"""What if a home closes? Close, open and extend homes, and see who is displaced and who can reach less."""

import streamlit as st

from lib.ui import data, market, places, scenario_link, scenarios, show, what_if, what_if_choices, who_loses
from lib.ui.care_homes import homes_here
from lib.ui.travel_gaps import say_gaps
from lib.ui.what_if_by_place import show_by_place
from lib.views.market_sentences import say_effect

council = data.chosen_council()
st.title(f"What if a home closes in {council.la_name}?")
show.lede("Close homes, open them or make them larger, and see who needs another place, where, and who can reach less.")

homes_here(data.require("homes"), council)
data.require("population")
with st.container(key="controls"):
    first, second, third, fourth = st.columns(4)
    with first:
        within = market.choose_within()
    with second:
        bed_kind = market.choose_bed_kind()
    with third:
        kind = places.choose_kind(places.small_area_kinds())
    with fourth:
        empty = what_if_choices.choose_room()
    places.choose_localities(council, kind)
    same = what_if_choices.choose_same_people()
here = market.require_market(council, within)

scenario_link.restore(council.la_code, here)
draft = what_if_choices.draft(here)
scenarios.strip(council.la_code, draft)
so_far = scenarios.current(council.la_code)
shown = so_far if draft is None else so_far.then(draft)
choices = {"bed_kind": bed_kind, "same_people": same, "empty_pct": empty}
effect = what_if.effect_of(council, here, shown, within, **choices)
access = what_if.access_table(effect, council, kind)

what_if.show_figures(effect)
said = [change.said for change in shown.changes]
show.findings(say_effect(effect, said, council.la_name, within.said, market.PEOPLE_WORDS))
show.map_view(what_if.picture(council, here, effect, access, kind), "what-if")
st.caption(f"{within.note} {market.say_border(here)}")
used = [d.provenance for d in (*market.registers_around(council), *market.people_around(council))]
say_gaps(here, within, council)
show_by_place(effect, council, kind, used[:1])
what_if.show_tables(effect, here, within, access, used, council.la_name)
who_loses.show_groups(effect, council, used[:1])

scenarios.keep_under_a_name(council.la_code, shown)
scenario_link.keep(council.la_code, so_far)
measured = scenarios.compare(
    council.la_code, shown, lambda one: what_if.summary_shown(what_if.effect_of(council, here, one, within, **choices))
)
show.table(measured, "Scenarios side by side")
show.take_away(measured, used[:1], f"Scenarios for care homes in {council.la_name}", "scenarios")
show.sources(*used)
show.how("displaced_beds", "access_to_beds", "concentration")
