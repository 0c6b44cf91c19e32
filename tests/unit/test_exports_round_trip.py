"""Our own downloads can be put back in."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest

import lib
from lib.core import Provenance
from lib.datasets import Dataset
from lib.disclosure import protect, public
from lib.exports import file_name, to_csv

pytestmark = pytest.mark.unit

SOURCES = [
    Provenance("People supported", "activity, as uploaded.csv", licence="OGL", as_at="March 2026"),
    Provenance("Sample", "a script", origin="synthetic", caveat="Made up, to show the page."),
]


def back_in(table, title: str, kind: str) -> Dataset:
    content = to_csv(table, SOURCES, title, notes=["A note, with a comma"], made_on=date(2026, 11, 21))
    outcome = lib.load(content, file_name(title), kind)
    assert not outcome.is_refused, outcome.problems
    return outcome.dataset


def test_groups_of_people_come_back_as_they_were_shown():
    groups = pd.DataFrame(
        {
            "characteristic": "Religion",
            "characteristic_group": ["None", "Christian", "Jewish", "Other"],
            "users_count": [121, 3, 0, 42],
            "population_count": [1000, 2000, 300, 500],
        }
    )
    keys = ["characteristic", "characteristic_group"]
    shown = protect(groups, keys=keys, counts="users_count", alongside="population_count")
    frame = back_in(shown, "Users by religion", "characteristics").frame
    assert frame["characteristic_group"].tolist() == ["None", "Christian", "Jewish", "Other"]
    assert frame["users_count"].tolist() == [120, pd.NA, 0, 40]
    assert frame["population_count"].tolist() == [1000, 2000, 300, 500]


def test_homes_come_back_where_they_were():
    homes = gpd.GeoDataFrame(
        {
            "cqc_location_id": ["1-111111111", "1-222222222"],
            "name": ["Elm House", "=Fir Court"],
            "postcode": ["L20 3NR", "PR8 1AA"],
            "registered_beds": pd.array([20, 41], "Int64"),
            "has_nursing": pd.array([True, False], "boolean"),
        },
        geometry=gpd.points_from_xy([-2.9874, -3.0061], [53.4471, 53.6454]),
        crs=4326,
    )
    frame = back_in(public(homes, "the register"), "Care homes", "homes").frame
    assert frame["registered_beds"].tolist() == [20, 41]
    assert frame["has_nursing"].tolist() == [True, False]
    assert frame.geometry.x.tolist() == pytest.approx([-2.9874, -3.0061])
