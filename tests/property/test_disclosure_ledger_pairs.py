"""What the pages use: pairs of tables of the same people in one session, and what the difference tells of the few."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.attacker import RULES
from lib.disclosure import Ledger, Rule, protect, rule_named

pytestmark = pytest.mark.property

GROUPS = ["Asian", "Black", "White"]


def people(counts):
    return pd.DataFrame({"group": GROUPS, "users": counts})


def makes(counts):
    """The table of these counts under any rule, with those given out before in mind."""
    return lambda rule, _beside: protect(people(counts), rule, ["group"], "users")


def pair_of_counts(rng):
    """A table, and the same after a few people came to or left some of its groups."""
    first = rng.integers(0, 40, size=3)
    return first, np.maximum(first + rng.integers(-7, 8, size=3) * rng.integers(0, 2, size=3), 0)


def tells(counts, tables, rules):
    """Groups in which a few came or left, and the two tables shown leave too few possible numbers of them."""
    found = []
    for place, (before, after) in enumerate(zip(*counts, strict=True)):
        could_be = [
            shown_as(table, rule, place, int(n)) for table, rule, n in zip(tables, rules, (before, after), strict=True)
        ]
        differences = {b - a for a in could_be[0] for b in could_be[1]}
        few = abs(int(after) - int(before))
        is_few = few > 0 and bool(rules[0].hides(few))
        if is_few and max(differences) - min(differences) < rules[0].protection_interval:
            found.append(GROUPS[place])
    return found


def shown_as(table, rule, place, count):
    """Every number of people there could be behind one figure shown."""
    is_hidden = bool(table.is_hidden("users").iloc[place])
    assert is_hidden or table.frame["users"].iloc[place] == rule.rounds(count)
    return behind(rule, count) if not is_hidden else list(range((rule.highest_hidden or 0) + 1))


def behind(rule: Rule, count: int) -> list[int]:
    """Every number of people that would be published as this one is."""
    if bool(rule.hides(count)):
        return list(range(rule.lowest_hidden or 0, (rule.highest_hidden or 0) + 1))
    shown = rule.rounds(count)
    return [n for n in range(count + 2 * rule.base) if not rule.hides(n) and rule.rounds(n) == shown]


@pytest.mark.parametrize("name", RULES)
def test_a_hundred_and_twenty_five_pairs_in_one_session_tell_of_no_few_people(name):
    rng, without, shown = np.random.default_rng(2026), 0, 0
    rule = rule_named(name)
    for _ in range(125):
        counts = pair_of_counts(rng)
        ledger, one = Ledger().settle("users", "1", rule, makes(counts[0]))
        _, two = ledger.settle("users", "2", rule, makes(counts[1]))
        alone = protect(people(counts[1]), rule, ["group"], "users")
        without += bool(tells(counts, (one.table, alone), (rule, rule)))
        if two.table is not None:
            shown += 1
            assert tells(counts, (one.table, two.table), (one.used, two.used)) == []
    assert shown > 60
    assert without > 0 or rule.base > 1
