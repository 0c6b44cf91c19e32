"""Taking a version away so that nothing is left of it on the disk."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, delete, text
from sqlalchemy.exc import DBAPIError

from lib.store.not_kept import NOT_YET_GONE, NotKept
from lib.store.place import WRITES
from lib.store.tables import files, publications, versions

_TRIES, _PAUSE = 300, 0.1  # seconds: as patient as for a lock
_EARLIER_READERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND backend_type = 'client backend' AND age(backend_xmin) >= age(CAST(:now AS xid))"
)


def purge(engine: Engine, version_id: str) -> None:
    """Delete a version and everything of it, then clean up. Purging what is gone only cleans up."""
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        connection.execute(delete(versions).where(versions.c.id == version_id))
    clean_up(engine)
    engine.dispose()  # connections at rest keep pages of the database in memory


def clean_up(engine: Engine) -> None:
    """Take away what the database has put by of rows that are deleted.

    Raises
    ------
    NotKept
        When others were reading for too long, or there was no room to clean up in.
    """
    clean = _clean_postgres if engine.dialect.name == "postgresql" else _clean_sqlite
    try:
        clean(engine)
    except (DBAPIError, sqlite3.OperationalError) as error:
        raise NotKept(NOT_YET_GONE) from error


def _clean_sqlite(engine: Engine) -> None:
    """Deleted pages are overwritten (``secure_delete``); the journal still has them until it is emptied."""
    connection = engine.raw_connection()
    try:
        run = connection.cursor().execute
        _empty_journal(run)
        run("VACUUM")
        _empty_journal(run)
    finally:
        connection.close()


def _empty_journal(run: Callable[[str], Any]) -> None:
    is_busy = run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if is_busy:
        raise NotKept(NOT_YET_GONE)


def _clean_postgres(engine: Engine) -> None:
    """Write the tables again without the dead rows; waits for readers, but not for ever."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        _wait_for_earlier_readers(connection)
        connection.execute(text("SET lock_timeout = '30s'"))
        for table in (files, publications, versions):
            connection.execute(text(f"VACUUM FULL {table.name}"))
        connection.execute(text("RESET lock_timeout"))


def _wait_for_earlier_readers(connection: Connection) -> None:
    """Rows that a transaction begun earlier may still read are written again with the rest: wait for its end."""
    now = connection.execute(text("SELECT pg_current_xact_id()::xid::text")).scalar()
    for _ in range(_TRIES):
        if not connection.execute(_EARLIER_READERS, {"now": now}).scalar():
            return
        time.sleep(_PAUSE)
    raise NotKept(NOT_YET_GONE)
