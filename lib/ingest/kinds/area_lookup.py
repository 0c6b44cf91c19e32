"""The lookup from small areas of 2011 to those of 2021, as the Office for National Statistics gives it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.core.words import say_count
from lib.ingest.columns import find, share_matching, text_of
from lib.ingest.findings import Finding, noted, put_aside
from lib.ingest.formats import Evidence, Format
from lib.ingest.table import Imported, Table

_OLD = ("lsoa11 code", "lsoa11cd", "lsoa 2011 code", "lsoa code 2011", "f lsoa11cd")
_NEW = ("lsoa21 code", "lsoa21cd", "lsoa 2021 code", "lsoa code 2021")
_CHANGE = ("change code", "chgind", "chngind", "change indicator", "change")
LSOA = r"(?i)[EW]01\d{6}"


def evidence(table: Table) -> Evidence:
    """A code of 2011 and one of 2021 in each row."""
    old, new = find(table.headings, _OLD), find(table.headings, _NEW)
    are_codes = all(name is not None and share_matching(table.frame[name], LSOA) >= 0.5 for name in (old, new))
    if not are_codes:
        return Evidence(0, lacking="a small area of 2011 and one of 2021 in each row")
    return Evidence(10, f"small areas of 2011 in '{old}' and of 2021 in '{new}'")


def read(table: Table) -> Imported:
    """One row for each pair; rows without two codes, and pairs given again, are set aside."""
    headings = [find(table.headings, names) or "" for names in (_OLD, _NEW)]
    table = whole_pairs(table, headings, (LSOA, LSOA), "Some rows do not have a code of both years.")
    old, new = (text_of(table.frame, name).str.upper() for name in headings)
    change = text_of(table.frame, find(table.headings, _CHANGE)).str.upper()
    frame = pd.DataFrame({"lsoa11_code": old, "lsoa21_code": new, "change_code": change})
    frame = frame.assign(source_row=frame.index.astype("Int64")).reset_index(drop=True)
    return Imported(frame, (*table.findings, _counted(frame)), len(frame), "Small areas of 2011 and 2021")


def whole_pairs(table: Table, headings: Sequence[str], patterns: Sequence[str], lacking: str) -> Table:
    """Set aside rows without both codes (``lacking`` says so), and pairs given again."""
    codes = pd.DataFrame({name: text_of(table.frame, name).str.upper() for name in headings})
    is_code = [codes[name].str.fullmatch(pattern) for name, pattern in zip(headings, patterns, strict=True)]
    is_whole = is_code[0] & is_code[1]
    is_again = is_whole & codes.duplicated()
    said = codes[headings[0]] + ", " + codes[headings[1]]
    aside: list[Finding] = []
    if not is_whole.all():
        aside.append(put_aside("pair-broken", lacking, said[~is_whole], fix="Give both codes, such as E01006412."))
    if is_again.any():
        aside.append(
            put_aside("pair-repeated", "Some pairs stand in more than one row; one is enough.", said[is_again])
        )
    return table.without(*aside) if aside else table


def _counted(frame: pd.DataFrame) -> Finding:
    """How many areas are the same in both years."""
    is_alone = ~frame["lsoa11_code"].duplicated(keep=False) & ~frame["lsoa21_code"].duplicated(keep=False)
    same = say_count(int(is_alone.sum()), "small area of 2011 answers", "small areas of 2011 answer")
    what = f"{same} to one of 2021; {frame.loc[~is_alone, 'lsoa11_code'].nunique():,} were split or merged."
    return noted("lookup-counted", what)


FORMATS = (Format("area-lookup", "area_lookup", "small areas of 2011 and of 2021", evidence, read),)
