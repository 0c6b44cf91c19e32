"""What a cell of figures says."""

import pandas as pd
import pytest

from lib.ingest.cells import NOT_APPLICABLE, NOT_AVAILABLE, SUPPRESSED, read_numbers
from lib.ingest.dates import read_date, read_dates
from lib.ingest.percentages import read_percentages

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), ("12.5", 12.5), (" 7 ", 7), (".5", 0.5), ("1,234", 1234), ("1,234,567.8", 1234567.8), ("12%", 12),
        ("£1,234.50", 1234.5), ("-£5", -5), ("£-5", -5), ("(123)", -123), ("−3", -3), ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("12,720 [r]", 12720), ("44 (p)", 44), ("3 [note 2]", 3), ("1e3", 1000), ("7.87E-2", 0.0787), ("0", 0),
    ],
)  # fmt: skip
def test_figures_are_read_as_people_write_them(cell, value):
    assert read_numbers(pd.Series([cell], dtype="str")).values[0] == pytest.approx(value)


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        *(
            (mark, SUPPRESSED)
            for mark in ("*", "[c]", "c", "C", "<5", "< 5", "<=5", "less than 5", "1-4", "1 to 4", "**")
        ),
        *((mark, NOT_AVAILABLE) for mark in ("[x]", "x", "..", ":", "NA", "n/a", "NULL", "nan", "#N/A")),
        *((mark, NOT_APPLICABLE) for mark in ("[z]", "z", "-", "–")),
    ],
)
def test_marks_are_missing_with_their_reason_and_never_zero(cell, state):
    numbers = read_numbers(pd.Series([cell], dtype="str"))
    assert pd.isna(numbers.values[0])
    assert numbers.states[0] == state


@pytest.mark.parametrize(
    "cell", ["twelve", "12,34,567", "1.2.3", "12 beds", "1e999", "99999999999999999999", "=1+1", "0x1A", "--5", "inf"]
)
def test_what_is_neither_figure_nor_mark_is_unreadable(cell):
    numbers = read_numbers(pd.Series([cell], dtype="str"))
    assert numbers.is_unreadable[0]
    assert pd.isna(numbers.values[0])


def test_a_comma_out_of_place_is_unreadable_unless_the_whole_column_writes_so():
    assert read_numbers(pd.Series(["1,23", "4.5"], dtype="str")).is_unreadable.tolist() == [True, False]
    assert read_numbers(pd.Series(["1,23", "1,234,567"], dtype="str")).is_unreadable.tolist() == [True, False]
    assert read_numbers(pd.Series(["1,23", "4,5"], dtype="str")).values.tolist() == [1.23, 4.5]


def test_a_blank_is_missing_without_a_reason():
    numbers = read_numbers(pd.Series(["", "  "], dtype="str"))
    assert numbers.values.isna().all()
    assert (numbers.states == "").all()
    assert not numbers.is_unreadable.any()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-02-01", "2024-02-01"), ("01/02/2024", "2024-02-01"), ("1/2/24", "2024-02-01"),
        ("31-Dec-2019", "2019-12-31"),
        ("09/Jan/2018 - 00:00", "2018-01-09"), ("3 March 2020", "2020-03-03"), ("2024-02-01 10:30:00", "2024-02-01"),
        ("2024-02-01T10:30:00Z", "2024-02-01"), ("1st Sept 2021", "2021-09-01"), ("01.02.2024", "2024-02-01"),
    ],
)  # fmt: skip
def test_days_come_first(cell, day):
    assert str(read_date(cell)) == day


@pytest.mark.parametrize("cell", ["12/31/2024", "30/02/2024", "2024", "soon", "45000", "2024-13-01", ""])
def test_what_is_not_a_day_is_not_guessed(cell):
    assert read_date(cell) is None


def test_a_number_is_a_day_only_in_a_workbook():
    assert read_dates(pd.Series(["45292"]), may_be_serial=True).values[0] == pd.Timestamp("2024-01-01")
    assert read_dates(pd.Series(["45292"])).is_unreadable[0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["12%", "88%"], [12, 88]),
        (["12", "88"], [12, 88]),
        (["0.12", "0.88"], [12, 88]),
        (["0.3%", "0.7%"], [0.3, 0.7]),
        (["0.4", "0.9", "98.7"], [0.4, 0.9, 98.7]),
        (["0.2", "0.1"], [0.2, 0.1]),
        (["1", "0"], [1, 0]),
    ],
)
def test_percentages_are_decided_once_for_a_column(cells, expected):
    whole = [pd.Series("sex", index=range(len(cells)))]
    numbers, _ = read_percentages(pd.Series(cells, dtype="str"), "share", whole)
    assert list(numbers.values) == pytest.approx(expected)


def test_reading_shares_as_percentages_is_said():
    _, found = read_percentages(pd.Series(["0.12", "0.88"]), "users", [pd.Series(["a", "a"])])
    assert found[0].problem.code == "percent-from-share"
