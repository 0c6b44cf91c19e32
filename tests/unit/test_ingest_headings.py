"""Headings: wherever they stand, and what stands around the table."""

import pytest
from ingest_tables import INDICATORS, adds_up, codes, column, csv, load, refused_with, rows_of, said

import lib
from lib.ingest import raw_table
from lib.ingest.stacked import joined_levels

pytestmark = pytest.mark.unit

AGES = {"0-17": 50_000, "18-64": 150_000, "65-74": 30_000, "75-84": 20_000, "85+": 8_000}


@pytest.mark.parametrize(
    "above",
    [
        "Title\n", "Title,,,\n,,,\n© Crown copyright,,,\n\n", "Title\nUnits:,Persons\nDate:,2021\n\n",
        '"A title, with a comma and\na line break"\n', "\n\n\n", "date,2021\narea type,LSOA\n",
    ],
)  # fmt: skip
def test_lines_above_the_headings_are_passed_over(above):
    outcome = load(above + INDICATORS)
    assert column(outcome, "Rate") == [12.5, 9.75, 0.0]


def test_rows_are_numbered_as_the_spreadsheet_shows_them():
    outcome = load('"Title\nover two lines"\n\n' + INDICATORS.replace("9.75", "nonsense"))
    assert rows_of(outcome, "not-a-number") == (5,)


def test_line_breaks_inside_headings_become_spaces():
    outcome = load(INDICATORS.replace("Rate", '"Rate per\n1,000 "'))
    assert "Rate per 1,000" in outcome.dataset.frame.columns


@pytest.mark.parametrize(
    "below",
    [
        "Source: Census 2021\n",
        "\n\nNotes\n1. Rounded to 5\n(2) Estimates\n", "#NAME?\n", "© Crown copyright 2021,,,\n",
        "In order to protect against disclosure of personal information some records have been swapped\n",
    ],
)  # fmt: skip
def test_notes_below_the_table_are_set_aside(below):
    outcome = load(INDICATORS + below)
    assert column(outcome, "Rate") == [12.5, 9.75, 0.0]
    assert "footnote" in codes(outcome)
    assert adds_up(outcome)


def test_two_rows_of_headings_are_joined_when_only_both_tell_columns_apart():
    outcome = load(
        csv(
            ",,Users,,Population,",
            "area_code,area_name,Count,Rate,Count,Rate",
            "E01006920,A,1,2,3,4",
            "E01006921,B,5,6,7,8",
        )
    )
    assert column(outcome, "Users: Rate") == [2.0, 6.0]
    assert column(outcome, "Population: Count") == [3.0, 7.0]
    assert "header-rows-joined" in codes(outcome)


THREE = [
    "Activity of councils,,,,,",
    ",People,,,,Places",
    ",Older,,Younger,,All",
    ",Home care,Day care,Home care,Day care,Beds",
    "Sefton,41,12,3,14,5",
    "Liverpool,6,17,8,9,10",
    "Knowsley,11,2,13,4,15",
    "Source: a survey of councils,,,,,",
]


def test_three_rows_of_headings_are_joined_and_a_column_of_councils_is_named():
    outcome = load(csv(*THREE))
    assert column(outcome, "People: Younger: Home care") == [3.0, 8.0, 13.0]
    assert column(outcome, "Places: All: Beds") == [5.0, 10.0, 15.0]
    assert column(outcome, "area_code")[0] == "E08000014"
    assert rows_of(outcome, "header-rows-joined") == (2, 3, 4)
    assert rows_of(outcome, "lines-above") == (1,)
    assert rows_of(outcome, "footnote") == (8,)
    assert adds_up(outcome)


def test_joined_headings_of_no_known_kind_go_to_the_mapper():
    rows = [",Users,,Staff,", ",Now,Then,Now,Then", ",n,n,n,n", "Ash,61,2,33,4", "Elm,50,6,7,18"]
    assert refused_with(load(csv(*rows)), "kind-not-recognised")
    assert raw_table(csv(*rows)).headings == [
        "Name",
        *(f"{a}: {b}: n" for a in ("Users", "Staff") for b in ("Now", "Then")),
    ]


def test_long_headings_are_cut_short_above_and_whole_below():
    upper = "People who received long term support in the community during the year of the return"
    names = joined_levels([{0: upper, 1: ""}, {0: upper[::-1], 1: ""}, {0: "A1", 1: "A2"}])
    assert names[1].startswith("People who received long term support in the …: ")
    assert names[1].endswith(": A2")


def test_headings_that_repeat_over_two_rows_are_refused():
    outcome = load(csv(",,Users,,Users,", "area_code,area_name,Count,Rate,Count,Rate", "E01006920,A,1,2,3,4"))
    assert refused_with(outcome, "two-header-rows")


def test_a_heading_used_twice_is_refused_by_name():
    outcome = load(INDICATORS.replace("Share", "Rate"))
    assert refused_with(outcome, "duplicate-columns")
    assert "'Rate'" in said(outcome)


def test_a_table_without_headings_is_refused():
    assert refused_with(load(INDICATORS.split("\n", 1)[1]), "no-headings")


def test_a_year_alone_among_words_is_a_heading():
    outcome = load(csv("Area code,Area name,2024", "E08000014,Sefton,258000", "E08000012,Liverpool,496000"))
    assert column(outcome, "2024") == [258000, 496000]


def test_ages_down_and_one_year_across_are_population():
    rows = [f"{code},{age},{n}" for code in ("E08000014", "E08000012") for age, n in AGES.items()]
    outcome = load(csv("Area code,Age,2024", *rows))
    assert outcome.dataset.kind == "population"
    assert column(outcome, "population_65_plus") == [58_000, 58_000]


@pytest.mark.parametrize(
    "lines",
    [
        ("E08000014,Sefton,2024", "E08000012,Liverpool,1950"),
        ("Sefton,Linacre,2024", "Sefton,Netherton,1500"),
        ("Linacre,Terraces,2024", "Netherton,Flats,1500"),
        ("Total,All,2024", "E08000014,Sefton,24", "E08000012,Total,2000"),
        ("Area code,Area name,2540", "E08000014,Sefton,24", "E08000012,Liverpool,2000"),
    ],
)
def test_a_first_row_of_figures_that_might_be_a_year_is_no_row_of_headings(lines):
    assert refused_with(load(csv(*lines)), "no-headings")


def test_a_column_without_a_heading_is_left_out_and_said():
    outcome = load(csv(",area_code,Rate", "0,E01006920,1", "1,E01006921,2"))
    assert list(outcome.dataset.frame.columns) == ["area_code", "Rate", "source_row"]
    assert "column-without-heading" in codes(outcome)


def test_headings_repeated_inside_the_table_are_set_aside():
    outcome = load(INDICATORS + INDICATORS)
    assert rows_of(outcome, "headings-repeated") == (5,)
    assert rows_of(outcome, "row-repeated") == (6, 7, 8)


def test_a_row_with_a_separator_too_many_is_set_aside():
    outcome = load(INDICATORS + "E01006923,Ainsdale, Sefton,1,1%\n")
    assert rows_of(outcome, "row-too-long") == (5,)
    assert column(outcome, "Rate") == [12.5, 9.75, 0.0]
    assert adds_up(outcome)


def test_a_row_cut_short_is_said():
    assert rows_of(load(INDICATORS + "E01006923,Ainsdale,4\n"), "row-too-short") == (5,)


def test_a_line_of_separators_at_the_end_costs_nothing():
    outcome = load(INDICATORS + ",,,\n,,,\n")
    assert outcome.dataset.provenance.rows_read == 3


def test_ages_as_headings_are_headings():
    outcome = load(csv("area_code,0,1,2,3,4,90+", "E01006920,1,2,3,4,5,6"), "population")
    assert column(outcome, "age_03") == [4]


def test_years_as_headings_are_headings():
    outcome = load(csv("area_code,2018,2020,2025", "E08000014,1,2,3", "E08000012,4,5,6"))
    assert column(outcome, "2020") == [2.0, 5.0]


def test_two_counts_side_by_side_that_happen_to_count_up_are_figures():
    content = b"characteristic,characteristic_group,users_count,population_count\nsex,Female,60,61\nsex,Male,40,41\n"
    outcome = lib.load(content, "groups.csv")
    assert outcome.dataset is not None
    assert outcome.dataset.frame["users_count"].tolist() == [60, 40]


def test_rows_without_figures_at_the_top_are_rows_and_not_lines_above():
    words = [f"Group {i},somewhere,," for i in range(3)]
    read = load(
        csv("characteristic_group,remark,users,population", *words, *(f"Group {i},x,{i},9" for i in range(3, 8)))
    )
    assert read.dataset.provenance.rows_read == 8


def test_lines_above_are_said():
    assert rows_of(load("Title\n\n© Crown copyright\n" + INDICATORS), "lines-above") == (1, 3)
