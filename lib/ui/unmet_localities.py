"""Users of small areas added up to the localities chosen, protected together with the areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council, areas
from lib.measures.characteristic_rows import ALL_GROUPS, ALL_OF, places_of
from lib.measures.ground import cut_by, zone_of_each
from lib.ui import localities, places, show
from lib.ui.cache import kept
from lib.views.locality_sentences import say_added_up

_MOSTLY = 0.5  # areas of a file that are mostly the council's small areas can be added up


@dataclass(frozen=True, eq=False)
class AddedUp:
    """Localities and the areas of the file in each.

    ``cut`` are areas that a boundary crosses: their people go with the point in their middle. ``outside`` are areas
    of the file in no locality.
    """

    localities: Dataset
    within: Mapping[str, tuple[str, ...]]
    cut: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def places(self) -> list[str]:
        """What each locality is called where places are chosen."""
        return [ALL_OF.format(name) for name in self.within]

    @property
    def view(self) -> str:
        """What tells one way of adding up from another."""
        return f" by {self.localities.provenance.content_hash}"


def can_add_up(rows: pd.DataFrame, council: Council) -> bool:
    """Whether the file counts users of the council's small areas: then :func:`added_up` asks for localities."""
    named = places_of(rows)
    if not named or rows["users_count"].isna().all():
        return False
    return bool(pd.Index(named).isin(areas(council, "lsoa11")["area_code"]).mean() >= _MOSTLY)


def added_up(rows: pd.DataFrame, council: Council) -> AddedUp | None:
    """Ask for localities where the file counts small areas; ``None`` where it does not, or there are none."""
    chosen = localities.choose(council) if can_add_up(rows, council) else None
    if chosen is None:
        return None
    placed, cut = kept(lambda: _placed(chosen, council), "areas_in_localities", chosen, council=council.la_code)
    named = places_of(rows)
    of_file = placed.reindex(named)
    within = {str(name): tuple(part.index) for name, part in of_file.groupby(of_file, sort=True)}
    crossed = tuple(code for code in cut if code in set(named))
    return AddedUp(chosen, within, crossed, tuple(of_file.index[of_file.isna()])) if within else None


def _placed(chosen: Dataset, council: Council) -> tuple[pd.Series, list[str]]:
    zones, ground = gpd.GeoDataFrame(chosen.frame, crs=4326), places.ground(council)
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    return zone_of_each(ground, zones).map(names), [str(code) for code in cut_by(ground, zones)]


def figures_of(groups: ProtectedTable, added: AddedUp) -> ProtectedTable:
    """Users and people of every group in each locality, and users per 1,000, from the figures that may be shown."""
    wanted = groups.where(lambda f: f["area"].isin(added.places) & f["characteristic_group"].ne(ALL_GROUPS))
    names = dict(zip(added.places, added.within, strict=True))
    named = wanted.with_columns({"locality_name": lambda frame: frame["area"].map(names)})
    return named.with_rate("users_per_1000", "users_count", "population_count", per=1000)


def say_how(added: AddedUp) -> None:
    """What was added up, and what was split."""
    st.caption(say_added_up(added.localities.provenance.title, len(added.cut), len(added.outside)))


def section(groups: ProtectedTable, added: AddedUp | None) -> ProtectedTable | None:
    """The groups of one characteristic by locality; nothing where the file has no small areas."""
    if added is None:
        return None
    st.header("By locality")
    say_how(added)
    headings = {
        "locality_name": "Locality",
        "characteristic_group": "Group",
        "users_count": "Users",
        "population_count": "People who live there",
        "users_per_1000": "Users per 1,000 people",
    }
    figures = figures_of(groups, added).select(list(headings)).rename(headings)
    show.table(figures, "Users by locality")
    return figures
