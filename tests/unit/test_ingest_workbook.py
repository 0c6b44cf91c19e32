"""Workbooks are opened by a process of their own; its death is a message."""

import pytest
from ingest_tables import codes, column, load, refused_with, rows_of, said
from ingest_workbooks import ods, xlsx, zipped

from lib.ingest.findings import Refused
from lib.ingest.sandbox import run_child

pytestmark = pytest.mark.unit

ROWS = [["Care in Sefton"], [], ["area_code", "Rate", "Share"], ["E01006920", 12, "5%"], ["E01006921", 3.5, "[c]"]]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_is_read_with_the_rows_that_the_user_sees(make):
    outcome = load(make({"Data": ROWS}))
    assert column(outcome, "Rate") == [12.0, 3.5]
    assert column(outcome, "source_row") == [4, 5]


@pytest.mark.parametrize("make", [xlsx, ods])
def test_the_sheet_with_the_table_is_chosen_and_named(make):
    outcome = load(make({"README": [["About"], ["Made", "by hand"]], "Data": ROWS, "Notes": [["None"]]}))
    assert "sheet-chosen" in codes(outcome)
    assert "The table is 'Data'; beside it: 'README' and 'Notes'" in said(outcome)


def test_a_sheet_that_can_be_recognised_wins_over_a_longer_one():
    longer = [["thing", "colour"], *[[f"thing {i}", "red"] for i in range(50)]]
    assert column(load(xlsx({"Long": longer, "Data": ROWS})), "Rate") == [12.0, 3.5]


def test_dates_as_spreadsheets_count_them_are_days():
    homes = [
        ["name", "postcode", "registered_beds", "rating", "publication date"],
        ["Elm", "L20 3NJ", 10, "Good", 45292],
    ]
    assert str(column(load(xlsx({"Homes": homes})), "rating_date")[0])[:10] == "2024-01-01"


def test_a_sparse_workbook_that_would_fill_memory_is_a_message():
    outcome = load(xlsx({"Data": []}, dimension="XFD1048576"))
    assert refused_with(outcome, "file-too-demanding")


def test_a_bomb_is_refused_before_it_is_opened():
    bomb = zipped({"xl/workbook.xml": b"<a/>" * 20_000_000})
    assert len(bomb) < 200_000
    assert refused_with(load(bomb), "archive-too-big")


def test_an_archive_of_thousands_of_files_is_refused():
    assert refused_with(
        load(zipped({"xl/workbook.xml": "x", **{f"f{i}": "" for i in range(2_001)}})), "archive-too-big"
    )


@pytest.mark.parametrize("path", ["../../evil.shp", "/etc/evil.shp", "C:\\evil.shp"])
def test_paths_that_climb_out_are_refused(path):
    assert refused_with(load(zipped({path: "x"})), "archive-unsafe")


def test_a_workbook_that_is_none_inside_is_refused():
    assert refused_with(load(zipped({"xl/workbook.xml": "<nonsense"})), "file-damaged")


def test_an_empty_workbook_is_refused():
    assert refused_with(load(xlsx({"Sheet1": []})), "file-empty")


def test_time_runs_out():
    with pytest.raises(Refused, match="file-too-slow"):
        run_child("workbook", xlsx({"Data": ROWS}), seconds=0.001)


def test_people_on_any_sheet_refuse_the_workbook():
    people = [["Surname", "Postcode"], ["Somebody", "L20 3NJ"]]
    outcome = load(xlsx({"Data": ROWS, "Clients": people}))
    assert refused_with(outcome, "names-of-people")
    assert "Somebody" not in said(outcome)


def test_marks_in_workbooks_are_kept():
    outcome = load(xlsx({"Data": ROWS}))
    assert outcome.dataset.parts["states"].to_dict("records") == [
        {"source_row": 5, "column": "Share", "state": "suppressed"}
    ]
    assert rows_of(outcome, "cells-suppressed") == (5,)


REGISTER = [
    ["Location ID", "Care home?", "Location Name", "Location Postal Code", "Care homes beds"],
    ["1-100", "Y", "Elm House", "L20 3NJ", 40],
    ["1-200", "Y", "Elm House", "L20 3NJ", 40],
    ["1-300", "Y", "Oak Lodge", "PR8 1DA", 12],
]
DUAL = ["Location ID", "Linked Organisation ID", "Relationship", "Primary ID"]


@pytest.mark.parametrize(
    "row", [["1-100", "1-200", "Dual Registration", "Y"], ["1-200", "1-100", "Dual Registration", "1-100"]]
)
def test_a_home_that_two_providers_run_is_counted_once(row):
    outcome = load(
        ods(
            {
                "README": [["About", "this"]],
                "HSCA_Active_Locations": REGISTER,
                "Dual_Registration_Locations": [DUAL, row],
            }
        )
    )
    assert rows_of(outcome, "registered-twice") == (3,)
    assert sum(column(outcome, "registered_beds")) == 52


def test_the_registers_own_column_names_the_primary():
    rows = [
        [*REGISTER[0], "Primary ID (Dual registration locations)"],
        *([*row, primary] for row, primary in zip(REGISTER[1:], ["", "1-100", "1-999"], strict=True)),
    ]
    outcome = load(xlsx({"Locations": rows}))
    assert rows_of(outcome, "registered-twice") == (3,)
