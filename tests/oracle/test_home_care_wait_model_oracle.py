"""The wait model finds what was planted and nothing where nothing was; an office's map misleads."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from shapely.geometry import box

from lib.measures.wait_model import office_beside_delivery, place_of_localities, wait_model, wait_models

pytestmark = pytest.mark.oracle


def planted(rural_effect=0.02, localities=40, seed=1, spread=1.0):
    rng = np.random.default_rng(seed)
    rural, minutes = rng.uniform(0, 100, localities), rng.uniform(5, 40, localities)
    older = rng.integers(4_000, 20_000, localities)
    expected = older * 0.004 * np.exp(rural_effect * (rural - 50))
    waiting = rng.poisson(expected * rng.gamma(1 / spread, spread, localities) if spread < 1 else expected)
    return pd.DataFrame(
        {
            "locality_name": [f"L{n}" for n in range(localities)],
            "people_waiting": waiting,
            "population_65_plus": older,
            "rural_pct": rural,
            "travel_minutes": minutes,
        }
    )


def test_a_planted_rural_effect_is_recovered():
    effects = wait_model(planted()).effects.set_index("what")
    rural, travel = effects.loc["rural_pct"], effects.loc["travel_minutes"]
    assert rural["low"] < np.exp(0.02) < rural["high"]
    assert rural["low"] > 1
    assert travel["low"] < 1 < travel["high"]


def test_intervals_hold_what_they_say_when_localities_differ_more_than_chance():
    held = []
    for seed in range(60):
        rural = wait_model(planted(seed=seed, spread=0.1)).effects.set_index("what").loc["rural_pct"]
        held.append(rural["low"] <= np.exp(0.02) <= rural["high"])
    assert np.mean(held) > 0.85


def test_no_effect_is_seldom_called_one():
    false = [
        not row["low"] <= 1 <= row["high"]
        for seed in range(60)
        for row in [wait_model(planted(0.0, seed=seed)).effects.set_index("what").loc["rural_pct"]]
    ]
    assert np.mean(false) < 0.15


def test_what_is_left_over_names_the_locality_that_waits_for_another_reason():
    table = planted()
    table.loc[5, "people_waiting"] *= 4
    residuals = wait_model(table).residuals
    assert residuals.loc[residuals["ratio"].idxmax(), "locality_name"] == "L5"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: t.head(3), "at least 16"),
        (lambda t: t.assign(rural_pct=10.0), "the same in every"),
        (lambda t: t.assign(people_waiting=0), "Nobody waits"),
    ],
)
def test_a_model_that_cannot_be_is_refused_with_its_reason(change, reason):
    found = wait_model(change(planted()))
    assert reason in found.reason
    assert found.effects.empty


def test_an_office_based_map_misleads():
    # one office in the town delivers everywhere; the map by office shows the villages with nothing
    care = pd.DataFrame(
        {
            "office_locality": ["Town"] * 4,
            "delivery_locality": ["Town", "North", "East", "South"],
            "hours": [100.0, 300.0, 250.0, 150.0],
        }
    )
    table = office_beside_delivery(care).set_index("locality_name")
    assert table["hours_by_office"].sum() == table["hours_delivered"].sum() == 800
    assert table.loc["Town", "hours_by_office"] == 800
    assert table["hours_delivered"].idxmin() == "Town"  # most by office, least in truth
    assert (table.loc[["North", "East", "South"], "hours_by_office"] == 0).all()


def test_how_spread_out_and_how_far_by_hand():
    areas = gpd.GeoDataFrame(
        {"area_code": ["A", "B", "C"]},
        geometry=[box(400_000 + 1000 * n, 300_000, 401_000 + 1000 * n, 301_000) for n in range(3)],
        crs=27700,
    ).to_crs(4326)
    localities = gpd.GeoDataFrame(
        {"locality_code": ["x", "y"], "locality_name": ["X", "Y"]},
        geometry=[box(399_900, 299_900, 402_000, 301_100), box(402_000, 299_900, 403_100, 301_100)],
        crs=27700,
    ).to_crs(4326)
    people = pd.DataFrame(
        {"area_code": ["A", "B", "C"], "population": [100, 300, 50], "population_65_plus": [10, 30, 5]}
    )
    minutes = pd.DataFrame({"area_code": ["A", "A", "B"], "minutes": [20.0, 12.0, 40.0]})
    found = place_of_localities(localities, areas, people, minutes).set_index("locality_name")
    assert found.loc["X", "people_per_km2"] == pytest.approx(200, rel=0.01)
    assert found.loc["X", "travel_minutes"] == pytest.approx((10 * 12 + 30 * 40) / 40)
    assert np.isnan(found.loc["Y", "travel_minutes"])


def test_with_few_localities_each_thing_is_asked_alone():
    rng = np.random.default_rng(11)
    table = pd.DataFrame(
        {
            "locality_name": [f"L{n}" for n in range(10)],
            "population_65_plus": 5_000.0,
            "sparsity": np.linspace(-3, 3, 10),
            "travel_minutes": rng.uniform(5, 40, 10),
        }
    )
    table = table.assign(people_waiting=rng.poisson(np.exp(3.5 + 0.35 * table["sparsity"])))
    models = wait_models(table, ("sparsity", "travel_minutes"))
    assert [one.effects["what"].tolist() for one in models] == [["sparsity"], ["travel_minutes"]]
    effect = models[0].effects.iloc[0]
    assert effect["low"] < np.exp(0.35) < effect["high"]
    assert effect["low"] > 1
    assert len(wait_models(table.head(5), ("sparsity", "travel_minutes"))) == 1
    assert wait_models(table.head(5), ("sparsity", "travel_minutes"))[0].reason


def test_what_is_left_over_is_beyond_chance_only_where_something_was_planted():
    table = planted()
    table.loc[5, "people_waiting"] *= 4
    left = wait_model(table).residuals.set_index("locality_name")
    assert left["low"].gt(1)[left["low"].gt(1)].index.tolist() == ["L5"]
    assert (left["low"] < left["ratio"]).all()
    assert (left["ratio"] < left["high"]).all()


def test_chance_alone_seldom_stands_out_however_much_localities_differ():
    outside = []
    for seed in range(30):
        left = wait_model(planted(seed=seed, spread=0.1)).residuals
        outside.append(((left["low"] > 1) | (left["high"] < 1)).mean())
    assert 0.01 < np.mean(outside) < 0.08


def test_the_limits_of_what_is_left_are_those_of_a_count_of_fewer_people():
    """By hand: counts that spread ``scale`` times as much as chance say as little as ``count / scale`` people."""
    table = planted(spread=0.2)
    left = wait_model(table).residuals
    x = sm.add_constant(table[["rural_pct", "travel_minutes"]].astype(float))
    waiting, offset = table["people_waiting"].astype(float), np.log(table["population_65_plus"])
    scale = sm.GLM(waiting, x, sm.families.Poisson(), offset=offset).fit(scale="X2").scale
    assert scale > 1
    few = waiting / scale
    low, high = stats.chi2.ppf(0.025, 2 * few) / 2, stats.chi2.ppf(0.975, 2 * few + 2) / 2
    assert (left["low"] * left["expected"] / scale).to_numpy() == pytest.approx(low, rel=0.02)
    assert (left["high"] * left["expected"] / scale).to_numpy() == pytest.approx(high, rel=0.02)
