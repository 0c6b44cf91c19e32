"""Areas made of small areas: middle areas, councils, and which small area is part of which."""

import pytest
import shapely

from lib.geography import areas, lookup, outline_of, parents

pytestmark = pytest.mark.unit


def test_middle_areas_have_their_codes_are_named_after_their_small_areas_and_cover_the_council():
    middle = areas("Sefton", "msoa")
    assert len(middle) == 38
    assert set(parents("Sefton", "msoa")) == set(middle["area_code"])
    whole = outline_of("Sefton").geometry.iloc[0]
    assert shapely.coverage_union_all(middle.geometry.to_numpy()).symmetric_difference(whole).area < 1e-12
    table = lookup("Sefton").set_index("lsoa11_code")
    assert table.loc["E01006920", "lsoa11_name"] == "Sefton 011A"
    assert parents("Sefton", "msoa")["E01006920"] == "E02001439"
    named = middle.set_index("area_code")["area_name"]
    assert named["E02001439"] == "Sefton 011"
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert (table["lsoa11_name"].str.rstrip(letters) == table.index.map(parents("Sefton", "msoa")).map(named)).all()


def test_every_small_area_of_england_and_wales_is_in_a_middle_area_of_the_usual_size_in_one_district():
    inside = parents(None, "msoa")
    assert inside.notna().all()
    assert inside.nunique() == 7_201  # as many as the 2011 census has
    assert inside.str.fullmatch(r"[EW]02\d{6}").all()
    assert inside.value_counts().max() <= 11
    assert lookup().assign(inside=inside.to_numpy()).groupby("inside")["lad_code"].nunique().max() == 1


def test_all_councils_are_drawn_once_each():
    every = areas(None, "council")
    assert every["area_code"].is_unique
    assert len(every) == lookup()["la_code"].nunique() == 175
    assert set(every["area_kind"]) == {"council"}


def test_small_areas_are_part_of_themselves_alone():
    assert parents("Sefton", "lsoa11") is None
    assert parents("Sefton", "ward").equals(lookup("Sefton").set_index("lsoa11_code")["ward_code"].rename("parent"))
