"""Tables on their side, cells merged over rows, columns of formulas: read, or said; and the account names each cell."""

from io import BytesIO

import pandas as pd
import pytest
from ingest_tables import codes, column, csv, load, refused_with, rows_of
from openpyxl import Workbook

pytestmark = pytest.mark.unit


def workbook(rows, merged=()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_table_of_groups_on_its_side_is_turned():
    outcome = load(csv(
        "characteristic,Sex,Sex,Age,Age", "characteristic_group,Female,Male,18-64,65+", "users_count,60,40,30,[c]",
        "population_count,140,135,160,60",
    ))  # fmt: skip
    assert column(outcome, "characteristic_group") == ["Female", "Male", "18-64", "65+"]
    assert "table-turned" in codes(outcome)
    assert rows_of(outcome, "cells-suppressed") == (5,)


def test_areas_side_by_side_with_a_row_of_names_are_turned():
    outcome = load(csv("Measure,E01006930,E01006931,E01006932", "Name,a,b,c", "Users,1,2,3", "Rate,1.5,[c],4"))
    assert column(outcome, "Users") == [1, 2, 3]


def test_people_in_columns_are_refused_when_the_table_is_turned():
    names = ["Mary Jones", "John Smith", "Peter Brown", "Fatima Khan"]
    outcome = load(csv("Name," + ",".join(names), "Hours,1,2,3,4", "Zone,a,b,c,d"))
    assert outcome.is_refused
    assert "names-of-people" in codes(outcome) or not any(name in str(outcome.problems) for name in names)


def test_words_merged_over_rows_belong_to_each_of_them():
    rows = [["locality", "period", "hours"], ["North", "2025-04", 1], [None, "2025-05", 2], ["South", "2025-04", 3]]
    outcome = load(workbook(rows, ["A2:A3"]))
    assert column(outcome, "locality_name") == ["North", "North", "South"]
    assert rows_of(outcome, "merged-filled") == (3,)


def test_a_figure_merged_over_rows_is_counted_once():
    rows = [["locality", "period", "hours"], ["North", "2025-04", 10], ["North", "2025-05", None], ["South", 2025, 3]]
    outcome = load(workbook(rows, ["C2:C3"]))
    assert pd.Series(column(outcome, "hours")).sum() == 13
    assert rows_of(outcome, "merged-figure") == (3,)


def test_a_column_of_formulas_that_nobody_calculated_is_said():
    rows = [["area_code", "Users", "Double"], *([f"E0100693{i}", i, f"=B{i + 2}*2"] for i in range(4))]
    outcome = load(workbook(rows))
    found = next(one for one in outcome.problems if one.code == "column-empty")
    assert "'Double'" in found.what
    assert "calculate" in found.fix
    assert "columns-not-used" not in codes(outcome)


def test_the_account_names_the_column_and_the_value_of_every_mark():
    outcome = load(csv("area_code,a,b", "E01006930,[c],1", "E01006931,2,*", "E01006932,[c],[c]", "E01006933,5,6"))
    lines = outcome.dataset.parts["account"]
    assert lines[["source_row", "column", "value"]].to_numpy().tolist() == [
        [2, "a", "[c]"], [3, "b", "*"], [4, "a", "[c]"], [4, "b", "[c]"],
    ]  # fmt: skip


def test_every_line_of_the_account_has_a_remedy():
    rows = ["E01006930,x,1", "E01006931,2,*", "Total,3,..", "E01006933,5,-"]
    lines = load(csv("area_code,a,b", *rows)).dataset.parts["account"]
    assert lines["fix"].ne("").all()


def test_what_was_looked_for_is_said_of_the_nearest_kinds_alone():
    outcome = load(csv("Patch,When,Zzz", "North,2025-04,abc", "South,2025-04,def"))
    assert refused_with(outcome, "kind-not-recognised")
    assert len(outcome.problems[0].what) < 700
