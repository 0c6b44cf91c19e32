"""Representation: what each kind of row gets, and why."""

import numpy as np
import pandas as pd
import pytest

from lib.core import Verdict
from lib.measures import representation

pytestmark = pytest.mark.unit


def groups(**columns):
    count = len(next(iter(columns.values())))
    names = {"characteristic": ["religion"] * count, "characteristic_group": [f"group {i}" for i in range(count)]}
    return pd.DataFrame(names | columns)


def one(users_pct, population_pct, **options):
    return representation(groups(users_pct=[users_pct], population_pct=[population_pct]), **options).iloc[0]


@pytest.mark.parametrize(("base", "low", "high"), [(1000, 0.13, 1.10), (5000, 0.23, 0.62)])
def test_the_worked_example_of_the_method(base, low, high):
    row = one(0.3, 0.8, base=base)
    assert (round(row["ratio_low"], 2), round(row["ratio_high"], 2)) == (low, high)
    assert row["interval_method"] == "Wilson"


def test_rounding_alone_allows_a_wide_range():
    row = one(0.3, 0.1)
    assert (round(row["rounding_low"], 2), round(row["rounding_high"], 2)) == (1.67, 7.00)


def test_verdict_of_the_worked_example_depends_on_the_base():
    assert one(0.3, 0.8, base=1000)["verdict"] == Verdict.NO_EVIDENCE
    assert one(0.3, 0.8, base=5000)["verdict"] == Verdict.UNDER


def test_percentages_without_a_base_have_a_ratio_and_no_test():
    row = one(0.3, 0.8)
    assert row["ratio"] == pytest.approx(0.375)
    assert np.isnan(row["ratio_low"])
    assert row["verdict"] == Verdict.NOT_TESTABLE
    assert "number of users" in row["reason"]


def test_nobody_over_nobody_is_refused():
    row = one(0.0, 0.0, base=1000)
    assert np.isnan(row["ratio"])
    assert row["verdict"] == Verdict.NOT_TESTABLE
    assert "0 over 0" in row["reason"]


def test_nobody_of_somebody_has_an_upper_limit():
    row = one(0.0, 0.4, base=1000)
    assert row["ratio"] == 0
    assert row["ratio_low"] == 0
    assert 0 < row["ratio_high"] < 1


def test_users_without_a_population_have_no_ratio():
    row = one(0.2, 0.0, base=1000)
    assert np.isnan(row["ratio"])
    assert row["verdict"] == Verdict.NOT_TESTABLE


def test_counts_give_their_own_base():
    table = representation(groups(users_count=[900, 100], population_count=[8000, 2000]))
    assert table["base"].tolist() == [1000, 1000]
    assert table["ratio"].tolist() == pytest.approx([1.125, 0.5])
    assert table["verdict"].tolist() == ["over", "under"]
    assert (table["rounding_low"] == table["ratio"]).all()


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_small_counts_are_hidden_by_the_rule(count, is_hidden):
    table = representation(groups(users_count=[count, 1000], population_count=[200, 9800]))
    row = table.iloc[0]
    assert row["is_suppressed"] == is_hidden
    assert np.isnan(row["ratio"]) == is_hidden
    assert pd.isna(row["users_count"]) == is_hidden
    assert (row["verdict"] == Verdict.NOT_TESTABLE) == is_hidden


def test_the_rule_none_hides_nothing():
    table = representation(groups(users_count=[3, 997], population_count=[80, 9920]), rule="none")
    assert not table["is_suppressed"].any()
    assert table["ratio"].notna().all()


def test_rows_that_came_hidden_stay_hidden():
    table = groups(users_count=[np.nan, 500, 500], population_count=[100, 500, 400])
    table["is_suppressed"] = [True, False, False]
    out = representation(table, base=1003)
    assert out["is_suppressed"].tolist() == [True, False, False]
    assert out["verdict"].iloc[0] == Verdict.NOT_TESTABLE
    assert out["ratio"].iloc[1:].notna().all()


def test_a_missing_count_leaves_the_total_unknown():
    out = representation(groups(users_count=[np.nan, 500], population_count=[100, 900]))
    assert (out["verdict"] == Verdict.NOT_TESTABLE).all()
    assert "add the number of all users" in out["reason"].iloc[1]


def test_unknown_is_a_group_and_counts_among_users():
    table = groups(users_count=[80, 20], population_count=[1000, np.nan])
    table["characteristic_group"] = ["White", "Not known"]
    out = representation(table)
    assert out["users_share_pct"].iloc[0] == 80
    assert "not recorded" in out["reason"].iloc[1]


def test_base_may_be_given_by_characteristic():
    table = groups(users_pct=[1.0, 1.0], population_pct=[2.0, 2.0])
    table["characteristic"] = ["religion", "sex"]
    assert representation(table, base={"religion": 1000, "sex": 200})["base"].tolist() == [1000, 200]


def test_more_users_than_there_are_cannot_be_tested():
    out = representation(groups(users_count=[50, 10], population_count=[500, 500]), base=40)
    assert "more users" in out["reason"].iloc[0]


def test_the_published_rule_is_only_a_comparison_of_shares():
    out = representation(groups(users_pct=[0.8, 0.9, 1.0, np.nan], population_pct=[0.9, 0.9, 0.9, 0.9]))
    assert out["published_rule"].tolist() == ["at risk", "not at risk", "not at risk", "no data"]


def test_few_expected_are_tested_exactly():
    out = representation(groups(users_pct=[0.2, 99.8], population_pct=[0.4, 99.6]), base=1000)
    assert (out["interval_method"] == "exact (mid-p)").all()
    assert (out["characteristic_test"] == "Simes").all()


def test_a_sample_of_the_population_widens_the_interval():
    table = groups(users_count=[60, 940], population_count=[100, 900])
    known = representation(table)
    sampled = representation(table, population_is="sample")
    assert sampled["interval_method"].eq("Katz").all()
    assert sampled["ratio_high"].iloc[0] > known["ratio_high"].iloc[0]
    assert sampled["ratio_low"].iloc[0] < known["ratio_low"].iloc[0]


def test_areas_are_separate_tables():
    table = groups(users_count=[90, 10, 50, 50], population_count=[900, 100, 500, 500])
    table["area"] = ["north", "north", "south", "south"]
    assert representation(table)["base"].tolist() == [100, 100, 100, 100]
    assert representation(table)["ratio"].tolist() == pytest.approx([1, 1, 1, 1])


def test_the_rows_come_back_as_they_went_in():
    table = groups(users_count=[90, 10], population_count=[800, 200]).set_index(pd.Index([7, 3]))
    before = table.copy(deep=True)
    out = representation(table)
    assert out.index.tolist() == [7, 3]
    assert out[table.columns].equals(table)
    pd.testing.assert_frame_equal(table, before)


def test_an_empty_table_gives_an_empty_table():
    out = representation(groups(users_count=[], population_count=[]))
    assert out.empty
    assert {"ratio", "ratio_low", "ratio_high", "p_adjusted", "verdict"} <= set(out.columns)


def test_a_table_without_groups_is_refused():
    with pytest.raises(ValueError, match="characteristic_group"):
        representation(pd.DataFrame({"characteristic": ["sex"]}))


def test_more_users_of_a_group_raise_its_ratio_and_its_limits():
    few = representation(groups(users_count=[50, 950], population_count=[800, 9200])).iloc[0]
    more = representation(groups(users_count=[90, 910], population_count=[800, 9200])).iloc[0]
    assert few["ratio"] < more["ratio"]
    assert few["ratio_low"] < more["ratio_low"]
    assert few["ratio_high"] < more["ratio_high"]


def test_a_higher_level_widens_the_interval():
    table = groups(users_count=[50, 950], population_count=[800, 9200])
    usual, strict = representation(table).iloc[0], representation(table, level=0.99).iloc[0]
    assert strict["ratio_low"] < usual["ratio_low"]
    assert strict["ratio_high"] > usual["ratio_high"]
