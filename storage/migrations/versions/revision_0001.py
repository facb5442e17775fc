"""The first tables: what storage/tables.py said at version 0.1."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TIME: sa.types.TypeEngine[datetime] = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table and index."""
    _make_sources()
    _make_urls()
    _make_articles()
    _make_what_hangs_from_articles()
    _make_schedule()
    _make_digests()
    _make_search()


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null, primary_key=key)


def _time(name: str, *, null: bool = False, key: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, _TIME, nullable=null, primary_key=key)


def _number(name: str, *, null: bool = False, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null, primary_key=key)


def _link(name: str, to: str, *, null: bool = False, key: bool = False) -> sa.Column[Any]:
    kind: sa.types.TypeEngine[Any] = sa.Text() if to.startswith(("sources", "feeds")) else sa.Integer()
    return sa.Column(name, kind, sa.ForeignKey(to), nullable=null, primary_key=key)


def _index(table: str, *columns: str, name: str = "", unique: bool = False) -> None:
    op.create_index(name or f"ix_{table}_{'_'.join(columns)}", table, list(columns), unique=unique)


def _make_sources() -> None:
    names = ("name", "homepage", "country", "languages", "timezone", "ownership")
    op.create_table("sources", _text("id", key=True), *map(_text, names), sa.Column("delay", sa.Float(), nullable=False))
    _index("sources", "country")
    op.create_table(
        "feeds",
        _text("id", key=True),
        _link("source_id", "sources.id"),
        _text("url"),
        _text("kind"),
        _text("etag", null=True),
        _text("last_modified", null=True),
        _time("looked_at", null=True),
        _text("outcome", null=True),
        _text("problem", null=True),
        _number("failures"),
        _time("next_look_at", null=True),
    )
    _index("feeds", "source_id")


def _make_urls() -> None:
    op.create_table(
        "urls",
        _text("url", key=True),
        _link("feed_id", "feeds.id"),
        _link("source_id", "sources.id"),
        _text("state"),
        _text("reason"),
        _number("attempts"),
        _time("first_seen_at"),
        _time("state_at"),
        _time("retry_at", null=True),
        _time("updated_at", null=True),
        _text("entry"),
    )
    _index("urls", "source_id", "state", "reason", name="ix_urls_source_state")
    _index("urls", "feed_id", "state", name="ix_urls_feed_state")


def _make_articles() -> None:
    op.create_table(
        "articles",
        _number("id", key=True),
        _link("source_id", "sources.id"),
        _text("lang", null=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        _time("first_seen_at"),
        _time("fetched_at"),
        sa.Column("fingerprint", sa.Text(), nullable=False, unique=True),
        _number("versions"),
        *map(_text, ("relevance", "why", "anchors")),
        *(_text(name, null=True) for name in ("via", "story")),
        _text("url"),
        _text("author", null=True),
        *_dating(),
        *(_text(name, null=True) for name in ("origin_name", "origin_url", "origin_evidence")),
        sa.Column("partial", sa.Boolean(), nullable=False),
        _text("title"),
        _text("text"),
    )
    _index("articles", "first_seen_at", "id", name="ix_articles_newest")
    _index("articles", "level", "first_seen_at", "id", name="ix_articles_relevance")
    _index("articles", "source_id", "first_seen_at", "id", name="ix_articles_source")
    _index("articles", "lang", "first_seen_at", "id", name="ix_articles_lang")


def _dating() -> tuple[sa.Column[datetime], sa.Column[str], sa.Column[str]]:
    return _time("published_at", null=True), _text("published_precision"), _text("published_origin", null=True)


def _make_what_hangs_from_articles() -> None:
    op.create_table("article_urls", _text("url", key=True), _link("article_id", "articles.id"), _time("seen_at"))
    _index("article_urls", "article_id")
    keys = (_link("article_id", "articles.id", key=True), sa.Column("number", sa.Integer(), primary_key=True))
    op.create_table("article_versions", *keys, _text("fingerprint"), _time("seen_at"), _text("title"), _text("text"))
    _index("article_versions", "fingerprint")
    op.create_table(
        "copies",
        _link("article_id", "articles.id", key=True),
        _text("url", key=True),
        _link("source_id", "sources.id"),
        _text("title"),
        *_dating(),
        _time("seen_at"),
        _text("relation"),
        sa.Column("similarity", sa.Float(), nullable=False),
    )
    _index("copies", "url")
    names = ("topic", "rank", "rule", "rule_version", "evidence")
    op.create_table("tags", _link("article_id", "articles.id", key=True), _number("position", key=True), *map(_text, names))
    _index("tags", "topic", "article_id", name="ix_tags_topic")


def _make_schedule() -> None:
    op.create_table("crawls", _number("id", key=True), _time("started_at"), _time("finished_at", null=True), _text("report", null=True))
    _index("crawls", "finished_at", "id", name="ix_crawls_finished")
    op.create_table("slots", _text("job", key=True), _time("slot", key=True), _time("claimed_at"))
    op.create_table("about", _text("key", key=True), _text("value"))


def _make_digests() -> None:
    op.create_table(
        "digests",
        _number("id", key=True),
        _text("subscription"),
        sa.Column("message_id", sa.Text(), nullable=False, unique=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        _time("frozen_at"),
    )
    _index("digests", "subscription")
    keys = (_text("subscription", key=True), _link("article_id", "articles.id", key=True))
    op.create_table("digest_items", *keys, _link("digest_id", "digests.id"), _time("told_at"))
    _index("digest_items", "digest_id")
    op.create_table(
        "deliveries",
        _number("id", key=True),
        _link("digest_id", "digests.id"),
        *map(_text, ("recipient", "state")),
        *map(_time, ("state_at", "due_at")),
        _text("reply"),
        sa.UniqueConstraint("digest_id", "recipient", name="uq_deliveries_recipient"),
    )
    _index("deliveries", "state", "due_at", name="ix_deliveries_state")


def _make_search() -> None:
    """Make the word index; storage/search.py says what is in it."""
    if op.get_bind().dialect.name == "sqlite":
        # detail=none: words are looked up one by one, never as phrases, and the index is a third of the size.
        op.execute("CREATE VIRTUAL TABLE article_words USING fts5(words, tokenize = 'ascii', detail = none)")
        return
    op.execute("CREATE TABLE article_words (article_id integer PRIMARY KEY REFERENCES articles (id), words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_article_words ON article_words USING gin (words)")
