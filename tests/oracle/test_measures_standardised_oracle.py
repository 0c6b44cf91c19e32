"""Standardisation, intervals and funnels against the public health department's package and plain loops."""

import numpy as np
import pandas as pd
import pytest
from PHStatsMethods import ph_ISRatio, ph_proportion
from scipy import stats

from lib.measures import standardised
from lib.measures.funnel import funnel_limits
from lib.measures.intervals import wilson

pytestmark = pytest.mark.oracle


@pytest.fixture
def cross():
    rng = np.random.default_rng(9)
    table = pd.DataFrame(
        [
            (group, age, sex)
            for group in ("White", "Asian", "Black", "Mixed", "Other")
            for age in ("18 to 64", "65 to 79", "80 and over")
            for sex in ("female", "male")
        ],
        columns=["characteristic_group", "age_band", "sex"],
    )
    people = rng.integers(200, 9000, len(table))
    return table.assign(population_count=people, users_count=rng.binomial(people, 0.02))


def test_agrees_with_phstatsmethods(cross):
    ours = standardised(cross).set_index("characteristic_group")
    everybody = cross.groupby(["age_band", "sex"])[["users_count", "population_count"]].transform("sum")
    theirs = ph_ISRatio(
        cross.assign(ref_users=everybody["users_count"], ref_people=everybody["population_count"]),
        "users_count",
        "population_count",
        "ref_users",
        "ref_people",
        "characteristic_group",
    ).set_index("characteristic_group")
    theirs = theirs.reindex(ours.index)
    np.testing.assert_allclose(ours["expected_count"], theirs["Expected"], rtol=1e-12)
    np.testing.assert_allclose(ours["standardised_ratio"], theirs["Value"], rtol=1e-12)
    np.testing.assert_allclose(ours["standardised_low"], theirs["lower_95_ci"], rtol=1e-6)
    np.testing.assert_allclose(ours["standardised_high"], theirs["upper_95_ci"], rtol=1e-6)


def test_wilson_agrees_with_phstatsmethods():
    table = pd.DataFrame({"row": ["a", "b", "c"], "n": [3, 40, 900], "of": [1000, 80, 1000]})
    theirs = ph_proportion(table, "n", "of", "row")
    low, high = wilson(table["n"], table["of"])
    np.testing.assert_allclose(low, theirs["lower_95_ci"], rtol=1e-9)
    np.testing.assert_allclose(high, theirs["upper_95_ci"], rtol=1e-9)


def test_kitagawa_by_a_plain_loop(cross):
    ours = standardised(cross).set_index("characteristic_group")
    everybody = cross.groupby(["age_band", "sex"])[["users_count", "population_count"]].sum()
    all_people = everybody["population_count"].sum()
    for group, rows in cross.groupby("characteristic_group"):
        age = rest = 0.0
        for row in rows.itertuples():
            everyone = everybody.loc[(row.age_band, row.sex)]
            own_share = row.population_count / rows["population_count"].sum()
            share = everyone["population_count"] / all_people
            own_rate = row.users_count / row.population_count
            rate = everyone["users_count"] / everyone["population_count"]
            age += (own_share - share) * (own_rate + rate) / 2
            rest += (own_rate - rate) * (own_share + share) / 2
        assert ours.loc[group, "age_structure_per_1000"] == pytest.approx(1000 * age)
        assert ours.loc[group, "rest_per_1000"] == pytest.approx(1000 * rest)


@pytest.mark.parametrize("expected", [8.0, 40.0, 300.0])
def test_funnel_limits_hold_what_they_say(expected):
    for level in (0.95, 0.998):
        low, high = funnel_limits(np.array([expected]), level)
        counts = np.arange(0, 2000)
        outside = (counts / expected < low[0]) | (counts / expected > high[0])
        assert stats.poisson.pmf(counts, expected)[outside].sum() <= 1.35 * (1 - level)


def test_groups_with_everybodys_rates_rarely_get_a_verdict():
    rng = np.random.default_rng(5)
    people = np.array([[30_000, 9_000, 4_000], [6_000, 900, 200], [3_000, 700, 300], [2_000, 100, 40]])
    boroughs, wrong = 120, 0
    for _ in range(boroughs):
        users = rng.binomial(people, [0.01, 0.05, 0.2])
        table = pd.DataFrame(
            {
                "characteristic_group": np.repeat(["a", "b", "c", "d"], 3),
                "age_band": ["18 to 64", "65 to 79", "80 and over"] * 4,
                "users_count": users.ravel(),
                "population_count": people.ravel(),
            }
        )
        wrong += standardised(table)["verdict"].isin(["under", "over"]).any()
    assert wrong / boroughs < 0.05
