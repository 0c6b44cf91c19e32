"""Which homes are a council's own: by the name the register gives, however spelt, else by where they stand."""

import geopandas as gpd
import pandas as pd
import pytest

from lib.geography import council
from lib.ingest import load
from lib.measures.scope import homes_of

pytestmark = pytest.mark.unit


def homes(*rows):
    frame = pd.DataFrame(rows, columns=["name", "la_name", "la_code"]).astype("str")
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy([0.0] * len(frame), [0.0] * len(frame)), crs=4326)


def test_every_spelling_of_the_council_and_of_its_districts_counts():
    listed = homes(
        ("a", "Worcestershire", None), ("b", "Bromsgrove DC", None), ("c", "Malvern Hills District Council", None),
        ("d", "WORCESTERSHIRE CC", None), ("e", "Herefordshire", "E10000034"), ("f", "Sefton MBC", None),
    )  # fmt: skip
    assert homes_of(listed, council("Worcestershire"))["name"].tolist() == ["a", "b", "c", "d"]


def test_where_the_name_means_no_council_the_place_decides():
    listed = homes(("a", "Worcs", "E10000034"), ("b", None, "E10000034"), ("c", "", "E08000014"), ("d", "Worcs", None))
    assert homes_of(listed, council("Worcestershire"))["name"].tolist() == ["a", "b"]


def test_all_homes_of_a_file_that_spells_its_council_in_many_ways_are_counted():
    names = ["Sefton", "Sefton Council", "Sefton MBC", "SEFTON", '"Sefton, Metropolitan Borough of"']
    rows = [f"1-{n},House {n},PR8 1DA,{name},{10 + n}" for n, name in enumerate(names)]
    written = "\n".join(["Location ID,Location Name,Location Postal Code,Local Authority,Care homes beds", *rows])
    read = load(written.encode(), "homes.csv").dataset.frame
    assert len(homes_of(gpd.GeoDataFrame(read), council("Sefton"))) == 5
