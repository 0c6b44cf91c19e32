"""Localities listed by wards of another year, or by small areas of 2021, built on the small areas drawn here."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import pandas as pd

from lib.datasets import Dataset
from lib.geography.carrying import said_of
from lib.geography.conversion import tidied_lookup
from lib.geography.councils import Council
from lib.geography.files import whole_lookup
from lib.geography.localities import LOCALITY_COLUMNS, localities_from_members
from lib.geography.vintages import known_codes
from lib.geography.ward_pieces import pieces_of
from lib.geography.ward_years import lookup_for
from lib.geography.wards import not_of_today
from lib.geography.wards_named import wards_named

CAVEAT = "Localities listed by areas of another year were built from the small areas of 2011 that make them up."
_MEMBER = ["member_kind", "member_code", "locality_code", "locality_name"]


@dataclass(frozen=True)
class CarriedLocalities:
    """Localities on the small areas here, and what became of members that are not of today.

    ``wards`` and ``small`` are the members of another year, ``lost`` those of them that could not be placed, with their
    ``locality_name``; ``year`` is what the lookup says of the wards, else the heading of their codes. ``unnamed`` are
    wards that the file names alone and whose names no ward of the council has, or several; ``named`` is the year of the
    wards that the other names were taken for, ``''`` where the file has codes.
    """

    dataset: Dataset
    wards: tuple[str, ...]
    small: tuple[str, ...]
    lost: pd.DataFrame
    year: str = ""
    unnamed: tuple[str, ...] = ()
    named: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether any locality has an outline."""
        return bool(self.dataset.frame["geometry"].notna().any())


def carry_localities(dataset: Dataset, wards: Dataset | None, pairs: Dataset | None) -> CarriedLocalities | None:
    """Build localities from the small areas of their members; ``None`` where every member is of today."""
    members = dataset.parts.get("members")
    if dataset.kind != "localities" or members is None or members.empty:
        return None
    is_small = members["member_kind"].eq("lsoa11")
    known = known_codes("lsoa11_code")
    small = tuple(sorted(set(members.loc[is_small, "member_code"]) - known))
    other = not_of_today(members.loc[members["member_kind"].eq("ward"), "member_code"])
    if not small and not other:
        return None
    placed, year = _placed(members, wards, pairs, other, small)
    if placed.empty:
        return CarriedLocalities(dataset, other, small, _lost(members, {*other, *small}))
    lost = _lost(members, {*other, *small} - set(placed["given"]))
    stands = members[~members["member_code"].isin(placed["given"])]
    today = pd.concat([stands[_MEMBER], placed[_MEMBER]], ignore_index=True).drop_duplicates(ignore_index=True)
    frame, parts = _built(dataset, today)
    carried = said_of(Dataset(dataset.kind, frame, dataset.provenance, parts), frame, (wards, pairs), CAVEAT)
    return CarriedLocalities(carried, other, small, lost, year)


def _placed(
    members: pd.DataFrame, wards: Dataset | None, pairs: Dataset | None, other: tuple[str, ...], small: tuple[str, ...]
) -> tuple[pd.DataFrame, str]:
    """Members of today in the place of those given (``given``), and the year of the wards."""
    listed = members.rename(columns={"member_code": "given"}).drop(columns="member_kind")
    steps, year = [_of_small(pairs, small)], ""
    if wards is not None and other:
        pieces = pieces_of(lookup_for(wards.frame, other), pairs, None).touched(other)
        year = pieces.year
        steps.append(pieces.frame[["ward_code", "small"]].set_axis(["given", "member_code"], axis=1))
    every = pd.concat(steps).merge(listed, on="given")
    kinds = every["member_code"].isin(known_codes("ward_code")).map({True: "ward", False: "lsoa11"})
    once = every.assign(member_kind=kinds.astype("str")).drop_duplicates("member_code", ignore_index=True)
    return once, year


def _of_small(pairs: Dataset | None, small: tuple[str, ...]) -> pd.DataFrame:
    """The small area of 2011 that each of these small areas of 2021 is part of."""
    if pairs is None or not small:
        return pd.DataFrame({"given": [], "member_code": []}, dtype="str")
    table = tidied_lookup(pairs.frame)
    table = table[table["lsoa21_code"].isin(small)]
    return pd.DataFrame({"given": table["lsoa21_code"], "member_code": table["lsoa11_code"]})


def _built(dataset: Dataset, members: pd.DataFrame) -> tuple[gpd.GeoDataFrame, dict[str, pd.DataFrame]]:
    """The localities drawn, saying as many members as the file gave."""
    built = localities_from_members(members, _council_of(members))
    given = dataset.frame.set_index("locality_code")["n_members"]
    frame = built.localities.assign(n_members=built.localities["locality_code"].map(given).astype("Int64"))
    in_order = pd.Index(frame["locality_code"]).get_indexer(given.index)
    frame = frame.iloc[in_order[in_order >= 0]].reset_index(drop=True)
    areas = built.areas[built.areas["locality_code"].ne("")].reset_index(drop=True)
    return frame, {**dataset.parts, "members": members, "areas": areas}


def _council_of(members: pd.DataFrame) -> str | None:
    """The one English council that holds every member; ``None`` where several do."""
    whole = whole_lookup()
    is_in = whole["lsoa11_code"].isin(members["member_code"]) | whole["ward_code"].isin(members["member_code"])
    found = whole.loc[is_in, "la_code"].unique()
    return str(found[0]) if len(found) == 1 and str(found[0]).startswith("E") else None


def _lost(members: pd.DataFrame, codes: set[str]) -> pd.DataFrame:
    return members.loc[members["member_code"].isin(codes), ["locality_name", "member_code"]].reset_index(drop=True)


def wards_as_localities(
    activity: Dataset, wards: Dataset | None, pairs: Dataset | None, council: Council | None = None
) -> CarriedLocalities | None:
    """The wards that figures of home care are given for, each a locality; ``None`` where rows are not by ward.

    ``activity`` has ``locality_name`` and ``area_code``, which is ``''`` for wards that are named alone: these are
    looked up among the wards of ``council``.
    """
    if "area_code" not in activity.frame:
        return None
    rows = activity.frame[~activity.frame["is_unallocated"].fillna(False).astype(bool)]
    listed = rows.assign(area_code=rows["area_code"].fillna(""))[["area_code", "locality_name"]].drop_duplicates()
    year, named = activity.code_year, ""
    is_bare = listed["area_code"].eq("")
    if is_bare.any() and council is not None:
        table = None if wards is None else wards.frame
        found = wards_named(listed.loc[is_bare, "locality_name"], table, council, year)
        codes, named = listed["locality_name"].map(found.codes), found.year
        listed = listed.assign(area_code=listed["area_code"].mask(is_bare, codes).fillna(""))
    unnamed = tuple(listed.loc[listed["area_code"].eq(""), "locality_name"])
    made = _made_of_wards(activity, listed[listed["area_code"].ne("")].drop_duplicates("area_code"))
    members = made.parts["members"]
    carried = carry_localities(made, wards, pairs) or CarriedLocalities(made, (), (), _lost(members, set()))
    lost = pd.concat([carried.lost, pd.DataFrame({"locality_name": unnamed, "member_code": ""}, dtype="str")])
    return replace(carried, lost=lost.reset_index(drop=True), year=carried.year or year, unnamed=unnamed, named=named)


def _made_of_wards(activity: Dataset, listed: pd.DataFrame) -> Dataset:
    """Localities of one ward each (``area_code, locality_name``)."""
    members = pd.DataFrame(
        {
            "member_kind": "ward",
            "member_code": listed["area_code"],
            "locality_code": listed["area_code"],
            "locality_name": listed["locality_name"],
        }
    ).reset_index(drop=True)
    said = replace(activity.provenance, title=f"The wards of {activity.provenance.title.lower()}", caveat="")
    if members.empty:
        none = gpd.GeoDataFrame({name: [] for name in LOCALITY_COLUMNS}, geometry="geometry", crs=4326)
        return Dataset("localities", none, said, {"members": members})
    built = localities_from_members(members, _council_of(members))
    return Dataset("localities", built.localities, said, {"members": members})
