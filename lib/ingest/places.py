"""Where homes and areas are: what the door asks of geography."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from lib import geography
from lib.core.words import say_list
from lib.ingest.cells import Numbers, read_numbers
from lib.ingest.columns import blank_to_missing, find, text_of
from lib.ingest.findings import Finding, noted
from lib.ingest.table import Table

#: England and Wales with a margin, in degrees.
_LATITUDES = (49.8, 55.9)
_LONGITUDES = (-6.6, 1.9)
_FAR_KM = 5.0
_NAMED = 3
_LATITUDE = ("location latitude", "latitude", "lat", "onspd latitude", "y lat")
_LONGITUDE = ("location longitude", "longitude", "lon", "long", "lng", "onspd longitude", "x lon")


@dataclass(frozen=True)
class Located:
    """Homes placed: ``points`` (EPSG:4326, missing when not located), ``located_by``, ``la_code``, ``postcode``."""

    points: gpd.GeoSeries
    located_by: pd.Series
    la_code: pd.Series
    postcode: pd.Series
    findings: tuple[Finding, ...]


def locate(table: Table, postcode: pd.Series) -> Located:
    """Place each row by its coordinates, else by its postcode; say which could not be placed and why."""
    longitude, latitude, found = _coordinates(table)
    by_postcode = geography.locate_postcodes(postcode)
    is_given = longitude.notna()
    points = gpd.GeoSeries(
        gpd.points_from_xy(longitude.fillna(by_postcode["longitude"]), latitude.fillna(by_postcode["latitude"])),
        index=table.frame.index,
        crs=4326,
    )
    is_placed = is_given | by_postcode["longitude"].notna()
    located_by = pd.Series(
        np.select([is_given, is_placed], ["coordinates", "postcode"], "not located"), table.frame.index, dtype="str"
    )
    found += _far_from_postcode(longitude, latitude, by_postcode, postcode)
    found += _not_found(postcode, is_placed)
    return Located(points.where(is_placed), located_by, by_postcode["la_code"], by_postcode["postcode"], tuple(found))


def _coordinates(table: Table) -> tuple[pd.Series, pd.Series, list[Finding]]:
    if table.geometry is not None:
        points = table.geometry.representative_point()
        return points.x, points.y, []
    east, north = find(table.headings, _LONGITUDE), find(table.headings, _LATITUDE)
    if not east or not north:
        return *_from_grid_reference(table), []
    longitude, latitude = (read_numbers(text_of(table.frame, name)) for name in (east, north))
    found = [
        *_not_coordinates(longitude, table.frame[east], east),
        *_not_coordinates(latitude, table.frame[north], north),
    ]
    return _checked(longitude.values, latitude.values, text_of(table.frame, north), north, found)


def _not_coordinates(read: Numbers, cells: pd.Series, column: str) -> list[Finding]:
    """Cells that hold something else than degrees."""
    if not read.is_unreadable.any():
        return []
    what = "Some coordinates are not numbers; the postcode was used instead where it is known."
    return [noted("coordinates-unreadable", what, cells[read.is_unreadable], column, "Correct these cells.")]


def _from_grid_reference(table: Table) -> tuple[pd.Series, pd.Series]:
    """Eastings and northings of the National Grid, in metres, as degrees."""
    east, north = find(table.headings, ("easting", "eastings")), find(table.headings, ("northing", "northings"))
    if not east or not north:
        nowhere = pd.Series(np.nan, index=table.frame.index)
        return nowhere, nowhere
    x, y = (read_numbers(text_of(table.frame, name)).values for name in (east, north))
    points = gpd.GeoSeries(gpd.points_from_xy(x, y), index=table.frame.index, crs=27700).to_crs(4326)
    is_given = x.gt(0) & y.gt(0)
    return points.x.where(is_given), points.y.where(is_given)


def _checked(
    longitude: pd.Series, latitude: pd.Series, cells: pd.Series, column: str, found: list[Finding]
) -> tuple[pd.Series, pd.Series, list[Finding]]:
    """Coordinates that can be right; swapped pairs turned round; the rest taken out, each said."""
    is_swapped = longitude.between(*_LATITUDES) & latitude.between(*_LONGITUDES)
    longitude, latitude = longitude.where(~is_swapped, latitude), latitude.where(~is_swapped, longitude)
    is_inside = longitude.between(*_LONGITUDES) & latitude.between(*_LATITUDES)
    is_outside = longitude.notna() & latitude.notna() & ~is_inside
    found = list(found)
    if is_swapped.any():
        what = "Latitude and longitude stand in each other's columns; they were read the right way round."
        found.append(noted("coordinates-swapped", what, cells[is_swapped], column))
    if is_outside.any():
        what = "Some coordinates lie outside England and Wales; the postcode was used instead where it is known."
        fix = "Check the latitude and longitude of these rows."
        found.append(noted("coordinates-outside", what, cells[is_outside], column, fix))
    return longitude.where(is_inside), latitude.where(is_inside), found


def _far_from_postcode(
    longitude: pd.Series, latitude: pd.Series, by_postcode: pd.DataFrame, postcode: pd.Series
) -> list[Finding]:
    east_km = (longitude - by_postcode["longitude"]) * 111.32 * np.cos(np.radians(latitude))
    north_km = (latitude - by_postcode["latitude"]) * 110.9
    is_far = np.hypot(east_km, north_km).gt(_FAR_KM)
    if not is_far.any():
        return []
    what = f"Some coordinates lie more than {_FAR_KM:.0f} km from the postcode; the coordinates were used."
    return [
        noted("coordinates-far-from-postcode", what, postcode[is_far], "postcode", "Check which of the two is right.")
    ]


def _not_found(postcode: pd.Series, is_placed: pd.Series) -> list[Finding]:
    is_lost = ~is_placed
    if not is_lost.any():
        return []
    what = "Some rows could not be placed on the map: no usable coordinates, and the postcode is missing or not known."
    fix = "Correct the postcode, or add latitude and longitude. They are counted in totals and listed beside the map."
    return [noted("not-located", what, postcode[is_lost], "postcode", fix)]


def codes_of_councils(names: pd.Series) -> pd.Series:
    """The council code of each name, missing where the name is not a council's."""
    known = {name: council.la_code for name in names.dropna().unique() if (council := geography.council(str(name)))}
    return names.map(known).astype("str")


def about_councils(names: pd.Series, by_postcode: pd.Series, column: str) -> list[Finding]:
    """Rows that name one council and whose postcode lies in another (``by_postcode``, codes); which is used where."""
    named = geography.codes_named(names)
    councils = {code: geography.council(code) for code in by_postcode.dropna().unique()}
    differs = named.notna() & by_postcode.notna() & named.ne(by_postcode)
    if not differs.any():
        return []
    at = {one.la_name if (one := councils[code]) else code: None for code in by_postcode[differs]}
    others = say_list(list(at)) if len(at) <= _NAMED else f"{say_list(list(at)[:_NAMED])} and others"
    what = (
        f"Some rows name one council, and their postcode lies in another ({others}). A council's own homes are those "
        "that name it; on maps, and in figures of smaller places, each counts where it stands."
    )
    return [noted("council-not-of-postcode", what, names[differs], column, "Check the council and the postcode.")]


def tidy_postcode(text: pd.Series) -> pd.Series:
    """``'l225pq'`` as ``'L22 5PQ'``; what is not a postcode stays as given, blanks are missing."""
    bare = text.str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
    is_whole = bare.str.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}").fillna(False).astype(bool)
    return blank_to_missing((bare.str[:-3] + " " + bare.str[-3:]).where(is_whole, text))
