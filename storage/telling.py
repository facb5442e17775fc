"""The tables of what readers were told: digests, what they tell, and what became of them at each recipient."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint, text

from storage.columns import CleanText, UtcDateTime
from storage.tables import metadata

__all__ = [
    "closed_channels",
    "deliveries",
    "digest_forms",
    "digest_items",
    "digest_signals",
    "digest_stories",
    "digests",
    "metadata",
    "subscriptions",
]

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("subscription", CleanText, nullable=False, index=True),
    Column("kind", CleanText, nullable=False, server_default=text("'digest'")),  # or alert
    Column("message_id", CleanText, nullable=False, unique=True),
    Column("subject", CleanText, nullable=False, server_default=text("''")),
    Column("frozen_at", UtcDateTime, nullable=False),
    Column("since_at", UtcDateTime),  # what was first seen from here on
    Column("last_article", Integer),  # the newest article that was looked at: the next one begins after it
)

digest_forms = Table(  # what is sent, byte for byte, in every form that a recipient gets and in those that are kept
    "digest_forms",
    metadata,
    Column("digest_id", Integer, ForeignKey("digests.id"), primary_key=True),
    Column("form", CleanText, primary_key=True),  # mail, json, text, html, markdown
    Column("body", LargeBinary, nullable=False),
)

digest_items = Table(
    "digest_items",
    metadata,
    Column("subscription", CleanText, primary_key=True),
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("digest_id", Integer, ForeignKey("digests.id"), nullable=False, index=True),
    Column("told_at", UtcDateTime, nullable=False),
)

digest_signals = Table(  # what else is told once: edits, themes, alerts
    "digest_signals",
    metadata,
    Column("subscription", CleanText, primary_key=True),
    Column("kind", CleanText, primary_key=True),
    Column("key", CleanText, primary_key=True),
    Column("digest_id", Integer, ForeignKey("digests.id"), nullable=False, index=True),
)

digest_stories = Table(  # the stories a digest told, each with the status of its claim then
    "digest_stories",
    metadata,
    Column("digest_id", Integer, ForeignKey("digests.id"), primary_key=True),
    Column("story_id", Integer, ForeignKey("stories.id"), primary_key=True, index=True),
    Column("status", CleanText, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("digest_id", Integer, ForeignKey("digests.id"), nullable=False),
    Column("channel", CleanText, nullable=False, server_default=text("'mail'")),
    Column("form", CleanText, nullable=False, server_default=text("'mail'")),
    Column("recipient", CleanText, nullable=False),
    Column("state", CleanText, nullable=False),
    Column("state_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("begun_at", UtcDateTime),  # the first try
    Column("reply", CleanText, nullable=False, default=""),
    UniqueConstraint("digest_id", "recipient", name="uq_deliveries_recipient"),
    Index("ix_deliveries_state", "state", "due_at"),
)

closed_channels = Table(  # that said they want nothing more, or were dead for a week
    "closed_channels",
    metadata,
    Column("channel", CleanText, primary_key=True),
    Column("closed_at", UtcDateTime, nullable=False),
    Column("why", CleanText, nullable=False),
)

subscriptions = Table(  # made by khazri subscriptions add; those of the settings file are not here
    "subscriptions",
    metadata,
    Column("name", CleanText, primary_key=True),
    Column("settings", CleanText, nullable=False),  # JSON, as the settings file would say it
    Column("made_at", UtcDateTime, nullable=False),
)
