"""Closures on a public register of care homes and a public population."""

import pytest

import lib
from lib.geography import areas, council
from lib.measures.access import access_to_beds
from lib.measures.market import market_around, points_of
from lib.measures.scenario import Close
from lib.measures.scope import homes_of
from lib.measures.what_if import what_if

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def opened(real):
    """The register, people aged 75 and over, and a point for every small area."""
    register, ages = "cqc_care_homes_north_west_filled.csv", "ons_mid2020_single_year_age_lsoa11.csv"
    homes = lib.load((real / "cqc" / register).read_bytes(), register).dataset.frame
    people = lib.load((real / "small_area" / "four_councils" / ages).read_bytes(), ages).dataset.frame
    return homes, people.set_index("area_code")["population_75_plus"], points_of(areas(None))


def market_of(opened, name):
    homes, people, points = opened
    own = homes_of(homes, council(name))
    market = market_around(homes, own["cqc_location_id"], points, areas(name)["area_code"], people, 10)
    return own, market


def test_the_largest_nursing_home_of_sefton(opened):
    own, market = market_of(opened, "Sefton")
    largest = own[own["has_nursing"].fillna(False)].sort_values("registered_beds").iloc[-1]
    effect = what_if(market, [Close((largest["cqc_location_id"],))])
    assert effect.displaced == 176
    assert effect.not_placed is None
    assert effect.places["has_nursing"].all()
    assert (effect.access["beds_per_1000_change"] <= 1e-9).all()


def test_the_three_largest_homes_of_liverpool(opened):
    own, market = market_of(opened, "Liverpool")
    three = own.sort_values(["registered_beds", "cqc_location_id"])["cqc_location_id"].tail(3)
    effect = what_if(market, [Close(tuple(three))])
    assert effect.displaced == 480
    assert effect.share_lost_pct == pytest.approx(100 * 480 / 3483)
    assert not set(three) & set(effect.places["cqc_location_id"])


def test_every_home_of_sefton_under_ten_beds(opened):
    own, market = market_of(opened, "Sefton")
    small = own[own["registered_beds"].between(1, 9)]
    effect = what_if(market, [Close(tuple(small["cqc_location_id"]))])
    assert (len(small), effect.displaced) == (33, 140)
    assert effect.not_placed_at_best <= 140


def test_people_times_access_is_the_reachable_supply_of_the_market(opened):
    _, market = market_of(opened, "Sefton")
    table = access_to_beds(market.homes, market.areas)
    shared = (table["population"] * table["beds_per_1000"] / 1000).sum()
    assert shared == pytest.approx(float(market.homes["registered_beds"].sum()), rel=1e-9)
