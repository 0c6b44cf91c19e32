"""What an earlier version of the same figures asks of a later one, so that neither fills in what the other hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable
from lib.disclosure.rules import Rule


@dataclass(frozen=True, eq=False)
class Asked:
    """Cells of a table, one column for each count.

    ``stays_hidden``: hidden before to protect another. ``is_known``: shown before with the figure it would be shown
    with now, so that hiding it again would hide nothing.
    """

    stays_hidden: np.ndarray
    is_known: np.ndarray


def asked_of(
    table: pd.DataFrame,
    keys: Sequence[str],
    counts: Sequence[str],
    raw: np.ndarray,
    rule: Rule,
    before: Sequence[ProtectedTable],
) -> Asked:
    """What tables shown before ask of this one; they count where they have the same keys."""
    asked = Asked(np.zeros(raw.shape, dtype=bool), np.zeros(raw.shape, dtype=bool))
    for one in before:
        if set(one.keys) == set(keys) and not one.frame.duplicated(list(keys)).any():
            _ask(asked, one, table[list(keys)], counts, np.asarray(rule.rounds(raw)))
    return asked


def _ask(asked: Asked, one: ProtectedTable, labels: pd.DataFrame, counts: Sequence[str], rounded: np.ndarray) -> None:
    """Mark in ``asked`` (arrays of our own) what one table asks."""
    found = labels.merge(one.frame.assign(_at=np.arange(len(one))), on=list(labels.columns), how="left")["_at"]
    has, at = found.notna().to_numpy(), found.fillna(0).to_numpy(dtype=int)
    for n, name in enumerate(counts):
        if name in one.counts:
            was = one.frame[name].to_numpy(dtype="float64", na_value=np.nan)[at]
            asked.stays_hidden[:, n] |= has & _hidden_for_others(one, name)[at]
            asked.is_known[:, n] |= has & (was == rounded[:, n])


def _hidden_for_others(one: ProtectedTable, name: str) -> np.ndarray:
    """Cells hidden though they are not small: only what adds up is hidden so."""
    primary = np.zeros(len(one), dtype=bool)
    for system in one._systems:
        small = system.labels[system.is_primary[: len(system.labels)]]
        own = small.loc[small["count"] == name, list(one.keys)].drop_duplicates().assign(is_small=True)
        primary |= one.frame[list(one.keys)].merge(own, how="left", on=list(one.keys))["is_small"].eq(True).to_numpy()
    return one.is_hidden(name).to_numpy() & ~primary & bool(one._systems)
