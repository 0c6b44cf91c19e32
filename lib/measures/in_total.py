"""What all localities come to, made of the figures shown and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.disclosure import ProtectedTable, Rule
from lib.measures.home_care import Activity

PEOPLE: tuple[Activity, ...] = ("packages", "people_waiting")


@dataclass(frozen=True)
class InTotal:
    """What each locality adds to the total of each period.

    Attributes
    ----------
    parts
        ``locality_name``, ``period`` and the measure, one row for each figure that counts; missing where it is.
    rule
        The small-number rule of the figures; ``None`` where they are public.
    hidden_count
        Hidden figures that count as ``middle``: the middle of what each may be.
    left_out
        Localities left out of every period, since a figure of theirs is hidden and has no middle.
    """

    parts: pd.DataFrame
    rule: Rule | None
    hidden_count: int
    left_out: tuple[str, ...]

    @property
    def middle(self) -> float:
        """What a hidden number of people counts as: 2.5 for 1 to 4."""
        return _middle(self.rule) or 0.0

    def rounded(self, totals: pd.Series) -> pd.Series:
        """Totals of people rounded as their parts are."""
        return totals if self.rule is None or not self.hidden_count else self.rule.rounds(totals)


def in_total(table: ProtectedTable, what: Activity, periods: tuple[str, ...] = ()) -> InTotal:
    """What adds up to all localities, in all periods or in some.

    ``table`` is as :func:`lib.measures.home_care_shown.home_care_shown` gives it. Totals made of these parts tell
    nobody more than the parts do. A hidden number of people counts as the middle of what it may be. A hidden amount
    of hours has no middle: a locality with one is left out of every period, so that it does not come and go.
    """
    shown = table.frame
    rows = pd.DataFrame(
        {
            "locality_name": shown["locality_name"].astype(str),
            "period": shown["period"].astype(str),
            what: shown[what].astype("Float64"),
            "is_hidden": table.is_hidden(what) & shown[what].isna(),
        }
    )
    rows = rows[rows["period"].isin(periods)] if periods else rows
    middle = _middle(table.rule) if what in PEOPLE else None
    names = [] if middle is not None else rows.loc[rows["is_hidden"], "locality_name"].drop_duplicates().tolist()
    kept = rows[~rows["locality_name"].isin(names)]
    filled = kept[what] if middle is None else kept[what].mask(kept["is_hidden"], middle)
    parts = kept[["locality_name", "period"]].assign(**{what: filled})
    return InTotal(parts, table.rule, 0 if middle is None else int(rows["is_hidden"].sum()), tuple(names))


def _middle(rule: Rule | None) -> float | None:
    if rule is None or rule.lowest_hidden is None or rule.highest_hidden is None:
        return None
    return (rule.lowest_hidden + rule.highest_hidden) / 2
