"""Rows of areas: their codes, names, and the rows that are not areas of the kind the file is about."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from lib import geography
from lib.core.words import say_count
from lib.ingest.columns import ONS_CODE, code_column, find, normal, text_of
from lib.ingest.findings import noted, put_aside
from lib.ingest.table import Table

#: Headings that hold area codes in official files, the most local first.
_CODES = (
    *("area code", "lsoa21cd", "lsoa11cd", "lsoa21 code", "lsoa11 code", "lsoa code", "lsoa 2021 code"),
    *("lsoa 2011 code", "msoa21cd", "msoa11cd", "msoa21 code", "msoa11 code", "msoa code", "msoa"),
    *("wd25cd", "wd24cd", "wd23cd", "wd22cd", "wd21cd", "ward code", "geography code"),
    *("mnemonic", "ons area code", "ons code", "local authority code", "la code", "lad code", "code"),
)
#: First letters and digits of codes that stand for parts of the country, not for councils or smaller.
_LARGER = r"(?:E12|E92|W92|K0[1-4]|S92|N92)\d{6}"
#: 'WD24CD', 'lsoa21_code': a heading that says which year its codes are of.
_DATED = r"(?i)(?:f_)?(?:wd|ward|lsoa|msoa|oa|lad|ltla|utla|ctyua)_?(?:20)?(\d\d)_?(?:cd|code)"
#: What the two digits after the nation say: small areas, middle areas, wards, districts and councils.
_SIZE = {"01": 1, "02": 2, "05": 3, **dict.fromkeys(("06", "07", "08", "09", "10", "47"), 4)}
_MOSTLY = 0.6
_COUNCIL_NAMES = (
    "council name",
    "local authority name",
    "local authority",
    "council",
    "cassr name",
    "la name",
    "area name",
    "geography name",
    "geographical description",
)


def area_code_heading(table: Table) -> str | None:
    """The column of area codes."""
    named = [name for wanted in _CODES for name in table.headings if normal(name) == wanted]
    return code_column(table.frame, named)


def code_year(table: Table) -> pd.DataFrame:
    """The year that the heading of the area codes names (``WD24CD``): ``heading``, ``year``; no row without one."""
    code = area_code_heading(table) or ""
    found = re.fullmatch(_DATED, code)
    return pd.DataFrame([(code, f"20{found[1]}")] if found else [], columns=["heading", "year"], dtype="str")


def area_name_heading(table: Table, code: str) -> str | None:
    """The column that names the areas of the code column: its twin by heading, else a usual name."""
    twins = (
        re.sub(r"cd$", "nm", normal(code)),
        normal(code).replace("code", "name"),
        normal(code).replace(" code", ""),
    )
    names = (*twins, "area name", "geography name", "geography", "name", *_COUNCIL_NAMES, "area")
    found = find([name for name in table.headings if name != code], names)
    return found if found and not text_of(table.frame.head(50), found).str.fullmatch(ONS_CODE).any() else None


def with_area_codes(table: Table) -> Table:
    """A table that names councils and has no codes gets them: ``area_code``, in a first column."""
    if area_code_heading(table):
        return table
    name = find(table.headings, _COUNCIL_NAMES)
    if name is None or "area_code" in table.headings:
        return table
    said = text_of(table.frame, name)
    known = {one: code for one in said.unique() if (code := council_code(one))}
    if len(known) < 0.6 * said.nunique():
        return table
    frame = table.frame.copy(deep=False)
    frame.insert(0, "area_code", said.map(known).fillna(""))
    what = f"The file has no area codes; they were taken from the council names in '{name}'."
    return replace(table, frame=frame).with_findings(noted("codes-from-names", what))


def council_code(name: str) -> str | None:
    """The code of a council as tables write its name ('Hartlepool UA', '111 - Hartlepool'), ended ones too."""
    plain = re.sub(r"^\d{3} ?- ?| (UA|LB|MD|CC|MCD)$", "", name)
    found = geography.council(plain)
    return geography.ended_council(plain) if found is None else found.la_code


def areas_only(table: Table, code: str) -> Table:
    """Set aside rows without an area code and rows for regions or the nation among smaller areas."""
    given = text_of(table.frame, code)
    codes = given.str.upper()
    table = replace(table, frame=table.frame.assign(**{code: codes}))
    is_code = codes.str.fullmatch(ONS_CODE)
    aside = []
    if not is_code.all():
        said = say_count((~is_code).sum(), "row has", "rows have")
        what = f"{said} no usable area code (totals, groups of councils, notes)."
        fix = "Give the row a code such as E01006412 if it is an area."
        aside.append(put_aside("no-area-code", what, given[~is_code], code, fix))
    is_larger = is_code & codes.str.fullmatch(_LARGER)
    if is_larger.any() and (is_code & ~is_larger).any():
        what = "Rows for England or its regions were set aside, so that nobody is counted twice."
        aside.append(put_aside("larger-area", what, given[is_larger], code))
    is_whole = _of_larger_areas(codes.where(is_code & ~is_larger, ""))
    if is_whole.any():
        what = "Rows for councils or larger areas among smaller ones were set aside, so that nobody is counted twice."
        fix = "Load them as a file of their own if you want them shown."
        aside.append(put_aside("larger-area", what, given[is_whole], code, fix))
    return table.without(*aside) if aside else table


def _of_larger_areas(codes: pd.Series) -> pd.Series:
    """Rows whose code is of a larger kind of area than most of the file is about."""
    known = {code: _SIZE.get(code[1:3]) if code[:1] in ("E", "W") else None for code in codes.unique()}
    if len(set(known.values()) - {None}) < 2:
        return pd.Series(False, index=codes.index)
    size = codes.map(known)
    usual = size.value_counts().index[0]
    return size.gt(usual) & bool(size.eq(usual).mean() >= _MOSTLY)


def counties_aside(table: Table, code: str) -> Table:
    """Set aside counties whose districts are in the file too: a county is the sum of its districts."""
    codes = text_of(table.frame, code)
    known = set(codes)
    is_again = codes.isin([one for one in known if one.startswith("E10") and known & _districts_of(one)])
    if not is_again.any():
        return table
    what = "County rows were set aside because the file also has their districts: a county is the sum of them."
    return table.without(put_aside("area-of-areas", what, codes[is_again], code))


def _districts_of(county: str) -> set[str]:
    found = geography.council(county)
    return set() if found is None else set(found.district_codes)
