"""The way out of hospital: how people are expected to leave, who is seen in time, and who is turned away."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.core import Estimate
from lib.measures.capacity import is_circular
from lib.measures.intervals import wilson

ABOVE, BELOW, CANNOT_TELL, NOT_TESTABLE = (
    "above the target",
    "below the target",
    "cannot be told from the target",
    "no count",
)
AGREES, ROUNDING, NOT_100 = "adds up to 100", "adds up to 100 but for rounding", "does not add up to 100"


def pathway_split(shares: pd.Series, digits: int = 0) -> tuple[pd.DataFrame, str]:
    """Shares of people by pathway, what is missing to 100, and whether that could be rounding.

    Parameters
    ----------
    shares
        Per cent by pathway, as printed.
    digits
        Decimals printed: rounding allows half of the last one for each pathway.

    Returns
    -------
    tuple
        ``pathway``, ``share_pct`` with a last row for what no pathway has (missing row when nothing is), and the
        finding: ``adds up to 100``, ``adds up to 100 but for rounding`` or ``does not add up to 100``.
    """
    known = shares.dropna().astype("float64")
    short = 100 - float(known.sum())
    allowed = 0.5 * 10.0**-digits * len(known)
    finding = AGREES if abs(short) < 1e-9 else ROUNDING if abs(short) <= allowed else NOT_100
    rows = pd.DataFrame({"pathway": known.index.astype(str), "share_pct": known.to_numpy()})
    if finding != NOT_100:
        return rows, finding
    rest = pd.DataFrame({"pathway": ["in no pathway" if short > 0 else "too many"], "share_pct": [short]})
    return pd.concat([rows, rest], ignore_index=True), finding


def against_target(reached: float | None, everybody: float | None, target_pct: float) -> tuple[Estimate, str]:
    """A share in per cent with its Wilson interval, and whether it is surely above or below a target.

    Without both counts, or where more reached it than there were, nothing can be said.
    """
    if reached is None or not everybody or reached > everybody:
        return Estimate(None, numerator=reached, denominator=everybody), NOT_TESTABLE
    low, high = (100 * float(end[0]) for end in wilson([reached], [everybody]))
    share = Estimate(100 * reached / everybody, low, high, reached, everybody)
    verdict = ABOVE if low > target_pct else BELOW if high < target_pct else CANNOT_TELL
    return share, verdict


def demand_and_capacity(demand: Sequence[float], capacity: Sequence[float]) -> tuple[pd.DataFrame, bool]:
    """Demand and capacity side by side by month, and whether one was set to match the other.

    Returns ``month`` (1, 2 …), ``demand``, ``capacity``, ``short`` (demand beyond capacity, 0 where there is
    enough); a month with one of the two missing has neither a shortfall nor a say in the match.
    """
    months = max(len(demand), len(capacity))
    table = pd.DataFrame({"month": np.arange(1, months + 1)})
    table = table.assign(demand=pd.Series(demand, dtype="float64"), capacity=pd.Series(capacity, dtype="float64"))
    table = table.assign(short=(table["demand"] - table["capacity"]).clip(lower=0))
    return table, is_circular(table["demand"].tolist(), table["capacity"].tolist())


def decimals_of(shares: Sequence[float]) -> int:
    """The most decimals any of these figures is given with, six at most."""
    tails = [f"{share:.6f}".rstrip("0").partition(".")[2] for share in shares if not np.isnan(share)]
    return max((len(tail) for tail in tails), default=0)
