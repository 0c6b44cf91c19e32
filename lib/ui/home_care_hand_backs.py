"""What became of packages handed back: by role in each locality and, where the file says who took them, by provider."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import of_time
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.hand_backs import hand_backs_shown
from lib.measures.providers import flow_shown, spread_flow
from lib.ui import guard, home_care, show
from lib.ui.spreading import Spread
from lib.views.provider_charts import hand_back_flow, hand_back_matrix
from lib.views.provider_sentences import roles_unused, say_flow, say_takers, says_nobody_who_picked_up

_BY_ROLE = {
    "locality_name": "Locality",
    "lead_handed_back": "Handed back by lead providers",
    "spot_handed_back": "Handed back by spot providers",
    "spot_picked_up": "Picked up by spot providers",
    "lead_picked_up": "Picked up by lead providers",
    "unsaid_handed_back": "Handed back, role not said",
    "unsaid_picked_up": "Picked up, role not said",
    "not_picked_up": "Picked up by nobody",
}
_BY_PROVIDER = {"provider_name": "Handed back by", "taken_by": "Taken by", "packages_handed_back": "Packages"}


def section(
    loaded: Dataset,
    rows: pd.DataFrame,
    when: str,
    council: Council,
    by_provider: ProtectedTable,
    spread: Spread | None,
) -> None:
    """``by_provider`` is the page's other table of the same packages, with which these are protected.

    ``spread`` is as :func:`lib.ui.spreading.spread_of` gives it: what became of packages is then an estimate for the
    localities chosen.
    """
    st.header("Packages handed back")
    states = loaded.parts.get("states")
    about = f"{guard.about(loaded.kind, council)}: hand-backs"
    flow = guard.of_people(
        f"{about}, {when}",
        lambda rule, before: flow_shown(rows, home_care.UNALLOCATED, rule, before, states),
        "hand_backs", loaded, when=when,
    )  # fmt: skip
    used = [loaded.provenance]
    if spread is not None:
        flow, used = spread_flow(flow, spread.shares, home_care.UNALLOCATED), spread.sources(loaded.provenance)
    show.finding(say_flow(flow))
    _show_by_role(flow, used, council, when)
    taken = loaded.parts.get("hand_backs")
    if taken is None:
        st.caption(
            "The file does not say which provider took each package, so the flow is by role. A column 'Packages taken "
            "by' with cells such as 'B Care: 3; C Care: 1' shows it by provider."
        )
        return
    taken = taken[taken["period"].astype(str) == when]
    named = guard.of_people(
        f"{about} by taker, {when}",
        lambda rule, before: hand_backs_shown(rows, taken, rule, before, [by_provider], states),
        "hand_backs_by_taker", loaded, when=when, held=by_provider.held_as,
    )  # fmt: skip
    _show_by_provider(named, loaded, council, when)


def _show_by_role(flow: ProtectedTable, used: list[Provenance], council: Council, when: str) -> None:
    became = [name for name in ("not_picked_up", "spot_picked_up", "unsaid_picked_up") if name in flow.columns]
    if flow.frame[became].gt(0).any(axis=None):
        show.chart(hand_back_flow(flow, is_dark=show.is_dark()), say_flow(flow), used)
    left_out = {name for name in _BY_ROLE if name not in flow.columns} | set(roles_unused(flow))
    if says_nobody_who_picked_up(flow):
        left_out |= {name for name in _BY_ROLE if name.endswith("picked_up")}
    names = {name: said for name, said in _BY_ROLE.items() if name not in left_out}
    moved = flow.select(list(names)).rename(names)
    show.table(moved, "What became of packages handed back")
    show.take_away(moved, used, of_time(f"Packages handed back, {council.la_name}", when), "hand-backs")


def _show_by_provider(named: ProtectedTable, loaded: Dataset, council: Council, when: str) -> None:
    st.subheader("Who took them")
    if named.frame.empty:
        st.caption("Not shown: most providers took fewer than five packages of another, or nobody handed any back.")
        return
    sentences = say_takers(named)
    show.findings(sentences)
    drawn, takers = hand_back_matrix(named, is_dark=show.is_dark()), named.frame["taken_by"].nunique()
    show.chart(drawn, " ".join(sentences), [loaded.provenance], n_columns=takers)
    figures = named.select(list(_BY_PROVIDER)).rename(_BY_PROVIDER)
    show.table(figures, "Packages handed back, by who took them")
    title = of_time(f"Packages handed back by who took them, {council.la_name}", when)
    show.take_away(figures, [loaded.provenance], title, "taken-by")
