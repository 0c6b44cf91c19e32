"""Next year's hours of each locality: the sums by hand, and what is said where nobody can tell."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.disclosure import public
from lib.measures.forecast import MODEL, NAIVE, back_test
from lib.measures.home_care import TOTAL
from lib.measures.next_year_by_locality import months_in_a_row, next_year_by_locality, why_no_model
from lib.ui.forecast_localities import Growth
from lib.views.next_year_sentences import say_not_published, say_side_by_side

pytestmark = pytest.mark.unit

PERIODS = ("2024-03", "2025-03")


def series(**hours):
    rows = [
        {"locality_name": name, "period": period, "hours": value, "is_suppressed": value is None}
        for name, values in hours.items()
        for period, value in zip(PERIODS, values, strict=True)
    ]
    return pd.DataFrame(rows).astype({"hours": "Float64"})


def test_each_locality_is_carried_forward_by_its_own_growth():
    table = next_year_by_locality(series(North=(100, 110), South=(200, 190)), stated_growth_pct=6)
    assert table["hours_now"].tolist() == [110, 190]
    assert table["carried_hours"].tolist() == pytest.approx([121, 180.5])  # 110 x 1.1 and 190 x 0.95
    assert table["carried_pct"].tolist() == pytest.approx([10, -5])
    assert table["stated_hours"].tolist() == pytest.approx([116.6, 201.4])
    assert table["people_hours"].isna().all()


def test_each_locality_grows_with_its_own_people_where_they_are_published():
    # mid-March is 2.5 months into a year: 1,000 to 1,100 between 2025 and 2026, then 1,100 to 1,320
    people = {"North": {2025: 1000.0, 2026: 1100.0, 2027: 1320.0}}
    table = next_year_by_locality(series(North=(100, 110), South=(1, 2)), people_by_year=people, people_growth_pct=2)
    now, then = 1000 + 100 * 2.5 / 12, 1100 + 220 * 2.5 / 12
    assert table["people_hours"].tolist() == pytest.approx([110 * then / now, 2.04])


def test_a_hidden_month_says_so_and_gives_nothing():
    table = next_year_by_locality(series(North=(100, None), South=(None, 190), East=(5, 6)), stated_growth_pct=10)
    assert table.loc[0, "why"] == "Cannot tell: the hours in March 2025 are hidden."
    assert table.loc[0, ["hours_now", "carried_hours", "stated_hours"]].isna().all()
    assert table.loc[0, "stated_hours_is_suppressed"]
    assert table.loc[1, "why"].startswith("Cannot tell last year's growth")
    assert table.loc[1, "carried_hours_is_suppressed"]
    assert not table.loc[1, "stated_hours_is_suppressed"]
    assert table.loc[1, "stated_hours"] == pytest.approx(209)
    shown = public(table, because="a test")
    assert [str(state) for state in shown.states["carried_hours"]] == ["suppressed", "suppressed", "shown"]


def test_a_locality_that_ended_cannot_be_told_and_is_not_called_hidden():
    rows = pd.concat([series(North=(100, 110)), series(South=(100, 110)).iloc[:1]])
    assert next_year_by_locality(rows)["why"].iloc[1] == "Cannot tell: the hours in March 2025 are not given."


def test_the_error_on_the_past_is_that_of_the_best_way():
    months = pd.Series([100.0 + n + 10 * np.sin(n * np.pi / 6) for n in range(48)])
    tried = back_test(months)
    table = next_year_by_locality(series(North=(100, 110), South=(1, 2)), tried={"North": tried})
    assert table["method"].tolist() == [tried.best, ""]
    assert table.loc[0, "mean_absolute_pct"] == tried.errors["mean_absolute_pct"].iloc[0]
    assert tried.best in (MODEL, NAIVE)


def test_why_the_months_give_no_forecast():
    periods = pd.Series([str(pd.Period("2023-01", freq="M") + n) for n in range(24)])
    hours = pd.Series(np.arange(24.0))
    assert why_no_model(periods, hours) == ""
    assert "hidden or missing" in why_no_model(periods, hours.mask(hours.eq(3)))
    assert "23 periods are given" in why_no_model(periods[:23], hours[:23])
    assert "not months one after another" in why_no_model(periods.where(periods.ne("2023-05"), "2022-05"), hours)
    assert months_in_a_row(pd.Series(["2023", "2024"])) is None


def test_growth_of_all_stands_for_a_place_nobody_publishes():
    growth = Growth(published={TOTAL: {2025: 10.0}, "Wychavon": {2025: 3.0}})
    assert growth.people_of("wychavon") == {2025: 3.0}
    assert growth.people_of("Zone 1") == {2025: 10.0}
    assert [growth.has_own(name) for name in ("Wychavon", "Zone 1", TOTAL)] == [True, False, True]
    assert Growth().people_of("Zone 1") == {}
    assert Growth().has_own("Zone 1")


def spoken(table):
    return say_side_by_side(public(table, because="a test"), "March 2025", "No locality given")


def test_sentences_rank_localities_and_say_what_they_come_to():
    rows = series(**{"North": (100, 110), "South": (200, 190), "No locality given": (4, 2), TOTAL: (304, 302)})
    ranked, together = spoken(next_year_by_locality(rows))
    assert ranked.startswith(
        "Carried forward from March 2025, need in North grows by 11 hours (10.0%) to 121: the most"
    )
    assert ranked.endswith("The least: need in South falls by 10 hours (5.0%) to 180.")
    # 121 + 180.5 + 1 against 302 x 302 / 304
    assert together.endswith("carried forward they come to 302 together, against 300.")


def test_where_need_falls_everywhere_the_most_is_the_largest_fall():
    said = spoken(next_year_by_locality(series(North=(100, 90), South=(100, 99))))[0]
    assert "need in North falls by 9 hours (10.0%) to 81: the most in per cent." in said
    assert said.endswith("The least: need in South falls by 1 hour (1.0%) to 98.")
    still = spoken(next_year_by_locality(series(North=(100, 110), South=(100, 100))))[0]
    assert still.endswith("The least: need in South stays at 100 hours.")
    alike = spoken(next_year_by_locality(series(North=(100, 90), South=(200, 180))))[0]
    assert alike == "Carried forward from March 2025, need changes alike in every locality, by -10.0%."


def test_why_growth_cannot_be_told():
    rows = series(North=(None, 110), South=(0, 110), East=(None, 5))
    hidden = rows["locality_name"].eq("North") & rows["hours"].isna()
    why = next_year_by_locality(rows.assign(is_suppressed=hidden)).set_index("locality_name")["why"]
    assert why["North"].startswith("Cannot tell last year's growth: a hidden figure a year before.")
    assert why["South"].startswith("Cannot tell last year's growth: it grew from 0.")
    assert why["East"].startswith("Cannot tell last year's growth: no figure a year before.")


def test_parts_are_not_held_against_a_whole_that_leaves_one_out():
    rows = series(North=(100, 110), South=(200, 190), **{TOTAL: (200, 190)})
    assert spoken(next_year_by_locality(rows))[1].endswith("add up to the figure for all localities.")


def test_sentences_say_where_nobody_can_tell():
    said = spoken(next_year_by_locality(series(**{"North": (100, None), "South": (200, 190), TOTAL: (200, 190)})))
    assert said[1] == "Each locality is worked out alone, so they need not add up to the figure for all localities."
    assert said[-1] == "It cannot be told for North: the hours now are hidden or not given."
    assert spoken(next_year_by_locality(series(North=(None, 1))))[0].startswith("No locality has a figure for both")


@given(
    st.lists(st.tuples(st.integers(1, 10**5), st.integers(0, 10**5)), min_size=1, max_size=12), st.integers(-50, 100)
)
def test_growth_as_stated_adds_up_to_the_councils(hours, growth):
    parts = {f"Place {n}": pair for n, pair in enumerate(hours)}
    whole = tuple(sum(pair[n] for pair in hours) for n in (0, 1))
    table = next_year_by_locality(series(**parts, **{TOTAL: whole}), stated_growth_pct=float(growth))
    assert table["stated_hours"].iloc[:-1].sum() == pytest.approx(table["stated_hours"].iloc[-1])
    assert table["hours_now"].iloc[:-1].sum() == table["hours_now"].iloc[-1]


def test_whose_growth_stands_in_is_said_by_name_or_by_how_many():
    none = "No locality given"
    assert say_not_published([], 6, none) == ""
    assert "published for North; that" in say_not_published(["North"], 6, none)
    assert "published for North and home care of no locality; that" in say_not_published(["North", none], 6, none)
    many = [f"Ward {n}" for n in range(5)]
    assert "published for 5 of the 6 localities; that" in say_not_published(many, 6, none)
    assert "published for any of the 5 localities and home care of no locality; that" in say_not_published(
        [*many, none], 5, none
    )
