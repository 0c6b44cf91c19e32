"""The one type that views and exports accept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from lib.disclosure.audit import Audit, audit_of, audit_of_lone, joined_audit
from lib.disclosure.rules import Rule
from lib.disclosure.states import AS_SHOWN, DOES_NOT_APPLY, HIDDEN, split_flags, states_of
from lib.disclosure.system import System

_KEY = object()  # only this package makes protected tables


@dataclass(frozen=True, eq=False, repr=False)
class ProtectedTable:
    """A table whose small numbers are hidden, or whose figures are public.

    Made only by :func:`lib.disclosure.protect`, :func:`lib.disclosure.public` and
    :func:`lib.disclosure.protect_cost`: calling the class raises ``TypeError``. It never holds the
    counts it was made from, and nothing in it can be changed.

    Attributes
    ----------
    rule
        The small-number rule used; ``None`` for public figures.
    keys, counts
        The columns that say what a row is, and the columns of people.
    because
        Why the figures may be shown as they are; ``''`` when protected by a rule.
    left_out
        Columns of the table given that are not in ``frame`` because nobody said what they are.
    held_as
        Whose figures, and which of them, a session holds against what it shows later; empty until :meth:`held`.
    """

    _values: pd.DataFrame
    _marks: pd.DataFrame
    rule: Rule | None
    keys: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    because: str = ""
    left_out: tuple[str, ...] = ()
    _systems: tuple[System, ...] = ()
    held_as: tuple[str, ...] = ()
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY:
            raise TypeError(
                "A ProtectedTable is made by protect(table, ...) for numbers of people, "
                "or by public(frame, because=...) for public figures."
            )

    def __repr__(self) -> str:
        by = f"rule {self.rule.name!r}" if self.rule else f"public: {self.because}"
        return f"<ProtectedTable of {len(self._values):,} rows, {by}>"

    def __len__(self) -> int:
        return len(self._values)

    @property
    def is_public(self) -> bool:
        """Whether the figures are public rather than protected by a rule."""
        return self.rule is None

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of figures and words, without the yes/no columns about hiding."""
        return tuple(self._values.columns)

    @property
    def frame(self) -> pd.DataFrame:
        """A copy of the table as it may be shown.

        Hidden figures are missing. ``is_suppressed`` is true for a row in which any figure is hidden;
        with several count columns each has its own ``<count>_is_suppressed`` as well.
        """
        return self._as_shown.copy(deep=False)

    @cached_property
    def _as_shown(self) -> pd.DataFrame:
        flags = {"is_suppressed": (self._marks == HIDDEN).to_numpy().any(axis=1)}
        if len(self.counts) > 1:
            flags |= {f"{name}_is_suppressed": self.is_hidden(name).to_numpy() for name in self.counts}
        shown = self._values.drop(columns=[name for name in flags if name in self._values.columns])
        return pd.concat([shown, pd.DataFrame(flags, index=shown.index)], axis=1)

    @property
    def states(self) -> pd.DataFrame:
        """What each cell says: shown, zero, suppressed, not collected or not applicable. A copy."""
        return self._all_states.copy(deep=False)

    @cached_property
    def _all_states(self) -> pd.DataFrame:
        return states_of(self._values, self._marks)

    def is_hidden(self, column: str) -> pd.Series:
        """Which rows have this column hidden to protect people."""
        marks = self._marks[column] if column in self._marks.columns else AS_SHOWN
        return pd.Series(marks == HIDDEN, index=self._values.index, name=column)

    def audit(self) -> Audit:
        """What somebody who adds and subtracts could find out of each hidden count.

        Everything the table adds up to is used, and every table it was linked with when it was
        protected, whatever rows and columns are left of it here.
        """
        if self._systems and self.rule is not None:
            return joined_audit([audit_of(system, self.rule) for system in self._systems])
        return audit_of_lone(self._hidden_cells(), self.rule)

    def _hidden_cells(self) -> pd.DataFrame:
        keys = self._values[list(self.keys)]
        found = [keys[self.is_hidden(name)].assign(count=name) for name in self.counts]
        return pd.concat([keys.iloc[:0].assign(count=""), *found], ignore_index=True)

    def rate(self, numerator: str, denominator: str, per: float = 100) -> pd.Series:
        """``per`` x numerator / denominator from the figures shown, never from those hidden.

        Missing where either is hidden or missing, or the denominator is zero.
        """
        top = self._values[numerator].astype("Float64")
        bottom = self._values[denominator].astype("Float64")
        return per * top / bottom.mask(bottom == 0)

    def with_rate(self, name: str, numerator: str, denominator: str, per: float = 100) -> ProtectedTable:
        """The table with a column of :meth:`rate`; a rate of nobody does not apply."""
        mark = self._joint_marks((numerator, denominator))
        is_of_nobody = (self._values[denominator] == 0).fillna(False).to_numpy(dtype=bool)
        mark[is_of_nobody & (mark == AS_SHOWN)] = DOES_NOT_APPLY
        return self._changed(
            self._values.assign(**{name: self.rate(numerator, denominator, per)}),
            self._marks.assign(**{name: mark}),
        )

    def with_columns(
        self,
        columns: Mapping[str, Callable[[pd.DataFrame], pd.Series | np.ndarray]],
        reads: Sequence[str] | None = None,
    ) -> ProtectedTable:
        """The table with columns worked out from what is shown.

        Each function is given ``frame`` and nothing else, so that it cannot bring a hidden count back.
        A figure that cannot be worked out in a row with something hidden counts as hidden; with ``reads`` the functions
        are given those columns alone, and only what is hidden in them counts.
        """
        shown = self.frame if reads is None else self._values[list(reads)]
        added = {name: pd.Series(make(shown), index=shown.index) for name, make in columns.items()}
        read = self._marks if reads is None else self._marks.reindex(columns=list(reads), fill_value=AS_SHOWN)
        is_partly_hidden = np.asarray(read == HIDDEN, dtype=bool).any(axis=1)
        marks = {
            name: np.where(series.isna().to_numpy() & is_partly_hidden, HIDDEN, AS_SHOWN).astype("int8")
            for name, series in added.items()
        }
        return self._changed(self._values.assign(**added), self._marks.assign(**marks))

    def derive(self, make: Callable[[pd.DataFrame], pd.DataFrame], counts: Sequence[str] = ()) -> ProtectedTable:
        """Another table worked out from what is shown, under the same protection.

        ``make`` is given ``frame`` and nothing else. Where the frame it makes has ``is_suppressed``,
        missing numbers of those rows count as hidden. ``counts`` names its columns of people.
        """
        values, marks = split_flags(make(self.frame))
        keys = tuple(name for name in self.keys if name in values.columns)
        return self._changed(values, marks, keys=keys, counts=tuple(counts))

    def select(self, columns: Sequence[str]) -> ProtectedTable:
        """Only these columns, in this order."""
        chosen = [name for name in columns if name not in self._flag_names()]
        marks = self._marks[[name for name in chosen if name in self._marks.columns]]
        kept = tuple(name for name in self.counts if name in chosen)
        keys = tuple(name for name in self.keys if name in chosen)
        return self._changed(self._values[chosen], marks, keys=keys, counts=kept)

    def where(self, rows: pd.Series | Callable[[pd.DataFrame], pd.Series]) -> ProtectedTable:
        """Only the rows that are true in ``rows``, or in what ``rows`` makes of ``frame``."""
        chosen = rows(self.frame) if callable(rows) else rows
        aligned = chosen if chosen.index.equals(self._values.index) else chosen.reindex(self._values.index)
        positions = np.flatnonzero(aligned.fillna(False).to_numpy(dtype=bool))
        return self._changed(self._values.iloc[positions], self._marks.iloc[positions])

    def sort(self, by: str | Sequence[str], *, ascending: bool = True) -> ProtectedTable:
        """The rows in order of what is shown; hidden and missing figures come last."""
        names = [by] if isinstance(by, str) else list(by)
        ordered = self._values.reset_index(drop=True).sort_values(
            names, ascending=ascending, kind="stable", na_position="last"
        )
        return self._changed(self._values.iloc[ordered.index], self._marks.iloc[ordered.index])

    def rename(self, names: Mapping[str, str]) -> ProtectedTable:
        """Columns under other names."""
        return self._changed(
            self._values.rename(columns=dict(names)),
            self._marks.rename(columns=dict(names)),
            keys=tuple(names.get(name, name) for name in self.keys),
            counts=tuple(names.get(name, name) for name in self.counts),
        )

    def held(self, about: str) -> ProtectedTable:
        """The same, marked as held against what a session shows of these people; what is made from it is too."""
        return replace(self, held_as=tuple(dict.fromkeys((*self.held_as, about))), key=_KEY)

    def _flag_names(self) -> set[str]:
        return {"is_suppressed", *(f"{name}_is_suppressed" for name in self.counts)}

    def _joint_marks(self, columns: Sequence[str]) -> np.ndarray:
        marks = self._marks.reindex(columns=list(columns), fill_value=AS_SHOWN).to_numpy()
        is_hidden, is_outside = (marks == HIDDEN).any(axis=1), (marks == DOES_NOT_APPLY).any(axis=1)
        return np.select([is_hidden, is_outside], [HIDDEN, DOES_NOT_APPLY], AS_SHOWN).astype("int8")

    def _changed(
        self,
        values: pd.DataFrame,
        marks: pd.DataFrame,
        *,
        keys: tuple[str, ...] | None = None,
        counts: tuple[str, ...] | None = None,
    ) -> ProtectedTable:
        """The same protection over other rows or columns."""
        return made(
            values,
            marks,
            self.rule,
            keys=self.keys if keys is None else keys,
            counts=self.counts if counts is None else counts,
            because=self.because,
            left_out=self.left_out,
            systems=self._systems,
            held_as=self.held_as,
        )


def made(
    values: pd.DataFrame,
    marks: pd.DataFrame,
    rule: Rule | None,
    *,
    keys: tuple[str, ...] = (),
    counts: tuple[str, ...] = (),
    because: str = "",
    left_out: tuple[str, ...] = (),
    systems: tuple[System, ...] = (),
    held_as: tuple[str, ...] = (),
) -> ProtectedTable:
    """A protected table of values already protected: for this package alone."""
    return ProtectedTable(values, marks, rule, keys, counts, because, left_out, systems, held_as, key=_KEY)


def require_protected(table: object) -> ProtectedTable:
    """The table, when it is protected.

    Raises
    ------
    TypeError
        For anything else, such as a bare frame: views and exports call this first.
    """
    if isinstance(table, ProtectedTable):
        return table
    raise TypeError(
        f"This takes a ProtectedTable, not a {type(table).__name__}: pass the figures through "
        "protect(table, ...) for numbers of people, or public(frame, because=...) for public figures."
    )


def require_held(table: object) -> ProtectedTable:
    """The table, when it is public or a session holds it against what else it shows.

    Raises
    ------
    TypeError
        For figures of people that nobody holds: what a page shows or gives out passes here first.
    """
    protected = require_protected(table)
    if protected.is_public or protected.held_as:
        return protected
    raise TypeError("These figures of people are not held against the others of the session: see lib.ui.guard.")
