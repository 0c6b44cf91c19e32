"""Demand and capacity by pathway and month, from a file the council loads."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core.words import say_period
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.measures.pathways import by_pathway, pathways_shown
from lib.measures.reablement import decimals_of, pathway_split
from lib.ui import data, guard, link, show
from lib.views.home_care_charts import demand_and_capacity
from lib.views.pathway_sentences import say_pathways
from lib.views.reablement_sentences import say_split

KIND, _EVERY = "pathways", "All pathways"
_COUNTS = {"demand": "Demand", "capacity": "Capacity", "short": "Short", "redirected": "Sent elsewhere"}
_MONTHS = {"period": "Month", "pathway": "Pathway", **_COUNTS}
_TOTALS = {
    "pathway": "Pathway", "demand": "Demand", "capacity": "Capacity", "short": "Short", "short_months": "Months short",
    "redirected_pct": "Sent elsewhere (%)", "demand_share_pct": "Of all (%)", "circular": "Circular?",
}  # fmt: skip


def section(council: Council) -> None:
    """Chart, sentences and tables by pathway; without a file, where to load one."""
    st.subheader("Demand and capacity by pathway and month")
    loaded = data.dataset(KIND)
    if loaded is None:
        st.caption("Load a file of demand and capacity by pathway and month to see each pathway here.")
        st.page_link("pages/your_data.py", label="Load demand and capacity by pathway", icon=":material/upload_file:")
        return
    table = guard.of_people(
        guard.about(KIND, council),
        lambda rule, before: pathways_shown(loaded.frame, rule, before, loaded.parts.get("states")),
        KIND,
        loaded,
    )
    totals = table.derive(lambda frame: _said(by_pathway(frame)), counts=("demand", "capacity", "redirected"))
    show.findings(say_pathways(totals.frame))
    _show_expected(loaded)
    chosen = link.choice("Pathway", [_EVERY, *totals.frame["pathway"].tolist()], "pathway")
    part = table.where(table.frame["pathway"].eq(chosen)) if chosen != _EVERY else table
    _draw(part, loaded)
    _show_tables(part, totals, loaded, council)


def _draw(months: ProtectedTable, loaded: Dataset) -> None:
    """A chart for each pathway, each on its own scale: the largest would flatten the others."""
    named = months.with_columns({"month": lambda frame: frame["period"].map(say_period)})
    for name in sorted(named.frame["pathway"].unique()):
        one = named.where(named.frame["pathway"].eq(name))
        words = " ".join(say_pathways(by_pathway(one.frame)))
        drawn = demand_and_capacity(one, title=str(name), is_dark=show.is_dark())
        show.chart(drawn, words or str(name), [loaded.provenance])


def _said(totals: pd.DataFrame) -> pd.DataFrame:
    return totals.assign(circular=totals["is_circular"].map({True: "yes: set to match", False: "no"}))


def _show_tables(months: ProtectedTable, totals: ProtectedTable, loaded: Dataset, council: Council) -> None:
    whole, used = totals.select(list(_TOTALS)).rename(_TOTALS), [loaded.provenance]
    title = f"Demand and capacity by pathway, {council.la_name}"
    show.table(whole, "Demand and capacity by pathway, all months together")
    show.take_away(whole, used, title, "pathway-totals")
    printed = months.with_columns({"period": lambda frame: frame["period"].map(say_period)})
    printed = printed.select(list(_MONTHS)).rename(_MONTHS)
    show.table(printed, "Demand and capacity by pathway, month by month")
    show.sources(loaded.provenance)
    show.take_away(printed, used, f"{title}, by month", "pathway-months")


def _show_expected(loaded: Dataset) -> None:
    """Where people are expected to go, as the plan says it: does it add up to 100?"""
    rows = loaded.frame[loaded.frame["expected_share_pct"].notna()]
    if rows.empty:
        return
    last = rows[rows["period"].eq(rows["period"].max())].drop_duplicates("pathway")
    shares = last.set_index("pathway")["expected_share_pct"]
    split, finding = pathway_split(shares, decimals_of(shares.astype("float64").tolist()))
    shown = public(split, because="shares that a plan expects, not counts of people")
    said = say_split(shown.frame, finding)
    show.finding(f"In the plan loaded, {said[:1].lower()}{said[1:]}")
