"""Who took the packages handed back: read where the file says so, and said where it cannot be read."""

import pytest
from ingest_tables import codes, csv, load, rows_of

pytestmark = pytest.mark.unit

HEAD = "Zone,Agency,Role,Packages offered,Accepted,Handed back,Taken by"


def read(*cells, handed_back=6):
    outcome = load(csv(HEAD, *(f"North,A{n},lead,20,15,{handed_back},{cell}" for n, cell in enumerate(cells))))
    assert outcome.dataset.kind == "provider_activity"
    return outcome


def taken(outcome):
    rows = outcome.dataset.parts["hand_backs"]
    return list(rows[["provider_name", "taken_by", "packages"]].itertuples(index=False, name=None))


def test_names_with_numbers_are_read():
    assert taken(read("B Care: 3; C = 1")) == [("A0", "B Care", 3), ("A0", "C", 1)]


def test_a_name_alone_took_all_of_them():
    assert taken(read("B Care", "")) == [("A0", "B Care", 6)]


def test_several_names_without_numbers_are_said_and_left_to_the_roles():
    outcome = read("B Care; C Care", "D: 2")
    assert rows_of(outcome, "taken-by-not-read") == (2,)
    assert taken(outcome) == [("A1", "D", 2)]


def test_more_taken_than_handed_back_is_said():
    outcome = read("B: 7", "C: 6")
    assert rows_of(outcome, "taken-by-too-many") == (2,)
    assert taken(outcome) == [("A1", "C", 6)]


def test_without_the_column_nothing_is_said_of_it():
    outcome = load(csv("Zone,Agency,Packages offered,Accepted,Handed back", "North,A,20,15,6"))
    assert "hand_backs" not in outcome.dataset.parts
    assert not any(code.startswith("taken-by") for code in codes(outcome))
