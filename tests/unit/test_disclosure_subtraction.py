"""What adds up must not give away what is hidden."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import lib.disclosure.secondary as secondary
from lib.disclosure import audit_together, protect, public

pytestmark = pytest.mark.unit


def crossed(inner: list[list[int]]) -> pd.DataFrame:
    """Areas by groups with their totals, one row a cell."""
    table = np.pad(np.array(inner), ((0, 1), (0, 1)))
    table[-1], table[:, -1] = table.sum(axis=0), table.sum(axis=1)
    table[-1, -1] = np.sum(inner)
    areas = [f"area {n}" for n in range(len(inner))] + ["Total"]
    groups = [f"group {n}" for n in range(len(inner[0]))] + ["All"]
    cells = [(a, g, table[i, j]) for i, a in enumerate(areas) for j, g in enumerate(groups)]
    return pd.DataFrame(cells, columns=["area", "group", "users"])


def test_one_hidden_count_under_an_exact_total_hides_another():
    table = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [3, 20, 40, 63]})
    frame = protect(table, rule="under_6", keys="area", counts="users").frame
    assert frame["is_suppressed"].tolist() == [True, True, False, False]


def test_without_a_total_only_small_counts_are_hidden():
    table = pd.DataFrame({"area": ["a", "b", "c"], "users": [3, 20, 40]})
    protected = protect(table, rule="under_6", keys="area", counts="users")
    assert protected.frame["is_suppressed"].tolist() == [True, False, False]
    assert protected.audit().passes


def test_rounding_alone_can_be_protection_enough():
    table = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [2, 69, 15, 86]})
    frame = protect(table, rule="asc", keys="area", counts="users").frame
    assert frame["is_suppressed"].tolist() == [True, False, False, False]


def test_a_lone_hidden_count_that_rounding_would_give_away_gets_company():
    # 12 and 12 are shown as 10, so at most 12 each; 28 is shown as 30, so at least 28: the last is at least 4
    table = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [4, 12, 12, 28]})
    protected = protect(table, rule="asc", keys="area", counts="users")
    assert protected.frame["is_suppressed"].sum() == 2
    assert protected.audit().passes


def test_the_fewest_people_are_hidden():
    table = pd.DataFrame({"area": ["a", "b", "c", "d", "Total"], "users": [3, 90, 8, 40, 141]})
    frame = protect(table, rule="under_6", keys="area", counts="users").frame
    assert frame.loc[frame["is_suppressed"], "area"].tolist() == ["a", "c"]


def test_zero_is_shown_and_no_protection_for_others():
    table = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [3, 0, 9, 12]})
    protected = protect(table, rule="hes", keys="area", counts="users")
    assert protected.frame["users"].tolist()[1] == 0
    assert protected.audit().passes


def test_both_ways_of_adding_up_are_guarded():
    protected = protect(crossed([[3, 20, 30], [25, 40, 35], [30, 20, 60]]), "under_6", ["area", "group"], "users")
    assert protected.audit().passes
    for key in ("area", "group"):
        assert 1 not in protected.frame.groupby(key)["is_suppressed"].sum().tolist()


def test_a_subtotal_is_guarded_when_it_is_named():
    table = pd.DataFrame(
        {"age": ["18 to 64", "65 to 84", "85 and over", "65 and over", "Everybody"], "users": [30, 9, 3, 12, 42]}
    )
    parts = {"65 and over": ["65 to 84", "85 and over"], "Everybody": ["18 to 64", "65 and over"]}
    told = protect(table, "under_6", "age", "users", totals={"age": parts})
    assert told.frame["is_suppressed"].tolist()[1:3] == [True, True]
    assert told.audit().passes
    untold = protect(table, "under_6", "age", "users")
    assert untold.frame["is_suppressed"].sum() == 1


def test_count_columns_that_add_up_are_guarded_when_they_are_named():
    table = pd.DataFrame({"area": ["a", "b"], "men": [3, 30], "women": [20, 20], "everybody": [23, 50]})
    counts = ["men", "women", "everybody"]
    told = protect(table, "under_6", "area", counts, sums={"everybody": ["men", "women"]})
    assert told.frame.loc[0, ["men_is_suppressed", "women_is_suppressed"]].tolist() == [True, True]
    assert told.audit().passes


def test_a_place_called_all_saints_is_no_total():
    table = pd.DataFrame({"ward": ["All Saints", "Ash", "Birch"], "users": [3, 20, 40]})
    frame = protect(table, "under_6", "ward", "users").frame
    assert frame["is_suppressed"].tolist() == [True, False, False]


def test_all_ages_is_a_total_because_it_adds_up():
    table = pd.DataFrame({"age": ["All ages", "18 to 64", "65 and over"], "users": [43, 3, 40]})
    frame = protect(table, "under_6", "age", "users").frame
    assert frame["is_suppressed"].sum() == 2


def test_totals_can_be_denied():
    table = pd.DataFrame({"area": ["a", "b", "Total"], "users": [3, 20, 23]})
    assert protect(table, "under_6", "area", "users", totals={}).frame["is_suppressed"].sum() == 1


def test_a_total_over_an_uncollected_part_says_only_at_least():
    table = pd.DataFrame({"area": ["a", "b", "c", "Total"], "users": [3, 20, None, 60]})
    protected = protect(table, "under_6", "area", "users")
    assert protected.frame["is_suppressed"].tolist() == [True, False, False, False]
    assert protected.audit().passes


def test_the_audit_bounds_a_hidden_count_by_hand():
    # 107 is shown as 105 (103 to 107); 75, 12, 10 as 75, 10, 10 (73 to 77, 8 to 12, 8 to 12)
    table = pd.DataFrame({"group": ["a", "b", "c", "d", "Total"], "users": [75, 12, 10, 3, 100]})
    cells = protect(table, "asc", "group", "users").audit().cells
    # 98 - 77 - 12 - 12 is below the least hidden count, 1; 102 - 73 - 8 - 8 is 13
    assert cells[["group", "low", "high", "width", "fails"]].to_numpy().tolist() == [["d", 1, 13, 12, False]]


def test_a_table_given_out_before_is_reckoned_with():
    by_sex = pd.DataFrame({"area": ["a", "a", "b", "b"], "sex": ["f", "m"] * 2, "users": [20, 33, 40, 12]})
    by_age = pd.DataFrame({"area": ["a", "a", "b", "b"], "age": ["old", "young"] * 2, "users": [50, 3, 30, 22]})
    first = protect(by_sex, "under_6", ["area", "sex"], "users")
    alone = protect(by_age, "under_6", ["area", "age"], "users")
    guarded = protect(by_age, "under_6", ["area", "age"], "users", margins=[first])
    assert not audit_together([first, alone]).passes
    assert audit_together([first, guarded]).passes
    assert guarded.audit().passes
    assert guarded.frame["is_suppressed"].tolist() == [True, True, False, False]


def test_a_published_total_counts_as_known():
    totals = public(pd.DataFrame({"area": ["a"], "users": [53]}), "published", keys=["area"], counts=["users"])
    by_age = pd.DataFrame({"area": ["a", "a"], "age": ["old", "young"], "users": [50, 3]})
    guarded = protect(by_age, "under_6", ["area", "age"], "users", margins=[totals])
    assert guarded.frame["is_suppressed"].tolist() == [True, True]


def test_tables_of_other_people_are_not_linked():
    others = public(pd.DataFrame({"area": ["a"], "users": [900]}), "published", keys=["area"], counts=["users"])
    by_age = pd.DataFrame({"area": ["a", "a"], "age": ["old", "young"], "users": [50, 3]})
    guarded = protect(by_age, "under_6", ["area", "age"], "users", margins=[others])
    assert guarded.frame["is_suppressed"].tolist() == [False, True]


def test_tables_under_different_rules_cannot_be_guarded_together():
    table = pd.DataFrame({"area": ["a", "b"], "users": [50, 3]})
    other = protect(table, "asc", "area", "users")
    with pytest.raises(ValueError, match="different rules"):
        protect(table, "under_6", "area", "users", margins=[other])
    with pytest.raises(ValueError, match="one rule"):
        audit_together([public(table, "published", keys=["area"], counts=["users"])])


def test_what_cannot_be_guarded_any_more_fails_the_audit():
    exact = public(
        pd.DataFrame({"area": ["a"], "age": ["young"], "users": [3]}),
        "by mistake",
        keys=["area", "age"],
        counts=["users"],
    )
    table = pd.DataFrame({"area": ["a", "a"], "age": ["old", "young"], "users": [50, 3]})
    audit = protect(table, "under_6", ["area", "age"], "users", margins=[exact]).audit()
    assert not audit.passes
    assert audit.failures["age"].tolist() == ["young"]


def test_choosing_rows_does_not_hide_a_failure_from_the_audit():
    protected = protect(crossed([[3, 20], [25, 40]]), "under_6", ["area", "group"], "users")
    chosen = protected.where(lambda shown: shown["area"] == "area 1")
    assert len(chosen.audit().cells) == len(protected.audit().cells)


@pytest.mark.parametrize("limit", ["SEARCHED", "PATIENCE"])
def test_beyond_what_can_be_searched_totals_are_hidden_and_it_is_still_safe(monkeypatch, limit):
    monkeypatch.setattr(secondary, limit, 1)
    table = crossed([[3, 20, 30], [25, 4, 35], [30, 20, 60]])
    protected = protect(table, "under_6", ["area", "group"], "users")
    assert protected.audit().passes
    assert protected.frame.loc[protected.frame["area"] == "Total", "is_suppressed"].any()


def test_the_same_table_is_hidden_the_same_way_every_time():
    table = crossed(np.random.default_rng(3).poisson(6, (6, 5)).tolist())
    first, again = (protect(table, "under_6", ["area", "group"], "users").frame for _ in range(2))
    pd.testing.assert_frame_equal(first, again)


def test_estimates_of_people_may_be_fractions():
    table = pd.DataFrame({"area": ["a", "b", "Total"], "users": [2.5, 20.25, 22.75]})
    protected = protect(table, "under_6", "area", "users")
    assert protected.frame["is_suppressed"].tolist()[:2] == [True, True]
    assert protected.audit().passes
