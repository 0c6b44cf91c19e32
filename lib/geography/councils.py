"""English councils with adult social care duties."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from lib.geography.files import read_csv, whole_lookup
from lib.geography.names import la_name_key, spellings_of


@dataclass(frozen=True)
class Council:
    """One council with adult social care duties.

    ``district_codes`` are the districts it covers: six for Worcestershire, its own code for a
    council that has none.
    """

    la_code: str
    la_name: str
    district_codes: tuple[str, ...]
    region: str = ""


@lru_cache(maxsize=1)
def councils() -> pd.DataFrame:
    """List every English council with adult social care duties.

    Returns
    -------
    DataFrame
        153 rows, one per council, by name: ``la_code, la_name, region, district_codes`` (tuple of
        codes). Shared: do not change it.
    """
    pairs = whole_lookup()[["la_code", "lad_code"]].drop_duplicates()
    districts = {code: tuple(sorted(rows["lad_code"])) for code, rows in pairs.groupby("la_code")}
    listed = read_csv("councils.csv")
    listed["district_codes"] = listed["la_code"].map(districts)
    return listed.sort_values("la_name", ignore_index=True)


@lru_cache(maxsize=1)
def councils_by_key() -> dict[str, Council]:
    """Councils by code and by the key of their name."""
    columns = councils()[["la_code", "la_name", "district_codes", "region"]]
    listed = [Council(*row) for row in columns.to_numpy()]
    by_code = {one.la_code: one for one in listed}
    return by_code | {la_name_key(one.la_name): one for one in listed}


def council(name_or_code: str) -> Council | None:
    """Find a council by its name, in any usual spelling, or by its code.

    ``None`` when there is no such English council with adult social care duties: districts of a
    county, Welsh councils and councils that have ended are not found.
    """
    wanted = name_or_code.strip()
    return councils_by_key().get(wanted.upper()) or councils_by_key().get(la_name_key(wanted))


def resolved(which: Council | str) -> Council:
    """The council asked for; asking for one that does not exist is a bug of ours."""
    found = which if isinstance(which, Council) else council(which)
    if found is None:
        raise ValueError(f"no English council with adult social care duties is called {which!r}")
    return found


@lru_cache(maxsize=256)
def names_of_code(la_code: str) -> frozenset[str]:
    """Every spelling for one council code."""
    rows = whole_lookup().loc[whole_lookup()["la_code"] == la_code]
    names = {*rows["la_name"], *rows["lad_name"]}
    return frozenset(spelled for name in names for spelled in spellings_of(name))


@lru_cache(maxsize=1)
def codes_by_name_key() -> dict[str, str]:
    """The code of each council by the key of its name and of its districts' names."""
    rows = whole_lookup()[["la_code", "la_name", "lad_name"]].drop_duplicates()
    return {la_name_key(name): str(code) for code, *names in rows.to_numpy() for name in names}


def codes_named(names: pd.Series) -> pd.Series:
    """The code of the council that each name means, a district's being its county's; missing where it means none.

    Any usual spelling is known: ``'Sefton MBC'``, ``'Bromsgrove DC'``, ``'Sefton, Metropolitan Borough of'``.
    """
    said = {name: codes_by_name_key().get(la_name_key(str(name))) for name in names.dropna().unique()}
    return names.map(said).astype("str")


def la_names_of(council: Council | str) -> frozenset[str]:
    """Every spelling of the council's and its districts' names that files use.

    For ``frame["la_name"].isin(...)``. To compare one name in any other spelling, compare
    :func:`lib.geography.names.la_name_key` of both.
    """
    return names_of_code(resolved(council).la_code)
