"""The course of a series: rose, turned, fell, and what of it is more than chance."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.course import Point, course_of
from lib.measures.trend import trend
from lib.views.course_sentences import say_course
from lib.views.home_care_sentences import say_peak

pytestmark = pytest.mark.unit


def months(values, first="2022-01"):
    return pd.Series(list(values), [str(p) for p in pd.period_range(first, periods=len(values), freq="M")], dtype=float)


def course(values, kind="stock", first="2022-01"):
    series = months(values, first)
    return course_of(series, trend(series, kind))


def said(values, title="People waiting", kind="stock"):
    series = months(values)
    found = trend(series, kind)
    return say_course(course_of(series, found), found, title)


ROSE_AND_FELL = [100 + 12 * n + n % 3 for n in range(12)] + [232 - 7 * n - n % 2 for n in range(24)]


def test_a_rise_that_fell_again_is_said_with_its_peak_and_its_year():
    first, year = said(ROSE_AND_FELL)
    assert first == (
        "All localities together: people waiting rose from 100 in January 2022 to 234 in December 2022, and have "
        "fallen since, to 70 in December 2024. That they rose and then fell is more than chance alone would give."
    )
    assert year == (
        "Now 70, against 154 in December 2023: down by 55%. A change like that is more than chance alone would give."
    )


def test_a_second_rise_after_the_fall_is_said():
    first, *_ = said([40, 90, 140, 200, 150, 100, 60, 80, 110])
    assert "rose from 40 in January 2022 to 200 in April 2022, fell to 60 in July 2022 and rose again, to 110" in first


def test_the_mirror_image_is_a_low():
    found = course([400 - n for n in ROSE_AND_FELL])
    assert (found.shape, found.turn, found.is_sure) == ("low", Point("2022-12", 166.0), True)


@pytest.mark.parametrize(("step", "shape"), [(5, "rise"), (-5, "fall")])
def test_a_steady_march_has_no_turn(step, shape):
    found = course([500 + step * n + n % 2 for n in range(24)])
    assert (found.shape, found.is_sure, found.turn) == (shape, True, found.last)


def test_flat_hours_are_level_and_not_sure():
    hours = 5000 + np.random.default_rng(2).normal(0, 40, 30)
    first, *_ = said(hours, "Hours of home care", "auto")
    assert "could be chance" in first or "No lasting rise or fall can be told from chance." in first


def test_a_wait_that_only_wanders_is_seldom_said_to_turn():
    """Of 300 random walks of 48 months, that rise and fall as walks do, about one in twenty is called sure."""
    rng = np.random.default_rng(11)
    walks = [course(200 + rng.normal(0, 6, 48).cumsum()) for _ in range(300)]
    turned = [walk for walk in walks if walk.shape in ("peak", "low")]
    assert len(turned) > 60
    assert np.mean([walk.is_sure for walk in turned]) < 0.08
    assert np.mean([walk.is_year_sure for walk in walks]) < 0.09


def test_small_ups_and_downs_are_level():
    first, *_ = said([11282, 11239, 11326, 11283], "Hours of home care", "auto")
    assert "were 11,283 in April 2022, and never more than 11,326 in March 2022 or fewer than 11,239" in first


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ([100, 101, 100, 102], "were 102 in April 2022: never more, and fewest at 100 in January 2022."),
        ([102, 101, 102, 100], "were 100 in April 2022: never fewer, and most at 102 in January 2022."),
        ([100, 100, 100, 100], "were 100 in April 2022, as in every period."),
    ],
)
def test_a_last_figure_that_is_the_highest_or_lowest_is_said_so_once(values, ends):
    first, *_ = said(values, "Hours of home care", "auto")
    assert ends in first


def test_few_points_are_told_and_not_tested():
    (first,) = said([40, 60, 50])
    assert "rose from 40 in January 2022 to 60 in February 2022, and have fallen since, to 50 in March 2022" in first
    assert "cannot be tested: 3 points" in first


def test_a_year_with_a_missing_month_is_not_compared():
    series = months(ROSE_AND_FELL).drop("2024-06")
    assert course_of(series, trend(series, "stock")).year_before is None


def test_one_figure_has_no_course():
    assert course([7]) is None
    assert "fewer than two periods" in said([7])[0]


def test_other_periods_than_months_have_no_year_before():
    series = pd.Series([5.0, 9.0], ["2023-24", "2024-25"])
    assert course_of(series, trend(series)).year_before is None


def test_a_published_peak_is_said_to_be_the_documents():
    assert say_peak(240, "The peak") == "The peak was 240: a figure of the document, not of these rows."
