"""Protected tables put together stay protected."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import combine, protect, public, stack

pytestmark = pytest.mark.unit


@pytest.fixture
def people():
    return protect(pd.DataFrame({"area": ["a", "b", "c"], "users": [3, 12, 8]}), keys="area", counts="users")


@pytest.fixture
def homes():
    return public(pd.DataFrame({"area": ["b", "a"], "beds": [40, 20]}), because="the register")


def test_columns_of_one_stand_beside_those_of_the_other(people, homes):
    both = combine(people, homes, on="area")
    assert both.frame["beds"].tolist()[:2] == [20, 40]
    assert both.states["users"].tolist() == ["suppressed", "shown", "shown"]
    assert both.states["beds"].tolist() == ["shown", "shown", "not collected"]
    assert both.rule is people.rule
    assert both.because == "the register"


def test_hidden_stays_hidden_on_the_right_hand_too(people, homes):
    assert combine(homes, people, on="area").states["users"].tolist() == ["shown", "suppressed"]


def test_several_rows_for_one_are_refused(people):
    twice = public(pd.DataFrame({"area": ["a", "a"], "beds": [1, 2]}), because="the register")
    with pytest.raises(pd.errors.MergeError):
        combine(people, twice, on="area")


def test_a_column_both_have_is_refused(people):
    with pytest.raises(ValueError, match="'users'"):
        combine(people, people, on="area")


def test_tables_under_different_rules_are_not_put_together(people):
    other = protect(pd.DataFrame({"area": ["a"], "carers": [12]}), rule="under_6", keys="area", counts="carers")
    with pytest.raises(ValueError, match="different rules"):
        combine(people, other, on="area")
    with pytest.raises(ValueError, match="different rules"):
        stack([people, other])


def test_rows_one_below_the_other_keep_their_states(people):
    both = stack([people, people.rename({"users": "carers"})])
    assert both.states["users"].tolist() == ["suppressed", "shown", "shown", *["not collected"] * 3]
    assert both.states["carers"].tolist() == [*["not collected"] * 3, "suppressed", "shown", "shown"]
    assert both.counts == ("users", "carers")


def test_a_table_worked_out_from_what_is_shown_keeps_the_rule(people):
    shares = people.derive(
        lambda shown: shown.assign(share=shown["users"] / shown["users"].sum())[["area", "share", "is_suppressed"]]
    )
    assert shares.rule is people.rule
    assert shares.columns == ("area", "share")
    assert shares.states["share"].tolist() == ["suppressed", "shown", "shown"]
