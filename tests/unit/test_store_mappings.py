"""Which column is which is asked once."""

import pytest

from lib.store.mappings import fingerprint_of

pytestmark = pytest.mark.unit
HEADINGS = ["Home", "Post Code", "Beds (max)"]
COLUMNS = {"Home": "name", "Post Code": "postcode", "Beds (max)": "registered_beds"}


def test_a_mapping_is_offered_for_the_next_file_like_it(store):
    store.save_mapping(HEADINGS, COLUMNS, "homes", "Ann")
    found = store.mapping_for(HEADINGS)
    assert (found.kind, found.columns, found.who) == ("homes", COLUMNS, "Ann")


def test_order_capitals_and_spaces_do_not_matter_and_the_answer_is_in_this_files_words(store):
    store.save_mapping(HEADINGS, COLUMNS, "homes")
    found = store.mapping_for(["BEDS (MAX)", "post  code", "Home "])
    assert found.columns == {"BEDS (MAX)": "registered_beds", "post  code": "postcode", "Home ": "name"}


@pytest.mark.parametrize("other", [HEADINGS[:2], [*HEADINGS, "Region"], [*HEADINGS, "Home"]])
def test_another_header_row_is_another_file(store, other):
    store.save_mapping(HEADINGS, COLUMNS, "homes")
    assert store.mapping_for(other) is None


def test_what_was_said_last_counts(store):
    store.save_mapping(HEADINGS, COLUMNS, "homes", "Ann")
    store.save_mapping(HEADINGS, {"Home": "provider_name"}, "homes", "Bob")
    found = store.mapping_for(HEADINGS)
    assert (found.columns, found.who) == ({"Home": "provider_name"}, "Bob")


def test_a_mapping_is_for_a_kind(store):
    store.save_mapping(HEADINGS, COLUMNS, "homes")
    store.save_mapping(HEADINGS, {"Home": "locality_name"}, "localities")
    assert store.mapping_for(HEADINGS, "homes").columns == COLUMNS
    assert store.mapping_for(HEADINGS).kind == "localities"
    assert store.mapping_for(HEADINGS, "population") is None


def test_a_mapping_can_be_forgotten(store):
    store.save_mapping(HEADINGS, COLUMNS, "homes")
    store.forget_mapping(HEADINGS)
    assert store.mapping_for(HEADINGS) is None


def test_a_heading_that_is_not_there_is_a_bug_of_ours(store):
    with pytest.raises(ValueError, match="Rooms"):
        store.save_mapping(HEADINGS, {"Rooms": "registered_beds"}, "homes")


def test_fingerprints_say_nothing_of_the_headings():
    assert len(fingerprint_of(HEADINGS)) == 64
    assert fingerprint_of(HEADINGS) != fingerprint_of(["Home", "Post Code Beds (max)"])
