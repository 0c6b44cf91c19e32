"""What is purged or forgotten leaves no trace: not in files, not in memory."""

import gc
import os
import sys
import tempfile
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from store_uploads import upload

from lib.store import NotKept, SessionStore, open_store
from lib.store.place import connect_to, with_driver

pytestmark = pytest.mark.unit
PLANTED = "planted-7f3a9c"


def files_that_say(folder: Path, planted: str) -> list[str]:
    """Files below a folder that hold the text anywhere in their bytes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if planted.encode() in path.read_bytes()]


@pytest.fixture
def kept_files(place, tmp_path):
    """The folder in which a store keeps what it keeps."""
    if place.startswith("sqlite"):
        return tmp_path
    engine = connect_to(with_driver(place))
    with engine.connect() as connection:
        folder = Path(str(connection.execute(text("SHOW data_directory")).scalar())) / "base"
    engine.dispose()
    if not os.access(folder, os.R_OK | os.X_OK):
        pytest.skip("the files of the PostgreSQL server cannot be read from here")
    return folder


def write_out(place):
    """Have PostgreSQL write what it has in memory, and take away the files it no longer uses."""
    if place.startswith("sqlite"):
        return
    engine = connect_to(with_driver(place)).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.execute(text("CHECKPOINT"))
    engine.dispose()


def test_a_purge_leaves_nothing_of_a_version(store, place, kept_files):
    other = store.save(*upload("another"), "Ann")
    outcome, content, _ = upload(PLANTED, n_rows=2_000, licence=PLANTED)
    kept = store.save(outcome, content, f"{PLANTED}.csv", PLANTED)
    store.publish(kept.id, PLANTED)
    store.roll_back("indicators", who=PLANTED)
    write_out(place)
    assert files_that_say(kept_files, PLANTED)
    store.purge(kept.id)
    write_out(place)
    assert files_that_say(kept_files, PLANTED) == []
    assert store.versions() == (other,)
    assert store.load(other.id).provenance == other.provenance
    store.close()
    assert files_that_say(kept_files, PLANTED) == []


def test_a_purge_waits_for_those_who_began_to_read_before_it(store, place, kept_files):
    if place.startswith("sqlite"):
        pytest.skip("SQLite has no reader who outlasts a write")
    outcome, content, _ = upload(PLANTED, n_rows=2_000)
    kept = store.save(outcome, content, f"{PLANTED}.csv", "Ann")
    engine = connect_to(with_driver(place)).execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as reader, ThreadPoolExecutor(1) as aside:
        reader.execute(text("SELECT count(*) FROM versions")).scalar()
        purged = aside.submit(store.purge, kept.id)
        with pytest.raises(TimeoutError):
            purged.result(timeout=0.5)
        reader.rollback()
        purged.result(timeout=20)
    engine.dispose()
    write_out(place)
    assert files_that_say(kept_files, PLANTED) == []


def test_a_purge_gives_the_room_back(tmp_path):
    open_store(f"sqlite:///{tmp_path / 'workbench.sqlite3'}").close()
    empty = (tmp_path / "workbench.sqlite3").stat().st_size
    store = open_store(f"sqlite:///{tmp_path / 'workbench.sqlite3'}")
    kept = store.save(*upload("big", n_rows=50_000), "Ann")
    store.purge(kept.id)
    assert (tmp_path / "workbench.sqlite3").stat().st_size == empty
    store.close()


def test_purging_twice_is_purging_once(store):
    kept = store.save(*upload(), "Ann")
    store.purge(kept.id)
    store.purge(kept.id)
    assert store.versions() == ()


def test_what_was_purged_can_be_saved_again(store):
    kept = store.save(*upload(), "Ann")
    store.purge(kept.id)
    assert store.save(*upload(), "Ann").id == kept.id


def test_a_session_answers_as_the_store_does():
    session = SessionStore()
    outcome, content, name = upload()
    first = session.save(outcome, content, name, "Ann")
    assert session.save(*upload(), "Bob") == first
    second = session.save(*upload("two"), "Ann")
    assert session.versions("indicators") == (second, first)
    assert session.versions("homes") == ()
    assert session.load(first.id) is outcome.dataset
    assert session.outcome(first.id) is outcome
    assert session.original(first.id) == content
    assert session.compare(first.id, second.id).after == second


def test_a_session_forgets_one_or_all():
    session = SessionStore()
    first, second = session.save(*upload("one"), "Ann"), session.save(*upload("two"), "Ann")
    session.forget(first.id)
    session.forget(first.id)
    assert session.versions() == (second,)
    with pytest.raises(NotKept):
        session.load(first.id)
    session.forget()
    assert session.versions() == ()


def test_what_a_session_forgets_is_gone_from_memory():
    session = SessionStore()
    outcome, content, name = upload(PLANTED)
    kept = session.save(outcome, content, name, "Ann")
    session.compare(kept.id, kept.id)
    held = [weakref.ref(one) for one in (outcome, outcome.dataset, outcome.dataset.frame, outcome.dataset.set_aside)]
    references = sys.getrefcount(content)
    del outcome
    session.forget()
    gc.collect()
    assert [ref() for ref in held] == [None] * 4
    assert sys.getrefcount(content) == references - 1


def test_a_session_writes_no_file(tmp_path, monkeypatch):
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "WORKBENCH_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    session = SessionStore()
    kept = session.save(*upload(PLANTED, n_rows=20_000), "Ann")
    session.compare(kept.id, kept.id)
    session.forget()
    assert list(tmp_path.rglob("*")) == []
