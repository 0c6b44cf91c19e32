"""The tables of a store are those that the code means."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from lib.store import open_store
from lib.store.place import connect_to, with_driver
from lib.store.tables import metadata
from lib.store.upgrading import revision_of

pytestmark = pytest.mark.unit


@pytest.fixture
def engine(place):
    open_store(place).close()
    engine = connect_to(with_driver(place))
    yield engine
    engine.dispose()


def test_the_migrations_make_the_tables_of_the_code(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_constraints_are_made_as_they_are_meant(engine):
    found = inspect(engine)
    for table in metadata.tables.values():
        assert {one["name"] for one in found.get_check_constraints(table.name)} == {
            one.name for one in table.constraints if isinstance(one, CheckConstraint)
        }
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [one.name for one in table.primary_key]
        cascades = [one["options"].get("ondelete") for one in found.get_foreign_keys(table.name)]
        assert cascades == ["CASCADE"] * len(table.foreign_keys)


def test_a_new_place_has_had_no_migration_and_an_opened_one_the_last(place):
    engine = connect_to(with_driver(place))
    assert revision_of(engine) is None
    open_store(place).close()
    first = revision_of(engine)
    open_store(place).close()
    assert first is not None
    assert revision_of(engine) == first
    engine.dispose()


def test_sqlite_keeps_its_promises(tmp_path):
    engine = connect_to(with_driver(f"sqlite:///{tmp_path / 'workbench.sqlite3'}"))
    with engine.connect() as connection:
        ask = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "secure_delete", "synchronous", "busy_timeout")
        }
    engine.dispose()
    assert ask == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
        "synchronous": 2,
        "busy_timeout": 30_000,
    }
