"""Which locality a name means, said by the reader and never guessed; and how small areas were given to localities."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core.words import say_count, slugs
from lib.datasets import Dataset
from lib.disclosure import public
from lib.geography import Council, areas
from lib.measures import LocalityPopulation, match_names
from lib.measures.ground import cut_by
from lib.ui import link, places, show
from lib.ui.cache import kept
from lib.ui.plain import plain
from lib.views.home_care_sentences import say_names_not_matched

_NONE = "None of these"
_AT_ONCE = 12  # names to ask about; where more are not known, these are other localities
_CENSUS = "numbers of residents of whole localities, as in the population loaded"
_OUTLINES = "published outlines of small areas"


def same_as(activity: pd.DataFrame, localities: Dataset | None) -> dict[str, str]:
    """Names of the activity that the reader says stand for a locality of another name."""
    if localities is None:
        return {}
    unallocated = activity["is_unallocated"].fillna(False).astype(bool)
    names = activity.loc[~unallocated, "locality_name"].dropna().astype(str).drop_duplicates()
    known = localities.frame["locality_name"].astype(str)
    matched = match_names(names, known)
    lost = matched[matched["matched_by"].eq("not matched")]
    if lost.empty:
        return {}
    show.notice(say_names_not_matched(matched))
    asked = lost if len(lost) <= _AT_ONCE else lost.dropna(subset="suggestion").head(_AT_ONCE)
    told = _asked_each([str(name) for name in asked["locality_name"]], list(known))
    return {name: meant for name, meant in told.items() if meant != _NONE}


def _asked_each(names: list[str], known: list[str]) -> dict[str, str]:
    if not names:
        return {}
    columns = st.columns(min(len(names), 3))
    told, keys = {}, slugs(names)
    for n, name in enumerate(names):
        with columns[n % len(columns)]:
            told[name] = link.choice(f"Which locality is {name}?", [_NONE, *known], f"same-{keys[name]}")
    return told


def show_decisions(found: LocalityPopulation | None, localities: Dataset | None, council: Council) -> None:
    """How people were given to localities, the areas cut by a boundary and those in no locality."""
    if found is None or localities is None:
        return
    cut = kept(lambda: _cut(localities, council), "areas_cut", localities, council=council.la_code)
    with st.expander("How people were counted in localities", icon=":material/groups:"):
        said = f"{say_count(cut, 'small area is', 'small areas are')} cut by an edge: all their people go one way."
        st.caption(plain(f"{found.said} {said}"))
        show.table(public(people_in_words(found), because=_CENSUS), "People by locality")
        names = areas(council, "lsoa11").set_index("area_code")["area_name"]
        if len(found.split):
            split = public(split_in_words(found, names), because=_OUTLINES)
            show.table(split, "Small areas that lie in more than one locality")
        if found.outside:
            st.caption(f"{say_count(len(found.outside), 'small area lies', 'small areas lie')} in no locality.")
            outside = pd.DataFrame({"Small area": names.reindex(list(found.outside)), "Code": found.outside})
            show.table(public(outside, because=_OUTLINES), "Small areas in no locality, whose people count in none")


def _cut(localities: Dataset, council: Council) -> int:
    return len(cut_by(places.ground(council), gpd.GeoDataFrame(localities.frame, crs=4326)))


def people_in_words(found: LocalityPopulation) -> pd.DataFrame:
    """People and small areas of each locality, under headings people read."""
    headings = {"locality_name": "Locality", "areas_count": "Small areas", "population": "People"}
    headings |= {f"population_{age}_plus": f"Aged {age}+" for age in (65, 75, 85)}
    return found.frame[[name for name in headings if name in found.frame]].rename(columns=headings)


def split_in_words(found: LocalityPopulation, names: pd.Series) -> pd.DataFrame:
    """One row for each piece of a small area cut by a boundary: area, locality and share of its land."""
    localities = found.frame.set_index("locality_code")["locality_name"]
    return pd.DataFrame(
        {
            "Small area": found.split["area_code"].map(names).fillna(found.split["area_code"]),
            "Locality": found.split["locality_code"].map(localities),
            "Share of its land (%)": 100 * found.split["share"],
        }
    )
