"""Users against those expected from need: worked by hand, and by scipy's own limits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lib.measures.expected_need import EVERYWHERE, expected_need, users_by_area

pytestmark = pytest.mark.oracle

USERS = pd.Series({"a": 40.0, "b": 60.0, "c": 8.0, "d": 92.0})
NEED = pd.Series({"a": 500.0, "b": 250.0, "c": 50.0, "d": 200.0})
WARDS = {"ward": pd.Series({"a": "w1", "b": "w1", "c": "w2", "d": "w2"})}


def compared(users=USERS, need=NEED, rule="none", **more) -> pd.DataFrame:
    return expected_need(users_by_area(users, WARDS, rule), need, **more).frame.set_index("area_code")


def test_everybody_is_shared_out_by_need():
    table = compared()
    assert table["expected_count"].tolist() == [100, 50, 10, 40]
    assert table["ratio"].tolist() == [0.4, 1.2, 0.8, 2.3]
    assert table["verdict"].tolist() == ["under", "no evidence of a difference", "no evidence of a difference", "over"]


def test_limits_are_exact_under_ten_and_near_exact_above():
    table = compared()
    for code, count in USERS.items():
        low = stats.chi2.ppf(0.025, 2 * count) / 2 / table.loc[code, "expected_count"]
        high = stats.chi2.ppf(0.975, 2 * count + 2) / 2 / table.loc[code, "expected_count"]
        near = 1e-12 if count < 10 else 0.005
        assert table.loc[code, ["ratio_low", "ratio_high"]].tolist() == pytest.approx([low, high], rel=near)


def test_probabilities_are_mid_p_corrected_over_all_areas():
    table = compared()
    raw = []
    for count, expected in zip(USERS, [100, 50, 10, 40], strict=True):
        half = stats.poisson.pmf(count, expected) / 2
        tails = stats.poisson.cdf(count - 1, expected) + half, stats.poisson.sf(count, expected) + half
        raw.append(min(1, 2 * min(tails)))
    np.testing.assert_allclose(table["p_adjusted"], stats.false_discovery_control(raw), rtol=1e-9)


def test_limits_reach_over_all_that_a_rounded_count_may_be():
    exact, rounded = compared(USERS + 1), compared(USERS + 1, rule="asc")
    assert (rounded["ratio_low"] < exact["ratio_low"]).all()
    assert (rounded["ratio_high"] > exact["ratio_high"]).all()


def test_larger_areas_are_protected_with_the_small_ones():
    users = USERS.mask(USERS == 8, 2.0)
    shown = users_by_area(users, WARDS, "under_6")
    assert shown.audit().passes
    assert set(shown.frame["area_code"]) == {*"abcd", "w1", "w2", EVERYWHERE}
    wards = expected_need(shown, NEED.groupby(WARDS["ward"]).sum()).frame
    assert wards["area_code"].tolist() == ["w1", "w2"]


def test_an_area_without_need_is_not_compared_and_its_users_are_not_shared_out():
    table = compared(need=NEED.mask(NEED == 200))
    assert table.loc["d", "reason"] == "no figure of need"
    assert table["expected_count"].sum() == pytest.approx(USERS.sum() - 92)


def test_a_hidden_count_is_said_to_be_hidden_and_a_missing_one_missing():
    users = USERS.mask(USERS == 8, 3.0)
    users["b"] = np.nan
    reasons = compared(users, rule="asc")["reason"]
    assert reasons[["b", "c"]].tolist() == ["no figure of users", "hidden to protect people"]


def test_more_users_raise_the_ratio_of_their_own_area_alone():
    more = compared(USERS + pd.Series({"a": 20.0, "b": 0, "c": 0, "d": 0}))
    assert (more["ratio"] > compared()["ratio"]).tolist() == [True, False, False, False]
