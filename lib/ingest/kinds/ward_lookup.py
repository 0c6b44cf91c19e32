"""Which ward of another year each small area lies in, as the Office for National Statistics gives it; or ward pairs."""

from __future__ import annotations

import re

import pandas as pd

from lib import geography
from lib.core.words import say_count, say_list
from lib.ingest.columns import find, normal, share_matching, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.kinds.area_lookup import LSOA, whole_pairs
from lib.ingest.table import Imported, Table

_SMALL = (
    "lsoa11cd",
    "lsoa11 code",
    "lsoa 2011 code",
    "lsoa21cd",
    "lsoa21 code",
    "lsoa 2021 code",
    "f lsoa11cd",
    "small code",
)
_WARD_HEADING = (
    r"(?:wd|ward) ?(?:20)?(\d\d)? ?(?:cd|code)|(?:old|new|former|previous|current) ward(?: cd| code)?|small code"
)
_WARD = r"(?i)[EW]05\d{6}"
#: All that stands in a lookup: codes, names and row numbers. A column of anything else makes it a file of figures.
_LOOKUP_HEADING = r".*(?:cd|nmw?|code|name|object ?id|fid|ward|year)"


def evidence(table: Table) -> Evidence:
    """A ward beside a small area, or two wards, in each row, and no figures or localities."""
    pair = _pair(table)
    said = [normal(name) for name in table.headings]
    is_plain = all(re.fullmatch(_LOOKUP_HEADING, name) and "locality" not in name for name in said)
    if not pair[0] or not is_plain:
        return Evidence(0, lacking="a ward (such as WD24CD) and a small area (LSOA11CD or LSOA21CD) in each row")
    return Evidence(10, f"wards in {say_list([repr(name) for name in pair[0]])} beside the areas in '{pair[1]}'")


def read(table: Table) -> Imported:
    """One row for each small area and its ward; ``ward_year`` is the year in the heading, ``''`` where it has none.

    ``ward_name`` is there where the file has names beside its codes, ``small_year`` where it joins wards to wards.
    Wards of several years beside a small area give a row for each of them.
    """
    wards, small = _pair(table)
    is_small = share_matching(table.frame[small], LSOA) >= 0.5
    read_each = [_of_one_year(table, ward, small, LSOA if is_small else _WARD) for ward in wards]
    frame = pd.concat([rows for rows, _ in read_each], ignore_index=True)
    found = dict.fromkeys(one for _, findings in read_each for one in findings)
    said = say_count(frame["ward_code"].nunique(), "ward", "wards")
    areas = f"{frame['small_code'].nunique():,} areas"
    counted = noted("wards-counted", f"The file has {said}{_of_year(frame)}, beside {areas}.")
    return Imported(frame, (*found, counted), len(frame), "Wards of another year")


def _of_one_year(table: Table, ward: str, small: str, pattern: str) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """The pairs of one column of wards, and what was found in them."""
    table = whole_pairs(table, (ward, small), (_WARD, pattern), "Some rows do not have both codes.")
    table = _one_ward_each(table, small) if pattern == LSOA else table
    codes = {"ward_code": text_of(table.frame, ward).str.upper(), "small_code": text_of(table.frame, small).str.upper()}
    year = _year(ward) or text_of(table.frame, find(table.headings, ("ward year",)))
    name = _name_beside(table, ward)
    codes |= {"ward_name": text_of(table.frame, name)} if name else {}
    codes |= {"small_year": pd.Series(_year(small), table.frame.index)} if pattern == _WARD else {}
    return pd.DataFrame(codes).assign(ward_year=year, source_row=table.frame.index.astype("Int64")), table.findings


def _pair(table: Table) -> tuple[list[str], str]:
    """The columns of wards and that of small areas, or of the wards of today; none where the file is no lookup."""
    named = [name for name in table.headings if re.fullmatch(_WARD_HEADING, normal(name))]
    wards = [name for name in named if share_matching(table.frame[name], _WARD) >= 0.5]
    small = find(table.headings, _SMALL)
    wards = sorted(wards, key=lambda name: _share_of_today(text_of(table.frame, name)))
    if wards and small is not None and share_matching(table.frame[small], LSOA) >= 0.5:
        return wards, small
    return (wards[:1], wards[-1]) if len(wards) > 1 else ([], "")


def _name_beside(table: Table, ward: str) -> str | None:
    """The column of names beside a column of ward codes: its twin by heading, ``WD24NM`` for ``WD24CD``."""
    said = normal(ward)
    twins = (re.sub(r"cd$", "nm", said), said.replace("code", "name"), said.replace(" cd", " name"))
    return find(table.headings, [one for one in twins if one != said])


def _share_of_today(codes: pd.Series) -> float:
    found = geography.area_kind_of(codes)
    return found.share_matched if found.kind == "ward" else 0.0


def _year(heading: str) -> str:
    found = re.fullmatch(_WARD_HEADING, normal(heading))
    return f"20{found[1]}" if found and found[1] else ""


def _of_year(frame: pd.DataFrame) -> str:
    years = [year for year in frame["ward_year"].unique() if year]
    return f" of {say_list(years)}" if years else ""


def _one_ward_each(table: Table, small: str) -> Table:
    """Set aside small areas that are given two wards: nobody can tell which is right."""
    codes = text_of(table.frame, small).str.upper()
    is_two = codes.duplicated(keep=False)
    if not is_two.any():
        return table
    what = "Some small areas stand in two wards; none of them was used."
    return table.without(put_aside("two-wards", what, codes[is_two], small, "Keep the row of the right ward."))


FORMATS = (Format("ward-lookup", "ward_lookup", "small areas and wards of another year", evidence, read),)
