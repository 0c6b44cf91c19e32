"""Categories that differ by case or wording: read as one, and what was read as what is listed."""

import pandas as pd
import pytest
from ingest_tables import adds_up, codes, column, csv, load, rows_of

from lib.ingest.categories import one_spelling
from lib.ingest.spelling import key_of
from lib.ingest.wordings import listed

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


GROUPS = "area,characteristic,characteristic_group,users_count,population_count"


def test_wordings_of_one_group_are_read_as_one_and_both_steps_are_kept():
    rows = ["North,Gender,F,100,500", "South,Gender,females,50,300", "East,Gender,Female,60,300", "North,Gender,M,7,9"]
    outcome = load(csv(GROUPS, *rows))
    assert column(outcome, "characteristic_group") == ["Female", "Female", "Female", "Male"]
    read = outcome.dataset.parts["categories"].set_index("in_the_file")
    assert read.loc["females", ["tidied", "read_as", "rows"]].tolist() == ["females", "Female", 1]
    assert read.loc["F", "read_as"] == "Female"
    assert rows_of(outcome, "wordings-read-as-one") == (2, 3, 5)
    assert adds_up(outcome)


@pytest.mark.parametrize(
    ("characteristic", "said", "read"),
    [
        ("disability", "Y", "Yes"),
        ("religion", "Not stated", "Not known"),
        ("ethnicity", "Unknown", "Not known"),
        ("ethnicity", "White: British", "White British"),
        ("ethnicity", "Mixed / multiple ethnic groups", "Mixed or multiple ethnic groups"),
        ("ethnicity", "Other", "Other ethnic group"),
        ("religion", "Other", "Other"),
        ("disability", "F", "F"),
        ("sexual orientation", "Gay men", "Gay men"),
        ("religion", "No religion", "No religion"),
    ],
)
def test_a_wording_counts_as_a_whole_and_under_its_own_characteristic(characteristic, said, read):
    outcome = load(csv(GROUPS, f"North,{characteristic},{said},100,500", f"North,{characteristic},Rest,7,9"))
    assert column(outcome, "characteristic_group") == [read, "Rest"]


def test_percentages_of_two_wordings_in_one_table_are_not_made_one():
    rows = ["sex,F,40,50", "sex,Female,20,1", "sex,Male,40,49"]
    outcome = load(csv("characteristic,characteristic_group,users_pct,population_pct", *rows))
    assert column(outcome, "characteristic_group") == ["F", "Female", "Male"]


def test_ages_written_in_two_ways_are_one_band():
    rows = ["North,age,18-64,1,2", "South,age,18 to 64,3,4", "East,age,18-64,3,4", "North,age,65+,1,2"]
    assert column(load(csv(GROUPS, *rows)), "characteristic_group") == ["18-64", "18-64", "18-64", "65+"]


def test_no_wording_is_listed_under_two_names():
    words = listed().assign(one=lambda frame: frame["wordings"].str.split("; ")).explode("one")
    assert not words.assign(one=words["one"].map(key_of)).duplicated(["where", "one"]).any()


def test_ratings_of_key_questions_are_the_regulators_own_words():
    heads = f"{HOMES},safe,well_led"
    outcome = load(csv(heads, "1-1,A,PR8 3NX,Sefton,20,Nursing home,Good,RI,good"))
    assert (column(outcome, "rating_safe"), column(outcome, "rating_well_led")) == (["Requires improvement"], ["Good"])
    assert mapping(outcome)["safe", "RI"] == ("Requires improvement", 1)


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


def test_kinds_and_reasons_of_placements_are_tidied_and_grouped_with_the_steps_shown():
    rows = ["Sefton MBC,Wirral,Residential,R1: near family,3", "SEFTON,Wirral,res care,R1,4",
            "Sefton,Wirral,RESIDENTIAL,r1 - Near Family,4",
            "Sefton,Wirral,Nursing Home,Choice of family,9", "Sefton,Wirral,nursing,n/a,9"]  # fmt: skip
    outcome = load(csv("placed_by,placed_in,home_kind,reason,people", *rows))
    assert column(outcome, "placed_by") == ["Sefton"] * 5
    assert column(outcome, "home_kind") == ["residential"] * 3 + ["nursing"] * 2
    assert column(outcome, "reason") == ["R1: near family"] * 3 + ["Family choice", "not stated"]
    steps = outcome.dataset.parts["categories"].set_index(["column", "in_the_file"])["tidied"]
    assert steps["home_kind", "RESIDENTIAL"] == "Residential"


def test_fee_bands_are_read_under_one_name():
    bands = ["Band A", "band  a", "A", "Band B", "Enhanced", ""]
    rows = (f"Home {i},PR8 1D{letter},{band},No" for i, (letter, band) in enumerate(zip("ABDEFG", bands, strict=True)))
    outcome = load(csv("name,postcode,fee_band,embargo", *rows))
    assert column(outcome, "fee_band") == ["Band A"] * 3 + ["Band B", "Enhanced", None]
    assert ("fee_band", "A") in mapping(outcome)


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("locality,period,hours", ("locality_name", ["North", "north", "NORTH "])),
        ("locality,hospital,discharges", ("hospital_name", ["A & E", "A and E", "a & e"])),
        ("locality,provider,hours", ("provider_name", ["Acme Ltd", "ACME LTD.", "acme  ltd"])),
    ],
)
def test_names_of_localities_hospitals_and_providers_are_one_whatever_their_case(head, names):
    column_name, said = names
    rows = [f"{one},2025-04,1" if column_name == "locality_name" else f"North,{one},1" for one in (said[0], *said)]
    outcome = load(csv(head, *rows))
    assert column(outcome, column_name) == [said[0]] * 4
    assert not outcome.dataset.parts["categories"].empty


def test_pathways_are_one_by_their_number_unless_it_has_several_names():
    names = ["Pathway 1", "P1", "pathway one", "Pathway 2 Home First", "PW2", "Pathway 3a", "Pathway 3b"]
    outcome = load(csv("pathway,period,demand", *(f"{name},2025-0{i + 1},3" for i, name in enumerate(names))))
    assert column(outcome, "pathway") == ["Pathway 1"] * 3 + ["Pathway 2 Home First"] * 2 + ["Pathway 3a", "Pathway 3b"]
