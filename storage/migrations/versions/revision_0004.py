"""Copies that are edited texts, and stories: articles folded into others, and what articles are compared by."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables; the articles that are there keep what they have, and are in no story."""
    op.create_table(
        "sketches",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "folds",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("into_id", sa.Integer(), sa.ForeignKey("articles.id"), nullable=False, index=True),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("contained", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("folded_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "apart",
        sa.Column("one_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True, index=True),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into", sa.Integer(), sa.ForeignKey("stories.id"), index=True),
        sa.Column("thread_id", sa.Integer(), sa.ForeignKey("stories.id"), index=True),
    )
    op.create_table(
        "story_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("story_id", sa.Integer(), sa.ForeignKey("stories.id"), nullable=False, index=True),
        sa.Column("other_id", sa.Integer(), sa.ForeignKey("stories.id"), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "gists",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True),
        sa.Column("gist", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_table(
        "gist_keys",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.drop_column("articles", "story")
    op.add_column("articles", sa.Column("story_id", sa.Integer()))
    op.create_index("ix_articles_story", "articles", ["story_id", "first_seen_at"])
