"""How areas were added up to localities, in words."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.core.words import plural, say_count
from lib.views.locality_sentences import say_added_up, say_covered, say_shared_out

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("one", "many"), [("locality", "localities"), ("small area", "small areas"), ("day", "days"), ("ward", "wards")]
)
def test_words_in_the_plural(one, many):
    assert plural(one) == many
    assert say_count(2, one) == f"2 {many}"


def test_small_areas_that_a_boundary_cuts_and_those_outside_are_said():
    whole = "Small areas are added up to ‘Our three’, each by the point in its middle."
    assert say_added_up("Our three", 0, 0) == whole
    said = say_added_up("Our three", 2, 1)
    assert "2 small areas lie across a boundary, and all of the people there go with that point." in said
    assert said.endswith("In no locality: 1 small area, counted in the whole alone.")


def test_wards_in_more_than_one_locality_are_named_with_how_they_were_shared():
    said = say_shared_out("Our three", "ward", ["Ash", "Elm"], 3, by_people=True)
    assert "2 wards in more than one, shared out by where their people live: Ash and Elm." in said
    assert said.endswith("In no locality: 3 wards.")
    many = say_shared_out("Our three", "district", list("ABCDEF"), 0, by_people=False)
    assert many.endswith("by how many of their small areas lie on each side: A, B, C, D and 2 more.")


def test_what_figures_leave_out_of_a_locality_is_said():
    said = say_covered(pd.Series({"North": 100.0, "Coast": 57.4, "Hill": 0.2, "Edge": 99.0, "Far": 0.0}))
    older = "of its people aged 65 and over"
    assert said.startswith(f"The figures are of a part of Coast (57% {older}) and Hill (under 1% {older}) alone: ")
    assert said.endswith("without a rate. There are none of Far.")
    assert say_covered(pd.Series({"North": 98.0})) == ""
