"""Months, quarters and years across a table become rows; what nothing names is asked, never guessed."""

import pytest
from ingest_workbooks import xlsx

from lib.ingest import MENDED_BY_MAPPING, load, raw_table
from lib.ingest.period_headings import are_months_across, period_headings

pytestmark = pytest.mark.unit

HEAD = "Locality,Apr-24,May-24,Jun-24\n"
ROWS = "North,10,12,14\nSouth,20,22,24\nEast,5,6,7\n"
SAID = {"Locality": "locality_name", "Month": "period", "Figures": "people_waiting"}


def read(text, kind=None, columns=None):
    return load(text.encode() if isinstance(text, str) else text, "file", kind, columns=columns)


def figures(outcome, measure="hours"):
    frame = outcome.dataset.frame
    return dict(zip(zip(frame["locality_name"], frame["period"], strict=True), frame[measure], strict=True))


def codes(outcome):
    return {problem.code for problem in outcome.problems}


NORTH = {("North", "2024-04"): 10.0, ("North", "2024-05"): 12.0, ("North", "2024-06"): 14.0}


def test_figures_that_nothing_names_are_asked_for():
    outcome = read(HEAD + ROWS)
    (problem,) = outcome.problems
    assert problem.code == "figures-not-named"
    assert problem.code in MENDED_BY_MAPPING
    assert "3 periods stand side by side (Apr-24 to Jun-24)" in problem.what
    assert raw_table((HEAD + ROWS).encode()).headings == ["Locality", "Month", "Figures"]


def test_they_are_read_as_what_the_reader_says_they_are():
    outcome = read(HEAD + ROWS, "locality_activity", SAID)
    assert NORTH.items() <= figures(outcome, "people_waiting").items()
    assert outcome.dataset.provenance.rows_read == 3
    assert outcome.dataset.frame["source_row"].tolist() == [2, 2, 2, 3, 3, 3, 4, 4, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Home care hours by locality\n" + HEAD + ROWS,
        "Locality,Hours: Apr-24,Hours: May-24,Hours: Jun-24\n" + ROWS,
        "Locality,Apr 2024 Hours,May 2024 Hours,Jun 2024 Hours\n" + ROWS,
        "Hours in 2024/25\nLocality,Apr,May,Jun\n" + ROWS,
        "Locality,Measure,Apr-24,May-24,Jun-24\n" + "North,Hours,10,12,14\nSouth,Hours,20,22,24\n",
        "Locality,Hours,,\n,Apr-24,May-24,Jun-24\n" + ROWS,
    ],
    ids=["line above", "headings", "month first", "months of one year", "column of measures", "two rows of headings"],
)
def test_a_measure_named_anywhere_is_found(text):
    assert NORTH.items() <= figures(read(text)).items()


def test_dates_of_a_workbook_are_headings():
    rows = [[line[0], *map(int, line[1:])] for line in (one.split(",") for one in ROWS.split())]
    book = xlsx({"Hours": [["Locality", "2024-04-01", "2024-05-01", "2024-06-01"], *rows]})
    assert NORTH.items() <= figures(read(book)).items()


def test_a_column_of_measures_becomes_a_column_for_each():
    text = "Locality,Measure,Apr-24,May-24\nNorth,Hours,10,12\nNorth,People waiting,1,*\nSouth,Hours,20,22\n"
    outcome = read(text)
    frame = outcome.dataset.frame
    assert frame["hours"].tolist() == [10, 12, 20, 22]
    assert frame["people_waiting"].fillna(-1).tolist() == [1, -1, -1, -1]
    assert outcome.dataset.provenance.rows_read == 3
    hidden = next(one for one in outcome.problems if one.code == "cells-suppressed")
    assert hidden.rows == (3,)
    assert "'May-24'" in hidden.where


def test_a_mark_stays_with_its_own_month():
    outcome = read("Hours\n" + HEAD + "North,*,12,\nSouth,20,22,24\n")
    assert outcome.dataset.gaps["hours"].tolist() == ["suppressed", "", "", "", "", ""]
    (line,) = outcome.dataset.parts["account"].query("code == 'cells-suppressed'").to_dict("records")
    assert (line["source_row"], line["column"], line["value"]) == (3, "Apr-24", "*")


def test_total_rows_and_columns_are_kept_apart_and_said():
    outcome = read(
        "Hours\n" + HEAD.replace("\n", ",Total\n") + "North,10,12,14,36\nSouth,20,22,24,66\nTotal,30,34,99,163\n"
    )
    assert outcome.dataset.set_aside["source_row"].tolist() == [5]
    differs = next(one for one in outcome.problems if one.code == "total-differs")
    assert differs.rows == (5,)
    assert any("'Total' has figures of no one period" in one.what for one in outcome.problems)


def test_months_still_to_come_are_left_out_and_said():
    outcome = read("Hours\n" + HEAD + "North,10,12,\nSouth,20,22,\n")
    assert outcome.dataset.frame["period"].unique().tolist() == ["2024-04", "2024-05"]
    assert "periods-empty" in codes(outcome)


def test_areas_by_code_keep_a_column_for_each_year():
    outcome = read("Area code,2019,2020\nE01006920,1,2\nE01006921,2,3\n")
    assert outcome.dataset.kind == "indicators"
    assert "periods-across" not in codes(outcome)


@pytest.mark.parametrize(
    ("heading", "period", "measure"),
    [
        ("Apr-24", "Apr-24", ""),
        ("2024: Oct", "Oct 2024", ""),
        ("2024-25: Feb", "Feb 2025", ""),
        ("Hours: 2024-25: Feb", "Feb 2025", "Hours"),
        ("People waiting (Mar 2025)", "Mar 2025", "People waiting"),
        ("Q1 2024/25", "Q1 2024/25", ""),
        ("2023/24", "2023/24", ""),
        ("Hours 2024", "2024", "Hours"),
    ],
)
def test_headings_say_periods_and_measures(heading, period, measure):
    said = period_headings([heading])[heading]
    assert (said.period, said.measure) == (period, measure)


@pytest.mark.parametrize("heading", ["May", "Aged 65+", "People 65", "1234", "Marks", "Beds", "Hours", "24 hour care"])
def test_other_headings_say_none(heading):
    assert period_headings([heading]) == {}


def test_days_a_month_apart_are_headings_and_two_dates_of_a_row_are_not():
    assert are_months_across(["Zone", "2024-04-01", "2024-05-01"])
    assert are_months_across(["Zone", "30/04/2024", "31/05/2024", "30/06/2024"])
    assert are_months_across(["Zone", "01/04/2024", "08/04/2024", "15/04/2024"])
    assert not are_months_across(["Ash House", "2010-01-05", "2019-07-01"])
    assert not are_months_across(["Week", "01/04/2024", "07/04/2024"])


def test_rows_that_repeat_a_measure_are_not_guessed():
    assert read("Locality,Measure,Apr-24,May-24\nNorth,Hours,10,12\nNorth,Hours,1,2\n").is_refused


@pytest.mark.parametrize("longer", ["2024/25", "Total 2024-25", "Q1 2024/25", "2024-25 total"])
def test_a_total_of_several_months_among_them_is_left_out_and_said(longer):
    outcome = read("Hours\n" + HEAD.replace("\n", f",{longer}\n") + "North,10,12,14,36\nSouth,20,22,24,66\n")
    assert sum(figures(outcome).values()) == 102
    assert outcome.dataset.frame["period"].unique().tolist() == ["2024-04", "2024-05", "2024-06"]
    (said,) = [one for one in outcome.problems if one.code == "periods-longer"]
    assert said.what == f"'{longer}' covers several of the other periods: left out, so that nothing is counted twice."


def test_years_alone_are_periods():
    outcome = read("Hours\nLocality,2022/23,2023/24\nNorth,10,12\nSouth,20,22\n")
    assert outcome.dataset.frame["period"].unique().tolist() == ["2022/23", "2023/24"]


@pytest.mark.parametrize("first", ["South,", "North,"])
def test_a_row_without_its_measure_is_set_aside_and_said(first):
    outcome = read(f"Locality,Measure,Apr-24,May-24\nNorth,Hours,10,12\n{first},20,22\n")
    assert figures(outcome) == {("North", "2024-04"): 10, ("North", "2024-05"): 12}
    assert outcome.dataset.set_aside[["source_row", "code"]].to_numpy().tolist() == [[3, "no-measure"]]
    assert outcome.dataset.provenance.rows_used == 1


def test_a_measure_in_other_letters_is_the_same_one():
    outcome = read("Locality,Measure,Apr-24,May-24\nNorth,Hours,10,12\nSouth,HOURS ,20,22\n")
    assert outcome.dataset.frame["hours"].tolist() == [10, 12, 20, 22]


def test_a_month_spelt_in_two_ways_is_one_period():
    head = "Locality,Hours Apr-24,Hours May-24,Packages April 2024,Packages 01/05/2024\n"
    frame = read(head + "North,10,12,1,2\nSouth,9,8,3,4\n").dataset.frame
    assert frame[["period", "hours", "packages"]].to_numpy().tolist()[:2] == [["2024-04", 10, 1], ["2024-05", 12, 2]]
    assert len(frame) == 4


def test_a_month_of_which_two_columns_say_the_same_is_not_added_up():
    assert read("Hours\nLocality,Apr-24,April 2024,May-24\nNorth,1,2,3\nSouth,5,6,7\n").is_refused


def test_blanks_below_a_month_are_nothing():
    outcome = read("Hours\n" + HEAD + "North,10,12, \nSouth,20,22,  \n")
    assert "periods-empty" in codes(outcome)


def test_zones_with_numbers_are_labels():
    outcome = read("Hours\nZone,Provider,Apr-24,May-24\n1,A Care,10,12\n2,B Care,20,22\n")
    assert outcome.dataset.frame["locality_name"].tolist() == ["1", "1", "2", "2"]
    assert "columns-of-no-period" not in codes(outcome)


def test_a_measure_taken_from_the_line_above_is_said():
    outcome = read("Home care hours by locality\n" + HEAD + ROWS)
    (said,) = [one for one in outcome.problems if one.code == "figures-named-above"]
    assert said.what.startswith("The figures were taken for hours: so say the lines above the table")
    assert "figures-named-above" not in codes(read("Locality,Hours: Apr-24,Hours: May-24\nNorth,1,2\nSouth,3,4\n"))


@pytest.mark.parametrize(
    "above", ["Average hours per client", "Refreshed every 24 hours", "Hours and packages", "Hours per 1,000 people"]
)
def test_a_line_that_speaks_of_no_hours_of_care_names_nothing(above):
    assert codes(read(f'"{above}"\n' + HEAD + ROWS)) == {"figures-not-named"}


def test_a_row_of_no_locality_is_one_row_of_the_file_whatever_its_months():
    outcome = read("Zone,Measure,Apr-24,May-24\nNorth,Hours,10,12\nNULL,Hours,1,2\nNULL,People waiting,3,4\n")
    (said,) = [one for one in outcome.problems if one.code == "not-allocated"]
    assert said.what.startswith("Some rows belong to no locality")
    assert said.rows == (3, 4)
    lines = outcome.dataset.parts["account"].query("code == 'not-allocated'")
    assert lines[["source_row", "column", "value"]].to_numpy().tolist() == [[3, "Zone", "NULL"], [4, "Zone", "NULL"]]
