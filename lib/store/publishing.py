"""Which version everybody uses: published, withdrawn, rolled back. Who did it and when is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, select, update

from lib.store.keeping import version_named
from lib.store.not_kept import MOVED_ON, NotKept
from lib.store.tables import publications, versions
from lib.store.version import Status, Version, storable

_STANDS = publications.c.ended_at.is_(None)


def in_use(connection: Connection, kind: str, la_code: str, series: str) -> Version | None:
    """The version of a series published last that still stands."""
    row = connection.execute(_published(kind, la_code, series).where(_STANDS)).first()
    return version_named(connection, row.version_id) if row else None


def all_in_use(connection: Connection, kind: str, la_code: str) -> tuple[Version, ...]:
    """The version in use of every series, in the order they were published."""
    latest: dict[str, Version] = {}
    for row in connection.execute(_published(kind, la_code).where(_STANDS)).all():
        version = version_named(connection, row.version_id)
        latest.setdefault(version.series, version)
    return tuple(reversed(latest.values()))


def publish(connection: Connection, version_id: str, who: str) -> Version:
    """Put a version in use for everybody. Publishing what is in use already changes nothing."""
    version = version_named(connection, version_id)
    _hold(connection, version.kind, version.la_code)
    now_used = in_use(connection, version.kind, version.la_code, version.series)
    if now_used is None or now_used.id != version_id:
        said = {"published_at": datetime.now(UTC), "published_by": storable(who), "ended_by": ""}
        connection.execute(publications.insert().values(version_id=version_id, **said))
        _mark(connection, version_id, Status.PUBLISHED)
    return version_named(connection, version_id)


def withdraw(connection: Connection, version_id: str, who: str) -> Version:
    """Take a version out of everybody's use; what was published before it is in use again."""
    version = version_named(connection, version_id)
    _hold(connection, version.kind, version.la_code)
    _end(connection, publications.c.version_id == version_id, who)
    _mark(connection, version_id, Status.WITHDRAWN)
    return version_named(connection, version_id)


def roll_back(
    connection: Connection, kind: str, la_code: str, who: str, seen: str | None, series: str
) -> Version | None:
    """Undo the last publishing of a series that still stands, and say what of it is in use now."""
    _hold(connection, kind, la_code)
    latest = connection.execute(_published(kind, la_code, series).where(_STANDS)).first()
    if seen is not None and (latest is None or latest.version_id != seen):
        raise NotKept(MOVED_ON)
    if latest is not None:
        _end(connection, publications.c.id == latest.id, who)
        _mark_unless_it_stands(connection, latest.version_id)
    return in_use(connection, kind, la_code, series)


def history(connection: Connection, kind: str, la_code: str, series: str) -> pd.DataFrame:
    """One row per publishing of a series, the latest first."""
    columns = ["version_id", "published_at", "published_by", "ended_at", "ended_by"]
    rows = connection.execute(_published(kind, la_code, series)).mappings().all()
    frame = pd.DataFrame([{name: row[name] for name in columns} for row in rows], columns=columns)
    times = dict.fromkeys(("published_at", "ended_at"), "datetime64[us, UTC]")
    return frame.astype({**times, **dict.fromkeys(("version_id", "published_by", "ended_by"), "str")})


def _published(kind: str, la_code: str, series: str | None = None) -> Select:
    chosen = select(publications).join(versions).where(versions.c.kind == kind, versions.c.la_code == la_code)
    chosen = chosen if series is None else chosen.where(versions.c.series == series)
    return chosen.order_by(publications.c.id.desc())


def _hold(connection: Connection, kind: str, la_code: str) -> None:
    """Two people who publish at once take turns. SQLite does so anyway."""
    rows = select(versions.c.id).where(versions.c.kind == kind, versions.c.la_code == la_code)
    connection.execute(rows.order_by(versions.c.id).with_for_update()).all()


def _end(connection: Connection, which: ColumnElement[bool], who: str) -> None:
    ended = {"ended_at": datetime.now(UTC), "ended_by": storable(who)}
    connection.execute(update(publications).where(which, _STANDS).values(ended))


def _mark(connection: Connection, version_id: str, status: Status) -> None:
    connection.execute(update(versions).where(versions.c.id == version_id).values(status=status.value))


def _mark_unless_it_stands(connection: Connection, version_id: str) -> None:
    """A version may have been published twice: then it still stands where it was published first."""
    standing = select(publications.c.id).where(publications.c.version_id == version_id, _STANDS)
    if connection.execute(standing).first() is None:
        _mark(connection, version_id, Status.WITHDRAWN)
