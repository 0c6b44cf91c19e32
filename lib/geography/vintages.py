"""Which areas a column of codes speaks of, and of which year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas as pd

from lib.geography.files import whole_lookup

CodeKind = Literal["lsoa11", "lsoa21", "msoa", "ward", "lad", "la", "other"]

# Census areas are numbered on without reuse: every LSOA made in 2021 has a number above these.
LAST_LSOA11 = {"E": "E01033768", "W": "W01001958"}
LAST_LSOA21 = {"E": "E01035762", "W": "W01002040"}
PATTERNS = {
    "lsoa": r"(?:E01|W01)\d{6}",
    "msoa": r"(?:E02|W02)\d{6}",
    "ward": r"(?:E05|W05)\d{6}",
    "lad": r"(?:E06|E07|E08|E09|W06)\d{6}",
    "la": r"E10\d{6}",
}


@dataclass(frozen=True)
class AreaKind:
    """What a column of area codes is.

    Attributes
    ----------
    kind
        ``lsoa11``, ``lsoa21``, ``msoa``, ``ward``, ``lad`` (districts and councils without districts), ``la``
        (councils, counties among them) or ``other``.
    share_matched
        Share (0 to 1) of the distinct codes that we know as areas of that kind; 0 for ``other``.
    n_codes, n_matched
        Distinct codes that are not blank, and those we know.
    unmatched
        The codes we do not know, in order.
    """

    kind: CodeKind
    share_matched: float
    n_codes: int
    n_matched: int
    unmatched: tuple[str, ...] = ()


def is_made_in_2021(codes: pd.Series) -> pd.Series:
    """Whether an LSOA code is numbered above the last of 2011, and not above the last of 2021."""
    country = codes.str[:1]
    return (codes > country.map(LAST_LSOA11).fillna("~")) & (codes <= country.map(LAST_LSOA21).fillna(""))


@lru_cache(maxsize=4)
def known_codes(column: str) -> frozenset[str]:
    """Every code in one column of the lookup."""
    return frozenset(whole_lookup()[column])


def is_among(codes: pd.Series, column: str) -> pd.Series:
    """Whether each code stands in one column of the lookup.

    Asked of the set, one code at a time: ``Series.isin`` makes an array of all 35,000 at every call.
    """
    known = known_codes(column)
    return pd.Series([code in known for code in codes], index=codes.index, dtype="bool")


@lru_cache(maxsize=4)
def names_by_code(kind: CodeKind) -> dict[str, str]:
    """Name of each area of a kind we know, without capitals; empty for other kinds."""
    stem = {"lsoa21": "lsoa11", "msoa": "msoa11"}.get(kind, kind)
    if stem == "other":
        return {}
    pairs = whole_lookup()[[f"{stem}_code", f"{stem}_name"]].drop_duplicates(f"{stem}_code")
    return dict(zip(pairs[f"{stem}_code"], pairs[f"{stem}_name"].str.lower(), strict=True))


def tidied_codes(codes: pd.Series) -> pd.Series:
    """Distinct codes in capitals without blanks, sorted."""
    tidy = codes.dropna().astype("str").str.strip().str.upper()
    return tidy[tidy != ""].drop_duplicates().sort_values(ignore_index=True)


def commonest_pattern(codes: pd.Series) -> str:
    """The pattern that most codes follow, ``''`` when none follows any."""
    shares = {name: codes.str.fullmatch(pattern).mean() for name, pattern in PATTERNS.items()}
    if codes.empty or max(shares.values()) == 0:
        return ""
    if shares["la"] and shares["lad"]:  # counties stand beside districts in a list of councils
        return "la"
    return max(shares, key=lambda name: shares[name])


def kind_of_pattern(pattern: str, codes: pd.Series) -> CodeKind:
    """Give LSOAs their year: one area made in 2021 makes the column one of 2021."""
    if pattern == "lsoa":
        lsoas = codes[codes.str.fullmatch(PATTERNS["lsoa"])]
        return "lsoa21" if is_made_in_2021(lsoas).any() else "lsoa11"
    kinds: dict[str, CodeKind] = {"msoa": "msoa", "ward": "ward", "lad": "lad", "la": "la"}
    return kinds.get(pattern, "other")


def is_known(kind: CodeKind, codes: pd.Series) -> pd.Series:
    """Whether each code is an area of the kind."""
    if kind == "lsoa21":
        is_new = codes.str.fullmatch(PATTERNS["lsoa"]) & is_made_in_2021(codes)
        return is_new | is_among(codes, "lsoa11_code")
    columns = {"lsoa11": "lsoa11_code", "msoa": "msoa11_code", "ward": "ward_code", "lad": "lad_code", "la": "la_code"}
    return is_among(codes, columns[kind]) if kind in columns else pd.Series(False, index=codes.index)


def area_kind_of(codes: pd.Series) -> AreaKind:
    """Recognise which areas a column of codes speaks of.

    The commonest pattern decides the kind; membership of our lists decides what matched. LSOAs of
    2021 are told from those of 2011 by their numbers: a column of only unchanged areas is taken for
    2011, which for those areas is the same thing. We hold no list of LSOA 2021, so a code that ended
    in 2021 among them still counts as matched. Wards are those of May 2025.
    """
    tidy = tidied_codes(codes)
    kind = kind_of_pattern(commonest_pattern(tidy), tidy)
    matched = is_known(kind, tidy)
    n_codes, n_matched = len(tidy), int(matched.sum())
    share = n_matched / n_codes if n_codes else 0.0
    return AreaKind(kind, share, n_codes, n_matched, tuple(tidy[~matched]))
