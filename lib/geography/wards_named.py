"""Wards that a file names without their codes: which ward of which year each name stands for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.geography.councils import Council
from lib.geography.files import whole_lookup

TODAY = "2025"
NOT_SAID = "another year"  # of a lookup whose headings name no year


@dataclass(frozen=True)
class NamedWards:
    """``codes`` by name, for those that stand for one ward of the council; the year they were looked up in."""

    codes: pd.Series
    year: str = ""


def wards_named(names: pd.Series, lookup: pd.DataFrame | None, council: Council, year: str = "") -> NamedWards:
    """The ward of a council that each name stands for.

    Parameters
    ----------
    names
        Names as the file has them.
    lookup
        Wards of other years, as lookups give them (``ward_code, small_code, ward_year``, with ``ward_name`` where the
        file had names); ``None`` where none is in use.
    year
        The year in the heading of the names; wards of another year are then never taken. Without one the year is that
        of whose wards most of the names are, today's where several have as many, else the latest.

    Returns
    -------
    NamedWards
        A name that two wards of the council share, or that none has, is not among ``codes``.
    """
    wanted = pd.Series(_plain(names.drop_duplicates()).to_numpy(), index=names.drop_duplicates().to_numpy())
    known = {TODAY: _today(council), **_others(lookup, council)}
    found = {each: wanted.map(codes).dropna() for each, codes in known.items() if year in ("", each)}
    best = max(found, key=lambda each: (len(found[each]), each == TODAY, each), default="")
    if best not in found or found[best].empty:
        return NamedWards(wanted.iloc[:0])
    return NamedWards(found[best].astype("str"), best or NOT_SAID)


def _today(council: Council) -> pd.Series:
    whole = whole_lookup()
    return _by_name(whole.loc[whole["la_code"].eq(council.la_code), ["ward_code", "ward_name"]])


def _others(lookup: pd.DataFrame | None, council: Council) -> dict[str, pd.Series]:
    """Codes by plain name of the wards of each other year that share ground with the council."""
    if lookup is None or "ward_name" not in lookup:
        return {}
    whole = whole_lookup()
    here = whole[whole["la_code"].eq(council.la_code)]
    is_here = lookup["small_code"].isin({*here["lsoa11_code"], *here["ward_code"]})
    rows = lookup[is_here & lookup["ward_name"].fillna("").ne("")]
    return {str(year): _by_name(some) for year, some in rows.groupby("ward_year")}


def _by_name(rows: pd.DataFrame) -> pd.Series:
    """The code of each plain name that one ward has."""
    pairs = rows[["ward_code"]].assign(name=_plain(rows["ward_name"])).drop_duplicates()
    once = pairs[~pairs["name"].duplicated(keep=False)]
    return once.set_index("name")["ward_code"]


def _plain(names: pd.Series) -> pd.Series:
    """A name whatever its capitals, stops, hyphens and spaces."""
    words = names.astype("str").str.casefold().str.replace("&", " and ").str.replace(r"[.'’]", "", regex=True)
    return words.str.replace(r"[^\w]+", " ", regex=True).str.strip()
