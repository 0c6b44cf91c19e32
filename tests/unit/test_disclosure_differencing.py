"""Filters looked at one after the other."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import Differencing, rule_named

pytestmark = pytest.mark.unit

UNDER_6, ASC = rule_named("under_6"), rule_named("asc")


def test_two_filters_that_differ_by_two_people_are_refused_under_an_exact_rule():
    guard = Differencing(UNDER_6).after(range(20))
    problem = guard.check(range(22))
    assert problem.code == "difference-too-small"
    assert "few people" in problem.what


@pytest.mark.parametrize(("further", "is_refused"), [(5, True), (6, False), (7, False)])
def test_the_difference_is_held_to_the_threshold(further, is_refused):
    guard = Differencing(UNDER_6).after(range(20))
    assert (guard.check(range(20 + further)) is not None) == is_refused


def test_an_overlap_of_a_few_people_is_refused_when_it_can_be_worked_out():
    everybody, left, right = range(40), range(22), range(20, 40)
    guard = Differencing(UNDER_6).after(left).after(right)
    assert guard.check(everybody) is not None


def test_overlapping_filters_alone_give_nothing_away():
    assert Differencing(UNDER_6).after(range(22)).check(range(20, 40)) is None


def test_rounding_takes_a_single_difference_away():
    assert Differencing(ASC).after(range(20)).check(range(22)) is None


def test_the_same_filter_again_is_always_fine():
    guard = Differencing(UNDER_6).after(range(20))
    assert guard.check(range(20)) is None
    assert guard.after(range(20)) is guard


def test_a_filter_of_few_people_is_hidden_and_gives_nothing_away():
    assert Differencing(UNDER_6).check(range(3)) is None


def test_what_was_hidden_before_stays_guarded():
    guard = Differencing(UNDER_6).after(range(3)).after(range(20))
    assert guard.check(range(3, 20)) is not None


def test_cells_with_counts_work_like_people():
    guard = Differencing(UNDER_6).after({"E01": 13, "E02": 20})
    assert guard.check(pd.Series({"E01": 13, "E02": 20, "E03": 2})) is not None
    assert guard.check({"E01": 13}) is None


def test_a_new_version_with_one_person_more_is_refused():
    guard = Differencing(UNDER_6).after({"E01": 13, "E02": 20})
    assert guard.check({"E01": 14, "E02": 20}) is not None


def test_zones_that_swap_an_area_are_held_against_each_other():
    north, moved = {"E01": 30, "E02": 25}, {"E01": 30, "E02": 25, "E03": 4}
    assert Differencing(UNDER_6).after(north).check(moved) is not None


def test_nothing_is_guarded_without_a_rule():
    assert Differencing(rule_named("none")).after(range(20)).check(range(22)) is None


def test_asking_changes_nothing():
    guard = Differencing(UNDER_6)
    guard.after(range(20))
    assert guard.shown == ()


def test_an_empty_filter_is_no_trouble():
    guard = Differencing(UNDER_6).after(range(20))
    assert guard.check([]) is None
