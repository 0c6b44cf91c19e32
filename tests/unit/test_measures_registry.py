"""Every measure says what it is made of."""

import pytest

from lib.measures import MEASURES

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.key)
def test_a_measure_is_complete(measure):
    said = (measure.title, measure.numerator, measure.denominator, measure.unit, measure.source, measure.method)
    assert all(text.strip() for text in said)
    assert measure.direction in {"more is better", "less is better", "neither"}


def test_keys_are_the_keys():
    assert all(key == measure.key for key, measure in MEASURES.items())


def test_measures_of_people_are_marked_as_such():
    of_people = {key for key, measure in MEASURES.items() if measure.counts_people}
    assert {"packages", "people_waiting", "representation_ratio"} <= of_people
    assert not {"beds", "homes", "hours"} & of_people
