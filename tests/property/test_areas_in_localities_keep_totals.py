"""However areas lie among localities, nobody is lost; and no locality's total gives a hidden area back."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.disclosure import RULES, Given, Ledger, Rule, audit_together, rule_named
from lib.measures.areas_in_localities import areas_in_localities, in_localities
from lib.measures.expected_need import EVERYWHERE, users_by_area, users_in_localities

pytestmark = pytest.mark.property

NAMED = [name for name in RULES if name != "none"]
SIZE = 12
SMALL = [f"s{n:02}" for n in range(SIZE)]
of_small = st.lists(st.integers(0, 3), min_size=SIZE, max_size=SIZE)
counts = st.lists(st.integers(0, 30), min_size=SIZE, max_size=SIZE)


def lie_in(numbers: list[int], name: str) -> pd.Series:
    """The area each small area is part of; 0 is none."""
    return pd.Series([f"{name} {n}" if n else None for n in numbers], index=SMALL, dtype="str")


@settings(max_examples=60, deadline=None)
@given(of_small, of_small, counts, counts)
def test_totals_are_kept(wards, localities, people, users):
    ward = lie_in([n + 1 for n in wards], "ward")
    within = areas_in_localities(ward, lie_in(localities, "locality"), pd.Series(people, index=SMALL))
    assert within.shares.groupby("area_code")["share"].sum().to_numpy() == pytest.approx(1)
    by_ward = pd.Series(users, index=SMALL, dtype="float64").groupby(ward).sum()
    assert in_localities(by_ward, within).sum() == pytest.approx(sum(users))
    shown = users_by_area(by_ward, {"locality": within.whole}, "none", has_own_areas=True)
    table = users_in_localities(shown, within).frame.set_index("area_code")["users_count"]
    assert table.drop(EVERYWHERE).sum() == pytest.approx(sum(users))
    assert table[EVERYWHERE] == sum(users)


@settings(max_examples=20, deadline=None)
@given(of_small, of_small, counts, st.sampled_from(NAMED))
def test_two_sets_of_localities_in_one_session_give_nobody_away(first, second, users, name):
    known = pd.Series(users, index=SMALL, dtype="float64")
    ledger, found = Ledger(), []
    for numbers, label in ((first, "one"), (second, "two")):
        within = areas_in_localities(pd.Series(SMALL, index=SMALL), lie_in(numbers, label), nowhere=f"{label} none")

        def make(used: Rule, beside: tuple[Given, ...], within=within):
            before = [one.table for one in beside if one.table is not None]
            return users_by_area(known, {"locality": within.whole}, used, before, has_own_areas=True)

        ledger, one = ledger.settle("users", label, rule_named(name), make)
        found.append(one)
    shown = [one.table for one in found if one.table is not None]
    assert shown
    assert all(table.audit().passes for table in shown)
    if len({table.rule for table in shown}) == 1:
        assert audit_together(shown).passes


def test_without_the_areas_in_mind_a_locality_gives_a_hidden_area_back():
    """What the joint protection is for: totals of localities beside areas, each protected by itself, tell."""
    known = pd.Series([3.0, 20, 30, 40], index=["a", "b", "c", "d"])
    of = pd.Series({"a": "north", "b": "north", "c": "south", "d": "south"})
    alone = known.mask(known < 5)
    north = known.groupby(of).sum()["north"]
    assert north - alone["b"] == 3
    shown = users_by_area(known, {"locality": of}, "under_6", has_own_areas=True)
    hidden = shown.frame.set_index("area_code")["users_count"].isna()
    assert shown.audit().passes
    assert hidden["a"]
    assert hidden[["north", "b"]].any()
