"""Home care over time: totals of what is shown, and no control chart of a count of people."""

import numpy as np
import pandas as pd
import pytest

from lib.measures import home_care_by_locality
from lib.measures.home_care import TOTAL
from lib.measures.home_care_series import series_shown, trend_of
from lib.measures.home_care_shown import home_care_shown
from lib.measures.in_total import in_total
from lib.measures.trend import FALL, NO_CHANGE, RISE, TOO_FEW

pytestmark = pytest.mark.unit


def shown(**columns):
    return home_care_shown(home_care_by_locality(pd.DataFrame(columns).assign(is_unallocated=False)), "none")


def months(count):
    return [str(p) for p in pd.period_range("2022-01", periods=count, freq="M")]


def test_the_total_adds_up_the_figures_shown():
    table = shown(
        locality_name=["A", "B"] * 2, period=["2024-02"] * 2 + ["2024-01"] * 2, people_waiting=[20, 40, 10, 15]
    )
    series = series_shown(table, "people_waiting").frame
    totals = series[series["locality_name"] == TOTAL]
    assert totals["period"].tolist() == ["2024-01", "2024-02"]
    assert totals["people_waiting"].tolist() == [25, 60]


def total_of(table, what):
    series = series_shown(table, what)
    return series.frame.loc[series.frame["locality_name"].eq(TOTAL), what].tolist()


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_a_few_people_count_as_the_middle_in_the_total_whatever_they_are(few):
    table = shown(locality_name=["A", "B", "C"], period="2024-01", people_waiting=[20, few, 40])
    assert total_of(table, "people_waiting") == [65]  # 20 + 2.5 + 40, rounded to 5
    assert in_total(table, "people_waiting").hidden_count == 1


def test_hours_of_a_few_people_leave_their_locality_out_of_every_period():
    table = shown(
        locality_name=["A", "B"] * 2,
        period=["2024-01"] * 2 + ["2024-02"] * 2,
        hours=[500.0, 30.0, 510.0, 90.0],
        packages=[50, 3, 51, 9],
    )
    assert total_of(table, "hours") == [500, 510]
    assert in_total(table, "hours").left_out == ("B",)


def test_the_total_hides_where_every_part_is_hidden():
    table = shown(locality_name="A", period=["2024-01"], hours=[30.0], packages=[3])
    series = series_shown(table, "hours")
    assert series.is_hidden("hours").tolist() == [True, True]


def test_hours_are_shown_where_few_wait_and_many_have_care():
    table = shown(locality_name="A", period="2024-01", hours=[900.0], packages=[80], people_waiting=[2])
    assert total_of(table, "hours") == [900]
    assert table.is_hidden("people_waiting").tolist() == [True]


def test_a_month_without_a_figure_has_no_total():
    table = shown(locality_name=["A", "B"], period="2024-01", hours=[500.0, None])
    assert pd.isna(total_of(table, "hours")[0])


def test_people_waiting_never_get_control_limits():
    waiting = np.random.default_rng(7).poisson(60, 36)  # independent, and still a count at a moment
    table = shown(locality_name="A", period=months(36), people_waiting=waiting)
    found = trend_of(series_shown(table, "people_waiting"), "people_waiting")
    assert found.chart_kind == "changes"
    assert "Control limits (an XmR chart) are not drawn for the count itself" in found.reason


def test_hours_that_do_not_change_are_said_not_to():
    hours = 5000 + np.random.default_rng(3).normal(0, 40, 36)
    table = shown(locality_name="A", period=months(36), hours=hours)
    found = trend_of(series_shown(table, "hours"), "hours")
    assert (found.verdict, found.chart_kind) == (NO_CHANGE, "xmr")


@pytest.mark.parametrize(("step", "verdict"), [(80, RISE), (-80, FALL)])
def test_a_shift_in_hours_is_found(step, verdict):
    hours = 5000 + np.random.default_rng(5).normal(0, 40, 36) + step * (np.arange(36) >= 18)
    table = shown(locality_name="A", period=months(36), hours=hours)
    assert trend_of(series_shown(table, "hours"), "hours").verdict == verdict


def test_twelve_points_are_too_few():
    table = shown(locality_name="A", period=months(12), hours=[5000.0] * 12)
    found = trend_of(series_shown(table, "hours"), "hours")
    assert found.verdict == TOO_FEW
    assert "at least 13" in found.reason
