"""Groups of another version of the figures beside these: labels aligned, and the areas that moved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import public
from lib.pressure import Clustering, Comparison, compare
from lib.ui import data, link, show
from lib.ui.pressure import RATES, Asked, on_other_figures
from lib.ui.pressure_profile import names_of
from lib.ui.published import version_data
from lib.ui.versions import versions_here

_NONE, _BUILT_IN = "None", "Built-in figures"


def show_beside(asked: Asked, found: Clustering, group: Callable[[Asked], Clustering]) -> None:
    """Choose another version of the indicators; its groups in the numbers of these, and which areas moved."""
    offered = _versions()
    if not offered:
        return
    st.header("Beside another version of the figures")
    chosen = link.choice("Compare with", [_NONE, *offered], "compare")
    before = None if chosen == _NONE else offered[chosen]()
    if before is None:
        return
    other = on_other_figures(asked, before)
    if len(other.chosen) < 1:
        show.notice("That version has none of the indicators chosen, so there is nothing to compare.")
        return
    _say_left_out(asked, other)
    earlier = group(other)
    _show(asked, compare(earlier.labels, found.labels), earlier, found)


def _versions() -> dict[str, Callable[[], Dataset | None]]:
    """Other versions of the indicators that can be compared with, by name: kept ones, and what is built in."""
    used = data.dataset("indicators")
    la_code = data.chosen_council().la_code
    names: dict[str, Callable[[], Dataset | None]] = {}
    for one in versions_here("indicators"):
        if used is None or one.provenance.content_hash != used.provenance.content_hash:
            name = f"{one.file_name}, {one.provenance.version}"
            names[name] = partial(version_data, one)
    built_in = data.built_in(la_code, "indicators")
    if built_in is not None and (used is None or used.provenance.content_hash != built_in.provenance.content_hash):
        names[_BUILT_IN] = lambda: built_in
    return names


def _say_left_out(asked: Asked, other: Asked) -> None:
    left_out = [name for name in asked.chosen if name not in other.chosen]
    if left_out:
        named = "”, “".join(left_out)
        show.notice(f"That version has no figure for “{named}”: its groups are made from the others.")


def _show(asked: Asked, compared: Comparison, before: Clustering, after: Clustering) -> None:
    show.finding(compared.sentence)
    then, now = names_of(before), names_of(after)
    matched = pd.DataFrame(
        {
            "Group in the figures shown": [now[str(number)] for number in compared.renamed.index],
            "Was": [then.get(str(number), "a new group") for number in compared.renamed],
            "Areas now": [int((after.labels == number).sum()) for number in compared.renamed.index],
            "Areas then": [int((before.labels == number).sum()) for number in compared.renamed],
        }
    )
    show.table(public(matched, because=RATES), "Which group became which (matched so that most areas stay)")
    if compared.moved.empty:
        return
    back = pd.Series(compared.renamed.index, index=compared.renamed.to_numpy()).astype(str)
    moved = pd.DataFrame(
        {
            "Area": asked.offered.names.reindex(compared.moved.index),
            "Was in": compared.moved["cluster_before"].astype(str).map(then),
            "Is in": compared.moved["cluster_after"].map(back).map(now),
        }
    )
    table = public(moved, because=RATES)
    show.table(table, "Areas that moved to another group")
    show.take_away(table, asked.provenances, f"Areas that changed group, {asked.place}", "moved")
