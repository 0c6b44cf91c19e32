"""Adjusted for age and sex: younger is not under-represented."""

import numpy as np
import pandas as pd
import pytest

from lib.measures import standardised

pytestmark = pytest.mark.unit

AGES = ["18 to 64", "65 to 79", "80 and over"]


def cross(users, people, groups=("White", "Asian")):
    return pd.DataFrame(
        {
            "characteristic": "ethnic group",
            "characteristic_group": np.repeat(groups, len(AGES)),
            "age_band": AGES * len(groups),
            "users_count": np.ravel(users),
            "population_count": np.ravel(people),
        }
    )


@pytest.fixture
def younger():
    """The same rates at each age (0.4%, 3%, 20%); one group is younger."""
    people = np.array([[50_000, 15_000, 10_000], [9_000, 800, 200]])
    return cross(people * np.array([0.004, 0.03, 0.2]), people)


def test_a_group_that_is_merely_younger_is_under_crude_and_not_when_adjusted(younger):
    row = standardised(younger).set_index("characteristic_group").loc["Asian"]
    assert row["crude_verdict"] == "under"
    assert row["verdict"] == "no evidence of a difference"
    assert row["standardised_ratio"] == pytest.approx(1)
    assert row["crude_ratio"] < 0.5


def test_the_gap_of_a_younger_group_is_all_age(younger):
    row = standardised(younger).set_index("characteristic_group").loc["Asian"]
    assert row["gap_per_1000"] < 0
    assert row["age_structure_per_1000"] == pytest.approx(row["gap_per_1000"])
    assert row["rest_per_1000"] == pytest.approx(0, abs=1e-9)


def test_a_group_that_uses_less_at_every_age_is_under_both_ways():
    people = np.array([[50_000, 15_000, 10_000], [5_000, 1_500, 1_000]])
    users = people * np.array([0.004, 0.03, 0.2])
    users[1] = users[1] * 0.4
    row = standardised(cross(users, people)).set_index("characteristic_group").loc["Asian"]
    assert row["crude_verdict"] == row["verdict"] == "under"
    assert row["age_structure_per_1000"] == pytest.approx(0, abs=1e-9)
    assert row["rest_per_1000"] < 0


def test_parts_make_the_gap_and_expected_makes_the_users(younger):
    table = standardised(younger)
    assert (table["age_structure_per_1000"] + table["rest_per_1000"]).tolist() == pytest.approx(
        table["gap_per_1000"].tolist()
    )
    assert table["expected_count"].sum() == pytest.approx(table["users_count"].sum())
    rates = 1000 * table["users_count"] / table["population_count"]
    overall = 1000 * table["users_count"].sum() / table["population_count"].sum()
    assert (rates - overall).tolist() == pytest.approx(table["gap_per_1000"].tolist())


def test_a_stratum_without_a_row_is_a_stratum_with_nobody():
    users, people = [[40, 60, 90], [20, 0, 0]], [[9000, 1000, 500], [4000, 0, 0]]
    whole = standardised(cross(users, people))
    short = cross(users, people)
    short = short[~((short["characteristic_group"] == "Asian") & (short["age_band"] != AGES[0]))]
    pd.testing.assert_frame_equal(standardised(short), whole)
    asian = whole.set_index("characteristic_group").loc["Asian"]
    overall = 1000 * 210 / 14_500
    assert asian["gap_per_1000"] == pytest.approx(1000 * 20 / 4000 - overall)


@pytest.mark.parametrize(
    ("observed", "hidden", "withheld"), [(4, True, True), (5, False, True), (9, False, True), (10, False, False)]
)
def test_fewer_than_ten_are_withheld(observed, hidden, withheld):
    table = standardised(cross([[400, 300, 200], [observed, 0, 0]], [[9000, 1000, 500], [4000, 100, 10]]))
    row = table.set_index("characteristic_group").loc["Asian"]
    assert row["is_suppressed"] == hidden
    assert np.isnan(row["standardised_ratio"]) == withheld
    assert np.isnan(row["users_count"]) == hidden
    assert (row["verdict"] == "not testable") == withheld


def test_a_group_nobody_is_expected_in():
    table = standardised(cross([[40, 60, 90], [20, 5, 5]], [[9000, 1000, 500], [0, 0, 0]]))
    row = table.set_index("characteristic_group").loc["Asian"]
    assert row["verdict"] == "not testable"
    assert "expected" in row["reason"]


def test_areas_are_standardised_to_their_own_everybody(younger):
    two = pd.concat(
        [younger.assign(area="north"), younger.assign(area="south", users_count=younger["users_count"] * 2)]
    )
    table = standardised(two)
    assert len(table) == 4
    assert table["standardised_ratio"].tolist() == pytest.approx([1, 1, 1, 1])


def test_one_table_without_names_of_tables(younger):
    alone = standardised(younger.drop(columns="characteristic"))
    assert alone["standardised_ratio"].tolist() == pytest.approx([1, 1])
