"""Change of home care between two periods: sentence, chart, table, and totals somebody printed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lib.core import Provenance
from lib.core.words import say_period
from lib.datasets import Dataset
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures import totals_check
from lib.measures.home_care import Activity
from lib.measures.home_care_change import change_shown
from lib.measures.in_total import in_total
from lib.measures.like_for_like import known_in
from lib.ui import home_care, link, show
from lib.views.course_sentences import say_compared
from lib.views.home_care_charts import change_bars
from lib.views.home_care_sentences import say_change, say_totals

_TABLE_6, _WORCESTERSHIRE = "worcestershire_table06_domiciliary_hours", "E10000034"


def section(
    table: ProtectedTable,
    activity: Dataset,
    council: Council,
    measure: Activity,
    title: str,
    used: Sequence[Provenance],
) -> None:
    """What changed between two periods the reader chooses; nothing where there is only one period."""
    periods = sorted(table.frame["period"].astype(str).unique())
    if len(periods) < 2:
        return
    st.header("Change between two periods")
    before, after = _controls(periods)
    if before == after:
        st.info("Choose two different periods.", icon=":material/arrow_upward:")
        return
    changes = change_shown(table, before, after, measure)
    said = say_change(changes, title, say_period(before), say_period(after))
    alike = known_in(in_total(table, measure, (before, after)), measure, (before, after))
    only = say_compared(alike, title, "in one of the two periods only")
    show.findings([*said, *([only] if only else []), *_said_of_totals(activity, council, measure, before, after)])
    home_care.say_hidden(table, measure, (before, after))
    bars = changes.where(lambda frame: ~frame["is_total"])
    if bars.frame["change"].notna().any():
        chart = change_bars(bars, title=f"Change in {title.lower()}", is_dark=show.is_dark())
        show.chart(chart, " ".join(said), used)
    _take(changes, council, title, before, after, used)


def _controls(periods: list[str]) -> tuple[str, str]:
    with st.container(key="change-controls"):
        left, right = st.columns(2)
    with left:
        before = link.choice("From", periods, "from", format_func=say_period)
    with right:
        after = link.choice("To", periods, "to", default=periods[-1], format_func=say_period)
    return before, after


def _take(
    changes: ProtectedTable, council: Council, title: str, before: str, after: str, used: Sequence[Provenance]
) -> None:
    figures = changes.select(
        ["locality_name", "before", "after", "change", "change_pct", "share_of_change_pct"]
    ).rename(
        {
            "locality_name": "Locality",
            "before": say_period(before),
            "after": say_period(after),
            "change": "Change",
            "change_pct": "Change (%)",
            "share_of_change_pct": "Share of the whole change (%)",
        }
    )
    show.table(figures, f"{title}: {say_period(before)} and {say_period(after)}")
    show.sources(*used[:1])
    show.take_away(figures, used[:1], f"Change in {title.lower()}, {council.la_name}, {before} to {after}", "change")


def _said_of_totals(activity: Dataset, council: Council, measure: Activity, before: str, after: str) -> list[str]:
    """The totals the document prints beside the sum of its rows; only of the built-in figures."""
    if council.la_code != _WORCESTERSHIRE or activity.provenance.origin != "published" or measure != "hours":
        return []
    rows, _ = published(_TABLE_6)
    totals = rows[rows["row_is"].eq("total") & rows["period"].isin([before, after])]
    stated = dict(zip(totals["period"], totals["hours"].astype(float), strict=True))
    checks = totals_check(activity.frame, stated, "hours")
    return say_totals(checks.assign(period=checks["period"].map(say_period)), "The document")
