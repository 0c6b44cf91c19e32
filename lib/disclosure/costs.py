"""Costs: the price of one person's care says who that person is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable, made
from lib.disclosure.protecting import Names, names_of, protect
from lib.disclosure.rules import Rule
from lib.disclosure.states import AS_SHOWN, HIDDEN
from lib.disclosure.structure import Totals, hide_totals, relations_of, total_rows

#: A cost is shown for at least this many people ...
FEWEST_PEOPLE = 5
#: ... cared for by at least this many providers: one provider knows its own price.
FEWEST_PROVIDERS = 2


def protect_cost(
    table: pd.DataFrame,
    cost: str,
    people: str,
    providers: str,
    rule: str | Rule = "asc",
    keys: Names = (),
    *,
    totals: Totals | None = None,
    per_person: str = "cost_per_person",
) -> ProtectedTable:
    """Hide costs that describe a few people or one provider, and work out the cost per person from the rest.

    Parameters
    ----------
    table
        One row per group of people; ``cost`` is their cost together (pounds, 0 or more), ``people`` how
        many they are and ``providers`` how many providers care for them.
    keys, totals, rule
        As for :func:`lib.disclosure.protect`.

    Returns
    -------
    ProtectedTable
        Keys, ``cost``, ``people``, ``providers`` and ``per_person`` (pounds). A cost is hidden when it is
        of 1 to 4 people, of one provider, or of an unknown number of either; when their number is hidden;
        and when it is a total over a hidden cost, since the rest would give that away. A cost of nobody is
        shown. The cost per person uses the number of people as shown, rounded.
    """
    key_names = names_of(keys)
    counted = protect(table, rule, key_names, people, alongside=providers, totals=totals)
    raw = table[[cost]].to_numpy(dtype="float64", na_value=np.nan)
    closed = _tells_of_few(table[people], table[providers]) | counted.is_hidden(people).to_numpy()
    hidden = _with_totals(table, key_names, cost, raw, closed, totals) & ~np.isnan(raw[:, 0])
    shown = pd.Series(np.where(hidden, np.nan, raw[:, 0]), index=table.index, dtype="Float64")
    mark = np.where(hidden, HIDDEN, AS_SHOWN).astype("int8")
    return made(
        counted._values.assign(**{cost: shown}),
        counted._marks.assign(**{cost: mark}),
        counted.rule,
        keys=counted.keys,
        counts=counted.counts,
        left_out=tuple(name for name in counted.left_out if name != cost),
        systems=counted._systems,
    ).with_rate(per_person, cost, people, per=1)


def _tells_of_few(people: pd.Series, providers: pd.Series) -> np.ndarray:
    """Groups of a few people, of one provider, or of an unknown number of either."""
    n_people = people.to_numpy(dtype="float64", na_value=np.nan)
    n_providers = providers.to_numpy(dtype="float64", na_value=np.nan)
    is_nobody = n_people == 0
    return ~is_nobody & ~((n_people >= FEWEST_PEOPLE) & (n_providers >= FEWEST_PROVIDERS))


def _with_totals(
    table: pd.DataFrame,
    keys: Sequence[str],
    cost: str,
    raw: np.ndarray,
    is_hidden: np.ndarray,
    totals: Totals | None,
) -> np.ndarray:
    rows = total_rows(table, keys, raw, totals)
    return hide_totals(relations_of(table, keys, (cost,), raw, rows, {}).matrix, is_hidden)
