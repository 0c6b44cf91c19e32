"""Who lives where access changes; worked by hand."""

import numpy as np
import pandas as pd
import pytest

from lib.disclosure import public
from lib.measures.access_by_group import change_by_group, people_by_age, people_by_category
from lib.views.market_sentences import say_groups_change

pytestmark = pytest.mark.unit


@pytest.fixture
def access():
    return pd.DataFrame(
        {
            "area_code": ["A", "B"],
            "beds_per_1000_before": [100.0, 50.0],
            "beds_per_1000_after": [80.0, 50.0],
            "change_pct": [-20.0, 0.0],
        }
    )


def test_ages_are_bands_between_the_columns():
    people = pd.DataFrame(
        {
            "area_code": ["A"],
            "population": [500],
            "population_65_plus": [100],
            "population_75_plus": [40],
            "population_85_plus": [50],
        }
    )
    bands = people_by_age(people).set_index("group")["people"]
    assert bands.index.tolist() == ["65 to 74", "75 to 84", "85 and over"]
    assert bands["65 to 74"] == 60
    assert np.isnan(bands["75 to 84"])  # more people of 85 and over than of 75 and over cannot be
    assert people_by_age(pd.DataFrame({"area_code": []})).empty


def test_each_group_counts_by_where_its_people_live(access):
    rates = pd.DataFrame(
        {
            "area_code": ["A", "B", "A", "B", "C"],
            "column": ["X (%)", "X (%)", "Y (%)", "Y (%)", "X (%)"],
            "numerator": [30, 10, 0, 20, 99],
        }
    )
    table = change_by_group(access, people_by_category(rates, "Ethnic group")).set_index("group")
    assert table.loc["X", "people"] == 40
    assert table.loc["X", "beds_per_1000_before"] == (30 * 100 + 10 * 50) / 40
    assert table.loc["X", "beds_per_1000_change"] == -20 * 30 / 40
    assert table.loc["X", "lose_tenth_pct"] == 75
    assert table.loc["Y", ["beds_per_1000_change", "lose_tenth_pct"]].tolist() == [0, 0]
    said = say_groups_change(public(table.reset_index(), because="made up"))
    assert said == ["Ethnic group: beds within reach change most for X (-17.1%) and least for Y (+0.0%)."]


def test_everybody_together_is_the_average_of_the_council(access):
    people = pd.DataFrame({"area_code": ["A", "B"], "column": "All", "numerator": [1, 3]})
    table = change_by_group(access, people_by_category(people))
    assert table["beds_per_1000_after"].item() == pytest.approx((80 + 3 * 50) / 4)


def test_a_group_of_nobody_has_no_average_and_no_change_is_said(access):
    people = pd.DataFrame({"area_code": ["A", "B"], "column": "None", "numerator": [0, 0]})
    assert change_by_group(access, people_by_category(people))["beds_per_1000_after"].isna().all()
    same = change_by_group(access.assign(beds_per_1000_after=access["beds_per_1000_before"], change_pct=0.0),
                           people_by_category(people.assign(numerator=[1, 1])))  # fmt: skip
    assert "stay the same" in say_groups_change(public(same, because="made up"))[0]
