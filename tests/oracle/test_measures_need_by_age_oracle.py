"""Need by age: worked by hand, and by a slow loop over single years."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from lib.measures.need_by_age import need_by_age

pytestmark = pytest.mark.oracle
BANDS = ["18 to 64", "65 to 74", "75 to 84", "85 and over"]
AREAS = pd.DataFrame(
    {"population": [1_200, 900], "population_18_plus": [1_000, 800], "population_65_plus": [200, 400],
     "population_75_plus": [100, 250], "population_85_plus": [20, 100]},
    index=pd.Index(["young", "old"], name="area_code"),
)  # fmt: skip


def ages(users, people, names=BANDS, unit="count"):
    return pd.DataFrame({"characteristic_group": names, f"users_{unit}": users, f"population_{unit}": people})


def test_each_age_counts_at_its_own_rate():
    need = need_by_age(ages([80, 40, 60, 50], [8_000, 1_000, 600, 200]), AREAS)
    # 800 x 0.01 + 100 x 0.04 + 80 x 0.1 + 20 x 0.25; 400 x 0.01 + 150 x 0.04 + 150 x 0.1 + 100 x 0.25
    assert need.round(6).to_dict() == {"young": 25.0, "old": 50.0}


def test_percentages_give_the_same_shares_as_counts():
    counts = need_by_age(ages([80, 40, 60, 50], [8_000, 1_000, 600, 200]), AREAS)
    users, people = (100 * np.array(of) / sum(of) for of in ([80, 40, 60, 50], [8_000, 1_000, 600, 200]))
    shares = need_by_age(ages(users, people, unit="pct"), AREAS)
    assert (shares / shares.sum()).round(9).equals((counts / counts.sum()).round(9))


def test_an_older_area_needs_more_where_older_people_use_more():
    need = need_by_age(ages([10, 10, 100, 200], [8_000, 1_000, 600, 200]), AREAS) / AREAS["population"]
    assert need["old"] > need["young"]


def test_single_years_are_added_up_a_year_at_a_time():
    rng = np.random.default_rng(4)
    years = pd.DataFrame(rng.integers(1, 40, (3, 91)), columns=[f"age_{n:02d}" for n in range(91)])
    names, users, people = ["Less than 20", "20 to 59", "60 to 89", "90 to 99", "100 and over"], [5, 60, 300, 80, 20], [
        2_000, 5_000, 3_000, 300, 40]  # fmt: skip
    slow = []
    for _, row in years.iterrows():
        total = 0.0
        for age in range(91):
            band = 0 if age < 20 else 1 if age < 60 else 2 if age < 90 else 3
            rate = 100 / 340 if band == 3 else users[band] / people[band]
            total += row[f"age_{age:02d}"] * rate
        slow.append(total)
    assert np.allclose(need_by_age(ages(users, people, names), years), slow)


@pytest.mark.parametrize(
    ("groups", "why"),
    [
        (ages([80, None, 60, 50], [8_000, 1_000, 600, 200]), "a hidden group"),
        (ages([80, 40], [8_000, 1_000], ["Young", "Old"]), "no ages"),
        (ages([80, 40], [8_000, 1_000], ["18 to 64", "75 and over"]), "a gap"),
        (ages([80, 40], [8_000, 1_000], ["18 to 64", "65 to 74"]), "nobody of 75 and over"),
        (ages([80, 40], [8_000, 1_000], ["18 to 49", "50 and over"]), "ends the population does not have"),
    ],
)
def test_without_all_that_it_takes_there_is_none(groups, why):
    assert need_by_age(groups, AREAS) is None, why


def test_people_whose_age_is_not_recorded_are_left_out():
    known = ages([80, 40, 60, 50], [8_000, 1_000, 600, 200])
    more = pd.concat([known, ages([7], [None], ["Not known"])], ignore_index=True)
    assert need_by_age(more, AREAS).equals(need_by_age(known, AREAS))
