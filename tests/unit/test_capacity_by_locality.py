"""A council's waterfall shared out among localities: hand-worked shares, and sums that are always the council's."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.disclosure import public
from lib.measures.areas_in_localities import NOWHERE
from lib.measures.capacity import TOGETHER, capacity
from lib.measures.capacity_by_locality import capacity_by_locality, shared_out
from lib.measures.figures_by_locality import WHOLE
from lib.views.capacity_sentences import say_capacity_by_locality

pytestmark = pytest.mark.unit

SEFTON = capacity(2758, 1630, 1040, growth_pct=6)
PEOPLE = pd.Series([500.0, 300.0, 200.0], index=["a", "b", "c"])


def test_parts_are_whole_and_add_up():
    # 10 by 5:3:2 is 5, 3 and 2; 11 is 5.5, 3.3 and 2.2, so the one over goes to the largest remainder
    assert shared_out(10, PEOPLE).tolist() == [5, 3, 2]
    assert shared_out(11, PEOPLE).tolist() == [6, 3, 2]
    assert shared_out(11.5, PEOPLE).tolist() == [6.5, 3, 2]
    assert shared_out(0, PEOPLE).tolist() == [0, 0, 0]


def test_seftons_published_hours_by_hand():
    table = capacity_by_locality(SEFTON, PEOPLE)
    assert list(table.columns) == SEFTON.steps["step"].tolist()
    assert table["can be commissioned"].tolist() == [815, 489, 326]
    assert table[TOGETHER].tolist() == [-564, -338, -226]  # 564, 338.4 and 225.6
    assert table["needed for expected growth"].tolist() == [-520, -312, -208]
    assert table["headroom"].tolist() == [295, 177, 118]
    assert table["declared by providers"].tolist() == [1379, 827, 552]
    assert table.sum().tolist() == SEFTON.steps["weekly_hours"].tolist()


def test_growth_where_care_is_delivered_can_leave_a_locality_short():
    table = capacity_by_locality(SEFTON, PEOPLE, pd.Series([100.0, 100.0, 800.0], index=list("abc")))
    assert table["headroom"].tolist() == [815 - 104, 489 - 104, 326 - 832]
    assert table["headroom"].sum() == 590


def test_two_reasons_stay_two_steps():
    table = capacity_by_locality(capacity(2758, 1630, 1040, inadequate_hours=400), PEOPLE)
    assert table.sum().tolist() == [2758, -728, -400, 1630, -1040, 590]


def test_more_people_get_more_hours():
    table = capacity_by_locality(SEFTON, PEOPLE)
    assert table["can be commissioned"].is_monotonic_decreasing


@pytest.mark.parametrize("people", [[0.0, 0.0, 0.0], [1.0, float("nan"), 2.0]])
def test_without_people_nothing_is_shared_out(people):
    assert capacity_by_locality(SEFTON, pd.Series(people, index=list("abc"))).empty
    assert capacity_by_locality(capacity(1, 2, 3), PEOPLE).empty


hours = st.one_of(st.integers(0, 10**6), st.floats(0, 1e6).map(lambda value: round(value, 1)))
weights = st.lists(st.integers(0, 10**5), min_size=1, max_size=30).filter(any)


@given(hours, hours, hours, st.one_of(st.none(), st.floats(0, 1)), weights, st.booleans())
def test_localities_always_add_up_to_the_council(bought, lost, growth, split, people, by_hours):
    found = capacity(bought + lost, bought, growth, inadequate_hours=None if split is None else split * lost)
    if found.steps.empty:
        return
    folk = pd.Series([float(n) for n in people])
    table = capacity_by_locality(found, folk, folk[::-1].reset_index(drop=True) if by_hours else None)
    for step, total in zip(found.steps["step"], found.steps["weekly_hours"], strict=True):
        assert table[step].sum() == pytest.approx(total, abs=1e-6)
    changes = table.drop(columns=[table.columns[0], "can be commissioned", table.columns[-1]]).sum(axis=1)
    assert (table.iloc[:, 0] + changes - table.iloc[:, -1]).abs().max() < 1e-6
    assert (table.iloc[:, 0] >= -1e-9).all()
    assert (table["can be commissioned"] >= 0).all()


def spoken(growth=None):
    steps = capacity_by_locality(SEFTON, PEOPLE, growth)
    steps.loc[WHOLE] = SEFTON.steps["weekly_hours"].to_numpy()
    frame = steps.reset_index(names="locality_code").assign(locality_name=["North", "South", "East", "Shire"])
    frame.loc[2, "locality_code"] = "c"
    return public(frame, because="a test")


def test_sentences_name_the_most_and_who_is_short():
    (said,) = say_capacity_by_locality(spoken(), SEFTON, by_hours=False)
    assert said.endswith("North has most of the hours that can be bought: 815 of 1,630 a week, 295 left after growth.")
    growth = pd.Series([100.0, 100.0, 800.0], index=list("abc"))
    assert say_capacity_by_locality(spoken(growth), SEFTON, by_hours=True)[1].endswith("hours run short in East (506).")
    even = say_capacity_by_locality(spoken(PEOPLE), SEFTON, by_hours=True)
    assert even[1].endswith("every locality has enough.")


def test_what_lies_in_no_locality_is_named_by_nobody():
    table = spoken()
    nowhere = table.derive(lambda frame: frame.assign(locality_code=["a", "b", NOWHERE, WHOLE]))
    assert "North" in say_capacity_by_locality(nowhere, SEFTON, by_hours=False)[0]
