"""What a session has shown, and what it lets a second table of the same people say."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import (
    Ledger,
    ProtectedTable,
    combine,
    protect,
    public,
    require_held,
    rule_named,
    stack,
    with_amounts,
)

pytestmark = pytest.mark.unit
ASC, HES, UNDER_6, NONE = (rule_named(name) for name in ("asc", "hes", "under_6", "none"))


def users(counts: list[int], rule, before=(), **more) -> ProtectedTable:
    labels = pd.DataFrame({"group": [f"group {n}" for n in range(len(counts))], "users": counts}).assign(**more)
    total = labels.drop(columns="group").groupby(list(more) or [np.zeros(len(labels))], as_index=False)["users"].sum()
    rows = pd.concat([labels, total.assign(group="Total")], ignore_index=True)
    return protect(rows, rule, ["group", *more], "users", before=[one.table for one in before])


def shown_in_turn(*steps: tuple[str, object, list[int]]) -> list:
    ledger, all_given = Ledger(), []
    for version, rule, counts in steps:
        ledger, given = ledger.settle("users", version, rule, partial(users, counts))
        all_given.append(given)
    return all_given


def test_the_first_table_is_shown_as_asked():
    (given,) = shown_in_turn(("v1", UNDER_6, [3, 20, 18]))
    assert given.used == UNDER_6
    assert given.why == ""


def test_a_second_rule_that_would_tell_is_refused_and_the_first_one_stays():
    _, second = shown_in_turn(("v1", ASC, [6, 20, 30]), ("v1", HES, [6, 20, 30]))
    assert second.used == ASC
    assert "new tab" in second.why


def test_a_second_rule_is_fine_where_neither_hides_anything():
    _, second = shown_in_turn(("v1", ASC, [60, 20, 30]), ("v1", HES, [60, 20, 30]))
    assert (second.used, second.why) == (HES, "")


def test_what_is_asked_again_is_answered_again():
    first, _, again = shown_in_turn(("v1", ASC, [6, 20, 30]), ("v2", ASC, [6, 20, 31]), ("v1", ASC, [6, 20, 30]))
    assert again is first


def test_a_version_with_one_person_more_is_rounded_away_under_an_exact_rule():
    _, later = shown_in_turn(("v1", UNDER_6, [20, 30, 40]), ("v2", UNDER_6, [21, 30, 40]))
    assert later.table.frame["users"].tolist() == [20, 30, 40, 90]
    assert "rounded to the nearest 10" in later.why


def test_a_version_that_differs_by_many_stays_exact():
    _, later = shown_in_turn(("v1", UNDER_6, [20, 30, 40]), ("v2", UNDER_6, [35, 50, 90]))
    assert later.table.frame["users"].tolist() == [35, 50, 90, 175]


def test_rounding_by_fives_lets_versions_stand_side_by_side():
    _, later = shown_in_turn(("v1", ASC, [3, 20, 30]), ("v2", ASC, [4, 21, 30]))
    assert (later.used, later.why) == (ASC, "")


def test_what_one_version_hides_for_another_the_next_does_not_show():
    for counts in ([3, 9, 40, 41], [2, 12, 12, 60], [1, 7, 8, 9]):
        first, later = shown_in_turn(("v1", ASC, counts), ("v2", ASC, [*counts[:3], counts[3] + 30]))
        hidden = first.table.is_hidden("users").to_numpy()
        assert later.table is None or later.table.is_hidden("users").to_numpy()[hidden].all()


def test_two_periods_that_differ_by_two_people_are_rounded_away_under_an_exact_rule():
    make = partial(users, [20, 30, 22, 30], period=["2024", "2024", "2025", "2025"])

    def of_periods(rule, before=()):
        frame = make(rule, before).frame.assign(group=["a", "b", "a", "b", "Total", "Total"])
        return protect(frame, rule, ["group", "period"], "users")

    _, given = Ledger().settle("users", "v1", UNDER_6, of_periods)
    assert given.table.frame["users"].tolist() == [20, 30, 20, 30, 50, 50]


def test_nothing_shown_without_a_rule_is_held_against_what_others_are_given():
    unguarded, after = shown_in_turn(("v1", NONE, [3, 20, 18]), ("v1", ASC, [3, 20, 18]))
    assert unguarded.table.frame["users"].tolist() == [3, 20, 18, 41]
    assert (after.used, after.why) == (ASC, "")


def test_other_people_are_not_held_against_these():
    ledger, _ = Ledger().settle("users", "v1", ASC, partial(users, [6, 20, 30]))
    _, other = ledger.settle("carers", "v1", HES, partial(users, [7, 21, 32]))
    assert other.used == HES


def test_a_table_that_nobody_holds_is_not_shown_and_what_is_made_of_a_held_one_is():
    table = users([6, 20, 30], ASC)
    with pytest.raises(TypeError, match="not held"):
        require_held(table)
    held = table.held("users")
    amounts = pd.DataFrame({"hours": [1.0] * 4}, index=held.frame.index)
    made = [held.where(held.frame["users"] > 10), held.rename({"users": "Users"}), stack([held, held]),
            with_amounts(held, amounts), held.select(["group"]), held.derive(lambda frame: frame)]  # fmt: skip
    assert all(require_held(one) is one for one in made)
    with pytest.raises(TypeError, match="not held"):
        require_held(stack([held, table]))


def test_public_figures_need_no_holding():
    table = public(pd.DataFrame({"group": ["group 0"], "beds": [3]}), because="a register")
    assert require_held(table) is table
    assert require_held(combine(users([6, 20], ASC).held("users"), table, on="group")).held_as == ("users",)


def test_versions_without_numbers_of_people_are_not_held_against_anything():
    make = lambda rule, before: public(pd.DataFrame({"hours": [1.0]}), because="hours alone")  # noqa: E731, ARG005
    ledger, _ = Ledger().settle("users", "v1", ASC, make)
    assert ledger.settle("users", "v2", ASC, make)[1].why == ""
