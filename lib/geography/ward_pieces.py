"""The pieces that wards of another year and wards of today have in common: small areas, each with a weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from lib.datasets import Dataset
from lib.geography.conversion import tidied_lookup, unchanged_lookup
from lib.geography.files import whole_lookup
from lib.geography.vintages import area_kind_of, known_codes
from lib.geography.ward_years import WardLookup


@dataclass(frozen=True)
class Pieces:
    """One row of ``frame`` for each small area and ward of another year.

    ``ward_code``, ``small`` (of 2011, or a ward of today), ``today`` (its ward of today), ``lad_code``, ``weight`` and
    ``share`` (of its ward, 0 to 1). ``unplaced`` has the rows of the lookup whose small area is not known.
    """

    frame: pd.DataFrame
    unplaced: pd.DataFrame
    year: str
    by_people: bool

    def touched(self, codes: Iterable[str]) -> Pieces:
        """The pieces of every district that has one of these wards, and of the wards they share."""
        wards, more = set[str](), set(codes) & set(self.frame["ward_code"])
        while wards != more:
            wards = more
            lads = self.frame.loc[self.frame["ward_code"].isin(wards), "lad_code"]
            more = set(self.frame.loc[self.frame["lad_code"].isin(set(lads)), "ward_code"])
        frame = self.frame[self.frame["ward_code"].isin(wards)]
        return replace(self, frame=frame, unplaced=self.unplaced[self.unplaced["ward_code"].isin(wards)])

    def of_wards(self, codes: Iterable[str]) -> set[str]:
        """The wards of today that share ground with these wards."""
        return set(self.frame.loc[self.frame["ward_code"].isin(set(codes)), "today"])

    @property
    def n_unplaced(self) -> int:
        """Small areas of the lookup that are not known among those of 2011."""
        return self.unplaced["small_code"].nunique()

    @property
    def incomplete(self) -> set[str]:
        """Wards of today with a small area that the lookup does not place."""
        today = set(self.frame["today"])
        whole = whole_lookup()
        ours = whole[whole["ward_code"].isin(today - set(self.frame["small"]))]
        return set(ours.loc[~ours["lsoa11_code"].isin(set(self.frame["small"])), "ward_code"])

    @property
    def lacking(self) -> set[str]:
        """Those whose figure would be of a part alone: nothing new since 2011 can stand in for what is missing."""
        return set() if self.n_unplaced else self.incomplete

    def kinds(self) -> pd.Series:
        """How each ward of today is made of the others."""
        frame = self.frame
        wholes = frame.groupby("ward_code")["today"].transform("nunique").eq(1)
        is_known = ~frame["ward_code"].isin(set(self.unplaced["ward_code"])) & ~frame["today"].isin(self.incomplete)
        by_ward = pd.DataFrame({"whole": wholes, "known": is_known}).groupby(frame["today"]).all()
        one = frame.groupby("today")["ward_code"].nunique().eq(1)
        kind = pd.Series("redrawn", index=one.index, dtype="str")
        kind = kind.mask(one & ~by_ward["whole"], "part").mask(~one & by_ward["whole"], "joined")
        return kind.mask(one & by_ward["whole"], "unsure").mask(one & by_ward["whole"] & by_ward["known"], "unchanged")


def pieces_of(lookup: WardLookup, pairs: Dataset | None, people: Dataset | None) -> Pieces:
    """The pieces of a lookup (``ward_code, small_code, ward_year``), those of 2021 placed in those of 2011.

    A small area of 2011 in two wards of another year, since it was split, weighs the same in each. ``year`` is what is
    said of the year of the wards.
    """
    rows = lookup.frame
    placed = rows.merge(_places(rows["small_code"], pairs), on="small_code", how="left")
    is_placed = placed["today"].notna()
    frame = placed[is_placed].drop_duplicates(["ward_code", "small"], ignore_index=True)
    weights, by_people = _weights(frame, people)
    weight = weights / frame.groupby("small")["ward_code"].transform("size")
    share = weight / weight.groupby(frame["ward_code"]).transform("sum")
    frame = frame[["ward_code", "small", "today", "lad_code"]].assign(weight=weight, share=share)
    return Pieces(frame, placed[~is_placed], lookup.said, by_people)


def _places(codes: pd.Series, pairs: Dataset | None) -> pd.DataFrame:
    """``small_code, small, today, lad_code`` of each small area that is known here, or ward of today."""
    whole = whole_lookup()
    if area_kind_of(codes).kind == "ward":
        wards = whole.drop_duplicates("ward_code")[["ward_code", "lad_code"]]
        return wards.assign(small_code=wards["ward_code"], small=wards["ward_code"]).rename(
            columns={"ward_code": "today"}
        )
    known = _of_2011(codes.drop_duplicates(), pairs).rename(columns={"lsoa11_code": "small"})
    ours = whole[["lsoa11_code", "ward_code", "lad_code"]].set_axis(["small", "today", "lad_code"], axis=1)
    return known.merge(ours, on="small", validate="many_to_one")


def _of_2011(codes: pd.Series, pairs: Dataset | None) -> pd.DataFrame:
    """The small areas of 2011 of each code: by the lookup of both years for those of 2021, else of the same code."""
    if pairs is None or area_kind_of(codes).kind != "lsoa21":
        same = unchanged_lookup(codes)
    else:
        table = tidied_lookup(pairs.frame)
        same = pd.concat([table, unchanged_lookup(codes[~codes.isin(table["lsoa21_code"])])])
    return same[["lsoa11_code", "lsoa21_code"]].rename(columns={"lsoa21_code": "small_code"})


def _weights(frame: pd.DataFrame, people: Dataset | None) -> tuple[pd.Series, bool]:
    """The people of each small area, and whether they are known; where nobody says, each weighs the same.

    An area whose people are not known weighs as much as the middle one.
    """
    known = pd.Series(dtype="float64") if people is None else _people(people, frame)
    found = frame["small"].map(known)
    if found.isna().all():
        return pd.Series(1.0, index=frame.index), False
    return found.fillna(found.median()).clip(lower=1.0), True


def _people(people: Dataset, frame: pd.DataFrame) -> pd.Series:
    rows = people.frame.drop_duplicates("area_code").set_index("area_code")["population"].astype("float64")
    if not set(frame["small"]) <= known_codes("ward_code"):
        return rows
    ward = whole_lookup().set_index("lsoa11_code")["ward_code"]
    return rows.groupby(ward.reindex(rows.index)).sum(min_count=1)
