"""Hide small numbers of people, once, at the exit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.disclosure.protected import ProtectedTable, made
from lib.disclosure.rules import Rule, rule_named
from lib.disclosure.session import systems_given_out
from lib.disclosure.states import AS_SHOWN, DOES_NOT_APPLY, HIDDEN, split_flags
from lib.disclosure.structure import Sums, Totals
from lib.disclosure.subtraction import protected_from_subtraction
from lib.disclosure.versions import asked_of

Names = str | Sequence[str]


def protect(
    table: pd.DataFrame,
    rule: str | Rule = "asc",
    keys: Names = (),
    counts: Names = (),
    *,
    alongside: Names = (),
    totals: Totals | None = None,
    sums: Sums | None = None,
    margins: Sequence[ProtectedTable] = (),
    before: Sequence[ProtectedTable] = (),
    not_applicable: pd.Series | None = None,
    same: pd.Series | None = None,
) -> ProtectedTable:
    """Hide small numbers of people, and what would give them away, and round the rest.

    Parameters
    ----------
    table
        One row per cell of the table, counts not yet hidden or rounded.
    rule
        Name of a rule of :data:`lib.disclosure.RULES`.
    keys
        Columns that say what a row is: area, group, period.
    counts
        Columns of numbers of people, 0 or more. Missing is 'not collected'.
    alongside
        Columns that are no numbers of people and are not made from them: names, population of a
        census, outlines. Kept as they are. Columns not named anywhere are left out and listed in
        ``left_out``, since a percentage or a note beside a hidden count can give it away.
    totals
        Which rows are totals: ``{"area": "Total"}`` for the sum of all other areas, or
        ``{"age": {"65 and over": ["65 to 84", "85 and over"]}}``. Found by their labels when not given;
        ``{}`` for none.
    sums
        Which count columns add up others: ``{"everybody": ["men", "women"]}``.
    margins
        Tables already given out about the same people: what can be worked out from both together is
        guarded too. They must be protected by the same rule, or public.
    before
        What has been shown of these people. Of versions of this table (the same keys), what they hid to protect
        another stays hidden, and what they showed unchanged is not hidden in vain. Tables with other keys are guarded
        like ``margins``.
    not_applicable
        Rows (yes/no, index of the table) in which a missing count means the question does not arise.
    same
        Rows (index of the table) with the same label count the same people, parted another way; missing for rows
        that stand alone. Where their counts agree, none gives away what another hides.

    Returns
    -------
    ProtectedTable
        ``frame`` has keys, alongside, counts (missing when hidden) and ``is_suppressed``.

    Raises
    ------
    ValueError
        When a column is not there, is not numeric or has a negative count, or a margin has another rule.
    """
    chosen, key_names, count_names = rule_named(rule), names_of(keys), names_of(counts)
    named = {*key_names, *names_of(alongside), *count_names}
    _refuse_missing(table, named, count_names)
    kept = [name for name in table.columns if name in named]
    raw = np.column_stack([_raw_counts(table, name) for name in count_names])
    hidden, systems = protected_from_subtraction(
        table,
        key_names,
        count_names,
        raw,
        chosen,
        totals,
        sums or {},
        systems_given_out(_beside(margins, before, key_names), chosen),
        asked_of(table, key_names, count_names, raw, chosen, before),
        same,
    )
    return made(
        table[kept].assign(**{name: _shown(chosen, raw[:, n], hidden[:, n]) for n, name in enumerate(count_names)}),
        pd.DataFrame(_marks(raw, hidden, not_applicable, table.index), table.index, count_names),
        chosen,
        keys=key_names,
        counts=count_names,
        left_out=tuple(name for name in table.columns if name not in kept),
        systems=systems,
    )


def public(frame: pd.DataFrame, because: str, *, keys: Names = (), counts: Names = ()) -> ProtectedTable:
    """Let public figures through as they are: registers, published tables, outlines.

    Parameters
    ----------
    frame
        Any frame. Where it has ``is_suppressed`` (or ``<column>_is_suppressed``), missing numbers of
        those rows count as hidden by the publisher, not as 'not collected'.
    because
        Why they are public, in words that can be printed: ``'the register of the regulator'``.

    Raises
    ------
    ValueError
        When no reason is given.
    """
    if not because.strip():
        raise ValueError("Say why these figures are public: public(frame, because='...').")
    values, marks = split_flags(frame)
    return made(values, marks, None, keys=names_of(keys), counts=names_of(counts), because=because.strip())


def names_of(names: Names) -> tuple[str, ...]:
    """One name or several, as several."""
    return (names,) if isinstance(names, str) else tuple(names)


def _beside(
    margins: Sequence[ProtectedTable], before: Sequence[ProtectedTable], keys: Sequence[str]
) -> list[ProtectedTable]:
    """The tables to be added up against: the margins, and what was shown before by other keys."""
    return [*margins, *(one for one in before if set(one.keys) != set(keys) and one not in margins)]


def _refuse_missing(table: pd.DataFrame, named: set[str], counts: Sequence[str]) -> None:
    if not counts:
        raise ValueError("Name the columns of numbers of people: protect(table, counts=[...]).")
    absent = sorted(named - set(table.columns))
    if absent:
        raise ValueError(f"The table has no column {', '.join(map(repr, absent))}.")


def _raw_counts(table: pd.DataFrame, name: str) -> np.ndarray:
    """The counts as floats, missing as NaN."""
    if table[name].isna().all():
        return np.full(len(table), np.nan)
    if not pd.api.types.is_numeric_dtype(table[name]):
        raise ValueError(f"Column {name!r} is not a column of numbers.")
    numbers = table[name].to_numpy(dtype="float64", na_value=np.nan)
    if (numbers < 0).any():
        raise ValueError(f"Column {name!r} has a count below zero.")
    return numbers


def _shown(rule: Rule, numbers: np.ndarray, is_hidden: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """What may be shown: rounded, hidden and missing both missing; whole numbers stay whole."""
    rounded, is_missing = np.asarray(rule.rounds(numbers)), np.isnan(numbers) | is_hidden
    filled = np.where(is_missing, 0.0, rounded)
    if (filled == np.floor(filled)).all():
        return pd.arrays.IntegerArray(filled.astype("int64"), is_missing)
    return pd.arrays.FloatingArray(filled, is_missing)


def _marks(raw: np.ndarray, is_hidden: np.ndarray, not_applicable: pd.Series | None, index: pd.Index) -> np.ndarray:
    marks = np.where(is_hidden, HIDDEN, AS_SHOWN).astype("int8")
    if not_applicable is not None:
        is_outside = not_applicable.reindex(index).fillna(False).to_numpy(dtype=bool)
        marks[is_outside[:, None] & np.isnan(raw)] = DOES_NOT_APPLY
    return marks
