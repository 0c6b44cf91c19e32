"""How many people live in each home care locality, from the small areas it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd

from lib.geography import locate_points_in

NATIONAL_GRID = 27700
_SLIVER = 0.01  # less than 1 in 100 of an area across a line is two outlines drawn differently


@dataclass(frozen=True)
class LocalityPopulation:
    """Population of localities, and what had to be decided.

    Attributes
    ----------
    frame
        One row per locality: ``locality_code``, ``locality_name``, ``areas_count`` and the population columns.
    split
        Small areas that lie in more than one locality: ``area_code``, ``locality_code``, ``share``.
    outside
        Codes of small areas counted in no locality.
    said
        How areas were given to localities, in a sentence.
    """

    frame: pd.DataFrame
    split: pd.DataFrame
    outside: tuple[str, ...]
    said: str


def population_of_localities(
    localities: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    population: pd.DataFrame,
    method: Literal["point", "area"] = "point",
) -> LocalityPopulation:
    """Add up the people of small areas by locality.

    Parameters
    ----------
    localities, areas, population
        As in the contract of frames; every numeric ``population…`` and ``age_…`` column is added up.
    method
        ``"point"``: all of an area's people go to the locality that holds a point inside it.
        ``"area"``: people are shared by the land each locality covers, as if spread evenly.

    Notes
    -----
    An area whose population is not given makes its locality's population missing.
    """
    shares = shares_of_areas(localities, areas)
    weights = _whole_areas(localities, areas) if method == "point" else shares
    split = shares[shares["area_code"].duplicated(keep=False)]
    inside = set(weights["area_code"])
    said = said_of_points(split) if method == "point" else _said("shared by the land each locality covers", split)
    return LocalityPopulation(
        frame=_added_up(localities, weights, population),
        split=split.reset_index(drop=True),
        outside=tuple(code for code in areas["area_code"] if code not in inside),
        said=said,
    )


def said_of_points(split: pd.DataFrame) -> str:
    """How areas were given to localities by a point inside each, in a sentence."""
    return _said("counted in the locality that holds a point inside it", split)


def _said(way: str, split: pd.DataFrame) -> str:
    areas = split["area_code"].nunique()
    return f"The people of each small area are {way}. Areas that lie in more than one locality: {areas:,}."


def _whole_areas(localities: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    points = areas.to_crs(NATIONAL_GRID).representative_point()
    placed = gpd.GeoDataFrame({"area_code": areas["area_code"]}, geometry=points)
    outlines = localities.rename(columns={"locality_code": "area_code"})
    codes = locate_points_in(placed, outlines)
    table = pd.DataFrame({"area_code": areas["area_code"], "locality_code": codes.mask(codes == ""), "share": 1.0})
    return table.dropna(subset="locality_code")


def shares_of_areas(localities: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Share of each area's land in each locality, slivers left out."""
    left = areas[["area_code", "geometry"]].to_crs(NATIONAL_GRID)
    right = localities[["locality_code", "geometry"]].to_crs(NATIONAL_GRID)
    pieces = left.overlay(right, how="intersection", keep_geom_type=True)
    land = left.set_index("area_code").area
    shares = pieces.area / pieces["area_code"].map(land).astype("float64")  # of no pieces the codes would be text
    table = pieces[["area_code", "locality_code"]].assign(share=shares)[shares > _SLIVER]
    covered = table.groupby("area_code")["share"].transform("sum")
    # an area covered but for a sliver is covered: nobody is lost between two drawings of a line
    table = table.assign(share=table["share"] / covered.where(covered > 1 - _SLIVER, 1.0))
    return table.sort_values(["area_code", "locality_code"], ignore_index=True)


def _added_up(localities: pd.DataFrame, weights: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    columns = [c for c in population.columns if c.startswith(("population", "age_"))]
    people = population[["area_code", *columns]].drop_duplicates("area_code")
    joined = weights.merge(people, on="area_code", how="left", validate="many_to_one")
    counts = joined[columns].astype("float64").mul(joined["share"], axis=0)
    grouped = counts.assign(locality_code=joined["locality_code"]).groupby("locality_code")
    sums = grouped.sum(skipna=False)
    table = sums.assign(areas_count=joined.groupby("locality_code").size())
    named = localities[["locality_code", "locality_name"]].reset_index(drop=True)
    found = named.merge(table, left_on="locality_code", right_index=True, how="left", validate="one_to_one")
    return found.assign(areas_count=found["areas_count"].fillna(0).astype("int64"))
