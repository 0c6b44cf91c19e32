"""The tables of the store. A change here needs a step in ``migrations/versions`` (a test compares the two)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

metadata = MetaData()


class UtcTime(TypeDecorator[datetime]):
    """A moment, in UTC on either database (SQLite keeps no time zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """To UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """In UTC, and said so."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: One row per version of a dataset. Never changed after it is written, but for ``status``.
#: ``la_code`` is ``''`` for data that belong to no one council; ``series`` tells apart versions that are used together.
versions = Table(
    "versions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("la_code", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("licence", Text, nullable=False),
    Column("as_at", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("rows_read", BigInteger, nullable=False),
    Column("rows_used", BigInteger, nullable=False),
    Column("rows_set_aside", BigInteger, nullable=False),
    Column("caveat", Text, nullable=False),
    Column("loaded_at", UtcTime),
    Column("series", Text, nullable=False, server_default=""),
    CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name="ck_versions_status"),
    Index("ix_versions_kind", "kind", "la_code", "saved_at"),
)

#: What a version is made of: the bytes uploaded, the frame and its parts as (Geo)Parquet, the problems as JSON.
#: ``times`` is JSON: the unit of each column of times, which Parquet does not keep.
files = Table(
    "files",
    metadata,
    Column("version_id", Text, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("form", Text, nullable=False),
    Column("times", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

#: One row each time a version is published. Of each series, the latest that has not ended is in use.
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", Text, ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("published_at", UtcTime, nullable=False),
    Column("published_by", Text, nullable=False),
    Column("ended_at", UtcTime),
    Column("ended_by", Text, nullable=False),
    Index("ix_publications_version_id", "version_id"),
)

#: Which column is which, as a user once said it, by the fingerprint of the header row.
mappings = Table(
    "mappings",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("columns", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("saved_at", UtcTime, nullable=False),
)
