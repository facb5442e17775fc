"""The rows of any table in an order that both databases keep alike: that of their keys, text by its bytes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, Row, Select, Table, Text, func, literal, select, tuple_

from storage.columns import CleanText
from storage.copy_marks import COPY
from storage.tables import about

_HELD = 200  # rows in memory at once
_HELD_LARGE = 40  # of tables with bytes, which may be whole mails


@contextmanager
def stream(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> Iterator[Iterator[Row[Any]]]:
    """Open the rows of a table, to be read one by one in the order of their keys; of ``about`` not what a copy says of itself."""
    question: Select[Any] = select(table).where(*_own(table), *conditions).order_by(*keys(table, connection))
    held = _HELD_LARGE if any(isinstance(column.type, LargeBinary) for column in table.columns) else _HELD
    with connection.execute(question, execution_options={"yield_per": held}) as rows:
        yield iter(rows)


def count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    """Count the rows that `stream` would give."""
    return connection.execute(select(func.count()).select_from(table).where(*_own(table), *conditions)).scalar_one()


def last_key(connection: Connection, table: Table) -> tuple[Any, ...] | None:
    """Return the key of the last row that `stream` would give; nothing for an empty table."""
    backwards = [key.desc() for key in keys(table, connection)]
    row = connection.execute(select(*table.primary_key).where(*_own(table)).order_by(*backwards).limit(1)).first()
    return None if row is None else tuple(row)


def is_after(connection: Connection, table: Table, key: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that a row comes after a key."""
    values = [literal(value, type_=column.type) for value, column in zip(key, table.primary_key, strict=True)]
    return tuple_(*keys(table, connection)) > tuple_(*values)


def keys(table: Table, connection: Connection) -> list[ColumnElement[Any]]:
    """Return what the rows of a table are ordered by."""
    return [_by_bytes(column, connection.dialect.name) for column in table.primary_key]


def _by_bytes(column: Column[Any], dialect: str) -> ColumnElement[Any]:
    """Have PostgreSQL compare text as SQLite does by itself, and not as a language sorts its words."""
    return column.collate("C") if dialect == "postgresql" and isinstance(column.type, Text | CleanText) else column


def _own(table: Table) -> tuple[ColumnElement[bool], ...]:
    return (about.c.key != COPY,) if table is about else ()
