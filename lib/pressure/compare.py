"""Two versions of the same groups: which group became which, and which areas moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from lib.core.words import say_count


@dataclass(frozen=True)
class Comparison:
    """What changed between two versions.

    Attributes
    ----------
    labels
        The second version in the numbers of the first, by ``area_code``; a group that matches none of the first gets
        a number after its last.
    renamed
        Index ``cluster_after`` (as given), value the number it now has.
    moved
        Areas whose group changed: index ``area_code``, ``cluster_before``, ``cluster_after``.
    only_before, only_after
        Areas that only one version has a group for.
    share_kept
        Share of the areas in both that kept their group; missing when there are none.
    """

    labels: pd.Series
    renamed: pd.Series
    moved: pd.DataFrame
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    share_kept: float

    @property
    def sentence(self) -> str:
        """The finding in words."""
        if np.isnan(self.share_kept):
            return "The two versions have no areas in common."
        count = say_count(len(self.moved), "area moves", "areas move")
        return f"{count} to another group; {self.share_kept:.0%} stay where they were."


def compare(labels_a: pd.Series, labels_b: pd.Series) -> Comparison:
    """Align the groups of two versions so that as many areas as can be keep theirs (Hungarian method).

    Parameters
    ----------
    labels_a, labels_b
        Groups by ``area_code`` before and after; areas without a group are missing.
    """
    before, after = labels_a.dropna().astype(int), labels_b.dropna().astype(int)
    common = before.index.intersection(after.index, sort=True)
    both = pd.crosstab(before.loc[common], after.loc[common])
    renamed = _renamed(both, before, after)
    aligned = after.map(renamed).astype("Int64").rename("cluster")
    stayed = before.loc[common] == aligned.loc[common]
    pairs = pd.DataFrame({"cluster_before": before.loc[common], "cluster_after": aligned.loc[common]})
    return Comparison(
        labels=aligned.reindex(labels_b.index),
        renamed=renamed,
        moved=pairs.loc[~stayed.to_numpy(dtype=bool)].rename_axis("area_code"),
        only_before=tuple(before.index.difference(after.index)),
        only_after=tuple(after.index.difference(before.index)),
        share_kept=float(stayed.mean()) if len(common) else float("nan"),
    )


def _renamed(both: pd.DataFrame, before: pd.Series, after: pd.Series) -> pd.Series:
    """The number of the first version for each group of the second; new numbers for those without a match."""
    counts = both.to_numpy()
    rows, columns = linear_sum_assignment(-counts)
    pairs = zip(both.columns[columns], both.index[rows], counts[rows, columns], strict=True)
    matched = {int(new): int(old) for new, old, shared in pairs if shared}
    free = int(before.max()) + 1 if len(before) else 1
    for cluster in sorted(set(after) - set(matched)):
        matched[int(cluster)], free = free, free + 1
    return pd.Series(matched, name="cluster", dtype="int64").rename_axis("cluster_after").sort_index()
