"""Users expected in each area from what its people need, beside those there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.core import Verdict
from lib.disclosure import RULES, ProtectedTable, Rule, protect
from lib.measures.areas_in_localities import InLocalities
from lib.measures.difference import adjusted_together
from lib.measures.intervals import Floats, floats, poisson
from lib.measures.standardised import poisson_p_values

EVERYWHERE = "All areas together"
HIDDEN, NO_NEED, NO_USERS = "hidden to protect people", "no figure of need", "no figure of users"
SPREAD = "most of its users are shared out from areas that a boundary cuts"
_MOSTLY = 0.5


def users_by_area(
    users: pd.Series,
    parents: Mapping[str, pd.Series],
    rule: str | Rule = "asc",
    before: Sequence[ProtectedTable] = (),
    *,
    has_own_areas: bool = False,
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
    has_own_areas
        Whether some larger areas are the reader's own, such as localities: tables of ``before``, which may be of
        others, are then added up against this one.

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
    margins = before if has_own_areas else ()
    return protect(
        rows, rule, "area_code", "users_count", totals={"area_code": made_of}, before=before, margins=margins
    )


def users_in_localities(users: ProtectedTable, within: InLocalities) -> ProtectedTable:
    """Users of every locality, where some of the areas lie in more than one.

    Parameters
    ----------
    users
        From :func:`users_by_area` with the areas that lie whole in a locality (:attr:`InLocalities.whole`) as larger
        areas.
    within
        How the people of each area lie in the localities.

    Returns
    -------
    ProtectedTable
        ``area_code`` (a locality, or :data:`EVERYWHERE`), ``users_count``, ``users_least`` and ``users_most`` it could
        be, and ``is_spread`` where most of it comes from areas that lie in more than one. Made of what is shown of
        the areas alone: a locality with a part that is hidden is hidden.
    """
    rule = users.rule or RULES["none"]
    return users.derive(lambda frame: _in_localities(frame, within, rule), counts=("users_count",))


def _in_localities(frame: pd.DataFrame, within: InLocalities, rule: Rule) -> pd.DataFrame:
    rows = frame.set_index("area_code")
    labels = pd.Index([*dict.fromkeys(within.shares["locality_code"]), EVERYWHERE])
    whole = pd.DataFrame({"area_code": labels, "label": labels, "share": 1.0, "is_part": False})
    part = within.divided.rename(columns={"locality_code": "label"}).assign(is_part=True)
    made_of = pd.concat([whole[whole["label"].isin(rows.index)], part], ignore_index=True)
    made_of = made_of[made_of["area_code"].isin(rows.index)]
    shown = rows.reindex(made_of["area_code"])
    counts = floats(shown["users_count"].to_numpy(dtype="float64", na_value=np.nan))
    share, label = made_of["share"].to_numpy(), made_of["label"].to_numpy()
    ends = zip(("users_least", "users_most"), rule.could_be(counts), strict=True)
    parts = pd.DataFrame({"users_count": counts * share} | {name: end * share for name, end in ends})
    parts = parts.assign(is_suppressed=shown["is_suppressed"].to_numpy(dtype=bool))
    sums = parts.groupby(label).sum(skipna=False).reindex(labels)
    of_parts = parts["users_count"].where(made_of["is_part"].to_numpy(), 0.0).groupby(label).sum().reindex(labels)
    hidden = sums["is_suppressed"].gt(0) | np.asarray(rule.hides(sums["users_count"].to_numpy()), dtype=bool)
    figures = sums[["users_count", "users_least", "users_most"]].mask(hidden)
    figures = figures.assign(users_count=rule.rounds(figures["users_count"]))
    is_spread = of_parts > _MOSTLY * sums["users_count"]
    return figures.assign(is_suppressed=hidden, is_spread=is_spread).rename_axis("area_code").reset_index()


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
    rows = frame.set_index("area_code")
    here = rows.reindex(need.index)
    counts = floats(here["users_count"].to_numpy(dtype="float64", na_value=np.nan))
    hidden = here["is_suppressed"].eq(True).to_numpy()
    is_spread = here["is_spread"].eq(True).to_numpy() if "is_spread" in here else np.zeros(len(here), dtype=bool)
    expected = _expected(rows, here, floats(need), counts)
    cases = [hidden, np.isnan(counts), ~(expected > 0), is_spread]
    reason = np.select(cases, [HIDDEN, NO_USERS, NO_NEED, SPREAD], "")
    figures = _judged(np.where(reason == "", counts, np.nan), expected, _ends(here, counts, rule), level)
    table = pd.DataFrame({"area_code": need.index, "users_count": counts, "expected_count": expected, **figures})
    return table.assign(is_suppressed=hidden, reason=reason)


def _expected(rows: pd.DataFrame, here: pd.DataFrame, need: Floats, counts: Floats) -> Floats:
    """All users, less those of areas without a figure of need, in the shares of need."""
    has_need = need > 0
    everybody = float(rows["users_count"].astype("Float64").astype("float64").get(EVERYWHERE, np.nan))
    without = counts[~has_need & here["users_count"].notna().to_numpy()].sum()
    return np.where(has_need, (everybody - without) * need / np.nansum(np.where(has_need, need, 0.0)), np.nan)


def _ends(here: pd.DataFrame, counts: Floats, rule: Rule) -> tuple[Floats, Floats]:
    """The lowest and highest number of users behind each one shown."""
    if "users_least" in here:
        return floats(here["users_least"]), floats(here["users_most"])
    return rule.could_be(counts)


def _judged(counts: Floats, expected: Floats, ends: tuple[Floats, Floats], level: float) -> dict[str, object]:
    least, most = (np.where(np.isnan(counts), np.nan, end) for end in ends)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio, low, high = counts / expected, poisson(least, level)[0] / expected, poisson(most, level)[1] / expected
    p_adjusted = adjusted_together(poisson_p_values(np.clip(np.round(expected), least, most), expected))
    differs = p_adjusted < 1 - level
    said = [Verdict.NOT_TESTABLE.value, Verdict.UNDER.value, Verdict.OVER.value]
    verdict = np.select([np.isnan(ratio), differs & (high < 1), differs & (low > 1)], said, Verdict.NO_EVIDENCE.value)
    return {"ratio": ratio, "ratio_low": low, "ratio_high": high, "p_adjusted": p_adjusted, "verdict": verdict}
