"""What a table of groups gives: counts or percentages, the base, the population, and how finely rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib.measures.intervals import Floats, Yes, floats

#: A number of people for every characteristic, one for each, or one for each row (by the index of the frame).
Base = float | Mapping[str, float] | pd.Series | None
#: Columns that part one table of groups from another, where the frame has them.
TABLE_COLUMNS = ("area", "area_code", "period")
UNKNOWN_NAMES = (
    "unknown",
    "not known",
    "undeclared",
    "refused",
    "not stated",
    "not recorded",
    "declined",
    "prefer not to say",
)
_MOST_DECIMALS = 6  # beyond this a percentage was computed, not printed


@dataclass(frozen=True)
class Given:
    """One entry per row: people (``NaN`` when not given), shares from 0 to 1, half the last printed digit."""

    table: NDArray[np.int64]
    users: Floats
    base: Floats
    users_share: Floats
    users_half: Floats
    population: Floats
    population_base: Floats
    population_share: Floats
    population_half: Floats
    counted: Yes  # the file gave a number of users, not only a percentage


def read_given(groups: pd.DataFrame, base: Base, population_base: Base, by: Sequence[str]) -> Given:
    """Line up what each row gives; nothing is guessed, what is not given is missing."""
    _require(groups)
    table = _tables(groups, by)
    names = groups["characteristic"]
    users, users_pct = _numbers(groups, "users_count"), _numbers(groups, "users_pct")
    population, population_pct = _numbers(groups, "population_count"), _numbers(groups, "population_pct")
    all_users = _totals(users, table, _base_for(base, names))
    everyone = _totals(population, table, _base_for(population_base, names), optional=is_unknown(groups))
    users_share, users_half = _shares(users, all_users, users_pct, table)
    population_share, population_half = _shares(population, everyone, population_pct, table)
    return Given(
        table=table,
        users=np.where(np.isnan(users), users_share * all_users, users),
        base=all_users,
        users_share=users_share,
        users_half=users_half,
        population=np.where(np.isnan(population), population_share * everyone, population),
        population_base=everyone,
        population_share=population_share,
        population_half=population_half,
        counted=~np.isnan(users),
    )


def is_unknown(groups: pd.DataFrame) -> Yes:
    """Rows that hold people whose group nobody recorded."""
    names = groups["characteristic_group"].astype("str").str.strip().str.lower()
    return names.str.startswith(UNKNOWN_NAMES).to_numpy(dtype=bool)


def table_sum(values: Floats, table: NDArray[np.int64]) -> Floats:
    """Sum over each row's table; a missing value makes the sum missing."""
    return floats(np.bincount(table, weights=values)[table] if len(table) else values)


def any_in_table(flags: Yes, table: NDArray[np.int64]) -> Yes:
    """Whether any row of each row's table is marked."""
    return table_sum(flags.astype("float64"), table) > 0


def _require(groups: pd.DataFrame) -> None:
    missing = {"characteristic", "characteristic_group"} - set(groups.columns)
    if missing:
        raise ValueError(f"groups lacks the columns {', '.join(sorted(missing))}")


def _tables(groups: pd.DataFrame, by: Sequence[str]) -> NDArray[np.int64]:
    """Number the tables: one for each characteristic in each area and period."""
    keys = ["characteristic", *(column for column in by if column in groups.columns)]
    numbers = groups.groupby(keys, dropna=False, observed=True, sort=False).ngroup()
    return np.asarray(numbers, dtype="int64")


def _numbers(groups: pd.DataFrame, column: str) -> Floats:
    if column not in groups.columns:
        return np.full(len(groups), np.nan)
    numbers = pd.to_numeric(groups[column], errors="coerce").astype("Float64")
    return floats(numbers.to_numpy(dtype="float64", na_value=np.nan))


def _base_for(base: Base, names: pd.Series) -> Floats:
    if isinstance(base, pd.Series) and base.index.equals(names.index):
        found = base
    elif isinstance(base, Mapping | pd.Series):
        found = names.map(dict(base))
    else:
        found = pd.Series(np.nan if base is None else base, index=names.index)
    given = found.to_numpy(dtype="float64", na_value=np.nan)
    return np.where(given > 0, given, np.nan)


def _totals(counts: Floats, table: NDArray[np.int64], stated: Floats, optional: Yes | None = None) -> Floats:
    """The base that was stated, or the sum of a table whose every count is given."""
    counts = counts if optional is None else np.where(optional & np.isnan(counts), 0.0, counts)
    sums = table_sum(counts, table)
    return np.where(np.isnan(stated), np.where(sums > 0, sums, np.nan), stated)


def _shares(counts: Floats, totals: Floats, pct: Floats, table: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Shares from counts where they are given, else from percentages; and the rounding of each."""
    with np.errstate(invalid="ignore", divide="ignore"):
        from_counts = counts / totals
    from_pct = np.where((pct >= 0) & (pct <= 100), pct / 100, np.nan)
    half = 0.5 * 10.0 ** -_decimals(pct, table) / 100
    counted = ~np.isnan(from_counts)
    return np.where(counted, from_counts, from_pct), np.where(counted, 0.0, half)


def _decimals(pct: Floats, table: NDArray[np.int64]) -> Floats:
    """Decimals the percentages of a table were printed with: the most that any of them shows."""
    own = np.array([_decimals_of(value) for value in pct], dtype="float64")
    most = np.zeros(table.max() + 1 if len(table) else 0)
    np.maximum.at(most, table, own)
    return most[table]


def _decimals_of(value: float) -> int:
    if np.isnan(value):
        return 0
    return len(f"{value:.{_MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
