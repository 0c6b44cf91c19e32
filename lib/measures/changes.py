"""What changed from one version of a dataset to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from lib.datasets import Dataset
from lib.measures.changed_rows import Pairs, pair_rows, rows_at
from lib.measures.changed_totals import categories_added_and_gone, tallied, totals_of_both
from lib.measures.changed_values import changed_values

#: Columns that count people, or care for few enough to know whom: protect these, and what is made from them.
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "locality_activity": ("hours", "packages", "people_waiting"),
    "characteristics": ("users_count",),
    "council_homes": ("commissioned_beds", "people_waiting"),
    "placements": ("people", "weekly_cost_gbp"),
    "provider_activity": (
        *("people", "hours", "packages_offered", "packages_accepted", "packages_handed_back", "packages_picked_up"),
        *("packages_taken_by", "hourly_rate_gbp", "travel_minutes_per_hour"),
    ),
    "discharges": ("discharges",),
    "pathways": ("demand", "capacity", "redirected", "expected_share_pct"),
}


@dataclass(frozen=True)
class Changes:
    """The changes between two versions of one kind, in frames ready to protect and show.

    ``keys`` are the columns that told which row is which. No frame has a difference between two figures: a page
    takes it from what is left after protection. Figures of a row or a total stand side by side in
    ``<column>_before`` and ``<column>_after``; name those of :data:`PEOPLE` to ``protect`` with
    :func:`both_columns`.

    Attributes
    ----------
    rows
        One row: ``rows_before, rows_after, rows_added, rows_gone, rows_altered, rows_same``.
    columns
        ``column, change`` (``added`` or ``gone``): columns that one version has and the other has not.
    added, gone
        The rows that are new, as they are now; those no longer there, as they were.
    words
        One row per altered cell of words: keys, ``source_row_before``, ``source_row_after``, ``column``,
        ``before``, ``after``. Nothing said is ``''``; yes and no and dates are words.
    figures
        One row per row with an altered figure: keys, ``source_row_before``, ``source_row_after`` and both values of
        each column in which any row has altered. Missing is missing.
    places
        Keys, ``source_row_before``, ``source_row_after``, ``what`` (``placed``, ``no longer placed``, ``moved``,
        ``outline changed``) and ``moved_km`` of points that moved by more than a metre.
    categories
        ``column, category, change, rows_before, rows_after``: categories that one version has and the other has not.
    totals
        See :func:`lib.measures.changed_totals.totals_of_both`.
    set_aside
        ``code, what, rows_before, rows_after``: rows kept out of each version, by reason.
    marks
        ``column, state, cells_before, cells_after``: cells with a mark in place of a figure, such as suppressed.
    """

    kind: str
    keys: tuple[str, ...]
    rows: pd.DataFrame
    columns: pd.DataFrame
    added: pd.DataFrame
    gone: pd.DataFrame
    words: pd.DataFrame
    figures: pd.DataFrame
    places: pd.DataFrame
    categories: pd.DataFrame
    totals: pd.DataFrame
    set_aside: pd.DataFrame = field(default_factory=pd.DataFrame)
    marks: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def is_none(self) -> bool:
        """Whether both versions say the same, the order of their rows aside."""
        counted = self.rows.iloc[0]
        return bool(counted["rows_same"] == counted["rows_before"] == counted["rows_after"]) and self.columns.empty


def what_changed(before: Dataset, after: Dataset) -> Changes:
    """Compare two versions of a dataset, with what was set aside of each and which figures were hidden.

    Raises
    ------
    ValueError
        When they are not of the same kind.
    """
    if before.kind != after.kind:
        raise ValueError(f"cannot compare {before.kind} with {after.kind}")
    found = compare_frames(before.frame, after.frame, before.kind)
    return replace(found, set_aside=_set_aside(before, after), marks=_marks(before, after))


def compare_frames(before: pd.DataFrame, after: pd.DataFrame, kind: str) -> Changes:
    """Compare two frames of one kind, ``before`` the earlier; neither is changed.

    Rows are found again by the keys of the kind (:data:`lib.measures.changed_rows.KEYS`), wherever they stand.
    Figures that differ by less than a thousand millionth are the same figure read twice.
    """
    pairs = pair_rows(before, after, kind)
    values = changed_values(before, after, pairs)
    return Changes(
        kind=kind,
        keys=pairs.keys,
        rows=_rows(before, after, pairs, values.n_rows),
        columns=_columns(before, after),
        added=rows_at(after, pairs.added),
        gone=rows_at(before, pairs.gone),
        words=values.words,
        figures=values.figures,
        places=values.places,
        categories=categories_added_and_gone(before, after, kind),
        totals=totals_of_both(before, after, kind),
    )


def both_columns(frame: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """The ``<name>_before`` and ``<name>_after`` that a frame has, for ``protect(..., counts=)``."""
    wanted = (f"{name}_{when}" for name in names for when in ("before", "after"))
    return [name for name in wanted if name in frame]


def _rows(before: pd.DataFrame, after: pd.DataFrame, pairs: Pairs, n_altered: int) -> pd.DataFrame:
    counted = {
        "rows_before": len(before),
        "rows_after": len(after),
        "rows_added": len(pairs.added),
        "rows_gone": len(pairs.gone),
        "rows_altered": n_altered,
        "rows_same": len(pairs.after) - n_altered,
    }
    return pd.DataFrame({name: pd.array([number], dtype="Int64") for name, number in counted.items()})


def _columns(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    added = [(name, "added") for name in after.columns if name not in before.columns]
    gone = [(name, "gone") for name in before.columns if name not in after.columns]
    return pd.DataFrame([*added, *gone], columns=["column", "change"], dtype="str")


def _set_aside(before: Dataset, after: Dataset) -> pd.DataFrame:
    counted = tallied(before.set_aside, after.set_aside, ["code"], "rows")
    said = pd.concat([after.set_aside, before.set_aside]).drop_duplicates("code").set_index("code")["what"]
    counted.insert(1, "what", counted["code"].map(said).astype("str"))
    return counted.astype({"code": "str"})


def _marks(before: Dataset, after: Dataset) -> pd.DataFrame:
    none = pd.DataFrame({"column": pd.Series(dtype="str"), "state": pd.Series(dtype="str")})
    return tallied(before.parts.get("states", none), after.parts.get("states", none), ["column", "state"], "cells")
