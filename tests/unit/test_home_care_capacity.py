"""From declared hours to headroom: Sefton's figures, contradictions, and capacity set to match demand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.datasets.published import table as published
from lib.measures.capacity import TOGETHER, TOO_DEAR, capacity, is_circular
from lib.views.home_care_sentences import say_capacity

pytestmark = pytest.mark.unit


def codes(found):
    return {flag.code for flag in found.flags}


def test_seftons_published_hours_leave_590():
    rows, _ = published("sefton_domiciliary_care")
    figure = rows.set_index("metric")["value"].astype(float)
    found = capacity(
        figure["weekly hours available/reported in Capacity Tracker"],
        figure["weekly hours with potential to be commissioned"],
        figure["additional weekly hours from growth"],
        growth_pct=figure["anticipated growth in home care"],
    )
    assert found.headroom_hours == 590
    assert round(found.implied_base_hours) == 17_333
    assert found.steps["weekly_hours"].tolist() == [2758, -1128, 1630, -1040, 590]
    assert TOGETHER in found.steps["step"].tolist()
    said = " ".join(say_capacity(found, 2758))
    assert "1,630 can be bought, 59% of them" in said
    assert "590 are left" in said
    assert "17,333" in said


def test_the_two_reasons_are_steps_of_their_own_where_they_are_known():
    found = capacity(2758, 1630, 1040, inadequate_hours=400)
    assert found.steps["step"].tolist()[1] == TOO_DEAR
    assert found.steps["weekly_hours"].tolist() == [2758, -728, -400, 1630, -1040, 590]
    assert "capacity-not-split" not in codes(found)


def test_more_growth_leaves_less():
    assert capacity(100, 80, 30).headroom_hours < capacity(100, 80, 20).headroom_hours


@pytest.mark.parametrize(
    ("figures", "inadequate", "code"),
    [
        ((100, 120, 5), None, "capacity-more-than-declared"),
        ((100, 80, 5), 30, "capacity-inadequate-too-many"),
    ],
)
def test_figures_that_contradict_one_another_are_refused(figures, inadequate, code):
    found = capacity(*figures, inadequate_hours=inadequate)
    assert codes(found) == {code}
    assert found.steps.empty
    assert say_capacity(found, 100)[0]


@pytest.mark.parametrize(
    ("figures", "code"),
    [((100, 50, 80), "capacity-shortfall"), ((100, 50, 50), "capacity-circular"), ((100, 50, 0), "capacity-no-growth")],
)
def test_what_a_reader_should_know_is_said(figures, code):
    assert code in codes(capacity(*figures))


def test_a_percentage_that_does_not_fit_is_said():
    assert "capacity-base-too-small" in codes(capacity(2758, 1630, 1040, growth_pct=90))


def test_capacity_that_equals_demand_in_every_month_is_circular():
    assert is_circular([120, 131, 118], [120, 131, 118])
    assert not is_circular([120, 131, 118], [120, 131, 125])
    assert not is_circular([], [])
    assert is_circular([120, float("nan")], [120, 7])


@given(st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0, 1))
def test_steps_add_up_whatever_the_figures(declared, commissionable, growth, share):
    lost = declared - commissionable
    found = capacity(declared, commissionable, growth, inadequate_hours=share * lost if lost >= 0 else None)
    if found.steps.empty:
        assert commissionable > declared
        return
    changes = found.steps.loc[found.steps["is_change"].astype(bool), "weekly_hours"].sum()
    assert declared + changes == pytest.approx(found.headroom_hours, abs=1e-6)
