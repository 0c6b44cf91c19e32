"""Processes killed at random, and several at once: a version is there whole or not at all."""

import multiprocessing
import random
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import pytest
from sqlalchemy import text
from store_uploads import assert_whole, save_for_ever, save_some, save_until, upload

from lib.store import open_store
from lib.store.place import connect_to, with_driver
from lib.store.version import identity

pytestmark = pytest.mark.unit
KILLS = 25


@pytest.fixture(scope="module")
def processes():
    """Processes that begin with everything imported, so that each takes milliseconds.

    A page opened by AppTest leaves its script behind as the main module, which a new process would run.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
        yield _beginning_with_the_store()


def _beginning_with_the_store():
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["alembic.command", "pyarrow.parquet", "lib.store", "store_uploads"])
    return context


def test_a_process_killed_at_random_leaves_no_half_version(place, processes):
    chance = random.Random(20261121)
    whole: set[str] = set()
    for seed in range(KILLS):
        hear, tell = processes.Pipe(duplex=False)
        worker = processes.Process(target=save_for_ever, args=(place, seed, tell))
        worker.start()
        hear.recv()
        worker.join(timeout=chance.uniform(0, 0.1))
        worker.kill()
        worker.join()
        assert worker.exitcode == -signal.SIGKILL
        whole |= the_new_are_whole(place, whole)
    assert len(whole) >= KILLS
    assert_nothing_belongs_to_nobody(place)


def test_a_process_killed_before_each_statement_saves_all_or_nothing(place, processes):
    open_store(place).close()
    states: list[str] = []
    whole: set[str] = set()
    for statement in range(1, 20):
        worker = processes.Process(target=save_until, args=(place, statement, f"try {statement}"))
        worker.start()
        worker.join()
        whole |= the_new_are_whole(place, whole)
        found = [one for one in versions_of(place) if one.id == the_id_of(f"try {statement}")]
        states.append(found[0].status.value if found else "nothing")
        if worker.exitcode == 0:
            break
    assert worker.exitcode == 0
    assert states[0] == "nothing"
    assert states[-1] == "published"
    assert states == sorted(states, key=["nothing", "draft", "published"].index)
    assert_nothing_belongs_to_nobody(place)


def test_several_processes_that_save_at_once_all_succeed(place, processes):
    go = processes.Event()
    workers = [processes.Process(target=save_some, args=(place, seed, 5, go)) for seed in range(4)]
    for worker in workers:
        worker.start()
    go.set()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert len(the_new_are_whole(place, set())) == 4 * 5 + 1


def test_several_people_in_one_process_can_save_at_once(store):
    with ThreadPoolExecutor(8) as people:
        kept = list(people.map(lambda n: store.save(*upload(f"person {n % 6}"), "Ann"), range(24)))
    assert {one.id for one in kept} == {one.id for one in store.versions()}
    assert len(store.versions()) == 6


def versions_of(place):
    store = open_store(place)
    found = store.versions()
    store.close()
    return found


def the_new_are_whole(place, known):
    """Every version listed can be loaded and is what was saved; those known were looked at before."""
    store = open_store(place)
    new = {one.id for one in store.versions()} - known
    for version_id in new:
        assert_whole(store, version_id)
    in_use = store.current("indicators")
    assert in_use is None or store.load(in_use.id) is not None
    store.close()
    return new


def the_id_of(said):
    return identity(upload(said)[0].dataset, "file.csv", "")


def assert_nothing_belongs_to_nobody(place):
    engine = connect_to(with_driver(place))
    with engine.connect() as connection:
        for table in ("files", "publications"):
            alone = f"SELECT count(*) FROM {table} WHERE version_id NOT IN (SELECT id FROM versions)"  # noqa: S608
            assert connection.execute(text(alone)).scalar() == 0
        if engine.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    engine.dispose()
