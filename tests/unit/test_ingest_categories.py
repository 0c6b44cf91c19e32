"""Categories that differ by case or wording: read as one, and what was read as what is listed."""

import pandas as pd
import pytest
from ingest_tables import adds_up, codes, column, csv, load, rows_of

from lib.ingest.categories import one_spelling

pytestmark = pytest.mark.unit

HOMES = "cqc_location_id,name,postcode,la_name,registered_beds,type,rating"


def mapping(outcome):
    read = outcome.dataset.parts["categories"]
    return {(row.column, row.in_the_file): (row.read_as, row.rows) for row in read.itertuples()}


def test_ratings_in_other_letters_and_words_are_the_regulators_own():
    rows = ["requires Improvement", "RI", "good", "Good"]
    outcome = load(
        csv(HOMES, *(f"1-10{n},House {n},PR8 3NX,Sefton,20,Nursing home,{one}" for n, one in enumerate(rows)))
    )
    assert column(outcome, "rating") == ["Requires improvement", "Requires improvement", "Good", "Good"]
    read = mapping(outcome)
    assert read["rating", "RI"] == ("Requires improvement", 1)
    assert read["rating", "good"] == ("Good", 1)
    assert read["type", "Nursing home"] == ("nursing", 4)
    assert rows_of(outcome, "categories-read-as-one") == (2, 3, 4)
    assert adds_up(outcome)


def test_the_row_level_account_has_each_cell_as_it_stood():
    outcome = load(csv(HOMES, "1-1,A,PR8 3NX,Sefton,20,Nursing home,good", "1-2,B,PR8 3NX,Sefton,20,Nursing home,Good"))
    account = outcome.dataset.parts["account"]
    (line,) = account[account["code"] == "categories-read-as-one"].to_dict("records")
    assert (line["source_row"], line["column"], line["value"]) == (2, "rating", "good")
    assert "'good' as 'Good'" in line["what"]


def test_groups_of_a_characteristic_take_their_commonest_spelling():
    rows = ["North,sex,Female,100,500", "South,sex,female ,50,300", "East,Sex,Female,60,300", "North,sex,Male,70,480"]
    outcome = load(csv("area,characteristic,characteristic_group,users_count,population_count", *rows))
    assert column(outcome, "characteristic_group") == ["Female", "Female", "Female", "Male"]
    assert column(outcome, "characteristic") == ["sex"] * 4
    assert mapping(outcome) == {
        ("characteristic", "Sex"): ("sex", 1),
        ("characteristic_group", "female"): ("Female", 1),
    }


def test_reasons_of_placements_are_read_as_one():
    rows = ["Sefton,Liverpool,Near family,3", "Sefton,Knowsley,near Family,4", "Sefton,Wirral,Near family,9"]
    outcome = load(csv("placed_by,placed_in,reason,people", *rows))
    assert column(outcome, "reason") == ["Near family"] * 3
    assert mapping(outcome) == {("reason", "near Family"): ("Near family", 1)}


def test_a_file_with_one_spelling_of_everything_has_nothing_to_say():
    rows = ["North,sex,Female,100,500", "North,sex,Male,70,480"]
    outcome = load(csv("area,characteristic,characteristic_group,users_count,population_count", *rows))
    assert outcome.dataset.parts["categories"].empty
    assert "categories-read-as-one" not in codes(outcome)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["18–64", "18-64", "18 - 64"], ["18-64", "18-64", "18-64"]),
        (["Black & Asian", "Black and Asian", "Black and Asian"], ["Black and Asian"] * 3),
        (["65+", "65", "65"], ["65+", "65", "65"]),
        (["Under 5", "Over 5"], ["Under 5", "Over 5"]),
    ],
)
def test_only_what_is_the_same_becomes_one(given, read):
    spelt = one_spelling(pd.Series(given, dtype="str"))
    assert spelt.nunique() == len(set(read))
    assert [spelt[given.index(one)] == spelt[0] for one in given] == [one == read[0] for one in read]


def test_gaps_stay_gaps():
    assert one_spelling(pd.Series([None, "Good"], dtype="str")).isna().tolist() == [True, False]
