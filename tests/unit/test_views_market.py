"""What a change says in words and in colours."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import Point, box

from lib.disclosure import public
from lib.measures.market import market_around
from lib.measures.scenario import Close
from lib.measures.what_if import OCCUPIED, REGISTERED, what_if
from lib.ui.scenarios import Line, side_by_side
from lib.views.maps import map_base
from lib.views.market_sentences import (
    people_shown,
    say_access,
    say_areas_counted,
    say_concentration,
    say_effect,
    say_names,
    say_nights,
    say_outside,
    say_owners,
    say_ratings,
)
from lib.views.what_if import change_classes, change_map, lines_to_places, step_for, with_homes

pytestmark = pytest.mark.unit


@pytest.fixture
def market():
    places = [Point(330_000 + 1000 * km, 400_000) for km in (0, 1, 3)]
    homes = gpd.GeoDataFrame(
        {
            "cqc_location_id": ["H0", "H1", "H2"],
            "name": ["Ash", "<b>Birch</b>", "Cedar"],
            "registered_beds": pd.array([30, 20, 50], dtype="Int64"),
            "has_nursing": True,
            "home_kind": "nursing",
            "specialisms": "Dementia",
            "provider_name": "A",
        },
        geometry=places,
        crs=27700,
    )
    areas = gpd.GeoDataFrame({"area_code": ["A0"], "area_name": ["Town 1A"]}, geometry=places[:1], crs=27700)
    return market_around(homes, homes["cqc_location_id"], areas, ["A0"], pd.Series({"A0": 1000}), 10)


def said(effect):
    return say_effect(effect, ["closing Ash"], "Town", "within 10 km", "people aged 75+")


def test_without_vacancies_it_is_said_that_nobody_knows(market):
    lines = said(what_if(market, [Close(("H0",))]))
    assert lines[0].startswith("Closing Ash: up to 30 people of 1 home would need another place")
    assert "2 other homes for the same people within 10 km have 70 beds." in lines
    assert any("about 43 in every 100 would have to be" in line for line in lines)
    assert all(line.endswith(".") for line in lines)


def test_with_beds_assumed_empty_the_people_left_over_are_counted(market):
    assert "With 7 beds spare there, 23 people could not be placed." in said(
        what_if(market, [Close(("H0",))], empty_pct=10)
    )
    assert any("everybody could" in line for line in said(what_if(market, [Close(("H0",))], empty_pct=60)))


def test_nowhere_else_to_go_is_said(market):
    lines = said(what_if(market, [Close(("H0", "H1", "H2"))]))
    assert "No other home for the same people is within 10 km." in lines
    assert lines[-1] == "Town 1A would have nothing in reach."


@pytest.mark.parametrize(("count", "words"), [(1, "1 home among them gives"), (3, "3 homes among them give")])
def test_homes_without_beds_are_counted_in_good_grammar(market, count, words):
    effect = replace(what_if(market, [Close(("H0",))]), without_beds=count)
    assert said(effect)[0].split("; ")[1].startswith(f"{words} no beds")


def test_nothing_chosen_says_so(market):
    assert say_effect(what_if(market, []), [], "Town", "within 10 km", "people")[0].startswith("Nothing changes yet")


def test_classes_are_alike_on_both_sides_of_none():
    values = np.array([-25.0, -15, -5, -0.01, 0, 5, 15, 25, np.nan])
    assert change_classes(values, 10).tolist() == [0, 1, 2, 3, 3, 4, 5, 6, -1]
    assert step_for(values) == 10
    assert step_for(np.array([0.0, np.nan])) == 1


def test_the_map_of_a_change_and_its_legend_say_the_same():
    areas = gpd.GeoDataFrame(
        {"area_code": ["a", "b", "c"], "area_name": ["A", "B", "C"]},
        geometry=[box(i, 50, i + 1, 51) for i in range(3)],
        crs=4326,
    )
    base = map_base(areas, areas.iloc[:0], label="x")
    view = change_map(base, public(pd.DataFrame({"area_code": ["a", "b"], "v": [-3.0, 0.0]}), "test"), "v", title="T")
    assert '"classes":"03-"' in view.commands[0]
    assert [label for _, label in view.legends[0].marks] == ["falls by 1 to 2", "no change"] or len(
        view.legends[0].marks
    ) == 2
    with pytest.raises(TypeError):
        change_map(base, pd.DataFrame({"area_code": ["a"], "v": [1.0]}), "v", title="T")


def test_homes_that_close_are_drawn_over_the_others_with_lines_to_the_nearest(market):
    effect = what_if(market, [Close(("H0",))])
    lines = lines_to_places(effect.places, market.homes[market.homes["cqc_location_id"] == "H0"])
    assert len(lines) == 2
    areas = gpd.GeoDataFrame({"area_code": ["a"], "area_name": ["A"]}, geometry=[box(-4, 53, -2, 54)], crs=4326)
    base = map_base(areas, areas.iloc[:0], label="x")
    roles = pd.Series({"H0": "leaves", "H1": "takes", "H2": ""})
    drawn = with_homes(change_map(base, public(pd.DataFrame({"area_code": ["a"], "v": [1.0]}), "t"), "v", title="T"),
                       market.homes.to_crs(4326), roles, lines)  # fmt: skip
    points = drawn.commands[-1]
    assert points.index('"H2"') < points.index('"H1"') < points.index('"H0"')
    assert "<b>" not in points


def test_access_names_areas_without_reach_and_says_what_the_border_does():
    table = pd.DataFrame(
        {
            "area_name": ["A", "B", "C"], "population": [100.0, 100, 200], "beds_per_1000": [0.0, 50, 100],
            "has_none_in_reach": [True, False, False], "third": [1, 2, 3], "third_alone": [1, 3, 2],
        }
    )  # fmt: skip
    lines = say_access(public(table, "test"), "Town", "within 5 km", "people aged 75+")
    assert lines[0] == "People of Town share 62 beds within 5 km per 1,000 people aged 75+: from 0 in A to 100 in C."
    assert lines[1] == "Nothing is in reach of A."
    assert "2 of 3 small areas in another third" in lines[2]


def test_small_sentences():
    assert say_names(list("ABCDEFG")) == "A, B, C, D, E and 2 more"
    assert "not concentrated" in say_concentration(400)
    assert "highly concentrated" in say_concentration(2500)
    assert "does not say who" in say_concentration(float("nan"))
    assert say_owners(pd.DataFrame()) == []
    placed = pd.DataFrame({"placements": [160.0, 211.0], "of": [1592.0, 1592.0], "outside_pct": [10.05, 13.25]})
    assert "160 of 1,592 (10%) or 211 of 1,592 (13%)" in say_outside(placed)[0]
    ratings = pd.DataFrame({"rating_state": ["Good", "Inadequate", "Not yet rated"], "homes_count": [3, 1, 2]})
    assert say_ratings(ratings) == "3 of 4 rated homes are Good or Outstanding (75%); 2 homes not yet rated."
    nights = pd.DataFrame({"care_type": ["Nursing"], "year": ["2020/21"], "outside_pct": [11.4], "differs_by": [5.0]})
    assert say_nights(nights)[1].startswith("Nursing, 2020/21: the printed total is +5 nights")


def test_people_known_to_live_in_a_home_are_protected_and_an_upper_bound_is_not(market):
    bound = what_if(market, [Close(("H0",))])
    few = replace(bound, displaced=3.0, displaced_from=OCCUPIED)
    assert "[c] people of 1 home" in said(few)[0]
    assert np.isnan(people_shown(few, few.displaced))
    assert people_shown(few, 83.0) == 85
    assert people_shown(bound, 83.0) == 83


def test_people_who_cannot_be_placed_are_protected_like_those_displaced(market):
    few = replace(what_if(market, [Close(("H0",))]), displaced=3.0, displaced_from=OCCUPIED, spare=0.0, not_placed=3.0)
    assert "[c] people could not be placed" in " ".join(said(few))
    assert "85 people could not be placed" in " ".join(said(replace(few, not_placed=83.0)))
    assert "83 people could not be placed" in " ".join(said(replace(few, not_placed=83.0, displaced_from=REGISTERED)))


def test_scenarios_side_by_side_tell_what_is_hidden_from_what_is_not_known():
    now = Line(pd.Series({"homes": 3.0, "people_displaced": 0.0, "not_placed": np.nan}))
    then = Line(
        pd.Series({"homes": 2.0, "people_displaced": np.nan, "not_placed": np.nan}), frozenset({"people_displaced"})
    )
    frame = side_by_side({"Now": now, "Then": then}).frame.set_index("Figure")[["Now", "Then", "Difference"]]
    assert frame.loc["Homes"].tolist() == ["3", "2", "-1"]
    assert frame.loc["People displaced, at most"].tolist() == ["0", "[c]", "[c]"]
    assert "People not placed, with the beds said to be empty" not in frame.index


def test_areas_redrawn_since_the_census_are_said_to_be_left_out():
    people = pd.DataFrame({"characteristic": ["Age", "Age", "Groups"], "area_code": ["a", "b", "a"]})
    areas = pd.Series(["a", "b"])
    said = say_areas_counted(areas, people)
    assert said.startswith("Groups of the census table are counted in 1 of 2 small areas: only those whose code is the")
    both = pd.concat([people, pd.DataFrame({"characteristic": ["Groups"], "area_code": ["b"]})])
    assert say_areas_counted(areas, both) == "Groups of the census table are counted in 2 of 2 small areas."
