"""Figures by other localities than those chosen: which localities they are of, and how their people lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import Provenance
from lib.core.words import say_list
from lib.datasets import Dataset
from lib.disclosure import public
from lib.geography import Council
from lib.measures import match_names
from lib.measures.ground import Ground, zone_of_each
from lib.measures.reaggregate import NOWHERE, WHOLLY, covered_pct, divided_among, shares_of_people
from lib.ui import carrying, data, link, places, show
from lib.ui.cache import kept
from lib.ui.localities import examples
from lib.views.locality_sentences import say_covered

_MOSTLY = 0.5  # figures whose names are mostly those of a set of localities are theirs
_A_LITTLE = 0.02  # of small areas in another locality: two ways to draw the same edge
_KEY = "counted-for"
_ASKED = "Localities of these names were drawn otherwise before. The figures loaded are for them"
_AS_NOW, _AS_BEFORE = "As they are now", "As they were before"
_NO_PEOPLE = (
    "The figures are not for {}, but for others ({}), and the population in use does not say how many people aged 65 "
    "and over live in the small areas here, by which they could be spread. They are shown as they came: to spread "
    "them, load population by age for small areas."
)
_CENSUS = "shares of residents of whole localities"


@dataclass(frozen=True, eq=False)
class Spread:
    """How figures by the localities ``base`` are given to those chosen."""

    base: Dataset
    chosen: Dataset
    shares: pd.DataFrame

    def sources(self, provenance: Provenance) -> list[Provenance]:
        """Where figures that were spread come from: their own source, said to be spread, and the localities."""
        spread = replace(provenance, title=f"{provenance.title} (spread over other localities: an estimate)")
        return [spread, self.chosen.provenance]

    def used_by(self, figures: pd.DataFrame) -> pd.DataFrame:
        """The shares of the localities that the figures are of."""
        known = match_names(figures["locality_name"].dropna().drop_duplicates(), self.shares["old_name"].unique())
        return self.shares[self.shares["old_name"].isin(set(known["population_name"].dropna()))]

    def covered_pct(self, used: pd.DataFrame) -> pd.Series:
        """Per cent of the people of each locality chosen that shares of some localities hold."""
        names = self.chosen.frame["locality_name"].astype(str).drop_duplicates()
        return covered_pct(used).reindex(names).fillna(0.0)

    def in_part(self, figures: pd.DataFrame) -> list[str]:
        """The localities chosen of which the figures leave people out: they have no rate."""
        covered = self.covered_pct(self.used_by(figures))
        return list(covered.index[covered < WHOLLY])


def spread_of(
    figures: pd.DataFrame,
    localities: Dataset | None,
    people: Dataset | None,
    council: Council,
    *,
    of: Dataset | None = None,
) -> Spread | None:
    """How figures with ``locality_name`` and ``is_unallocated`` are spread; ``None`` where they need not or cannot be.

    They need not where most of their names are those of the localities chosen, and the reader does not say that they
    were counted for localities of the same names on other ground (:func:`ask`). ``of`` are the localities that the
    figures say they are of, where they do.
    """
    if localities is None or people is None:
        return None
    base = _counted_for(figures, localities, council, of)
    if base is None:
        return None
    shares = kept(
        lambda: _shares(base, localities, people, council),
        "shares_of_localities", base, localities, people, council=council.la_code,
    )  # fmt: skip
    if shares.empty:
        show.notice(_NO_PEOPLE.format(localities.provenance.title, base.provenance.title))
        return None
    return Spread(base, localities, shares)


def say_spread(spread: Spread, used: pd.DataFrame, what: str) -> None:
    """What was spread, and which localities were split; ``used`` are the shares that were needed."""
    split = say_list(divided_among(used))
    divided = f"Split between several: {split}." if split else "None had to be split between several."
    show.notice(
        f"An estimate: {what} are by other localities ({spread.base.provenance.title}). They were spread over "
        f"{spread.chosen.provenance.title} by where people aged 65 and over live. {divided} "
        f"{say_covered(spread.covered_pct(used))} "
        "What is spread is what may be shown, so that no way of drawing localities gives a small number away: hidden "
        "numbers of people count as the middle of what they may be, and hidden hours are left out. A rate is worked "
        "out only where figures are shown for the whole of a locality."
    )
    headings = {"old_name": "Figures are given for", "new_name": "Go to", "share_pct": "Share of its people 65+ (%)"}
    rows = used.assign(new_name=used["new_name"].replace(NOWHERE, "no locality"))[list(headings)]
    with st.expander("How the figures were spread", icon=":material/call_split:"):
        show.table(public(rows.rename(columns=headings), because=_CENSUS), "Where each locality's figures went")


def ask(localities: Dataset | None, council: Council) -> None:
    """Which localities the figures are of, where those chosen have the names of others on other ground."""
    if localities is not None and _figures_loaded() and _of_the_same_names(localities, council) is not None:
        link.choice(_ASKED, [_AS_NOW, _AS_BEFORE], _KEY, default=_expected(), look="segments")


def _expected() -> str:
    """Built-in figures are of the localities as they were; of the reader's own, only the reader can tell."""
    is_own = any(one.provenance.origin == "uploaded" for one in _figures_loaded())
    return _AS_NOW if is_own else _AS_BEFORE


def _figures_loaded() -> list[Dataset]:
    """What is loaded that gives figures by locality."""
    loaded = (data.dataset(kind) for kind in ("locality_activity", "provider_activity", "discharges"))
    return [one for one in loaded if one is not None]


def _counted_for(figures: pd.DataFrame, localities: Dataset, council: Council, of: Dataset | None) -> Dataset | None:
    """The localities that figures were counted for; ``None`` where they are those chosen, or nobody can tell."""
    is_named = _share_named(figures, localities) >= _MOSTLY
    if of is not None:
        is_other = not is_named or _is_elsewhere(of, localities, council)
        return of if is_other and _share_named(figures, of) >= _MOSTLY else None
    if not is_named:
        known = chain(_others(localities, council), examples(council))
        return next((one for one in known if _share_named(figures, one) >= _MOSTLY), None)
    changed = _of_the_same_names(localities, council)
    said = st.session_state.get(_KEY) or link.asked(_KEY) or _expected()
    return changed if said == _AS_BEFORE else None


def _of_the_same_names(localities: Dataset, council: Council) -> Dataset | None:
    """Other localities that have most of these names, and other ground."""
    own = localities.frame["locality_name"].astype(str)

    def has_them(one: Dataset) -> bool:
        matched = match_names(one.frame["locality_name"].astype(str), own)["matched_by"]
        return bool(matched.ne("not matched").mean() >= _MOSTLY)

    named = (one for one in _others(localities, council) if has_them(one))
    return next((one for one in named if _is_elsewhere(one, localities, council)), None)


def _is_elsewhere(base: Dataset, localities: Dataset, council: Council) -> bool:
    """Whether localities of the same names have other ground."""
    ground = places.ground(council)
    old, new = (
        kept(partial(_names_by_area, ground, one), "names_by_area", one, council=council.la_code)
        for one in (base, localities)
    )
    same = old.fillna("").str.casefold().eq(new.fillna("").str.casefold())
    return bool((~same).mean() > _A_LITTLE)


def _others(localities: Dataset, council: Council) -> Iterator[Dataset]:
    """Other localities that figures may be of: those in use, used before, published or built in."""
    known = (
        *(carrying.localities(step.get("localities")) for step in data.steps()),
        carrying.localities(data.for_everybody("localities")),
        data.built_in(council.la_code, "localities"),
    )
    now = localities.provenance.content_hash
    return (one for one in known if one is not None and one.provenance.content_hash != now)


def _share_named(figures: pd.DataFrame, localities: Dataset) -> float:
    """Share of the names of the figures that some locality has."""
    names = figures.loc[~figures["is_unallocated"].fillna(False).astype(bool), "locality_name"]
    matched = match_names(names.dropna().astype(str).drop_duplicates(), localities.frame["locality_name"].astype(str))
    return float(matched["matched_by"].ne("not matched").mean()) if len(matched) else 1.0


def _shares(base: Dataset, localities: Dataset, people: Dataset, council: Council) -> pd.DataFrame:
    ground = places.ground(council)
    old, new = (_names_by_area(ground, one) for one in (base, localities))
    counted = people.frame.drop_duplicates("area_code").set_index("area_code")["population_65_plus"]
    return shares_of_people(old, new, counted.astype("float64"))


def _names_by_area(ground: Ground, localities: Dataset) -> pd.Series:
    zones = gpd.GeoDataFrame(localities.frame, crs=4326)
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    return zone_of_each(ground, zones).map(names)
