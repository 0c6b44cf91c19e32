"""Geography against files that other people publish."""

import geopandas as gpd
import pandas as pd
import pytest

from lib.geography import (
    area_kind_of,
    areas,
    convert_lsoa21,
    council,
    la_names_of,
    localities_from_members,
    locate_points_in,
    locate_postcodes,
    lookup,
)

pytestmark = pytest.mark.real

FOUR = ("Sefton", "Knowsley", "Liverpool", "Worcestershire")


@pytest.fixture(scope="module")
def pairs(real):
    return pd.read_csv(real / "small_area/lookups/lsoa11_to_lsoa21_ltla22_ew.csv", dtype=str)


def test_area_names_are_those_ons_publishes(pairs):
    published = pairs.drop_duplicates("lsoa11_code").set_index("lsoa11_code")["lsoa11_name"].sort_index()
    ours = lookup().set_index("lsoa11_code")["lsoa11_name"].sort_index()
    pd.testing.assert_series_equal(ours, published)


def test_districts_agree_with_ons_of_2022_where_the_district_lives_on(pairs):
    """Two counties' and two cities' districts have new codes; no other area may differ."""
    published = pairs.groupby("lsoa11_code")["ltla22_code"].agg(set)
    ours = lookup().set_index("lsoa11_code")["lad_code"]
    living = ours.isin(set(pairs["ltla22_code"]))
    assert (~living).sum() == len(
        ours[ours.isin(["E06000063", "E06000064", "E06000065", "E06000066", "E08000038", "E08000039"])]
    )
    assert all(code in published[area] for area, code in ours[living].items())


def test_a_code_that_stands_in_both_years_is_an_unchanged_area(pairs):
    both = pairs["lsoa21_code"].isin(set(pairs["lsoa11_code"]))
    assert set(pairs.loc[both, "change_code"]) == {"U"}
    assert (pairs.loc[both, "lsoa11_code"] == pairs.loc[both, "lsoa21_code"]).all()


def test_each_year_of_codes_is_told_from_the_other(pairs):
    assert area_kind_of(pairs["lsoa11_code"]).kind == "lsoa11"
    assert area_kind_of(pairs["lsoa21_code"]).kind == "lsoa21"
    assert area_kind_of(pairs["lsoa21_code"]).share_matched == 1


def test_everyone_is_carried_from_2021_to_2011(pairs):
    frame = pd.DataFrame({"area_code": pairs["lsoa21_code"].drop_duplicates(), "people": 3.0})
    result = convert_lsoa21(frame, pairs, counts=["people"])
    assert set(result.frame["area_code"]) == set(lookup()["lsoa11_code"])
    assert result.frame["people"].sum() == pytest.approx(frame["people"].sum())
    assert result.unmatched.empty
    assert set(result.lossy["carried"]) == {"merged", "complex"}


def test_without_the_lookup_what_changed_is_listed(pairs):
    frame = pd.DataFrame({"area_code": pairs["lsoa21_code"].drop_duplicates(), "people": 3.0})
    result = convert_lsoa21(frame, None, counts=["people"])
    assert (len(result.frame), len(result.unmatched)) == (33_647, 2_025)


@pytest.mark.parametrize("name", FOUR)
def test_unchanged_areas_lie_where_the_2021_outlines_put_them(name, real):
    theirs = gpd.read_file(real / "small_area/four_councils/lsoa21_boundaries.geojson")
    code = next(column for column in theirs.columns if "code" in column.lower() or column.lower().endswith("cd"))
    ours = areas(name)
    outlines = pd.DataFrame({"area_code": theirs[code], "other": theirs.to_crs(27700).geometry})
    same = ours.to_crs(27700).merge(outlines, on="area_code")
    assert len(same) > 0.9 * len(ours)
    other = gpd.GeoSeries(same["other"], crs=27700)
    shared = same.geometry.intersection(other).area / same.geometry.area
    assert shared.median() > 0.9


def test_districts_of_the_four_councils_have_the_names_of_2024(real):
    theirs = gpd.read_file(real / "small_area/four_councils/ltla24_boundaries.geojson").drop(columns="geometry")
    names = {text for column in theirs.columns for text in theirs[column].astype(str)}
    for name in FOUR:
        assert set(areas(name, "lad")["area_name"]) <= names


def test_wards_of_sefton_have_the_names_of_2021(real):
    theirs = gpd.read_file(real / "small_area/four_councils/wards21_boundaries.geojson").drop(columns="geometry")
    texts = {text for column in theirs.columns for text in theirs[column].astype(str)}
    ours = areas("Sefton", "ward")
    assert set(ours["area_code"]) <= texts
    assert {name.replace(".", "") for name in ours["area_name"]} <= {text.replace(".", "") for text in texts}


def test_register_homes_are_placed_in_the_council_the_register_names(real):
    homes = pd.read_csv(real / "cqc/cqc_care_homes_north_west_filled.csv", dtype=str)
    postcode = next(column for column in homes.columns if "postal" in column.lower() or "postcode" in column.lower())
    la_name = next(column for column in homes.columns if "authority" in column.lower())
    found = locate_postcodes(homes[postcode])
    assert (found["problem"] == "").mean() > 0.999
    for name in ("Sefton", "Liverpool", "Knowsley"):
        theirs = homes[la_name].isin(la_names_of(name))
        assert theirs.sum() > 20
        assert (found.loc[theirs, "la_code"] == council(name).la_code).mean() > 0.98


def test_trafford_postcodes_build_traffords_four_localities(real):
    listed = pd.read_csv(real / "homecare/trafford_postcodes_to_locality.csv", dtype=str)
    locality = next(
        column for column in listed.columns if "locality" in column.lower() and not column.lower().endswith("code")
    )
    members = pd.DataFrame(
        {"locality_name": listed[locality], "member_kind": "postcode", "member_code": listed["postcode"]}
    )
    built = localities_from_members(members, "Trafford")
    assert set(built.localities["locality_name"]) == {"North", "South", "Central", "West"}
    assert built.overlaps.empty
    assert (built.areas["locality_code"] != "").all()
    assert len(built.unmatched) < 0.001 * len(members)
    drawn = gpd.read_file(real / "homecare/trafford_localities_2023_bsc.geojson").to_crs(4326)
    names = next(column for column in drawn.columns if set(drawn[column].astype(str)) >= {"North", "South"})
    points = gpd.GeoSeries(gpd.points_from_xy(listed["lon"].astype(float), listed["lat"].astype(float)), crs=4326)
    by_outline = locate_points_in(points, drawn.rename(columns={names: "area_code"}))
    by_ours = locate_points_in(points, built.localities.rename(columns={"locality_name": "area_code"}))
    both = (by_outline != "") & (by_ours != "")
    assert (by_outline[both] == by_ours[both]).mean() > 0.9
