"""Groups of areas that are alike, and regions that are alike and joined up, each with how sure it is."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.disclosure import ProtectedTable, public
from lib.pressure import Clustering, Regions, cluster_areas, methods_for, regions
from lib.ui import data, link, places, show
from lib.ui.cache import kept
from lib.ui.pressure import RATES, Asked, touching
from lib.views.charts import profile_heat
from lib.views.palette import CATEGORIES

_METHODS = {"k-means": "kmeans", "Ward": "ward", "Gaussian mixture": "mixture"}
_AUTO = "Let the figures decide"


def show_view(asked: Asked) -> None:
    """Groups that may lie anywhere."""
    method, k = _choices(asked)
    found = _grouped(asked, method, k)
    show.findings([found.reason, _say_sureness(found)])
    names = {str(cluster): _name_of(found, int(cluster)) for cluster in found.names.index}
    _draw(asked, found.labels, names, "Group")
    show.table(_stability(found), "The groups and how sure they are")
    _show_choice_of_k(found)
    _show_profile(asked, found.profile, names, "cluster")
    members = _members(asked, found.labels, names, found.swing_areas.index)
    show.table(members, "Areas and their groups")
    show.take_away(members, asked.provenances, f"Groups of areas in {asked.place}", "groups")


def show_regions(asked: Asked) -> None:
    """Groups whose areas touch, with what joining up costs."""
    people = data.dataset("population")
    with st.container(key="controls-regions"):
        left, right = st.columns(2)
        with left:
            most = max(2, min(40, len(asked.figures) // 3))
            k = int(
                link.number(
                    "Regions",
                    "regions",
                    default=float(min(6, most)),
                    low=2.0,
                    high=float(most),
                    step=1.0,
                    format="%.0f",
                )
                or 2
            )
        with right:
            floor = float(link.number("At least this many people aged 65 and over in each", "floor", default=0.0) or 0)
    sizes = None if people is None else _people_65(people.frame, asked.figures.index)
    with st.spinner("Drawing regions …"):
        found = kept(
            lambda: _made(asked, k, floor, sizes),
            "regions", *asked.used, **asked.key, k=k, floor=floor, kind=asked.kind,
        )  # fmt: skip
    names = {
        str(region): f"{region}: {str(found.names[region]).replace('Synthetic: ', '')}" for region in found.names.index
    }
    show.findings([found.reason, _say_loss(found)])
    _draw(asked, found.labels, names, "Region")
    sized = found.sizes.reset_index().assign(region=lambda frame: frame["region"].astype(str).map(names))
    headings = {"region": "Region", "n_areas": "Areas", "total": "People aged 65+", "is_whole": "Joined up by itself"}
    show.table(public(sized[list(headings)].rename(columns=headings), because=RATES), "The regions")
    if len(found.links):
        show.table(public(found.links, because="areas joined on purpose"), "Parts joined on purpose")
    _show_profile(asked, found.profile, names, "cluster" if "cluster" in found.profile else "region")
    members = _members(asked, found.labels, names, pd.Index([]))
    show.table(members, "Areas and their regions")
    show.take_away(members, asked.provenances, f"Regions in {asked.place}", "regions")


def _choices(asked: Asked) -> tuple[str, int | None]:
    allowed = methods_for(len(asked.figures))
    with st.container(key="controls-groups"):
        left, right = st.columns(2)
        with left:
            titles = [title for title, method in _METHODS.items() if method in allowed] or list(_METHODS)[:1]
            method = _METHODS[link.choice("Made by", titles, "method")]
        with right:
            said = link.choice("How many groups", [_AUTO, *(str(n) for n in range(2, 11))], "k")
    return method, None if said == _AUTO else int(said)


def _grouped(asked: Asked, method: str, k: int | None) -> Clustering:
    """The groups; the work is kept for every reader, so nothing of the page may be drawn inside it."""
    with st.spinner("Looking for groups, and drawing areas again 100 times to see which come back …"):
        return kept(
            lambda: cluster_areas(
                asked.figures,
                "auto" if k is None else k,
                method=method,  # type: ignore[arg-type]
                directions=asked.directions,
            ),
            "clusters", *asked.used, **asked.key, method=method, k=k,
        )  # fmt: skip


def _made(asked: Asked, k: int, floor: float, sizes: pd.Series | None) -> Regions:
    outlines = places.outlines_of(asked.council, asked.kind)
    points = outlines.geometry.to_crs(27700).representative_point()
    where = pd.DataFrame({"east": points.x.to_numpy(), "north": points.y.to_numpy()}, index=asked.figures.index)
    return regions(
        asked.figures, touching(asked), k, floor or None, sizes=sizes, places=where, directions=asked.directions
    )


def _people_65(people: pd.DataFrame, index: pd.Index) -> pd.Series | None:
    if "population_65_plus" not in people:
        return None
    given = people.drop_duplicates("area_code").set_index("area_code")["population_65_plus"].reindex(index)
    return None if given.isna().all() else given.astype("float64")


def _draw(asked: Asked, labels: pd.Series, names: dict[str, str], title: str) -> None:
    colours = {name: CATEGORIES[place % len(CATEGORIES)] for place, name in enumerate(names)}
    places.show_groups(asked.council, asked.kind, labels.astype("string"), names, colours, title, title.lower())


def _name_of(found: Clustering | Regions, cluster: int) -> str:
    """Number and plain name; that figures are a sample is said beside them, not in every name."""
    return f"{cluster}: {str(found.names[cluster]).replace('Synthetic: ', '')}"


def _say_sureness(found: Clustering) -> str:
    if found.k == 1:
        return "With one group there is nothing to swing between: compare areas by the score instead."
    swing, all_areas = len(found.swing_areas), len(found.labels)
    if not swing:
        return "No area changes group in more than 1 of 5 redraws."
    return f"{swing:,} of {all_areas:,} areas change group in more than 1 of 5 redraws: read their group as a maybe."


def _say_loss(found: Regions) -> str:
    return (
        f"Joined-up regions explain {found.explained_pct:.0f}% of the differences between areas; as many groups that "
        f"may lie anywhere explain {found.explained_free_pct:.0f}%. That is what joining up costs."
    )


def _stability(found: Clustering) -> ProtectedTable:
    rows = found.stability.reset_index()
    shown = {
        "Group": rows["cluster"].map(lambda c: _name_of(found, int(c))),
        "Areas": rows["n_areas"],
        "Comes back (Jaccard, 0 to 1)": rows["jaccard"],
        "So": rows["verdict"],
    }
    return public(pd.DataFrame(shown), because=RATES)


def _show_choice_of_k(found: Clustering) -> None:
    with st.expander("Why this number of groups", icon=":material/help:"):
        rows = found.gap.reset_index().assign(silhouette=lambda frame: frame["k"].map(found.silhouette))
        named = {"k": "Groups", "silhouette": "Silhouette", "gap": "Gap statistic", "error": "Error of the gap"}
        table = public(rows[list(named)].rename(columns=named), because=RATES)
        show.table(table, "Measures for each number of groups")
        st.markdown("A higher silhouette means groups further apart. No measure is trusted alone.")


def _show_profile(asked: Asked, profile: pd.DataFrame, names: dict[str, str], column: str) -> None:
    named = profile.assign(group=profile[column].astype(str).map(names))
    table = public(named, because=RATES)
    show.chart(
        profile_heat(table, row="group", column="indicator", value="standardised", is_dark=show.is_dark()),
        "Each group against each indicator",
    )
    headings = {
        "group": "Group",
        "indicator": "Indicator",
        "mean": "Average of the group",
        "mean_all": "Average of all areas",
        "standardised": "Above or below (standard deviations)",
        "n_areas": "Areas",
    }
    show.table(table.select(list(headings)).rename(headings), f"What each of them is like in {asked.place}")


def _members(asked: Asked, labels: pd.Series, names: dict[str, str], swing: pd.Index) -> ProtectedTable:
    index = asked.offered.names.index
    rows = pd.DataFrame(
        {
            "Area": asked.offered.names,
            "Code": index,
            "Group": labels.astype("string").reindex(index).map(names).fillna("too few figures"),
            "Swings between groups": index.isin(swing),
        }
    )
    return public(rows.sort_values(["Group", "Area"]), because=RATES)
