"""Tables by locality, as they may be shown, given to other localities by where people live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from lib.core.words import as_counted
from lib.disclosure import RULES, ProtectedTable, Rule
from lib.measures.home_care import match_names
from lib.measures.reaggregate import NOWHERE

_SHARE = "share_pct"


@dataclass(frozen=True)
class Columns:
    """What the columns of a table are: counts of people, amounts (hours), and averages over the hours."""

    counts: tuple[str, ...]
    amounts: tuple[str, ...] = ()
    averages: tuple[str, ...] = ()


def spread_shown(
    table: ProtectedTable, shares: pd.DataFrame, unallocated: str, columns: Columns, by: Sequence[str] = ()
) -> ProtectedTable:
    """Estimates for other localities, made of what is shown alone.

    Parameters
    ----------
    table
        One row per ``locality_name`` and what ``by`` names.
    shares
        As :func:`lib.measures.reaggregate.shares_of_people` gives them.
    unallocated
        The name of the row of no locality: it stays, and so does what goes to no new locality.
    columns
        Which columns are spread. Counts of people are rounded again, and hidden where small; a hidden count counts
        as the middle of what it may be. Hidden amounts are left out; where nothing is left, the sum is hidden.
        Averages are weighted by ``hours``.

    Returns
    -------
    ProtectedTable
        ``locality_name``, ``by`` and the columns. No choice of localities gives a hidden figure away, since nothing
        hidden is used.
    """
    rule = table.rule or RULES["none"]
    flags = {f"{name}_is_suppressed": table.is_hidden(name) for name in (*columns.counts, *columns.amounts)}
    return table.derive(
        lambda frame: _spread(frame.assign(**flags), shares, unallocated, columns, list(by), rule), columns.counts
    )


def _spread(
    frame: pd.DataFrame, shares: pd.DataFrame, unallocated: str, columns: Columns, by: list[str], rule: Rule
) -> pd.DataFrame:
    rows = placed_rows(frame, shares, unallocated)
    part = rows[_SHARE] / 100
    values = {name: _counted(rows, name, rule) * part for name in columns.counts}
    values |= {name: _numbers(rows[name]) * part for name in columns.amounts}
    groups = [rows["new_name"], *(rows[name] for name in by)]
    sums = pd.DataFrame(values).groupby(groups, sort=False).sum(min_count=1)
    for name in columns.averages:
        sums = sums.assign(**{name: _average(rows, name, part, groups)})
    hidden: dict[str, Any] = {
        f"{name}_is_suppressed": np.asarray(rule.hides(sums[name]), dtype=bool) for name in columns.counts
    }
    hidden |= {f"{name}_is_suppressed": _has_hidden(rows, name, groups) & sums[name].isna() for name in columns.amounts}
    rounded = {name: rule.rounds(sums[name]).mask(rule.hides(sums[name])) for name in columns.counts}
    found = sums.assign(**rounded, **hidden).astype(dict.fromkeys([*values, *columns.averages], "Float64"))
    table = found.rename_axis(["locality_name", *by] if by else "locality_name").reset_index()
    return table.sort_values(
        "locality_name", key=partial(_in_order, last=unallocated), kind="stable", ignore_index=True
    )


def _in_order(names: pd.Series, last: str) -> pd.Series:
    """What puts names in the order people count in, and one name after all others."""
    return names.eq(last).map({True: "1", False: "0"}) + names.astype(str).map(as_counted)


def placed_rows(frame: pd.DataFrame, shares: pd.DataFrame, unallocated: str) -> pd.DataFrame:
    """Each row once for every new locality that its old one shares people with: ``new_name`` and ``share_pct``."""
    known = match_names(frame["locality_name"], shares["old_name"].unique())["population_name"].to_numpy()
    joined = frame.assign(old_name=known).merge(shares, on="old_name", how="left", validate="many_to_many")
    is_nowhere = joined["new_name"].isna() | joined["new_name"].eq(NOWHERE)
    return joined.assign(
        new_name=joined["new_name"].mask(is_nowhere, unallocated), **{_SHARE: joined[_SHARE].fillna(100.0)}
    )


def _numbers(column: pd.Series) -> pd.Series:
    return column.astype("Float64").astype("float64")


def _counted(rows: pd.DataFrame, name: str, rule: Rule) -> pd.Series:
    """A count as shown; where it is hidden, the middle of what it may be."""
    middle = ((rule.lowest_hidden or 0) + (rule.highest_hidden or 0)) / 2
    shown = _numbers(rows[name])
    return shown.mask(_is_hidden(rows, name), middle)


def _is_hidden(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name].isna() & rows[f"{name}_is_suppressed"].astype(bool)


def _has_hidden(rows: pd.DataFrame, name: str, groups: list[pd.Series]) -> pd.Series:
    """Whether something hidden was left out of a sum."""
    return _is_hidden(rows, name).groupby(groups, sort=False).any()


def _average(rows: pd.DataFrame, name: str, part: pd.Series, groups: list[pd.Series]) -> pd.Series:
    values = _numbers(rows[name])
    weight = (_numbers(rows["hours"]) * part).where(values.notna())
    both = pd.DataFrame({"top": values * weight, "bottom": weight}).groupby(groups, sort=False).sum(min_count=1)
    return both["top"] / both["bottom"].where(both["bottom"] > 0)
