"""Has it changed? Limits by hand, each signal at its edge, and the refusal of a stock."""

import numpy as np
import pandas as pd
import pytest

from lib.measures import trend
from lib.measures.trend import dependence, is_stock, lag_1, left_alike
from lib.measures.xmr import SIGNALS, xmr_points

pytestmark = pytest.mark.unit

STEADY = [10, 12, 11, 13, 10, 11, 12, 10, 13, 11, 12, 11, 10, 12]
QUIET = [0.1, -0.1] * 10


def test_limits_by_hand():
    points = xmr_points(pd.Series([10.0, 12.0, 11.0, 15.0]))
    # moving ranges 2, 1, 4: mean 7/3; mean of the values 12
    assert points["mean"].iloc[0] == 12
    assert points["high"].iloc[0] == pytest.approx(12 + 2.66 * 7 / 3)
    assert points["low"].iloc[0] == pytest.approx(12 - 2.66 * 7 / 3)


def test_a_point_beyond_the_limits():
    points = xmr_points(pd.Series([*STEADY, 40.0, *STEADY], dtype="float64"))
    assert points.index[points["is_beyond_limits"]].tolist() == [len(STEADY)]


@pytest.mark.parametrize(("length", "is_run"), [(6, False), (7, True)])
def test_a_run_is_seven_on_one_side(length, is_run):
    values = [1.0, -1.0] * 6 + [3.0, 2.0, 3.0, 2.0, 3.0, 2.0, 3.0][:length] + [-9.0, 5.0, -8.0, -9.0]
    points = xmr_points(pd.Series(values))
    assert points["in_run"].any() == is_run


@pytest.mark.parametrize(("last", "is_trend"), [(5, False), (6, True)])
def test_a_trend_is_six_that_rise(last, is_trend):
    values = [5.0, 0.0, *np.arange(1.0, last), 0.0, 5.0]
    points = xmr_points(pd.Series(values))
    assert points["in_trend"].sum() == (6 if is_trend else 0)


def test_two_of_three_far_out_on_one_side():
    points = xmr_points(pd.Series([*QUIET, 2.4, 0.0, 2.4, *QUIET]))
    assert points.index[points["in_two_of_three"]].tolist() == [20, 22]


def test_far_out_on_both_sides_is_not_two_of_three():
    points = xmr_points(pd.Series([*QUIET, 2.4, 0.0, -2.4, *QUIET]))
    assert not points["in_two_of_three"].any()


def test_the_stock_of_the_sefton_document_is_refused(published_tables):
    rows = pd.read_csv(published_tables / "sefton_residential_clients_weekly.csv")
    clients = rows.set_index("week_end")["value"]
    found = trend(clients)
    assert found.chart_kind == "changes"
    assert found.verdict == "no evidence of sustained change"
    assert found.autocorrelation > 0.9
    assert "false alarms" in found.reason
    # what would have been said: more than a third of the points beyond the limits
    assert xmr_points(clients.astype("float64"))["is_beyond_limits"].mean() > 1 / 3


def test_a_steady_flow_is_charted_and_nothing_is_said():
    found = trend(pd.Series(STEADY * 2))
    assert found.chart_kind == "xmr"
    assert found.verdict == "no evidence of sustained change"
    assert set(SIGNALS) <= set(found.points.columns)


@pytest.mark.parametrize(("shift", "verdict"), [(8, "sustained rise"), (-8, "sustained fall")])
def test_a_shift_is_found_with_its_direction(shift, verdict):
    found = trend(pd.Series([*STEADY, *[value + shift for value in STEADY]]))
    assert (found.chart_kind, found.verdict) == ("xmr", verdict)
    assert not found.signals.empty


def test_a_stock_that_falls_all_the_time_is_found():
    rng = np.random.default_rng(5)
    found = trend(pd.Series(500 + np.cumsum(rng.normal(-3, 2, 40))))
    assert (found.chart_kind, found.verdict) == ("changes", "sustained fall")


def test_a_series_called_a_stock_is_never_charted_by_its_values():
    assert trend(pd.Series(STEADY), kind="stock").chart_kind == "changes"


@pytest.mark.parametrize(("count", "chart"), [(12, "line"), (13, "xmr")])
def test_thirteen_points_at_least(count, chart):
    found = trend(pd.Series(STEADY[:count]))
    assert found.chart_kind == chart
    assert (found.verdict == "not testable") == (chart == "line")


def test_missing_periods_are_left_out_and_said():
    found = trend(pd.Series([*STEADY, np.nan, *STEADY]))
    assert len(found.points) == 2 * len(STEADY)
    assert "left out: 1" in found.reason


def test_a_series_that_never_moves():
    found = trend(pd.Series([7] * 20))
    assert found.verdict == "no evidence of sustained change"
    assert np.isnan(found.autocorrelation)


def test_no_points_at_all():
    assert trend(pd.Series([], dtype="float64")).verdict == "not testable"


def test_a_rebase_needs_a_reason_and_a_period():
    values = pd.Series([*STEADY, *STEADY])
    found = trend(values, rebase_from=14, rebase_because="new contract")
    assert len(found.points) == 14
    assert "new contract" in found.reason
    with pytest.raises(ValueError, match="reason"):
        trend(values, rebase_from=14)
    with pytest.raises(ValueError, match="labelled"):
        trend(values, rebase_from="March", rebase_because="new contract")


def test_dependence_tells_a_shift_from_a_stock():
    rng = np.random.default_rng(1)
    shifted = pd.Series(np.r_[rng.normal(50, 5, 40), rng.normal(80, 5, 40)])
    stock = pd.Series(np.cumsum(rng.normal(0, 1, 80)))
    assert lag_1(shifted) > 0.7
    assert dependence(shifted) < 0.4 < dependence(stock)


def test_stable_flows_are_rarely_said_to_change():
    rng = np.random.default_rng(3)
    verdicts = [trend(pd.Series(rng.poisson(12, 36))).verdict for _ in range(200)]
    assert np.mean([verdict != "no evidence of sustained change" for verdict in verdicts]) < 0.05


def test_the_callers_series_is_left_alone():
    values = pd.Series(STEADY)
    before = values.copy()
    trend(values)
    pd.testing.assert_series_equal(values, before)


def shifted_flow(rng, points, shift):
    values = rng.normal(20, 1, points)
    values[points // 2 :] += shift
    return pd.Series(values)


@pytest.mark.parametrize("shift", [4, 6, 10])
def test_flows_with_a_large_shift_are_rarely_taken_for_stocks(shift):
    rng = np.random.default_rng(21)
    taken = [is_stock(shifted_flow(rng, 24, shift)) for _ in range(150)]
    assert np.mean(taken) <= 0.07  # was 20 to 35 in 100 before shifts were taken out


def test_flows_that_climb_are_rarely_taken_for_stocks():
    rng = np.random.default_rng(22)
    taken = [is_stock(pd.Series(rng.normal(0, 1, 24) + np.linspace(0, 8, 24))) for _ in range(150)]
    assert np.mean(taken) <= 0.07


@pytest.mark.parametrize(("points", "share"), [(24, 0.4), (36, 0.7), (60, 0.9)])
def test_stocks_are_known_for_what_they_are(points, share):
    rng = np.random.default_rng(23)
    taken = [is_stock(pd.Series(np.cumsum(rng.normal(0, 2, points)))) for _ in range(100)]
    assert np.mean(taken) >= share


def test_a_large_shift_is_nearly_always_found():
    rng = np.random.default_rng(24)
    assert np.mean([trend(shifted_flow(rng, 36, 6)).verdict == "sustained rise" for _ in range(50)]) >= 0.9


def test_what_is_left_of_a_shift_by_hand():
    # 1, 2, 1 and 11, 12, 11: without the shift -1/3, 2/3, -1/3 twice
    left = left_alike(pd.Series([1.0, 2.0, 1.0, 11.0, 12.0, 11.0]))
    products = -2 / 9 - 2 / 9 + 1 / 9 - 2 / 9 - 2 / 9
    assert left == pytest.approx(products / (12 / 9))
