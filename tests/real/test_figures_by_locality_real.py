"""Trafford's homes by the localities its data team lists postcode by postcode: every home once, columns add up."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from lib import load
from lib.geography import areas, locate_points_in
from lib.measures.areas_in_localities import NOWHERE, areas_in_localities, in_localities
from lib.measures.figures_by_locality import people_and_homes
from lib.measures.ground import ground_of, zone_of_each

pytestmark = pytest.mark.real

REAL = Path(__file__).resolve().parents[3] / "shared/real"
LISTED, HOMES = REAL / "homecare/trafford_postcodes_to_locality.csv", REAL / "cqc/trafford_care_homes.csv"


@pytest.mark.skipif(not (LISTED.exists() and HOMES.exists()), reason="the council's files are not on this machine")
def test_every_home_and_every_person_is_in_one_of_the_four():
    localities = gpd.GeoDataFrame(load(LISTED.read_bytes(), LISTED.name, "localities").dataset.frame, crs=4326)
    homes = load(HOMES.read_bytes(), HOMES.name, "homes").dataset.frame
    codes = localities["locality_code"].astype(str)
    zones = localities.rename(columns={"locality_code": "area_code", "locality_name": "area_name"})
    small = areas("Trafford")
    own = pd.Series(small["area_code"].astype(str).to_numpy(), index=small["area_code"].astype(str))
    within = areas_in_localities(own, zone_of_each(ground_of(small), localities))
    people = in_localities(pd.Series(100.0, index=own.index), within).to_frame("population_65_plus")
    assert NOWHERE not in people.index
    people.loc[NOWHERE] = 0.0
    names = dict(zip(codes, localities["locality_name"].astype(str), strict=True))
    table = people_and_homes(names, people, homes, locate_points_in(homes, zones), "Trafford").set_index(
        "locality_name"
    )
    assert set(table.index[:4]) == {"North", "South", "Central", "West"}
    assert table.loc["Trafford", "homes_count"] == 56 == table["homes_count"].iloc[:5].sum()
    assert table.loc["In no locality", "homes_count"] == 0
    assert table.loc["Trafford", "population_65_plus"] == 13_800 == table["population_65_plus"].iloc[:4].sum()
    assert table["registered_beds"].iloc[:4].isna().all()  # the file has no beds
