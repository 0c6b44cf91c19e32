"""Several lookups of wards in use together: which of them answers for a file, and one through another where certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from lib.core import hash_of
from lib.core.words import say_list
from lib.datasets import Dataset
from lib.geography.files import whole_lookup
from lib.geography.vintages import PATTERNS, area_kind_of, known_codes

OF_FILE = "of_file"  # the version of the file that a row of several lookups is of
_TODAY = "2025"  # the year of the wards here


@dataclass(frozen=True)
class WardLookup:
    """The rows that answer for some wards: ``ward_code, small_code``; the year of the wards, and those gone through."""

    frame: pd.DataFrame
    year: str = ""
    through: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """``2015, by way of those of 2018``; ``''`` where no year is known."""
        return f"{self.year}, by way of those of {say_list(list(self.through))}" if self.through else self.year


def together(before: Dataset | None, new: Dataset) -> Dataset:
    """A lookup beside those in use; rows of the same small areas and year are those of the new one.

    A file that is among those in use already takes the place of its own rows alone.
    """
    if before is None or before.kind != new.kind:
        return new
    old, own = _of_file(before), _of_file(new)
    again = old.set_index(["small_code", "ward_year"]).index.isin(own.set_index(["small_code", "ward_year"]).index)
    is_replaced = (again & old["ward_year"].ne("").to_numpy()) | old[OF_FILE].isin(versions_in(new))
    kept = old[~is_replaced]
    if kept.empty:
        return new
    frame = pd.concat([kept, own], ignore_index=True)
    first, last = before.provenance, new.provenance
    is_counted = versions_in(new) <= versions_in(before)
    said = replace(
        last,
        title=f"Wards of {say_list(_years(frame))}" if _years(frame) else last.title,
        source="; ".join(dict.fromkeys([*first.source.split("; "), last.source])),
        content_hash=hash_of(f"{first.content_hash} beside {last.content_hash}".encode()),
        rows_read=first.rows_read + (0 if is_counted else last.rows_read),
        rows_used=first.rows_used + (0 if is_counted else last.rows_used),
        rows_set_aside=first.rows_set_aside + (0 if is_counted else last.rows_set_aside),
    )
    return Dataset(new.kind, frame, said, new.parts)


def pair_of_years(lookup: pd.DataFrame) -> str:
    """What a lookup joins, in words: ``Wards of 2018 beside small areas of 2011``."""
    of = f"Wards of {say_list(_years(lookup))}" if _years(lookup) else "Wards of a year not stated"
    kind = area_kind_of(lookup["small_code"]).kind
    if kind != "ward":
        return f"{of} beside small areas of {'2021' if kind == 'lsoa21' else '2011'}"
    named = sorted({str(year) for year in lookup["small_year"] if year}) if "small_year" in lookup else []
    today = [_TODAY] if set(lookup["small_code"]) <= known_codes("ward_code") else []
    return f"{of} beside those of {say_list(named or today or ['another year'])}"


def versions_in(dataset: Dataset) -> set[str]:
    """The versions of the files that a lookup is made of."""
    return set(_of_file(dataset)[OF_FILE])


def year_of_wards(lookup: Dataset, codes: pd.Series) -> str:
    """The year of the lookup that has every one of these wards; ``''`` where none has, or codes are not of wards."""
    wanted = set(codes.dropna().astype(str))
    found = lookup_for(lookup.frame, wanted)
    return found.year if wanted and wanted <= set(found.frame["ward_code"]) else ""


def year_if_of_today(codes: pd.Series) -> str:
    """The year of the wards here, where every one of these codes is one of them; else ``''``."""
    found = area_kind_of(codes)
    return _TODAY if found.kind == "ward" and found.n_codes and found.n_matched == found.n_codes else ""


def lookup_for(lookup: pd.DataFrame, codes: Iterable[str]) -> WardLookup:
    """Of the lookups in ``lookup``, the one that has most of these wards, the latest where several have as many.

    A lookup between wards of two years of which neither is today's goes through another one, where exactly one of the
    others has all of its wards. Other files of the same year stand beside the one chosen.
    """
    parts = _parts(lookup)
    wanted = set(codes)
    ranked = sorted(parts, key=lambda one: (len(wanted & set(one["ward_code"])), _year(one)), reverse=True)
    first = ranked[0]
    beside = [one for one in ranked if _year(one) == _year(first) and _year(one)]
    frame = first if len(beside) < 2 else pd.concat(beside).drop_duplicates("small_code")
    found = WardLookup(frame.reset_index(drop=True), _year(first))
    for _ in parts:
        later = _through(found, [one for one in parts if _year(one) != found.year or not found.year])
        if later is None:
            return found
        found = later
    return found


def _through(found: WardLookup, others: list[pd.DataFrame]) -> WardLookup | None:
    """One step on for wards that are not today's; ``None`` where there are none, or no single lookup has them all."""
    frame = found.frame
    is_ward = frame["small_code"].str.fullmatch(PATTERNS["ward"])
    today = known_codes("ward_code")
    middle = set(frame.loc[is_ward & ~frame["small_code"].isin(today), "small_code"])
    able = [one for one in others if middle <= set(one["ward_code"])]
    if not middle or len(able) != 1:
        return None
    steps = able[0].loc[able[0]["ward_code"].isin(middle), ["ward_code", "small_code"]]
    areas = whole_lookup()[["ward_code", "lsoa11_code"]].set_axis(["ward_code", "small_code"], axis=1)
    ours = areas[areas["ward_code"].isin(set(frame["small_code"]) & today)]
    every = pd.concat([steps, ours]).rename(columns={"ward_code": "between"})
    stepped = frame[is_ward].merge(every, left_on="small_code", right_on="between", suffixes=("_old", ""))
    kept = pd.concat([frame[~is_ward], stepped])[["ward_code", "small_code", "ward_year"]]
    year = _year(able[0])
    return WardLookup(kept.drop_duplicates(ignore_index=True), found.year, (*found.through, year or "another year"))


def _parts(lookup: pd.DataFrame) -> list[pd.DataFrame]:
    """One frame for each file and year."""
    keys = [name for name in (OF_FILE, "ward_year") if name in lookup]
    return [rows for _, rows in lookup.groupby(keys, sort=False)]


def _year(frame: pd.DataFrame) -> str:
    years = frame["ward_year"].unique()
    return str(years[0]) if len(years) == 1 else ""


def _years(frame: pd.DataFrame) -> list[str]:
    return sorted({str(year) for year in frame["ward_year"] if year})


def _of_file(dataset: Dataset) -> pd.DataFrame:
    frame = dataset.frame
    return frame if OF_FILE in frame else frame.assign(**{OF_FILE: dataset.provenance.version})
