"""What became of packages handed back where roles are not said, and where some figures are hidden; by hand."""

import pandas as pd
import pytest

from lib.measures.providers import coverage_shown, flow_shown, spread_flow
from lib.views.provider_charts import hand_back_flow
from lib.views.provider_sentences import roles_unused, say_flow, say_roles

pytestmark = pytest.mark.oracle

NOWHERE = "No locality given"


def rows(*given):
    names = ["locality_name", "provider_name", "role", "packages_handed_back", "packages_picked_up"]
    frame = pd.DataFrame(given, columns=names)
    nothing = ["packages_offered", "packages_accepted", "hourly_rate_gbp", "travel_minutes_per_hour"]
    return frame.assign(people=40, hours=400.0, is_unallocated=False, **dict.fromkeys(nothing, float("nan")))


MIXED = rows(
    ("North", "A", "lead", 40, 0), ("North", "B", "spot", 10, 20), ("North", "C", "", 15, 5),
    ("South", "A", "lead", 20, 0), ("South", "C", "", 30, 10),
)  # fmt: skip
UNSAID = rows(("North", "A", "", 40, 0), ("North", "B", "", 10, 20), ("South", "B", "", 20, 10))


def test_a_provider_of_unknown_role_is_not_spot():
    flow = flow_shown(MIXED, NOWHERE).frame.set_index("locality_name")
    assert flow["spot_handed_back"].tolist() == [10, 0]
    assert flow["spot_picked_up"].tolist() == [20, 0]
    assert flow["unsaid_handed_back"].tolist() == [15, 30]
    assert flow["unsaid_picked_up"].tolist() == [5, 10]
    assert flow["not_picked_up"].tolist() == [40 + 10 + 15 - 20 - 5, 20 + 30 - 10]
    assert say_flow(flow_shown(MIXED, NOWHERE)) == (
        "Of 115 packages handed back, spot providers picked up 20, lead providers 0, providers whose role is not said "
        "15 and nobody 80. North has the most that nobody picked up (40)."
    )


def test_columns_are_as_before_where_every_role_is_said():
    flow = flow_shown(MIXED[MIXED["role"].ne("")], NOWHERE)
    assert [name for name in flow.columns if name.startswith("unsaid")] == []
    assert roles_unused(flow) == []


def test_a_file_that_says_no_role_speaks_of_none():
    flow = flow_shown(UNSAID, NOWHERE)
    assert set(roles_unused(flow)) == {"lead_handed_back", "lead_picked_up", "spot_handed_back", "spot_picked_up"}
    assert say_flow(flow) == (
        "Of 70 packages handed back, providers whose role is not said picked up 30 and nobody 40. North has the most "
        "that nobody picked up (30)."
    )
    alone = flow_shown(UNSAID.assign(packages_picked_up=float("nan")), NOWHERE)
    assert say_flow(alone) == (
        "Providers whose role is not said handed back 70 packages. The file does not say who picked them up."
    )


def test_they_are_drawn_and_spread_as_a_part_of_their_own():
    flow = flow_shown(MIXED, NOWHERE)
    assert "whose role is not said" in hand_back_flow(flow).to_json()
    shares = pd.DataFrame({"old_name": ["North", "South"], "new_name": "All", "share_pct": 100.0})
    found = spread_flow(flow, shares, NOWHERE)
    assert found.frame["unsaid_handed_back"].tolist() == [45]
    assert found.frame["not_picked_up"].tolist() == [80]


def test_providers_of_unknown_role_are_counted_as_such():
    assert say_roles(coverage_shown(MIXED, NOWHERE)) == (
        "3 providers deliver home care: 1 leads in at least one locality, 1 is spot only. The file does not say the "
        "role of 1 other."
    )


def test_what_was_handed_back_is_said_where_who_picked_up_is_hidden():
    """Three picked up are few: hidden everywhere, and with them what nobody picked up, but not what was handed back."""
    places = ("North", "South", "West")
    flow = flow_shown(rows(*((p, w, r, n, u) for p in places
                             for w, r, n, u in (("A", "lead", 10, 0), ("B", "spot", 5, 3)))), NOWHERE)  # fmt: skip
    assert flow.frame["not_picked_up"].isna().all()
    assert say_flow(flow) == (
        "Lead providers handed back 30 packages and spot providers 15. Who picked them up is hidden in 3 localities "
        "for small numbers."
    )


def test_what_is_handed_back_where_the_rest_is_hidden_is_said_beside():
    flow = flow_shown(rows(("North", "A", "lead", 40, 0), ("North", "B", "spot", 10, 20),
                           ("South", "A", "lead", 20, 0), ("South", "B", "spot", 10, 3)), NOWHERE)  # fmt: skip
    assert say_flow(flow) == (
        "Of 50 packages handed back, spot providers picked up 20, lead providers 0 and nobody 30. North has the most "
        "that nobody picked up (30). 1 locality is left out for small numbers, with 30 more known to be handed back."
    )


def test_a_hidden_figure_is_not_called_none():
    few = flow_shown(rows(("North", "A", "lead", 3, 0), ("North", "C", "", 30, 0)), NOWHERE)
    assert roles_unused(few) == ["spot_handed_back", "spot_picked_up"]
    alone = flow_shown(rows(("North", "A", "lead", 3, 0), ("North", "B", "spot", 2, 0)), NOWHERE)
    assert say_flow(alone) == "How many packages were handed back is hidden for small numbers."
    nothing = flow_shown(rows(("North", "A", "lead", 0, 0), ("North", "B", "spot", 0, 0)), NOWHERE)
    assert say_flow(nothing) == "No packages are known to have been handed back."
