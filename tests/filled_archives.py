"""Rows for every table of an archive, made from what the tables say of their columns: awkward texts, early and late times, nothing where
nothing may stand.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Float, LargeBinary, Table, insert, update

from news.searching.facts import facts_of
from news.searching.indexing import index_text, token
from storage.columns import UtcDateTime
from storage.database import Database
from storage.searching import writing
from storage.searching.writing import place_in_time
from storage.telling import metadata

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
_TEXTS = ("plain", "Ağdam, Şəki, Москва", "a 'quoted' \"text\";\n\\N\ttab", "🚀 ایران", "", "Z before a", "%s :name $1")
_TIMES = (NOON, datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC), NOON + timedelta(microseconds=1))
_FLOATS = (0.1 + 0.2, 1e-300, -1.5, 3.0)
_WHOLE = (1, -1, 0, 2)


def fill(db: Database, rows: int = 12) -> None:
    """Put so many rows into every table; each story names one that comes after it."""
    with db.begin_write() as connection:
        for table in metadata.sorted_tables:
            links = [column.name for column in table.columns if _is_link(table, column)]
            made = [_row(table, number, rows) for number in range(rows)]
            connection.execute(insert(table), [{**row, **dict.fromkeys(links)} for row in made])
            for row in made if links else ():
                connection.execute(update(table).where(table.c.id == row["id"]).values({name: row[name] for name in links}))
        writing.put_back(connection, range(_NUMBER_BASE, _NUMBER_BASE + rows))


_NUMBER_BASE = 40  # ids do not begin at 1 in a grown archive


def _row(table: Table, number: int, rows: int) -> dict[str, Any]:
    row = {column.name: _value(table, column, number, rows) for column in table.columns}
    if table.name == "search_tokens":
        facts = facts_of("strong", "en", "x", [], None, None, "article")
        row |= {"packed": index_text("Shells", f"gas {number}", "en").packed(), "facts": " ".join(map(token, facts))}
    if table.name == "search_entries":
        row |= {"position": place_in_time(NOON, _NUMBER_BASE + number), "level": 2}
    return row


def _value(table: Table, column: Column[Any], number: int, rows: int) -> Any:
    if _is_link(table, column):
        return None if number % 3 else _NUMBER_BASE + (number + 1) % rows
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return _value(key.column.table, key.column, number, rows)
    is_distinct = column.primary_key or bool(column.unique) or column.name == "fingerprint"
    if column.nullable and not number % 4:
        return None
    return next(_typed(column, number, is_distinct=is_distinct))


def _typed(column: Column[Any], number: int, *, is_distinct: bool) -> Iterator[Any]:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        yield NOON + timedelta(seconds=number) if is_distinct else _TIMES[number % len(_TIMES)]
    elif isinstance(kind, Float):
        yield _FLOATS[number % len(_FLOATS)]
    elif isinstance(kind, LargeBinary):
        yield bytes(range(256)) * (number % 5 + 1)
    elif isinstance(kind, Boolean):
        yield number % 2 == 0
    elif "INT" in str(kind):
        base = -(2**62) if str(kind) == "BIGINT" else _NUMBER_BASE
        yield base + number if is_distinct else _WHOLE[number % len(_WHOLE)]
    else:
        text = _TEXTS[number % len(_TEXTS)]
        yield f"{text} {number}" if is_distinct else text


def _is_link(table: Table, column: Column[Any]) -> bool:
    return any(key.column.table is table for key in column.foreign_keys)
