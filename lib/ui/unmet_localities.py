"""Users of areas of a file added up to the localities chosen, protected together with the areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.datasets import Dataset
from lib.disclosure import ProtectedTable
from lib.geography import Council
from lib.measures.areas_in_localities import areas_in_localities
from lib.measures.characteristic_rows import ALL_GROUPS, ALL_OF, places_of
from lib.measures.ground import cut_by, zone_of_each
from lib.ui import localities, places, show
from lib.ui.cache import kept
from lib.views.locality_sentences import say_added_up

_MOSTLY = 0.5  # areas of a file that are mostly the council's small areas can be added up


@dataclass(frozen=True, eq=False)
class AddedUp:
    """Localities and the areas of the file in each.

    ``cut`` are areas that a boundary crosses: the people of a small area go with the point in its middle, those of a
    larger one with most of its small areas. ``outside`` are areas of the file in no locality.
    """

    localities: Dataset
    within: Mapping[str, tuple[str, ...]]
    cut: tuple[str, ...]
    outside: tuple[str, ...]
    kind: str = "lsoa11"

    @property
    def places(self) -> list[str]:
        """What each locality is called where places are chosen."""
        return [ALL_OF.format(name) for name in self.within]

    @property
    def view(self) -> str:
        """What tells one way of adding up from another."""
        return f" by {self.localities.provenance.content_hash}"


def can_add_up(rows: pd.DataFrame, council: Council) -> bool:
    """Whether the file counts users of areas of the council: then :func:`added_up` asks for localities."""
    return _kind_of(rows, council) is not None


def added_up(rows: pd.DataFrame, council: Council) -> AddedUp | None:
    """Ask for localities where the file counts areas; ``None`` where it does not, or there are none."""
    kind = _kind_of(rows, council)
    chosen = None if kind is None else localities.choose(council)
    if kind is None or chosen is None:
        return None
    placed, cut = kept(
        lambda: _placed(chosen, council, kind), "areas_in_localities", chosen, council=council.la_code, kind=kind
    )
    codes = _codes(places_of(rows), council, kind)
    of_file = codes.map(placed)
    within = {str(name): tuple(part.index) for name, part in of_file.groupby(of_file, sort=True)}
    crossed = tuple(codes.index[codes.isin(cut)])
    if kind != "lsoa11" and len(crossed) > _MOSTLY * len(codes):
        show.notice("The areas of the file are too large to add up to these localities: most lie in more than one.")
        return None
    return AddedUp(chosen, within, crossed, tuple(of_file.index[of_file.isna()]), kind) if within else None


def _kind_of(rows: pd.DataFrame, council: Council) -> str | None:
    """The kind of area most areas of a file with numbers of users are; ``None`` for other places."""
    named = places_of(rows)
    if not named or rows["users_count"].isna().all():
        return None
    kinds = [kind for kind in places.AREA_KINDS.values() if len(places.outlines_of(council, kind)) > 1]
    return next((kind for kind in kinds if _codes(named, council, kind).notna().mean() >= _MOSTLY), None)


def _codes(named: Sequence[str], council: Council, kind: str) -> pd.Series:
    """The code of each area of a file, which may go by its code or by its name; missing for any other."""
    outlines = places.outlines_of(council, kind)
    codes, names = outlines["area_code"].astype(str), outlines["area_name"].astype(str).str.casefold()
    known = dict(zip(names[~names.duplicated(keep=False)], codes, strict=False)) | dict(zip(codes, codes, strict=True))
    found = [known.get(name) or known.get(str(name).strip().casefold()) for name in named]
    return pd.Series(found, index=pd.Index(named), dtype="str")


def _placed(chosen: Dataset, council: Council, kind: str) -> tuple[pd.Series, list[str]]:
    """The name of the locality of each area, and the areas that a boundary cuts: all of their people go one way."""
    zones, ground = gpd.GeoDataFrame(chosen.frame, crs=4326), places.ground(council)
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    small, larger = zone_of_each(ground, zones), places.within(council, kind)
    if larger is None:
        return small.map(names), [str(code) for code in cut_by(ground, zones)]
    found = areas_in_localities(larger.reindex(small.index), small.dropna())
    most = found.most.map(names)
    return most, [str(code) for code in found.divided["area_code"].drop_duplicates()]


def figures_of(groups: ProtectedTable, added: AddedUp) -> ProtectedTable:
    """Users and people of every group in each locality, and users per 1,000, from the figures that may be shown."""
    wanted = groups.where(lambda f: f["area"].isin(added.places) & f["characteristic_group"].ne(ALL_GROUPS))
    names = dict(zip(added.places, added.within, strict=True))
    named = wanted.with_columns({"locality_name": lambda frame: frame["area"].map(names)})
    return named.with_rate("users_per_1000", "users_count", "population_count", per=1000)


def say_how(added: AddedUp) -> None:
    """What was added up, and what was split."""
    title, word = added.localities.provenance.title, places.AREA_WORDS[added.kind]
    st.caption(say_added_up(title, len(added.cut), len(added.outside), word))


def section(groups: ProtectedTable, added: AddedUp | None) -> ProtectedTable | None:
    """The groups of one characteristic by locality; nothing where the file has no areas of the council."""
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
