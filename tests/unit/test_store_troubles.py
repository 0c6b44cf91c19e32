"""A full disk, a busy, damaged or unreachable store: said plainly, and nothing is lost."""

import sqlite3
from types import SimpleNamespace

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import OperationalError
from store_uploads import assert_same, upload

from lib.store import NotKept, Store, open_store
from lib.store.not_kept import problem_of
from lib.store.place import connect_to, with_driver

pytestmark = pytest.mark.unit


@pytest.fixture
def file(tmp_path):
    return tmp_path / "workbench.sqlite3"


def code_of(call, *arguments):
    with pytest.raises(NotKept) as found:
        call(*arguments)
    assert found.value.problem.fix
    return found.value.problem.code


def limited(file, pragma):
    """The store under one more condition."""
    engine = connect_to(make_url(f"sqlite:///{file}"))
    event.listen(engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}"))
    return Store(engine)


def test_a_full_disk_is_said_and_loses_nothing(file):
    store = open_store(f"sqlite:///{file}")
    outcome, content, name = upload("small")
    kept = store.publish(store.save(outcome, content, name, "Ann").id)
    store.close()
    full = limited(file, "max_page_count = 40")
    assert code_of(full.save, *upload("big", n_rows=20_000), "Ann") == "disk-full"
    assert full.versions() == (kept,)
    assert_same(full.load(kept.id), outcome.dataset)
    full.close()
    again = open_store(f"sqlite:///{file}")
    assert again.current("indicators") == kept
    assert again.save(*upload("big", n_rows=20_000), "Ann").id != kept.id
    again.close()


def test_a_store_that_somebody_else_keeps_busy_is_said(file):
    open_store(f"sqlite:///{file}").close()
    other = sqlite3.connect(file)
    other.execute("BEGIN IMMEDIATE")
    hurried = limited(file, "busy_timeout = 10")
    assert code_of(hurried.save, *upload(), "Ann") == "workspace-busy"
    assert hurried.versions() == ()
    other.rollback()
    other.close()
    assert hurried.save(*upload(), "Ann") in hurried.versions()
    hurried.close()


def test_purging_while_somebody_reads_says_that_traces_may_stay(file):
    store = open_store(f"sqlite:///{file}")
    kept = store.save(*upload(), "Ann")
    store.close()
    other = sqlite3.connect(file)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM files").fetchone()
    hurried = limited(file, "busy_timeout = 10")
    assert code_of(hurried.purge, kept.id) == "purge-unfinished"
    assert hurried.versions() == ()
    other.rollback()
    other.close()
    hurried.clean_up()
    assert (file.parent / f"{file.name}-wal").stat().st_size == 0
    hurried.close()


def test_a_damaged_file_is_said(file):
    file.write_bytes(b"not a database at all" * 400)
    assert code_of(open_store, f"sqlite:///{file}") == "workspace-damaged"


def test_a_place_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "in-the-way").write_text("a file")
    assert code_of(open_store, f"sqlite:///{tmp_path}/in-the-way/workbench.sqlite3") == "workspace-read-only"


def test_a_database_out_of_reach_is_said():
    assert code_of(open_store, "postgresql://nobody@127.0.0.1:1/nothing") == "workspace-out-of-reach"


def test_a_store_of_a_newer_workbench_is_left_alone(place):
    open_store(place).close()
    engine = connect_to(with_driver(place))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
    engine.dispose()
    assert code_of(open_store, place) == "workspace-newer"


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "disk-full"),
        ("55P03", "workspace-busy"),
        ("40P01", "workspace-busy"),
        ("25006", "workspace-read-only"),
        ("42501", "workspace-read-only"),
        ("XX001", "workspace-damaged"),
        ("08006", "workspace-out-of-reach"),
        ("28P01", "workspace-out-of-reach"),
        ("57P01", "workspace-out-of-reach"),
    ],
)
def test_what_postgresql_says_in_codes(state, code):
    assert problem_of(OperationalError("SELECT 1", {}, SimpleNamespace(sqlstate=state))).code == code


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite3.SQLITE_FULL, "disk-full"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "workspace-busy"),
        (sqlite3.SQLITE_READONLY, "workspace-read-only"),
        (sqlite3.SQLITE_CANTOPEN, "workspace-read-only"),
        (sqlite3.SQLITE_CORRUPT, "workspace-damaged"),
    ],
)
def test_what_sqlite_says_in_numbers(number, code):
    assert problem_of(OperationalError("SELECT 1", {}, SimpleNamespace(sqlite_errorcode=number))).code == code


@pytest.mark.parametrize("said", [SimpleNamespace(sqlstate="42601"), SimpleNamespace(sqlite_errorcode=1)])
def test_bugs_of_ours_stay_errors(said):
    assert problem_of(OperationalError("SELEC", {}, said)) is None


def test_errors_do_not_print_values():
    engine = connect_to(make_url("sqlite://"))
    with engine.connect() as connection, pytest.raises(OperationalError) as found:
        connection.execute(text("SELECT * FROM nothing WHERE name = :name"), {"name": "Mrs Example"})
    assert "Mrs Example" not in str(found.value)
