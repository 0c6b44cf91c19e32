"""Access to beds and closures: designed cases whose answer is known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from lib.measures import access_to_beds, close_homes, edge_effect
from lib.measures.reach import Catchment

pytestmark = pytest.mark.unit

KM = 1000
WEST, NORTH = 330_000, 400_000  # a corner of Sefton on the national grid


def at(east_km, north_km=0.0):
    return Point(WEST + east_km * KM, NORTH + north_km * KM)


def make_areas(places, people, codes=None):
    return gpd.GeoDataFrame(
        {"area_code": codes or [f"A{i}" for i in range(len(places))], "population": people},
        geometry=[at(*np.atleast_1d(place)) for place in places],
        crs=27700,
    )


def make_homes(places, beds, **columns):
    count = len(places)
    usual = {
        "cqc_location_id": [f"H{i}" for i in range(count)],
        "name": [f"Home {i}" for i in range(count)],
        "registered_beds": beds,
        "has_nursing": [False] * count,
        "home_kind": ["residential"] * count,
        "specialisms": ["Older people"] * count,
    }
    geometry = [None if place is None else at(*np.atleast_1d(place)) for place in places]
    return gpd.GeoDataFrame(usual | columns, geometry=geometry, crs=27700)


def beds_per_1000(homes, areas, **options):
    return access_to_beds(homes, areas, **options).set_index("area_code")["beds_per_1000"]


def test_one_home_shared_by_everybody_in_reach():
    access = beds_per_1000(make_homes([0], [30]), make_areas([1, 2], [1000, 2000]), decay="none")
    assert access.tolist() == pytest.approx([10, 10])


def test_areas_with_nothing_in_reach_stay_as_0_and_are_named():
    table = access_to_beds(make_homes([0], [30]), make_areas([1, 50], [1000, 2000]))
    assert table["beds_per_1000"].iloc[1] == 0
    assert table["has_none_in_reach"].tolist() == [False, True]
    assert table["nearest_km"].tolist() == pytest.approx([1, 50])


@pytest.mark.parametrize(("catchment_km", "reached"), [(9.99, 0), (10, 1), (10.01, 1)])
def test_the_edge_of_the_catchment_is_inside(catchment_km, reached):
    table = access_to_beds(make_homes([0], [30]), make_areas([10], [1000]), catchment_km)
    assert table["homes_in_reach"].tolist() == [reached]


def test_the_edge_is_inside_in_degrees_as_well():
    homes, areas = make_homes([0], [30]).to_crs(4326), make_areas([10], [1000]).to_crs(4326)
    assert access_to_beds(homes, areas, 10)["homes_in_reach"].tolist() == [1]


def test_sixty_minutes_is_inside_sixty_minutes():
    travel = pd.DataFrame(
        {"area_code": ["A0", "A1", "A0"], "cqc_location_id": ["H0", "H0", "unknown"], "minutes": [60, 60.1, 1]}
    )
    table = access_to_beds(
        make_homes([0], [30]), make_areas([90, 1], [1000, 1000]), travel=travel, catchment_minutes=60
    )
    assert table["homes_in_reach"].tolist() == [1, 0]


def test_gaussian_weight_by_hand():
    # at 5 of 10 km the weight is 0.01 to the power of a quarter; beside the home it is 1
    near, far = beds_per_1000(make_homes([0], [30]), make_areas([0, 5], [1000, 1000]))
    assert far / near == pytest.approx(0.01**0.25)


def test_steps_by_hand():
    access = beds_per_1000(make_homes([0], [30]), make_areas([1, 5, 9], [100, 100, 100]), decay="step")
    assert (access / access.iloc[0]).tolist() == pytest.approx([1, 0.68, 0.22])


@pytest.mark.parametrize(
    "options",
    [
        {"catchment_km": 3},
        {"decay": "none"},
        {"decay": "step"},
        {"bed_kind": "nursing"},
        {"bed_kind": "dementia"},
        {"bed_kind": "residential"},
        {"people": "population_75_plus"},
        {"beds": "vacancies"},
        {"edge_weight": 0.3},
        {"circuity": 3},
        {"travel": pd.DataFrame({"area_code": ["A0"], "cqc_location_id": ["H1"], "minutes": [20]})},
    ],
)
def test_every_choice_changes_a_designed_case(options):
    homes = make_homes(
        [0, 4, 6],
        [30, 50, 20],
        vacancies=[1, 2, 9],
        has_nursing=[True, False, True],
        home_kind=["nursing", "residential", "nursing and residential"],
        specialisms=["Dementia", "Older people", ""],
    )
    areas = make_areas([0, 4.5, 9], [1000, 500, 800]).assign(population_75_plus=[50, 90, 10])
    usual = beds_per_1000(homes, areas)
    assert not np.allclose(beds_per_1000(homes, areas, **options), usual)


def test_minutes_change_a_designed_case():
    travel = pd.DataFrame({"area_code": ["A0"], "cqc_location_id": ["H0"], "minutes": [20]})
    homes, areas = make_homes([0], [30]), make_areas([1], [100])
    options = {"travel": travel, "decay": "none"}
    assert beds_per_1000(homes, areas, catchment_minutes=20, **options).tolist() == [300]
    assert beds_per_1000(homes, areas, catchment_minutes=19, **options).tolist() == [0]


def test_a_far_home_changes_nothing():
    areas = make_areas([1, 2], [1000, 2000])
    alone, beside = beds_per_1000(make_homes([0], [30]), areas), beds_per_1000(make_homes([0, 99], [30, 500]), areas)
    pd.testing.assert_series_equal(alone, beside)


def test_homes_without_beds_or_place_supply_nothing():
    areas = make_areas([1, 2], [1000, 2000])
    alone = beds_per_1000(make_homes([0], [30]), areas)
    homes = make_homes([0, 0, None], pd.array([30, None, 70], dtype="Int64"))
    pd.testing.assert_series_equal(beds_per_1000(homes, areas), alone)


def test_an_area_without_known_people_counts_nobody():
    areas = make_areas([1, 1], pd.array([1000, None], dtype="Int64"))
    assert beds_per_1000(make_homes([0], [30]), areas, decay="none").tolist() == pytest.approx([30, 30])


def test_outlines_stand_at_a_point_inside():
    areas = make_areas([0], [1000]).set_geometry([box(WEST, NORTH, WEST + KM, NORTH + KM)], crs=27700)
    assert beds_per_1000(make_homes([0], [30]), areas, decay="none").tolist() == pytest.approx([30])


def test_order_and_input_are_the_callers():
    homes, areas = make_homes([0, 3], [30, 10]), make_areas([4, 1, 2], [500, 1000, 2000])
    before = homes.copy(), areas.copy()
    table = access_to_beds(homes, areas)
    assert table["area_code"].tolist() == ["A0", "A1", "A2"]
    shuffled = beds_per_1000(homes.iloc[::-1], areas.iloc[[2, 0, 1]])
    pd.testing.assert_series_equal(shuffled.sort_index(), table.set_index("area_code")["beds_per_1000"].sort_index())
    pd.testing.assert_frame_equal(pd.DataFrame(homes), pd.DataFrame(before[0]))
    pd.testing.assert_frame_equal(pd.DataFrame(areas), pd.DataFrame(before[1]))


def test_no_homes_and_no_areas():
    homes, areas = make_homes([0], [30]), make_areas([1], [1000])
    assert access_to_beds(homes.iloc[:0], areas)["beds_per_1000"].tolist() == [0]
    assert access_to_beds(homes, areas.iloc[:0]).empty


def test_words_that_mean_nothing_are_refused():
    homes, areas = make_homes([0], [30]), make_areas([1], [1000])
    with pytest.raises(ValueError, match="decay"):
        access_to_beds(homes, areas, decay="sideways")
    with pytest.raises(ValueError, match="kind of bed"):
        access_to_beds(homes, areas, bed_kind="water")
    with pytest.raises(ValueError, match="twice"):
        access_to_beds(homes, make_areas([1, 2], [10, 10], ["A", "A"]))


def test_leaving_out_the_neighbours_flatters_or_starves_the_edge():
    # the council's home is shared with people across the border; their home is reached from the edge
    homes = make_homes([0, 6], [30, 60])
    outlines = [box(WEST + 1000 * km, NORTH, WEST + 1000 * (km + 2), NORTH + 100) for km in (-1, 2, 5)]
    areas = make_areas([0, 3, 6], [1000, 1000, 4000]).set_geometry(outlines, crs=27700)
    table = edge_effect(homes, areas, ["A0", "A1"], decay="none").set_index("area_code")
    assert table.index.tolist() == ["A0", "A1"]
    assert table["beds_per_1000"].tolist() == pytest.approx([15, 15])
    assert table["beds_per_1000_alone"].tolist() == pytest.approx([15, 15])
    less = edge_effect(homes.iloc[:1], areas, ["A0", "A1"], decay="none")
    assert less["edge_effect"].tolist() == pytest.approx([10, 10])


@pytest.fixture
def market():
    homes = make_homes(
        [0, 1, 3, 4, 40],
        [30, 20, 50, 10, 99],
        has_nursing=[True, False, True, True, True],
        home_kind=["nursing", "residential", "nursing", "nursing and residential", "nursing"],
        vacancies=[2, 5, 3, 4, 50],
    )
    return homes, make_areas([0, 2, 30], [1000, 1000, 1000])


def test_closing_a_home_displaces_its_beds(market):
    impact = close_homes(*market, ["H0"])
    assert impact.displaced_beds == 30
    assert impact.closed["name"].tolist() == ["Home 0"]
    assert impact.share_of_beds_pct == pytest.approx(100 * 30 / 209)


def test_the_nearest_homes_are_of_the_same_kind_and_stay_open(market):
    impact = close_homes(*market, ["H0", "H2"])
    nearest = impact.nearest[impact.nearest["closed_location_id"] == "H0"]
    assert nearest["cqc_location_id"].tolist() == ["H3", "H4"]
    assert nearest["distance_km"].tolist() == pytest.approx([4, 40])
    assert nearest["place"].tolist() == [1, 2]


def test_a_home_without_nursing_may_be_replaced_by_one_with_both(market):
    assert close_homes(*market, ["H1"]).nearest["cqc_location_id"].tolist() == ["H3"]


def test_people_who_cannot_be_placed(market):
    impact = close_homes(*market, ["H0"])
    # H2 has 3 vacancies and H3 4 within 10 km; H4 is 40 km away
    assert impact.vacancies_nearby == 7
    assert impact.cannot_be_placed == 23


def test_without_vacancies_nobody_is_said_to_be_placed(market):
    homes, areas = market
    impact = close_homes(homes.drop(columns="vacancies"), areas, ["H0"])
    assert impact.vacancies_nearby is None
    assert impact.cannot_be_placed is None


def test_access_falls_near_the_closed_home_and_nowhere_rises(market):
    homes, areas = market
    change = close_homes(homes, areas, ["H0"]).access_change.set_index("area_code")
    assert change.loc["A0", "beds_per_1000_change"] < 0
    assert (change["beds_per_1000_change"] <= 0).all()
    after = beds_per_1000(homes[homes["cqc_location_id"] != "H0"], areas)
    assert change["beds_per_1000_after"].to_numpy() == pytest.approx(after.to_numpy())


def test_closing_the_last_home_in_reach_is_said(market):
    change = close_homes(*market, ["H4"]).access_change.set_index("area_code")
    assert change["loses_all_reach"].to_dict() == {"A0": False, "A1": False, "A2": True}


def test_closing_nothing_or_a_home_that_is_not_there_changes_nothing(market):
    impact = close_homes(*market, ["H9"])
    assert impact.displaced_beds == 0
    assert impact.not_found == ("H9",)
    assert (impact.access_change["beds_per_1000_change"] == 0).all()
    assert close_homes(*market, []).nearest.empty


def test_a_home_without_a_place_has_no_nearest():
    homes = make_homes([None, 1], [30, 20])
    assert close_homes(homes, make_areas([0], [100]), ["H0"]).nearest.empty


def test_a_catchment_by_default_is_ten_kilometres():
    assert Catchment().km == 10
