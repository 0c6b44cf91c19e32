"""What a scenario does place by place, against slow loops; people displaced, from what may be shown alone."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point

from lib.disclosure import ProtectedTable, protect, public
from lib.measures.market import Market, market_around
from lib.measures.scenario import Change, Close, Open, Resize
from lib.measures.what_if import OCCUPIED, REGISTERED, Effect, what_if
from lib.measures.what_if_by_place import displaced_by_place, effect_by_place
from lib.views.what_if_sentences import say_by_place

pytestmark = pytest.mark.oracle
PLACE = pd.Series({"H0": "North", "H1": "North", "H2": "South", "H3": "not located", "New": "East"})
BEDS = [30, 20, 50, 4]
CHANGES: tuple[Change, ...] = (
    Close(("H0", "H3")),
    Resize("H1", 15),
    Open("New", "New home", -3.0, 53.5, 40, "nursing"),
)


def market(**columns: object) -> Market:
    usual = {
        "cqc_location_id": ["H0", "H1", "H2", "H3"],
        "name": ["Home 0", "Home 1", "Home 2", "Home 3"],
        "registered_beds": pd.array(BEDS, dtype="Int64"),
        "has_nursing": pd.array([True] * 4, dtype="boolean"),
        "home_kind": ["nursing"] * 4,
        "specialisms": ["Older people"] * 4,
        "provider_name": ["A Ltd"] * 4,
    }
    points = [Point(330_000, 400_000), Point(331_000, 400_000), Point(332_000, 400_000), None]
    homes = gpd.GeoDataFrame(usual | columns, geometry=points, crs=27700)
    area = gpd.GeoDataFrame({"area_code": ["A"], "area_name": ["Area"]}, geometry=[points[0]], crs=27700)
    return market_around(homes, homes["cqc_location_id"], area, area["area_code"], pd.Series({"A": 1000}), 10)


@pytest.fixture
def effect() -> Effect:
    return what_if(market(), CHANGES)


def leaving(effect: Effect, rule: str | None = None) -> ProtectedTable:
    rows = effect.leaving[["cqc_location_id", "people_displaced"]]
    if rule is None:
        return public(rows, because="registered beds")
    return protect(rows, rule, "cqc_location_id", "people_displaced", totals={})


def test_each_place_is_the_sum_of_its_homes(effect):
    found = effect_by_place(effect, PLACE).set_index("place")
    before = dict(zip(["H0", "H1", "H2", "H3"], BEDS, strict=True))
    after = {"H1": 15, "H2": 50, "New": 40}
    assert list(found.index) == ["East", "North", "South", "not located"]
    for place, row in found.iterrows():
        was = [beds for home, beds in before.items() if PLACE[home] == place]
        now = [beds for home, beds in after.items() if PLACE[home] == place]
        gone = [home for home in before if home not in after and PLACE[home] == place]
        assert row[["homes_before", "homes_closed", "homes_after"]].tolist() == [len(was), len(gone), len(now)]
        assert row[["beds_before", "beds_after", "beds_change"]].tolist() == [sum(was), sum(now), sum(now) - sum(was)]
        share = row["change_pct"]
        assert pd.isna(share) if not was else share == pytest.approx(100 * (sum(now) - sum(was)) / sum(was))


def test_places_add_up_to_the_council(effect):
    found = effect_by_place(effect, PLACE)
    assert found["beds_before"].sum() == effect.beds_before
    assert found["beds_after"].sum() == effect.beds_after
    assert found["homes_closed"].sum() == 2
    people = displaced_by_place(leaving(effect), PLACE).frame
    assert effect.displaced_from == REGISTERED
    assert people["people_displaced"].sum() == effect.displaced == 30 + 5 + 4
    assert people.set_index("place")["people_displaced"].to_dict() == {
        **{"North": 35, "not located": 4},
        **{"East": 0, "South": 0},
    }


def test_closing_another_home_never_displaces_fewer_anywhere(effect):
    more = what_if(market(), [*CHANGES, Close(("H2",))])
    few, many = (
        displaced_by_place(leaving(one), PLACE).frame.set_index("place")["people_displaced"] for one in (effect, more)
    )
    assert (many[few.index] >= few).all()
    assert many["South"] == 50


def test_a_home_of_no_place_known_is_in_a_row_of_its_own(effect):
    found = effect_by_place(effect, PLACE.drop("H2"))
    assert found["beds_after"].sum() == effect.beds_after
    assert "not in any of these areas" in set(found["place"])


def occupied(people: list[int]) -> ProtectedTable:
    found = what_if(market(occupied_beds=pd.array([*people, 4], dtype="Int64")), [Close(("H0", "H1", "H2"))])
    assert found.displaced_from == OCCUPIED
    return displaced_by_place(leaving(found, "asc"), PLACE)


def test_people_known_to_live_there_are_added_up_as_they_are_shown():
    shown = occupied([28, 17, 44])
    assert not shown.is_public
    assert shown.frame.set_index("place")["people_displaced"].astype(float).to_dict() == {
        **{"North": 45, "South": 45},
        **{"East": 0, "not located": 0},
    }


def test_no_place_gives_a_hidden_number_away():
    pd.testing.assert_frame_equal(occupied([1, 17, 44]).frame, occupied([4, 17, 44]).frame)
    alone = occupied([28, 17, 2])
    assert alone.is_hidden("people_displaced")[alone.frame["place"].eq("South")].all()


def both(effect: Effect) -> ProtectedTable:
    table = effect_by_place(effect, PLACE)
    people = displaced_by_place(leaving(effect), PLACE).frame.drop(columns="is_suppressed")
    return public(table.merge(people, on="place", validate="one_to_one"), because="registered beds")


def test_the_sentence_names_the_place_that_loses_most(effect):
    said = say_by_place(both(effect), "locality", "people displaced, at most")
    assert said[0] == (
        "North loses most: 35 of its beds (70%), with 15 beds left of 50; people displaced, at most: 35."
    )
    assert said[1:] == [
        "Beds are lost in 1 of 3 localities with homes.",
        "Beds are gained in East (40).",
        "Homes that stand in none of these localities have 4 fewer beds.",
    ]
    still = both(effect).where(lambda frame: frame["place"].eq("South"))
    assert say_by_place(still, "ward", "people displaced") == ["No ward gains or loses beds."]
    with pytest.raises(TypeError):
        say_by_place(both(effect).frame, "locality", "people displaced")  # type: ignore[arg-type]
