"""Postcodes are understood as people write them, and placed offline."""

import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from lib.geography import areas, locate_points_in, locate_postcodes

pytestmark = pytest.mark.unit


def located(*postcodes):
    return locate_postcodes(pd.Series(postcodes, dtype="str"))


@pytest.mark.parametrize("written", ["PR8 6PN", "pr86pn", " Pr8  6pN ", "PR86PN.", "PR8\u00a06PN", "P R 8 6 P N"])
def test_a_postcode_is_understood_however_it_is_written(written):
    row = located(written).iloc[0]
    assert row["postcode"] == "PR8 6PN"
    assert row["problem"] == ""
    assert row["la_code"] == "E08000014"
    assert row["longitude"] == pytest.approx(-2.9788, abs=1e-3)
    assert row["latitude"] == pytest.approx(53.6336, abs=1e-3)


@pytest.mark.parametrize(
    "written", ["", None, "nonsense", "PR8", "PR8 6P", "12345", "PR8 6PNN", "=PR8 6PN", "PR8 6PC1"]
)
def test_what_is_not_a_postcode_is_said_to_be_none(written):
    row = located(written).iloc[0]
    assert (row["postcode"], row["problem"]) == ("", "not a postcode")
    assert pd.isna(row["longitude"])
    assert pd.isna(row["la_code"])


@pytest.mark.parametrize("written", ["PR8 0ZZ", "ZZ9 9ZZ", "AA1 1AA"])
def test_a_well_formed_postcode_that_does_not_exist_is_not_found(written):
    row = located(written).iloc[0]
    assert (row["postcode"], row["problem"]) == (written, "not found")


def test_a_postcode_without_a_place_is_not_found():
    row = located("JE2 3AB").iloc[0]
    assert (row["postcode"], row["problem"]) == ("JE2 3AB", "not found")


def test_ended_postcodes_are_found():
    assert located("W1R 4AP")["problem"].tolist() == [""]


def test_districts_of_a_county_give_the_county():
    assert located("WR5 1DD")["la_code"].tolist() == ["E10000034"]


def test_northern_ireland_is_on_its_own_grid():
    row = located("BT1 5GS").iloc[0]
    assert row["longitude"] == pytest.approx(-5.93, abs=0.02)
    assert row["latitude"] == pytest.approx(54.597, abs=0.02)


def test_rows_stay_in_order_on_their_own_index():
    series = pd.Series(["L20 1AA", "bad", "PR8 6PN", "L20 1AA"], index=[9, 9, 2, 5])
    result = locate_postcodes(series)
    assert result.index.tolist() == [9, 9, 2, 5]
    assert result["postcode"].tolist() == ["L20 1AA", "", "PR8 6PN", "L20 1AA"]
    assert list(result.columns) == ["postcode", "longitude", "latitude", "la_code", "problem"]


def test_an_empty_or_blank_column_is_no_trouble():
    assert len(locate_postcodes(pd.Series([], dtype="str"))) == 0
    assert locate_postcodes(pd.Series([np.nan, None]))["problem"].tolist() == ["not a postcode"] * 2


def test_the_column_given_is_not_changed():
    series = pd.Series([" l20 1aa "])
    locate_postcodes(series)
    assert series.tolist() == [" l20 1aa "]


def test_fifteen_thousand_postcodes_take_under_a_second():
    many = pd.Series(["PR8 6PN", "l201aa", "nonsense"] * 5_000)
    locate_postcodes(many)
    start = time.perf_counter()
    assert len(locate_postcodes(many)) == 15_000
    assert time.perf_counter() - start < 1


def test_a_postcode_lies_in_the_council_it_names():
    found = located("PR8 6PN", "L20 1AA", "L31 2HB")
    points = gpd.GeoSeries(gpd.points_from_xy(found["longitude"], found["latitude"]), crs=4326)
    assert (locate_points_in(points, areas("Sefton")) != "").all()
