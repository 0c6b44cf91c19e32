"""What two versions add up to, which categories they name, and what was left out of each."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from lib.measures.changed_rows import as_words, keys_of, plain

#: Columns whose values are categories. Several in one cell are joined with ``'; '``.
CATEGORIES: dict[str, tuple[str, ...]] = {
    "homes": ("home_kind", "rating", "specialisms", "la_name", "provider_name"),
    "closed_homes": ("home_kind", "la_name"),
    "council_homes": ("fee_band", "embargo_said", "provider_name", "brand_name"),
    "localities": ("made_of",),
    "locality_activity": ("locality_name", "period"),
    "characteristics": ("area", "period", "characteristic", "characteristic_group"),
    "outlines": ("area_kind",),
}
#: Columns that may be added up, and within what: people who wait in two months are not twice as many people, and
#: each characteristic divides the same people. Rates are never added up.
TOTALS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "homes": ((), ("registered_beds",)),
    "locality_activity": (("period",), ("hours", "packages", "people_waiting")),
    "characteristics": (("area", "period", "characteristic"), ("users_count", "population_count")),
    "population": (
        (),
        ("population", "population_18_plus", "population_65_plus", "population_75_plus", "population_85_plus"),
    ),
}
_SEPARATOR = "; "


def categories_added_and_gone(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> pd.DataFrame:
    """One row per category that one version names and the other does not: ``column, category, change`` and rows."""
    named = [name for name in _category_columns(before, after, kind) if name in before and name in after]
    counted = [_counted(before[name], after[name]).assign(column=name) for name in named]
    columns = ["column", "category", "change", "rows_before", "rows_after"]
    if not counted:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
    every = pd.concat(counted, ignore_index=True)
    every["change"] = every["rows_before"].eq(0).map({True: "added", False: "gone"}).astype("str")
    return every.loc[every["rows_before"].eq(0) | every["rows_after"].eq(0), columns].reset_index(drop=True)


def totals_of_both(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> pd.DataFrame:
    """What may be added up of both versions, side by side.

    One row per group, or one row: ``rows_before, rows_after`` and, of each column, ``<column>_before``,
    ``<column>_after`` (missing when no row gives it) and ``<column>_not_given_before``, ``…_after``: the rows
    that give no figure, hidden ones included, so that the total is of the others only.
    """
    by, columns = TOTALS.get(kind, ((), ()))
    within = [name for name in by if name in before and name in after]
    summed = [name for name in columns if name in before or name in after]
    sides = [_totals(frame, within, summed).add_suffix(f"_{when}") for when, frame in _both(before, after)]
    joined = sides[0].join(sides[1], how="outer")
    ordered = [f"{name}_{when}" for name in _with_gaps(summed) for when in ("before", "after")]
    counts = {name: "Int64" for name in ordered if name.startswith("rows_") or "_not_given_" in name}
    joined[list(counts)] = joined[list(counts)].fillna(0)
    return joined[ordered].astype(counts).reset_index(drop=not within)


def tallied(before: pd.DataFrame, after: pd.DataFrame, by: list[str], what: str) -> pd.DataFrame:
    """How many rows each group has in both versions: ``by``, ``<what>_before``, ``<what>_after``."""
    sides = [
        frame.groupby(by, dropna=False, observed=False).size().rename(when) for when, frame in _both(before, after)
    ]
    counted = pd.concat(sides, axis=1).fillna(0).astype("Int64").add_prefix(f"{what}_")
    return counted.rename_axis(by).reset_index()


def _both(before: pd.DataFrame, after: pd.DataFrame) -> Iterable[tuple[str, pd.DataFrame]]:
    return (("before", before), ("after", after))


def _category_columns(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> tuple[str, ...]:
    """Those listed above, or the columns of words of a kind that is not."""
    listed = CATEGORIES.get(kind)
    return listed if listed is not None else keys_of(plain(before), plain(after), kind)


def _counted(old: pd.Series, new: pd.Series) -> pd.DataFrame:
    rows_before, rows_after = _rows_of_each(old), _rows_of_each(new)
    counted = pd.concat({"rows_before": rows_before, "rows_after": rows_after}, axis=1).fillna(0).astype("Int64")
    return counted.rename_axis("category").reset_index().astype({"category": "str"})


def _rows_of_each(values: pd.Series) -> pd.Series:
    each = as_words(values).str.split(_SEPARATOR).explode().str.strip()
    return each[each.ne("")].value_counts().sort_index()


def _with_gaps(columns: list[str]) -> list[str]:
    return ["rows", *(one for name in columns for one in (name, f"{name}_not_given"))]


def _totals(frame: pd.DataFrame, within: list[str], summed: list[str]) -> pd.DataFrame:
    figures = plain(frame).reindex(columns=[*within, *summed])
    figures = figures.assign(rows=1, **{f"{name}_not_given": figures[name].isna().astype("int64") for name in summed})
    if not within:
        return figures[_with_gaps(summed)].sum(min_count=1).to_frame().T
    groups = figures.groupby(within, dropna=False, observed=False, sort=True)
    return groups[_with_gaps(summed)].sum(min_count=1)
