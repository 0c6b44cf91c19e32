"""Figures that cannot be, hardly can be, or do not go together are said, and which rows they are in."""

import pytest
from ingest_tables import HOMES, adds_up, codes, column, csv, load, rows_of

pytestmark = pytest.mark.unit

GROUPS = "characteristic,characteristic_group,users_count,users_pct,population_count,population_pct"


def test_percentages_that_miss_a_hundred_by_rounding_are_called_rounding():
    rows = ["Age,18-64,30,30,70,70", "Age,65-84,40,40,20,20", "Age,85+,30,31,10,10"]
    outcome = load(csv(GROUPS, *rows))
    assert rows_of(outcome, "percent-rounding") == (2, 3, 4)
    assert "percent-sum" not in codes(outcome)


def test_labels_that_have_changed_places_are_told_from_the_counts():
    outcome = load(csv(GROUPS, "Sex,Female,600,40,140,51", "Sex,Male,400,60,135,49"))
    assert rows_of(outcome, "labels-swapped") == (2, 3)


def test_percentages_that_are_not_those_of_the_counts_are_said():
    outcome = load(csv(GROUPS, "Sex,Female,600,55,140,51", "Sex,Male,400,45,135,49"))
    assert rows_of(outcome, "percent-differs") == (2, 3)
    hidden = load(csv(GROUPS, "Sex,Female,[c],55,140,51", "Sex,Male,400,45,135,49"))
    assert "percent-differs" not in codes(hidden)


def test_people_of_an_age_are_not_more_than_those_who_include_them():
    rows = ["E01006930,1500,1600,40", "E01006931,1500,300,400", "E01006932,-5,300,40", "E01006933,1500000,300,40"]
    outcome = load(csv("area_code,population,population_65_plus,population_85_plus", *rows))
    above = [one.rows for one in outcome.problems if one.code == "part-above-whole"]
    assert above == [(2, 4), (3,)]
    assert rows_of(outcome, "below-zero") == (4,)
    assert rows_of(outcome, "out-of-range") == (5,)
    assert column(outcome, "population") == [1500, 1500, None, 1500000]


def test_a_council_among_small_areas_is_not_one_of_them():
    rows = [f"E0100693{i},{i + 1}" for i in range(4)]
    outcome = load(csv("area_code,Users", *rows, "E08000014,10"))
    assert rows_of(outcome, "larger-area") == (6,)
    assert len(column(outcome, "Users")) == 4
    assert adds_up(outcome)


def test_a_code_that_is_none_stands_in_the_account_as_in_the_file():
    outcome = load(csv("area_code,Users", "E01006930,1", "E01006931,2", "Sefton Totals,3"))
    assert list(outcome.dataset.parts["account"]["value"]) == ["Sefton Totals"]


def test_parts_above_their_whole_and_prices_that_are_none_are_said():
    head = "locality,provider,period,packages offered,packages accepted,hourly rate (£)"
    outcome = load(csv(head, "North,A,2025-04,5,6,22", "North,B,2025-04,5,4,2200"))
    assert rows_of(outcome, "part-above-whole") == (2,)
    assert rows_of(outcome, "out-of-range") == (3,)


def test_a_yearly_cost_in_place_of_a_weekly_one_is_said():
    head = "placed_by,placed_in,people,weekly_cost_gbp"
    outcome = load(csv(head, "Sefton,Wirral,2,2000", "Sefton,Knowsley,2,104000"))
    assert rows_of(outcome, "out-of-range") == (3,)


def test_columns_that_hold_the_same_figures_are_said_in_every_kind():
    rows = [f"North,2025-0{i},{i * 10},{i * 10}" for i in range(1, 5)]
    assert "columns-alike" in codes(load(csv("locality,period,hours,packages", *rows)))


def test_rows_that_are_copies_under_another_code_are_said():
    rows = [
        "E01006930,1.5,22,301",
        "E01006931,2.5,23,302",
        "E01006932,1.5,22,301",
        "E01006933,8,4,9",
        "E01006934,8,5,9",
    ]
    assert rows_of(load(csv("area_code,a,b,c", *rows)), "rows-alike") == (2, 4)


def test_beds_that_cannot_be_are_missing():
    outcome = load(HOMES.replace(",12,", ",5000,").replace(",40,", ",2.5,"))
    assert column(outcome, "registered_beds") == [None, None]
    assert rows_of(outcome, "beds-implausible") == (2, 3)


def test_ratings_that_are_none_of_the_regulators_are_said():
    rows = ["1-1,Elm,PR8 1DA,4,Outsanding", "1-2,Oak,PR8 1DA,4,RI", "1-3,Ash,PR8 1DA,4,No published rating"]
    assert rows_of(load(csv("cqc_location_id,name,postcode,beds,rating", *rows)), "rating-not-known") == (2,)


def test_a_home_listed_twice_with_other_figures_says_where_they_differ():
    rows = ["1-1,Elm,PR8 1DA,30", "1-1,Elm,PR8 1DA,32"]
    outcome = load(csv("cqc_location_id,name,postcode,beds", *rows))
    assert "differ in 'beds'" in next(one.fix for one in outcome.problems if one.code == "listed-twice")
