"""Columns written in more than one way, and rows swallowed by an open quotation mark: one reading, and it is said."""

import pytest
from ingest_tables import codes, column, csv, load, refused_with, rows_of

pytestmark = pytest.mark.unit

E = "E0100693"


def by_area(*cells):
    return load(csv("area_code,Share", *(f'{E}{i},"{cell}"' for i, cell in enumerate(cells))))


def test_shares_beside_percentages_are_percentages_and_named():
    outcome = by_area("12%", "0.12", "14%", "0.5")
    assert column(outcome, "Share") == [12, 12, 14, 50]
    assert rows_of(outcome, "percent-mixed") == (3, 5)


def test_cells_that_could_be_shares_or_percentages_are_left_and_named():
    outcome = by_area("12%", "0.12", "14%", "9")
    assert column(outcome, "Share") == [12, 0.12, 14, 9]
    assert rows_of(outcome, "percent-mixed") == (3,)


@pytest.mark.parametrize(
    ("heading", "is_asked"), [("Poor health (%)", True), ("Per cent alone", True), ("Score", False)]
)
def test_percentages_that_are_all_1_or_less_are_read_as_they_stand_and_asked_about(heading, is_asked):
    outcome = load(csv(f"area_code,{heading}", *(f"{E}{i},{cell}" for i, cell in enumerate(("0.12", "0.08", "1", "")))))
    assert column(outcome, heading) == [0.12, 0.08, 1, None]
    assert ("percent-perhaps-share" in codes(outcome)) == is_asked
    if is_asked:
        assert rows_of(outcome, "percent-perhaps-share") == (2, 3, 4)


def test_percentages_above_1_are_not_asked_about():
    outcome = load(csv("area_code,Poor health (%)", *(f"{E}{i},{cell}" for i, cell in enumerate(("0.12", "8", "1")))))
    assert "percent-perhaps-share" not in codes(outcome)


def test_percentages_all_with_a_sign_are_not_mixed():
    assert "percent-mixed" not in codes(by_area("12%", "0.12%", "14%"))


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1.234,5", "2.345", "3,5", "7"], [1234.5, 2345, 3.5, 7]),
        (["£5,50", "£1500,25", "6"], [5.5, 1500.25, 6]),
        (["1.234,5", "x", "2,5"], [1234.5, None, 2.5]),
        (["1,234.5", "2,345", "3"], [1234.5, 2345, 3]),
        (["1.5", "2,345", "3"], [1.5, 2345, 3]),
    ],
)
def test_points_for_thousands_are_read_where_commas_are_decimal(cells, read):
    outcome = by_area(*cells)
    assert column(outcome, "Share") == read
    assert ("decimal-commas" in codes(outcome)) == (read[0] in (1234.5, 5.5) and cells[0] != "1,234.5")


def periods(*cells):
    return load(csv("locality,period,hours", *(f"North,{cell},{i}" for i, cell in enumerate(cells))))


def test_days_are_said_one_way_so_that_they_can_be_put_in_order():
    outcome = periods("07/04/2025", "2025-04-14", "45768", "28 Apr 2025")
    assert column(outcome, "period") == ["2025-04-07", "2025-04-14", "2025-04-21", "2025-04-28"]
    assert set(outcome.dataset.parts["categories"]["in_the_file"]) == {"07/04/2025", "45768", "28 Apr 2025"}
    assert "periods-mixed" not in codes(outcome)


def test_periods_of_several_kinds_are_said():
    outcome = periods("2025-04", "May 2025", "2025/26", "June-25")
    assert column(outcome, "period") == ["2025-04", "2025-05", "2025/26", "2025-06"]
    assert rows_of(outcome, "periods-mixed") == (4,)


def test_years_that_look_like_months_are_years():
    assert "periods-mixed" not in codes(periods("2010-11", "2011-12", "2012-13"))


def test_dates_with_the_month_first_are_said_and_so_are_those_that_may_be():
    outcome = periods("04/13/2025", "05/06/2025", "2025-07-01")
    assert column(outcome, "period")[0] == "04/13/2025"
    assert rows_of(outcome, "date-month-first") == (2,)
    assert rows_of(outcome, "date-order-unsure") == (3,)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("is_closed", [True, False])
def test_a_quotation_mark_left_open_is_refused_with_its_row(place, is_closed):
    rows = [[f"{E}{i}", "abcde"[i], str(i + 5), str(i + 6)] for i in range(5)]
    rows[1][place] = '"' + rows[1][place]
    if is_closed:
        rows[3][1] = f'"{rows[3][1]}"'
    outcome = load(csv("area_code,area_name,users,rate", *map(",".join, rows)))
    assert refused_with(outcome, "quote-not-closed")
    assert "row 3" in outcome.problems[0].where


def test_addresses_over_two_lines_are_no_open_quotation_mark():
    rows = ['1-1,Elm,"1 High St, Town\nMerseyside, X",PR8 1DA,20', '1-2,"Oak\nHouse",x,PR8 1DA,30']
    outcome = load(csv("cqc_location_id,name,address,postcode,beds", *rows))
    assert column(outcome, "registered_beds") == [20, 30]


def test_figures_that_begin_with_a_nought_are_said():
    outcome = load(csv("area_code,area_name,Users", f"{E}0,a,7", f"{E}1,1,000", f"{E}2,b,12"))
    assert rows_of(outcome, "leading-zeros") == (3,)
    assert "leading-zeros" not in codes(by_area("0", "0.5", "10"))


def test_the_number_of_a_page_is_no_locality():
    outcome = load(csv("locality,period,hours", "North,2025-04,12", "South,2025-04,8", "Page 1 of 1"))
    assert rows_of(outcome, "footnote") == (4,)
