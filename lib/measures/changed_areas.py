"""Two versions by areas of different years: which areas are the same, and which match none."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from lib.datasets import Dataset
from lib.geography import area_kind_of

_TODAY = "2025"
_KINDS = {"lsoa11": "small areas", "lsoa21": "small areas", "ward": "wards", "msoa": "middle areas"}
_PLACES = {"lad": "districts or councils", "la": "councils"}
_NONE = pd.DataFrame({"when": [], "area_code": [], "area_name": []}, dtype="str")


@dataclass(frozen=True)
class ChangedAreas:
    """Areas of two years beside each other.

    ``before``, ``after`` say what the areas of each version are. ``by_code`` and ``by_name`` count the areas found in
    both; ``unmatched`` has those found in one alone: ``when`` (``before`` or ``now``), ``area_code``, ``area_name``.
    ``renamed`` gives the code of now for each code of before that was matched by its name.
    """

    before: str
    after: str
    by_code: int
    by_name: int
    unmatched: pd.DataFrame
    renamed: dict[str, str]


def changed_areas(before: Dataset, after: Dataset, years: tuple[str, str] = ("", "")) -> ChangedAreas | None:
    """Compare the areas of two versions; ``None`` where they are of one year, or both have all of them.

    Areas are the same where the code is; wards, whose codes change whenever they are redrawn, also where the
    name is and no other area of either version has it. ``years`` are those of the codes of each version, where they
    are known.
    """
    old, new = _areas_of(before), _areas_of(after)
    if old.empty or new.empty or set(old["area_code"]) == set(new["area_code"]):
        return None
    was, now = (_said(areas["area_code"], year) for areas, year in zip((old, new), years, strict=True))
    alone_old, alone_new = old[~old["area_code"].isin(new["area_code"])], new[~new["area_code"].isin(old["area_code"])]
    both = len(old) - len(alone_old)
    is_unsure = was == now and "not stated" in was and 2 * both < len(new)
    if not (is_unsure or was != now):
        return None
    renamed = _renamed(alone_old, alone_new) if "wards" in was and "wards" in now else {}
    lost = {
        "before": alone_old[~alone_old["area_code"].isin(renamed)],
        "now": alone_new[~alone_new["area_code"].isin(renamed.values())],
    }
    unmatched = pd.concat([rows.assign(when=when) for when, rows in lost.items()], ignore_index=True)
    return ChangedAreas(was, now, both, len(renamed), unmatched[list(_NONE.columns)], renamed)


def by_codes_of_now(before: Dataset, found: ChangedAreas | None) -> Dataset:
    """The version before with the codes of now where an area was matched by its name."""
    if found is None or not found.renamed or "area_code" not in before.frame:
        return before
    codes = before.frame["area_code"]
    return replace(before, frame=before.frame.assign(area_code=codes.map(found.renamed).fillna(codes).astype("str")))


def _areas_of(dataset: Dataset) -> pd.DataFrame:
    """Each area once: ``area_code``, ``area_name``; of localities, the areas that make them up."""
    frame = dataset.parts.get("members", _NONE) if dataset.kind == "localities" else dataset.frame
    frame = frame.rename(columns={"member_code": "area_code"})
    if "area_code" not in frame:
        return _NONE[["area_code", "area_name"]]
    names = frame.get("area_name", frame.get("locality_name", pd.Series("", index=frame.index)))
    names = pd.Series("", index=frame.index) if dataset.kind == "localities" else names
    areas = pd.DataFrame({"area_code": frame["area_code"].astype("str"), "area_name": names.fillna("").astype("str")})
    is_code = areas["area_code"].str.fullmatch(r"[EW]\d{8}")
    return areas[is_code].drop_duplicates("area_code").reset_index(drop=True)


def _said(codes: pd.Series, year: str) -> str:
    """What areas are, with their year as far as it is known."""
    found = area_kind_of(codes)
    if found.kind == "ward":
        known = year or (_TODAY if found.n_matched == found.n_codes else "a year not stated")
        return f"wards of {known}"
    if found.kind in _PLACES:
        return _PLACES[found.kind] + (" of today" if found.n_matched == found.n_codes else ", some of which have ended")
    if found.kind not in _KINDS:
        return "areas of a kind not known here"
    return f"{_KINDS[found.kind]} of {'2021' if found.kind == 'lsoa21' else '2011'}"


def _renamed(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """The code of now of each code of before whose name no other area has."""
    left, right = (_once(rows) for rows in (old, new))
    shared = left.index.intersection(right.index)
    return dict(zip(left.loc[shared], right.loc[shared], strict=True))


def _once(rows: pd.DataFrame) -> pd.Series:
    """Code by plain name, of names that one area has."""
    names = rows["area_name"].str.casefold().str.split().str.join(" ")
    is_one = names.ne("") & ~names.duplicated(keep=False)
    return rows.loc[is_one, "area_code"].set_axis(names[is_one])
