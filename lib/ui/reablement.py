"""Reablement, Home First and the Better Care Fund: published figures checked, and the reader's own counts tested."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import slug
from lib.datasets.published import table as published
from lib.disclosure import ProtectedTable, protect, public
from lib.geography import Council
from lib.measures.capacity import CIRCULAR
from lib.measures.reablement import against_target, decimals_of, demand_and_capacity, pathway_split
from lib.measures.typed_numbers import numbers_in, unclear_in
from lib.ui import guard, link, pathways, show
from lib.views.charts import bars
from lib.views.home_care_charts import two_bars
from lib.views.reablement_sentences import say_demand, say_published_bcf, say_split, say_target

_SEFTON, _PATHWAYS, _BCF = "E08000014", "sefton_reablement", "sefton_bcf_metrics"
_PRINTED = "figures printed in a council's own document"
_IN_TIME, _AWAY = "Seen within two hours", "Sent elsewhere for lack of capacity"


def section(council: Council) -> None:
    """Pathways, the two-hour response, referrals turned away, and demand beside capacity."""
    st.header("The way out of hospital: reablement and Home First")
    key = slug(council.la_name)
    _show_split(council, key)
    _show_targets(council, key)
    pathways.section(council)
    _show_months(council, key)


def _show_split(council: Council, key: str) -> None:
    st.subheader("Where people are expected to go")
    names, shares, source = _published_split(council)
    text = link.words(
        "Share of people by pathway (%), in order", f"{key}-pathways", default=", ".join(f"{s:g}" for s in shares)
    )
    typed = numbers_in(text)
    if _is_unclear(text):
        return
    if not typed:
        st.info("Type the shares, with commas between them.", icon=":material/edit:")
        return
    is_published = typed == shares
    named = names if is_published else [f"Pathway {n}" for n in range(1, len(typed) + 1)]
    table, finding = pathway_split(pd.Series(typed, index=named), decimals_of(typed))
    show.finding(say_split(table, finding))
    shown = public(table, because=_PRINTED)
    chart = bars(shown, "pathway", "share_pct", title="% of people", is_dark=show.is_dark())
    source = source if is_published else None
    show.chart(chart, say_split(table, finding), [source or _typed(council)])
    figures = shown.rename({"pathway": "Pathway", "share_pct": "Share of people (%)"})
    _take(figures, "People by pathway", source, council, "pathways")


def _published_split(council: Council) -> tuple[list[str], list[float], Provenance | None]:
    if council.la_code != _SEFTON:
        return [], [], None
    rows, source = published(_PATHWAYS)
    paths = rows[rows["metric"].str.startswith("pathway")]
    names = [name.split(":")[0].replace("pathway", "Pathway") for name in paths["metric"]]
    return names, [float(value) for value in paths["value"]], source


def _show_targets(council: Council, key: str) -> None:
    st.subheader("Seen in time, and turned away")
    if council.la_code == _SEFTON:
        printed, source = published(_BCF)
        show.findings(say_published_bcf(printed))
        show.sources(source)
    columns = st.columns(5, vertical_alignment="bottom")
    asked = (
        ("Referrals for a two-hour response", "urgent"),
        (_IN_TIME, "in-time"),
        ("Referrals for reablement", "referred"),
        (_AWAY, "away"),
    )
    given = []
    for column, (label, name) in zip(columns[:-1], asked, strict=True):
        with column:
            given.append(link.number(label, f"{key}-{name}", default=None, step=1.0, format="%g"))
    urgent, in_time, referred, away = given
    with columns[-1]:
        said = link.number(
            "Target for the two-hour response (%)", f"{key}-target", default=70.0, high=100.0, format="%g"
        )
    target = said or 70.0
    rows = [(_IN_TIME, in_time, urgent), (_AWAY, away, referred)]
    known = pd.DataFrame([row for row in rows if None not in row], columns=["what", "reached", "everybody"])
    if known.empty:
        st.caption("Type your own counts to test them against the target. Counts are rounded to 5; 1 to 4 is hidden.")
        return
    shown = guard.of_typed(
        guard.about("referrals", council),
        lambda rule, before: protect(known, rule, ["what"], ["reached", "everybody"], totals={}, before=before),
        given,
    )
    tested = shown.derive(lambda frame: _tested(frame, target), counts=("reached", "everybody"))
    show.findings([say_target(row, target) for _, row in tested.frame.iterrows()])
    names = {"what": "Of referrals", "reached": "People", "everybody": "Referred", "share_pct": "Share (%)"}
    names |= {"low_pct": "From (%)", "high_pct": "To (%)", "verdict": "Beside the target"}
    _take(tested.select(list(names)).rename(names), "Your counts, with 95% intervals", None, council, "targets")


def _tested(frame: pd.DataFrame, target: float) -> pd.DataFrame:
    """The counts as shown with share, Wilson limits and, for the response, what they say of the target."""
    pairs = zip(frame["reached"], frame["everybody"], strict=True)
    found = [against_target(_known(reached), _known(everybody), target) for reached, everybody in pairs]
    limits = pd.DataFrame(
        [(share.value, share.low, share.high) for share, _ in found],
        columns=["share_pct", "low_pct", "high_pct"],
        dtype="Float64",
        index=frame.index,
    )
    is_response = frame["what"].eq(_IN_TIME)
    verdicts = pd.Series([said for _, said in found], index=frame.index).where(is_response, "no target")
    return pd.concat([frame, limits], axis=1).assign(verdict=verdicts)


def _known(count: float) -> float | None:
    return None if pd.isna(count) else float(count)


def _show_months(council: Council, key: str) -> None:
    st.subheader("Demand and capacity by month, typed here")
    left, right = st.columns(2)
    with left:
        demand_typed = link.words("Demand each month, with commas", f"{key}-demand")
    with right:
        capacity_typed = link.words("Capacity each month, with commas", f"{key}-capacity")
    if _is_unclear(demand_typed, capacity_typed):
        return
    demand, capacity = numbers_in(demand_typed), numbers_in(capacity_typed)
    if not demand or not capacity:
        st.caption("Type both from your Better Care Fund plan: one figure a month, people or packages.")
        return
    table, is_matched = demand_and_capacity(demand, capacity)
    if is_matched:
        show.notice(CIRCULAR)
    show.finding(say_demand(table, is_matched))
    shown = public(table, because="monthly totals of a whole council's plan, typed by the reader")
    show.chart(two_bars(shown, "month", {"demand": "Demand", "capacity": "Capacity"}, is_dark=show.is_dark()),
               say_demand(table, is_matched), [_typed(council)])  # fmt: skip
    names = {"month": "Month", "demand": "Demand", "capacity": "Capacity", "short": "Short"}
    _take(shown.rename(names), "Demand and capacity by month", None, council, "demand-capacity")


def _is_unclear(*texts: str) -> bool:
    """Whether a comma may part two numbers or thousands, which is said."""
    unclear = [piece for piece in map(unclear_in, texts) if piece]
    if unclear:
        show.notice(
            f"It cannot be told whether '{unclear[0]}' is one number or several. Put a space after each comma between "
            "two numbers, and write thousands without a comma."
        )
    return bool(unclear)


def _take(figures: ProtectedTable, title: str, source: Provenance | None, council: Council, key: str) -> None:
    used = source or _typed(council)
    show.table(figures, title)
    show.sources(used)
    show.take_away(figures, [used], f"{title}, {council.la_name}", key)


def _typed(council: Council) -> Provenance:
    return Provenance("Figures typed on the page", f"Figures typed by the reader for {council.la_name}")
