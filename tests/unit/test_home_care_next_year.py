"""Next year's hours under named assumptions."""

import pandas as pd
import pytest

from lib.measures.next_year import CARRIED, PEOPLE, STATED, next_year, year_before
from lib.views.home_care_sentences import say_next_year

pytestmark = pytest.mark.unit

TABLE_6 = pd.Series({"2020-03": 29_956.0, "2021-03": 35_388.0})


def by_name(table):
    return table.set_index("assumption")["hours_then"]


def test_last_years_growth_is_carried_forward_by_name():
    table = next_year(TABLE_6)
    assert table["assumption"].tolist() == [CARRIED]
    assert by_name(table)[CARRIED] == pytest.approx(35_388 * 35_388 / 29_956)
    assert "one assumption, not a forecast" in say_next_year(table, "March 2021")[0]


def test_hours_follow_published_people():
    # mid-March 2021 on the line from 100 (2020) to 150 (2025) is 112.08; a year on 122.08
    table = next_year(TABLE_6, people_by_year={2020: 100.0, 2025: 150.0})
    assert by_name(table)[PEOPLE] == pytest.approx(35_388 * 122.0833 / 112.0833, rel=1e-4)


def test_growth_typed_by_the_reader_is_used_as_typed():
    table = next_year(TABLE_6, people_growth_pct=2, stated_growth_pct=6)
    assert by_name(table)[[PEOPLE, STATED]].tolist() == pytest.approx([35_388 * 1.02, 35_388 * 1.06])
    assert "anything from 36,096 hours" in say_next_year(table, "March 2021")[0]


def test_more_people_need_more_hours():
    few, many = (next_year(TABLE_6, people_growth_pct=p) for p in (1, 3))
    assert by_name(few)[PEOPLE] < by_name(many)[PEOPLE]


def test_without_a_year_before_nothing_is_carried_forward():
    table = next_year(pd.Series({"2025-01": 100.0, "2025-02": 101.0}))
    assert table.empty
    assert "Nothing can be said" in say_next_year(table, "February 2025")[0]


def test_a_period_that_is_no_month_carries_nothing():
    assert next_year(pd.Series({"first": 100.0, "second": 101.0})).empty
    assert next_year(pd.Series({"2025-01": float("nan")})).empty


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2024-25", "2023-24"),
        ("2024/25", "2023/24"),
        ("2024-2025", "2023-2024"),
        ("2024-25 Q1", "2023-24 Q1"),
        ("1999-00", "1998-99"),
        ("2025-03", "2024-03"),
        ("2011-12", "2010-12"),  # a month
        ("2025-03-09", "2024-03-09"),
        ("2011-12-31", "2010-12-31"),
        ("2025", "2024"),
        ("last winter", ""),
    ],
)
def test_the_same_period_of_the_year_before(period, before):
    assert year_before(period) == before


def test_years_to_march_carry_growth_forward_and_take_the_people_of_their_own_middle():
    table = next_year(pd.Series({"2023-24": 100.0, "2024-25": 110.0}), people_by_year={2024: 100.0, 2026: 140.0})
    # 1 October 2024 is 2024.75: 115 people, a year on 135
    assert by_name(table)[[CARRIED, PEOPLE]].tolist() == pytest.approx([121, 110 * 135 / 115])
