"""Providers by locality: sums by hand, intervals beside another library, prices hidden where they tell of one."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from lib.measures.providers import added_up, coverage_shown, few_providers, flow_shown, providers_shown
from lib.views.provider_sentences import say_flow, say_roles, say_scale

pytestmark = pytest.mark.oracle

NOWHERE = "No locality given"


def rows(*given):
    names = ["locality_name", "provider_name", "role", "people", "hours", "packages_offered", "packages_accepted"]
    names += ["packages_handed_back", "packages_picked_up", "hourly_rate_gbp", "travel_minutes_per_hour"]
    frame = pd.DataFrame(given, columns=names)
    return frame.assign(is_unallocated=frame["locality_name"].eq("NULL"))


CARE = rows(
    ("North", "A", "lead", 60, 300.0, 200, 100, 40, 0, 20.0, 10.0),
    ("North", "B", "spot", 20, 100.0, 50, 45, 0, 30, 24.0, 6.0),
    ("South", "A", "lead", 30, 150.0, 100, 90, 10, 0, 20.0, 12.0),
    ("NULL", "B", "spot", 10, 50.0, 20, 10, 0, 0, 22.0, np.nan),
)


def by(table, name):
    return table.frame.set_index(name)


def test_sums_prices_and_travel_by_hand():
    north = added_up(CARE, ["locality_name"], NOWHERE).set_index("locality_name").loc["North"]
    assert (north["people"], north["hours"], north["providers_active"]) == (80, 400, 2)
    assert north["weekly_cost_gbp"] / north["priced_hours"] == pytest.approx((300 * 20 + 100 * 24) / 400)
    assert north["travel_minutes_per_hour"] == pytest.approx((300 * 10 + 100 * 6) / 400)


def test_the_row_of_no_locality_stays():
    table = by(providers_shown(CARE, "locality_name", NOWHERE), "locality_name")
    assert list(table.index) == ["North", "South", NOWHERE]
    assert table["hours"].sum() == CARE["hours"].sum()


def test_wilson_intervals_agree_with_statsmodels():
    table = by(providers_shown(CARE, "locality_name", NOWHERE), "locality_name")
    for place, (accepted, offered) in {"North": (145, 250), "South": (90, 100)}.items():
        low, high = proportion_confint(accepted, offered, method="wilson")
        assert table.loc[place, "accepted_pct"] == pytest.approx(100 * accepted / offered)
        assert table.loc[place, "accepted_low"] == pytest.approx(100 * low)
        assert table.loc[place, "accepted_high"] == pytest.approx(100 * high)
    low, high = proportion_confint(40, 145, method="wilson")
    assert table.loc["North", "handed_back_low"] == pytest.approx(100 * low)
    assert table.loc["North", "handed_back_high"] == pytest.approx(100 * high)


def test_the_price_of_one_provider_is_not_told():
    by_place = by(providers_shown(CARE, "locality_name", NOWHERE), "locality_name")
    assert by_place.loc["North", "hourly_rate_gbp"] == pytest.approx(21.0)
    assert pd.isna(by_place.loc["South", "hourly_rate_gbp"])
    assert providers_shown(CARE, "provider_name", NOWHERE).frame["hourly_rate_gbp"].isna().all()


def test_small_numbers_are_hidden_and_so_are_their_hours_and_shares():
    care = CARE.assign(people=[60, 20, 3, 10], packages_accepted=[100, 45, 2, 10])
    south = by(providers_shown(care, "locality_name", NOWHERE), "locality_name").loc["South"]
    assert south[["people", "hours", "packages_accepted", "accepted_pct", "handed_back_pct"]].isna().all()
    listed = coverage_shown(care, NOWHERE).frame
    assert listed.loc[listed["locality_name"].eq("South"), "hours"].isna().all()


def test_more_accepted_means_a_higher_share():
    more = CARE.assign(packages_accepted=[150, 45, 90, 10])
    before, after = (by(providers_shown(c, "locality_name", NOWHERE), "locality_name") for c in (CARE, more))
    assert after.loc["North", "accepted_pct"] > before.loc["North", "accepted_pct"]
    assert after.loc["South", "accepted_pct"] == before.loc["South", "accepted_pct"]


def test_what_lead_providers_hand_back_is_picked_up_or_not():
    flow = by(flow_shown(CARE, NOWHERE), "locality_name")
    assert flow.loc["North", ["lead_handed_back", "spot_picked_up", "not_picked_up"]].tolist() == [40, 30, 10]
    assert flow.loc["South", "not_picked_up"] == 10


def test_localities_with_nobody_and_with_one_alone():
    table = providers_shown(CARE, "locality_name", NOWHERE).frame
    assert few_providers(table, ["north", "South", "West"]) == (["West"], ["South"])


def test_rates_of_no_packages_are_missing():
    care = CARE.assign(packages_offered=0, packages_accepted=0)
    assert providers_shown(care, "locality_name", NOWHERE).frame["accepted_pct"].isna().all()


def test_a_file_that_does_not_say_who_picked_up_is_not_said_to_have_had_nobody():
    flow = flow_shown(CARE.assign(packages_picked_up=np.nan), NOWHERE)
    assert flow.frame["not_picked_up"].isna().all()
    assert say_flow(flow) == (
        "Lead providers handed back 50 packages and spot providers 0. The file does not say who picked them up."
    )


def test_a_share_or_rate_that_cannot_be_is_not_called_hidden():
    care = CARE.assign(packages_offered=[200, 50, 100, 0], packages_accepted=[100, 45, 90, 0])
    shown = providers_shown(care, "locality_name", NOWHERE)
    nowhere = shown.frame["locality_name"].eq(NOWHERE)
    assert shown.is_hidden("hourly_rate_gbp")[nowhere].all()
    assert not shown.is_hidden("accepted_pct")[nowhere].any()


FEW = rows(
    ("North", "A", "lead", 60, 300.0, 20, 10, 0, 0, 20.0, 10.0),
    ("North", "B", "spot", 20, 100.0, 20, 10, 0, 0, 20.0, 10.0),
    ("North", "C", "spot", 3, 30.0, 20, 10, 0, 0, 20.0, 10.0),
    ("South", "B", "lead", 30, 150.0, 20, 10, 0, 0, 20.0, 10.0),
    ("South", "C", "spot", 40, 210.0, 20, 10, 0, 0, 20.0, 10.0),
)


def test_hours_of_a_few_are_not_what_is_left_of_a_locality_or_a_provider():
    """North has 430 hours: with A and B shown, C's 30 would be what is left; with C's 240, what is left of C."""
    cover = coverage_shown(FEW, NOWHERE).frame.set_index(["locality_name", "provider_name"])["hours"]
    assert cover.isna().to_dict() == {
        ("North", "A"): False, ("North", "B"): True, ("North", "C"): True, ("South", "B"): False, ("South", "C"): False,
    }  # fmt: skip
    totals = by(providers_shown(FEW, "provider_name", NOWHERE), "provider_name")["hours"]
    assert totals.isna().to_dict() == {"A": False, "B": True, "C": True}
    assert by(providers_shown(FEW, "locality_name", NOWHERE), "locality_name")["hours"].tolist() == [430, 360]


def test_the_hours_shown_fit_more_than_one_story():
    """Any split of the 130 hidden hours of North between B and C gives the same figures."""
    cover = coverage_shown(FEW, NOWHERE).frame["hours"]
    other = FEW.assign(hours=[300.0, 60.0, 70.0, 150.0, 210.0])
    assert coverage_shown(other, NOWHERE).frame["hours"].equals(cover)
    told, again = (by(providers_shown(one, "provider_name", NOWHERE), "provider_name")["hours"] for one in (FEW, other))
    assert told.equals(again)


def test_how_much_care_for_how_many_is_said_of_what_is_shown():
    table = providers_shown(CARE, "locality_name", NOWHERE)
    (said,) = say_scale(table)
    assert said.startswith("600 hours a week go to 120 people, 5.0 each.")
    assert "buy their own home care" in said
    few = rows(
        *(tuple(row) for row in CARE.drop(columns="is_unallocated").to_numpy()[:2]),
        ("West", "C", "spot", 3, 9.0, *6 * [np.nan]),
    )
    (said,) = say_scale(providers_shown(few, "locality_name", NOWHERE))
    assert said.startswith("Of what is shown, 400 hours a week go to 80 people, 5.0 each.")


def test_nothing_is_said_of_hours_each_without_people():
    assert say_scale(providers_shown(CARE, "locality_name", NOWHERE).select(["locality_name", "hours"])) == []


def test_providers_are_counted_once_and_those_that_lead_somewhere_are_not_spot_only():
    cover = coverage_shown(CARE, NOWHERE)
    assert say_roles(cover) == "2 providers deliver home care: 1 leads in at least one locality, 1 is spot only."
    unsaid = coverage_shown(CARE.assign(role=""), NOWHERE)
    assert say_roles(unsaid) == "2 providers deliver home care; the file does not say which lead."
