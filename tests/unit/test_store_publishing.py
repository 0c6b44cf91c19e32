"""Which version everybody uses."""

import pytest
from store_uploads import upload

from lib.store import NotKept, Status

pytestmark = pytest.mark.unit


@pytest.fixture
def three(store):
    return [store.save(*upload(text), "Ann", "E08000014") for text in ("one", "two", "three")]


def in_use(store):
    found = store.current("indicators", "E08000014")
    return found.id if found else None


def test_a_draft_is_in_nobodys_use(store, three):
    assert in_use(store) is None


def test_the_latest_published_is_in_use(store, three):
    one, two, _ = three
    assert store.publish(two.id, "Ann").status == Status.PUBLISHED
    store.publish(one.id, "Bob")
    assert in_use(store) == one.id


def test_publishing_is_for_one_kind_and_one_council(store, three):
    other_kind = store.save(*upload("x", "population"), "Ann", "E08000014")
    other_council = store.save(*upload("x"), "Ann", "E08000012")
    for version in (three[0], other_kind, other_council):
        store.publish(version.id)
    assert in_use(store) == three[0].id
    assert store.current("population", "E08000014").id == other_kind.id
    assert store.current("indicators", "E08000012").id == other_council.id
    assert store.current("indicators") is None


def test_roll_back_goes_to_the_one_published_before(store, three):
    one, two, _ = three
    store.publish(one.id)
    store.publish(two.id)
    assert store.roll_back("indicators", "E08000014", "Bob").id == one.id
    assert store.version(two.id).status == Status.WITHDRAWN
    assert store.roll_back("indicators", "E08000014") is None
    assert store.roll_back("indicators", "E08000014") is None


def test_a_version_published_twice_stands_until_both_are_rolled_back(store, three):
    one, two, _ = three
    for version in (one, two, one):
        store.publish(version.id)
    assert store.roll_back("indicators", "E08000014").id == two.id
    assert store.version(one.id).status == Status.PUBLISHED
    assert store.roll_back("indicators", "E08000014").id == one.id


def test_publishing_what_is_in_use_changes_nothing(store, three):
    one, two, _ = three
    for version in (one, two, two):
        store.publish(version.id)
    assert store.roll_back("indicators", "E08000014").id == one.id


def test_withdrawing_leaves_the_last_that_stands(store, three):
    one, two, three_ = three
    for version in three:
        store.publish(version.id)
    assert store.withdraw(two.id, "Bob").status == Status.WITHDRAWN
    assert in_use(store) == three_.id
    store.withdraw(three_.id)
    assert in_use(store) == one.id


def test_what_was_withdrawn_can_be_published_again(store, three):
    store.withdraw(three[0].id)
    assert store.version(three[0].id).status == Status.WITHDRAWN
    assert store.publish(three[0].id).status == Status.PUBLISHED
    assert in_use(store) == three[0].id


def test_roll_back_does_nothing_when_somebody_else_was_quicker(store, three):
    one, two, three_ = three
    for version in (one, two, three_):
        store.publish(version.id)
    store.roll_back("indicators", "E08000014", seen=three_.id)
    with pytest.raises(NotKept) as found:
        store.roll_back("indicators", "E08000014", seen=three_.id)
    assert found.value.problem.code == "changed-meanwhile"
    assert in_use(store) == two.id


def test_purging_what_is_in_use_leaves_the_one_before(store, three):
    store.publish(three[0].id)
    store.publish(three[1].id)
    store.purge(three[1].id)
    assert in_use(store) == three[0].id


def test_who_published_what_and_when_is_kept(store, three):
    store.publish(three[0].id, "Ann")
    store.publish(three[1].id, "Bob")
    store.roll_back("indicators", "E08000014", "Cy")
    history = store.history("indicators", "E08000014")
    assert list(history["version_id"]) == [three[1].id, three[0].id]
    assert list(history["published_by"]) == ["Bob", "Ann"]
    assert list(history["ended_by"]) == ["Cy", ""]
    assert list(history["ended_at"].isna()) == [False, True]
    assert history["published_at"].is_monotonic_decreasing


def test_history_of_nothing_has_its_columns(store):
    history = store.history("indicators")
    assert history.empty
    assert list(history) == ["version_id", "published_at", "published_by", "ended_at", "ended_by"]
