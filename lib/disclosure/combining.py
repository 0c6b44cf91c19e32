"""Protected tables put together, still protected."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable, made
from lib.disclosure.rules import Rule
from lib.disclosure.states import AS_SHOWN


def combine(left: ProtectedTable, right: ProtectedTable, on: str | Sequence[str]) -> ProtectedTable:
    """The rows of ``left`` with the columns of ``right`` beside them.

    Parameters
    ----------
    on
        Columns both have; at most one row of ``right`` for each of their values. A row of ``left`` that
        has none gets 'not collected'.

    Raises
    ------
    ValueError
        When both are protected, by different rules, or share a column that is not in ``on``.
    pandas.errors.MergeError
        When several rows of ``right`` answer to one row of ``left``.
    """
    names = [on] if isinstance(on, str) else list(on)
    rule = _one_rule((left, right))
    twice = set(left.columns) & set(right.columns) - set(names)
    if twice:
        raise ValueError(f"Both tables have a column {', '.join(map(repr, sorted(twice)))}: rename one first.")
    found = _matches(left, right, names)
    beside = right.select([name for name in right.columns if name not in names])
    return made(
        pd.concat([left._values, _taken(beside._values, found, left._values.index)], axis=1),
        pd.concat([left._marks, _marks_taken(beside._marks, found, left._values.index)], axis=1),
        rule,
        keys=left.keys,
        counts=(*left.counts, *beside.counts),
        because=_reasons((left, right)),
        systems=(*left._systems, *right._systems),
        held_as=_held_as((left, right)),
    )


def stack(tables: Sequence[ProtectedTable]) -> ProtectedTable:
    """The rows of several tables one below the other, columns by name.

    Raises
    ------
    ValueError
        When they are protected by different rules.
    """
    marks = pd.concat([table._marks for table in tables], ignore_index=True)
    return made(
        pd.concat([table._values for table in tables], ignore_index=True),
        marks.fillna(AS_SHOWN).astype("int8"),
        _one_rule(tables),
        keys=tuple(dict.fromkeys(chain.from_iterable(table.keys for table in tables))),
        counts=tuple(dict.fromkeys(chain.from_iterable(table.counts for table in tables))),
        because=_reasons(tables),
        systems=tuple(chain.from_iterable(table._systems for table in tables)),
        held_as=_held_as(tables),
    )


def _one_rule(tables: Sequence[ProtectedTable]) -> Rule | None:
    rules = {table.rule for table in tables if table.rule is not None}
    if len(rules) > 1:
        raise ValueError("Tables protected by different rules cannot be put together: use one rule.")
    return rules.pop() if rules else None


def _held_as(tables: Sequence[ProtectedTable]) -> tuple[str, ...]:
    """Whose figures they are, where all that are of people are held."""
    of_people = [table for table in tables if not table.is_public]
    if not all(table.held_as for table in of_people):
        return ()
    return tuple(dict.fromkeys(chain.from_iterable(table.held_as for table in of_people)))


def _reasons(tables: Sequence[ProtectedTable]) -> str:
    return "; ".join(dict.fromkeys(table.because for table in tables if table.because))


def _matches(left: ProtectedTable, right: ProtectedTable, names: list[str]) -> np.ndarray:
    """For each row of ``left`` the position of its row in ``right``; -1 for none."""
    positions = right._values[names].assign(position=np.arange(len(right)))
    found = left._values[names].merge(positions, on=names, how="left", validate="many_to_one")
    return found["position"].fillna(-1).to_numpy(dtype=int)


def _taken(values: pd.DataFrame, found: np.ndarray, index: pd.Index) -> pd.DataFrame:
    taken = values.reset_index(drop=True).reindex(np.where(found < 0, len(values), found))
    return taken.set_axis(index)


def _marks_taken(marks: pd.DataFrame, found: np.ndarray, index: pd.Index) -> pd.DataFrame:
    return _taken(marks, found, index).fillna(AS_SHOWN).astype("int8")
