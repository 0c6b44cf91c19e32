"""Groups of areas that are alike, wherever they lie, with how sure they are."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public
from lib.exports.pressure_steps import grouped as grouped_steps
from lib.pressure import FEWEST_AREAS, Clustering, cluster_areas, methods_for
from lib.pressure.partition import Method
from lib.ui import link, pressure_notebook, pressure_versions, show
from lib.ui.pressure import GROUPS, RATES, Asked
from lib.ui.pressure_profile import draw, in_words, members, names_of, show_heat, show_profile
from lib.ui.working import worked
from lib.views.pressure_sentences import cards_of, say_groups, say_inputs, say_sure_groups

_METHODS: dict[str, Method] = {"k-means": "kmeans", "Ward": "ward", "Gaussian mixture": "mixture"}
_AUTO = "Let the figures decide"


def show_view(asked: Asked) -> None:
    """Groups that may lie anywhere; a heat picture where there are too few areas to group."""
    method, k = _choices(asked)
    found = grouped(asked, method, k)
    if int(found.labels.notna().sum()) < FEWEST_AREAS:
        show.finding(found.reason)
        show_heat(asked)
        return
    why = f"{found.reason} " if found.k > 1 else ""
    went_in = say_inputs(asked.made, asked.making, asked.word)
    show.explained(went_in, say_groups(found), f"{why}{say_sure_groups(found)}")
    names = names_of(found)
    swings = pd.Series(found.labels.index.isin(found.swing_areas), index=found.labels.index)
    draw(asked, found.labels, names, "Group", unsure=swings)
    if found.k > 1:
        show.cards({name: cards_of(found, int(number), in_words(asked)) for number, name in names.items()})
        show.table(_stability(found), "The groups and how sure they are")
    _show_choice_of_k(found)
    if found.k > 1:
        show_profile(asked, found.profile, names, "cluster")
    listed = members(asked, found.labels, names, found.swing_areas)
    show.table(listed, "Areas and their groups")
    show.take_away(listed, asked.provenances, f"Groups of areas in {asked.place}", "groups")
    pressure_notebook.offer(asked, lambda: grouped_steps(method, k, in_words(asked)), GROUPS)
    pressure_versions.show_beside(asked, found, lambda other: grouped(other, method, k))


def grouped(asked: Asked, method: Method, k: int | None) -> Clustering:
    """The groups, with progress and a way to stop; kept for every reader with the same data and choices."""
    return worked(
        lambda tell, cancel: cluster_areas(
            asked.made, "auto" if k is None else k,
            method=method, in_words=in_words(asked), progress=tell, cancel=cancel,
        ),
        "Looking for groups, and drawing areas again 100 times to see which come back.",
        "clusters", *asked.used, **asked.key, method=method, k=k,
    )  # fmt: skip


def _choices(asked: Asked) -> tuple[Method, int | None]:
    allowed = methods_for(len(asked.figures))
    with st.container(key="controls-groups"):
        left, right = st.columns(2)
        with left:
            titles = [title for title, method in _METHODS.items() if method in allowed]
            method = _METHODS[link.choice("Made by", titles, "method")]
        with right:
            said = link.choice("How many groups", [_AUTO, *(str(n) for n in range(1, 11))], "k")
    return method, None if said == _AUTO else int(said)


def _stability(found: Clustering) -> ProtectedTable:
    rows = found.stability.reset_index()
    shown = {
        "Group": rows["cluster"].astype(str).map(names_of(found)),
        "Areas": rows["n_areas"],
        "Comes back (Jaccard, 0 to 1)": rows["jaccard"],
        "So": rows["verdict"],
    }
    return public(pd.DataFrame(shown), because=RATES)


def _show_choice_of_k(found: Clustering) -> None:
    with st.expander("Why this number of groups", icon=":material/help:"):
        show.table(_evidence(found), "Measures for each number of groups")
        st.markdown(
            "A higher silhouette means groups further apart, a higher gap a better fit than made-up areas without "
            "groups, a higher Jaccard groups that come back when areas are drawn again. Every number of groups is "
            "drawn again a few times, those that a measure proposes more often, the one used most. No measure is "
            "trusted alone."
        )


def _evidence(found: Clustering) -> ProtectedTable:
    """Silhouette, gap and stability of each number of groups side by side."""
    rows = found.gap.join(found.silhouette, how="outer").join(found.steadiness, how="outer").reset_index()
    named = {
        "k": "Groups",
        "silhouette": "Silhouette",
        "gap": "Gap statistic",
        "error": "Error of the gap",
        "jaccard": "Comes back (Jaccard)",
        "weakest": "Weakest group (Jaccard)",
        "resamples": "Times drawn again",
    }
    return public(rows[list(named)].rename(columns=named), because=RATES)
