"""Figures of users and population questioned: users above people, parts of a person, totals far from one another."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from lib.ingest.cells import Numbers
from lib.ingest.findings import Finding, noted
from lib.ingest.kinds.characteristic_words import characteristic_of
from lib.ingest.sense import above_whole

_COUNTS = ("users_count", "population_count")
#: Everybody has each of these, so their groups should add up to much the same people.
_OF_EVERYBODY = ("age", "sex", "race")
#: So many times as many people in one as in another is no matter of what was not recorded.
_FAR_APART = 10


def about_sense(
    numbers: Mapping[str, Numbers], labels: pd.DataFrame, cells: pd.DataFrame, headings: Mapping[str, str]
) -> list[Finding]:
    """Notes about figures that hardly can be; they were used as they stand.

    ``labels`` say what each row is about, ``cells`` are the rows of the file and ``headings`` what it calls a measure.
    """
    counts = {name: numbers[name] for name in _COUNTS if name in numbers}
    return [
        *above_whole(counts, [("users_count", "population_count")], cells, headings),
        *_fractions(counts, cells, headings),
        *_far_apart(counts, labels, headings),
    ]


def _fractions(counts: Mapping[str, Numbers], cells: pd.DataFrame, headings: Mapping[str, str]) -> list[Finding]:
    found = []
    for name, one in counts.items():
        is_part = one.values.mod(1).gt(0)
        if is_part.any():
            heading = headings[name]
            what = f"Some figures in '{heading}' are not whole numbers, though people are counted in it."
            fix = "If they are percentages, say so in the heading ('%'). They were used as they stand."
            found.append(noted("parts-of-people", what, cells.loc[is_part, heading], heading, fix))
    return found


def _far_apart(counts: Mapping[str, Numbers], labels: pd.DataFrame, headings: Mapping[str, str]) -> list[Finding]:
    return [
        noted(
            "totals-far-apart",
            f"By one characteristic '{headings[name]}' adds up to more than {_FAR_APART} times as many people as by"
            " another, though everybody has an age, a sex and an ethnic group.",
            fix="Check that the groups of each are of the same people. They were used as they stand.",
        )
        for name, one in counts.items()
        if _are_far_apart(one.values, labels)
    ]


def _are_far_apart(values: pd.Series, labels: pd.DataFrame) -> bool:
    """Whether, in any place and period, one characteristic of everybody has far more people than another."""
    about = labels["characteristic"].map(characteristic_of)
    known = labels[about.isin(_OF_EVERYBODY) & values.notna()]
    alike = [name for name in labels.columns if name not in ("characteristic", "characteristic_group")]
    if known.empty:
        return False
    sums = (
        values.loc[known.index].groupby([about.loc[known.index], *(known[name] for name in alike)], dropna=False).sum()
    )
    sums = sums[sums.gt(0)]
    each = sums.groupby(level=alike, dropna=False) if alike else sums.groupby(lambda _: "all")
    return bool((each.max() > _FAR_APART * each.min()).any())
