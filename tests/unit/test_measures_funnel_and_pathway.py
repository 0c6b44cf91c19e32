"""Funnel limits and the chain of rates."""

import numpy as np
import pandas as pd
import pytest

from lib.measures import funnel, pathway

pytestmark = pytest.mark.unit


def areas(users, expected):
    return pd.DataFrame(
        {"area": [f"A{i}" for i in range(len(users))], "users_count": users, "expected_count": expected}
    )


def test_an_area_as_expected_is_within_and_one_far_off_is_beyond():
    points = funnel(areas([100, 160, 60, 125], [100, 100, 100, 100])).points
    assert points["finding"].tolist() == ["within limits", "beyond 99.8%", "beyond 99.8%", "beyond 95%"]
    assert points["side"].tolist() == ["", "high", "low", "high"]


def test_limits_narrow_as_more_are_expected_and_lie_about_1():
    points = funnel(areas([10, 100, 1000], [10, 100, 1000])).points
    assert points["low_95"].is_monotonic_increasing
    assert points["high_95"].is_monotonic_decreasing
    assert (points["low_998"] < points["low_95"]).all()
    assert (points["high_998"] > points["high_95"]).all()


def test_nothing_expected_is_not_testable():
    points = funnel(areas([5, np.nan, 10], [0, 10, 10])).points
    assert points["finding"].tolist() == ["not testable", "not testable", "within limits"]


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_room_for_areas_that_differ_anyway(how):
    rng = np.random.default_rng(1)
    expected = rng.uniform(50, 500, 80)
    table = areas(rng.poisson(expected * rng.lognormal(0, 0.3, 80)).astype(float), expected)
    tight, wide = funnel(table), funnel(table, overdispersion=how)
    assert tight.is_overdispersed
    assert tight.dispersion > 3
    assert (wide.points["finding"] != "within limits").mean() < 0.15
    assert (tight.points["finding"] != "within limits").mean() > 0.3


@pytest.mark.parametrize("how", ["multiplicative", "additive"])
def test_no_room_is_made_where_chance_is_enough(how):
    table = areas([98, 103, 100, 99], [100, 100, 100, 100])
    pd.testing.assert_frame_equal(funnel(table).points, funnel(table, overdispersion=how).points)


def test_additive_room_keeps_large_areas_wide():
    rng = np.random.default_rng(2)
    expected = np.r_[np.full(40, 50.0), np.full(40, 5000.0)]
    table = areas(rng.poisson(expected * rng.lognormal(0, 0.2, 80)).astype(float), expected)
    additive = funnel(table, overdispersion="additive")
    assert additive.between_areas == pytest.approx(0.1, abs=0.03)  # half of 0.2 on the square-root scale
    assert additive.points["high_95"].iloc[-1] > 1.25


def test_a_common_group_has_narrower_limits():
    table = areas([900], [900])
    assert funnel(table, share=0.9).points["high_95"].iloc[0] < funnel(table).points["high_95"].iloc[0]


def test_no_areas():
    assert funnel(areas([], [])).points.empty


@pytest.fixture
def people():
    counts = {
        ("White", "population"): 9000,
        ("White", "contact"): 900,
        ("White", "assessment"): 450,
        ("White", "service"): 300,
        ("Asian", "population"): 1000,
        ("Asian", "contact"): 50,
        ("Asian", "assessment"): 25,
        ("Asian", "service"): 3,
    }
    rows = [("ethnic group", group, stage, count) for (group, stage), count in counts.items()]
    return pd.DataFrame(rows, columns=["characteristic", "characteristic_group", "stage", "people_count"])


def test_the_chain_by_hand(people):
    table = pathway(people).set_index(["characteristic_group", "stage"])
    assert table.loc[("White", "contact"), "rate_pct"] == 10
    assert table.loc[("Asian", "contact"), "rate_pct"] == 5
    assert table.loc[("Asian", "contact"), "overall_rate_pct"] == 9.5
    assert table.loc[("Asian", "contact"), "rate_ratio"] == pytest.approx(5 / 9.5)
    assert table.loc[("Asian", "assessment"), "rate_pct"] == 50
    assert table.loc[("Asian", "assessment"), "stage_before"] == "contact"


def test_a_small_step_is_hidden(people):
    row = pathway(people).set_index(["characteristic_group", "stage"]).loc[("Asian", "service")]
    assert row["is_suppressed"]
    assert np.isnan(row["rate_pct"])
    assert np.isnan(row["people_count"])


def test_more_people_than_at_the_step_before_has_no_rate(people):
    more = people.assign(people_count=people["people_count"].mask(people["stage"] == "service", 5000))
    rows = pathway(more)
    assert rows.loc[rows["stage"] == "service", "reason"].str.contains("not the same people").all()


def test_a_step_nobody_has_is_left_out_and_a_gap_has_no_rate(people):
    table = pathway(people[~((people["characteristic_group"] == "Asian") & (people["stage"] == "contact"))])
    asian = table[table["characteristic_group"] == "Asian"].set_index("stage")
    assert set(table["stage"]) == {"contact", "assessment", "service"}
    assert asian["rate_pct"].isna().all()
    assert "no figure" in asian.loc["assessment", "reason"]


def test_one_step_is_no_chain(people):
    assert pathway(people[people["stage"] == "contact"]).empty
