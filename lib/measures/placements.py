"""Care home placements a council has published: weekly stock, in and out of the council."""

from __future__ import annotations

import pandas as pd

IN, OUT, TOTAL = "in-county", "out of county", "total"


def nights_by_year(nights: pd.DataFrame) -> pd.DataFrame:
    """Nights inside and outside the council by kind of care and year, checked against the printed totals.

    Parameters
    ----------
    nights
        ``care_type, scope`` (``in-county``, ``out of county``, ``total``), ``year, area, bed_nights``.

    Returns
    -------
    DataFrame
        One row for each ``care_type`` and ``year`` that has parts: ``nights_inside``, ``nights_outside``,
        ``nights``, ``outside_pct``, ``printed_total``, ``differs_by`` (printed less added up; missing without one).
        No nights at all leave the share missing.
    """
    parts = nights.pivot_table(index=["care_type", "year"], columns="scope", values="bed_nights", aggfunc="sum")
    table = parts.reindex(columns=[IN, OUT, TOTAL]).astype("float64").set_axis(
        ["nights_inside", "nights_outside", "printed_total"], axis=1
    )  # fmt: skip
    table = table[table["nights_inside"].notna() & table["nights_outside"].notna()]
    whole = table["nights_inside"] + table["nights_outside"]
    table = table.assign(nights=whole, outside_pct=100 * table["nights_outside"] / whole.where(whole > 0))
    return table.assign(differs_by=table["printed_total"] - whole).reset_index().rename_axis(columns=None)


def outside_of(commissioned: float, outside: float) -> float:
    """Share of placements outside the council, in per cent; missing when none are commissioned."""
    return 100 * outside / commissioned if commissioned > 0 else float("nan")
