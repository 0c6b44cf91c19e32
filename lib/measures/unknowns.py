"""What would the verdict be if we knew? Plausible bases, and the unknowns given to one group or to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lib.core import Verdict
from lib.measures.comparing import VERDICTS, compare, words
from lib.measures.given import TABLE_COLUMNS, Base, Given, any_in_table, is_unknown, read_given, table_sum
from lib.measures.intervals import Floats, Yes
from lib.measures.representation import hidden_rows, representation

#: Bases a council's adult social care may have, for percentages printed without one.
PLAUSIBLE_BASES = (1000, 5000)


def plausible(
    groups: pd.DataFrame, bases: Sequence[float] = PLAUSIBLE_BASES, level: float = 0.95, rule: str = "asc"
) -> pd.DataFrame:
    """Intervals that percentages without a base would have at bases that are plausible.

    Returns
    -------
    DataFrame
        For each base the rows of ``groups`` with ``base``, ``ratio``, ``ratio_low``, ``ratio_high``,
        ``verdict`` (always 'not testable': the base is not known) and ``verdict_if_base``.
    """
    shares = groups.drop(columns="users_count", errors="ignore")
    tables = [representation(shares, base, level, rule) for base in bases]
    together = pd.concat(tables, ignore_index=True).rename(columns={"verdict": "verdict_if_base"})
    columns = [*shares.columns, "base", "ratio", "ratio_low", "ratio_high", "verdict_if_base"]
    return together[columns].assign(verdict=Verdict.NOT_TESTABLE.value)


def unknown_bounds(
    groups: pd.DataFrame,
    base: Base = None,
    level: float = 0.95,
    rule: str = "asc",
    by: Sequence[str] = TABLE_COLUMNS,
) -> pd.DataFrame:
    """Each verdict if the group had none, or all, of the people whose group is unknown.

    Parameters
    ----------
    groups, base, level, rule, by
        As for :func:`lib.measures.representation`; rows named unknown, not known, undeclared, refused,
        not stated or declined are the unknowns of their table.

    Returns
    -------
    DataFrame
        One row per group that is not an unknown, with the index of ``groups``: its own columns,
        ``unknown_pct`` (of all users), ``ratio_none``, ``ratio_all``, ``verdict_known`` (unknowns left out
        of the users), ``verdict_none``, ``verdict_all`` and ``flips`` (the three are not the same). Where
        the unknowns or the group are hidden or have no figure everything is missing and ``flips`` is no.
    """
    given = read_given(groups, base, None, by)
    unknown = is_unknown(groups)
    hidden = hidden_rows(groups, given, rule)
    unknown_share = table_sum(np.where(unknown, given.users_share, 0.0), given.table)
    hidden |= any_in_table(hidden & unknown, given.table) | np.isnan(unknown_share)
    none = _rows(given, ~unknown)
    share = unknown_share[~unknown]
    cases = {
        "known": _among_known(none, share),
        "none": none,
        "all": _with_users(none, none.users_share + share),
    }
    nobody_unknown = np.zeros(len(share), dtype=bool)
    compared = {name: compare(case, hidden[~unknown], nobody_unknown, level, False) for name, case in cases.items()}
    verdicts = {f"verdict_{name}": words(VERDICTS, case.verdict) for name, case in compared.items()}
    codes = np.array([case.verdict for case in compared.values()])
    return groups[~unknown].assign(
        unknown_pct=np.where(hidden[~unknown], np.nan, 100 * share),
        ratio_none=compared["none"].ratio,
        ratio_all=compared["all"].ratio,
        **verdicts,
        flips=(codes != codes[0]).any(axis=0),
    )


def _rows(given: Given, keep: Yes) -> Given:
    """The same for some of the rows; tables keep their numbers."""
    return Given(**{name: values[keep] for name, values in vars(given).items()})


def _with_users(given: Given, share: Floats) -> Given:
    return replace(given, users_share=share, users=share * given.base)


def _among_known(given: Given, unknown_share: Floats) -> Given:
    known = np.where(unknown_share < 1, 1 - unknown_share, np.nan)
    return replace(given, users_share=given.users_share / known, base=given.base * known)
