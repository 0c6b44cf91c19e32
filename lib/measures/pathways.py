"""Demand beside capacity on each pathway out of hospital, month by month, small numbers hidden."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.disclosure import ProtectedTable, Rule, protect
from lib.measures.came_hidden import came_hidden, in_groups, marked_hidden
from lib.measures.capacity import is_circular

COUNTS = ("demand", "capacity", "redirected")


def pathways_shown(
    rows: pd.DataFrame,
    rule: Rule | str,
    before: Sequence[ProtectedTable] = (),
    states: pd.DataFrame | None = None,
) -> ProtectedTable:
    """People by pathway and period, protected; capacity too, since one set to match gives the demand away.

    Parameters
    ----------
    rows
        ``period, pathway, demand, capacity, redirected``; rows of the same two are added up.
    states
        Marks that the file has in place of figures (``source_row, column, state``): a sum with a figure that the file
        hides is hidden too.

    Returns
    -------
    ProtectedTable
        ``period, pathway``, the three counts, and ``short``: demand as shown beyond capacity as shown, 0 where there
        is enough, missing where either is.
    """
    numbers = rows[list(COUNTS)].astype("float64")
    keys = [rows["period"], rows["pathway"]]
    sums = numbers.groupby(keys, sort=True).sum(min_count=1)
    hidden = in_groups(came_hidden(rows, states, COUNTS), keys).reindex(sums.index)
    sums, hidden = sums.mask(hidden).reset_index(), hidden.reset_index(drop=True)
    safe = protect(sums, rule, ["period", "pathway"], list(COUNTS), totals={}, before=before)
    safe = marked_hidden(safe, hidden)
    return safe.derive(_with_short, counts=COUNTS)


def _with_short(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(short=(frame["demand"] - frame["capacity"]).clip(lower=0))


def by_pathway(table: pd.DataFrame) -> pd.DataFrame:
    """What the months of each pathway come to.

    Parameters
    ----------
    table
        As :func:`pathways_shown` gives it: every figure here is made from figures shown.

    Returns
    -------
    DataFrame
        One row a pathway: ``pathway, months`` with both figures, ``demand, capacity, redirected`` (sums of what is
        shown), ``short`` (sum), ``short_months``, ``redirected_pct`` of the demand of the same months,
        ``demand_share_pct`` (missing for all where any demand is hidden) and ``is_circular``: capacity equals demand
        in every month known, and there are at least two.
    """
    rows = [_of_one(str(name), part) for name, part in table.groupby("pathway", sort=True)]
    found = pd.DataFrame(rows)
    is_whole = table["demand"].notna().all() and found["demand"].sum() > 0
    share = 100 * found["demand"] / found["demand"].sum() if is_whole else pd.Series(float("nan"), index=found.index)
    return found.assign(demand_share_pct=share)


def _of_one(name: str, part: pd.DataFrame) -> dict[str, object]:
    counts = part[[*COUNTS, "short"]].astype("float64")
    both = counts[["demand", "capacity"]].notna().all(axis=1)
    known = counts[counts[["demand", "redirected"]].notna().all(axis=1)]
    referred = known["demand"].sum()
    return {
        "pathway": name,
        "months": int(both.sum()),
        **{str(what): value for what, value in counts.sum(min_count=1).items()},
        "short_months": int((counts["short"] > 0).sum()),
        "redirected_pct": 100 * known["redirected"].sum() / referred if referred else float("nan"),
        "is_circular": both.sum() > 1 and is_circular(counts["demand"].tolist(), counts["capacity"].tolist()),
    }
