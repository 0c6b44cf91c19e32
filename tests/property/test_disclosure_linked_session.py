"""An attacker who adds tables of the same people, parted differently, up against each other; in whole people."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from lib.disclosure import RULES, Given, Ledger, Rule, protect, rule_named
from lib.measures.representing import protected_groups

pytestmark = pytest.mark.property

NAMED = [name for name in RULES if name != "none"]
counts_of_two = st.lists(st.integers(0, 12), min_size=4, max_size=4)
CUTS = {
    "by place": (("place",), lambda people: people.sum(axis=-1)),
    "by provider": (("provider",), lambda people: people.sum(axis=-2)),
    "by both": (("place", "provider"), lambda people: people.reshape(*people.shape[:-2], 4)),
}


def cut(people: np.ndarray, name: str) -> pd.DataFrame:
    """The same people parted one way: one row a cell, no totals."""
    keys, counted = CUTS[name]
    labels = {"place": ["north", "south"], "provider": ["A", "B"]}
    rows = pd.MultiIndex.from_product([labels[key] for key in keys], names=keys).to_frame(index=False)
    return rows.assign(people=counted(people))


def shown_in_turn(people: np.ndarray, rule: Rule, names: list[str], *, is_held: bool = True) -> dict[str, Given]:
    """Each cut as a session shows it; not held against the others where ``is_held`` is false."""
    ledger, found = Ledger(), {}
    for name in names:
        keys = list(CUTS[name][0])

        def make(used: Rule, beside: tuple[Given, ...], name: str = name, keys: list[str] = keys):
            before = [one.table for one in beside if one.table is not None]
            return protect(cut(people, name), used, keys, "people", totals={}, before=before)

        after, found[name] = ledger.settle(name, "v1", rule, make)
        ledger = after if is_held else Ledger()
    return found


def ends_of(rule: Rule, value: float, *, hidden: bool) -> tuple[float, float]:
    """Lowest and highest count behind a figure, the slow way; a hidden one tells its floor alone."""
    if hidden:
        return rule.lowest_hidden or 0, np.inf
    fitting = [n for n in range(int(value) + 2 * rule.base) if rule.rounds(n) == value and not rule.hides(n)]
    return min(fitting), max(fitting)


def widths(given: Iterable[tuple[np.ndarray, float, float]], aims: np.ndarray) -> list[float]:
    """How many counts each of ``aims`` could be, over all whole numbers of people that fit what is given."""
    sums, low, high = (np.array(column, dtype=float) for column in zip(*given, strict=True))
    ends = []
    for aim in aims:
        found = [milp(sign * aim, constraints=LinearConstraint(sums, low, high), integrality=np.ones(len(aim)),
                      bounds=Bounds(0, 500)) for sign in (1, -1)]  # fmt: skip
        ends.append(np.ptp([aim @ one.x for one in found]))
    return ends


def figures_of(name: str, one: Given) -> list[tuple[np.ndarray, float, float]]:
    """Whom each figure of a table adds up, and its ends."""
    sums = CUTS[name][1](np.eye(4).reshape(4, 2, 2)).T
    values, hidden = one.table.frame["people"], one.table.is_hidden("people")
    return [(sums[n], *ends_of(one.used, value, hidden=hidden[n])) for n, value in enumerate(values)]


def too_close(given: dict[str, Given]) -> int:
    """Hidden counts that all tables together bound closer than the rule allows and closer than their own does."""
    tables = {name: (one, figures_of(name, one)) for name, one in given.items() if one.table is not None}
    everything, found = [figure for _, figures in tables.values() for figure in figures], 0
    for one, figures in tables.values():
        aims = [figures[n][0] for n in np.flatnonzero(one.table.is_hidden("people"))]
        pairs = zip(widths(everything, aims), widths(figures, aims), strict=True)
        found += sum(together < min(one.used.protection_interval, alone) for together, alone in pairs)
    return found


@settings(max_examples=15, deadline=None)
@given(counts_of_two, st.sampled_from(NAMED), st.permutations(list(CUTS)))
def test_the_same_people_by_place_by_provider_and_by_both_give_nobody_away(counts, name, order):
    people = np.array(counts).reshape(2, 2)
    assert too_close(shown_in_turn(people, rule_named(name), order)) == 0


def test_without_the_guard_what_one_cut_hides_another_gives():
    people = np.array([[2, 20], [30, 12]])
    apart = shown_in_turn(people, rule_named("under_6"), list(CUTS), is_held=False)
    assert too_close(apart) == 1
    assert too_close(shown_in_turn(people, rule_named("under_6"), list(CUTS))) == 0


def groups(characteristic: str, counts: list[int]) -> pd.DataFrame:
    names = [f"{characteristic} {n}" for n in range(len(counts))]
    return pd.DataFrame({"characteristic": characteristic, "characteristic_group": names, "users_count": counts})


def file_of(first: list[int], second: list[int]) -> pd.DataFrame:
    """A file that parts the same users by two characteristics."""
    both = pd.concat([groups("sex", first), groups("race", second)], ignore_index=True)
    return both.assign(users_pct=np.nan, population_pct=np.nan, population_count=1_000, came_hidden=False)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=2), st.integers(0, 12), st.sampled_from(NAMED))
def test_two_characteristics_of_the_same_users_give_nobody_away(first, share, name):
    second = [min(share, sum(first)), sum(first) - min(share, sum(first))]
    shown = protected_groups(file_of(first, second), name)
    one, other = [1.0, 1, 0, 0], [0, 0, 1.0, 1]
    sums = np.array([*np.eye(4), one, other])
    seen = zip(shown.frame["users_count"], shown.is_hidden("users_count"), strict=True)
    figures = [(sums[n], *ends_of(shown.rule, value, hidden=hidden)) for n, (value, hidden) in enumerate(seen)]
    alike = (np.array([1.0, 1, -1, -1]), 0.0, 0.0)
    hidden = sums[shown.is_hidden("users_count").to_numpy()]
    assert all(width >= shown.rule.protection_interval for width in widths([*figures, alike], hidden))


@pytest.mark.parametrize("name", ["under_6", "rule_of_10"])
def test_the_total_one_characteristic_hides_another_does_not_give(name):
    shown = protected_groups(file_of([3, 40, 0], [20, 23, 0]), name)
    assert shown.audit().passes
    totals = shown.frame[shown.frame["characteristic_group"] == "All groups together"]
    assert set(totals["users_count"].isna()) in ({True}, {False})


def test_users_by_area_do_not_fill_in_what_users_by_group_hide():
    by_group = file_of([3, 20], [11, 12])
    areas = pd.DataFrame({"area_code": ["E1", "E2"], "users_count": [2, 21]})
    rule = rule_named("under_6")
    ledger, first = Ledger().settle("groups", "v1", rule, lambda used, _: protected_groups(by_group, used))

    def users(used: Rule, beside: tuple[Given, ...]):
        whole = pd.concat([areas, pd.DataFrame({"area_code": ["all"], "users_count": [23]})], ignore_index=True)
        before = [one.table for one in beside if one.table is not None]
        return protect(whole, used, "area_code", "users_count", totals={"area_code": "all"}, before=before)

    _, second = ledger.settle("areas", "v1", rule, users)
    assert first in second.beside
    assert second.table.is_hidden("users_count").tolist()[0]
    assert second.table.audit().passes


def test_other_people_are_not_taken_for_these():
    rule, by_group = rule_named("asc"), file_of([3, 20], [11, 12])
    ledger, _ = Ledger().settle("groups", "v1", rule, lambda used, _: protected_groups(by_group, used))
    areas = pd.DataFrame({"area_code": ["E1", "E2"], "users_count": [3, 40]})
    _, second = ledger.settle("areas", "v1", rule, lambda used, _: protect(areas, used, "area_code", "users_count"))
    assert second.beside == ()
