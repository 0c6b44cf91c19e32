"""Users expected in each area from what its people need, beside those there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.core import Verdict
from lib.disclosure import RULES, ProtectedTable, Rule, protect
from lib.measures.difference import adjusted_together
from lib.measures.intervals import Floats, floats, poisson
from lib.measures.standardised import poisson_p_values

EVERYWHERE = "All areas together"
HIDDEN, NO_NEED, NO_USERS = "hidden to protect people", "no figure of need", "no figure of users"


def users_by_area(
    users: pd.Series,
    parents: Mapping[str, pd.Series],
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
) -> ProtectedTable:
    """Users of every small area, of every larger area and of all, protected together.

    Parameters
    ----------
    users
        People by ``area_code``; missing where nobody knows.
    parents
        For each kind of larger area the code that each small area belongs to, by ``area_code``.
    rule, before
        As for :func:`lib.measures.representing.protected_groups`.

    Returns
    -------
    ProtectedTable
        ``area_code``, ``users_count``. Whichever areas are drawn afterwards, none gives away what another hides.
    """
    known = users.dropna().rename("users_count")
    made_of = {code: list(part.index) for of in parents.values() for code, part in known.groupby(of)}
    made_of = {str(code): members for code, members in made_of.items() if code not in known.index}
    made_of[EVERYWHERE] = list(known.index)
    people = known.to_dict()
    sums = {code: sum(people[member] for member in members) for code, members in made_of.items()}
    rows = pd.concat([known, pd.Series(sums, name="users_count")]).rename_axis("area_code").reset_index()
    return protect(rows, rule, "area_code", "users_count", totals={"area_code": made_of}, before=before)


def expected_need(users: ProtectedTable, need: pd.Series, level: float = 0.95) -> ProtectedTable:
    """Users of each area over those expected if users followed need alone.

    Parameters
    ----------
    users
        From :func:`users_by_area`.
    need
        What need is measured by (people, or people times a rate), by ``area_code``, for the areas compared. Areas
        without it are not compared, and their users are not shared out.
    level
        Level of the intervals.

    Returns
    -------
    ProtectedTable
        One row an area of ``need``: ``area_code``, ``users_count``, ``expected_count``, ``ratio``, ``ratio_low``,
        ``ratio_high``, ``p_adjusted``, ``verdict``, ``reason``.

    Notes
    -----
    Expected users are all users times the area's share of need. Limits are Byar's, exact Poisson under 10, and reach
    over everything the rounded count may be; so does the test, which takes the possible count nearest to the expected
    one. Benjamini-Hochberg over all areas.
    """
    return users.derive(
        lambda frame: _compared(frame, need, users.rule or RULES["none"], level), counts=("users_count",)
    )


def _compared(frame: pd.DataFrame, need: pd.Series, rule: Rule, level: float) -> pd.DataFrame:
    rows = frame.set_index("area_code")[["users_count", "is_suppressed"]]
    here = rows.reindex(need.index)
    counts = floats(here["users_count"].to_numpy(dtype="float64", na_value=np.nan))
    hidden = here["is_suppressed"].eq(True).to_numpy()
    expected = _expected(rows, here, floats(need), counts)
    reason = np.select([hidden, np.isnan(counts), ~(expected > 0)], [HIDDEN, NO_USERS, NO_NEED], "")
    figures = _judged(np.where(reason == "", counts, np.nan), expected, rule, level)
    table = pd.DataFrame({"area_code": need.index, "users_count": counts, "expected_count": expected, **figures})
    return table.assign(is_suppressed=hidden, reason=reason)


def _expected(rows: pd.DataFrame, here: pd.DataFrame, need: Floats, counts: Floats) -> Floats:
    """All users, less those of areas without a figure of need, in the shares of need."""
    has_need = need > 0
    everybody = float(rows["users_count"].astype("Float64").astype("float64").get(EVERYWHERE, np.nan))
    without = counts[~has_need & here["users_count"].notna().to_numpy()].sum()
    return np.where(has_need, (everybody - without) * need / np.nansum(np.where(has_need, need, 0.0)), np.nan)


def _judged(counts: Floats, expected: Floats, rule: Rule, level: float) -> dict[str, object]:
    least, most = (np.where(np.isnan(counts), np.nan, end) for end in rule.could_be(counts))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, low, high = counts / expected, poisson(least, level)[0] / expected, poisson(most, level)[1] / expected
    p_adjusted = adjusted_together(poisson_p_values(np.clip(np.round(expected), least, most), expected))
    differs = p_adjusted < 1 - level
    said = [Verdict.NOT_TESTABLE.value, Verdict.UNDER.value, Verdict.OVER.value]
    verdict = np.select([np.isnan(ratio), differs & (high < 1), differs & (low > 1)], said, Verdict.NO_EVIDENCE.value)
    return {"ratio": ratio, "ratio_low": low, "ratio_high": high, "p_adjusted": p_adjusted, "verdict": verdict}
