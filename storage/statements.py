"""Statements in the dialect of either database."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Item = TypeVar("Item")

# Values in one IN list: PostgreSQL plans long ones slowly, SQLite takes 32,766 at most.
CHUNK = 500


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the dialect of the connection."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that knows ON CONFLICT, in the dialect of that name."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row, or overwrite the one that has its primary key."""
    keys = [column.name for column in table.primary_key]
    rest = {name: value for name, value in row.items() if name not in keys}
    connection.execute(insert_into(connection, table).values(**row).on_conflict_do_update(index_elements=keys, set_=rest))


def chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Cut a list into pieces short enough for one IN."""
    left = iter(items)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
