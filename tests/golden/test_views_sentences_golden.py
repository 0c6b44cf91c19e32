"""The findings in words, letter for letter: what a councillor reads for the commonest and the hardest figures."""

import pandas as pd
import pytest

from lib.disclosure import protect, public
from lib.views.sentences import say_at_risk, say_beds_rate, say_home_care, say_homes, say_pressure

pytestmark = pytest.mark.golden


def totals(**changed):
    return pd.Series({"homes": 134, "beds": 3790, "nursing_homes": 42, "homes_without_beds": 0} | changed)


@pytest.mark.parametrize(
    ("given", "is_filtered", "said"),
    [
        (
            totals(),
            False,
            "Sefton has 134 care homes on the register with 3,790 beds; 42 homes can give nursing care.",
        ),
        (totals(homes=0), True, "Sefton has no care homes that fit your choices."),
    ],
)
def test_homes(given, is_filtered, said):
    assert say_homes(given, "Sefton", is_filtered=is_filtered) == said


def test_one_home_is_said_as_one():
    said = say_homes(totals(homes=1, beds=1, nursing_homes=1, homes_without_beds=1), "Sefton", is_filtered=True)
    assert said.startswith("Sefton has 1 care home that fits your choices with 1 bed; 1 home can give nursing care.")


def test_homes_chosen_that_state_no_beds_do_not_speak_for_the_register():
    none = {"beds": float("nan"), "nursing_homes": 0}
    said = say_homes(totals(homes=2, homes_without_beds=2, **none), "Sefton", is_filtered=True)
    assert "with an unknown number of beds" in said
    assert said.endswith("The register gives no beds for any of them.")


def beds(**columns):
    return public(pd.DataFrame(columns), because="the register")


def test_beds_per_1000():
    table = beds(population_75_plus=[400.0, 600.0], beds=[100, 0], is_remainder=[False, False])
    assert say_beds_rate(table, "Sefton") == (
        "Sefton has 100 registered beds per 1,000 people aged 75 and over; 1 of its 2 areas has no bed inside "
        "its own boundary, which does not mean none in reach."
    )
    everywhere = beds(population_75_plus=[400.0, 600.0], beds=[60, 40], is_remainder=[False, False])
    assert say_beds_rate(everywhere, "Sefton") == (
        "Sefton has 100 registered beds per 1,000 people aged 75 and over; there are beds in every one of its 2 areas."
    )


def test_beds_without_people():
    table = beds(population_75_plus=[None, None], beds=[100, 0])
    assert say_beds_rate(table, "Sefton") == "Load population by age to see beds per 1,000 people aged 75 and over."


def waiting(*values):
    names = [f"Locality {n}" for n in range(1, len(values) + 1)]
    return public(pd.DataFrame({"locality_name": names, "rate": values}), because="open")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            (12.0, 30.0, 20.0),
            "In March 2025, people waiting per 1,000 are highest in Locality 2 (30) and lowest in Locality 1 (12).",
        ),
        ((100.0, 101.0), "In March 2025, people waiting per 1,000 are much the same everywhere (100 to 101)."),
        ((None, None), "There is no figure of people waiting per 1,000 to compare in March 2025."),
        (
            (12.0, None),
            "In March 2025, people waiting per 1,000 are 12 where a figure is given. No such figure can be given for "
            "Locality 2.",
        ),
    ],
    ids=["ranked", "alike", "none", "one"],
)
def test_home_care(values, said):
    assert say_home_care(waiting(*values), "rate", "People waiting per 1,000", "March 2025") == said


def test_a_small_rate_is_not_said_to_be_0():
    said = say_home_care(waiting(0.4, 2.6), "rate", "People waiting per 1,000", "March 2025")
    assert "(2.6)" in said
    assert "(0.4)" in said


def test_hidden_figures_are_counted_and_said_to_be_hidden():
    people = pd.DataFrame({"locality_name": ["A", "B", "C", "D"], "waiting": [3, 2, 40, 60]})
    table = protect(people, keys="locality_name", counts="waiting")
    said = say_home_care(table, "waiting", "People waiting", "March 2025")
    assert said.startswith("In March 2025, people waiting are highest in D (60) and lowest in C (40). 2 figures ")
    assert "figures hidden because it is" not in said


def test_the_published_rule():
    frame = pd.DataFrame({"characteristic_group": ["Men", "Women"], "published_rule": ["at risk", "not at risk"]})
    assert say_at_risk(frame) == (
        "The published rule calls a group 'at risk' when its share of users is below its share of the population. "
        "By that rule: Men. The rule does not ask whether the difference could be chance or rounding."
    )


def test_the_published_rule_says_nothing_of_groups_without_both_shares():
    frame = pd.DataFrame({"characteristic_group": ["Men", "Women"], "published_rule": ["no data", "no data"]})
    assert say_at_risk(frame).endswith("It needs both shares, and no group here has both.")


def test_pressure():
    table = public(
        pd.DataFrame(
            {
                "area_name": ["Ash", "Birch", "Cedar"],
                "rank": [1, 2, 3],
                "rank_low": [1, 1, 2],
                "rank_high": [2, 3, 3],
                "p_worst_fifth": [0.9, 0.5, 0.0],
            }
        ),
        because="rates",
    )
    assert say_pressure(table, "small area") == (
        "1 small area is in the most pressed fifth in at least 8 of 10 ways of working it out; for 1 it depends on how "
        "the sum is done. Ash comes first, with a rank anywhere from 1 to 2."
    )


def test_pressure_without_figures():
    table = public(pd.DataFrame({"area_name": ["Ash"], "rank": [None], "p_worst_fifth": [None]}), because="rates")
    assert say_pressure(table, "small area") == "No area has enough figures to be ranked."
