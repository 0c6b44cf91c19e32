"""Where fewer people use care than need would lead to expect, in words made by rules."""

from __future__ import annotations

import pandas as pd

from lib.core import Verdict
from lib.core.words import say_count
from lib.disclosure import ProtectedTable, require_protected


def say_expected(table: ProtectedTable, area_word: str, need: str, level: float = 0.95) -> list[str]:
    """A headline, the areas furthest below and above with their intervals, and what to keep in mind.

    ``table`` is as :func:`lib.measures.expected_need.expected_need` gives it, with ``area_name``.
    """
    frame = require_protected(table).frame
    counts = {verdict: int((frame["verdict"] == verdict.value).sum()) for verdict in Verdict}
    tested = len(frame) - counts[Verdict.NOT_TESTABLE]
    if not tested:
        return [f"No {area_word} can be compared: figures of users or of need are missing or hidden."]
    said = [_headline(counts, tested, area_word, need)]
    under, over = (frame[frame["verdict"] == verdict.value] for verdict in (Verdict.UNDER, Verdict.OVER))
    said += [f"Furthest below: {_one(under.sort_values('ratio').iloc[0], level)}."] if len(under) else []
    said += [f"Furthest above: {_one(over.sort_values('ratio').iloc[-1], level)}."] if len(over) else []
    if counts[Verdict.NOT_TESTABLE]:
        said.append(
            f"{say_count(counts[Verdict.NOT_TESTABLE], area_word)} cannot be tested: a figure is hidden or missing."
        )
    return [
        *said,
        "This shows where to look, not why: homes, housing and people who pay for their own care differ too.",
    ]


def _headline(counts: dict[Verdict, int], tested: int, area_word: str, need: str) -> str:
    under, over, even = (counts[verdict] for verdict in (Verdict.UNDER, Verdict.OVER, Verdict.NO_EVIDENCE))
    fewer = f"{say_count(under, area_word)} of {tested:,} {'has' if under == 1 else 'have'} fewer users"
    rest = f"; in {even:,} chance could explain it" if even else ""
    return f"{fewer} than {need} would lead to expect and {over:,} more{rest}."


def _one(row: pd.Series, level: float) -> str:
    span = f"{row['ratio_low']:.2f} to {row['ratio_high']:.2f}"
    counts = f"{row['users_count']:,.0f} users against {row['expected_count']:,.0f} expected"
    return f"{row['area_name']}, {counts}: {row['ratio']:.2f} times ({100 * level:g}% interval {span})"
