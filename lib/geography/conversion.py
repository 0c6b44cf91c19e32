"""Figures on LSOA 2021 carried to the outlines of LSOA 2011."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from lib.geography.vintages import is_among

LOOKUP_NAMES = {
    "lsoa11_code": "lsoa11_code",
    "lsoa11cd": "lsoa11_code",
    "lsoa21_code": "lsoa21_code",
    "lsoa21cd": "lsoa21_code",
    "change_code": "change_code",
    "chgind": "change_code",
}
COMPLEX = "X"


@dataclass(frozen=True)
class Conversion:
    """Figures on LSOA 2011, and what was lost on the way.

    Attributes
    ----------
    frame
        One row per LSOA 2011: ``area_code``, the counts and rates asked for, and ``carried``:
        ``unchanged``, ``split`` (made of several 2021 areas), ``merged`` (part of one 2021 area)
        or ``complex``.
    unmatched
        Areas of the input that could not be carried: ``area_code, reason``.
    lossy
        Areas of ``frame`` whose figures rest on an assumption: ``area_code, carried, what``.
    """

    frame: pd.DataFrame
    unmatched: pd.DataFrame
    lossy: pd.DataFrame


def tidied_lookup(lookup: pd.DataFrame) -> pd.DataFrame:
    """A lookup under our own column names: one row per pair of a 2011 and a 2021 area."""
    named = lookup.rename(columns=lambda name: LOOKUP_NAMES.get(str(name).strip().lower(), name))
    missing = {"lsoa11_code", "lsoa21_code"} - set(named.columns)
    if missing:
        raise ValueError(f"the lookup has no column for {', '.join(sorted(missing))}")
    if "change_code" not in named:
        named = named.assign(change_code="")
    pairs = named[["lsoa11_code", "lsoa21_code", "change_code"]].fillna("").astype("str")
    return pairs.drop_duplicates(["lsoa11_code", "lsoa21_code"], ignore_index=True)


def unchanged_lookup(codes: pd.Series) -> pd.DataFrame:
    """What is known without a lookup: a code of 2021 that also stood in 2011 is the same area."""
    same = codes[is_among(codes, "lsoa11_code")]
    return pd.DataFrame({"lsoa11_code": same, "lsoa21_code": same, "change_code": "U"})


def with_kind(pairs: pd.DataFrame) -> pd.DataFrame:
    """Say of each pair how its 2011 area was carried, from how often each side occurs."""
    parts = pairs.groupby("lsoa11_code")["lsoa21_code"].transform("size")
    wholes = pairs.groupby("lsoa21_code")["lsoa11_code"].transform("size")
    kind = pd.Series("unchanged", index=pairs.index, dtype="str")
    kind = kind.mask(parts > 1, "split").mask(wholes > 1, "merged")
    is_complex = pairs["change_code"].eq(COMPLEX) | ((parts > 1) & (wholes > 1))
    tangled = pairs.loc[is_complex, "lsoa11_code"]
    return pairs.assign(carried=kind.mask(pairs["lsoa11_code"].isin(tangled), "complex"), wholes=wholes)


def carried_figures(pairs: pd.DataFrame, counts: Sequence[str], rates: Sequence[str]) -> pd.DataFrame:
    """Sum counts (shared equally where areas merged) and average rates over the parts of each 2011 area.

    A 2011 area with a part that is missing, or missing in a figure, gets no figure.
    """
    shared = pairs.assign(**{name: pairs[name] / pairs["wholes"] for name in counts})
    grouped = shared.groupby("lsoa11_code")
    kinds = grouped["carried"].first()
    sums = {name: grouped[name].sum(skipna=False) for name in counts}
    means = {name: grouped[name].mean(skipna=False) for name in rates}
    figures = pd.DataFrame({**sums, **means, "carried": kinds}, index=kinds.index)
    return figures.rename_axis("area_code").reset_index()


def assumptions_in(carried: pd.DataFrame, counts: Sequence[str], rates: Sequence[str]) -> pd.DataFrame:
    """Say in words what each area that changed rests on; sums over a split area rest on nothing."""
    share = "counts shared equally between the areas that were merged" if counts else ""
    copied = "rates copied to each of the areas that were merged" if rates else ""
    average = "rates averaged over the parts, each part counting the same" if rates else ""
    words = {
        "merged": "; ".join(filter(None, [share, copied])),
        "split": average,
        "complex": "; ".join(filter(None, [share, average])),
    }
    changed = carried.loc[carried["carried"].isin([kind for kind in words if words[kind]])]
    listed = changed[["area_code", "carried"]]
    return listed.assign(what=listed["carried"].map(words)).reset_index(drop=True)


def numbers_of(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The frame's codes and figures alone, figures as floats, one row per code."""
    if frame["area_code"].duplicated().any():
        raise ValueError("an area code stands more than once; add up its rows first")
    figures = frame[["area_code", *columns]].astype(dict.fromkeys(columns, float))
    return figures.rename(columns={"area_code": "lsoa21_code"})


def convert_lsoa21(
    frame: pd.DataFrame,
    lookup: pd.DataFrame | None = None,
    counts: Sequence[str] = (),
    rates: Sequence[str] = (),
) -> Conversion:
    """Carry figures on LSOA 2021 to LSOA 2011.

    Unchanged areas keep their figures. A 2011 area that was split gets the sum of its parts' counts
    and the plain mean of their rates. 2011 areas that were merged share the count equally and each
    take the rate: both are assumptions, listed in ``lossy``. When a part has no row or no figure,
    the 2011 area has no figure rather than a part of one.

    Parameters
    ----------
    frame
        One row per LSOA 2021: ``area_code`` and numeric columns. Other columns are left out.
    lookup
        The user's 2011 to 2021 lookup: ``lsoa11_code, lsoa21_code`` and, where given,
        ``change_code`` (or ONS's ``LSOA11CD, LSOA21CD, CHGIND``). Without one, only codes that are
        the same in both years can be carried; the rest are listed as not matched.
    counts, rates
        Columns that add up, and columns that do not.

    Raises
    ------
    ValueError
        A code twice in ``frame``, or a lookup without its two columns of codes.
    """
    figures = numbers_of(frame, [*counts, *rates])
    pairs = unchanged_lookup(figures["lsoa21_code"]) if lookup is None else tidied_lookup(lookup)
    is_wanted = pairs["lsoa21_code"].isin(figures["lsoa21_code"])
    touched = pairs[pairs["lsoa11_code"].isin(pairs.loc[is_wanted, "lsoa11_code"])]
    whole = with_kind(pairs).loc[touched.index].merge(figures, on="lsoa21_code", how="left", validate="many_to_one")
    carried = carried_figures(whole, counts, rates)
    lost = figures.loc[~figures["lsoa21_code"].isin(pairs["lsoa21_code"]), "lsoa21_code"]
    reason = "changed since 2011: add a 2011 to 2021 lookup" if lookup is None else "not in the lookup"
    unmatched = pd.DataFrame({"area_code": lost.reset_index(drop=True), "reason": reason})
    return Conversion(carried, unmatched, assumptions_in(carried, counts, rates))
