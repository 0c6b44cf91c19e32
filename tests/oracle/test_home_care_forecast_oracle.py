"""Forecasts: a planted season recovered, errors worked out by a slow loop, and fans that hold what they say."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.forecast import (
    MODEL,
    NAIVE,
    SEASONAL_NAIVE,
    back_test,
    carried_forward,
    fan,
    naive,
    population_at,
    seasonal_model,
    seasonal_naive,
    with_population,
)

pytestmark = pytest.mark.oracle


def planted(months=60, noise=15.0, slope=5.0, swing=200.0, seed=0):
    at = np.arange(months)
    rng = np.random.default_rng(seed)
    return pd.Series(5000 + slope * at + swing * np.sin(2 * np.pi * at / 12) + rng.normal(0, noise, months))


def test_a_planted_season_is_recovered():
    whole = planted(72)
    found = seasonal_model(whole.iloc[:60], 12)
    truth = planted(72, noise=0).iloc[60:].to_numpy()
    assert np.abs(found - truth).max() < 60  # the swing planted is 400 from top to bottom
    assert int(np.argmax(found)) == int(np.argmax(truth))


def test_the_model_wins_where_there_is_a_season_and_growth():
    tried = back_test(planted())
    assert tried.best == MODEL
    errors = tried.errors.set_index("method")["mean_absolute_error"]
    assert errors[MODEL] < errors[SEASONAL_NAIVE] < errors[NAIVE]


def test_the_last_figure_wins_on_a_random_walk():
    walk = pd.Series(5000 + np.random.default_rng(4).normal(0, 40, 60).cumsum())
    errors = back_test(walk).errors.set_index("method")["mean_absolute_error"]
    assert errors[NAIVE] < errors[SEASONAL_NAIVE]


def test_errors_are_those_of_a_slow_loop():
    series = planted(40)
    tried = back_test(series, ahead=3)
    misses = [abs(series.iloc[known - 1] - series.iloc[known + step]) for known in range(26, 38) for step in range(3)]
    row = tried.errors.set_index("method").loc[NAIVE]
    assert row["mean_absolute_error"] == pytest.approx(np.mean(misses))
    assert row["origins_count"] == 12


def test_no_origin_knows_what_comes_after_it():
    series = planted(40)
    changed = series.copy()
    changed.iloc[-1] = 1e6
    before, after = (
        back_test(s).forecasts.set_index(["method", "origin", "ahead"])["forecast"] for s in (series, changed)
    )
    pd.testing.assert_series_equal(before, after)


@pytest.mark.parametrize(
    ("months", "methods"), [(14, set()), (20, {NAIVE, SEASONAL_NAIVE}), (30, {NAIVE, SEASONAL_NAIVE, MODEL})]
)
def test_only_methods_with_enough_to_go_on_are_tried(months, methods):
    assert set(back_test(planted(months)).errors["method"]) == methods


def test_simple_methods_by_hand():
    series = pd.Series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    assert naive(series, 2).tolist() == [6, 6]
    assert seasonal_naive(series, 5, season=4).tolist() == [3, 4, 5, 6, 3]
    assert np.isnan(seasonal_naive(series, 2, season=12)).all()
    assert np.isnan(seasonal_model(series, 2)).all()


@pytest.mark.parametrize("method", [NAIVE, SEASONAL_NAIVE, MODEL])
def test_a_fan_widens_and_its_bands_nest(method):
    drawn = fan(planted(48), 24, method)
    for inner, outer in (("50", "80"), ("80", "95")):
        assert (drawn[f"low_{outer}"] <= drawn[f"low_{inner}"]).all()
        assert (drawn[f"high_{inner}"] <= drawn[f"high_{outer}"]).all()
    width = drawn["high_95"] - drawn["low_95"]
    assert width.iloc[-1] > width.iloc[0]
    assert (drawn["low_95"] >= 0).all()


def test_the_fan_of_a_random_walk_holds_what_it_says():
    held = []
    for seed in range(200):
        walk = pd.Series(5000 + np.random.default_rng(seed).normal(0, 40, 42).cumsum())
        last = fan(walk.iloc[:36], 6, NAIVE).iloc[-1]
        held.append(last["low_80"] <= walk.iloc[41] <= last["high_80"])
    assert 0.70 <= np.mean(held) <= 0.88


def test_last_years_growth_carried_forward():
    # Worcestershire, Table 6: 29,956 to 35,388 hours in a year
    assert carried_forward(29_956, 35_388) == pytest.approx(35_388 * 35_388 / 29_956)
    assert carried_forward(100, 121, years_between=2) == pytest.approx(133.1)
    assert np.isnan(carried_forward(0, 10))


def test_hours_follow_the_population():
    people = {2020: 100.0, 2025: 150.0}
    assert population_at(people, 2022) == pytest.approx(120)
    assert np.isnan(population_at(people, 2031))
    assert with_population(1000, 100, 120) == pytest.approx(1200)
    assert np.isnan(with_population(1000, 0, 120))


def test_a_gap_is_not_forecast_over():
    with pytest.raises(ValueError, match="every period"):
        back_test(pd.Series([1.0, None] * 20))
