"""Numbers in sentences, missing ones too."""

import pytest

from lib.core.words import as_counted, say_about, say_count

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("missing", [float("nan"), None])
def test_a_count_nobody_knows_is_said_to_be_unknown(missing):
    assert say_count(missing, "bed") == "an unknown number of beds"
    assert say_count(missing, "locality") == "an unknown number of localities"


def test_a_count_has_its_word_in_the_singular_or_the_plural():
    assert [say_count(n, "home") for n in (0, 1, 1200)] == ["0 homes", "1 home", "1,200 homes"]


def test_names_stand_in_the_order_people_count_in():
    assert sorted(["zone 10", "Zone 2", "annex", "zone 1"], key=as_counted) == ["annex", "zone 1", "Zone 2", "zone 10"]


def test_a_number_said_anywhere_is_rounded_and_a_small_one_is_not_said():
    said = [say_about(n, "people") for n in (0, 1, 4, 5, 7, 8, 1_234)]
    few, five = "fewer than 5 people", "about 5 people"
    assert said == ["no people", few, few, five, five, "about 10 people", "about 1,235 people"]
