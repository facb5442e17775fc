"""The daemon's memory: what was learnt of each feed, hosts that asked for quiet, gaps, days of each source, alarms, who leads."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns and tables; feeds learn anew."""
    for name, kind in (
        ("body_hash", sa.Text()),
        ("looks_since_whole", sa.Integer()),
        ("learnt_every", sa.Float()),
        ("newest_at", sa.DateTime(timezone=True)),
        ("entries_last", sa.Integer()),
        ("failing_since", sa.DateTime(timezone=True)),
    ):
        op.add_column("feeds", sa.Column(name, kind))
    op.create_table(
        "quiet_hosts",
        sa.Column("host", sa.Text(), primary_key=True),
        sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("feed_id", sa.Text(), sa.ForeignKey("feeds.id"), nullable=False, index=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True)),
        sa.Column("how", sa.Text()),
        sa.Column("found", sa.Integer()),
    )
    op.create_table(
        "source_days",
        sa.Column("source_id", sa.Text(), sa.ForeignKey("sources.id"), primary_key=True),
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("looks", "failed", "found", "stored", "copies", "off_beat", "rejected", "undated", "empty", "challenged")
        ),
    )
    op.create_table(
        "alarms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source_id", sa.Text(), sa.ForeignKey("sources.id"), nullable=False, index=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "leaders",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
    )
