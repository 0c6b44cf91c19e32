"""Which areas the codes of a file are, and which of them are not known."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from lib import geography
from lib.core.words import say_list
from lib.ingest.findings import Finding, noted

_SAID = {
    "lsoa11": "LSOAs of 2011",
    "lsoa21": "LSOAs of 2021",
    "msoa": "middle areas (MSOA) of 2011",
    "ward": "wards as at May 2025",
    "lad": "districts and councils as at November 2025",
    "la": "councils as at November 2025",
}
#: What to load for wards of another year.
WARDS_HELP = (
    "If they are wards of another year, load the lookup of small areas to wards of that year from the Office for "
    "National Statistics: the pages then show the figures for today's wards, and list what that rests on."
)


def about_ranks(headings: Iterable[str], codes: pd.Series) -> list[Finding]:
    """Ranks and deciles are places in one list of one nation; two nations' ranks are not one scale."""
    ranks = [name for name in headings if re.search(r"(?i)\b(rank|decile|quintile)\b", name.replace("_", " "))]
    if not ranks:
        return []
    nations = set(codes.dropna().str[:1])
    if len(nations) > 1:
        what = f"The file ranks areas of more than one nation ({say_list([repr(name) for name in ranks[:3]])})."
        return [noted("ranks-of-two-nations", what, fix="Use scores or rates: one nation's rank is not another's.")]
    what = f"Ranks and deciles ({say_list([repr(name) for name in ranks[:3]])}) are places in a list."
    return [noted("ranks", what, fix="Use the scores or rates beside them for maps, indices and clusters.")]


def about_codes(codes: pd.Series, rows: pd.Series) -> list[Finding]:
    """Say which areas the codes are, by vintage, and list the rows whose codes are not known or have ended."""
    found = geography.area_kind_of(codes)
    said = _SAID.get(found.kind)
    if said is None:
        what = "The area codes are of a kind that has no outlines here."
        return [noted("area-kind-unknown", what, fix="Load outlines with the same codes to draw these areas.")]
    notes = [noted("area-kind", f"The area codes are {said}: {found.n_matched:,} of {found.n_codes:,} are known.")]
    counties = geography.split_counties(codes)
    notes += [_about_split(one, codes, rows) for one in counties]
    unknown = set(found.unmatched) - {one.code for one in counties}
    if unknown:
        at = pd.Series([code in unknown for code in codes], index=codes.index, dtype="bool")
        cells = pd.Series(codes[at].to_numpy(), index=rows[at].astype("int64").to_numpy(), dtype="str")
        what = f"Some area codes are not among {said}: they have ended, are of another year or are mistyped."
        fix = "Check them, or load outlines of the same year. They stay in tables and are left blank on maps."
        if unknown <= geography.ENDED:
            fix = "Nothing: the pages show the councils in their place, say so, and list what that rests on."
        if found.kind == "ward":
            fix = f"Check them. {WARDS_HELP}"
        notes.append(noted("area-code-unknown", what, cells, "area_code", fix))
    return notes


def _about_split(county: geography.SplitCounty, codes: pd.Series, rows: pd.Series) -> Finding:
    """What became of a county that two councils took the place of, and what to load instead."""
    at = codes.eq(county.code)
    cells = pd.Series(codes[at].to_numpy(), index=rows[at].astype("int64").to_numpy(), dtype="str")
    what = (
        f"{county.name} ({county.code}) ended in {county.ended} and became {county.names}. Its figures are of both "
        "together, and nothing in the file says how to part them, so neither has a figure."
    )
    fix = (
        "Load figures of the two councils or of the former districts, which are added up. Or load population by age: "
        "the pages then offer to share its counts by the people who live in each."
    )
    return noted("county-split", what, cells, "area_code", fix)


def about_names(frame: pd.DataFrame) -> list[Finding]:
    """Rows whose name is that of another area of the file: two labels, or two codes, have been swapped."""
    if "area_name" not in frame:
        return []
    known = geography.names_by_code(geography.area_kind_of(frame["area_code"]).kind)
    ours = frame["area_code"].map(known)
    given = frame["area_name"].fillna("").astype("str").str.strip().str.lower()
    is_swapped = ours.notna() & given.ne(ours) & given.isin(set(ours.dropna()))
    if not is_swapped.any():
        return []
    at = frame.loc[is_swapped, "source_row"].astype("int64").to_numpy()
    cells = pd.Series(frame.loc[is_swapped, "area_name"].to_numpy(), index=at, dtype="str")
    what = "Some rows have the code of one area and the name of another in the file; the code was used."
    return [noted("names-swapped", what, cells, "area_name", "Check which of the two is right: labels may be swapped.")]
