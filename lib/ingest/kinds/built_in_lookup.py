"""Lookups between areas that the workbench has already: known for what they are, and not needed."""

from __future__ import annotations

import re

from lib.core.words import say_list
from lib.ingest.columns import ONS_CODE, normal, share_matching
from lib.ingest.findings import refuse
from lib.ingest.formats import Evidence, Format
from lib.ingest.table import Imported, Table

#: 'OA21CD', 'LSOA21NM', 'LAD22NMW', 'RGN22CD', and the numbers that the portal adds.
_HEADING = (
    r"(?:oa|lsoa|wd|msoa|ltla|lad|utla|cty|ctyua|cauth|rgn|nat|ctry) ?\d\d ?(?:cd|nmw?)|object ?id|fid|global ?id"
)
_CODE = r"(?:oa|lsoa|wd|msoa|ltla|lad|utla|cty|ctyua|cauth|rgn|nat|ctry) ?\d\d ?cd"


def evidence(table: Table) -> Evidence:
    """Nothing but codes and names of areas of two sizes or more, none of them wards or small areas of two years.

    A map that has such codes beside its outlines is a map.
    """
    if table.geometry is not None:
        return Evidence(0, lacking="no outlines")
    said = [normal(name) for name in table.headings]
    codes = [name for name in table.headings if re.fullmatch(_CODE, normal(name))]
    codes = [name for name in codes if share_matching(table.frame[name], ONS_CODE) > 0.6]
    sizes = {re.sub(r"[\d ].*", "", normal(name)) for name in codes}
    if len(sizes) < 2 or {"lsoa", "wd"} <= sizes or not all(re.fullmatch(_HEADING, name) for name in said):
        return Evidence(0, lacking="codes and names of areas of two sizes, and nothing else")
    return Evidence(8, f"areas of several sizes beside each other in {say_list([repr(name) for name in codes])}")


def read(table: Table) -> Imported:
    """Refused with the reason: which small area is in which council is built in."""
    names = [name for name in table.headings if re.fullmatch(_CODE, normal(name))]
    raise refuse(
        "lookup-built-in",
        f"This is a lookup between areas ({say_list(names)}) from the Office for National Statistics. Which small area "
        "lies in which middle area, ward of today, district and council is built in: nothing of the file is needed.",
        fix="For figures by small areas of 2021, load the lookup of 2011 to 2021 areas (LSOA11CD beside LSOA21CD); for "
        "wards of another year, the lookup of small areas to those wards (LSOA21CD beside WD24CD).",
    )


FORMATS = (Format("built-in-lookup", "area_lookup", "a lookup between areas", evidence, read),)
