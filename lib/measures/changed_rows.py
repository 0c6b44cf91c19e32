"""Which row of one version is which row of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: What tells the rows of a kind apart: the first choice whose columns both versions have, filled in every row;
#: else the last, with as many of its columns as both have.
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "homes": (("cqc_location_id",), ("name", "postcode")),
    "closed_homes": (("cqc_location_id",), ("name", "postcode")),
    "council_homes": (("cqc_location_id",), ("name", "postcode")),
    "placements": (
        ("period", "placed_by", "placed_in", "home_kind", "reason", "cqc_location_id"),
        ("period", "placed_by", "placed_in", "home_kind", "reason", "care_home_postcode"),
    ),
    "travel_to_homes": (("area_code", "cqc_location_id"),),
    "localities": (("locality_code",), ("locality_name",)),
    "locality_activity": (("locality_name", "period"),),
    "provider_activity": (("locality_name", "provider_name", "period", "role"),),
    "discharges": (("locality_name", "hospital_name", "period"),),
    "pathways": (("pathway", "period"),),
    "providers": (("cqc_location_id",), ("name",)),
    "characteristics": (("area", "period", "characteristic", "characteristic_group"),),
    "indicators": (("area_code",),),
    "population": (("area_code",),),
    "outlines": (("area_code",),),
    "area_lookup": (("lsoa11_code", "lsoa21_code"),),
    "ward_lookup": (("ward_year", "ward_code", "small_code"),),
}
#: Columns that say where a row stood, not what it says.
PLACE_OF_ROW = ("source_row",)

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Rows by position: those in both versions (``before[i]`` is ``after[i]``), those gone, those added."""

    keys: tuple[str, ...]
    before: Positions
    after: Positions
    gone: Positions
    added: Positions


def pair_rows(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> Pairs:
    """Find each row in the other version by its keys, capitals and spaces aside.

    Rows with the same keys are paired in their order. Where each version is of one period, and not the
    same, rows are paired across the two.
    """
    keys = keys_of(before, after, kind)
    columns = [*keys, "nth"]
    left, right = _keyed(before, keys), _keyed(after, keys)
    both = left.merge(right, on=columns, how="outer", suffixes=("_before", "_after"), validate="one_to_one")
    in_before, in_after = both["at_before"].notna(), both["at_after"].notna()
    paired = both[in_before & in_after].sort_values("at_after")
    return Pairs(
        keys,
        _positions(paired["at_before"]),
        _positions(paired["at_after"]),
        np.sort(_positions(both.loc[~in_after, "at_before"])),
        np.sort(_positions(both.loc[~in_before, "at_after"])),
    )


def keys_of(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> tuple[str, ...]:
    """The columns that tell rows apart in both versions."""
    shared = [name for name in after.columns if name in before.columns]
    choices = KEYS.get(kind) or (_words(before, after, shared),)
    for choice in choices[:-1]:
        if set(choice) <= set(shared) and _is_filled(before, choice) and _is_filled(after, choice):
            return choice
    keys = tuple(name for name in choices[-1] if name in shared)
    return tuple(name for name in keys if name != "period" or not is_next_period(before, after))


def is_next_period(before: pd.DataFrame, after: pd.DataFrame) -> bool:
    """Whether each version is of one period, and not of the same."""
    if "period" not in before or "period" not in after:
        return False
    old, new = before["period"].unique(), after["period"].unique()
    return len(old) == 1 and len(new) == 1 and old[0] != new[0]


def rows_at(frame: pd.DataFrame, positions: Positions) -> pd.DataFrame:
    """Rows by position, numbered from 0, without outlines."""
    return plain(frame).iloc[positions].reset_index(drop=True)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame without its places and outlines."""
    places = [frame.geometry.name] if isinstance(frame, gpd.GeoDataFrame) else []
    return pd.DataFrame(frame.drop(columns=places))


def as_words(values: pd.Series) -> pd.Series:
    """Any column as words; missing is ``''``."""
    if pd.api.types.is_bool_dtype(values):
        said = values.astype("boolean").map({True: "yes", False: "no"})
    elif pd.api.types.is_datetime64_any_dtype(values):
        said = values.dt.strftime("%Y-%m-%d")
    else:
        said = values
    return said.astype("str").where(values.notna(), "")


def is_figures(values: pd.Series) -> bool:
    """Whether a column holds numbers."""
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _keyed(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The keys as plain words, which of its like a row is, and its position."""
    said = pd.DataFrame({name: _plainly(as_words(frame[name])) for name in keys}, index=frame.index)
    nth = said.groupby(list(keys), dropna=False, observed=False).cumcount() if keys else pd.RangeIndex(len(said))
    return said.assign(nth=np.asarray(nth), at=np.arange(len(said))).reset_index(drop=True)


def _plainly(words: pd.Series) -> pd.Series:
    return words.str.split().str.join(" ").str.casefold()


def _is_filled(frame: pd.DataFrame, keys: Sequence[str]) -> bool:
    return all(as_words(frame[name]).str.strip().ne("").all() for name in keys)


def _words(before: pd.DataFrame, after: pd.DataFrame, shared: Sequence[str]) -> tuple[str, ...]:
    """The columns of words of a kind that is not listed above."""
    places = {frame.geometry.name for frame in (before, after) if isinstance(frame, gpd.GeoDataFrame)}
    return tuple(name for name in shared if name not in places and not is_figures(after[name]))


def _positions(at: pd.Series) -> Positions:
    return at.to_numpy(dtype="int64")
