"""What rows that are in both versions say now, and said before: words, figures and places."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from lib.measures.changed_rows import PLACE_OF_ROW, Pairs, as_words, is_figures, is_next_period, rows_at

#: A share of the figure: two readings of the same figure may differ in the last digits a computer holds.
_SAME_FIGURE = 1e-9
#: A metre: the same postcode read twice is the same place.
_SAME_PLACE_KM = 0.001
_METRES = 27700  # British National Grid

Yes = NDArray[np.bool_]


@dataclass(frozen=True)
class ChangedValues:
    """Frames described in :class:`lib.measures.changes.Changes`, and how many rows have any change."""

    words: pd.DataFrame
    figures: pd.DataFrame
    places: pd.DataFrame
    n_rows: int


def changed_values(before: pd.DataFrame, after: pd.DataFrame, pairs: Pairs) -> ChangedValues:
    """Compare every column that both versions have, row by row."""
    old, new = rows_at(before, pairs.before), rows_at(after, pairs.after)
    said = _who(old, new, pairs)
    numbers, texts = _columns(old, new, skip_period=is_next_period(before, after))
    words, any_word = _changed_words(old, new, texts, said)
    figures, any_figure = _changed_figures(old, new, numbers, said)
    places, any_place = _changed_places(before, after, pairs, said)
    return ChangedValues(words, figures, places, int((any_word | any_figure | any_place).sum()))


def differ(old: pd.Series, new: pd.Series) -> Yes:
    """Which figures are not the same; missing is the same as missing only."""
    left, right = (values.to_numpy(dtype="float64", na_value=np.nan) for values in (old, new))
    return ~np.isclose(left, right, rtol=_SAME_FIGURE, atol=0, equal_nan=True)


def _who(old: pd.DataFrame, new: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """The keys of each row as written now, and where it stands in each file."""
    said = new[list(pairs.keys)]
    for name in PLACE_OF_ROW:
        for when, frame in (("before", old), ("after", new)):
            if name in frame:
                said = said.assign(**{f"{name}_{when}": frame[name]})
    return said


def _columns(old: pd.DataFrame, new: pd.DataFrame, *, skip_period: bool) -> tuple[list[str], list[str]]:
    """The columns of figures and those of words. What is a figure in one version only is compared as words."""
    skipped = {*PLACE_OF_ROW, *(("period",) if skip_period else ())}
    shared = [name for name in new.columns if name in old.columns and name not in skipped]
    numbers = [name for name in shared if is_figures(old[name]) and is_figures(new[name])]
    return numbers, [name for name in shared if name not in numbers]


def _changed_words(
    old: pd.DataFrame, new: pd.DataFrame, names: list[str], said: pd.DataFrame
) -> tuple[pd.DataFrame, Yes]:
    any_change, parts = np.zeros(len(new), dtype=bool), []
    for name in names:
        left, right = as_words(old[name]), as_words(new[name])
        changed = left.ne(right).to_numpy()
        any_change |= changed
        parts.append(said[changed].assign(column=name, before=left[changed], after=right[changed]))
    columns = [*said.columns, "column", "before", "after"]
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    typed = frame.astype(dict.fromkeys(("column", "before", "after"), "str"))
    return typed.sort_index(kind="stable").reset_index(drop=True), any_change


def _changed_figures(
    old: pd.DataFrame, new: pd.DataFrame, names: list[str], said: pd.DataFrame
) -> tuple[pd.DataFrame, Yes]:
    changed = {name: differ(old[name], new[name]) for name in names}
    shown = [name for name in names if changed[name].any()]
    any_change = np.logical_or.reduce([changed[name] for name in shown]) if shown else np.zeros(len(new), dtype=bool)
    both = {f"{name}_{when}": frame[name] for name in shown for when, frame in (("before", old), ("after", new))}
    return said.assign(**both)[any_change].reset_index(drop=True), any_change


def _changed_places(
    before: pd.DataFrame, after: pd.DataFrame, pairs: Pairs, said: pd.DataFrame
) -> tuple[pd.DataFrame, Yes]:
    if not (isinstance(before, gpd.GeoDataFrame) and isinstance(after, gpd.GeoDataFrame)):
        nothing = np.zeros(len(said), dtype=bool)
        return _places(said, nothing.astype("str"), np.full(len(said), np.nan))[nothing], nothing
    old, new = _shapes(before, pairs.before), _shapes(after, pairs.after)
    had, has = ~shapely.is_missing(old), ~shapely.is_missing(new)
    km = shapely.distance(old, new) / 1_000
    is_point = (shapely.get_type_id(old) == 0) & (shapely.get_type_id(new) == 0)
    redrawn = had & has & ~is_point & ~shapely.equals_exact(shapely.normalize(old), shapely.normalize(new), 0.01)
    moved = is_point & (km > _SAME_PLACE_KM)
    what = np.select(
        [had & ~has, has & ~had, moved, redrawn], ["no longer placed", "placed", "moved", "outline changed"], ""
    )
    changed = what != ""
    return _places(said, what, np.where(moved, km, np.nan))[changed].reset_index(drop=True), changed


def _places(said: pd.DataFrame, what: np.ndarray, moved_km: np.ndarray) -> pd.DataFrame:
    return said.assign(what=pd.array(what, dtype="str"), moved_km=moved_km)


def _shapes(frame: gpd.GeoDataFrame, positions: NDArray[np.int64]) -> np.ndarray:
    """Places in metres."""
    return np.asarray(frame.geometry.iloc[positions].to_crs(_METRES).values)
