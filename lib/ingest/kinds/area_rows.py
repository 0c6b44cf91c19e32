"""Rows of areas: their codes, names, and the rows that are not areas of the kind the file is about."""

from __future__ import annotations

import re

from lib.core.words import say_count
from lib.ingest.columns import ONS_CODE, code_column, find, normal, text_of
from lib.ingest.findings import put_aside
from lib.ingest.table import Table

#: Headings that hold area codes in official files, the most local first.
_CODES = (
    *("area code", "lsoa21cd", "lsoa11cd", "lsoa21 code", "lsoa11 code", "lsoa code", "lsoa 2021 code"),
    *("lsoa 2011 code", "wd25cd", "wd24cd", "wd23cd", "wd22cd", "wd21cd", "ward code", "geography code"),
    *("mnemonic", "ons area code", "ons code", "local authority code", "la code", "lad code", "code"),
)
#: First letters and digits of codes that stand for parts of the country, not for councils or smaller.
_LARGER = r"(?:E12|E92|W92|K0[1-4]|S92|N92)\d{6}"
_SMALL_KINDS = {"E01": "LSOA", "W01": "LSOA", "E02": "MSOA", "W02": "MSOA", "E00": "output area", "E05": "ward"}


def area_code_heading(table: Table) -> str | None:
    """The column of area codes."""
    named = [name for wanted in _CODES for name in table.headings if normal(name) == wanted]
    return code_column(table.frame, named)


def area_name_heading(table: Table, code: str) -> str | None:
    """The column that names the areas of the code column: its twin by heading, else a usual name."""
    twins = (
        re.sub(r"cd$", "nm", normal(code)),
        normal(code).replace("code", "name"),
        normal(code).replace(" code", ""),
    )
    names = (*twins, "area name", "geography name", "geography", "name", "local authority", "area")
    found = find([name for name in table.headings if name != code], names)
    return found if found and not text_of(table.frame.head(50), found).str.fullmatch(ONS_CODE).any() else None


def areas_only(table: Table, code: str) -> Table:
    """Set aside rows without an area code and rows for regions or the nation among smaller areas."""
    codes = text_of(table.frame, code)
    is_code = codes.str.fullmatch(ONS_CODE)
    aside = []
    if not is_code.all():
        what = f"{say_count((~is_code).sum(), 'row has', 'rows have')} no usable area code (totals, groups of councils, notes)."
        fix = "Give the row a code such as E01006412 if it is an area."
        aside.append(put_aside("no-area-code", what, codes[~is_code], code, fix))
    is_larger = is_code & codes.str.fullmatch(_LARGER)
    if is_larger.any() and (is_code & ~is_larger).any():
        what = "Rows for England or its regions were set aside, so that nobody is counted twice."
        aside.append(put_aside("larger-area", what, codes[is_larger], code))
    return table.without(*aside) if aside else table


def counties_aside(table: Table, code: str) -> Table:
    """Set aside counties where the file also has districts: a county is the sum of its districts."""
    codes = text_of(table.frame, code)
    is_county = codes.str.startswith("E10")
    if not is_county.any() or not codes.str.startswith("E07").any():
        return table
    what = "County rows were set aside because the file also has their districts: a county is the sum of them."
    return table.without(put_aside("area-of-areas", what, codes[is_county], code))
