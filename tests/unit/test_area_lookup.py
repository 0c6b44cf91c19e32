"""The lookup of 2011 to 2021 areas, and figures carried by it: what adds up, what does not, and what is said."""

import pandas as pd
import pytest
from ingest_tables import adds_up, codes, csv, load, refused_with, rows_of

from lib.core import Provenance
from lib.datasets import Dataset
from lib.geography import carry
from lib.geography.carrying import how_carried
from lib.views.join_sentences import carried_rows, say_carried, say_join

pytestmark = pytest.mark.unit

HEADINGS = "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,ltla22_code"
SAME = "Sefton 011A,E01006920,U,Sefton 011A,E01006920,Sefton,E08000014"
SPLIT = [
    "Sefton 004C,E01006968,S,Sefton 004H,E01033797,Sefton,E08000014",
    "Sefton 004C,E01006968,S,Sefton 004I,E01033798,Sefton,E08000014",
]
MERGED = [
    "Liverpool 035A,E01006720,M,Liverpool 035G,E01034401,Liverpool,E08000012",
    "Liverpool 035F,E01006752,M,Liverpool 035G,E01034401,Liverpool,E08000012",
]
FIGURES = pd.DataFrame(
    {
        "area_code": ["E01006920", "E01033797", "E01033798", "E01034401", "E01034999"],
        "Number of users": [10.0, 7, 8, 21, 3],
        "Users (%)": [5.0, 2, 4, 9, 1],
        "Income rank": [1.0, 2, 3, 4, 5],
        "source_row": pd.array([2, 3, 4, 5, 6], dtype="Int64"),
    }
)


def lookup():
    return load(csv(HEADINGS, SAME, *SPLIT, *MERGED)).dataset


def dataset(frame=FIGURES):
    return Dataset("indicators", frame, Provenance("Figures", "figures.csv", content_hash="a"))


def carried_by_code(column):
    return carry(dataset(), lookup()).dataset.frame.set_index("area_code")[column]


def test_the_ons_lookup_is_recognised_without_reshaping():
    outcome = load(csv(HEADINGS, SAME, *SPLIT, *MERGED))
    assert outcome.dataset.kind == "area_lookup"
    assert len(outcome.dataset.frame) == 5
    assert adds_up(outcome)
    (said,) = (one.what for one in outcome.problems if one.code == "lookup-counted")
    assert said == "1 small area of 2011 answers to one of 2021; 3 were split or merged."


def test_headings_of_the_open_geography_portal_are_known():
    outcome = load(csv("LSOA11CD,LSOA11NM,LSOA21CD,LSOA21NM,CHGIND", "E01006920,Sefton 011A,E01006920,Sefton 011A,U"))
    assert outcome.dataset.kind == "area_lookup"
    assert outcome.dataset.frame["change_code"].tolist() == ["U"]


def test_rows_without_two_codes_and_pairs_given_twice_are_set_aside():
    outcome = load(csv(HEADINGS, SAME, SAME, *SPLIT, "Nowhere,,U,Nowhere,E01006921,Sefton,E08000014"))
    assert rows_of(outcome, "pair-repeated") == (3,)
    assert rows_of(outcome, "pair-broken") == (6,)
    assert adds_up(outcome)


def test_a_lookup_of_other_areas_is_no_lookup_of_small_areas():
    assert refused_with(load(csv("LSOA11CD,WD25CD", "E01006920,E05000932"), "area_lookup"), "kind-not-recognised")


@pytest.mark.parametrize(
    ("heading", "values", "how"),
    [
        ("Number of users", [1, 2], "count"),
        ("population_65_plus", [1, 2], "count"),
        ("age_04", [1, 2], "count"),
        ("Users (%)", [1, 2], "rate"),
        ("Requests per 1,000 adults", [1, 2], "rate"),
        ("Average age of people", [40, 50], "rate"),
        ("IMD score", [1.5, 2], "rate"),
        ("Median age of residents", [40, 50], "left"),
        ("People rank", [1, 2], "left"),
        ("Minutes to a surgery", [1, 2], "left"),
        ("Number of users", [1.5, 2], "left"),
    ],
)
def test_what_a_column_is_decides_how_it_is_carried(heading, values, how):
    assert how_carried(heading, pd.Series(values)) == how


def test_counts_add_up_over_parts_and_are_shared_where_areas_merged():
    users = carried_by_code("Number of users")
    assert users.to_dict() == {"E01006720": 10, "E01006752": 10, "E01006920": 10, "E01006968": 15}


def test_rates_are_never_added_up():
    rates = carried_by_code("Users (%)")
    assert rates.to_dict() == {"E01006720": 9, "E01006752": 9, "E01006920": 5, "E01006968": 3}


def test_ranks_are_left_blank_where_areas_changed():
    ranks = carried_by_code("Income rank")
    assert ranks["E01006920"] == 1
    assert ranks.drop("E01006920").isna().all()


def test_a_part_that_is_hidden_leaves_its_whole_missing():
    frame = FIGURES.assign(**{"Number of users": FIGURES["Number of users"].mask(FIGURES["area_code"] == "E01033797")})
    users = carry(dataset(frame), lookup()).dataset.frame.set_index("area_code")["Number of users"]
    assert pd.isna(users["E01006968"])


def test_every_lossy_row_is_listed_with_what_is_shown_for_it():
    rows = carried_rows(carry(dataset(), lookup())).set_index("Area code")
    assert rows["What happened"].to_dict() == {
        "E01006720": "merged with another",
        "E01006752": "merged with another",
        "E01006968": "split",
        "E01034999": "not in the lookup",
    }
    assert rows.loc["E01034999", "What is shown"] == "nothing: dropped"
    assert "averaged" in rows.loc["E01006968", "What is shown"]


def test_what_was_carried_and_what_cannot_be_is_said():
    said = " ".join(say_carried(carry(dataset(), lookup()), "The file"))
    assert "1 area is the same in both years" in said
    assert "1 was split and 2 were merged with another" in said
    assert "Rates were never added up" in said
    assert "neither a sum nor an average says it: “Income rank”" in said
    assert "1 code of the file is not in the lookup, and dropped" in said


def test_without_a_lookup_it_is_said_which_file_would_help():
    said = " ".join(say_carried(carry(dataset(), None), "The file"))
    assert "4 codes of the file are new in 2021" in said
    assert "load the lookup of 2011 to 2021" in said


def test_codes_of_2011_are_left_as_they_are():
    assert carry(dataset(FIGURES.head(1)), lookup()) is None


def test_another_lookup_makes_other_figures():
    with_one, without = carry(dataset(), lookup()).dataset, carry(dataset(), None).dataset
    assert len({dataset().provenance.content_hash, *(d.provenance.content_hash for d in (with_one, without))}) == 3


def test_a_join_that_would_blank_the_map_is_said_with_the_kinds_of_both():
    wards = pd.Series(["E05000932", "E05000933"])
    said = say_join(wards, ["E01006920", "E01006921"])
    assert said.startswith("The codes of the file are wards; the areas drawn are small areas (LSOA) of 2011: none of 2")
    assert "another year" in say_join(wards, ["E05099998", "E05099999"])
    assert say_join(wards, ["E05000932", "E05000933", "E05000934"]) == ""
    assert say_join(wards, [f"E0500093{n}" for n in range(2, 8)]).startswith("Only 2 of the 6 areas drawn")


def test_counts_of_split_areas_alone_rest_on_nothing_and_are_listed():
    counts = FIGURES.head(3)[["area_code", "Number of users", "source_row"]]
    rows = carried_rows(carry(dataset(counts), lookup()))
    assert rows["What is shown"].tolist() == ["counts of its parts added up"]


def test_codes_are_counted_among_those_of_the_lookup_alone():
    assert "area-kind" not in codes(load(csv(HEADINGS, SAME, *SPLIT)))
