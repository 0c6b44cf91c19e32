"""Numbers in sentences, missing ones too."""

import pytest

from lib.core.words import as_counted, say_count

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("missing", [float("nan"), None])
def test_a_count_nobody_knows_is_said_to_be_unknown(missing):
    assert say_count(missing, "bed") == "an unknown number of beds"
    assert say_count(missing, "locality") == "an unknown number of localities"


def test_a_count_has_its_word_in_the_singular_or_the_plural():
    assert [say_count(n, "home") for n in (0, 1, 1200)] == ["0 homes", "1 home", "1,200 homes"]


def test_names_stand_in_the_order_people_count_in():
    assert sorted(["zone 10", "Zone 2", "annex", "zone 1"], key=as_counted) == ["annex", "zone 1", "Zone 2", "zone 10"]
