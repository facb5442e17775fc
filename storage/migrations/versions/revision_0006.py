"""A search index with places, forms and facts in place of that of words alone, filled by `storage.searching.rebuilding`; saved searches."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables, empty."""
    op.execute("DROP TABLE article_words")
    op.create_table(
        "search_entries",
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), nullable=False, unique=True),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text()),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
    )
    op.create_table(
        "search_tokens",
        sa.Column("article_id", sa.Integer(), sa.ForeignKey("articles.id"), primary_key=True, autoincrement=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
    )
    op.create_table(
        "saved_searches",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        columns = "title, text, title_forms, text_forms, title_names, text_names, facts"
        op.execute(f"CREATE VIRTUAL TABLE article_search USING fts5({columns}, tokenize = 'ascii', content = '', columnsize = 0)")
        return
    op.execute("CREATE TABLE article_search (position bigint PRIMARY KEY, words tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_article_search ON article_search USING gin (words)")
