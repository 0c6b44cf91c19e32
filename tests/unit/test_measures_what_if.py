"""Scenarios and their effect: designed cases whose answer is known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point

from lib.measures.market import access_beside_alone, averaged, market_around, thirds
from lib.measures.scenario import Close, Convert, Open, Resize, Scenario, before_and_after
from lib.measures.what_if import OCCUPIED, REGISTERED, summary, what_if

pytestmark = pytest.mark.unit
WEST, NORTH = 330_000, 400_000


def at(east_km):
    return Point(WEST + 1000 * east_km, NORTH)


def make_homes(places, beds, **columns):
    count = len(places)
    usual = {
        "cqc_location_id": [f"H{i}" for i in range(count)],
        "name": [f"Home {i}" for i in range(count)],
        "registered_beds": pd.array(beds, dtype="Int64"),
        "has_nursing": pd.array([True] * count, dtype="boolean"),
        "home_kind": ["nursing"] * count,
        "specialisms": ["Older people"] * count,
        "provider_name": ["A Ltd"] * count,
    }
    geometry = [None if place is None else at(place) for place in places]
    return gpd.GeoDataFrame(usual | columns, geometry=geometry, crs=27700)


def make_market(homes, places=(0, 3, 30), people=(1000, 1000, 1000), km=10, own=None):
    areas = gpd.GeoDataFrame(
        {"area_code": [f"A{i}" for i in range(len(places))], "area_name": [f"Area {i}" for i in range(len(places))]},
        geometry=[at(place) for place in places],
        crs=27700,
    )
    known = pd.Series(people, index=areas["area_code"][: len(people)])
    own_homes = homes["cqc_location_id"] if own is None else own
    return market_around(homes, own_homes, areas, areas["area_code"], known, km)


@pytest.fixture
def market():
    return make_market(make_homes([0, 1, 3, 40], [30, 20, 50, 99]))


def test_closing_a_home_displaces_its_beds_and_finds_the_others_in_reach(market):
    effect = what_if(market, [Close(("H0",))])
    assert (effect.displaced, effect.displaced_from) == (30, REGISTERED)
    assert effect.places["cqc_location_id"].tolist() == ["H1", "H2"]
    assert effect.places["distance_km"].tolist() == pytest.approx([1, 3])
    assert (effect.beds_alike, effect.not_placed_at_best, effect.spare, effect.not_placed) == (70, 0, None, None)
    assert effect.share_lost_pct == pytest.approx(100 * 30 / 199)
    assert effect.emptiness_needed_pct == pytest.approx(100 * 30 / 70)


def test_sixty_is_inside_sixty(market):
    assert what_if(market, [Close(("H0",))], catchment_km=3).places["cqc_location_id"].tolist() == ["H1", "H2"]
    assert what_if(market, [Close(("H0",))], catchment_km=2.99).places["cqc_location_id"].tolist() == ["H1"]
    assert what_if(market, [Close(("H0",))], catchment_km=3, circuity=1.3).places["cqc_location_id"].tolist() == ["H1"]


def test_people_go_where_there_is_room_within_their_own_reach():
    # H0 and H3 close; H1 has 3 spare beds near H0 alone, H2 has 9 near H3 alone
    homes = make_homes([0, 5, 45, 50], [4, 20, 20, 10], vacancies=[0, 3, 9, 0])
    effect = what_if(make_market(homes, places=(0, 50), people=(1, 1)), [Close(("H0", "H3"))])
    assert (effect.spare, effect.not_placed) == (12, 2)  # not 14 less 12


def test_occupied_beds_are_the_people_where_given():
    homes = make_homes([0, 1], [30, 20], occupied_beds=[21, 20])
    effect = what_if(make_market(homes), [Close(("H0",))])
    assert (effect.displaced, effect.displaced_from) == (21, OCCUPIED)
    homes = make_homes([0, 1], [30, 20], occupied_beds=pd.array([None, 20], dtype="Int64"))
    effect = what_if(make_market(homes), [Close(("H0",))])
    assert (effect.displaced, effect.displaced_from) == (30, REGISTERED)


def test_a_share_of_empty_beds_can_be_assumed(market):
    effect = what_if(market, [Close(("H0",))], empty_pct=10)
    assert (effect.spare, effect.not_placed) == (7, 23)


def test_homes_for_other_people_take_nobody_unless_asked():
    homes = make_homes([0, 1], [30, 40], specialisms=["Older people", "Learning disabilities"])
    market = make_market(homes)
    assert what_if(market, [Close(("H0",))]).not_placed_at_best == 30
    assert what_if(market, [Close(("H0",))], same_people=False).not_placed_at_best == 0


def test_a_home_that_shrinks_displaces_the_people_beyond_its_beds_and_stays_open(market):
    effect = what_if(market, [Resize("H0", 18)])
    assert effect.displaced == 12
    assert len(effect.homes_after) == 4
    assert effect.places["cqc_location_id"].tolist() == ["H1", "H2"]


def test_a_new_home_gives_access_and_its_beds_are_spare(market):
    new = Open("NEW-1", "New", -3.05, 53.49, 25, "nursing")
    effect = what_if(market, [Close(("H0",)), new], catchment_km=30, empty_pct=0)
    assert effect.spare == 25
    assert effect.not_placed == 5
    assert summary(what_if(market, [new]))["average_access"] > summary(what_if(market, []))["average_access"]


def test_a_home_that_becomes_residential_is_no_nursing_home(market):
    after = before_and_after(market.homes, [Convert("H1", "residential")])[1].set_index("cqc_location_id")
    assert after.loc["H1", ["has_nursing", "home_kind"]].tolist() == [False, "residential"]
    assert "H1" not in set(what_if(market, [Close(("H0",)), Convert("H1", "residential")]).places["cqc_location_id"])


def test_access_is_that_of_the_homes_left_and_conserves_the_beds_in_reach(market):
    effect = what_if(market, [Close(("H0",))])
    access = effect.access
    for column, beds in (("beds_per_1000_before", 199), ("beds_per_1000_after", 169)):
        assert (access["population"] * access[column]).sum() / 1000 == pytest.approx(beds, rel=1e-9)
    assert access["beds_per_1000_change"].le(0).all()


def test_undo_gives_back_the_same_bytes(market):
    scenario = Scenario("one").then(Close(("H0",)))
    first = what_if(market, scenario.changes)
    further = scenario.then(Open("NEW-1", "New", -3.05, 53.49, 25, "nursing")).then(Resize("H2", 10))
    what_if(market, further.changes)
    again = what_if(market, further.undone().undone().changes)
    assert further.undone().undone() == scenario
    for table in ("access", "places", "leaving", "homes_after"):
        one, other = (getattr(effect, table) for effect in (first, again))
        assert one.to_csv().encode() == other.to_csv().encode()
    pd.testing.assert_series_equal(summary(first), summary(again), check_exact=True)


def test_undo_of_nothing_is_nothing():
    assert Scenario().undone() == Scenario()


def test_nothing_changes_nothing(market):
    effect = what_if(market, [Close(("H9",))])
    assert effect.displaced == 0
    assert effect.leaving.empty
    assert effect.places.empty
    assert np.allclose(effect.access["beds_per_1000_change"], 0)


def test_homes_without_beds_or_place_are_said_and_reach_nobody():
    homes = make_homes([None, 1, 2], [10, None, 20])
    effect = what_if(make_market(homes), [Close(("H0", "H1"))])
    assert effect.without_beds == 1
    assert effect.not_placed_at_best == 10
    assert effect.places["cqc_location_id"].tolist() == ["H2"]


def test_the_inputs_stay_as_they_were(market):
    homes, areas = market.homes.copy(), market.areas.copy()
    what_if(market, [Close(("H0",)), Resize("H1", 5), Convert("H2", "residential")])
    pd.testing.assert_frame_equal(pd.DataFrame(market.homes), pd.DataFrame(homes))
    pd.testing.assert_frame_equal(pd.DataFrame(market.areas), pd.DataFrame(areas))


def test_summary_counts_areas_that_lose_a_tenth(market):
    line = summary(what_if(market, [Close(("H2",))]))
    assert (line["areas_lose_tenth"], line["people_lose_tenth"]) == (2, 2000)
    assert line["largest_share_pct"] == 100
    assert line["concentration"] == 10_000


def test_a_market_has_homes_and_people_across_the_border():
    homes = make_homes([0, 8, 25], [30, 20, 50])
    market = make_market(homes, places=(0, 15, 60), people=(1000,), own=["H0"])
    own = market_around(
        homes, ["H0"], market.areas[["area_code", "area_name", "geometry"]], ["A0"], pd.Series({"A0": 1000}), 10
    )
    assert own.homes["cqc_location_id"].tolist() == ["H0", "H1"]
    assert own.areas["area_code"].tolist() == ["A0", "A1"]
    assert own.areas["is_own"].tolist() == [True, False]
    assert own.areas["is_assumed"].tolist() == [False, True]
    assert own.areas["population"].tolist() == [1000, 1000]


def test_moving_the_border_changes_no_areas_access():
    homes = make_homes([0, 4, 8], [30, 20, 50])
    narrow = make_market(homes, places=(0, 5, 9), people=(1000, 500, 700))
    places = narrow.areas[["area_code", "area_name", "geometry"]]
    people = pd.Series({"A0": 1000, "A1": 500, "A2": 700})
    answers = {}
    for own in (["A0"], ["A0", "A1"], ["A0", "A1", "A2"]):
        market = market_around(homes, ["H0"], places, own, people, 10)
        answers[len(own)] = access_beside_alone(market, catchment_km=10).set_index("area_code")["beds_per_1000"]["A0"]
    assert answers[1] == pytest.approx(answers[3], rel=1e-9)
    assert answers[2] == pytest.approx(answers[3], rel=1e-9)


def test_thirds_by_hand_and_ties_together():
    assert thirds(pd.Series([1, 2, 3, 4, 5, 6])).tolist() == [1, 1, 2, 2, 3, 3]
    assert len(set(thirds(pd.Series([5, 5, 5])))) == 1


def test_larger_areas_average_over_people():
    table = pd.DataFrame({"area_code": ["a", "b", "c"], "population": [100, 300, 0], "x": [10.0, 20.0, 5.0]})
    result = averaged(table, pd.Series({"a": "W", "b": "W", "c": "V"}), ["x"]).set_index("area_code")
    assert result.loc["W", "x"] == pytest.approx(17.5)
    assert np.isnan(result.loc["V", "x"])


def test_people_are_beds_less_vacancies_where_nobody_gives_who_lives_there():
    homes = make_homes([0, 1], [30, 20], vacancies=pd.array([4, 5], dtype="Int64"))
    effect = what_if(make_market(homes), [Close(("H0",))])
    assert (effect.displaced, effect.displaced_from) == (26, OCCUPIED)
    assert (effect.spare, effect.not_placed, effect.spare_unknown) == (5, 21, 0)


def test_vacancies_that_nobody_gives_are_none_and_are_counted_or_assumed_when_asked():
    homes = make_homes([0, 1, 2], [30, 20, 40], vacancies=pd.array([0, 5, None], dtype="Int64"))
    effect = what_if(make_market(homes), [Close(("H0",))])
    assert (effect.spare, effect.spare_unknown, effect.not_placed) == (5, 1, 25)
    assert effect.places.set_index("cqc_location_id")["spare_beds"].isna().to_dict() == {"H1": False, "H2": True}
    assumed = what_if(make_market(homes), [Close(("H0",))], empty_pct=10)
    assert (assumed.spare, assumed.spare_unknown, assumed.not_placed) == (9, 0, 21)


def test_a_home_under_embargo_takes_nobody():
    homes = make_homes([0, 1, 2], [30, 20, 40], embargo=pd.array([False, True, None], dtype="boolean"))
    assert what_if(make_market(homes), [Close(("H0",))]).places["cqc_location_id"].tolist() == ["H2"]
