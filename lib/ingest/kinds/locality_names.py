"""Localities by name: headings that name them, and names that mean none or all of them."""

from __future__ import annotations

import re

import pandas as pd

from lib import geography
from lib.ingest.columns import find, normal, share_matching, text_of
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.area_codes import about_codes
from lib.ingest.table import Table

LOCALITY = (
    *("locality name", "locality", "home care locality", "zone name", "zone", "home care zone", "neighbourhood"),
    *("neighbourhood name", "patch", "lot", "district", "district name", "care locality", "area of delivery"),
)
_NONE = {
    *("", "null", "none", "unknown", "not known", "unallocated", "not allocated", "n/a", "na", "(blank)", "blank"),
    *("not recorded", "not mapped", "not stated", "no locality", "no zone", "unassigned", "other", "-", "missing"),
    *("out of area", "out of borough", "out of county", "#n/a", "nan", "tbc"),
}
_PLACE = r"(?:home care )?(?:locality|localities|zone|neighbourhood|patch|district|ward|area)(?: name)?"
_GIVEN = (
    "(?:recorded|stated|given|known|allocated|assigned|mapped|found|available|specified|provided|held|entered|matched"
    "|identified|set)"
)
#: The same said in more words: 'No locality recorded', 'Locality not stated', 'Unknown zone', '(not given)'.
_NONE_SAID = re.compile(
    rf"(?:no {_PLACE}(?: (?:is )?{_GIVEN})?|(?:none|not) {_GIVEN}|not applicable|n/?k|unspecified|unrecorded"
    rf"|(?:unknown|unallocated|unassigned|unspecified|unrecorded|missing|blank|not {_GIVEN}) {_PLACE}"
    rf"|{_PLACE}(?: is)?[ :-]* ?(?:unknown|unallocated|unassigned|unspecified|unrecorded|missing|blank"
    rf"|(?:none|not) {_GIVEN}))"
)
_WARD_CODE = r"(?i)[EW]05\d{6}"
_WARD_HEADING = r"(wd|ward) ?(20)?(\d{0,2}) ?(cd|nm|code|name)?"


def is_unallocated(names: pd.Series) -> pd.Series:
    """Whether a name says that the row belongs to no locality."""
    said = names.fillna("").str.strip().str.lower()
    return said.isin(_NONE) | said.str.strip(" ()[].").str.fullmatch(_NONE_SAID.pattern)


def about_unallocated(names: pd.Series, column: str) -> list[Finding]:
    """The rows of no locality, which stay."""
    unallocated = names[is_unallocated(names)]
    what = "Some rows belong to no locality: kept, counted in totals, not mapped."
    return [noted("not-allocated", what, unallocated, column)] if len(unallocated) else []


def ward_columns(table: Table) -> tuple[str | None, str | None]:
    """The columns of ward codes and of ward names, for a file that gives home care by ward."""
    named = [name for name in table.headings if re.fullmatch(_WARD_HEADING, normal(name)) or name == _locality(table)]
    codes = [name for name in named if share_matching(table.frame[name], _WARD_CODE) > 0.6]
    names = [name for name in named if name not in codes]
    return (codes[0] if codes else None), (names[0] if names else None)


def place_column(table: Table, *, is_of_hospitals: bool = False) -> str | None:
    """The column that says whose figures a row has: a locality, else a ward by its code or its name.

    In a file of hospitals (``is_of_hospitals``) a bare 'ward' is one of a hospital: an electoral one has codes, or the
    year in its heading.
    """
    locality = _locality(table)
    if locality is not None:
        return locality
    code, name = ward_columns(table)
    return code or (name if name and (_year_of(name) or not is_of_hospitals) else None)


def localities_or_wards(table: Table) -> tuple[pd.Series, pd.Series | None]:
    """The locality of each row by name, and its ward code where the file gives figures by ward.

    A ward has the first name that the file has beside its code, else the one it has today, else its code; one that is
    named alone has no code (``''``). Wards of one name are told apart by their codes.
    """
    code, name = ward_columns(table)
    if code is None:
        names = text_of(table.frame, _locality(table) or name)
        is_by_ward = name is not None and _locality(table) is None
        return names, pd.Series("", index=names.index, dtype="str") if is_by_ward else None
    written, given = text_of(table.frame, code), text_of(table.frame, name)
    codes = written.str.upper()
    is_ward = codes.str.fullmatch(_WARD_CODE)
    known = geography.lookup().drop_duplicates("ward_code").set_index("ward_code")["ward_name"]
    named = given.where(given.ne("")).groupby(codes).transform("first").fillna(codes.map(known)).fillna(codes)
    said = named.where(is_ward, given.where(given.ne(""), written)).astype("str")
    is_shared = codes.where(is_ward).groupby(said).transform("nunique").gt(1) & is_ward
    return said.mask(is_shared, said + " (" + codes + ")"), codes.where(is_ward, "")


def year_of_wards(table: Table) -> pd.DataFrame:
    """The year in the heading of wards (``WD18CD``, ``WD18NM``): ``heading``, ``year``; no row without one."""
    code, name = ward_columns(table)
    heading = code or (name if name and _locality(table) is None else "") or ""
    year = _year_of(heading)
    return pd.DataFrame([(heading, year)] if year else [], columns=["heading", "year"], dtype="str")


def about_wards(table: Table, codes: pd.Series) -> list[Finding]:
    """Which wards the codes (by row) are of, and the rows whose ward is not one of today; nothing without codes.

    And the rows whose ward has another name further up.
    """
    given = codes[codes.ne("")]
    name = ward_columns(table)[1]
    names = text_of(table.frame, name).loc[given.index].mask(lambda said: said.eq(""))
    is_other = names.notna() & names.ne(names.groupby(given).transform("first"))
    found = about_codes(given, given.index.to_series()) if len(given) else []
    if is_other.any():
        what = "Some wards have more than one name beside the same code: each was read by the first of them."
        found.append(noted("ward-renamed", what, names[is_other], name or "", "Check that the codes are right."))
    return found


def _year_of(heading: str) -> str:
    found = re.fullmatch(_WARD_HEADING, normal(heading))
    return f"20{found[3]}" if found and len(found[3] or "") == 2 else ""


def _locality(table: Table) -> str | None:
    return find(table.headings, LOCALITY)
