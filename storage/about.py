"""What the archive says about itself: a few words under a few keys."""

from collections.abc import Iterable

from sqlalchemy import Integer, select, text

from storage.database import Database
from storage.statements import upsert
from storage.tables import about
from storage.telling import metadata

_CLEAR = """
DO $$ DECLARE name text; is_full boolean; BEGIN
  FOREACH name IN ARRAY ARRAY[{names}] LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO is_full;
    IF is_full THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  FOREACH name IN ARRAY ARRAY[{numbered}] LOOP PERFORM setval(pg_get_serial_sequence(name, 'id'), 1, false); END LOOP;
END $$
"""  # TRUNCATE makes new files for every table and index, which takes long where hardly any holds a row


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
            tables = list(reversed(metadata.sorted_tables))
            numbered = [table.name for table in tables if "id" in table.c and isinstance(table.c.id.type, Integer)]
            connection.execute(
                text(_CLEAR.format(names=_quoted(["article_search", *(each.name for each in tables)]), numbered=_quoted(numbered)))
            )
            return
        connection.execute(text("INSERT INTO article_search (article_search) VALUES ('delete-all')"))
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
