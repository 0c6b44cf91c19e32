"""Tables by locality given to other localities: against a slow loop, totals kept, and nothing hidden used."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.disclosure import protect, with_amounts
from lib.measures.drivers import discharges_shown, spread_discharges
from lib.measures.providers import providers_shown, spread_providers
from lib.measures.spread import Columns, spread_shown

pytestmark = pytest.mark.oracle

NOWHERE = "No locality given"
SHARES = pd.DataFrame(
    {
        "old_name": ["North", "North", "South", "South"],
        "new_name": ["Coast", "Hill", "Hill", "NULL"],
        "share_pct": [25.0, 75.0, 60.0, 40.0],
    }
)
ROWS = pd.DataFrame(
    {
        "locality_name": ["north", "South", NOWHERE],
        "people": [40, 60, 20],
        "hours": [400.0, 900.0, 50.0],
        "rate": [20.0, 22.0, 30.0],
    }
)


def shown(rule: str = "none", rows: pd.DataFrame = ROWS):
    safe = protect(rows, rule, "locality_name", "people", alongside="rate", totals={})
    return with_amounts(safe, rows[["hours"]])


def spread(rule: str = "none", rows: pd.DataFrame = ROWS) -> pd.DataFrame:
    columns = Columns(("people",), ("hours",), ("rate",))
    return spread_shown(shown(rule, rows), SHARES, NOWHERE, columns).frame.set_index("locality_name")


def test_counts_and_hours_are_those_of_a_slow_loop():
    slow = {"people": {}, "hours": {}}
    for row in ROWS.itertuples():
        parts = SHARES[SHARES["old_name"].str.lower() == row.locality_name.lower()]
        goes = [(p.new_name, p.share_pct / 100) for p in parts.itertuples()] or [(NOWHERE, 1.0)]
        for name, share in goes:
            place = NOWHERE if name == "NULL" else name
            for what, value in (("people", row.people), ("hours", row.hours)):
                slow[what][place] = slow[what].get(place, 0) + share * value
    found = spread()
    for what, by_place in slow.items():
        assert found[what].astype(float).to_dict() == pytest.approx(by_place)
        assert found[what].sum() == ROWS[what].sum()


def test_a_price_is_weighted_by_the_hours_that_went_there():
    assert spread().loc["Hill", "rate"] == pytest.approx((300 * 20 + 540 * 22) / 840)


def test_a_hidden_count_counts_as_the_middle_whatever_it_is_and_hidden_hours_are_left_out():
    two, four = (spread("asc", ROWS.assign(people=[n, 60, 20])) for n in (2, 4))
    pd.testing.assert_frame_equal(two, four)
    assert two.loc["Hill", "hours"] == 540
    assert two["is_suppressed"].to_dict() == {"Coast": True, "Hill": False, NOWHERE: False}


def rows_of_providers() -> pd.DataFrame:
    table = pd.DataFrame({"locality_name": ["North", "North", "South"], "provider_name": ["A", "B", "A"]})
    return table.assign(
        role="lead", people=[40, 20, 60], hours=[300.0, 100, 500], packages_offered=[40, 20, 50],
        packages_accepted=[20, 10, 40], packages_handed_back=[5, 5, 10], packages_picked_up=[0, 5, 5],
        hourly_rate_gbp=[20.0, 22, 21], travel_minutes_per_hour=[6.0, 9, 12], is_unallocated=False,
    )  # fmt: skip


def test_acceptance_is_worked_out_again_where_packages_went():
    table = spread_providers(providers_shown(rows_of_providers(), "locality_name", NOWHERE, "none"), SHARES, NOWHERE)
    found = table.frame.set_index("locality_name")
    assert found["packages_offered"].astype(float).to_dict() == {"Coast": 15, "Hill": 75, NOWHERE: 20}
    assert found.loc["Hill", "accepted_pct"] == pytest.approx(100 * (0.75 * 30 + 0.6 * 40) / 75)
    assert (found["accepted_low"] < found["accepted_pct"]).all()
    assert "providers_active" not in found


def test_people_leaving_hospital_are_spread_with_the_minutes_of_their_new_locality():
    rows = pd.DataFrame({"locality_name": ["North", "South"], "hospital_name": "Royal", "is_unallocated": False})
    minutes = pd.DataFrame({"locality_name": ["Coast", "Hill"], "hospital": "Royal", "minutes": [12.0, 25.0]})
    older = pd.Series({"Coast": 500.0, "Hill": 2_000.0})
    first = discharges_shown(rows.assign(discharges=[40, 50]), minutes, older, NOWHERE, "none")
    found = spread_discharges(first, SHARES, minutes, older, NOWHERE).frame.set_index("locality_name")
    assert found["discharges"].astype(float).to_dict() == {"Coast": 10, "Hill": 60, NOWHERE: 20}
    assert found["minutes"].astype(float).reindex(["Coast", "Hill"]).tolist() == [12, 25]
    assert found.loc["Hill", "discharges_per_1000_65_plus"] == 30


def test_localities_stand_in_the_order_people_count_in():
    names = ["Zone 10", "Zone 2", "Zone 1", "NULL"]
    shares = pd.DataFrame({"old_name": "North", "new_name": names, "share_pct": 25.0})
    found = spread_shown(shown(), shares, NOWHERE, Columns(("people",))).frame
    assert found["locality_name"].tolist() == ["Zone 1", "Zone 2", "Zone 10", NOWHERE]
