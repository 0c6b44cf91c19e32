"""How sure it is who covers what, in words."""

import pandas as pd
import pytest

from lib.disclosure import public
from lib.views.coverage_sentences import say_between, say_unsure

pytestmark = pytest.mark.unit


def between(least: list[int], most: list[int]):
    names = ["Coast", "Hill", "Moor"][: len(least)]
    rows = pd.DataFrame({"locality_name": names, "providers_least": least, "providers_most": most})
    return public(rows.astype({"providers_least": "Int64", "providers_most": "Int64"}), because="a test")


def test_who_has_none_one_or_perhaps_two():
    said = say_between(between([0, 0, 1], [0, 1, 3]))
    assert said == [
        "Nobody delivers in Coast.",
        "No more than one provider delivers in Hill.",
        "Fewer than two are sure to deliver in Moor.",
    ]


def test_two_everywhere_or_sure_nowhere_is_one_sentence():
    assert say_between(between([2, 3], [4, 3])) == ["Every locality is sure to have at least two providers."]
    (said,) = say_between(between([0, 1], [4, 3]))
    assert said.startswith("In none of these localities are two providers sure to deliver")


def test_what_rests_on_a_split_is_counted_among_those_that_deliver():
    rows = pd.DataFrame({"delivers": [True, True, False], "is_sure": [True, False, False]})
    assert say_unsure(public(rows, because="a test"))[0].startswith("1 of 2 entries below rest")
    assert say_unsure(public(rows.assign(is_sure=True), because="a test")) == []
