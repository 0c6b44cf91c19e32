"""Names of people and notes about them are refused; names of homes, offices and places are not."""

import pytest
from ingest_tables import codes, csv, load, refused_with, said

pytestmark = pytest.mark.unit

PEOPLE = ["Mr John Smith", "Mary Jones", "Brown, Ann", "Peter O'Brien", "Fatima Khan-Ali", "Mrs Lowe"]
NOTES = ["Client fell at home and her daughter {} cannot cope", "Mrs {} was discharged late and needs two carers now"]


def by_area(heading, cells):
    return csv(f"area_code,{heading},Hours", *(f'E01006{920 + i},"{cell}",{i}' for i, cell in enumerate(cells)))


@pytest.mark.parametrize("heading", ["Client", "Name", "Service user", "Who"])
def test_names_of_people_are_refused_under_any_heading_and_not_repeated(heading):
    outcome = load(by_area(heading, PEOPLE))
    assert refused_with(outcome, "names-of-people")
    assert "column B" in outcome.problems[0].where
    assert not any(name in said(outcome) for name in PEOPLE)
    assert outcome.names_people


def test_names_with_postcodes_are_refused():
    rows = (f'"{name}",PR8 1A{letter},3' for name, letter in zip(PEOPLE, "ABDEFG", strict=True))
    assert refused_with(load(csv("Name,Postcode,Hours", *rows)), "names-of-people")


@pytest.mark.parametrize(
    "cells",
    [
        ["SMITH Doris", "JONES Arthur", "BROWN Elsie", "O'NEILL-WARD Mary Ann"],
        ["Doris Smith PR8 3NX", "Arthur Jones, PR8 1DA", "Elsie Brown (L20 3NJ)"],
    ],
)
def test_names_with_the_surname_in_capitals_or_a_postcode_after_them_are_refused(cells):
    outcome = load(by_area("Allocated for", cells))
    assert refused_with(outcome, "names-of-people")
    assert not any(cell in said(outcome) for cell in cells)


@pytest.mark.parametrize("people", [PEOPLE[:2], ["SMITH Doris", "Jones, Arthur"]])
def test_two_people_with_their_postcodes_are_refused(people):
    rows = [f'"{name}",PR8 3N{letter}' for name, letter in zip(people, "XA", strict=True)]
    assert refused_with(load(csv("name,postcode", *rows)), "names-of-people")
    assert refused_with(load(by_area("Client", people)), "names-of-people")


@pytest.mark.parametrize(
    "homes", [["Elm House", "Oak Lodge"], ["Grace Lodge", "Mary Jones House"], ["ST Marks", "Ivy"]]
)
def test_two_homes_with_their_postcodes_are_not_people(homes):
    rows = [f'"{name}",PR8 3N{letter}' for name, letter in zip(homes, "XA", strict=True)]
    assert "names-of-people" not in codes(load(csv("name,postcode", *rows)))


def test_e_mail_addresses_are_of_people_where_the_heading_says_so():
    cells = ["doris.smith@example.org", "a.jones@example.com", ""]
    outcome = load(by_area("Client email", cells))
    assert refused_with(outcome, "e-mail-addresses-of-people")
    assert outcome.names_people
    assert "doris" not in said(outcome)
    for heading in ("Email", "Provider email", "Email of home for residents"):
        assert not load(by_area(heading, cells)).is_refused


@pytest.mark.parametrize("heading", ["Registered manager", "Provider name", "Councillor", "Ward"])
def test_names_that_registers_print_are_not_refused(heading):
    assert not load(by_area(heading, PEOPLE)).is_refused


def test_homes_and_places_called_after_people_are_not_people():
    names = ["Grace Lodge", "Victoria House", "James Court", "Ellen Manor", "Florence Nightingale", "St John Ambulance"]
    rows = (f"1-10{i},{name},PR8 1AA,2{i}" for i, name in enumerate(names))
    assert not load(csv("cqc_location_id,name,postcode,registered_beds", *rows)).is_refused


@pytest.mark.parametrize("heading", ["Notes", "Rate", "reason"])
def test_notes_about_people_are_refused_and_not_repeated(heading):
    outcome = load(by_area(heading, [note.format(i) for i in "AB" for note in NOTES]))
    assert refused_with(outcome, "notes-about-people-in-free-text")
    assert "daughter" not in said(outcome)


def test_notes_on_figures_are_not_about_people():
    notes = ["The figures are for people who are aged 65 and over and live at home", "Data is of poor quality in Q1",
             "A client is counted once, whatever his or her age was at the start"]  # fmt: skip
    assert "notes-about-people-in-free-text" not in codes(load(by_area("Notes", notes)))


def test_years_of_birth_are_refused():
    rows = (f"E01006{920 + i},{1930 + i},2" for i in range(6))
    assert refused_with(load(csv("area_code,Year of birth,Hours", *rows)), "dates-of-birth")
