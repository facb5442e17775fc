"""What the archive says about itself: a few words under a few keys."""

from sqlalchemy import select, text

from storage.database import Database
from storage.statements import upsert
from storage.tables import about
from storage.telling import metadata


def get(db: Database, key: str) -> str | None:
    """Return what stands under a key."""
    with db.begin_read() as connection:
        return connection.scalar(select(about.c.value).where(about.c.key == key))


def put(db: Database, key: str, value: str) -> None:
    """Write a value under a key, over the one that stood there."""
    with db.begin_write() as connection:
        upsert(connection, about, {"key": key, "value": value})


def clear(db: Database) -> None:
    """Empty every table."""
    with db.begin_write() as connection:
        if db.dialect == "postgresql":
            names = ", ".join([*metadata.tables, "article_search"])
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
            return
        connection.execute(text("INSERT INTO article_search (article_search) VALUES ('delete-all')"))
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
