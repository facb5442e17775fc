"""How large the tables of an archive are."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from storage.comparisons import SEARCH_INDEX
from storage.database import Database
from storage.table_rows import count
from storage.telling import metadata

_OF_SQLITE = """
SELECT coalesce(sqlite_master.tbl_name, dbstat.name), sum(dbstat.pgsize)
FROM dbstat LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name WHERE dbstat.aggregate = TRUE GROUP BY 1
"""
_OF_POSTGRESQL = "SELECT relname, pg_total_relation_size(oid) AS size FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid)"


class Size(NamedTuple):
    """The size of one table."""

    table: str
    rows: int | None
    """Nothing for the search index, which has none."""
    bytes: int | None
    """With its indexes; nothing where this SQLite cannot say."""


def sizes(db: Database) -> list[Size]:
    """Return the tables of an archive with their sizes, the largest first."""
    with db.begin_read() as connection:
        measured = _bytes(connection)
        rows: dict[str, int | None] = {table.name: count(connection, table) for table in metadata.sorted_tables}
    found = [Size(name, number, measured.get(name)) for name, number in {**rows, SEARCH_INDEX: None}.items()]
    return sorted(found, key=lambda size: (-(size.bytes or 0), -(size.rows or 0), size.table))


def _bytes(connection: Connection) -> dict[str, int]:
    """Return what each table takes; those that FTS5 keeps behind the search index count as it."""
    if connection.dialect.name == "postgresql":
        return {row.relname: row.size for row in connection.execute(text(_OF_POSTGRESQL))}
    if not connection.scalar(text("SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')")):
        return {}
    measured: dict[str, int] = {}
    for name, size in connection.execute(text(_OF_SQLITE)):
        table = SEARCH_INDEX if name.startswith(SEARCH_INDEX) else name
        measured[table] = measured.get(table, 0) + size
    return measured
