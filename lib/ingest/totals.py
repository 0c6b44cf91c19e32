"""Totals among rows: never added to their parts, and checked against them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.ingest.columns import joined
from lib.ingest.findings import Finding, noted


def check_total(values: pd.Series, is_total: pd.Series, whole: Sequence[pd.Series], column: str) -> list[Finding]:
    """Compare each total row with the sum of the other rows of its whole.

    Parameters
    ----------
    values, is_total
        A column of figures and which of its rows are totals; same index (``source_row``).
    whole
        Series that say which rows belong together; none means the whole file.
    column
        What the figures are, for the message.

    A difference that rounding of every figure to the same unit can make is called rounding. A whole with a
    missing part is not judged.
    """
    keys = [part.fillna("") for part in whole] or [pd.Series("all", index=values.index)]
    whole_of = joined(keys, "\x1f")
    parts = values[~is_total].groupby(whole_of[~is_total], observed=False)
    sums, n_parts, n_missing = parts.sum(), parts.size(), parts.apply(lambda part: part.isna().sum())
    found = []
    totals = values[is_total].dropna()
    for row, total in zip(totals.index.astype("int64"), totals, strict=True):
        key = whole_of.loc[row]
        if key in sums.index and not n_missing[key] and total != sums[key]:
            found.append(
                _difference(int(row), float(total), float(sums[key]), _slack(values, int(n_parts[key])), column)
            )
    return found


def _slack(values: pd.Series, n_parts: int) -> float:
    """The most that rounding each of ``n_parts`` figures and their total can make them differ."""
    given = values.dropna()
    unit = next((unit for unit in (10.0, 5.0, 1.0, 0.1, 0.01) if _is_multiple(given, unit)), 0.0)
    return unit / 2 * (n_parts + 1)


def _is_multiple(values: pd.Series, unit: float) -> bool:
    return bool(((values / unit) - (values / unit).round()).abs().lt(1e-6).all())


def _difference(row: int, total: float, parts: float, slack: float, column: str) -> Finding:
    cells = pd.Series([f"{total:,.10g}"], index=[row], dtype="str")
    gap = f"The total in row {row:,} is {total:,.10g}; its parts make {parts:,.10g}"
    if abs(total - parts) <= slack:
        return noted("total-rounding", f"{gap}: the difference is rounding.", cells, column)
    fix = "Check whether a part is missing, or whether a part is itself a total."
    return noted("total-differs", f"{gap}: more than rounding can explain.", cells, column, fix)
