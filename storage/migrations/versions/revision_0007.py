"""Digests in several forms to several channels, with what they tell of stories, edits and themes; subscriptions made by commands."""

from email import message_from_bytes, policy

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables; the mails that were frozen become the first form of their digests."""
    op.add_column("digests", sa.Column("kind", sa.Text(), nullable=False, server_default="digest"))
    op.add_column("digests", sa.Column("subject", sa.Text(), nullable=False, server_default=""))
    op.add_column("digests", sa.Column("since_at", sa.DateTime(timezone=True)))
    op.add_column("digests", sa.Column("last_article", sa.Integer()))
    op.create_table(
        "digest_forms",
        sa.Column("digest_id", sa.Integer(), sa.ForeignKey("digests.id"), primary_key=True, autoincrement=False),
        sa.Column("form", sa.Text(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    _move_mails()
    op.drop_column("digests", "body")
    op.create_table(
        "digest_signals",
        sa.Column("subscription", sa.Text(), primary_key=True),
        sa.Column("kind", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("digest_id", sa.Integer(), sa.ForeignKey("digests.id"), nullable=False, index=True),
    )
    op.create_table(
        "digest_stories",
        sa.Column("digest_id", sa.Integer(), sa.ForeignKey("digests.id"), primary_key=True, autoincrement=False),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id"), primary_key=True, autoincrement=False, index=True),
        sa.Column("status", sa.Text(), nullable=False),
    )
    op.add_column("deliveries", sa.Column("channel", sa.Text(), nullable=False, server_default="mail"))
    op.add_column("deliveries", sa.Column("form", sa.Text(), nullable=False, server_default="mail"))
    op.add_column("deliveries", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("deliveries", sa.Column("begun_at", sa.DateTime(timezone=True)))
    op.create_table(
        "closed_channels",
        sa.Column("channel", sa.Text(), primary_key=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "subscriptions",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )


def _move_mails() -> None:
    connection = op.get_bind()
    for number, body in connection.execute(sa.text("SELECT id, body FROM digests ORDER BY id")).all():
        subject = str(message_from_bytes(bytes(body), policy=policy.compat32)["Subject"] or "")
        connection.execute(sa.text("UPDATE digests SET subject = :subject WHERE id = :id"), {"subject": subject, "id": number})
        moved = {"id": number, "body": bytes(body)}
        connection.execute(sa.text("INSERT INTO digest_forms (digest_id, form, body) VALUES (:id, 'mail', :body)"), moved)
