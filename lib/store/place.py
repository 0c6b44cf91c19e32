"""Where the store is, and connections to it that keep its promises."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

APP = Path(__file__).resolve().parents[2]
FILE_NAME = "workbench.sqlite3"

#: Marks a connection that will change something, so that SQLite takes the right to write at the start.
WRITES = "cmw_writes"

_TRIES, _PAUSE = 300, 0.1  # seconds: as patient as the timeout below
_PRAGMAS = (
    "busy_timeout = 30000",  # first: the others may have to wait
    "foreign_keys = ON",
    "synchronous = FULL",  # what was answered 'saved' outlasts a power cut
    "secure_delete = ON",  # what is purged is overwritten
)


def place_of(environ: dict[str, str] | None = None) -> URL:
    """Where the store is: ``DATABASE_URL``, else a SQLite file in ``WORKBENCH_HOME``, else beside the app."""
    given = dict(os.environ) if environ is None else environ
    if given.get("DATABASE_URL"):
        return with_driver(given["DATABASE_URL"])
    home = Path(given.get("WORKBENCH_HOME") or APP / "workspace")
    return URL.create("sqlite", database=str(home / FILE_NAME))


def with_driver(url: str) -> URL:
    """The address with the driver that is installed; hosts write ``postgres://`` and ``postgresql://``."""
    parsed = make_url(url)
    is_postgres = parsed.drivername in ("postgres", "postgresql")
    return parsed.set(drivername="postgresql+psycopg") if is_postgres else parsed


def connect_to(url: URL) -> Engine:
    """An engine for the store. Values are kept out of error messages, since they may be somebody's data."""
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite:
        Path(str(url.database)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, **({} if is_sqlite else {"pool_pre_ping": True}))
    if is_sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, by nobody else
    run: Callable[[str], Any] = connection.execute
    for pragma in _PRAGMAS:
        run(f"PRAGMA {pragma}")
    _keep_a_journal(run)


def _keep_a_journal(run: Callable[[str], Any]) -> None:
    """Write ahead; SQLite does not wait for others when it changes the journal, so we do."""
    for _ in range(_TRIES):
        try:
            if run("PRAGMA journal_mode").fetchone()[0] == "wal":
                return
            run("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_PAUSE)
    run("PRAGMA journal_mode = WAL")


def _begin(connection: Connection) -> None:
    """A writer waits for its turn before it reads anything, so that nothing it read can be out of date."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
