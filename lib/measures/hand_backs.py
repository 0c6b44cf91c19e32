"""Packages handed back: which provider handed them back and which took them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect, rule_named
from lib.measures.came_hidden import came_hidden, in_groups

NOBODY = "nobody, or not said"
_MOSTLY = 0.5


def by_taker(rows: pd.DataFrame, taken: pd.DataFrame, states: pd.DataFrame | None = None) -> pd.DataFrame:
    """Packages by who handed them back and who took them, all localities together.

    Parameters
    ----------
    rows
        ``provider_name, packages_handed_back`` of one period.
    taken
        ``provider_name, taken_by, packages`` of the same period.
    states
        Marks that the file has in place of figures (``source_row, column, state``). Providers of whom it hides a part
        are left out.

    Returns
    -------
    DataFrame
        ``provider_name``, ``taken_by`` (:data:`NOBODY` for the rest of what a provider handed back) and
        ``packages_handed_back``; pairs without a package are left out. The packages of a provider add up to those it
        handed back.
    """
    handed = rows.groupby("provider_name", sort=False)["packages_handed_back"].sum(min_count=1).dropna()
    known = taken.groupby(["provider_name", "taken_by"], sort=False)["packages"].sum().astype("float64")
    rest = handed.astype("float64").sub(known.groupby(level=0).sum(), fill_value=0).clip(lower=0)
    nobody = rest.rename_axis("provider_name").reset_index(name="packages").assign(taken_by=NOBODY)
    every = pd.concat([known.reset_index(name="packages"), nobody], ignore_index=True)
    named = every.rename(columns={"packages": "packages_handed_back"})
    hidden = in_groups(came_hidden(rows, states, ["packages_handed_back"]), [rows["provider_name"]])
    closed = hidden.index[hidden["packages_handed_back"]]
    wanted = named[(named["packages_handed_back"] > 0) & ~named["provider_name"].isin(closed)]
    return wanted[["provider_name", "taken_by", "packages_handed_back"]].reset_index(drop=True)


def hand_backs_shown(
    rows: pd.DataFrame,
    taken: pd.DataFrame,
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
    beside: Sequence[ProtectedTable] = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """The same as it may be shown; ``beside`` are other tables of the same packages that stand on the page.

    Where most pairs would be hidden none is given, since the few left would say little and help to work out the rest.
    """
    chosen = rule_named(rule)
    margins = [one for one in beside if one.rule == chosen]
    shown = protect(
        by_taker(rows, taken, states),
        chosen,
        keys=["provider_name", "taken_by"],
        counts="packages_handed_back",
        totals={},
        margins=margins,
        before=before,
    )
    is_mostly_hidden = shown.frame["is_suppressed"].mean() > _MOSTLY
    return shown.where(lambda frame: frame["packages_handed_back"].lt(0)) if is_mostly_hidden else shown
