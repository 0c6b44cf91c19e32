"""Who waits for home care and how long, by locality."""

from __future__ import annotations

import streamlit as st

from lib.core.words import say_period
from lib.datasets import Dataset
from lib.geography import Council
from lib.measures.waiting import has_waits, waiting_shown
from lib.ui import guard, home_care, show
from lib.views.provider_sentences import say_long_waits

_HEADINGS = {
    "locality_name": "Locality",
    "people_waiting": "People waiting",
    "hours_waiting": "Hours waiting",
    "wait_days_median": "Half have waited up to (days)",
    "wait_days_p90": "Nine in ten have waited up to (days)",
}


def section(activity: Dataset, council: Council, period: str) -> None:
    """Hours waiting and how long people wait; nothing where the file says neither."""
    if not has_waits(activity.frame):
        return
    table = guard.of_people(
        f"{guard.about(activity.kind, council)}: waits",
        lambda rule, before: waiting_shown(
            activity.frame, home_care.UNALLOCATED, rule, before, activity.parts.get("states")
        ),
        "waiting",
        activity,
    )
    now = table.where(lambda frame: frame["period"].astype(str) == period)
    st.header("How long people wait")
    show.findings(say_long_waits(now, say_period(period)))
    names = {name: said for name, said in _HEADINGS.items() if name in now.columns}
    figures = now.select(list(names)).rename(names)
    show.table(figures, f"How long people wait, {say_period(period)}")
    show.take_away(figures, [activity.provenance], f"Waiting for home care, {council.la_name}, {period}", "waiting")
