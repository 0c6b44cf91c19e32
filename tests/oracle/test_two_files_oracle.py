"""Hours of two files held against each other: a slow loop over what both show; nothing hidden is ever used."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import ProtectedTable, protect, with_amounts
from lib.measures.home_care import home_care_by_locality
from lib.measures.home_care_shown import home_care_shown
from lib.measures.two_files import hours_of_two_files, last_month
from lib.views.two_files_sentences import say_two_files

pytestmark = pytest.mark.oracle

NOWHERE = "No locality given"


def care(hours: list[float], packages: list[int], period: str = "2025-03", names: str = "NSW") -> ProtectedTable:
    rows = pd.DataFrame({"locality_name": list(names), "period": period, "hours": hours, "packages": packages})
    older = rows.assign(period="2024-03", hours=rows["hours"] + 1000)
    every = pd.concat([rows, older], ignore_index=True).assign(people_waiting=pd.NA, is_unallocated=False)
    return home_care_shown(home_care_by_locality(every), NOWHERE)


def providers(hours: list[float], people: list[int], names: str = "nsx") -> ProtectedTable:
    rows = pd.DataFrame({"locality_name": list(names), "people": people})
    safe = protect(rows, "asc", "locality_name", "people", totals={})
    return with_amounts(safe, pd.DataFrame({"hours": hours}))


def test_totals_are_those_of_a_slow_loop_over_what_both_show():
    first, second = care([100, 200, 300], [50, 60, 70]), providers([110, 230, 999], [50, 60, 70])
    found = hours_of_two_files(first, second, "2025-03")
    left = {"n": 100.0, "s": 200.0}
    right = {"n": 110.0, "s": 230.0, "x": 999.0}
    both = [name for name in right if name in left]
    assert found.care_total == sum(left[name] for name in both)
    assert found.provider_total == sum(right[name] for name in both)
    rows = found.table.frame.set_index("locality_name")["difference"]
    assert rows[["n", "s"]].tolist() == [10, 30]
    assert pd.isna(rows["x"])
    assert not found.is_rounding
    said = " ".join(say_two_files(found))
    assert "has 300 hours for March 2025, the providers' figures 340 for March 2025: 40 more (13.3%)" in said
    assert "They differ most in s (+30) and n (+10)." in said
    assert "1 locality is left out" in said


def test_half_an_hour_for_each_figure_is_rounding():
    first = care([100, 200, 300], [50, 60, 70])
    near = hours_of_two_files(first, providers([101, 201, 0], [50, 60, 70]), "2025-03")
    far = hours_of_two_files(first, providers([102, 201, 0], [50, 60, 70]), "2025-03")
    assert (near.is_rounding, far.is_rounding) == (True, False)
    assert "give the same 300 hours in 2 localities" in say_two_files(near)[0]


def test_differences_that_cancel_out_are_not_the_same_hours():
    first = care([1000, 2000, 300], [50, 60, 70])
    found = hours_of_two_files(first, providers([1500, 1500, 0], [50, 60, 70]), "2025-03")
    assert not found.is_rounding
    together, most = say_two_files(found)[:2]
    assert (
        together
        == "For March 2025 both files give about 3,000 hours in 2 localities together, but not in each of them."
    )
    assert "n (+500)" in most
    assert "s (-500)" in most


@pytest.mark.parametrize("hidden_in", ["care", "providers"])
def test_a_hidden_figure_moves_nothing_and_is_hidden_in_the_difference(hidden_in):
    found = []
    for n in (1, 4):
        few = [n, 60, 70]
        first = care([90 + n, 200, 300], few if hidden_in == "care" else [50, 60, 70])
        second = providers([80 + n, 230, 999], few if hidden_in == "providers" else [50, 60, 70])
        one = hours_of_two_files(first, second, "2025-03")
        found.append((one.care_total, one.provider_total, say_two_files(one)))
        assert one.table.is_hidden("difference").tolist()[0]
    assert found[0] == found[1]
    assert found[0][:2] == (200, 230)


@pytest.mark.parametrize(
    ("period", "beside", "times"),
    [
        ("2025-03", "2025-03", "same"),
        ("March 2025", "2025-03", "same"),
        ("Year to March 2025", "2025-03", "same end"),
        ("2023/24", "2024-03", "same end"),
        ("Year to March 2021", "2025-03", "other"),
        ("last winter", "2025-03", "other"),
    ],
)
def test_the_period_beside_is_the_same_or_ends_alike_or_is_said_to_be_another(period, beside, times):
    found = hours_of_two_files(care([100, 200, 300], [50, 60, 70]), providers([110, 230, 9], [50, 60, 70]), period)
    assert (found.care_period, found.times) == (beside, times)
    first = say_two_files(found)[0]
    assert first.startswith({"same": "The home", "same end": "Two files, two", "other": "Two files of diff"}[times])


def test_localities_of_other_names_are_said_to_have_nothing_in_common():
    found = hours_of_two_files(care([1, 2, 3], [50, 60, 70]), providers([1, 2, 3], [50, 60, 70], "abc"), "2025-03")
    assert "No locality is shown in both files" in say_two_files(found)[0]


@pytest.mark.parametrize(
    ("period", "month"),
    [
        ("2025-03-09", "2025-03"),
        ("April 2024 to March 2025", "2025-03"),
        ("2020-21", "2021-03"),
        ("2020/2021", "2021-03"),
        ("2020-22", None),
        ("Q1", None),
    ],
)
def test_the_month_in_which_a_period_ends(period, month):
    assert last_month(period) == month


@pytest.mark.parametrize(("period", "care_period"), [("", "2025-03"), ("2025-03", ""), ("", "")])
@pytest.mark.parametrize("hours", [[110, 230, 0], [100, 200, 0], [150, 150, 0]])
def test_a_file_without_a_period_leaves_no_hole_in_what_is_said(period, care_period, hours):
    rows = pd.DataFrame({"locality_name": list("NS"), "period": care_period, "hours": [100.0, 200.0]})
    rows = rows.assign(packages=[50, 60], people_waiting=pd.NA, is_unallocated=False)
    first = home_care_shown(home_care_by_locality(rows), NOWHERE)
    said = say_two_files(hours_of_two_files(first, providers(hours, [50, 60, 70]), period))
    assert not any(hole in one for one in said for hole in (" of ,", "for :", "for  ", "  ", " :", " ,"))
    assert not any(one[0].islower() for one in said)
    is_said = any("which period" in one for one in said)
    assert is_said == (period != care_period)
