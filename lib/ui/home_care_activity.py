"""Home care of the localities chosen: as given where the names are theirs, else spread by where people live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from lib.core import hash_of
from lib.core.words import say_list
from lib.datasets import Dataset
from lib.disclosure import public
from lib.geography import Council, areas
from lib.measures import match_names
from lib.measures.ground import Ground, ground_of, zone_of_each
from lib.measures.home_care_shown import to_be_spread
from lib.measures.reaggregate import Reaggregated, reaggregated, shares_of_people
from lib.ui import carrying, data, home_care, show
from lib.ui.cache import kept

_MOSTLY = 0.5  # activity whose names are mostly those of a set of localities is theirs
_CENSUS = "shares of residents of whole localities"


def of_localities(loaded: Dataset, localities: Dataset | None, people: Dataset | None, council: Council) -> Dataset:
    """The activity by the localities chosen; where it had to be spread, that is said with what was split."""
    wards = carrying.wards_of(loaded)
    if localities is None or people is None or _share_named(loaded, localities) >= _MOSTLY:
        return loaded
    known = [wards] if wards is not None else _others(localities, council)
    base = next((one for one in known if _share_named(loaded, one) >= _MOSTLY), None)
    if base is None:
        return loaded
    shown = home_care.by_locality(loaded, base, people, council)
    found = kept(
        lambda: _spread(to_be_spread(shown), base, localities, people, council),
        "activity_spread", loaded, base, localities, people, council=council.la_code, held=shown.held_as,
    )  # fmt: skip
    _say(found, base, localities)
    return _as_dataset(loaded, found, localities)


def _others(localities: Dataset, council: Council) -> Iterator[Dataset]:
    """Other localities that the activity may be of: those in use, published or built in."""
    known = (
        carrying.localities(data.dataset("localities")),
        carrying.localities(data.for_everybody("localities")),
        data.built_in(council.la_code, "localities"),
    )
    return (one for one in known if one is not None and one is not localities)


def _share_named(activity: Dataset, localities: Dataset) -> float:
    """Share of the activity's names that some locality has."""
    names = activity.frame.loc[~activity.frame["is_unallocated"].fillna(False).astype(bool), "locality_name"]
    matched = match_names(names.dropna().astype(str).drop_duplicates(), localities.frame["locality_name"].astype(str))
    return float(matched["matched_by"].ne("not matched").mean()) if len(matched) else 1.0


def _spread(shown: pd.DataFrame, base: Dataset, localities: Dataset, people: Dataset, council: Council) -> Reaggregated:
    ground = ground_of(areas(council, "lsoa11"))
    old, new = (_names_by_area(ground, one) for one in (base, localities))
    counted = people.frame.drop_duplicates("area_code").set_index("area_code")["population_65_plus"]
    return reaggregated(shown, shares_of_people(old, new, counted.astype("float64")))


def _names_by_area(ground: Ground, localities: Dataset) -> pd.Series:
    zones = gpd.GeoDataFrame(localities.frame, crs=4326)
    names = zones.set_index(zones["locality_code"].astype(str))["locality_name"].astype(str)
    return zone_of_each(ground, zones).map(names)


def _say(found: Reaggregated, base: Dataset, localities: Dataset) -> None:
    split = say_list(found.divided) or "none of them"
    show.notice(
        f"An estimate: the figures loaded are by other localities ({base.provenance.title}). They were spread over "
        f"{localities.provenance.title} by where people aged 65 and over live. Split between several: {split}. "
        "What is spread is what may be shown, so that no way of drawing localities gives a small number away: hidden "
        "numbers of people count as the middle of what they may be."
    )
    headings = {"old_name": "Figures are given for", "new_name": "Go to", "share_pct": "Share of its people 65+ (%)"}
    rows = found.split.assign(new_name=found.split["new_name"].replace("NULL", "no locality")).rename(columns=headings)
    with st.expander("How the figures were spread", icon=":material/call_split:"):
        show.table(public(rows, because=_CENSUS), "Where each locality's figures went")


def _as_dataset(loaded: Dataset, found: Reaggregated, localities: Dataset) -> Dataset:
    """The estimate as data of its own: another version, saying that it is one."""
    said, new = loaded.provenance, localities.provenance
    caveat = f"{said.caveat} Spread over other localities by where people aged 65 and over live: an estimate.".strip()
    hashed = hash_of(f"{said.content_hash} {new.content_hash}".encode())
    return replace(loaded, frame=found.activity, provenance=replace(said, content_hash=hashed, caveat=caveat))
