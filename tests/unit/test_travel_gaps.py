"""Areas and homes that a table of travel times leaves out."""

import geopandas as gpd
import pandas as pd
import pytest

from lib.measures.market import Market
from lib.measures.travel_gaps import AREA, HOME, travel_gaps
from lib.views.travel_sentences import say_travel_gaps

pytestmark = pytest.mark.unit


@pytest.fixture
def market():
    homes = pd.DataFrame({"cqc_location_id": ["1-1", "1-2", "1-3"], "name": ["Ash", "Birch", "Cedar"]})
    areas = pd.DataFrame({"area_code": ["E1", "E2", "E3", "E4"], "area_name": ["One", "Two", "Three", "Four"]})
    here = gpd.points_from_xy([0, 0, 0, 0], [0, 0, 0, 0], crs=4326)
    return Market(
        gpd.GeoDataFrame(homes.assign(is_own=[True, True, False]), geometry=here[:3]),
        gpd.GeoDataFrame(areas.assign(is_own=[True, True, False, False], is_assumed=False), geometry=here),
    )


def times(*pairs):
    return pd.DataFrame([(*pair, 5.0) for pair in pairs], columns=["area_code", "cqc_location_id", "minutes"])


def test_what_no_time_leads_from_or_to_is_listed_with_the_councils_own_first(market):
    gaps = travel_gaps(market, times(("E1", "1-1"), ("E3", "1-1"), ("E2", "1-99")))
    assert gaps.to_numpy().tolist() == [
        [AREA, "E2", "Two", True],
        [HOME, "1-2", "Birch", True],
        [AREA, "E4", "Four", False],
        [HOME, "1-3", "Cedar", False],
    ]
    assert say_travel_gaps(gaps, "Sefton") == [
        "1 small area of Sefton has no travel time: nothing is in reach there, as far as the file goes.",
        "1 care home of Sefton has no travel time: nobody reaches their beds, as far as the file goes.",
        "1 small area across the border has no travel time: their people compete for no bed, so that access near the "
        "border looks better than it is.",
        "1 home across the border has no travel time: their beds are out of reach.",
    ]


def test_what_is_too_far_across_the_border_to_matter_is_not_counted(market):
    far = market.areas.geometry.where(market.areas["area_code"] != "E4", gpd.points_from_xy([1], [0], crs=4326)[0])
    moved = Market(market.homes, market.areas.set_geometry(far))
    gaps = travel_gaps(moved, times(("E1", "1-1"), ("E3", "1-1")), near_km=20)
    assert gaps["code"].tolist() == ["E2", "1-2", "1-3"]


def test_a_missing_time_is_none_and_a_whole_table_leaves_nothing_out(market):
    every = [(area, home) for area in market.areas["area_code"] for home in market.homes["cqc_location_id"]]
    assert travel_gaps(market, times(*every)).empty
    assert say_travel_gaps(travel_gaps(market, times(*every)), "Sefton") == []
    table = times(*every)
    table.loc[table["area_code"] == "E1", "minutes"] = None
    assert travel_gaps(market, table)["code"].tolist() == ["E1"]
