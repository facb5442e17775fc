"""Statements in the dialect of either database.

Putting a statement together takes SQLAlchemy three times as long as running it. What is run for every page is therefore written once,
with parameters, and found again by what it is made of.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table
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
    connection.execute(_upserting(connection.dialect.name, table, tuple(row)), row)


@cache
def _upserting(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    """Return the statement that writes some columns of a row over those of the one with its primary key."""
    statement = insert_for(dialect, table)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def add_missing(dialect: str, table: Table) -> Insert:
    """Return the statement that adds a row, or several, but for what is there already; its parameters are the row."""
    return insert_for(dialect, table).on_conflict_do_nothing()


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int | None:
    """Insert a row; return the id that the database gave it, nothing where another stands in its way.

    SQLite takes RETURNING for work that may have to be undone by half, and writes whatever FTS5 holds back first: it is asked otherwise.
    """
    statement = add_missing(connection.dialect.name, table)
    if connection.dialect.name == "sqlite":
        done = connection.execute(statement, row)
        return done.lastrowid if done.rowcount else None
    fresh: int | None = connection.scalar(_giving_id(table), row)
    return fresh


@cache
def _giving_id(table: Table) -> Insert:
    """Return PostgreSQL's statement that adds a row and gives its id."""
    return postgresql.insert(table).on_conflict_do_nothing().returning(table.c.id)


def add_rows(connection: Connection, statement: str, rows: Sequence[tuple[int, ...]]) -> None:
    """Add many rows of numbers to SQLite, one by one: a statement that adds several is one that may be undone by half, see `insert_one`."""
    connection.exec_driver_sql(statement, list(rows))


def chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Cut a list into pieces short enough for one IN."""
    left = iter(items)
    while chunk := list(islice(left, CHUNK)):
        yield chunk
