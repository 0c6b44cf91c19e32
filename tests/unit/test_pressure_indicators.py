"""Indicators: rates, direction, gaps, tails and chance."""

import numpy as np
import pandas as pd
import pytest

import lib
from lib.pressure import prepare
from lib.pressure.transform import least_skewed, shaped, skew_of

pytestmark = pytest.mark.unit


def some(n=40, seed=0):
    rng = np.random.default_rng(seed)
    codes = pd.Index([f"E0100{i:04d}" for i in range(n)], name="area_code")
    people = rng.integers(200, 3000, n).astype(float)
    frame = pd.DataFrame({"people": people, "falls": rng.poisson(people * 0.02).astype(float)}, index=codes)
    return frame.assign(income=rng.normal(300, 40, n), wait=rng.gamma(1.0, 5.0, n))


def test_counts_become_rates_and_denominators_are_no_indicators():
    frame = some()
    made = prepare(frame, denominators={"falls": "people"})
    assert list(made.rates.columns) == ["falls", "income", "wait"]
    assert made.rates["falls"].to_numpy() == pytest.approx((1000 * frame["falls"] / frame["people"]).to_numpy())
    per_one = prepare(frame, ["falls"], denominators={"falls": "people"}, per=1)
    assert per_one.rates["falls"].to_numpy() == pytest.approx((frame["falls"] / frame["people"]).to_numpy())


@pytest.mark.parametrize("nobody", [0.0, -5.0, np.nan])
def test_nobody_to_count_against_gives_no_rate(nobody):
    frame = some()
    frame.iloc[3, 0] = nobody
    made = prepare(frame, denominators={"falls": "people"})
    assert np.isnan(made.rates["falls"].iloc[3])
    assert made.is_missing["falls"].iloc[3]
    assert "denominator-zero" in [p.code for p in made.problems] or np.isnan(nobody)


def test_gaps_take_the_median_and_stay_flagged():
    frame = some()
    frame.iloc[5, 2] = np.nan
    made = prepare(frame, ["income", "wait"])
    assert made.values["income"].iloc[5] == pytest.approx(made.with_gaps["income"].median())
    assert made.is_missing.sum().to_dict() == {"income": 1, "wait": 0}
    assert np.isnan(made.rates["income"].iloc[5])
    assert made.problems[0].code == "gaps-filled"
    assert "1 area;" in made.problems[0].what


def test_direction_turns_values_not_rates():
    made = prepare(some(), ["income"], {"income": -1}, shapes={"income": "none"})
    assert made.values["income"].to_numpy() == pytest.approx(-made.rates["income"].to_numpy())
    assert made.register["direction"].tolist() == ["lower is more pressure"]


def test_the_index_of_what_was_prepared_is_the_index_of_its_values():
    frame = some()
    frame.iloc[5, 2] = np.nan
    made = prepare(frame, ["income", "wait"], {"income": -1})
    index = lib.pressure_index(made, draws=20)
    pd.testing.assert_frame_equal(index, lib.pressure_index(made.with_gaps, draws=20))
    assert index["n_missing"].iloc[5] == 1


def test_errors_of_counts_widen_intervals():
    made = prepare(some(), ["falls"], denominators={"falls": "people"})
    assert (made.errors["falls"] > 0).all()
    options = {"draws": 60, "normalisations": ("z",), "aggregations": ("arithmetic",)}
    without, with_errors = (lib.pressure_index(made, errors=errors, **options) for errors in (None, made.errors))
    assert (without["rank_low"] == without["rank_high"]).all()
    assert (with_errors["rank_high"] - with_errors["rank_low"]).mean() > 3
    assert prepare(some(), ["income"]).errors["income"].isna().all()


def test_small_areas_have_wider_errors_and_are_drawn_in_further():
    codes = pd.Index([f"E{i:03d}" for i in range(50)], name="area_code")
    people = np.where(np.arange(50) < 25, 100.0, 10_000.0)
    true = 0.05 * np.exp(np.random.default_rng(2).normal(0, 0.3, 50))
    frame = pd.DataFrame({"people": people, "events": np.random.default_rng(1).poisson(people * true)}, index=codes)
    plain = prepare(frame, ["events"], denominators={"events": "people"}, shapes={"events": "none"})
    drawn = prepare(frame, ["events"], denominators={"events": "people"}, shrink=["events"], shapes={"events": "none"})
    moved = (plain.rates - drawn.rates)["events"].abs()
    assert moved.iloc[:25].mean() > 10 * moved.iloc[25:].mean()
    assert plain.errors["events"].iloc[:25].min() > plain.errors["events"].iloc[25:].max()
    assert drawn.rates["events"].std() < plain.rates["events"].std()
    assert drawn.register["is_shrunk"].tolist() == [True]


@pytest.mark.parametrize("sign", [1, -1])
def test_long_tails_are_drawn_in_on_either_side_and_order_is_kept(sign):
    column = sign * np.random.default_rng(0).gamma(0.8, 3.0, 400)
    curve = least_skewed(column)
    drawn_in = curve(column)
    assert abs(skew_of(drawn_in)) < abs(skew_of(column)) / 2
    assert (np.argsort(drawn_in, kind="stable") == np.argsort(column, kind="stable")).all()
    assert ("highest" in curve.in_words) == (sign < 0)


def test_even_columns_and_separate_groups_are_left_alone():
    rng = np.random.default_rng(0)
    assert least_skewed(rng.normal(size=300)).shape == "none"
    groups = np.concatenate([rng.normal(0, 1, 250), rng.normal(20, 1, 50)])
    assert skew_of(groups) > 1
    assert least_skewed(groups).shape == "none"
    assert least_skewed(np.full(9, 4.0)).shape == "none"
    assert least_skewed(np.full(9, np.nan)).shape == "none"


@pytest.mark.parametrize("shape", ["none", "square root", "logarithm"])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_slope_is_that_of_the_curve(shape, sign):
    column = sign * np.random.default_rng(4).gamma(0.8, 3.0, 60)
    curve = shaped(column, shape)
    inner = np.sort(column)[10:-10]
    step = 1e-6
    assert curve.slope(inner) == pytest.approx((curve(inner + step) - curve(inner - step)) / (2 * step), rel=1e-3)


def test_a_shape_can_be_chosen_and_the_register_says_so():
    register = prepare(some(), ["wait"], shapes={"wait": "logarithm"}, sources={"wait": "Case system"}).register
    assert register["transform"].tolist() == ["logarithm"]
    assert register["source"].tolist() == ["Case system"]
    with pytest.raises(ValueError, match="not one of"):
        prepare(some(), ["wait"], shapes={"wait": "cube"})


def test_indicators_that_say_the_same_are_warned_of_once():
    frame = some().assign(income_too=lambda f: -f["income"] * 2)
    made = prepare(frame, ["income", "wait", "income_too"])
    assert [p.code for p in made.problems] == ["indicators-alike"]
    assert made.problems[0].where == "income and income_too"
    assert made.correlation.loc["income", "income_too"] == pytest.approx(-1)


def test_an_indicator_without_figures_stays_empty():
    made = prepare(some().assign(empty=np.nan), ["income", "empty"])
    assert made.values["empty"].isna().all()
    assert lib.pressure_index(made, draws=5)["rank"].notna().all()


def test_the_frame_given_is_left_as_it_was():
    frame = some()
    before = frame.copy()
    prepare(frame, denominators={"falls": "people"}, shrink=["falls"], directions={"income": -1})
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"columns": ["nobody"]}, "Not numeric"),
        ({"denominators": {"falls": "nobody"}}, "Not numeric"),
        ({"shrink": ["falls"]}, "needs a denominator"),
        ({"directions": {"nobody": 1}}, "not indicators"),
    ],
)
def test_wrong_calls_are_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        prepare(some(), **wrong)
