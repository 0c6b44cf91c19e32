"""Versions of datasets, their files, who published what and when, and column mappings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    _versions()
    _files()
    _publications()
    _mappings()
    if op.get_bind().dialect.name == "postgresql":
        _keep_no_samples()


def downgrade() -> None:
    """Take them away, with everything in them."""
    for name in ("mappings", "publications", "files", "versions"):
        op.drop_table(name)


def _versions() -> None:
    texts = ("title", "source", "origin", "licence", "as_at", "content_hash", "caveat")
    counts = ("size_bytes", "rows_read", "rows_used", "rows_set_aside")
    op.create_table(
        "versions",
        sa.Column("id", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("kind", "la_code", "status", "file_name", "who")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in counts),
        sa.Column("loaded_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name="ck_versions_status"),
    )
    op.create_index("ix_versions_kind", "versions", ["kind", "la_code", "saved_at"])


def _files() -> None:
    op.create_table(
        "files",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("version_id", "name", "form", "times", "sha256")),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version_id", "name", name="pk_files"),
        _of_a_version("files"),
    )


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version_id", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        _of_a_version("publications"),
    )
    op.create_index("ix_publications_version_id", "publications", ["version_id"])


def _mappings() -> None:
    op.create_table(
        "mappings",
        *(sa.Column(name, sa.Text, nullable=False) for name in ("fingerprint", "kind", "columns", "who")),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "kind", name="pk_mappings"),
    )


def _of_a_version(table: str) -> sa.ForeignKeyConstraint:
    """What belongs to a version goes when it is purged."""
    return sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=f"fk_{table}", ondelete="CASCADE")


def _keep_no_samples() -> None:
    """PostgreSQL puts examples of values by for its planner, where a purge would not find them."""
    said = ("file_name", "who", "title", "source", "licence", "as_at", "caveat", "content_hash")
    for table, columns in {"versions": said, "files": ("content", "times")}.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")
