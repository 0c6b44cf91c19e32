"""The demand pressure page: which indicators, which way they point, the score and the groups."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable, public
from lib.geography import Council
from lib.pressure import Clustering, cluster_areas, correlated_pairs, pressure_index
from lib.pressure.catalogue import Catalogue, catalogue
from lib.ui import data, link, places, show
from lib.ui.cache import kept
from lib.views.maps import MapView, painted, painted_groups
from lib.views.palette import CATEGORIES

SCORE, GROUPS = "Pressure score", "Groups of alike areas"
_RATES = "rates of areas, made from no count of people that could be worked back"
_MOST_SHOWN = 25


def kind_of_area() -> str:
    """The areas that are scored: small areas, wards, districts or the user's own outlines."""
    kinds = places.kinds_on_offer()
    with st.container(key="controls"):
        return kinds[link.choice("Areas", list(kinds), "areas", look="segments")]


def indicators_of(council: Council, kind: str, loaded: Dataset | None, people: Dataset | None) -> Catalogue:
    """Every indicator on offer for the council's areas of one kind."""
    outlines = places.outlines_of(council, kind)
    own = data.dataset("outlines") if kind == places.UPLOADED else None
    return kept(
        lambda: catalogue(council, outlines, loaded, people),
        "catalogue", loaded, people, own, council=council.la_code, kind=kind,
    )  # fmt: skip


def controls(offered: Catalogue) -> tuple[list[str], list[str], str]:
    """Indicators, those for which less is more pressure, and the view."""
    names = list(offered.frame.columns)
    if not names:
        show.notice("No indicator has a figure for these areas. Load figures by area code, or choose other areas.")
        st.page_link("pages/your_data.py", label="Load area indicators", icon=":material/upload_file:")
        st.stop()
    with st.container(key="controls-indicators"):
        view = link.choice("Show", [SCORE, GROUPS], "view", look="segments")
        chosen = link.choices("Indicators", names, "indicators", default=offered.to_begin_with())
        fewer = link.choices("For which of them does less mean more pressure?", chosen or names, "fewer")
    return chosen, fewer, view


def ranked(offered: Catalogue, chosen: list[str], fewer: list[str], *used: Dataset | None) -> ProtectedTable:
    """Score and rank of every area, with how sure each is."""

    def work() -> ProtectedTable:
        result = pressure_index(_figures(offered, chosen), directions=_directions(chosen, fewer))
        return public(result.assign(area_name=offered.names).reset_index(), because=_RATES)

    return kept(work, "pressure_index", *used, chosen=chosen, fewer=fewer, areas=offered.key)


def grouped(offered: Catalogue, chosen: list[str], *used: Dataset | None) -> Clustering:
    """Areas that are alike, or one group when there is no structure."""
    return kept(lambda: cluster_areas(_figures(offered, chosen)), "clusters", *used, chosen=chosen, areas=offered.key)


def group_name(found: Clustering, cluster: int) -> str:
    """Number and plain name of a group; that the figures are a sample is said beside them, not in every name."""
    return f"{cluster}: {str(found.names[cluster]).replace('Synthetic: ', '')}"


def say_sureness(found: Clustering) -> str:
    """How many areas change group when the areas are drawn again."""
    swing = len(found.swing_areas)
    if found.k == 1:
        return "With one group there is nothing to swing between: compare areas by the score instead."
    return (
        f"{swing:,} of {len(found.labels):,} areas change group in more than 1 of 5 redraws: "
        "read their group as a maybe."
        if swing
        else "No area changes group in more than 1 of 5 redraws."
    )


def stability_table(found: Clustering) -> ProtectedTable:
    """Each group with its size and how often it comes back when areas are drawn again."""
    rows = found.stability.reset_index()
    shown = pd.DataFrame(
        {
            "Group": rows["cluster"].map(lambda c: group_name(found, int(c))),
            "Areas": rows["n_areas"],
            "Comes back (Jaccard, 0 to 1)": rows["jaccard"],
            "So": rows["verdict"],
        }
    )
    return public(shown, because=_RATES)


def show_choice_of_k(found: Clustering) -> None:
    """Why this number of groups: the measures the choice was made by."""
    with st.expander("Why this number of groups", icon=":material/help:"):
        rows = found.gap.reset_index().assign(silhouette=lambda frame: frame["k"].map(found.silhouette))
        named = {"k": "Groups", "silhouette": "Silhouette", "gap": "Gap statistic", "error": "Error of the gap"}
        show.table(
            public(rows[list(named)].rename(columns=named), because=_RATES), "Measures for each number of groups"
        )
        st.markdown("A higher silhouette means groups further apart. No measure is trusted alone.")


def score_map(council: Council, kind: str, table: ProtectedTable) -> MapView:
    """Areas coloured by score, those the draws do not agree on with a broken edge."""
    base = places.base_of(council, kind)
    return painted(base, table, "score", title="Pressure score", uncertain="is_uncertain")


def group_map(council: Council, kind: str, found: Clustering) -> MapView:
    """Areas coloured by the group they are in: categories, never a ramp."""
    names = {str(cluster): group_name(found, int(cluster)) for cluster in found.names.index}
    colours = dict(zip(names, CATEGORIES, strict=False))
    labels = found.labels.astype("string")
    return painted_groups(places.base_of(council, kind), labels, names, colours, title="Group")


def rank_table(table: ProtectedTable) -> ProtectedTable:
    """Every area with its rank, interval and probability, most pressed first."""
    headings = {
        "area_name": "Area",
        "area_code": "Code",
        "score": "Score",
        "rank": "Rank",
        "rank_low": "Rank from",
        "rank_high": "Rank to",
        "p_worst_fifth": "Probability of worst fifth",
        "n_missing": "Indicators missing",
    }
    return table.sort("rank").select(list(headings)).rename(headings)


def first_areas(table: ProtectedTable) -> ProtectedTable:
    """The areas ranked first, as many as a chart can name."""
    return table.where(lambda frame: frame["rank"] <= _MOST_SHOWN).sort("rank")


def profile_table(found: Clustering) -> ProtectedTable:
    """Each group against each indicator in standard deviations from the average area, long."""
    named = found.profile.assign(group=found.profile["cluster"].map(lambda c: group_name(found, int(c))))
    columns = ["group", "indicator", "mean", "mean_all", "standardised", "n_areas", "n_known"]
    return public(named[columns], because=_RATES)


def membership_table(offered: Catalogue, found: Clustering) -> ProtectedTable:
    """Which area is in which group, and which areas swing."""
    rows = pd.DataFrame(
        {
            "Area": offered.names,
            "Code": offered.names.index,
            "Group": found.labels.astype("string").reindex(offered.names.index),
            "Swings between groups": offered.names.index.isin(list(found.swing_areas)),
        }
    )
    return public(rows.sort_values(["Group", "Area"]), because=_RATES)


def warn(offered: Catalogue, chosen: list[str]) -> None:
    """Indicators that say the same twice, and codes that matched no area."""
    for pair in correlated_pairs(offered.frame[chosen].corr()).itertuples(index=False):
        said = f"Two indicators say nearly the same (r = {pair.correlation:.2f}), so together they count twice:"
        show.notice(f"{said} “{pair.first}” and “{pair.second}”.")
    if offered.blank:
        with st.expander(f"{len(offered.blank):,} areas on the map have no row in the file"):
            show.words_table(pd.DataFrame({"Area": offered.blank}), "Areas without a figure of the file")
    if offered.unmatched:
        with st.expander(f"{len(offered.unmatched):,} area codes of the file are no area we know"):
            st.caption("They may be new in 2021, have ended, or be mistyped. Load outlines of their year to see them.")
            show.words_table(pd.DataFrame({"Area code": offered.unmatched}), "Codes that match no area")


def _figures(offered: Catalogue, chosen: list[str]) -> pd.DataFrame:
    return offered.frame[chosen]


def _directions(chosen: list[str], fewer: list[str]) -> dict[str, int]:
    return {name: -1 if name in fewer else 1 for name in chosen}


def show_sources_of(offered: Catalogue, chosen: list[str]) -> None:
    """Where each indicator chosen comes from."""
    rows = [{"Indicator": name, "Source": offered.sources.get(name, "")} for name in chosen]
    show.words_table(pd.DataFrame(rows), "Where each indicator comes from")


def profile_figures(profile: ProtectedTable) -> ProtectedTable:
    """The profile under headings people read."""
    headings = {
        "group": "Group",
        "indicator": "Indicator",
        "mean": "Average of the group",
        "mean_all": "Average of all areas",
        "standardised": "Above or below (standard deviations)",
        "n_areas": "Areas",
    }
    return profile.select(list(headings)).rename(headings)
