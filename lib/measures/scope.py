"""Which homes are a council's own, and which of them a reader has chosen to see."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from lib.geography import Council, codes_named
from lib.measures.ratings import rating_of
from lib.measures.supply import size_band_of


@dataclass(frozen=True)
class HomeFilter:
    """What a reader has chosen; an empty choice is 'all'. ``ids`` are the homes of the ``places`` chosen."""

    kinds: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    specialisms: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None
    places: tuple[str, ...] = ()

    @property
    def anywhere(self) -> HomeFilter:
        """The same, of homes in any place: what figures of areas are made of, each beside its own people."""
        return replace(self, ids=None, places=())

    @property
    def asks_more_than_closures_say(self) -> bool:
        """Whether homes are chosen by what no list of closures says."""
        return bool(self.specialisms or self.providers or self.ratings)


def homes_of(homes: gpd.GeoDataFrame, council: Council) -> gpd.GeoDataFrame:
    """The homes of one council, its districts' included.

    The register's own council name decides, however it is spelt; where it names none, the council of the
    home's place does.
    """
    named = codes_named(homes["la_name"])
    by_place = named.isna() & homes["la_code"].isin({council.la_code, *council.district_codes})
    return homes[(named == council.la_code).fillna(False) | by_place]


def choose_homes(homes: gpd.GeoDataFrame, chosen: HomeFilter) -> gpd.GeoDataFrame:
    """The homes that fit every choice; a home fits specialisms when it has any of those chosen."""
    fits = np.ones(len(homes), dtype=bool)
    if chosen.kinds:
        fits &= homes["home_kind"].isin(chosen.kinds).to_numpy()
    if chosen.sizes:
        fits &= size_band_of(homes).isin(chosen.sizes).to_numpy()
    if chosen.providers:
        fits &= homes["provider_name"].isin(chosen.providers).to_numpy()
    if chosen.ratings:
        fits &= rating_of(homes).isin(chosen.ratings).to_numpy()
    if chosen.ids is not None:
        fits &= homes["cqc_location_id"].astype(str).isin(chosen.ids).to_numpy()
    if chosen.specialisms:
        fits &= _has_any(homes["specialisms"], chosen.specialisms)
    return homes[fits]


def choose_closed(closed: pd.DataFrame, chosen: HomeFilter, place: pd.Series) -> pd.DataFrame:
    """The homes that have left the register and fit every choice that can be asked of them: kind, size and place."""
    fits = place.isin(chosen.places) if chosen.places else pd.Series(True, index=closed.index)
    if chosen.kinds:
        fits &= closed["home_kind"].isin(chosen.kinds)
    if chosen.sizes:
        fits &= size_band_of(closed).isin(chosen.sizes)
    return closed[fits]


def specialisms_of(homes: pd.DataFrame) -> list[str]:
    """Every specialism named by these homes, in alphabetical order."""
    each = homes["specialisms"].fillna("").astype(str).str.split("; ").explode()
    return sorted({name for name in each if name})


def _has_any(column: pd.Series, wanted: tuple[str, ...]) -> np.ndarray:
    named = column.fillna("").astype(str).str.split("; ")
    return np.array([not set(names).isdisjoint(wanted) for names in named], dtype=bool)
