"""Bringing a store up to the tables of this workbench, all of it or nothing."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from lib.store.not_kept import NEWER, NotKept
from lib.store.place import WRITES

MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME = 20261121  # any number that others of the same database do not use


def upgrade(engine: Engine) -> None:
    """Apply the migrations that this store has not had. Two processes that open it at once take turns.

    Raises
    ------
    NotKept
        When the store has had migrations that this workbench does not know.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if revision_of(engine) == ScriptDirectory.from_config(config).get_current_head():
        return
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        _take_turns(connection)
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise NotKept(NEWER) from error


def revision_of(engine: Engine) -> str | None:
    """The last migration a store has had; ``None`` for a new one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _take_turns(connection: Connection) -> None:
    """SQLite has taken turns by now: its writers begin one at a time."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME})
