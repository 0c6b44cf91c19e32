"""Groups of users and population whose figures hardly can be: said, and used as they stand."""

import pytest
from ingest_tables import codes, column, csv, load, rows_of

pytestmark = pytest.mark.unit

HEADINGS = "characteristic,group,users,population"
QUESTIONS = {"part-above-whole", "parts-of-people", "totals-far-apart"}


def asked(*lines: str, headings: str = HEADINGS) -> set[str]:
    return QUESTIONS & set(codes(load(csv(headings, *lines))))


def test_more_users_than_people_are_questioned_and_used():
    outcome = load(csv(HEADINGS, "Sex,Female,51000,500", "Sex,Male,40,300"))
    assert rows_of(outcome, "part-above-whole") == (2,)
    assert column(outcome, "users_count") == [51000, 40]


def test_parts_of_people_are_questioned():
    outcome = load(csv(HEADINGS, "Sex,Female,12.5,500", "Sex,Male,40,300"))
    assert rows_of(outcome, "parts-of-people") == (2,)


def test_characteristics_that_add_up_to_far_from_the_same_people_are_questioned():
    sexes = ("Sex,Female,60000,900000", "Sex,Male,40000,900000")
    few = ("Age,18 to 64,2000,900000", "Age,65 and over,3000,900000")
    assert asked(*sexes, *few) == {"totals-far-apart"}
    many = ("Age,18 to 64,20000,900000", "Age,65 and over,30000,900000")
    assert asked(*sexes, *many) == set()


def test_what_only_some_people_have_and_other_places_are_no_question():
    sexes = ("Sex,Female,60000,900000", "Sex,Male,40000,900000")
    assert asked(*sexes, "Religion,Sikh,20,900", "Disability,Disabled,90,900") == set()
    places = ("England,Sex,Female,60000,900000", "Sefton,Age,65 and over,30,900")
    assert asked(*places, headings="area,characteristic,group,users,population") == set()


def test_sound_figures_are_not_questioned():
    assert asked("Sex,Female,60,500", "Sex,Male,40,500", "Age,18 to 64,10,600", "Age,65 and over,88,400") == set()
