"""The About page: registries printed as they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.datasets.published import sources as published_sources
from lib.disclosure import RULES, rule_named
from lib.geography import sources as geography_sources
from lib.measures.registry import MEASURES
from lib.ui import show


def show_measures() -> None:
    """Every measure: what is counted, over what, how, and what to be careful about."""
    st.caption("One record for each measure the pages show. The same words stand under the figures themselves.")
    show.measure_cards(list(MEASURES.values()))


def show_sources() -> None:
    """The documents and data sets that come built in."""
    rows = [
        {
            "Source": source.title,
            "Publisher": source.publisher,
            "As at": source.as_at,
            "Licence": source.licence,
            "Used for": source.used_for,
            "Be careful": source.caveat,
        }
        for source in published_sources()
    ]
    show.words_table(pd.DataFrame(rows), "Built-in data")


def show_geography() -> None:
    """Outlines, postcodes and travel times, with the checksum of each file."""
    frame = geography_sources()
    show.words_table(frame.rename(columns=lambda name: str(name).replace("_", " ").capitalize()), "Outlines and places")


def show_rules() -> None:
    """The small-number rules by name, and the three signs for a figure that is not there."""
    st.markdown(
        f"A small count of people can reveal one of them. {rule_named('asc').title}, on screen and in every download, "
        "unless another rule below is chosen. Percentages are made from the figures shown, never from those hidden. "
        "Each table is also held against the others this session has shown of the same people, so that the difference "
        "between two filters, rules, periods or versions gives nobody away: what would is rounded further or not "
        "shown, and the page says so."
    )
    signs = {"[c]": "hidden to protect people", "[x]": "not collected or not available", "[z]": "not applicable"}
    show.words_table(pd.DataFrame([{"Sign": k, "Means": v} for k, v in signs.items()]), "Signs")
    rules = [{"Rule": rule.title, "Asked for by": rule.source} for rule in RULES.values()]
    show.words_table(pd.DataFrame(rules), "Rules the workbench knows")
