"""Versions of one kind that are used together: lookups of wards, one for each pair of years."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Versions kept so far are one series: each stands in the place of the one before it, as it did."""
    op.add_column("versions", sa.Column("series", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """One version of a kind is in use again."""
    op.drop_column("versions", "series")
