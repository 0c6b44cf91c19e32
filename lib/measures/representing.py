"""Representation as it may be shown: small counts hidden and the rest rounded before any share is worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, public
from lib.measures.characteristic_rows import ALL_AREAS, ALL_GROUPS, ALL_OF, ELSEWHERE, places_of
from lib.measures.relative_rate import relative_rate_index
from lib.measures.representation import representation
from lib.measures.unknowns import unknown_bounds

_GIVEN = ("users_pct", "population_count", "population_pct", "came_hidden", *ELSEWHERE)
_COUNTS = ["users_count", "population_count"]
#: Locality -> the areas of a file it is made of.
Within = Mapping[str, Sequence[str]]


def protected_groups(
    groups: pd.DataFrame, rule: str | Rule = "asc", before: Sequence[ProtectedTable] = (), within: Within | None = None
) -> ProtectedTable:
    """Users of every group in every area and period, protected together.

    Parameters
    ----------
    groups
        One row a group, place and period, as :func:`lib.measures.characteristic_rows.whole_groups` gives;
        ``came_hidden`` (yes/no), where given, marks counts the file itself hid.
    rule
        Small-number rule, or its name.
    before
        Earlier versions of the same that have been shown.
    within
        Localities to add the areas up to, each a row :data:`ALL_OF` its areas: protected with the areas, so that
        neither is what the other hides. Earlier tables, which may be of other localities, are held against them.

    Returns
    -------
    ProtectedTable
        The rows, and for counted characteristics a row of all groups, and of all areas, for each table.
        What could be worked out by taking one area, or one group, from the whole is hidden as well: however
        areas are chosen afterwards, no choice gives away what another hides. Nor does another characteristic, where
        both part the same number of users. Percentages that came with
        counts are left out (they would give hidden counts away); others stay as they came.
    """
    keys = [name for name in ("characteristic", "characteristic_group", "area", "period") if name in groups]
    counted = groups["users_count"].notna().groupby(groups["characteristic"]).transform("any")
    masked = groups.assign(users_pct=groups["users_pct"].mask(counted))
    added = with_totals(masked[counted], keys, _COUNTS, within)
    rows = pd.concat([added, masked[~counted]], ignore_index=True)
    alongside = [name for name in _GIVEN if name in rows]
    totals, margins = totals_of(rows, keys, within), before if within else ()
    return protect(
        rows, rule, keys=keys, counts="users_count", alongside=alongside, totals=totals, before=before,
        margins=margins, same=same_people(rows, keys),
    )  # fmt: skip


def same_people(rows: pd.DataFrame, keys: Sequence[str]) -> pd.Series:
    """The place, period and step of each row of all groups: each characteristic parts the same people again."""
    said = pd.Series("", index=rows.index)
    for name in ("area", "period", "stage"):
        said = said + " in " + rows[name].astype("str") if name in keys else said
    return said.where(rows["characteristic_group"] == ALL_GROUPS)


def in_place(groups: ProtectedTable, area: str | None, period: str | None) -> ProtectedTable:
    """The rows of one area (:data:`ALL_AREAS` for the whole) and one period; ``None`` where there is no choice."""
    here = groups if area is None else groups.where(lambda frame: frame["area"] == area)
    return here if period is None else here.where(lambda frame: frame["period"] == period)


def representation_shown(groups: ProtectedTable, base: int | None = None, level: float = 0.95) -> ProtectedTable:
    """Compare users with population from protected counts, so that no share gives a small count away.

    Parameters
    ----------
    groups
        From :func:`protected_groups`.
    base
        Number of all users, for characteristics that came as percentages only. Counts have their own.
    level
        Level of the intervals.

    Returns
    -------
    ProtectedTable
        The columns of :func:`~lib.measures.representation.representation`, without the rows of all groups.
        All rows are looked at together.
    """
    return groups.derive(lambda frame: _of(representation, frame, base, level), counts=("users_count",))


def relative_rates_shown(
    groups: ProtectedTable, reference: str, base: int | None = None, level: float = 0.95
) -> ProtectedTable:
    """Users per head of each group over those of the reference group, from protected counts.

    The columns of :func:`lib.measures.relative_rate_index`.
    """

    index = partial(_relative_rate_index, reference=reference)
    return groups.derive(lambda frame: _of(index, frame, base, level), counts=("users_count",))


def unknowns_shown(groups: ProtectedTable, base: int | None = None, level: float = 0.95) -> ProtectedTable:
    """What each verdict would be if a group had none, or all, of those whose group nobody recorded.

    The columns of :func:`lib.measures.unknown_bounds`, from protected counts.
    """
    return groups.derive(lambda frame: _of(unknown_bounds, frame, base, level), counts=("users_count",))


def plausible_ranges(groups: pd.DataFrame, bases: Sequence[int], level: float = 0.95) -> ProtectedTable:
    """What could be said of published percentages: ranges from rounding alone and at plausible numbers of users.

    Returns
    -------
    ProtectedTable
        One row a group: ``Group``, ``Ratio``, ``Rounding alone allows`` and a column for each base with the
        interval and what the test would say, all in words.
    """
    alone = representation(groups, rule="none")
    columns = {
        "Group": groups["characteristic_group"].astype(str),
        "Ratio": alone["ratio"],
        "Rounding alone allows": _ranges(alone["rounding_low"], alone["rounding_high"]),
    }
    for base in bases:
        tested = representation(groups, base, level, "none")
        said = _ranges(tested["ratio_low"], tested["ratio_high"]) + ": " + tested["verdict"]
        columns[f"With {base:,} users"] = said
    return public(pd.DataFrame(columns), because="worked out from published percentages")


def _of(measure: Callable[..., pd.DataFrame], frame: pd.DataFrame, base: int | None, level: float) -> pd.DataFrame:
    """A measure of what is shown of the groups, with the number of all users of each table."""
    rows = frame[frame["characteristic_group"] != ALL_GROUPS]
    came_hidden = rows["came_hidden"].fillna(False).astype(bool) if "came_hidden" in rows else False
    marked = rows.assign(is_suppressed=rows["is_suppressed"] | came_hidden).drop(columns="came_hidden", errors="ignore")
    return measure(marked, bases_of(frame, base), level=level, rule="none")


def _relative_rate_index(
    rows: pd.DataFrame, bases: pd.Series, *, reference: str, level: float, rule: str
) -> pd.DataFrame:
    return relative_rate_index(rows, reference, bases, level, rule)


def bases_of(frame: pd.DataFrame, base: int | None) -> pd.Series:
    """All users of each row's table: as shown beside its counts, or as stated where only percentages came."""
    keys = [name for name in ("characteristic", "area", "period") if name in frame]
    is_total = frame["characteristic_group"] == ALL_GROUPS
    rows, totals = frame[~is_total], frame[is_total]
    shown = {
        key: float(value) if pd.notna(value) else np.nan
        for key, value in zip(totals[keys].itertuples(index=False, name=None), totals["users_count"], strict=True)
    }
    stated = float(base) if base else np.nan
    found = [shown.get(key, stated) for key in rows[keys].itertuples(index=False, name=None)]
    return pd.Series(found, index=rows.index, dtype="float64")


def with_totals(rows: pd.DataFrame, keys: list[str], counts: list[str], within: Within | None = None) -> pd.DataFrame:
    """The rows, all groups of each table, and both over all areas and over the areas of each locality."""
    both = pd.concat([rows, _summed(rows, keys, counts, "characteristic_group", ALL_GROUPS)], ignore_index=True)
    if len(places_of(rows)) < 2:
        return both
    parts = [
        _summed(both[both["area"].isin(list(areas))], keys, counts, "area", ALL_OF.format(name))
        for name, areas in (within or {}).items()
    ]
    return pd.concat([both, *parts, _summed(both, keys, counts, "area", ALL_AREAS)], ignore_index=True)


def totals_of(
    rows: pd.DataFrame, keys: Sequence[str], within: Within | None
) -> dict[str, str | dict[str, Sequence[str]]]:
    """What adds up to what in rows with totals: groups, areas, and the areas of each locality."""
    groups: dict[str, str | dict[str, Sequence[str]]] = {"characteristic_group": ALL_GROUPS}
    if "area" not in keys:
        return groups
    if not within:
        return groups | {"area": ALL_AREAS}
    sums = {ALL_OF.format(name): list(areas) for name, areas in within.items()}
    single = [name for name in places_of(rows) if name not in (ALL_AREAS, *sums)]
    return groups | {"area": {ALL_AREAS: single, **sums}}


def _summed(rows: pd.DataFrame, keys: list[str], counts: list[str], over: str, name: str) -> pd.DataFrame:
    """Sums over one key; a count that is missing leaves its sum missing."""
    others = [key for key in keys if key != over]
    summed = rows.groupby(others, dropna=False, sort=False)[counts].sum(skipna=False).reset_index()
    return summed.assign(**{over: name})


def _ranges(low: pd.Series, high: pd.Series) -> pd.Series:
    pairs = zip(low, high, strict=True)
    return pd.Series([_range(a, b) for a, b in pairs], index=low.index, dtype="str")


def _range(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return "no ratio"
    return f"{low:.2f} or more" if np.isinf(high) else f"{low:.2f} to {high:.2f}"
