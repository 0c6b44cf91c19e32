"""Percentages beside the counts they should follow from: whether they do, and whether two labels have been swapped."""

from __future__ import annotations

import pandas as pd

from lib.ingest.cells import Numbers
from lib.ingest.columns import joined
from lib.ingest.findings import Finding, noted

_SLACK = 1.0


def shares_of_counts(labels: pd.DataFrame, numbers: dict[str, Numbers], columns: dict[str, str]) -> list[Finding]:
    """A note for each whole whose percentages are not those of its counts, by more than 1 percentage point.

    Wholes are rows alike in every label but the group. A whole with anything missing is not judged.
    """
    whole = joined([labels[name].fillna("") for name in labels.columns if name != "characteristic_group"], ", ")
    found = []
    for side in ("users", "population"):
        if {f"{side}_count", f"{side}_pct"} <= set(numbers):
            counts, shares = numbers[f"{side}_count"].values, numbers[f"{side}_pct"].values
            column = columns[f"{side}_pct"]
            for name, rows in whole.groupby(whole, sort=False).groups.items():
                found += _of_whole(str(name), counts[rows], shares[rows], labels["characteristic_group"][rows], column)
    return found


def _of_whole(name: str, counts: pd.Series, shares: pd.Series, groups: pd.Series, column: str) -> list[Finding]:
    if len(counts) < 2 or counts.isna().any() or shares.isna().any() or counts.sum() <= 0:
        return []
    expected = 100 * counts / counts.sum()
    differs = (expected - shares).abs().gt(_SLACK)
    if not differs.any():
        return []
    swapped = _swapped(expected[differs], shares[differs])
    cells = shares[differs].map("{:.10g}".format).astype("str")
    if swapped:
        said = " and ".join(f"'{group}'" for group in groups[differs])
        what = f"The percentages in '{column}' for {name} fit the counts if those of {said} change places."
        return [noted("labels-swapped", what, cells, column, "Check which of the two is right: labels may be swapped.")]
    what = f"The percentages in '{column}' for {name} are not those of the counts beside them."
    return [noted("percent-differs", what, cells, column, "Check which of the two is right, and of whom they are.")]


def _swapped(expected: pd.Series, shares: pd.Series) -> bool:
    """Whether two percentages fit the counts when they change places."""
    change = abs(expected.to_numpy() - shares.to_numpy()[::-1])
    return len(change) == 2 and bool((change <= _SLACK).all())
