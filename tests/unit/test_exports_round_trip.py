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


def test_a_synthetic_table_that_is_loaded_again_still_says_so():
    homes = public(pd.DataFrame({"Home": ["Elm"], "Postcode": ["L20 3NR"], "Beds": [20]}), "the register")
    synthetic = back_in(homes, "Care homes in Sefton", "homes")
    assert synthetic.provenance.is_synthetic
    assert synthetic.provenance.origin == "uploaded"  # so that it is kept for its session alone
    assert b"SYNTHETIC SAMPLE" in to_csv(public(synthetic.frame, "a sample"), [synthetic.provenance], "Again")
    real = lib.load(to_csv(homes, SOURCES[:1], "Care homes"), "homes.csv").dataset
    assert real.kind == "homes"
    assert not real.provenance.is_synthetic


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        ({"Home": ["Elm", "Fir"], "Kind": ["nursing", "residential"], "Beds": [20, 4], "Provider": ["A", "B"],
          "Postcode": ["L20 3NR", "PR8 1AA"], "Located by": ["postcode", "postcode"]}, "homes"),
        ({"Area": ["Sefton 011A", "Sefton 012A"], "Code": ["E01006920", "E01006921"], "Homes": [1, 2], "Beds": [20, 9],
          "People aged 65+": [300, 400], "People aged 75+": [100, 90], "Beds per 100 aged 75+": [20.0, 10.0]},
         "indicators"),
        ({"Locality": ["North", "South"], "Period": ["2026-01"] * 2, "Hours of home care": [900, 800],
          "Hours of home care per 1,000 aged 65+": [90.0, 80.0], "People waiting": [10, 20]}, "locality_activity"),
        ({"Area": ["Sefton 011A", "Sefton 012A"], "Code": ["E01006920", "E01006921"], "Score": [1.5, -1.0],
          "Rank": [1, 2]}, "indicators"),
    ],
)  # fmt: skip
def test_what_is_taken_away_from_a_page_is_known_again(frame, kind):
    outcome = lib.load(to_csv(public(pd.DataFrame(frame), "made up"), SOURCES, "A table"), "again.csv")
    assert outcome.dataset.kind == kind
    assert len(outcome.dataset.frame) == 2


def test_a_rate_of_people_waiting_is_not_read_as_people_waiting():
    table = public(pd.DataFrame({"Locality": ["North"], "People waiting per 1,000 aged 65+": [4.5]}), "made up")
    assert lib.load(to_csv(table, SOURCES, "Waiting"), "again.csv", "locality_activity").is_refused


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
