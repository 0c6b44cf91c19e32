"""Numbers in sentences, missing ones too."""

import pytest

from lib.core.words import say_count

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("missing", [float("nan"), None])
def test_a_count_nobody_knows_is_said_to_be_unknown(missing):
    assert say_count(missing, "bed") == "an unknown number of beds"
    assert say_count(missing, "locality") == "an unknown number of localities"


def test_a_count_has_its_word_in_the_singular_or_the_plural():
    assert [say_count(n, "home") for n in (0, 1, 1200)] == ["0 homes", "1 home", "1,200 homes"]
