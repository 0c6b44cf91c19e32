"""Demand pressure told to a room: the sentences change with the results."""

import pandas as pd
import pytest

from lib.disclosure import public
from lib.pressure import HotSpots, Making, Sureness, cluster_areas, prepare
from lib.views.pressure_sentences import (
    cards_of,
    say_groups,
    say_inputs,
    say_sure_boundaries,
    say_sure_groups,
    say_sure_ranks,
    say_sure_spots,
)

pytestmark = pytest.mark.golden


def frame(**columns):
    n = len(next(iter(columns.values())))
    return pd.DataFrame(columns, index=pd.Index([f"E{i:03}" for i in range(n)], name="area_code"))


def test_what_went_in():
    made = prepare(frame(need=[1.0, 2.0, None], jobs=[3.0, 5.0, 4.0]), directions={"jobs": -1})
    assert say_inputs(made, Making(), "ward") == (
        "2 indicators: “need” and “jobs” for 3 wards. 1 counts as more pressure when it is lower. "
        "1 figure missing: never counted as worst."
    )


def test_what_went_in_of_counts():
    making = Making(below={"users": "people"}, shrink=("users",))
    made = prepare(frame(users=[1.0, 2.0, 3.0], people=[10.0, 10.0, 10.0]), ["users"], denominators={"users": "people"})
    assert say_inputs(made, making, "area") == (
        "1 indicator: “users” for 3 areas. 1 was made into a rate from a count. "
        "1 was drawn towards the average where few people live. No figure is missing."
    )


def test_how_sure_ranks_are():
    ranked = pd.DataFrame({"rank": [1, 2, 3, 4], "rank_low": [1, 1, 2, 4], "rank_high": [2, 3, 4, 4]}).astype("Int64")
    left_out = pd.DataFrame({"indicator": ["need", "jobs"], "mean_places_moved": [0.5, 1.8]})
    assert say_sure_ranks(public(ranked, because="test"), left_out) == (
        "Done 1,000 other ways, half of the areas move over 2 places or fewer of 4; ranks close together are ties. "
        "Of the indicators, “jobs” matters most: without it areas move 2 places on average."
    )
    assert "matters most" not in say_sure_ranks(public(ranked, because="test"), None)


def test_how_sure_boundaries_are():
    more = "Boundaries change the verdict “worst fifth” for 20% of small areas."
    assert say_sure_boundaries(Sureness(0.2, 0.08, 12, 0.6, is_known=True)) == (
        f"{more} On the same boundaries, ranking in 1,000 other ways changes it for 8%, so this is more than doubt "
        "does. 12 small areas change though neither map is in doubt. The places that the two maps give, each with its "
        "90% range, overlap for 60%."
    )
    less = say_sure_boundaries(Sureness(0.05, 0.08, 0, 0.9, is_known=True))
    assert "no more than doubt does: do not lean on it. No small area changes though" in less
    assert say_sure_boundaries(Sureness(0.2, 0.0, 0, 0.6, is_known=False)) == (
        f"{more} Nothing is known of the error of these figures, so their order is taken as it stands."
    )


def test_groups_and_how_sure_they_are():
    values = [0.0, 0.1, 0.2, 0.3, 0.4] * 3 + [9.0, 9.1, 9.2, 9.3, 9.4] * 3
    found = cluster_areas(frame(need=values, more=[v + i % 4 / 9 for i, v in enumerate(values)]), 2, resamples=20)
    assert say_groups(found) == "2 groups. Higher on need and more (15 areas); Lower on need and more (15 areas)."
    assert say_sure_groups(found) == "0 areas swing between groups when areas are drawn again, of 30."


def test_a_group_in_a_few_lines():
    values = [0.0, 0.1, 0.2, 0.3, 0.4] * 3 + [9.0, 9.1, 9.2, 9.3, 9.4] * 3
    found = cluster_areas(frame(need=values, same=[1.0, 1.1, 1.2] * 10), 2, resamples=20, weights={"same": 0.01})
    assert cards_of(found, 1, {"need": "people in need"}) == {
        "Areas": "15, of which 0 swing",
        "Comes back": "100% the same when areas are drawn again: highly stable",
        "More than average": "people in need (9.2 against 4.7)",
        "Less than average": "",
    }


def test_what_cannot_be_judged_is_said():
    areas = pd.DataFrame({"kind": ["hot spot", "no neighbours", "no figure"]})
    found = HotSpots(areas, None, False, "Chance was reckoned.")
    assert say_sure_spots(found) == (
        "Chance was reckoned. 2 areas have no neighbour or no figure and cannot be judged."
    )
