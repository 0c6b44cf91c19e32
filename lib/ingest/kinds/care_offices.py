"""Where home care is run from: offices in the regulator's register, and those a council's own file gives."""

from __future__ import annotations

import pandas as pd

from lib.ingest.columns import find, normal, text_of
from lib.ingest.kinds.home_kinds import TYPES, is_yes
from lib.ingest.places import tidy_postcode
from lib.ingest.table import Table

#: Headings of a file of home care by provider that say where the provider's office is, the plainest first.
OFFICE = (
    *("office postcode", "registered office postcode", "provider postcode", "agency postcode", "branch postcode"),
    *("registered office", "office address", "office", "provider address", "agency address", "postcode", "address"),
)
NUMBER = ("cqc location id", "cqc provider id", "location id", "provider id", "cqc id", "cqcid", "cqc number")
_OF_REGISTER = {
    "cqc_location_id": ("location id", "cqc location id", "cqc location id for office use only"),
    "cqc_provider_id": ("provider id", "cqc provider id", "cqc provider id for office use only"),
    "name": ("location name", "name"),
    "provider_name": ("provider name",),
    "postcode": ("location postal code", "location postcode", "postcode", "postal code"),
}
_FLAG = "service type domiciliary care service"
_HOME_CARE = r"(?i)home ?care agenc|domiciliary care"
_POSTCODE = r"(?i)\b([A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2})\b"


def offices_in(table: Table) -> pd.DataFrame:
    """The offices of home care agencies that a register lists: its numbers, names and ``postcode``, all text."""
    frame = pd.DataFrame(
        {name: text_of(table.frame, find(table.headings, names)) for name, names in _OF_REGISTER.items()}
    )
    rows = frame[_is_home_care(table)]
    return rows.assign(postcode=postcode_in(rows["postcode"])).reset_index(drop=True).astype("str")


def postcode_in(cells: pd.Series) -> pd.Series:
    """The postcode of each cell, which may be a whole address; ``''`` where there is none."""
    found = cells.str.extractall(_POSTCODE)[0].groupby(level=0).last().reindex(cells.index).fillna("")
    return tidy_postcode(found).fillna("").astype("str")


def _is_home_care(table: Table) -> pd.Series:
    flag = next((name for name in table.headings if normal(name) == _FLAG), None)
    if flag is not None:
        return is_yes(text_of(table.frame, flag))
    return text_of(table.frame, find(table.headings, TYPES[:3])).str.contains(_HOME_CARE, regex=True)
