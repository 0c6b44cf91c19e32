"""Home care as it may be shown: people protected, hours as they are, rates from what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, public, with_amounts, with_gaps

PEOPLE = ("packages", "people_waiting")
ACTIVITY = ("hours", *PEOPLE)


def home_care_shown(
    table: pd.DataFrame, unallocated: str, rule: str | Rule = "asc", before: Sequence[ProtectedTable] = ()
) -> ProtectedTable:
    """Protect a table of :func:`lib.measures.home_care_by_locality` and work out its rates again.

    Packages and people waiting are counts of people: small ones are hidden and the rest rounded. Hours are not
    rounded; they are hidden where the packages they are for are, however few wait beside them. ``unallocated`` names
    the row that belongs to no locality. Rates per 1,000 people aged 65 and over come from the figures shown; what is of
    a part of a locality alone has none.
    ``before`` are earlier versions that have been shown.
    """
    named = table.assign(locality_name=table["locality_name"].where(~table["is_unallocated"], unallocated))
    given = [name for name in ACTIVITY if name in named and _is_given(named, name)]
    safe = _protected(named, [name for name in given if name in PEOPLE], rule, before)
    gaps = pd.DataFrame({name: named[f"{name}_came"] for name in given if f"{name}_came" in named}, index=named.index)
    safe = with_gaps(safe, gaps)  # first of the people, so that they close the hours beside them
    if "hours" in given:
        safe = with_amounts(safe, named[["hours"]], of=[name for name in given if name == "packages"])
        safe = with_gaps(safe, gaps)
    for name in given:
        rate, is_part = f"{name}_per_1000_65_plus", named[f"{name}_is_part"]
        safe = safe.with_rate(rate, name, "population_65_plus", per=1000)
        if is_part.any():
            safe = safe.with_columns({rate: partial(_whole, name=rate, is_part=is_part)}, reads=[rate])
    return safe


def _is_given(table: pd.DataFrame, name: str) -> bool:
    """Whether there is any figure, those that the file hides counted as figures."""
    came = table.get(f"{name}_came")
    return bool(table[name].notna().any() or (came is not None and came.eq("suppressed").any()))


def _whole(frame: pd.DataFrame, *, name: str, is_part: pd.Series) -> pd.Series:
    """A rate where its figure is of the whole locality: there is nobody to divide that of a part by."""
    return frame[name].mask(is_part.set_axis(frame.index))


def to_be_spread(table: ProtectedTable) -> pd.DataFrame:
    """Activity as it is shown, ready to be spread over other localities.

    Whatever localities are drawn, their estimates are made of figures anybody has seen, so no choice of localities
    gives a hidden figure away. A hidden number of people counts as the middle of what it may be (2.5 for 1 to 4);
    hidden hours are left out.
    """
    frame, rule = table.frame, table.rule
    given = [name for name in ACTIVITY if name in frame]
    middle = 0.0 if rule is None else ((rule.lowest_hidden or 0) + (rule.highest_hidden or 0)) / 2
    values = {name: frame[name].astype("Float64") for name in given}
    filled = {name: one.mask(table.is_hidden(name), middle) if name in PEOPLE else one for name, one in values.items()}
    return frame[["locality_name", "period", "is_unallocated"]].assign(**filled).astype(dict.fromkeys(given, "float64"))


def _protected(
    table: pd.DataFrame, people: list[str], rule: str | Rule, before: Sequence[ProtectedTable]
) -> ProtectedTable:
    keys, beside = ("locality_name", "period"), ["population_65_plus", "is_unallocated"]
    if people:
        return protect(table, rule, keys=keys, counts=people, alongside=beside, totals={}, before=before)
    return public(table[[*keys, *beside]], because="hours of care, with no number of people beside them", keys=keys)
