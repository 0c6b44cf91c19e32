"""Ratings, their age, and placements: counted by hand."""

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest

from lib.datasets.published import table as published
from lib.datasets.samples import sample_files
from lib.ingest import load
from lib.measures.placements import nights_by_year, outside_of
from lib.measures.ratings import AGES, NOT_STATED, NOT_YET, OTHER, STATES, by_inspection_age, by_rating, rating_of
from lib.measures.scope import HomeFilter, choose_homes

pytestmark = pytest.mark.unit


def make_homes(ratings, dates=None):
    count = len(ratings)
    return gpd.GeoDataFrame(
        {
            "cqc_location_id": [f"H{i}" for i in range(count)],
            "rating": pd.array(ratings, dtype="str"),
            "rating_date": pd.to_datetime(dates or [None] * count),
            "registered_beds": pd.array([10] * count, dtype="Int64"),
            "has_nursing": pd.array([i % 2 == 0 for i in range(count)], dtype="boolean"),
            "home_kind": ["nursing"] * count,
            "specialisms": [""] * count,
            "provider_name": [""] * count,
        },
        geometry=gpd.points_from_xy([0.0] * count, [0.0] * count),
        crs=4326,
    )


def test_each_way_of_writing_a_rating_is_one_state():
    homes = make_homes(["GOOD ", "Requires Improvement", "Not yet inspected", None, "", "Four stars"])
    assert rating_of(homes).tolist() == ["Good", "Requires improvement", NOT_YET, NOT_STATED, NOT_STATED, OTHER]


def test_not_yet_rated_is_no_rating_and_the_rows_add_up():
    table = by_rating(make_homes(["Good", "Good", "Inadequate", "Not yet rated"])).set_index("rating_state")
    assert list(table.index) == list(STATES)
    assert table["homes_count"].sum() == 4
    assert table.loc["Good", ["homes_pct", "rated_pct"]].tolist() == pytest.approx([50, 200 / 3])
    assert table.loc[NOT_YET, "homes_count"] == 1
    assert pd.isna(table.loc[NOT_YET, "rated_pct"])
    assert (table["nursing_homes"] + table["other_homes"] == table["homes_count"]).all()


def test_no_homes_and_no_ratings():
    assert by_rating(make_homes([]))["homes_count"].sum() == 0
    assert by_rating(make_homes([None, None]))["rated_pct"].isna().all()


def test_homes_are_chosen_by_rating():
    homes = make_homes(["Good", "Inadequate", "Not yet rated"])
    assert choose_homes(homes, HomeFilter(ratings=("Inadequate", NOT_YET)))["cqc_location_id"].tolist() == ["H1", "H2"]


def test_age_of_a_rating_in_whole_years():
    days = ["2026-01-02", "2025-01-02", "2025-01-01", "2021-01-01", None, "2027-01-01"]
    ages = by_inspection_age(make_homes(["Good"] * 6, days), date(2026, 1, 2)).set_index("rating_age")["homes_count"]
    assert ages.reindex(AGES).tolist() == [1, 2, 0, 0, 1, 2]


def test_table_15_of_worcestershire_comes_back_from_a_register_of_homes():
    sample = sample_files("E10000034")["homes"]
    found = by_rating(load(sample.content, sample.name, kind="homes").dataset.frame)
    printed, _ = published("worcestershire_table15_cqc_ratings")
    names = {"Requires Improvement": "Requires improvement", "Not yet inspected": NOT_YET}
    for kind, column in {"nursing": "nursing_homes", "residential": "other_homes", "all homes": "homes_count"}.items():
        rows = printed[(printed["home_kind"] == kind) & (printed["rating"] != "All ratings")]
        expected = rows.assign(rating=rows["rating"].replace(names)).set_index("rating")["homes"]
        counted = found.set_index("rating_state")[column]
        assert counted[expected.index].tolist() == expected.tolist()
        assert counted.sum() == expected.sum()


def test_nights_by_year_by_hand():
    rows = [
        ("Nursing", "in-county", "2019/20", "A", 60),
        ("Nursing", "in-county", "2019/20", "B", 20),
        ("Nursing", "out of county", "2019/20", "out", 20),
        ("Nursing", "total", "2019/20", "total", 101),
        ("Overall", "total", "2019/20", "total", 500),
    ]
    nights = pd.DataFrame(rows, columns=["care_type", "scope", "year", "area", "bed_nights"])
    (row,) = nights_by_year(nights).itertuples()
    assert (row.nights_inside, row.nights_outside, row.outside_pct, row.differs_by) == (80, 20, 20, 1)


def test_nights_of_worcestershire_add_up_to_the_printed_totals():
    table = nights_by_year(published("worcestershire_table16_bed_nights")[0])
    assert len(table) == 9
    assert (table["differs_by"] == 0).all()


def test_share_outside():
    assert outside_of(1592, 160) == pytest.approx(10.05, abs=0.01)
    assert pd.isna(outside_of(0, 0))
