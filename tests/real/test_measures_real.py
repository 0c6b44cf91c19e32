"""Measures on a public register of care homes."""

import pytest

import lib
from lib.geography import areas, council
from lib.measures import access_to_beds, beds_by, by_specialism, close_homes, size_bands, totals
from lib.measures.scope import homes_of

pytestmark = pytest.mark.real

NORTH_WEST = "cqc_care_homes_north_west_filled.csv"


@pytest.fixture(scope="module")
def homes(real):
    return lib.load((real / "cqc" / NORTH_WEST).read_bytes(), NORTH_WEST).dataset.frame


@pytest.fixture(scope="module")
def sefton():
    outlines = areas("Sefton")
    return outlines.assign(population=1000)


@pytest.mark.parametrize(
    ("name", "count", "beds"), [("Sefton", 134, 3790), ("Liverpool", 88, 3483), ("Knowsley", 27, 1103)]
)
def test_totals_of_three_councils(homes, name, count, beds):
    line = totals(homes_of(homes, council(name)))
    assert (line["homes"], line["beds"]) == (count, beds)


def test_every_home_of_the_register_is_in_an_area_or_in_the_remainder(homes, sefton):
    table = beds_by(homes, sefton)
    assert table["homes_count"].sum() == len(homes)
    assert table["beds"].sum() == totals(homes)["beds"]
    assert table.loc[~table["is_remainder"], "homes_count"].sum() == pytest.approx(134, abs=2)


def test_size_bands_add_up_to_the_register(homes):
    here = homes_of(homes, council("Sefton"))
    assert size_bands(here)["homes_count"].sum() == len(here)
    assert by_specialism(here)["homes_count"].max() <= len(here)


def test_people_times_access_is_the_reachable_supply(homes, sefton):
    table = access_to_beds(homes, sefton)
    shared = (table["population"] * table["beds_per_1000"] / 1000).sum()
    everywhere = totals(homes)["beds"]
    assert 3790 < shared < everywhere  # homes across the border are reached as well
    assert not table["has_none_in_reach"].any()


def test_closing_the_largest_nursing_home_of_sefton(homes, sefton):
    here = homes_of(homes, council("Sefton"))
    largest = here[here["has_nursing"].fillna(False)].sort_values("registered_beds").iloc[-1]
    impact = close_homes(homes, sefton, [largest["cqc_location_id"]])
    assert impact.displaced_beds == largest["registered_beds"]
    assert impact.nearest["home_kind"].str.contains("nursing").all()
    assert impact.nearest["distance_km"].is_monotonic_increasing
    assert (impact.access_change["beds_per_1000_change"] <= 1e-9).all()
    assert impact.cannot_be_placed is None
