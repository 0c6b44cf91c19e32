"""Small areas made ready once, so that people can be added up to new zones again and again in well under a second."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from lib.measures.locality_population import LocalityPopulation, said_of_points, shares_of_areas

NATIONAL_GRID, DEGREES = 27700, 4326


@dataclass(frozen=True)
class Ground:
    """Small areas in degrees: codes, a point inside each, and their outlines, all in one order."""

    codes: pd.Index
    middles: shapely.STRtree
    shapes: shapely.STRtree


def ground_of(areas: gpd.GeoDataFrame) -> Ground:
    """Make areas ready: ``area_code``, ``geometry``. The slow part, once for each set of outlines."""
    middles = areas.geometry.to_crs(NATIONAL_GRID).representative_point().to_crs(DEGREES)
    outlines = areas.geometry.to_crs(DEGREES).to_numpy()
    return Ground(
        pd.Index(areas["area_code"].astype(str)), shapely.STRtree(middles.to_numpy()), shapely.STRtree(outlines)
    )


def zone_of_each(ground: Ground, zones: gpd.GeoDataFrame) -> pd.Series:
    """The zone that holds each area's middle, by ``area_code``; missing outside every zone.

    ``zones`` has ``locality_code``, ``geometry``. An area in two zones goes to the one whose code comes first.
    """
    shapes = zones.geometry.to_crs(DEGREES).to_numpy()
    zone, area = ground.middles.query(shapes, predicate="intersects")
    hits = pd.DataFrame({"area": area, "code": zones["locality_code"].astype(str).to_numpy()[zone]})
    first = hits.sort_values("code", kind="stable").drop_duplicates("area").set_index("area")["code"]
    found = first.reindex(range(len(ground.codes)))
    return pd.Series(found.to_numpy(), index=ground.codes, name="locality_code")


def cut_by(ground: Ground, zones: gpd.GeoDataFrame) -> pd.Index:
    """Codes of areas that lie partly in a zone and partly outside it: their people all go with their middle."""
    shapes = zones.geometry.to_crs(DEGREES).to_numpy()
    shapely.prepare(shapes)
    met = _met(ground.shapes.query(shapes, predicate="intersects"), len(ground.codes))
    whole = _met(ground.shapes.query(shapes, predicate="covers"), len(ground.codes))
    return ground.codes[met & ~whole]


def people_by_zone(ground: Ground, zones: gpd.GeoDataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Add up the people of small areas by zone.

    Parameters
    ----------
    population
        ``area_code`` and numeric columns, each of which is added up.

    Returns
    -------
    DataFrame
        One row per zone in the order of ``zones``: ``locality_code``, ``locality_name``, ``areas_count`` and the
        columns. A zone that holds the middle of no area has none; an area without a figure makes its zone missing.
    """
    placed = zone_of_each(ground, zones).dropna()
    columns = [name for name in population.columns if name != "area_code"]
    people = population.drop_duplicates("area_code").set_index("area_code")[columns].reindex(placed.index)
    groups, codes = pd.factorize(placed)
    sums = {name: np.bincount(groups, people[name].to_numpy("float64"), minlength=len(codes)) for name in columns}
    table = pd.DataFrame({"areas_count": np.bincount(groups, minlength=len(codes)), **sums}, index=codes)
    table = table.reindex(zones["locality_code"].astype(str).to_numpy())
    named = zones[["locality_code", "locality_name"]].reset_index(drop=True)
    return pd.concat([named, table.reset_index(drop=True)], axis=1).fillna({"areas_count": 0})


def people_of_zones(
    ground: Ground, zones: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, population: pd.DataFrame
) -> LocalityPopulation:
    """People of each zone with what lies in two zones and what in none, as fast as :func:`people_by_zone`.

    ``areas`` are those the ground was made of; every ``population…`` and ``age_…`` column is added up. Only areas that
    meet two zones are laid over them to see how their land is shared.
    """
    columns = [name for name in population.columns if name.startswith(("population", "age_"))]
    placed = zone_of_each(ground, zones)
    shares = shares_of_areas(zones, areas[areas["area_code"].isin(_met_twice(ground, zones))])
    split = shares[shares["area_code"].duplicated(keep=False)].reset_index(drop=True)
    return LocalityPopulation(
        frame=people_by_zone(ground, zones, population[["area_code", *columns]]),
        split=split,
        outside=tuple(str(code) for code in placed.index[placed.isna()]),
        said=said_of_points(split),
    )


def _met_twice(ground: Ground, zones: gpd.GeoDataFrame) -> pd.Index:
    """Codes of areas that two zones or more touch."""
    shapes = zones.geometry.to_crs(DEGREES).to_numpy()
    _, area = ground.shapes.query(shapes, predicate="intersects")
    return ground.codes[np.bincount(area, minlength=len(ground.codes)) > 1]


def _met(pairs: np.ndarray, count: int) -> np.ndarray:
    found = np.zeros(count, dtype=bool)
    found[pairs[1]] = True
    return found
