"""Access to beds against a slow loop and against PySAL."""

import warnings

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import access_to_beds

pytestmark = pytest.mark.oracle


def borough(seed, areas=40, homes=15, width_km=30):
    rng = np.random.default_rng(seed)
    places = lambda n: gpd.points_from_xy(  # noqa: E731
        330_000 + 1000 * width_km * rng.random(n), 400_000 + 1000 * width_km * rng.random(n)
    )
    return (
        gpd.GeoDataFrame(
            {"cqc_location_id": [f"H{i}" for i in range(homes)], "registered_beds": rng.integers(0, 80, homes)},
            geometry=places(homes),
            crs=27700,
        ),
        gpd.GeoDataFrame(
            {"area_code": [f"A{i}" for i in range(areas)], "population": rng.integers(0, 3000, areas)},
            geometry=places(areas),
            crs=27700,
        ),
    )


def distances_km(homes, areas):
    return np.array([[a.distance(h) / 1000 for h in homes.geometry] for a in areas.geometry])


def slow(homes, areas, catchment_km, weight):
    """Both steps as they are described, one area and one home at a time."""
    apart = distances_km(homes, areas)
    people, beds = areas["population"].to_numpy(), homes["registered_beds"].to_numpy()
    ratios = []
    for home in range(len(homes)):
        demand = sum(
            weight(apart[area, home]) * people[area] for area in range(len(areas)) if apart[area, home] <= catchment_km
        )
        ratios.append(beds[home] / demand if demand else 0.0)
    return [
        1000
        * sum(
            weight(apart[area, home]) * ratios[home] for home in range(len(homes)) if apart[area, home] <= catchment_km
        )
        for area in range(len(areas))
    ]


@pytest.mark.parametrize(
    ("decay", "weight"),
    [
        ("none", lambda _: 1.0),
        ("gaussian", lambda km: 0.01 ** ((km / 6) ** 2)),
        ("step", lambda km: 1.0 if km <= 2 else 0.68 if km <= 4 else 0.22),
    ],
)
def test_agrees_with_the_slow_loop(decay, weight):
    homes, areas = borough(1)
    table = access_to_beds(homes, areas, 6, decay)
    np.testing.assert_allclose(table["beds_per_1000"], slow(homes, areas, 6, weight), rtol=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 40), st.sampled_from(["none", "gaussian", "step"]))
def test_people_times_access_is_the_supply_they_can_reach(seed, catchment_km, decay):
    homes, areas = borough(seed, areas=12, homes=6)
    table = access_to_beds(homes, areas, catchment_km, decay)
    apart = distances_km(homes, areas)
    somebody = areas["population"].to_numpy() > 0
    reached = (apart[somebody] <= catchment_km).any(axis=0)
    shared = (table["population"] * table["beds_per_1000"] / 1000).sum()
    assert shared == pytest.approx(homes["registered_beds"].to_numpy()[reached].sum(), rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_twice_the_beds_is_twice_the_access(seed):
    homes, areas = borough(seed, areas=12, homes=6)
    twice = homes.assign(registered_beds=2 * homes["registered_beds"])
    np.testing.assert_allclose(
        access_to_beds(twice, areas)["beds_per_1000"], 2 * access_to_beds(homes, areas)["beds_per_1000"], rtol=1e-12
    )


def test_agrees_with_pysal_with_its_missing_areas_put_back():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from access import Access, weights
    homes, areas = borough(3, areas=120, homes=40, width_km=60)
    apart = distances_km(homes, areas)
    costs = pd.DataFrame(
        [(a, h, apart[a, h]) for a in range(len(areas)) for h in range(len(homes))], columns=["origin", "dest", "cost"]
    )
    people = areas.assign(place=range(len(areas)))[["place", "population"]]
    supply = homes.assign(place=range(len(homes)))[["place", "registered_beds"]]
    sigma = 6 / np.sqrt(-2 * np.log(0.01))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = Access(
            demand_df=people,
            demand_index="place",
            demand_value="population",
            supply_df=supply,
            supply_index="place",
            supply_value="registered_beds",
            cost_df=costs,
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
        )
        enhanced = theirs.enhanced_two_stage_fca(max_cost=6, weight_fn=weights.gaussian(sigma))
        plain = theirs.two_stage_fca(max_cost=6)
    for found, decay in ((enhanced, "gaussian"), (plain, "none")):
        column = found.columns[0]
        expected = 1000 * found[column].reindex(range(len(areas))).fillna(0.0)
        np.testing.assert_allclose(access_to_beds(homes, areas, 6, decay)["beds_per_1000"], expected, rtol=1e-9)
