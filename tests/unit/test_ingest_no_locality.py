"""Rows of no locality, in the words councils use for it; and places whose names only sound like it."""

import pytest
from ingest_tables import codes, column, csv, load

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "said",
    [
        "No locality recorded", "no locality given", "No locality", "Not recorded", "(not recorded)", "Not stated",
        "Unknown locality", "Locality unknown", "Locality not known", "Locality - not stated", "NOT GIVEN", "NULL",
        "No zone allocated", "Unallocated zone", "Missing locality", "None recorded", "Not specified", "Unknown area",
    ],
)  # fmt: skip
def test_words_for_no_locality(said):
    outcome = load(csv("Locality,Month,Hours", "North,2025-04,300", f"{said},2025-04,40"))
    assert column(outcome, "is_unallocated") == [False, True]
    assert "not-allocated" in codes(outcome)


@pytest.mark.parametrize(
    "said",
    ["Locality 1", "No Man's Heath", "Notting Dale", "Unknown Warrior Estate", "Zone N", "Area North", "Otherton"],
)
def test_places_that_only_sound_like_it(said):
    outcome = load(csv("Locality,Month,Hours", "South,2025-04,300", f"{said},2025-04,40"))
    assert column(outcome, "is_unallocated") == [False, False]


def test_providers_of_no_locality_recorded_are_of_none():
    outcome = load(csv("Locality,Provider,Hours", "North,A,300", "No locality recorded,B,40"))
    assert column(outcome, "is_unallocated") == [False, True]
