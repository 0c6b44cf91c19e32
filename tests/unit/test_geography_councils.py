"""Councils open by name, by code and in every usual spelling."""

import pandas as pd
import pytest

from lib.geography import Council, codes_named, council, councils, la_name_key, la_names_of, lookup

pytestmark = pytest.mark.unit

REGIONS = {
    "East Midlands": 10,
    "East of England": 11,
    "London": 33,
    "North East": 12,
    "North West": 24,
    "South East": 19,
    "South West": 15,
    "West Midlands": 14,
    "Yorkshire and The Humber": 15,
}
COUNTS = {"Sefton": 189, "Knowsley": 98, "Liverpool": 298, "Worcestershire": 364}


def test_there_are_153_councils_with_adult_social_care_duties():
    listed = councils()
    assert len(listed) == 153
    assert listed["la_code"].is_unique
    assert listed["la_code"].str[:3].value_counts().to_dict() == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}


def test_every_council_has_a_region():
    assert councils().groupby("region").size().to_dict() == REGIONS


def test_every_council_opens_by_name_and_by_code():
    for row in councils().itertuples():
        assert council(row.la_name) == council(row.la_code)
        assert council(row.la_name).la_code == row.la_code


def test_no_two_councils_share_a_key():
    assert councils()["la_name"].map(la_name_key).is_unique


@pytest.mark.parametrize(("name", "areas"), COUNTS.items())
def test_the_four_councils_have_the_areas_ons_gives_them(name, areas):
    assert len(lookup(name)) == areas


def test_worcestershire_is_six_districts():
    found = council("Worcestershire")
    assert found.la_code == "E10000034"
    assert len(found.district_codes) == 6
    names = set(lookup(found)["lad_name"])
    assert names == {"Bromsgrove", "Malvern Hills", "Redditch", "Worcester", "Wychavon", "Wyre Forest"}


def test_a_council_without_districts_is_its_own_district():
    assert council("Sefton") == Council("E08000014", "Sefton", ("E08000014",), "North West")


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        ("sefton", "E08000014"),
        (" Sefton Council ", "E08000014"),
        ("Sefton Metropolitan Borough Council", "E08000014"),
        ("St Helens", "E08000013"),
        ("ST. HELENS", "E08000013"),
        ("Bristol", "E06000023"),
        ("Bristol City Council", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("City of Bristol", "E06000023"),
        ("Hull", "E06000010"),
        ("Kingston-upon-Hull", "E06000010"),
        ("Kingston upon Thames", "E09000021"),
        ("Royal Borough of Kingston upon Thames", "E09000021"),
        ("London Borough of Sutton", "E09000029"),
        ("City of London", "E09000001"),
        ("Herefordshire", "E06000019"),
        ("Durham", "E06000047"),
        ("Durham County Council", "E06000047"),
        ("BCP Council", "E06000058"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("Barking & Dagenham", "E09000002"),
        ("Stockton on Tees", "E06000004"),
        ("Cumberland", "E06000063"),
        ("e10000034", "E10000034"),
        ("Derby", "E06000015"),
        ("Derbyshire", "E10000007"),
    ],
)
def test_usual_spellings_are_understood(spelling, code):
    assert council(spelling).la_code == code


@pytest.mark.parametrize("name", ["", "London", "Wychavon", "Cardiff", "Cumbria", "E07000238", "nowhere"])
def test_what_is_not_such_a_council_is_not_found(name):
    assert council(name) is None


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("Worcestershire", {"Worcestershire", "Wychavon", "Wyre Forest", "WORCESTERSHIRE", "Wychavon Borough Council"}),
        ("St. Helens", {"St Helens", "St. Helens"}),
        ("Herefordshire", {"Herefordshire, County of", "Herefordshire", "County of Herefordshire"}),
        ("Hull", {"Kingston upon Hull, City of", "Kingston-upon-Hull", "Kingston upon Hull", "Hull"}),
        ("Bristol", {"Bristol, City of", "Bristol", "City of Bristol"}),
        ("County Durham", {"County Durham", "Durham"}),
        ("Norfolk", {"King's Lynn and West Norfolk", "Kings Lynn & West Norfolk", "King’s Lynn and West Norfolk"}),
        ("E06000058", {"Bournemouth, Christchurch and Poole", "Bournemouth, Christchurch & Poole", "BCP"}),
    ],
)
def test_spellings_in_files_are_listed(name, spellings):
    assert spellings <= la_names_of(name)


def test_no_spelling_belongs_to_two_councils():
    owners = {}
    for row in councils().itertuples():
        for spelling in la_names_of(row.la_code):
            assert owners.setdefault(spelling, row.la_code) == row.la_code, spelling


def test_asking_for_areas_of_no_council_is_a_bug():
    with pytest.raises(ValueError, match="Atlantis"):
        la_names_of("Atlantis")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sefton MBC", "E08000014"),
        ("SEFTON  council", "E08000014"),
        ("Sefton, Metropolitan Borough of", "E08000014"),
        ("Bromsgrove DC", "E10000034"),
        ("Worcestershire CC", "E10000034"),
        ("LB Hackney", "E09000012"),
    ],
)
def test_the_council_a_name_means_is_found_however_it_is_spelt(name, code):
    assert codes_named(pd.Series([name])).tolist() == [code]


def test_a_name_that_means_no_council_has_no_code():
    assert codes_named(pd.Series(["Worcs", "", None, "Atlantis"])).isna().all()
