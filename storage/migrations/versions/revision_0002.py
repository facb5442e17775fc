"""Kinds of article, faces of pages, what versions changed, re-readings, editions, redirects, repeated paragraphs."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from news.identity import face_of
from news.polling import REREAD_AFTER

revision = "0002"
down_revision = "0001"

_TIME: sa.types.TypeEngine[datetime] = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("articles", sa.Column("kind", sa.Text(), nullable=False, server_default="article"))
    op.execute(sa.text("UPDATE articles SET kind = 'teaser' WHERE partial"))
    op.drop_column("articles", "partial")
    op.create_index("ix_articles_url", "articles", ["url"])
    op.add_column("article_urls", sa.Column("face", sa.Text()))
    op.create_index("ix_article_urls_face", "article_urls", ["face"])
    _fill_faces()
    op.add_column("article_versions", sa.Column("change", sa.Text()))
    op.add_column("article_versions", sa.Column("reasons", sa.Text()))
    _make_rereads()
    _plan_rereads()
    _make_ways()
    _make_blocks()


def _make_rereads() -> None:
    op.create_table(
        "rereads",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
    )
    op.create_index("ix_rereads_due_at", "rereads", ["due_at"])


def _fill_faces() -> None:
    connection = op.get_bind()
    known = connection.execute(sa.text("SELECT url FROM article_urls")).scalars().all()
    rows = [{"key": url, "new_face": face_of(url)} for url in known]
    if rows:
        connection.execute(sa.text("UPDATE article_urls SET face = :new_face WHERE url = :key"), rows)


def _plan_rereads() -> None:
    """Have the articles of the last days read again; those of shared stories have no page of their own."""
    now = datetime.now(UTC)
    articles = sa.table("articles", sa.column("id", sa.Integer), sa.column("first_seen_at", _TIME), sa.column("via", sa.Text))
    rereads = sa.table("rereads", sa.column("article_id", sa.Integer), sa.column("due_at", _TIME))
    young = sa.select(articles.c.id, sa.literal(now, _TIME)).where(
        articles.c.first_seen_at > now - REREAD_AFTER[-1], articles.c.via.is_(None)
    )
    op.get_bind().execute(rereads.insert().from_select(["article_id", "due_at"], young))


def _make_ways() -> None:
    op.create_table(
        "editions",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("lang", sa.Text(), nullable=False),
    )
    op.create_index("ix_editions_url", "editions", ["url"])
    op.create_table(
        "redirects",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
    )


def _make_blocks() -> None:
    op.create_table("hosts", sa.Column("host", sa.Text(), primary_key=True), sa.Column("pages", sa.Integer(), nullable=False))
    op.create_table(
        "blocks",
        sa.Column("host", sa.Text(), sa.ForeignKey("hosts.host"), primary_key=True),
        sa.Column("block", sa.Text(), primary_key=True),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", _TIME, nullable=False),
        sa.Column("sample", sa.Text()),
        sa.Column("learnt", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
