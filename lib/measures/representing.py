"""Representation as it may be shown: small counts hidden and the rest rounded before any share is worked out."""

from __future__ import annotations

from collections.abc import Mapping

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


def _rounded_bases(groups: pd.DataFrame, rule: str) -> Mapping[str, float]:
    """All users of each characteristic, rounded as the rule rounds; hidden groups are in the sum."""
    sums = groups.groupby("characteristic")["users_count"].sum(min_count=1).astype("float64")
    rounded = pd.Series(np.asarray(rule_named(rule).rounds(sums.to_numpy())), index=sums.index)
    return {str(name): float(value) for name, value in rounded.items() if value > 0}
