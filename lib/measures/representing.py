"""Representation as it may be shown: small counts hidden and the rest rounded before any share is worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.disclosure import ProtectedTable, protect, public
from lib.disclosure.rules import rule_named
from lib.measures.representation import representation

_GROUP = ("characteristic", "characteristic_group")


def representation_shown(
    groups: pd.DataFrame, base: int | None = None, level: float = 0.95, rule: str = "asc"
) -> ProtectedTable:
    """Compare users with population from protected counts, so that no share gives a small count away.

    Parameters
    ----------
    groups, base, level
        As for :func:`lib.measures.representation`.
    rule
        Small-number rule by name. Counts of users it hides get no figures; others are rounded first, and so
        is the number of all users they are shares of.

    Returns
    -------
    ProtectedTable
        The columns of :func:`~lib.measures.representation.representation`. Percentages that came without
        counts are shown as they came.
    """
    if "users_count" not in groups or groups["users_count"].isna().all():
        because = "the percentages came as published, without counts"
        return public(representation(groups, base, level, "none"), because=because)
    beside = [c for c in groups.columns if c not in (*_GROUP, "users_count", "users_pct")]
    safe = protect(groups, rule, keys=_GROUP, counts=("users_count",), alongside=beside).frame
    result = representation(safe, base or _rounded_bases(groups, rule), level, "none")
    return public(result, because="small counts were hidden and the rest rounded before any share was worked out")


def plausible_ranges(groups: pd.DataFrame, bases: Sequence[int]) -> ProtectedTable:
    """What could be said of published percentages: ranges from rounding alone and at plausible numbers of users.

    Returns
    -------
    ProtectedTable
        One row a group: ``Group``, ``Ratio``, ``Rounding alone allows`` and a column for each base with the
        95% interval and what the test would say, all in words.
    """
    alone = representation(groups, rule="none")
    columns = {
        "Group": groups["characteristic_group"].astype(str),
        "Ratio": alone["ratio"],
        "Rounding alone allows": _ranges(alone["rounding_low"], alone["rounding_high"]),
    }
    for base in bases:
        tested = representation(groups, base, rule="none")
        said = _ranges(tested["ratio_low"], tested["ratio_high"]) + ": " + tested["verdict"]
        columns[f"With {base:,} users"] = said
    return public(pd.DataFrame(columns), because="worked out from published percentages")


def _ranges(low: pd.Series, high: pd.Series) -> pd.Series:
    pairs = zip(low, high, strict=True)
    return pd.Series([_range(a, b) for a, b in pairs], index=low.index, dtype="str")


def _range(low: float, high: float) -> str:
    if pd.isna(low) or pd.isna(high):
        return "no ratio"
    return f"{low:.2f} or more" if np.isinf(high) else f"{low:.2f} to {high:.2f}"


def _rounded_bases(groups: pd.DataFrame, rule: str) -> Mapping[str, float]:
    """All users of each characteristic, rounded as the rule rounds; hidden groups are in the sum."""
    sums = groups.groupby("characteristic")["users_count"].sum(min_count=1).astype("float64")
    rounded = pd.Series(np.asarray(rule_named(rule).rounds(sums.to_numpy())), index=sums.index)
    return {str(name): float(value) for name, value in rounded.items() if value > 0}
