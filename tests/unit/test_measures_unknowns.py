"""What would the verdict be if we knew?"""

import numpy as np
import pandas as pd
import pytest

from lib.measures import plausible, relative_rate_index, unknown_bounds

pytestmark = pytest.mark.unit


def faiths(users, population=(8000, 1500, 500)):
    names = ["Christian", "Muslim", "Jewish"] + ["Not known"] * (len(users) - 3)
    people = [*population, *[np.nan] * (len(users) - 3)]
    return pd.DataFrame(
        {
            "characteristic": "religion",
            "characteristic_group": names,
            "users_count": users,
            "population_count": people,
        }
    )


def test_plausible_bases_of_the_worked_example():
    groups = pd.DataFrame(
        {
            "characteristic": ["religion"],
            "characteristic_group": ["Muslim"],
            "users_pct": [0.3],
            "population_pct": [0.8],
        }
    )
    table = plausible(groups)
    assert table["base"].tolist() == [1000, 5000]
    assert table["ratio_low"].round(2).tolist() == [0.13, 0.23]
    assert table["ratio_high"].round(2).tolist() == [1.10, 0.62]
    assert (table["verdict"] == "not testable").all()
    assert table["verdict_if_base"].tolist() == ["no evidence of a difference", "under"]


def test_many_unknowns_flip_a_verdict():
    bounds = unknown_bounds(faiths([700, 60, 40, 200])).set_index("characteristic_group")
    # 60 of 1,000 is under 15%; with the 200 unknown it would be 260 of 1,000
    assert bounds.loc["Muslim", "verdict_none"] == "under"
    assert bounds.loc["Muslim", "verdict_all"] == "over"
    assert bounds.loc["Muslim", "flips"]
    assert bounds.loc["Muslim", "ratio_none"] == pytest.approx(0.06 / 0.15)
    assert bounds.loc["Muslim", "ratio_all"] == pytest.approx(0.26 / 0.15)
    assert bounds["unknown_pct"].tolist() == pytest.approx([20, 20, 20])


def test_known_leaves_the_unknowns_out_of_the_users():
    bounds = unknown_bounds(faiths([640, 120, 40, 200])).set_index("characteristic_group")
    # among the 800 known every share is that of the population
    assert (bounds["verdict_known"] == "no evidence of a difference").all()


def test_without_unknowns_nothing_flips():
    bounds = unknown_bounds(faiths([700, 60, 240]))
    assert not bounds["flips"].any()
    assert (bounds["unknown_pct"] == 0).all()


def test_hidden_unknowns_hide_the_bounds():
    bounds = unknown_bounds(faiths([700, 60, 240, 3]))
    assert bounds["ratio_all"].isna().all()
    assert (bounds["verdict_all"] == "not testable").all()
    assert not bounds["flips"].any()


def test_unknowns_without_a_figure_leave_nothing_to_bound():
    bounds = unknown_bounds(faiths([700, 60, 240, np.nan]), base=1000)
    assert bounds["unknown_pct"].isna().all()
    assert (bounds["verdict_none"] == "not testable").all()


def test_unknown_rows_are_not_among_the_groups():
    assert "Not known" not in unknown_bounds(faiths([700, 60, 40, 200]))["characteristic_group"].tolist()


def test_relative_rate_by_hand():
    table = relative_rate_index(faiths([800, 60, 40]), "Christian").set_index("characteristic_group")
    # 60 of 1,500 against 800 of 8,000
    assert table.loc["Muslim", "relative_rate"] == pytest.approx((60 / 1500) / (800 / 8000))
    assert table.loc["Muslim", "relative_rate_low"] < 0.4 < table.loc["Muslim", "relative_rate_high"]
    assert table.loc["Christian", "relative_rate"] == 1
    assert np.isnan(table.loc["Christian", "relative_rate_low"])


def test_relative_rate_of_nobody_has_an_upper_limit():
    row = relative_rate_index(faiths([800, 0, 40]), {"religion": "Christian"}).iloc[1]
    assert row["relative_rate"] == 0
    assert 0 < row["relative_rate_high"] < 1


def test_relative_rate_to_a_group_without_users_is_missing():
    table = relative_rate_index(faiths([0, 60, 40]), "Christian")
    assert table["relative_rate"].isna().all()
    assert table["reason"].str.contains("no usable figures").all()


def test_relative_rate_hides_small_counts():
    table = relative_rate_index(faiths([800, 3, 40]), "Christian")
    assert table["is_suppressed"].tolist() == [False, True, False]
    assert np.isnan(table["relative_rate"].iloc[1])
