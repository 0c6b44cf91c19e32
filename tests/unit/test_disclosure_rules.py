"""The small-number rules, at their edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import RULES, coarser, rule_named

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("name", "hidden", "shown"),
    [
        ("asc", [1, 4], [0, 5]),
        ("hes", [1, 7], [0, 8]),
        ("under_6", [0, 1, 5], [6, 7]),
        ("rule_of_10", [0, 1, 9], [10, 11]),
        ("none", [], [0, 1, 4, 100]),
    ],
)
def test_each_rule_hides_up_to_its_threshold_and_no_further(name, hidden, shown):
    rule = rule_named(name)
    assert np.asarray(rule.hides(hidden)).all()
    assert not np.asarray(rule.hides(shown)).any()


@pytest.mark.parametrize(("count", "rounded"), [(2.5, 5), (7.5, 10), (12.5, 15), (7, 5), (8, 10), (0, 0)])
def test_rounding_is_half_up_never_to_even(count, rounded):
    assert float(rule_named("asc").rounds(count)) == rounded


def test_rules_without_rounding_leave_counts_exact():
    assert rule_named("under_6").rounds([6, 7.5, 13]).tolist() == [6, 7.5, 13]


def test_a_missing_count_is_neither_hidden_nor_rounded_to_a_number():
    rule = rule_named("asc")
    assert not rule.hides(np.array([np.nan])).any()
    assert np.isnan(rule.rounds(np.array([np.nan]))).all()
    assert not rule_named("none").hides(np.array([np.nan])).any()


def test_a_fraction_of_a_person_below_the_first_shown_count_is_hidden():
    assert rule_named("asc").hides([0.2, 4.9, 5.0]).tolist() == [True, True, False]


def test_a_series_stays_a_series_with_its_index():
    counts = pd.Series([3, 7, None], index=["a", "b", "c"], dtype="Int64")
    rounded = rule_named("asc").rounds(counts)
    assert rounded.index.tolist() == ["a", "b", "c"]
    assert rounded["b"] == 5
    assert pd.isna(rounded["c"])


@pytest.mark.parametrize(("name", "width"), [("asc", 3), ("hes", 6), ("under_6", 5), ("rule_of_10", 9), ("none", 0)])
def test_the_protection_interval_is_the_range_the_rule_leaves_open(name, width):
    assert rule_named(name).protection_interval == width


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_true_count_lies_in_what_its_shown_count_could_be(name):
    rule = rule_named(name)
    counts = np.arange(0, 60)
    counts = counts[~np.asarray(rule.hides(counts))]
    low, high = rule.could_be(rule.rounds(counts))
    assert ((low <= counts) & (counts <= high)).all()


@pytest.mark.parametrize("name", ["asc", "hes"])
@pytest.mark.parametrize("to", [rule_named, lambda name: coarser(rule_named(name))])
def test_what_a_shown_count_could_be_is_exact(name, to):
    rule = to(name)
    counts = np.arange(0, 60)
    shown = np.where(rule.hides(counts), np.nan, rule.rounds(counts))
    for value in np.unique(shown[~np.isnan(shown) & (shown < 55)]):
        behind = counts[shown == value]
        low, high = rule.could_be([value])
        assert (behind.min(), behind.max()) == (low[0], high[0])


def test_every_rule_says_what_it_does_and_who_asks_for_it():
    assert all(rule.title and rule.source for rule in RULES.values())


def test_an_unknown_rule_is_named_with_those_there_are():
    with pytest.raises(ValueError, match="asc, hes"):
        rule_named("made up")
