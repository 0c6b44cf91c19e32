"""Figures by wards of another year carried to the wards of today, through the small areas of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lib.datasets import Dataset
from lib.geography.carrying import BY_AREA, framed, kinds_of, said_of
from lib.geography.conversion import Conversion
from lib.geography.counts_behind import counts_behind
from lib.geography.files import whole_lookup
from lib.geography.vintages import PATTERNS, area_kind_of, known_codes
from lib.geography.ward_pieces import Pieces, pieces_of
from lib.geography.ward_years import lookup_for

WARDS_CAVEAT = "Figures by wards of another year were carried to the wards of May 2025."


@dataclass(frozen=True)
class CarriedWards:
    """Figures on the wards of today, and what was lost on the way.

    ``conversion.frame`` has ``carried``: ``unchanged`` (the same small areas), ``part`` (of one ward), ``joined``
    (several whole wards), ``redrawn`` or ``unsure`` (a small area of it could not be placed). It is ``None`` where no
    lookup in use has the codes: the figures then stand as they came. ``other`` are the codes not of today, ``year``
    what the lookup says of them, ``blank`` the wards left without a figure, ``unplaced`` the small areas of the lookup
    that are not known among those of 2011.
    """

    dataset: Dataset
    conversion: Conversion | None
    other: tuple[str, ...]
    has_lookup: bool
    counts: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    year: str = ""
    by_people: bool = False
    blank: tuple[str, ...] = ()
    unplaced: int = 0
    recounted: tuple[str, ...] = ()
    onto: str = "maps here are of May 2025"


def carry_wards(
    dataset: Dataset, lookup: Dataset | None, pairs: Dataset | None = None, people: Dataset | None = None
) -> CarriedWards | None:
    """Carry indicators or population to the wards of today; ``None`` when their codes are all of today.

    A district with any ward that is not of today is carried as a whole; wards of other districts stand as they are.
    Counts are shared over the small areas of a ward, by ``people`` (a population by small areas of 2011) or equally,
    and added up to whole numbers; rates are averaged with the same weights; other columns are kept for wards whose
    small areas are the same. ``pairs`` is the lookup from small areas of 2011 to 2021.
    """
    if dataset.kind not in BY_AREA or area_kind_of(dataset.frame["area_code"]).kind != "ward":
        return None
    other = not_of_today(dataset.frame["area_code"])
    if not other:
        return None
    found = None if lookup is None else pieces_of(lookup_for(lookup.frame, other), pairs, people).touched(other)
    if lookup is None or found is None or found.frame.empty:
        return CarriedWards(dataset, None, other, lookup is not None)
    return carried_by(dataset, found, other, (lookup, pairs, people), ward_names(), WARDS_CAVEAT)


def carried_by(
    dataset: Dataset,
    pieces: Pieces,
    other: tuple[str, ...],
    beside: Sequence[Dataset | None],
    names: pd.Series,
    caveat: str,
) -> CarriedWards:
    """The figures of wards given to the wards (``today``) that share their pieces, whose names are ``names``."""
    given = dataset.frame.drop_duplicates("area_code")
    counts, rates, left = kinds_of(given)
    is_ours = given["area_code"].isin(pieces.frame["ward_code"])
    behind = counts_behind(given[is_ours], dataset)
    averaged = tuple(name for name in rates if name not in behind.names)
    conversion = behind.shared(_conversion(behind.frame, pieces, [*counts, *behind.columns], averaged))
    lost = _lost(given.loc[~is_ours, "area_code"], conversion.frame["area_code"])
    whole = Conversion(conversion.frame, lost, conversion.lossy)
    today = _recoded(pieces, conversion).reindex(given["area_code"]).set_axis(given.index)
    codes = given["area_code"].mask(today.notna(), today)
    kept = given.assign(area_code=codes)[~given["area_code"].isin(lost["area_code"])]
    frame = framed(kept, is_ours.reindex(kept.index), whole, counts, left, names)
    figures = [*counts, *rates]
    blank = tuple(whole.frame.loc[whole.frame[figures].isna().all(axis=1), "area_code"]) if figures else ()
    said = behind.part(conversion, said_of(dataset, frame, beside, caveat))
    return CarriedWards(
        said, whole, other, True, counts, averaged, left,
        pieces.year, pieces.by_people, blank, pieces.n_unplaced, tuple(behind.names),
    )  # fmt: skip


def _conversion(given: pd.DataFrame, pieces: Pieces, counts: Sequence[str], rates: Sequence[str]) -> Conversion:
    """Figures by ward of today, for those with a part in the file; missing where a part has no row or no figure."""
    rows = pieces.frame[pieces.frame["today"].isin(pieces.of_wards(given["area_code"]))]
    own = given[["area_code", *counts, *rates]].astype(dict.fromkeys([*counts, *rates], float))
    joined = rows.merge(own, left_on="ward_code", right_on="area_code", how="left", validate="many_to_one")
    shared = {name: joined[name] * joined["share"] for name in counts}
    weighed = {name: joined[name] * joined["weight"] for name in rates}
    parts = pd.DataFrame({**shared, **weighed, "weight": joined["weight"]}, index=joined.index)
    sums = parts.groupby(joined["today"]).sum(skipna=False)
    figures = sums[list(counts)].join(sums[list(rates)].div(sums["weight"], axis=0))
    figures = figures[~figures.index.isin(pieces.lacking)].reindex(figures.index)
    frame = figures.assign(carried=pieces.kinds().reindex(figures.index)).rename_axis("area_code").reset_index()
    return Conversion(frame, frame.iloc[:0], _lossy(frame, pieces, counts, rates))


def _lossy(frame: pd.DataFrame, pieces: Pieces, counts: Sequence[str], rates: Sequence[str]) -> pd.DataFrame:
    """Each ward that is not the same in both years, with what its figures rest on."""
    how = "by the people in each" if pieces.by_people else "each counting the same"
    shared = f"counts shared over small areas, {how}" if counts else ""
    averaged = f"rates averaged over small areas, {how}" if rates else ""
    words = {
        "part": [shared, "rates are those of the ward it was part of" if rates else ""],
        "joined": ["counts added up" if counts else "", averaged],
        "redrawn": [shared, averaged],
        "unsure": [shared, averaged],
    }
    said = {kind: "; ".join(filter(None, some)) or "nothing" for kind, some in words.items()}
    changed = frame.loc[frame["carried"].ne("unchanged"), ["area_code", "carried"]].reset_index(drop=True)
    return changed.assign(what=changed["carried"].map(said))


def _recoded(pieces: Pieces, found: Conversion) -> pd.Series:
    """The code of today of each ward whose small areas are the same."""
    same = found.frame.loc[found.frame["carried"].eq("unchanged"), "area_code"]
    rows = pieces.frame[pieces.frame["today"].isin(same)].drop_duplicates("today")
    return rows.set_index("ward_code")["today"].astype("str")


def _lost(codes: pd.Series, carried: pd.Series) -> pd.DataFrame:
    """Wards that the lookup lacks: those not of today, and those of today that the others were carried to."""
    is_ward = codes.str.fullmatch(PATTERNS["ward"])
    stands = codes.isin(known_codes("ward_code")) & ~codes.isin(carried)
    lost = codes[is_ward & ~stands].reset_index(drop=True)
    return pd.DataFrame({"area_code": lost, "reason": "not in the lookup"})


def are_later(codes: Sequence[str]) -> list[bool]:
    """Whether each ward code is numbered above every one of its nation today: codes are given out in order."""
    last = {nation: max(code for code in known_codes("ward_code") if code[0] == nation) for nation in "EW"}
    return [code > last.get(code[0], "~") for code in codes]


def not_of_today(codes: pd.Series) -> tuple[str, ...]:
    """The ward codes among these that are not wards of today, in order."""
    wards = codes[codes.str.fullmatch(PATTERNS["ward"])].drop_duplicates()
    return tuple(sorted(set(wards) - known_codes("ward_code")))


def ward_names() -> pd.Series:
    """The name of each ward of today, by code."""
    return whole_lookup().drop_duplicates("ward_code").set_index("ward_code")["ward_name"]
