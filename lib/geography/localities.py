"""Home care localities made from lists of areas or postcodes."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from lib.core.words import slugs
from lib.geography.councils import Council
from lib.geography.outlines import areas, dissolved, lookup
from lib.geography.places import locate_points_in
from lib.geography.postcodes import locate_postcodes

LOOKUP_COLUMN = {"lsoa11": "lsoa11_code", "ward": "ward_code", "lad": "lad_code"}
LOCALITY_COLUMNS = ["locality_code", "locality_name", "made_of", "n_members", "geometry"]
POSTCODE_CAVEAT = (
    "Localities made from postcodes are approximate: each LSOA goes to the locality that holds most of the "
    "postcodes listed in it."
)


@dataclass(frozen=True)
class LocalitiesBuilt:
    """Localities and what to know about them.

    Attributes
    ----------
    localities
        One row per locality: ``locality_code, locality_name, made_of`` (``areas`` or
        ``postcodes``), ``n_members`` and ``geometry`` (EPSG:4326).
    overlaps
        Areas listed in more than one locality: ``area_code, locality_codes`` (joined with ``; ``).
    postcodes_twice
        Postcodes listed in more than one locality, which can be drawn in one alone: ``member_code, locality_names`` (a
        tuple) and ``put_in``, the name of the locality that has its area.
    unmatched
        Members that could not be placed: ``locality_name, member_kind, member_code, reason``.
    areas
        One row per LSOA 2011 of the council and locality: ``area_code, locality_code,
        locality_name``; both ``''`` for an area in no locality.
    """

    localities: gpd.GeoDataFrame
    overlaps: pd.DataFrame
    postcodes_twice: pd.DataFrame
    unmatched: pd.DataFrame
    areas: pd.DataFrame


def tidied_members(members: pd.DataFrame) -> pd.DataFrame:
    """Members with tidy codes, each once, and a locality code made from the name where none is given."""
    tidy = members.assign(member_code=members["member_code"].astype("str").str.strip().str.upper())
    made = codes_of_names(tidy["locality_name"])
    code = tidy["locality_code"] if "locality_code" in tidy else pd.Series("", index=tidy.index, dtype="str")
    tidy = tidy.assign(locality_code=code.mask(code.fillna("") == "", made))
    return tidy.drop_duplicates(["locality_code", "member_kind", "member_code"], ignore_index=True)


def codes_of_names(names: pd.Series) -> pd.Series:
    """A locality code for each name; names that differ in letter case alone are one locality."""
    plain = names.astype("str").str.strip().str.casefold()
    return plain.map(slugs(plain.unique()))


def areas_of_kind(members: pd.DataFrame, table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Members of one kind joined to the LSOAs they stand for; ``area_code`` missing where none."""
    some = members[members["member_kind"] == kind]
    codes = table[[LOOKUP_COLUMN[kind]]].set_axis(["member_code"], axis=1).assign(area_code=table["lsoa11_code"])
    return some.merge(codes, on="member_code", how="left")


def areas_of_postcodes(members: pd.DataFrame, outlines: gpd.GeoDataFrame) -> pd.DataFrame:
    """Postcode members with the LSOA each lies in; ``area_code`` missing where none."""
    some = members[members["member_kind"] == "postcode"].reset_index(drop=True)
    found = locate_postcodes(some["member_code"])
    points = gpd.GeoSeries(gpd.points_from_xy(found["longitude"], found["latitude"]), crs=4326)
    code = locate_points_in(points, outlines)
    return some.assign(area_code=code.where(code != ""), problem=found["problem"])


def majority(placed: pd.DataFrame) -> pd.DataFrame:
    """Each LSOA once: the locality with most of the postcodes listed in it, first by code when tied."""
    keys = ["area_code", "locality_code"]
    counts = placed.dropna(subset=["area_code"]).groupby(keys).size().rename("n").reset_index()
    ranked = counts.sort_values(["area_code", "n", "locality_code"], ascending=[True, False, True])
    return ranked.drop_duplicates("area_code")[keys]


def placed_members(members: pd.DataFrame, council: Council | str | None) -> pd.DataFrame:
    """Every member beside the LSOAs it stands for, with the reason where there is none."""
    table = lookup(council)
    kinds = [areas_of_kind(members, table, kind) for kind in LOOKUP_COLUMN]
    other = members[~members["member_kind"].isin([*LOOKUP_COLUMN, "postcode"])]
    postcodes = areas_of_postcodes(members, areas(council))
    placed = pd.concat([*kinds, postcodes, other], ignore_index=True).astype({"area_code": "str"})
    return placed.assign(reason=reasons(placed, council).where(placed["area_code"].isna(), ""))


def reasons(placed: pd.DataFrame, council: Council | str | None) -> pd.Series:
    """Why a member without areas has none."""
    outside = "not in England or Wales" if council is None else "not in this council"
    words = {
        "lsoa11": f"not an LSOA of 2011, or {outside}",
        "ward": f"not a ward as at May 2025, or {outside}",
        "lad": f"not a district as at November 2025, or {outside}",
        "postcode": f"postcode {outside}",
    }
    reason = placed["member_kind"].map(words).fillna("a kind of area we cannot use")
    problem = placed["problem"].fillna("")
    return reason.mask(problem != "", problem)


def area_pairs(placed: pd.DataFrame) -> pd.DataFrame:
    """LSOA and locality, each pair once; postcodes decide an LSOA by majority."""
    is_postcode = placed["member_kind"] == "postcode"
    listed = placed.loc[~is_postcode, ["area_code", "locality_code"]].dropna()
    pairs = pd.concat([listed, majority(placed[is_postcode])], ignore_index=True)
    return pairs.drop_duplicates(ignore_index=True)


def overlaps_in(pairs: pd.DataFrame) -> pd.DataFrame:
    """Areas that stand in more than one locality."""
    joined = pairs.sort_values(["area_code", "locality_code"]).groupby("area_code")["locality_code"]
    twice = joined.agg("; ".join)[joined.size() > 1]
    return twice.rename("locality_codes").reset_index()


def postcodes_in_two(placed: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Postcodes that stand in more than one locality, and where the area of each was put."""
    known = placed[(placed["member_kind"] == "postcode") & placed["area_code"].notna()]
    some = known[known.groupby("member_code")["locality_code"].transform("nunique") > 1]
    chosen = pairs.drop_duplicates("area_code").set_index("area_code")["locality_code"]
    names = placed.drop_duplicates("locality_code").set_index("locality_code")["locality_name"]
    rows = [
        (code, tuple(part["locality_code"].drop_duplicates().map(names)), names[chosen[part["area_code"].iloc[0]]])
        for code, part in some.groupby("member_code", sort=False)
    ]
    return pd.DataFrame(rows, columns=["member_code", "locality_names", "put_in"])


def outlines_of(pairs: pd.DataFrame, outlines: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """One outline per locality, by code."""
    shapes = {
        code: dissolved(outlines, some.set_index("area_code")["locality_code"]).get(code)
        for code, some in pairs.groupby("locality_code")
    }
    return gpd.GeoSeries(shapes, crs=outlines.crs)


def described(members: pd.DataFrame, outlines: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """One row per locality in the order of the list, with its outline (missing when nothing matched)."""
    groups = members.groupby("locality_code", sort=False)
    only_postcodes = (members["member_kind"] == "postcode").groupby(members["locality_code"], sort=False).all()
    made_of = only_postcodes.map({True: "postcodes", False: "areas"}).astype("str")
    rows = pd.DataFrame(
        {"locality_name": groups["locality_name"].first(), "made_of": made_of, "n_members": groups.size()}
    )
    rows = rows.assign(geometry=outlines.reindex(rows.index)).rename_axis("locality_code").reset_index()
    return gpd.GeoDataFrame(rows[LOCALITY_COLUMNS].astype({"n_members": "Int64"}), crs=4326)


def every_area(pairs: pd.DataFrame, localities: pd.DataFrame, council: Council | str | None) -> pd.DataFrame:
    """Every LSOA of the council beside its locality, blank where it has none."""
    names = localities.set_index("locality_code")["locality_name"]
    codes = lookup(council)[["lsoa11_code"]].rename(columns={"lsoa11_code": "area_code"})
    full = codes.merge(pairs, on="area_code", how="left").fillna({"locality_code": ""})
    return full.assign(locality_name=full["locality_code"].map(names).fillna("").astype("str"))


def localities_from_members(members: pd.DataFrame, council: Council | str | None) -> LocalitiesBuilt:
    """Build localities from a list of the areas or postcodes in each.

    Parameters
    ----------
    members
        One row per member: ``locality_name, member_kind`` (``lsoa11``, ``ward``, ``lad`` or
        ``postcode``), ``member_code`` and, where given, ``locality_code``.
    council
        Where to look; ``None`` for the whole of England and Wales.

    Returns
    -------
    LocalitiesBuilt
        An area listed in two localities is in both outlines and in ``overlaps``. Postcodes give
        whole LSOAs: see :data:`POSTCODE_CAVEAT`.
    """
    tidy = tidied_members(members)
    placed = placed_members(tidy, council)
    pairs = area_pairs(placed)
    localities = described(tidy, outlines_of(pairs, areas(council)))
    lost = placed[placed["reason"] != ""]
    unmatched = lost[["locality_name", "member_kind", "member_code", "reason"]].reset_index(drop=True)
    return LocalitiesBuilt(
        localities,
        overlaps_in(pairs),
        postcodes_in_two(placed, pairs),
        unmatched,
        every_area(pairs, localities, council),
    )
