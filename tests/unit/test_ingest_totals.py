"""Totals under any name are never added to their parts, and are checked against them."""

import pandas as pd
import pytest
from ingest_tables import adds_up, codes, column, csv, load, rows_of

from lib.ingest.totals import says_total

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "name",
    [
        *("Total", "TOTALS", "Grand Total", "Sub-total", "Total: all", "Sefton total", "Total Sefton", "All", "all "),
        *("All councils", "All providers", "All ages", "Everyone", "Overall", "Borough-wide", "North grand total"),
    ],
)
def test_a_total_is_known_by_many_names(name):
    assert says_total(pd.Series([name], dtype="str")).tolist() == [True]


@pytest.mark.parametrize(
    "name",
    ["Total Care Ltd", "All Saints", "All Hallows House", "All other ethnic groups", "Overton", "", "City", "Allerton"],
)
def test_names_that_are_no_totals_stay(name):
    assert says_total(pd.Series([name], dtype="str")).tolist() == [False]


PLACED = "period,placed_by,placed_in,home_kind,reason,people"


def test_totals_of_placements_are_set_aside_whichever_column_says_so_and_checked():
    outcome = load(csv(
        PLACED,
        "2025,Sefton,Wirral,nursing,R1,4", "2025,Sefton,Knowsley,nursing,R1,6", "2025,Wirral,Sefton,nursing,R1,5",
        "2025,Sefton,All,nursing,R1,10", "2025,Sefton total,,,,14", "2025,Grand Total,Grand Total,,,15",
    ))  # fmt: skip
    assert column(outcome, "people") == [4, 6, 5]
    assert rows_of(outcome, "total-row") == (5, 6, 7)
    assert rows_of(outcome, "total-differs") == (6,)
    assert adds_up(outcome)


def test_totals_of_one_name_are_checked_against_the_rows_alike_in_the_other():
    outcome = load(csv(
        "locality,provider,period,hours,packages offered", "North,A,2025-04,10,2", "North,B,2025-04,30,5",
        "South,A,2025-04,5,1", "North,All providers,2025-04,40,7", "All,A,2025-04,19,3", "Total,Total,2025-04,45,8",
    ))  # fmt: skip
    assert column(outcome, "hours") == [10, 30, 5]
    assert rows_of(outcome, "total-row") == (5, 6, 7)
    assert rows_of(outcome, "total-differs") == (6,)
    lines = outcome.dataset.parts["account"].query("code == 'total-row'")
    assert list(lines["value"]) == ["All providers", "All", "Total"]


def test_a_row_that_is_the_sum_of_the_others_is_said_whatever_its_name():
    outcome = load(csv(
        "locality,period,hours,packages,people waiting", "North,2025-04,10,2,*", "South,2025-04,30,5,1",
        "Merseyway,2025-04,40,7,9", "North,2025-05,10,2,3", "South,2025-05,30,5,1", "Merseyway,2025-05,50,9,1",
    ))  # fmt: skip
    assert rows_of(outcome, "may-be-total") == (4,)
    assert len(column(outcome, "hours")) == 6


@pytest.mark.parametrize("place", ["name", "cqc_location_id"])
def test_totals_of_homes_are_set_aside_and_their_beds_checked(place):
    total = {"name": ",Sefton total,", "cqc_location_id": "Total,,"}[place]
    rows = ["1-100,Elm House,L20 3NJ,40", "1-101,Oak Lodge,PR8 1DA,12", f"{total},60"]
    outcome = load(csv("cqc_location_id,name,postcode,registered_beds", *rows))
    assert column(outcome, "registered_beds") == [40, 12]
    assert rows_of(outcome, "total-row") == (4,)
    assert rows_of(outcome, "total-differs") == (4,)


def test_totals_of_a_councils_own_list_are_set_aside_and_checked():
    rows = ["Elm House,L20 3NJ,10,2", "Oak Lodge,PR8 1DA,20,3", "All,,30,9"]
    outcome = load(csv("name,postcode,commissioned_beds,vacancies", *rows))
    assert rows_of(outcome, "total-row") == (4,)
    assert [one.where for one in outcome.problems if one.code == "total-differs"] == ["column 'vacancies', row 4"]


def test_totals_of_pathways_are_checked():
    outcome = load(csv("pathway,period,demand", "P1,2025-04,10", "P2,2025-04,5", "All pathways,2025-04,19"))
    assert rows_of(outcome, "total-differs") == (4,)
    assert codes(outcome).count("total-row") == 1


def total_of(heading, *figures):
    """What is said of a total, the last figure, of the others."""
    rows = [f"Place {n},2025-04,{figure}" for n, figure in enumerate(figures[:-1])]
    outcome = load(csv(f"locality,period,{heading}", *rows, f"Total,2025-04,{figures[-1]}"))
    return [one for one in outcome.problems if one.code in ("total-rounding", "total-differs")]


def test_a_total_of_whole_things_out_by_one_is_not_called_rounding():
    (said,) = total_of("packages", 3, 17, 204, 225)
    assert said.code == "total-differs"
    assert "counted one by one and not rounded" in said.what
    assert "change numbers a little to protect people" in said.fix


@pytest.mark.parametrize(
    "heading", ["people waiting after assessment", "packages_of_shared_lives", "packages separated"]
)
def test_words_that_only_begin_or_end_like_measures_are_none(heading):
    assert [one.code for one in total_of(heading, 3, 17, 204, 225)] == ["total-differs"]


@pytest.mark.parametrize(
    ("heading", "figures"), [("hours", (4190, 4132, 4617, 12940)), ("packages", (15, 20, 205, 245))]
)
def test_hours_and_rounded_counts_that_are_out_a_little_are_called_rounding(heading, figures):
    (said,) = total_of(heading, *figures)
    assert said.code == "total-rounding"


def test_a_total_of_whole_things_that_is_far_out_is_no_small_change():
    (said,) = total_of("people waiting", 3, 17, 204, 325)
    assert said.code == "total-differs"
    assert "more than rounding can explain" in said.what


@pytest.mark.parametrize(("total", "is_said"), [(200, False), (241, False), (230, True)])
def test_a_total_of_homes_may_be_of_all_rows_or_of_those_that_are_used(total, is_said):
    homes = ("1-1,Alder,L20 3NJ,160", "1-3,Cedar,PR8 1DA,40", "1-3,Cedar,PR8 1DA,41")
    outcome = load(csv("Location ID,Location Name,Location Postal Code,Care homes beds", *homes, f"TOTAL,,,{total}"))
    assert rows_of(outcome, "listed-twice") == (4,)
    assert ("total-differs" in codes(outcome)) == is_said


@pytest.mark.parametrize(("total", "is_said"), [(9, False), (14, False), (12, True)])
def test_a_total_of_a_councils_own_list_may_be_of_all_rows_or_of_those_that_are_used(total, is_said):
    rows = ("1-1,Alder,4,A", "1-3,Cedar,5,B", "1-3,Cedar,5,B")
    outcome = load(csv("cqc id,name,commissioned beds,fee band", *rows, f",Total,{total},"))
    assert rows_of(outcome, "listed-twice") == (4,)
    assert ("total-differs" in codes(outcome)) == is_said
