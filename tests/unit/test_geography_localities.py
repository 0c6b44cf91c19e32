"""Localities from lists: outlines, overlaps, what did not match, and the examples."""

import pandas as pd
import pytest
import shapely

from lib.geography import (
    areas,
    example_localities,
    examples_of,
    localities_from_members,
    lookup,
    neighbours,
    outline_of,
)

pytestmark = pytest.mark.unit


def members(*rows):
    return pd.DataFrame(rows, columns=["locality_name", "member_kind", "member_code"])


def test_localities_of_wards_have_the_outlines_of_their_wards():
    built = localities_from_members(
        members(("North", "ward", "E05000932"), ("North", "ward", "E05000933"), ("South", "ward", "E05000942")),
        "Sefton",
    )
    assert built.localities["locality_code"].tolist() == ["north", "south"]
    assert built.localities["n_members"].tolist() == [2, 1]
    assert set(built.localities["made_of"]) == {"areas"}
    wards = areas("Sefton", "ward").set_index("area_code").geometry
    north = built.localities.geometry.iloc[0]
    assert north.symmetric_difference(wards["E05000932"].union(wards["E05000933"])).area < 1e-12
    assert built.unmatched.empty
    assert built.overlaps.empty


def test_every_area_of_the_council_is_listed_with_its_locality_or_none():
    built = localities_from_members(members(("South", "ward", "E05000942")), "Sefton")
    assert len(built.areas) == 189
    assert built.areas["locality_name"].value_counts().to_dict() == {"": 180, "South": 9}


def test_an_area_in_two_localities_is_in_both_and_is_listed():
    first = lookup("Sefton")["lsoa11_code"].iloc[0]
    ward = lookup("Sefton")["ward_code"].iloc[0]
    built = localities_from_members(members(("A", "ward", ward), ("B", "lsoa11", first)), "Sefton")
    assert built.overlaps.to_numpy().tolist() == [[first, "a; b"]]
    assert built.areas["area_code"].eq(first).sum() == 2
    big, small = built.localities.geometry
    assert big.covers(small)


def test_a_postcode_in_two_localities_is_listed_with_where_it_was_put():
    listed = [("North", "PR8 1DA"), ("North", "PR9 0AA"), ("South", "PR8 1DA"), ("South", "L20 3NJ")]
    built = localities_from_members(members(*((name, "postcode", code) for name, code in listed)), "Sefton")
    ((code, names, put_in),) = built.postcodes_twice.to_numpy().tolist()
    assert (code, names) == ("PR8 1DA", ("North", "South"))
    assert put_in == "North"
    once = localities_from_members(
        members(("North", "postcode", "PR9 0AA"), ("South", "postcode", "L20 3NJ")), "Sefton"
    )
    assert once.postcodes_twice.empty


def test_members_that_cannot_be_placed_are_listed_with_the_reason():
    built = localities_from_members(
        members(
            ("A", "ward", "E05099999"),
            ("A", "lsoa11", "E01000001"),
            ("A", "postcode", "nonsense"),
            ("A", "postcode", "WR5 1DD"),
            ("A", "parish", "E04000001"),
            ("A", "lad", "E08000014"),
        ),
        "Sefton",
    )
    assert dict(zip(built.unmatched["member_code"], built.unmatched["reason"], strict=True)) == {
        "E05099999": "not a ward as at May 2025, or not in this council",
        "E01000001": "not an LSOA of 2011, or not in this council",
        "NONSENSE": "not a postcode",
        "WR5 1DD": "postcode not in this council",
        "E04000001": "a kind of area we cannot use",
    }


def test_a_locality_with_nothing_placed_stays_without_an_outline():
    built = localities_from_members(members(("A", "ward", "E05099999"), ("B", "lad", "E08000014")), "Sefton")
    assert built.localities["geometry"].isna().tolist() == [True, False]


def test_postcodes_give_an_area_to_the_locality_with_most_of_them():
    rows = [("West", "postcode", "PR8 6PN"), ("West", "postcode", "pr86pn"), ("East", "postcode", "L20 1AA")]
    built = localities_from_members(members(*rows), "Sefton")
    assert built.localities.set_index("locality_name")["made_of"].to_dict() == {
        "West": "postcodes",
        "East": "postcodes",
    }
    assert built.areas.query("locality_name != ''")["locality_name"].value_counts().to_dict() == {
        "West": 1,
        "East": 1,
    }
    assert built.overlaps.empty


def test_locality_codes_given_are_kept():
    listed = members(("A", "lad", "E08000014")).assign(locality_code="X1")
    assert localities_from_members(listed, "Sefton").localities["locality_code"].tolist() == ["X1"]


def test_members_given_are_not_changed():
    listed = members(("A", "lad", " e08000014 "))
    localities_from_members(listed, "Sefton")
    assert listed["member_code"].tolist() == [" e08000014 "]


def test_seftons_example_covers_the_council_once_in_three_joined_up_parts():
    example = example_localities("Sefton")
    assert "assumption" in example.note
    built = localities_from_members(example.members, "Sefton")
    assert set(built.localities["locality_name"]) == {"Locality 1", "Locality 2", "Locality 3"}
    assert built.overlaps.empty
    assert built.unmatched.empty
    assert (built.areas["locality_code"] != "").all()
    assert shapely.coverage_is_valid(built.localities.geometry.to_numpy())
    for _, some in built.areas.groupby("locality_code"):
        part = areas("Sefton")[lambda rows, wanted=some: rows["area_code"].isin(wanted["area_code"])]
        assert joined_up(part)


def joined_up(part):
    from scipy.sparse.csgraph import connected_components

    return connected_components(neighbours(part).matrix)[0] == 1


@pytest.mark.parametrize(
    ("ward", "locality"),
    [("Ravenmeols", "Locality 2"), ("Manor", "Locality 2"), ("Sudell", "Locality 3"), ("Kew", "Locality 1")],
)
def test_places_the_council_names_are_in_their_locality(ward, locality):
    listed = example_localities("Sefton").members.set_index("member_name")
    assert listed.loc[ward, "locality_name"] == locality


def test_the_sefton_example_names_wards_as_the_lookup_does():
    listed = example_localities("Sefton").members[["member_code", "member_name"]]
    known = lookup("Sefton")[["ward_code", "ward_name"]].drop_duplicates()
    assert sorted(map(tuple, listed.to_numpy())) == sorted(map(tuple, known.to_numpy()))


def test_worcestershires_example_is_its_six_districts():
    example = example_localities("Worcestershire")
    built = localities_from_members(example.members, "Worcestershire")
    assert len(built.localities) == 6
    assert "Wychavon" in set(built.localities["locality_name"])
    whole = shapely.coverage_union_all(built.localities.geometry.to_numpy())
    assert whole.symmetric_difference(outline_of("Worcestershire").geometry.iloc[0]).area < 1e-12


def test_other_councils_have_no_example():
    assert example_localities("Knowsley") is None


def test_every_example_covers_its_council_once_and_says_whose_it_is():
    for name in ("Sefton", "Worcestershire", "Trafford", "Knowsley"):
        for example in examples_of(name):
            built = localities_from_members(example.members, name)
            assert built.unmatched.empty
            assert built.overlaps.empty
            assert (built.areas["locality_code"] != "").all()
            assert example.note
            assert example.title


def test_traffords_four_are_groups_of_wards_and_published():
    example = example_localities("Trafford")
    assert example.origin == "published"
    assert set(example.members["locality_name"]) == {"Central", "North", "South", "West"}


def test_ten_zones_are_alike_in_size_and_in_one_piece_each():
    ten = next(one for one in examples_of("Worcestershire") if "Ten" in one.title)
    built = localities_from_members(ten.members, "Worcestershire")
    sizes = built.areas["locality_name"].value_counts()
    assert len(sizes) == 10
    assert sizes.max() - sizes.min() <= 5
    assert "Made up" in ten.note
