"""Files that may hold records of people are read by a process that ends, with the same outcome."""

import pytest
from ingest_tables import csv
from ingest_workbooks import xlsx

from lib.ingest import apart, load, load_apart, may_hold_people

pytestmark = pytest.mark.unit

HOMES = csv("cqc_location_id,name,postcode,la_name,registered_beds", "1-1,A,PR8 3NX,Sefton,20")
PEOPLE = csv("area,Surname,n", "North,Quixote,1")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PEOPLE, True),
        (PEOPLE.decode().encode("utf-16"), True),
        (b"a,b\nx,943 476 5919\ny,943 476 5870\n", True),
        ("a,b\nx,943\u00a0476\u00a05919\ny,943\u2013476\u20135870\n".encode(), True),
        ("a,b\nx,943\u00a0476\u00a05919\ny,943\u2013476\u20135870\n".encode("cp1252"), True),
        (b"a,b\nx,943.476.5919\ny,943  476  5870\n", True),
        (b"event type;client type\n", True),
        (HOMES, False),
        (b"name,telephone\nA,01514960123\nB,01514960456\n", False),
        (b"", False),
        (b"PK\x03\x04 no workbook", False),
    ],
)
def test_what_may_hold_people_is_told_from_headings_and_numbers(content, expected):
    assert may_hold_people(content) is expected


def test_sheets_of_workbooks_are_looked_at_too():
    assert may_hold_people(xlsx({"A": [["area", "Date of Birth"], ["North", "1940-02-01"]]}))
    assert not may_hold_people(xlsx({"A": [["area_code", "Rate"], ["E01006920", "2.5"]]}))


@pytest.mark.parametrize("content", [PEOPLE, HOMES])
def test_a_process_of_its_own_comes_to_the_same(content):
    here, there = load(content, "a.csv"), load_apart(content, "a.csv", None)
    assert (there.problems, there.holds_people) == (here.problems, here.holds_people)
    assert (there.dataset is None) == (here.dataset is None)


def test_a_process_that_dies_is_a_refusal_in_words(monkeypatch):
    monkeypatch.setattr(apart, "_PROGRAM", "import sys; sys.exit(9)")
    (problem,) = load_apart(HOMES, "a.csv", None).problems
    assert problem.code == "file-too-demanding"
    assert problem.fix
