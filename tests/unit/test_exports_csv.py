"""CSV to take away: sourced, dated, safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from lib.core import Provenance
from lib.disclosure import protect, public
from lib.exports import file_name, to_csv

pytestmark = pytest.mark.unit

DAY = date(2026, 11, 21)
SOURCE = Provenance(
    title="People supported",
    source="activity.csv",
    licence="Open Government Licence v3.0",
    as_at="March 2026",
    content_hash="0123456789abcdef",
    rows_read=5,
    rows_used=4,
    rows_set_aside=1,
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def table_of(content: bytes) -> list[list[str]]:
    rows = rows_of(content)
    return rows[rows.index([]) + 1 :]


@pytest.fixture
def people():
    table = pd.DataFrame(
        {
            "area": ["Ash", "Birch", "Cedar", "Dale"],
            "users": [0, 3, None, 12],
            "asked": [True, True, True, False],
        }
    )
    outside = pd.Series([False, False, False, True])
    return protect(
        table.assign(waiting=[6, 7, 8, None]),
        keys=["area"],
        counts=["users", "waiting"],
        alongside=["asked"],
        not_applicable=outside,
    )


def test_it_opens_with_a_byte_order_mark_so_that_accents_survive(people):
    assert to_csv(people, [SOURCE], "Café", made_on=DAY).startswith(b"\xef\xbb\xbfCaf\xc3\xa9\r\n")


def test_the_lines_above_say_who_when_and_what_is_hidden(people):
    above = "\n".join(row[0] for row in rows_of(to_csv(people, [SOURCE], "People", made_on=DAY)) if len(row) == 1)
    for said in (
        "People\n",
        "Source: People supported, activity.csv",
        "Licence: Open Government Licence v3.0",
        "As at: March 2026",
        "Version: 01234567",
        "Rows: 5 rows read, 4 used, 1 set aside",
        "Made on: 21 November 2026",
        "Counts of 1 to 4 are hidden",
        "[c] means",
        "[x] means",
        "[z] means",
    ):
        assert said in above
    assert "SYNTHETIC" not in above


def test_made_up_rows_are_said_to_be_made_up(people):
    made_up = Provenance(title="Sample", source="a script", origin="synthetic")
    assert b"SYNTHETIC SAMPLE" in to_csv(people, [SOURCE, made_up], "People", made_on=DAY)


def test_public_figures_say_why_they_are_public():
    table = public(pd.DataFrame({"homes": [3]}), because="the register of the regulator")
    assert b"nothing is hidden, because these figures are public (the register of the regulator)" in to_csv(
        table, [], "Homes", made_on=DAY
    )


def test_each_state_has_its_own_mark_and_hidden_is_never_zero_or_blank(people):
    assert table_of(to_csv(people, [SOURCE], "People", made_on=DAY)) == [
        ["area", "users", "asked", "waiting"],
        ["Ash", "0", "Yes", "5"],
        ["Birch", "[c]", "Yes", "5"],
        ["Cedar", "[x]", "Yes", "10"],
        ["Dale", "10", "No", "[z]"],
    ]


def test_the_same_arguments_give_the_same_bytes(people):
    assert to_csv(people, [SOURCE], "People", made_on=DAY) == to_csv(people, [SOURCE], "People", made_on=DAY)


def test_a_bare_frame_is_refused(people):
    with pytest.raises(TypeError, match="ProtectedTable"):
        to_csv(people.frame, [SOURCE], "People", made_on=DAY)


def test_numbers_stay_numbers_and_formulas_become_text():
    table = pd.DataFrame(
        {"=name": ["=1+1", "-5", "+44 1704", "＝cmd", " @sum", "Elm"], "change": [-5.5, -1.0, 0.1, 2, 1e-7, None]}
    )
    written = table_of(to_csv(public(table, because="published"), [], "=Title", made_on=DAY))
    assert [row[0] for row in written] == ["'=name", "'=1+1", "-5", "'+44 1704", "'＝cmd", "' @sum", "Elm"]
    assert [row[1] for row in written] == ["change", "-5.5", "-1", "0.1", "2", "1e-07", "[x]"]


def test_lines_above_the_table_are_one_cell_each_and_safe(people):
    content = to_csv(people, [SOURCE], "=A\r\ntitle", notes=["+note, with a comma"], made_on=DAY)
    rows = rows_of(content)
    assert rows[0] == ["'=A title"]
    assert ["'+note, with a comma"] in rows
    assert all(len(row) == 1 for row in rows[: rows.index([])])


def test_points_become_longitude_and_latitude():
    homes = gpd.GeoDataFrame({"name": ["Elm", "Fir"]}, geometry=[Point(-3.0000004, 53.5), None], crs=4326)
    assert table_of(to_csv(public(homes, because="the register"), [], "Homes", made_on=DAY)) == [
        ["name", "longitude", "latitude"],
        ["Elm", "-3", "53.5"],
        ["Fir", "[x]", "[x]"],
    ]


def test_outlines_are_left_out_and_it_is_said():
    areas = gpd.GeoDataFrame({"area": ["A"]}, geometry=[box(0, 0, 1, 1)], crs=4326)
    content = to_csv(public(areas, because="open data"), [], "Areas", made_on=DAY)
    assert table_of(content) == [["area"], ["A"]]
    assert b"Outlines on the map are not part of this file" in content


def test_dates_are_written_the_same_everywhere():
    table = pd.DataFrame({"day": pd.to_datetime(["2026-02-01", None, "2026-02-01 13:30"], format="mixed")})
    assert table_of(to_csv(public(table, because="open"), [], "Days", made_on=DAY))[1:] == [
        ["2026-02-01"],
        ["[x]"],
        ["2026-02-01T13:30:00"],
    ]


def test_a_file_name_is_safe_and_readable():
    assert file_name("Care homes: by area / ward", "1a2b3c4d") == "care-homes-by-area-ward-1a2b3c4d.csv"
    assert file_name("../../étc") == "tc.csv"
    assert len(file_name("long " * 100)) < 90
