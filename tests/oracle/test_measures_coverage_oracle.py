"""Who covers what, given to other localities: against a slow loop; sure only where a locality lies here whole."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.measures.coverage import providers_between, spread_coverage
from lib.measures.providers import coverage_shown, flow_shown, spread_flow
from lib.views.coverage_sentences import say_between

pytestmark = pytest.mark.oracle

NOWHERE = "No locality given"
SHARES = pd.DataFrame(
    [("North", "Coast", 25.0), ("North", "Hill", 75.0), ("South", "Hill", 100.0), ("West", "Hill", 60.0),
     ("West", "NULL", 40.0)],
    columns=["old_name", "new_name", "share_pct"],
)  # fmt: skip
ROWS = pd.DataFrame(
    [
        ("north", "A", "lead", 40, 400.0),
        ("North", "B", "spot", 20, 300.0),
        ("South", "A", "spot", 80, 900.0),
        ("South", "C", "", 0, 0.0),
        ("West", "B", "spot", 60, 500.0),
        ("Elsewhere", "B", "spot", 10, 90.0),
    ],
    columns=["locality_name", "provider_name", "role", "people", "hours"],
).assign(
    is_unallocated=False, packages_offered=20, packages_accepted=10, packages_handed_back=8, packages_picked_up=6,
    hourly_rate_gbp=20.0, travel_minutes_per_hour=5.0,
)  # fmt: skip


def spread(rows: pd.DataFrame = ROWS, rule: str = "none") -> pd.DataFrame:
    found = spread_coverage(coverage_shown(rows, NOWHERE, rule), SHARES, NOWHERE)
    return found.frame.set_index(["locality_name", "provider_name"])


def goes_to(name: str) -> list[tuple[str, float]]:
    """Where a locality's people go, one share after the other."""
    parts = [
        (NOWHERE if p.new_name == "NULL" else p.new_name, p.share_pct / 100)
        for p in SHARES.itertuples()
        if p.old_name.lower() == name.lower()
    ]
    return parts or [(NOWHERE, 1.0)]


def test_people_and_hours_of_each_provider_are_those_of_a_slow_loop():
    slow: dict[str, dict[tuple[str, str], float]] = {"people": {}, "hours": {}}
    for row in ROWS.itertuples():
        for place, share in goes_to(row.locality_name):
            for what, value in (("people", row.people), ("hours", row.hours)):
                key = (place, row.provider_name)
                slow[what][key] = slow[what].get(key, 0.0) + share * value
    found = spread()
    for what, wanted in slow.items():
        assert found[what].astype(float).to_dict() == pytest.approx(wanted)
    assert found["hours"].sum() == ROWS["hours"].sum()


def test_a_provider_is_sure_only_where_a_locality_it_delivers_in_lies_whole():
    slow: dict[tuple[str, str], bool] = {}
    for row in ROWS.itertuples():
        for place, share in goes_to(row.locality_name):
            key = (place, row.provider_name)
            slow[key] = slow.get(key, False) or (row.hours > 0 and share == 1)
    assert spread()["is_sure"].astype(bool).to_dict() == slow
    assert spread().loc[("Coast", "A"), "comes_from"] == "25% of north"
    assert spread().loc[("Hill", "A"), "comes_from"] == "75% of north; all of South"


def test_a_provider_that_leads_in_one_part_and_is_spot_in_another_is_both():
    roles = spread()["role"]
    assert roles[("Hill", "A")] == "lead and spot"
    assert roles[("Coast", "A")] == "lead"
    assert roles[("Hill", "C")] == "not said"


def test_providers_of_a_locality_lie_between_those_sure_and_those_who_may():
    placed = spread_coverage(coverage_shown(ROWS, NOWHERE, "none"), SHARES, NOWHERE)
    found = providers_between(placed, ["Coast", "Hill", "Moor"]).frame.set_index("locality_name")
    assert found["providers_least"].to_dict() == {"Coast": 0, "Hill": 1, "Moor": 0}
    assert found["providers_most"].to_dict() == {"Coast": 2, "Hill": 2, "Moor": 0}


def test_nobody_says_how_many_deliver_at_most_where_figures_leave_people_out():
    placed = spread_coverage(coverage_shown(ROWS, NOWHERE, "none"), SHARES, NOWHERE)
    table = providers_between(placed, ["Coast", "Hill", "Moor"], ["Moor", "Hill"])
    most = table.frame.set_index("locality_name")["providers_most"]
    assert most["Coast"] == 2
    assert most[["Hill", "Moor"]].isna().all()
    assert say_between(table) == ["Fewer than two are sure to deliver in Coast, Hill and Moor."]


def test_no_hidden_figure_moves_what_is_spread():
    two, four = (spread(ROWS.assign(people=[40, n, 80, 0, 60, 10]), "asc") for n in (2, 4))
    pd.testing.assert_frame_equal(two, four)
    assert two.loc[("Coast", "B"), "delivers"]
    assert pd.isna(two.loc[("Coast", "B"), "hours"])


def test_hours_of_which_nothing_may_be_shown_are_hidden_not_missing():
    table = spread_coverage(coverage_shown(ROWS.assign(people=[40, 2, 80, 0, 60, 10]), NOWHERE, "asc"), SHARES, NOWHERE)
    at = table.frame[["locality_name", "provider_name"]].eq(["Coast", "B"]).all(axis=1)
    assert table.is_hidden("hours")[at].tolist() == [True]


def test_what_became_of_packages_goes_where_the_people_are():
    shown = flow_shown(ROWS, NOWHERE, "none")
    found = spread_flow(shown, SHARES, NOWHERE).frame.set_index("locality_name")
    slow: dict[str, float] = {}
    for row in shown.frame.itertuples():
        for place, share in goes_to(row.locality_name):
            slow[place] = slow.get(place, 0.0) + share * row.spot_handed_back
    assert found["spot_handed_back"].astype(float).to_dict() == pytest.approx(slow)
    left = found["lead_handed_back"] + found["spot_handed_back"] - found["spot_picked_up"] - found["lead_picked_up"]
    left += found["unsaid_handed_back"] - found["unsaid_picked_up"]
    assert found["not_picked_up"].astype(float).tolist() == pytest.approx(left.astype(float).clip(lower=0).tolist())
