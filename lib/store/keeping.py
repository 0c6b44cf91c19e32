"""Writing a version and its files, and reading them: each inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, Row, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from lib.core import Provenance
from lib.datasets import Outcome
from lib.store.not_kept import GONE, ORIGINAL_NOT_KEPT, NotKept
from lib.store.packing import ORIGINAL, PackedFile, checked, unpack
from lib.store.tables import files, versions
from lib.store.version import Status, Version, storable

_OF_PROVENANCE = tuple(Provenance.__dataclass_fields__)
_TEXTS = ("title", "source", "origin", "licence", "as_at", "caveat")


def write(connection: Connection, version: Version, packed: Iterable[PackedFile]) -> Version:
    """Keep a version, or find it where it is kept already (by whoever was first)."""
    added = insert_into(connection, versions).values(_as_row(version)).on_conflict_do_nothing()
    if connection.execute(added.returning(versions.c.id)).first():
        rows = [{"version_id": version.id, "sha256": one.sha256, **asdict(one)} for one in packed]
        for row in rows:  # one at a time: each may be hundreds of megabytes
            connection.execute(files.insert(), row)
    return version_named(connection, version.id)


def version_named(connection: Connection, version_id: str) -> Version:
    """The version with this id."""
    row = connection.execute(select(versions).where(versions.c.id == version_id)).one_or_none()
    if row is None:
        raise NotKept(GONE)
    return _version(row)


def listed(connection: Connection, kind: str | None, la_code: str | None) -> tuple[Version, ...]:
    """Versions of a kind and council, or of any, the newest first."""
    wanted = select(versions).order_by(versions.c.saved_at.desc(), versions.c.id)
    if kind is not None:
        wanted = wanted.where(versions.c.kind == kind)
    if la_code is not None:
        wanted = wanted.where(versions.c.la_code == la_code)
    return tuple(_version(row) for row in connection.execute(wanted))


def read(connection: Connection, version_id: str) -> Outcome:
    """What was saved, whole: one statement reads it, so a purge at the same time takes all of it or nothing."""
    joined = select(versions, files).join(files).where(versions.c.id == version_id, files.c.name != ORIGINAL)
    rows = connection.execute(joined).all()
    if not rows:
        raise NotKept(GONE)
    version = _version(rows[0])
    return unpack(version.kind, version.provenance, [_file(row) for row in rows])


def read_original(connection: Connection, version_id: str) -> bytes:
    """The bytes as they were uploaded."""
    version_named(connection, version_id)
    row = connection.execute(select(files).where(files.c.version_id == version_id, files.c.name == ORIGINAL)).first()
    if row is None:
        raise NotKept(ORIGINAL_NOT_KEPT)
    return _file(row).content


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that can say what to do about a row that is there already; both databases say it alike."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _as_row(version: Version) -> dict[str, object]:
    said = {name: getattr(version.provenance, name) for name in _OF_PROVENANCE}
    said |= {name: storable(said[name]) for name in _TEXTS}
    own = {name: getattr(version, name) for name in Version.__dataclass_fields__ if name != "provenance"}
    return {**own, **said, "status": version.status.value}


def _version(row: Row) -> Version:
    known = row._mapping
    own = {name: known[name] for name in Version.__dataclass_fields__ if name != "provenance"}
    provenance = Provenance(**{name: known[name] for name in _OF_PROVENANCE})
    return Version(**{**own, "status": Status(known["status"])}, provenance=provenance)


def _file(row: Row) -> PackedFile:
    return checked(PackedFile(row.name, row.form, row.content, row.times), row.sha256)
