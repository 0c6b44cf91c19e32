"""What is saved can be loaded again, exactly, and only once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pandas as pd
import pytest
from sqlalchemy import text
from store_uploads import assert_same, upload
from test_ingest_client_level import EVENTS, R1

import lib
from lib.datasets import Outcome
from lib.datasets.samples import sample_files
from lib.store import NotKept, Status, open_store
from lib.store.place import connect_to, place_of, with_driver

pytestmark = pytest.mark.unit


@lru_cache
def sample_of(kind):
    sample = sample_files("E08000014")[kind]
    outcome = lib.load(sample.content, sample.name, kind)
    return sample, replace(outcome, dataset=sample.said_of(outcome.dataset))


@pytest.mark.parametrize("kind", sorted(sample_files("E08000014")))
def test_every_kind_comes_back_as_it_was_saved(store, kind):
    sample, outcome = sample_of(kind)
    version = store.save(outcome, sample.content, sample.name, "Ann", "E08000014")
    assert_same(store.load(version.id), outcome.dataset)
    assert store.outcome(version.id).problems == outcome.problems
    assert store.original(version.id) == sample.content


def test_a_version_says_who_when_and_what(store):
    outcome, content, name = upload(licence="OGL v3.0", as_at="March 2026")
    version = store.save(outcome, content, name, "Ann Example", "E08000014")
    assert (version.kind, version.la_code, version.status) == ("indicators", "E08000014", Status.DRAFT)
    assert (version.file_name, version.who) == ("file.csv", "Ann Example")
    assert timedelta(0) <= datetime.now(UTC) - version.saved_at < timedelta(minutes=1)
    assert version.saved_at.tzinfo is UTC
    assert version.provenance == outcome.dataset.provenance
    assert version.size_bytes > len(content)
    assert store.version(version.id) == version
    assert store.versions() == (version,)


def test_saving_the_same_again_is_the_same_version(store):
    first = store.save(*upload(), "Ann")
    outcome, content, _ = upload()
    assert store.save(outcome, content, "file.csv", "Bob") == first
    assert len(store.versions()) == 1


def test_a_file_by_another_name_is_the_same_version(store):
    outcome, content, _ = upload()
    renamed = replace(outcome.dataset, provenance=replace(outcome.dataset.provenance, source="again.csv"))
    first = store.save(outcome, content, "file.csv", "Ann")
    assert store.save(replace(outcome, dataset=renamed), content, "again.csv", "Ann") == first


@pytest.mark.parametrize("change", ["kind", "council", "reading", "licence"])
def test_what_differs_is_another_version(store, change):
    outcome, content, name = upload()
    first = store.save(outcome, content, name, "Ann")
    data = outcome.dataset
    changed = {
        "kind": replace(data, kind="population"),
        "reading": replace(data, frame=data.frame.assign(source_row=data.frame["source_row"] + 1)),
        "licence": replace(data, provenance=replace(data.provenance, licence="OGL v3.0")),
    }.get(change, data)
    second = store.save(Outcome(changed), content, name, "Ann", "E08000014" if change == "council" else "")
    assert second.id != first.id
    assert_same(store.load(first.id), data)
    assert_same(store.load(second.id), changed)


def test_the_id_is_the_same_on_another_machine(store, tmp_path):
    elsewhere = open_store(f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    assert elsewhere.save(*upload(), "Bob").id == store.save(*upload(), "Ann").id
    elsewhere.close()


def test_versions_are_listed_newest_first_by_kind_and_council(store):
    old = store.save(*upload("old"), "Ann", "E08000014")
    new = store.save(*upload("new"), "Ann", "E08000014")
    other = store.save(*upload("other", "population"), "Ann")
    assert [one.id for one in store.versions("indicators", "E08000014")] == [new.id, old.id]
    assert store.versions("population") == (other,)
    assert store.versions("indicators", "") == ()
    assert len(store.versions()) == 3


def test_what_was_saved_does_not_follow_later_changes_of_the_frame(store):
    outcome, content, name = upload()
    version = store.save(outcome, content, name, "Ann")
    expected = outcome.dataset.frame.copy()
    outcome.dataset.frame.loc[0, "area_code"] = "changed"
    pd.testing.assert_frame_equal(store.load(version.id).frame, expected)


def test_the_file_itself_need_not_be_kept(store):
    outcome, content, name = upload()
    version = store.save(outcome, content, name, "Ann", keep_original=False)
    assert_same(store.load(version.id), outcome.dataset)
    with pytest.raises(NotKept) as found:
        store.original(version.id)
    assert found.value.problem.code == "original-not-kept"


def test_a_file_of_records_of_people_is_never_kept_whatever_is_asked(store, place, tmp_path):
    content = "\n".join([R1, *EVENTS]).encode()
    outcome = lib.load(content, "cld.csv")
    assert outcome.counts_records
    version = store.save(outcome, content, "cld.csv", "Ann", keep_original=True)
    assert store.load(version.id).frame["users_count"].sum() > 0
    with pytest.raises(NotKept) as found:
        store.original(version.id)
    assert found.value.problem.code == "original-not-kept"
    if place.startswith("sqlite"):
        kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
        assert b"Quixote" not in kept


def test_a_refused_file_cannot_be_saved(store):
    with pytest.raises(ValueError, match="refused"):
        store.save(Outcome(None), b"", "file.csv", "Ann")


def test_a_dataset_cannot_be_saved_with_the_bytes_of_another(store):
    outcome, _, name = upload()
    with pytest.raises(ValueError, match="these bytes"):
        store.save(outcome, b"other bytes", name, "Ann")


@pytest.mark.parametrize("question", ["version", "load", "outcome", "original", "publish", "withdraw"])
def test_a_version_that_is_not_kept_is_said_so(store, question):
    with pytest.raises(NotKept) as found:
        getattr(store, question)("no-such-version")
    assert found.value.problem.code == "version-gone"


def test_a_version_that_was_tampered_with_is_not_opened(store, place):
    version = store.save(*upload(), "Ann")
    engine = connect_to(with_driver(place))
    with engine.begin() as connection:
        connection.execute(text("UPDATE files SET content = :other WHERE name = 'frame'"), {"other": b"other"})
    engine.dispose()
    with pytest.raises(NotKept) as found:
        store.load(version.id)
    assert found.value.problem.code == "version-damaged"


def test_names_that_no_database_can_keep_are_kept_without_their_odd_characters(store):
    outcome, content, _ = upload()
    version = store.save(outcome, content, "a\0b\ud800.csv", "A\0nn")
    assert (version.file_name, version.who) == ("ab?.csv", "Ann")


def test_two_versions_can_be_compared(store):
    first = store.save(*upload("one", as_at="March 2026"), "Ann")
    second = store.save(*upload("two", n_rows=5, as_at="April 2026"), "Bob")
    found = store.compare(first.id, second.id)
    facts = found.facts.set_index("what")
    assert (found.before, found.after) == (first, second)
    assert list(facts.loc["As at", ["before", "after"]]) == ["March 2026", "April 2026"]
    assert list(facts.loc["Rows read", ["before", "after"]]) == ["3 rows", "5 rows"]
    assert facts.loc["Saved by", "is_changed"]
    assert not facts.loc["File", "is_changed"]
    assert not found.is_same_file
    assert_same(found.after_data, store.load(second.id))


def test_versions_of_two_kinds_cannot_be_compared(store):
    first, second = store.save(*upload(), "Ann"), store.save(*upload("x", "population"), "Ann")
    with pytest.raises(ValueError, match="cannot compare"):
        store.compare(first.id, second.id)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"DATABASE_URL": "postgres://u@h/db"}, "postgresql+psycopg://u@h/db"),
        ({"DATABASE_URL": "postgresql://u@h/db", "WORKBENCH_HOME": "/srv/w"}, "postgresql+psycopg://u@h/db"),
        ({"WORKBENCH_HOME": "/srv/w"}, "sqlite:////srv/w/workbench.sqlite3"),
    ],
)
def test_where_the_store_is(environ, expected):
    assert place_of(environ).render_as_string() == expected


def test_without_being_told_the_store_is_beside_the_app():
    assert str(place_of({}).database).endswith("/workspace/workbench.sqlite3")
