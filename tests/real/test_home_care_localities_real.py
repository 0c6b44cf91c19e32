"""Trafford's localities from its wards beside the outlines that the council's data team publishes."""

from pathlib import Path

import geopandas as gpd
import pytest

from lib.geography import example_localities, localities_from_members

pytestmark = pytest.mark.real

FILE = Path(__file__).resolve().parents[3] / "shared/real/homecare/trafford_localities_2023_bsc.geojson"


@pytest.mark.skipif(not FILE.exists(), reason="the council's outlines are not on this machine")
def test_traffords_four_agree_with_the_outlines_published():
    theirs = gpd.read_file(FILE).to_crs(27700).set_index("area_name").geometry
    built = localities_from_members(example_localities("Trafford").members, "Trafford").localities
    ours = built.to_crs(27700).set_index("locality_name").geometry.reindex(theirs.index)
    shared = ours.intersection(theirs).area / ours.union(theirs).area
    assert (shared > 0.85).all(), shared
