"""Care homes: every home as a point, with filters that move map, totals and table together."""

import streamlit as st

from lib.measures.scope import HomeFilter, choose_homes
from lib.measures.supply import totals
from lib.ui import access, bed_rates, care_homes, chosen_homes, data, every_home, home_card, places, register, show
from lib.ui.homes_by_place import show_bought, show_homes
from lib.views.sentences import say_beds_rate, say_homes

council = data.chosen_council()
st.title(f"Care homes in {council.la_name}")
show.lede("Where are the homes, who runs them, and how many beds are there for the people who may need one?")

listing, people = data.require("homes"), care_homes.people_in_use()
homes = care_homes.homes_here(listing, council)
chosen, rate, kind = care_homes.controls(homes)
selected = choose_homes(homes, chosen)
reach = access.chosen(council, rate, kind)
beds = care_homes.beds_table(listing, people, homes, council, chosen.anywhere, kind)

summary = totals(selected)
care_homes.show_totals(summary)
show.finding(say_homes(summary, council.la_name, is_filtered=len(selected) < len(homes)))

left, right = st.columns([5, 3], gap="large")
with left:
    view = care_homes.picture(council, selected, reach.table if reach else beds, rate, kind)
    care_homes.pick_from_map(show.map_view(view, "homes"), homes)
    places.offer_tiles()
    if reach:
        access.show_findings(reach, council.la_name)
    else:
        is_filtered = chosen.anywhere != HomeFilter()
        show.finding(say_beds_rate(beds, places.ground_said(council, kind), is_filtered=is_filtered))
with right:
    care_homes.card(homes, listing, council)
    for table, caption in zip(care_homes.shape_tables(selected), ("Homes by size", "Homes by kind"), strict=True):
        show.table(table, caption)
chosen_homes.show_chosen(homes, council)
used = [d.provenance for d in (listing, people) if d is not None]
show.sources(*used)
care_homes.warn_of_gaps(selected)

st.header("The homes")
listed = care_homes.homes_table(selected)
chosen_homes.table(listed, selected, "Homes that fit your choices")
show.take_away(listed, used[:1], f"Care homes in {council.la_name}", "homes")
register.show_register(selected, listing, council, home_card.today(), chosen, kind)
st.header("Beds by area")
by_area = reach.printed if reach else care_homes.area_table(beds)
show.table(by_area, "The figures behind the colours of the map")
show.take_away(by_area, used, f"Beds by area in {council.la_name}", "beds")
show_homes(selected, council, kind, used[:1])
show_bought(homes, council, kind)
bed_rates.show_rates(council, used)
bed_rates.show_by_place(homes, beds, council, kind, used)
every_home.show_every_home(listing, chosen, used[:1])
show.how("beds_per_1000_75_plus", "access_to_beds", "homes", "beds", "owner_share", "concentration", *care_homes.MORE)
