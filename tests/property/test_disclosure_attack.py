"""An attacker who tries every table there could be."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.attacker import both_filters, leaks, protected_filters, random_pair
from lib.disclosure import RULES, protect, rule_named

pytestmark = pytest.mark.property

NAMED = [name for name in RULES if name != "none"]
HIGHEST = 24  # the attacker tries counts up to here, which can only make the ranges found too narrow


def shown_as(rule, count: int) -> int | None:
    """What one count is published as, worked out the slow way; ``None`` when hidden."""
    if (0 if rule.name in ("under_6", "rule_of_10") else 1) <= count <= rule.highest_hidden:
        return None
    return count if rule.base == 1 else int((2 * count + rule.base) // (2 * rule.base)) * rule.base


def possible(rule, published: int | None, most: int = HIGHEST) -> list[int]:
    """Every count behind what is published, for somebody who does not know why a count is hidden."""
    if published is None:
        return list(range(rule.lowest_hidden, most + 1))
    return [count for count in range(published + rule.base + 1) if shown_as(rule, count) == published]


def every_table(rule, published: list[list[int | None]]) -> np.ndarray:
    """Every table of whole people that fits a published table whose last row and column are totals."""
    n_rows, n_columns = len(published) - 1, len(published[0]) - 1
    inner = [possible(rule, published[i][j]) for i, j in product(range(n_rows), range(n_columns))]
    tables = np.array(np.meshgrid(*inner, indexing="ij")).reshape(len(inner), -1).T.reshape(-1, n_rows, n_columns)
    full = np.zeros((len(tables), n_rows + 1, n_columns + 1), dtype=int)
    full[:, :-1, :-1] = tables
    full[:, -1, :-1], full[:, :, -1] = tables.sum(axis=1), full.sum(axis=2)
    full[:, -1, -1] = tables.sum(axis=(1, 2))
    fits = np.ones(len(full), dtype=bool)
    for i, j in [(n_rows, j) for j in range(n_columns + 1)] + [(i, n_columns) for i in range(n_rows)]:
        fits &= np.isin(full[:, i, j], possible(rule, published[i][j], most=HIGHEST * len(inner)))
    return full[fits]


def laid_out(inner: list[list[int]]) -> tuple[np.ndarray, pd.DataFrame]:
    """A table with its totals, as an array and as one row a cell."""
    full = np.pad(np.array(inner), ((0, 1), (0, 1)))
    full[-1], full[:, -1] = full.sum(axis=0), full.sum(axis=1)
    full[-1, -1] = np.sum(inner)
    names = ["a", "b", "c", "d"]
    rows, columns = [*names[: len(inner)], "Total"], [*names[: len(inner[0])], "Total"]
    cells = [(r, c, full[i, j]) for i, r in enumerate(rows) for j, c in enumerate(columns)]
    return full, pd.DataFrame(cells, columns=["area", "group", "users"])


small_tables = st.one_of(
    st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.integers(0, 14), min_size=2, max_size=4).map(lambda row: [row]),
)


@settings(max_examples=40, deadline=None)
@given(inner=small_tables, name=st.sampled_from(NAMED))
def test_no_hidden_count_can_be_bounded_more_closely_than_the_rule_allows(inner, name):
    rule = rule_named(name)
    full, table = laid_out(inner)
    frame = protect(table, name, ["area", "group"], "users").frame
    published = [
        [None if pd.isna(v) else int(v) for v in row] for row in frame["users"].to_numpy(object).reshape(full.shape)
    ]
    fitting = every_table(rule, published)
    assert (fitting == full).all(axis=(1, 2)).any()
    hidden = frame["is_suppressed"].to_numpy().reshape(full.shape)
    for i, j in zip(*np.nonzero(hidden), strict=True):
        seen = fitting[:, i, j]
        assert seen.max() - seen.min() >= rule.protection_interval


@settings(max_examples=30, deadline=None)
@given(inner=small_tables, name=st.sampled_from(NAMED))
def test_the_audit_finds_what_trying_every_table_finds(inner, name):
    rule = rule_named(name)
    full, table = laid_out(inner)
    protected = protect(table, name, ["area", "group"], "users")
    published = [
        [None if pd.isna(v) else int(v) for v in row]
        for row in protected.frame["users"].to_numpy(object).reshape(full.shape)
    ]
    fitting = every_table(rule, published)
    cells = protected.audit().cells.set_index(["area", "group"])
    labels = table[["area", "group"]].to_numpy().reshape(*full.shape, 2)
    for i, j in np.ndindex(full.shape):
        if published[i][j] is None:
            low, high = cells.loc[tuple(labels[i, j]), ["low", "high"]]
            if (fitting[:, :-1, :-1] < HIGHEST).all():
                assert (low, high) == (fitting[:, i, j].min(), fitting[:, i, j].max())
            else:
                assert low <= fitting[:, i, j].min()
                assert high >= fitting[:, i, j].max()


@settings(max_examples=50, deadline=None)
@given(inner=small_tables, name=st.sampled_from(NAMED))
def test_every_shown_count_is_true_or_truly_rounded_and_nothing_small_is_shown(inner, name):
    rule = rule_named(name)
    full, table = laid_out(inner)
    frame = protect(table, name, ["area", "group"], "users").frame
    for count, value in zip(full.ravel(), frame["users"], strict=True):
        assert pd.isna(value) or value == shown_as(rule, int(count))


@pytest.mark.parametrize("name", NAMED)
def test_a_hundred_and_twenty_five_random_pairs_of_filters_leak_nothing(name):
    rule, rng = rule_named(name), np.random.default_rng(7)
    tables = [both_filters(*random_pair(rng)) for _ in range(125)]
    counts = [table["people"].to_numpy() for table in tables]
    hidden = [protected_filters(table, rule).is_hidden("people").to_numpy() for table in tables]
    assert not any(leaks(rule, *pair) for pair in zip(counts, hidden, strict=True))
    assert any(leaks(rule, one, np.asarray(rule.hides(one))) for one in counts)
