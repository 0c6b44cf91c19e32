"""Beds for the people who may need one, set beside the region and England where their homes and people are loaded."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from lib.core import Provenance
from lib.core.words import say_count
from lib.disclosure import ProtectedTable, public
from lib.geography import Council, councils, lookup
from lib.measures.bed_rates import KINDS, Place, bed_rates, bed_rates_by_place
from lib.measures.scope import homes_of
from lib.ui import places, show
from lib.ui.cache import kept
from lib.ui.homes_by_place import names_of_areas, place_of
from lib.ui.market import homes_around, people_around, registers_around
from lib.views.market_sentences import say_bed_rates
from lib.views.register_sentences import say_bed_rates_by_place

_PEOPLE = ("population_65_plus", "population_75_plus")
_BECAUSE = "a public register of homes and a public population"
_HEADINGS = {
    "bed_kind": "Beds", "place": "Place", "homes_count": "Homes", "beds": "Number of beds",
    "beds_per_100_75_plus": "Per 100 people aged 75+", "beds_per_1000_65_plus": "Per 1,000 people aged 65+",
}  # fmt: skip

_BY_PLACE = {**_HEADINGS, "population_75_plus": "People aged 75+", "population_65_plus": "People aged 65+"}
_WIDE = {
    "place": "Place", "population_75_plus": "People aged 75+", "homes_count": "Homes with beds", "beds": "Beds",
    **dict(zip(KINDS, ("All, per 100 aged 75+", "With nursing, per 100", "Residential, per 100",
                       "For dementia, at most, per 100"), strict=True)),
}  # fmt: skip


def show_rates(council: Council, used: list[Provenance]) -> None:
    """Beds by kind for the council, its region and England, as far as both homes and people are loaded."""
    own = homes_of(homes_around(council), council)
    if len(own) and own["registered_beds"].isna().all():
        show.finding("The register in use gives no beds, so there are none to count for older people.")
        return
    table = kept(
        lambda: public(bed_rates(_places(council)), because=_BECAUSE),
        "bed_rates", *registers_around(council), *people_around(council), council=council.la_code,
    )  # fmt: skip
    show.findings(say_bed_rates(table, council.la_name))
    shown = table.select(list(_HEADINGS)).rename(_HEADINGS)
    show.table(shown, "Beds for older people, by kind of home")
    show.take_away(shown, used, f"Beds for older people in {council.la_name}", "bed-rates")


def show_by_place(
    homes: gpd.GeoDataFrame, beds: ProtectedTable, council: Council, kind: str, used: list[Provenance]
) -> None:
    """The same in each area of the map, whose people ``beds`` has; nothing where nobody is known, or no bed is."""
    if len(homes) and homes["registered_beds"].isna().all():
        return
    areas = beds.frame[~beds.frame["is_remainder"]]
    areas = areas.assign(place=areas["area_code"].map(names_of_areas(areas, council)))
    if not areas["population_75_plus"].notna().any():
        return
    table = bed_rates_by_place(homes, place_of(homes, council, kind), areas)
    word = places.AREA_WORDS[kind]
    show.findings(say_bed_rates_by_place(table, word))
    shown = public(_wide(table).rename(columns=_WIDE), because=_BECAUSE)
    show.table(shown, f"Beds for older people in each {word}, by kind of home")
    show.take_away(
        public(table[list(_BY_PLACE)].rename(columns=_BY_PLACE), because=_BECAUSE),
        used, f"Beds for older people in each {word} of {council.la_name}", "bed-rates-by-place",
    )  # fmt: skip


def _wide(table: pd.DataFrame) -> pd.DataFrame:
    """One row a place: its people, and for each kind the beds and the rate."""
    parts = {kind: rows.set_index("place") for kind, rows in table.groupby("bed_kind", sort=False)}
    first = next(iter(parts.values()))
    wide = first[["population_75_plus", "homes_count", "beds"]]
    rates = {str(kind): rows["beds_per_100_75_plus"] for kind, rows in parts.items()}
    return wide.assign(**rates).reset_index()[list(_WIDE)]


def _places(council: Council) -> list[Place]:
    """The council, then its region and England where more than the council itself is loaded."""
    homes, people = homes_around(council), _people_by_council(council)
    near = lookup(None).drop_duplicates("lad_code").set_index("lad_code")["la_code"]
    of_home = homes["la_code"].map(near)
    own = Place(council.la_name, homes_of(homes, council), people.loc[people.index == council.la_code])
    known = set(of_home.dropna()) & set(people.dropna().index)
    listed = councils()
    wider = {council.region: listed[listed["region"] == council.region], "England": listed}
    places = [_wider(name, set(rows["la_code"]), known, homes, of_home, people) for name, rows in wider.items()]
    region, country = places
    shown = [region] if len(region.people) > 1 else []
    return [own, *shown, *([country] if len(country.people) > max(1, len(region.people)) else [])]


def _wider(
    name: str, members: set[str], known: set[str], homes: gpd.GeoDataFrame, of_home: pd.Series, people: pd.DataFrame
) -> Place:
    """A wider place as far as it is loaded; its name says how far."""
    both = sorted(members & known)
    whole = len(both) == len(members)
    said = name if whole else f"{name}: {len(both):,} of {say_count(len(members), 'council')}"
    return Place(said, homes[of_home.isin(both).to_numpy()], people.loc[both], "" if whole else "not all loaded")


def _people_by_council(council: Council) -> pd.DataFrame:
    """Older people of each council all of whose small areas are known."""
    frames = [one.frame.reindex(columns=["area_code", *_PEOPLE]) for one in people_around(council)]
    if not frames:
        return pd.DataFrame(columns=list(_PEOPLE), dtype="float64")
    given = pd.concat(frames).drop_duplicates("area_code").set_index("area_code").astype("Float64").astype("float64")
    table = lookup(None).drop_duplicates("lsoa11_code").set_index("lsoa11_code")["la_code"]
    every = given.reindex(table.index)
    return every.groupby(table).sum(skipna=False, min_count=1)
