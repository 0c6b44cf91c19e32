"""Which people live where access changes: by age and by what of the population is loaded for small areas."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.disclosure import public
from lib.geography import Council
from lib.measures.access_by_group import change_by_group, people_by_age, people_by_category
from lib.measures.what_if import Effect
from lib.ui import carrying, show
from lib.ui.market import people_around
from lib.views.market_sentences import say_areas_counted, say_groups_change

_BECAUSE = "averages over a whole council, from a public register and a public census"
_HEADINGS = {
    "characteristic": "Characteristic", "group": "Group", "people": "People",
    "beds_per_1000_before": "Beds within reach per 1,000 aged 75+, today", "beds_per_1000_after": "After",
    "beds_per_1000_change": "Change", "change_pct": "Change, %", "lose_tenth_pct": "% who lose a tenth or more",
}  # fmt: skip


def show_groups(effect: Effect, council: Council, used: list[Provenance]) -> None:
    """The change for the average person of each group."""
    st.header("Who can reach less")
    people, provenances = _people(council)
    if people.empty:
        show.notice("The population in use does not say how many people of each age live in the small areas here.")
        return
    table = public(change_by_group(effect.access, people), because=_BECAUSE)
    show.findings(say_groups_change(table))
    shown = table.select(list(_HEADINGS)).rename(_HEADINGS)
    show.table(shown, "Beds within reach of the average person of each group")
    show.take_away(shown, [*used, *provenances], f"Who can reach fewer beds in {council.la_name}", "groups")
    if provenances:
        carrying.say("indicators")
        st.caption(say_areas_counted(effect.access["area_code"], people))
    else:
        st.caption(
            "Load a census table of small areas as area indicators (ethnic group, disability or religion, with counts) "
            "to see its groups here as well."
        )


def _people(council: Council) -> tuple[pd.DataFrame, list[Provenance]]:
    """People by age, and by category where the indicators in use are a table of counts."""
    ages = [people_by_age(one.frame) for one in people_around(council)]
    every = (
        pd.concat(ages, ignore_index=True).drop_duplicates(["group", "area_code"])
        if ages
        else people_by_age(pd.DataFrame())
    )
    indicators = carrying.dataset("indicators")
    if indicators is None or "rates" not in indicators.parts:
        return every, []
    counted = people_by_category(indicators.parts["rates"])
    return pd.concat([every, counted], ignore_index=True), [indicators.provenance]
