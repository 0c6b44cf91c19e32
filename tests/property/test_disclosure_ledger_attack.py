"""An attacker who keeps everything a session has shown of the same people."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure import RULES, Ledger, Rule, protect, rule_named

pytestmark = pytest.mark.property

NAMED = [name for name in RULES if name != "none"]
EVERY = np.stack(np.meshgrid(*[np.arange(26)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
EVERY_WITH_TOTAL = np.column_stack([EVERY, EVERY.sum(axis=1)])


def shown(counts: list[int], rule: Rule, before=()):
    """Three groups and their total under a rule."""
    frame = pd.DataFrame({"group": ["a", "b", "c", "Total"], "users": [*counts, sum(counts)]})
    return protect(frame, rule, keys="group", counts="users", before=[one.table for one in before])


def fitting(table) -> np.ndarray:
    """Which of every table there could be would be published like this; a hidden cell tells its floor alone."""
    rule, frame, fits = table.rule, table.frame, np.ones(len(EVERY), dtype=bool)
    for n, (value, hidden) in enumerate(zip(frame["users"], frame["is_suppressed"], strict=True)):
        true = EVERY_WITH_TOTAL[:, n]
        fits &= true >= (rule.lowest_hidden or 0) if hidden else (rule.rounds(true) == value) & ~rule.hides(true)
    return fits


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 16), min_size=3, max_size=3), st.sampled_from(NAMED), st.sampled_from(NAMED))
def test_two_rules_in_one_session_bound_no_hidden_count_closer_than_either_allows(counts, first, second):
    ledger, one = Ledger().settle("users", "v1", rule_named(first), partial(shown, counts))
    _, two = ledger.settle("users", "v1", rule_named(second), partial(shown, counts))
    tables = [given.table for given in (one, two) if given.table is not None]
    possible = EVERY_WITH_TOTAL[np.logical_and.reduce([fitting(table) for table in tables])]
    for table in tables:
        for n in np.flatnonzero(table.frame["is_suppressed"]):
            assert np.ptp(possible[:, n]) >= table.rule.protection_interval


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 16), min_size=3, max_size=3),
    st.lists(st.integers(-3, 3), min_size=3, max_size=3),
    st.sampled_from(NAMED),
)
def test_two_versions_in_one_session_tell_of_nobody_who_came_or_left(counts, came, name):
    later = [max(0, count + more) for count, more in zip(counts, came, strict=True)]
    ledger, one = Ledger().settle("users", "v1", rule_named(name), partial(shown, counts))
    _, two = ledger.settle("users", "v2", rule_named(name), partial(shown, later))
    if two.table is None:
        return
    for before, after in zip(ranges(one.table), ranges(two.table), strict=True):
        least, most = after[0] - before[1], after[1] - before[0]
        assert least == most == 0 or most - least >= rule_named(name).protection_interval


def ranges(table) -> list[tuple[float, float]]:
    rule, frame = table.rule, table.frame
    low, high = rule.could_be(frame["users"].to_numpy(dtype=float, na_value=np.nan))
    hidden = frame["is_suppressed"].to_numpy()
    floor, most = rule.lowest_hidden, np.inf
    return list(zip(np.where(hidden, floor, low), np.where(hidden, most, high), strict=True))


def test_without_the_guard_a_second_rule_gives_a_small_number_away():
    tables = [shown([6, 20, 18], rule_named(name)) for name in ("asc", "hes")]
    possible = EVERY_WITH_TOTAL[np.logical_and.reduce([fitting(table) for table in tables])]
    closest = min(np.ptp(possible[:, n]) for n in np.flatnonzero(tables[1].frame["is_suppressed"]))
    assert closest < rule_named("hes").protection_interval
