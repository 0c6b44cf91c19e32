"""Scenarios: add a change, undo it, keep it under a name that the link carries, set two side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.core.words import SUPPRESSED
from lib.disclosure import ProtectedTable, public
from lib.measures.scenario import Change, Scenario
from lib.ui import show

NOW = "What is shown above"
TODAY = "As it is today"
MOST_KEPT = 8
_LONGEST = 60
DRAFT, NO_DRAFT = "what", "Nothing more"
_ROWS = {
    "homes": "Homes",
    "beds": "Registered beds",
    "nursing_home_beds": "Beds in homes with nursing",
    "people_displaced": "People displaced, at most",
    "homes_in_reach": "Homes for the same people within reach",
    "beds_in_reach": "Beds in those homes",
    "not_placed": "People not placed, with the beds said to be empty",
    "not_placed_at_best": "People not placed even if every bed were empty",
    "average_access": "Beds within reach per 1,000 people aged 75+",
    "areas_lose_tenth": "Small areas that lose a tenth of it or more",
    "people_lose_tenth": "People aged 75+ who live there",
    "areas_without_reach": "Small areas with nothing in reach",
    "largest_share_pct": "Largest provider's share of beds (%)",
    "concentration": "Concentration of the market (0 to 10,000)",
}
#: Those of them that are numbers of people who lose their place.
PEOPLE_DISPLACED = ("people_displaced", "not_placed", "not_placed_at_best")


@dataclass(frozen=True, eq=False)
class Line:
    """A scenario in one line: its figures by name, missing where not known, and which are hidden to protect people."""

    figures: pd.Series
    hidden: frozenset[str] = frozenset()


def current(la_code: str) -> Scenario:
    """The changes added so far."""
    return st.session_state.get(f"scenario-{la_code}", Scenario())


def is_begun(la_code: str) -> bool:
    """Whether this session has changed anything of this council yet."""
    return f"scenario-{la_code}" in st.session_state


def begin(la_code: str, scenario: Scenario) -> None:
    """Go on from changes made elsewhere."""
    st.session_state[f"scenario-{la_code}"] = scenario


def has_kept(la_code: str) -> bool:
    """Whether this session has kept, or forgotten, scenarios of this council."""
    return f"scenarios-{la_code}" in st.session_state


def kept_scenarios(la_code: str) -> dict[str, Scenario]:
    """Scenarios kept under a name."""
    return dict(st.session_state.get(f"scenarios-{la_code}", {}))


def strip(la_code: str, draft: Change | None) -> None:
    """What has been added so far, and the buttons."""
    scenario = current(la_code)
    if scenario.changes:
        listed = "; ".join(change.said for change in scenario.changes)
        show.notice(f"Already in this scenario: {listed}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Add this change, then choose another", key="add-change", icon=":material/add:", disabled=draft is None,
            on_click=_add, args=(la_code, draft),
        )  # fmt: skip
        if scenario.changes:
            st.button(
                "Undo the last change", key="undo-change", icon=":material/undo:", on_click=_undo, args=(la_code,)
            )
            st.button("Start again", key="start-again", icon=":material/restart_alt:", on_click=_clear, args=(la_code,))


def keep(la_code: str, scenario: Scenario) -> bool:
    """Keep a scenario under its name, in place of one of that name; whether that could be done."""
    name = "".join(letter for letter in scenario.name if letter.isprintable()).strip()[:_LONGEST]
    kept = kept_scenarios(la_code)
    is_possible = bool(name) and name not in (NOW, TODAY) and len({*kept, name}) <= MOST_KEPT
    if is_possible:
        st.session_state[f"scenarios-{la_code}"] = kept | {name: Scenario(name, scenario.changes)}
    return is_possible


def keep_under_a_name(la_code: str, shown: Scenario) -> None:
    """Keep what is shown, to compare and to send to colleagues."""
    st.header("Compare scenarios")
    with st.form("keep-scenario", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Name this scenario to compare it", max_chars=_LONGEST, width=420, key="scenario-name")
        is_asked = st.form_submit_button("Keep it", disabled=not shown.changes, key="keep-it") and bool(name.strip())
    if is_asked and not keep(la_code, Scenario(name, shown.changes)):
        show.notice(f"Choose another name, or forget a scenario first: a link carries {MOST_KEPT} at most.")
    if kept_scenarios(la_code):
        st.caption(
            "Scenarios kept under a name are in the address of this page and nowhere else: save or send the link and "
            "they come back, with the same register in use."
        )
        st.button(
            "Forget the scenarios kept",
            key="forget-scenarios",
            icon=":material/delete:",
            on_click=_forget,
            args=(la_code,),
        )


def compare(la_code: str, shown: Scenario, measured: Callable[[Scenario], Line]) -> ProtectedTable:
    """Two scenarios side by side: choose each from today, what is shown and those kept."""
    offered = {TODAY: Scenario(TODAY), NOW: shown, **kept_scenarios(la_code)}
    first, second = st.columns(2)
    one = first.selectbox("Compare", list(offered), index=0, key="compare-one")
    other = second.selectbox("with", list(offered), index=1, key="compare-other")
    return side_by_side({one: measured(offered[one]), other: measured(offered[other])})


def side_by_side(lines: Mapping[str, Line]) -> ProtectedTable:
    """One row a figure, one column a scenario, and the difference of two."""
    table = pd.DataFrame({name: line.figures for name, line in lines.items()}).reindex(list(_ROWS))
    hidden = pd.DataFrame({name: table.index.isin(line.hidden) for name, line in lines.items()}, index=table.index)
    if len(lines) == 2:
        first, second = (table[name] for name in lines)
        table, hidden = table.assign(Difference=second - first), hidden.assign(Difference=hidden.any(axis=1))
    words = table.map(_printed).mask(hidden, SUPPRESSED)
    named = words[table.notna().any(axis=1) | hidden.any(axis=1)].rename(index=_ROWS).rename_axis("Figure")
    return public(named.reset_index(), because="a public register of homes and beds; people displaced were protected")


def _printed(value: float) -> str:
    if pd.isna(value):
        return "not known"
    return f"{value:,.1f}" if abs(value) < 100 and value != round(value) else f"{value:,.0f}"


def _add(la_code: str, draft: Change) -> None:
    st.session_state[f"scenario-{la_code}"] = current(la_code).then(draft)
    st.session_state[DRAFT] = NO_DRAFT


def _undo(la_code: str) -> None:
    st.session_state[f"scenario-{la_code}"] = current(la_code).undone()


def _clear(la_code: str) -> None:
    st.session_state[f"scenario-{la_code}"] = Scenario()


def _forget(la_code: str) -> None:
    st.session_state[f"scenarios-{la_code}"] = {}
