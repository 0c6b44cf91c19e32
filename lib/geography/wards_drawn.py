"""Figures by wards of one year carried to outlines of wards of another, by the lookups of both years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from lib.datasets import Dataset
from lib.geography.carrying import BY_AREA
from lib.geography.files import whole_lookup
from lib.geography.vintages import area_kind_of, known_codes
from lib.geography.ward_pieces import Pieces, pieces_of
from lib.geography.ward_years import WardLookup, lookup_for
from lib.geography.wards import CarriedWards, carried_by

CAVEAT = "Figures by wards of another year were carried to the wards of the outlines in use."
_MOSTLY, _TODAY = 0.5, "May 2025"


def carry_to_wards(
    dataset: Dataset, outlines: Dataset, lookup: Dataset | None, pairs: Dataset | None, people: Dataset | None
) -> CarriedWards | None:
    """Carry indicators or population to the wards of ``outlines``.

    ``None`` where most of the outlines have a row already, where either is not of wards, or where the lookups in use
    (with the wards of May 2025, which are known here) do not have most wards of both. A ward of the outlines with a
    small area that the wards of the file do not cover gets no figure.
    """
    codes, drawn = dataset.frame.get("area_code"), outlines.frame["area_code"].astype(str)
    if dataset.kind not in BY_AREA or codes is None or drawn.isin(codes).mean() >= _MOSTLY:
        return None
    if any(area_kind_of(one).kind != "ward" for one in (codes, drawn)):
        return None
    given, wanted = (_lookup_of(lookup, one) for one in (codes.dropna().astype(str), drawn))
    if given is None or wanted is None:
        return None
    pieces = _onto(pieces_of(given, pairs, people), pieces_of(wanted, pairs, None))
    if pieces.frame.empty:
        return None
    names = outlines.frame.drop_duplicates("area_code").set_index("area_code")["area_name"]
    found = carried_by(dataset, pieces, tuple(sorted(set(codes))), (outlines, lookup, pairs, people), names, CAVEAT)
    return replace(found, onto=f"your outlines are of {wanted.said or 'another'}")


def _lookup_of(lookup: Dataset | None, codes: pd.Series) -> WardLookup | None:
    """The small areas of most of these wards: those of today, else by a lookup in use."""
    whole = whole_lookup()[["ward_code", "lsoa11_code"]].set_axis(["ward_code", "small_code"], axis=1)
    if codes.isin(known_codes("ward_code")).all():
        return WardLookup(whole.assign(ward_year=""), _TODAY)
    found = None if lookup is None else lookup_for(lookup.frame, codes)
    if found is None or codes.isin(found.frame["ward_code"]).mean() < _MOSTLY:
        return None
    return replace(found, frame=_by_small_areas(found.frame, whole))


def _by_small_areas(frame: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Wards of today in a lookup between wards give way to the small areas they are made of."""
    is_ward = frame["small_code"].isin(known_codes("ward_code"))
    areas = whole.set_axis(["between", "small_code"], axis=1)
    spread = frame[is_ward].rename(columns={"small_code": "between"}).merge(areas, on="between").drop(columns="between")
    return pd.concat([frame[~is_ward], spread], ignore_index=True)


def _onto(given: Pieces, wanted: Pieces) -> Pieces:
    """The pieces of the file's wards, each in the ward of the outlines that holds it, where all of that is covered."""
    home = wanted.frame.drop_duplicates("small").set_index("small")["ward_code"]
    covered = pd.Series(home.index.isin(given.frame["small"]), index=home.index).groupby(home.to_numpy()).all()
    placed = given.frame.assign(today=given.frame["small"].map(home))
    return replace(given, frame=placed[placed["today"].isin(_true_in(covered))], unplaced=given.unplaced.iloc[:0])


def _true_in(found: pd.Series) -> Iterable[str]:
    return set(found.index[found])
