"""Outlines fit together, every area has one council, and what was built is what is on disk."""

import time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from lib.geography import (
    areas,
    background,
    councils,
    hospital_minutes,
    hospitals,
    lookup,
    outline_of,
    sources,
    stroke_admissions,
)
from lib.geography.files import GEO

pytestmark = pytest.mark.unit

COLUMNS = ["area_code", "area_name", "area_kind", "la_code", "la_name", "geometry"]


def test_all_areas_are_there_and_each_has_one_ward_district_and_council():
    table = lookup()
    assert len(table) == 34_753
    assert table["lsoa11_code"].is_unique
    assert not table.isna().any().any()
    for inner, outer in (("ward_code", "lad_code"), ("lad_code", "la_code")):
        assert table[[inner, outer]].drop_duplicates()[inner].is_unique
    assert table["ward_fit_pct"].between(0, 100).all()


def test_outlines_of_england_and_wales_are_one_clean_coverage():
    every = areas(None)
    assert set(every["area_code"]) == set(lookup()["lsoa11_code"])
    polygons = every.geometry.to_numpy()
    assert shapely.is_valid(polygons).all()
    assert not shapely.is_empty(polygons).any()
    assert shapely.coverage_is_valid(polygons)


def test_districts_and_background_are_clean_coverages():
    for districts in (areas(None, "lad"), background(None)):
        assert len(districts) == 318
        assert shapely.coverage_is_valid(districts.geometry.to_numpy())


@pytest.mark.parametrize("kind", ["lsoa11", "ward", "lad"])
def test_areas_of_every_kind_have_the_same_columns_and_cover_the_council(kind):
    some = areas("Worcestershire", kind)
    assert list(some.columns) == COLUMNS
    assert some.crs == 4326
    assert set(some["area_kind"]) == {kind}
    assert set(some["la_name"]) == {"Worcestershire"}
    whole = outline_of("Worcestershire").geometry.iloc[0]
    assert shapely.coverage_union_all(some.geometry.to_numpy()).symmetric_difference(whole).area < 1e-12


def test_every_english_council_has_areas_and_together_they_are_england():
    assert sum(len(lookup(code)) for code in councils()["la_code"]) == 32_844


def test_sefton_has_its_22_wards_of_2025():
    wards = areas("Sefton", "ward")
    assert len(wards) == 22
    assert {"Harington", "Ravenmeols", "Sudell", "Duke's"} <= set(wards["area_name"])


def test_the_same_frame_comes_back_quickly():
    areas("Kirklees")
    start = time.perf_counter()
    assert areas("Kirklees") is areas("Kirklees")
    assert time.perf_counter() - start < 0.05


def test_background_shows_the_neighbours_and_says_which_are_inside():
    near = background("Sefton")
    assert {"Sefton", "Liverpool", "Knowsley", "West Lancashire"} <= set(near["area_name"])
    assert near.loc[near["is_inside"], "area_name"].tolist() == ["Sefton"]
    assert len(near) < 40
    assert background("Worcestershire")["is_inside"].sum() == 6


def test_every_area_of_a_council_has_minutes_to_every_hospital():
    minutes = hospital_minutes("Sefton")
    assert list(minutes.columns) == ["area_code", "hospital", "minutes"]
    assert len(minutes) == 189 * 125
    assert minutes["minutes"].between(0, 24 * 60).all()
    nearest = minutes.sort_values("minutes").drop_duplicates("area_code")["hospital"]
    assert set(nearest) == {
        "Southport and Formby District General",
        "University Hospital Aintree, Liverpool",
        "Royal Liverpool University Hospital",
    }


def test_hospitals_have_a_place_and_their_own_name():
    listed = hospitals()
    assert len(listed) == 125
    assert listed["hospital"].is_unique
    assert listed["longitude"].between(-6, 2).all()
    assert listed["gives_thrombolysis"].sum() == 113


def test_what_the_source_lacks_is_missing_not_nought():
    scilly = stroke_admissions("Isles of Scilly")
    assert scilly["area_code"].tolist() == ["E01019077"]
    assert scilly["admissions_per_year"].isna().all()
    assert hospital_minutes("Isles of Scilly")["minutes"].isna().all()


def test_stroke_admissions_are_those_published():
    every = stroke_admissions(None).set_index("area_code")["admissions_per_year"]
    assert len(every) == 34_753
    assert every.sum() == pytest.approx(80_958)
    assert set(stroke_admissions("Sefton")["area_code"]) == set(lookup("Sefton")["lsoa11_code"])
    shepway = lookup("Kent").query("lsoa11_name == 'Shepway 014E'")["lsoa11_code"]
    assert every[shepway].notna().all()


def test_files_on_disk_are_those_that_sources_names(monkeypatch):
    monkeypatch.syspath_prepend(str(GEO))
    from writing import checksum

    listed = sources()
    for row in listed.itertuples():
        assert checksum(GEO / row.file) == row.sha256, row.file
    kept = {file.name for file in GEO.iterdir() if file.suffix in {".parquet", ".csv"}} - {"sources.csv"}
    assert kept == set(listed["file"])


def test_the_readme_lists_every_file_with_its_checksum():
    page = (GEO / "README.md").read_text(encoding="utf-8")
    for row in sources().itertuples():
        assert f"`{row.file}`" in page
        assert row.sha256[:16] in page
        assert row.licence in page


def test_what_is_kept_is_small():
    assert sum(file.stat().st_size for file in GEO.iterdir() if file.is_file()) < 12_000_000


def test_the_same_table_gives_the_same_bytes(monkeypatch, tmp_path: Path):
    monkeypatch.syspath_prepend(str(GEO))
    from writing import checksum, write_table

    plain = pd.DataFrame({"area_code": ["b", "a"], "minutes": pd.array([1, None], dtype="UInt16")})
    placed = gpd.GeoDataFrame(plain, geometry=gpd.points_from_xy([0, 1], [0, 1]), crs=4326)
    for table, name in ((plain, "t.csv"), (plain, "t.parquet"), (placed, "g.parquet")):
        write_table(table, tmp_path / name)
        first = checksum(tmp_path / name)
        write_table(table.copy(), tmp_path / name)
        assert checksum(tmp_path / name) == first
