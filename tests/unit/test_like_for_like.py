"""Growth is of the same localities: one that starts to report late is no growth of the rest."""

import numpy as np
import pandas as pd
import pytest

from lib.measures import change_between, home_care_by_locality
from lib.measures.course import course_of
from lib.measures.home_care import IN_BOTH, TOTAL
from lib.measures.home_care_change import change_shown, compared_row, total_row
from lib.measures.home_care_series import alike_shown, series_shown, totals_of, trend_of
from lib.measures.home_care_shown import home_care_shown
from lib.measures.in_total import in_total
from lib.measures.like_for_like import known_in, over_time
from lib.measures.next_year import CARRIED, next_year
from lib.measures.next_year_by_locality import next_year_by_locality
from lib.views.course_sentences import say_compared, say_course
from lib.views.home_care_sentences import say_change

pytestmark = pytest.mark.unit
LAST, YEAR_BEFORE = "2025-03", "2024-03"


def rows(late_from="2024-07", late=6000):
    months = [str(month) for month in pd.period_range("2022-04", LAST, freq="M")]
    bases = {"Locality 1": 8000, "Locality 2": 3500, "Locality 3": late}
    return pd.DataFrame(
        [
            {"locality_name": name, "period": month, "hours": float(round(base * (1 + 0.004 * n))),
             "is_unallocated": False}
            for n, month in enumerate(months)
            for name, base in bases.items()
            if name != "Locality 3" or month >= late_from
        ]
    )  # fmt: skip


def shown(activity):
    return home_care_shown(home_care_by_locality(activity), "none")


def real_growth(activity, before, after):
    """By a slow loop: of the localities that have a figure in both."""
    sums = {before: 0.0, after: 0.0}
    for name in activity["locality_name"].unique():
        own = activity[activity["locality_name"] == name].set_index("period")["hours"]
        if before in own and after in own:
            sums = {period: total + own[period] for period, total in sums.items()}
    return 100 * (sums[after] / sums[before] - 1)


@pytest.fixture(scope="module")
def late():
    return rows()


@pytest.fixture(scope="module")
def table(late):
    return shown(late)


def test_the_change_is_of_the_localities_known_in_both(table, late):
    changes = change_shown(table, YEAR_BEFORE, LAST).frame
    assert pd.isna(total_row(changes)["change_pct"])
    row = compared_row(changes)
    assert row["locality_name"] == IN_BOTH
    assert row["change_pct"] == pytest.approx(real_growth(late, YEAR_BEFORE, LAST))
    assert row["change_pct"] < 6
    parts = changes[~changes["is_total"]]
    assert parts["share_of_change_pct"].sum() == pytest.approx(100)


def test_totals_are_compared_as_before_where_the_localities_are_the_same(late):
    same = late[late["locality_name"].ne("Locality 3")]
    changes = change_between(same, YEAR_BEFORE, LAST)
    assert changes.loc[changes["is_total"], "locality_name"].tolist() == [TOTAL]
    assert changes["change_pct"].iloc[-1] == pytest.approx(real_growth(same, YEAR_BEFORE, LAST))


def test_the_sentence_says_of_which_localities_and_who_is_left_out(table):
    said = say_change(change_shown(table, YEAR_BEFORE, LAST), "Hours of home care", "March 2024", "March 2025")
    assert "in the localities known in both periods rose by 4%, from 12,558 to 13,110." in said[0]
    alike = known_in(in_total(table, "hours", (YEAR_BEFORE, LAST)), "hours", (YEAR_BEFORE, LAST))
    only = say_compared(alike, "Hours of home care", "in one of the two periods only")
    assert alike.left_out == ("Locality 3",)
    assert alike.left_out_pct == pytest.approx(100 * 6840 / (6840 + 13110))
    assert "Left out: Locality 3, known in one of the two periods only; it is 34% of the hours of home care" in only


def test_no_change_is_given_where_no_locality_is_in_both():
    activity = pd.DataFrame({"locality_name": ["A", "B"], "period": ["2024-03", "2025-03"], "hours": [10.0, 20.0]})
    changes = change_shown(shown(activity.assign(is_unallocated=False)), "2024-03", "2025-03")
    assert pd.isna(compared_row(changes.frame)["change_pct"])
    assert "no locality has a figure in both" in say_change(changes, "Hours", "March 2024", "March 2025")[0]


def test_last_years_growth_is_that_of_the_same_localities_and_carried_forward_for_all(table, late):
    totals = totals_of(series_shown(table, "hours"), "hours")
    alike = known_in(in_total(table, "hours"), "hours", (YEAR_BEFORE, LAST)).totals
    (carried,) = next_year(totals, alike=alike).to_dict("records")
    assert carried["assumption"] == CARRIED
    assert carried["hours_now"] == totals[LAST]  # of all three
    assert carried["growth_pct"] == pytest.approx(real_growth(late, YEAR_BEFORE, LAST))
    assert carried["how"].endswith("in the localities known in both")


def test_the_row_of_all_localities_says_why_its_growth_cannot_be_told():
    series = pd.DataFrame(
        {"locality_name": [TOTAL] * 2, "period": [YEAR_BEFORE, LAST], "hours": [10.0, 30.0], "is_suppressed": False}
    )
    none = pd.Series([np.nan, np.nan], index=[YEAR_BEFORE, LAST])
    row = next_year_by_locality(series, alike={TOTAL: none}).iloc[0]
    assert pd.isna(row["carried_hours"])
    assert "no locality has a figure both then and now" in row["why"]


def test_the_series_tested_keeps_the_localities_known_throughout(table, late):
    same = late[late["locality_name"].ne("Locality 3")].groupby("period")["hours"].sum()
    tested = totals_of(alike_shown(table, "hours"), "hours")
    pd.testing.assert_series_equal(tested, same, check_names=False)
    assert over_time(in_total(table, "hours"), "hours").left_out == ("Locality 3",)


def test_what_hours_did_over_time_is_told_of_the_same_localities(table):
    alike = alike_shown(table, "hours")
    found = trend_of(alike, "hours")
    said = " ".join(say_course(course_of(totals_of(alike, "hours"), found), found, "Hours", "The localities compared"))
    assert said.startswith("The localities compared together: hours rose from 11,500 in April 2022 to 13,110")
    assert "up by 4%" in said


def test_where_most_hours_join_late_the_span_is_cut_and_said():
    adding = in_total(shown(rows("2023-01", late=40_000)), "hours")
    alike = over_time(adding, "hours")
    assert alike.left_out == ()
    assert alike.totals.first_valid_index() == "2023-01"
    assert "Growth is told from January 2023" in say_compared(alike, "Hours")


def test_one_blank_cell_takes_its_month_and_not_its_locality():
    activity = rows("2022-04")
    is_blank = activity["locality_name"].eq("Locality 2") & activity["period"].eq("2023-09")
    alike = over_time(in_total(shown(activity.assign(hours=activity["hours"].mask(is_blank))), "hours"), "hours")
    assert alike.left_out == ()
    assert alike.totals.index[alike.totals.isna()].tolist() == ["2023-09"]


def test_nothing_is_said_where_nothing_is_left_out():
    table = shown(rows("2022-04"))
    assert say_compared(over_time(in_total(table, "hours"), "hours"), "Hours") == ""
    pd.testing.assert_series_equal(
        totals_of(alike_shown(table, "hours"), "hours"), totals_of(series_shown(table, "hours"), "hours")
    )


def test_people_hidden_as_few_count_in_both_periods_as_before():
    few = pd.DataFrame(
        {
            "locality_name": ["North", "South", "East"] * 2,
            "period": ["2024-03"] * 3 + ["2025-03"] * 3,
            "people_waiting": [40, 3, np.nan, 60, 30, 90],
            "is_unallocated": False,
        }
    )
    changes = change_shown(shown(few), "2024-03", "2025-03", "people_waiting").frame
    row = compared_row(changes)
    assert (row["before"], row["after"], row["change"]) == (45, 90, 45)  # 40 + 2.5, rounded to 5; East has no figure
    assert over_time(in_total(shown(few), "people_waiting"), "people_waiting").left_out == ("East",)
