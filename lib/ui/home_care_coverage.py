"""Which provider covers which locality on the home care page: as the file has it, or spread over other localities."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import of_time
from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.coverage import providers_between, spread_coverage
from lib.measures.providers import coverage_shown
from lib.ui import guard, home_care, show
from lib.ui.spreading import Spread
from lib.views.coverage_sentences import say_between, say_unsure
from lib.views.provider_charts import coverage_matrix
from lib.views.provider_sentences import say_roles

_HEADINGS = {"locality_name": "Locality", "provider_name": "Provider", "role": "Role", "people": "People"}
_HOURS = {"hours": "Hours"}
_BETWEEN = {"locality_name": "Locality", "providers_least": "At least", "providers_most": "At most"}


def section(loaded: Dataset, rows: pd.DataFrame, when: str, council: Council, spread: Spread | None) -> None:
    """``spread`` is as :func:`lib.ui.spreading.spread_of` gives it."""
    st.header("Lead and spot providers by locality")
    cover = guard.of_people(
        f"{guard.about(loaded.kind, council)}: coverage, {when}",
        lambda rule, before: coverage_shown(
            rows, home_care.UNALLOCATED, rule, before, loaded.parts.get("states")
        ),
        "coverage", loaded, when=when,
    )  # fmt: skip
    if spread is None:
        show.finding(say_roles(cover))
        _show(cover, {}, [loaded.provenance], council, when)
        return
    placed = spread_coverage(cover, spread.shares, home_care.UNALLOCATED)
    places = spread.chosen.frame["locality_name"].astype(str).tolist()
    between = providers_between(placed, places, spread.in_part(rows))
    show.findings([say_roles(cover), *say_unsure(placed), *say_between(between)])
    used = spread.sources(loaded.provenance)
    _show(placed, {"is_sure": "Sure to deliver here", "comes_from": "Worked out from"}, used, council, when)
    st.caption("Hidden hours cannot be spread: where some are hidden, a provider has at least the hours shown.")
    counted = between.select(list(_BETWEEN)).rename(_BETWEEN)
    show.table(counted, "How many providers deliver in each locality")
    title = of_time(f"Providers in each locality, {council.la_name}", when)
    show.take_away(counted, used, title, "providers-between")


def _show(cover: ProtectedTable, more: dict[str, str], used: list[Provenance], council: Council, when: str) -> None:
    show.chart(
        coverage_matrix(cover, is_dark=show.is_dark()),
        "Which provider covers which locality, as lead or spot, with hours",
        used,
        n_columns=cover.frame["locality_name"].nunique(),
    )
    names = _HEADINGS | _HOURS | more
    listed = cover.select(list(names)).rename(names)
    show.table(listed, "Who covers what")
    show.take_away(listed, used, of_time(f"Who covers what, {council.la_name}", when), "coverage")
