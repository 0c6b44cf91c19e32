"""Places that homes are counted by: wards of one name in two districts of a county are two places."""

import geopandas as gpd
import pandas as pd
import pytest

from lib.geography import areas, council
from lib.ui.homes_by_place import names_of_areas, place_of

pytestmark = pytest.mark.unit
KENT = council("Kent")


def test_homes_in_two_wards_of_one_name_stand_in_two_places():
    wards = areas(KENT, "ward")
    towns = wards[wards["area_name"] == "Town"]
    homes = gpd.GeoDataFrame(geometry=towns.geometry.representative_point().reset_index(drop=True))
    assert set(place_of(homes, KENT, "ward")) == {"Town (Dartford)", "Town (Gravesham)"}
    assert names_of_areas(wards, KENT).is_unique


def test_areas_without_a_district_are_told_apart_by_their_code():
    own = pd.DataFrame({"area_code": ["Z1", "Z2", "Z3"], "area_name": ["East", "East", "West"]})
    assert names_of_areas(own, KENT).tolist() == ["East (Z1)", "East (Z2)", "West"]
