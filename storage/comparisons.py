"""Two archives compared, table by table: rows counted and hashed on both sides, and of tables that differ the first row that does.

A row is hashed in a form that both databases give alike: times as ISO in UTC, bytes as hexadecimal, floats as Python prints them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import zip_longest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table

from news.queries import Query
from news.searching.plans import All
from storage.searching.matching import matching
from storage.table_rows import count, stream
from storage.tables import search_entries
from storage.telling import metadata

SEARCH_INDEX = "article_search"  # no table like others: what it finds is compared
_TOLD = 1_000  # rows between two words to whoever watches


class Comparison(NamedTuple):
    """One table on both sides."""

    table: str
    rows: int
    """Of the first archive."""
    other_rows: int
    hash: str
    """SHA-256 of the first archive's rows, hexadecimal."""
    other_hash: str
    difference: str | None
    """The first row that is not the same, and how; nothing where all are."""


def compare(one: Connection, other: Connection, *, progress: Callable[[int, int], None] = lambda _done, _total: None) -> list[Comparison]:
    """Compare two archives; hears every now and then how many of how many rows were read, on both sides together."""
    total = sum(count(side, table) for side in (one, other) for table in metadata.sorted_tables)
    heard = _Counted(total, progress)
    compared = [_compare(one, other, table, heard) for table in metadata.sorted_tables]
    (rows, digest), (other_rows, other_digest) = (_hashed(_found(side)) for side in (one, other))
    difference = None if digest == other_digest else "other articles are found"
    progress(total, total)
    return [*compared, Comparison(SEARCH_INDEX, rows, other_rows, digest, other_digest, difference)]


class _Counted:
    """Lets lines pass, counts them, and tells."""

    def __init__(self, total: int, progress: Callable[[int, int], None]) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._done += 1
            if self._done % _TOLD == 0:
                self._progress(self._done, self._total)
            yield line


def _compare(one: Connection, other: Connection, table: Table, heard: _Counted) -> Comparison:
    with stream(one, table) as rows_of_one, stream(other, table) as rows_of_other:
        (rows, digest), (other_rows, other_digest) = (_hashed(heard(map(_line, each))) for each in (rows_of_one, rows_of_other))
    difference = None
    if digest != other_digest:
        with stream(one, table) as rows_of_one, stream(other, table) as rows_of_other:
            difference = _first_difference(rows_of_one, rows_of_other, table)
    return Comparison(table.name, rows, other_rows, digest, other_digest, difference)


def _hashed(lines: Iterable[str]) -> tuple[int, str]:
    """Return how many lines there are, and the hash of them all."""
    digest, rows = sha256(), 0
    for line in lines:
        digest.update(line.encode() + b"\n")
        rows += 1
    return rows, digest.hexdigest()


def _line(row: Row[Any] | Sequence[Any]) -> str:
    return json.dumps(tuple(row), default=_written)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else bytes(value).hex()


def _found(connection: Connection) -> Iterator[str]:
    """Give the places of all articles that the search index finds."""
    everything = matching(connection.dialect.name, Query(), All(), search_entries.c.position)
    return map(str, sorted(connection.scalars(everything)))


def _first_difference(one: Iterable[Row[Any]], other: Iterable[Row[Any]], table: Table) -> str:
    """Say which row is the first that only one side has, or that the two have differently."""
    for left, right in zip_longest(one, other):
        if right is None or (left is not None and _place(table, left) < _place(table, right)):
            return f"{_named(table, left)}: only the source has it"
        if left is None or _place(table, left) > _place(table, right):
            return f"{_named(table, right)}: only the target has it"
        if _line(left) != _line(right):
            names = (column.name for column, *pair in zip(table.columns, left, right, strict=True) if pair[0] != pair[1])
            return f"{_named(table, left)}: {', '.join(names)}"
    return "the tables changed while they were compared"


def _place(table: Table, row: Row[Any]) -> tuple[Any, ...]:
    """Return what puts a row in the order in which tables are streamed."""
    values = (getattr(row, column.name) for column in table.primary_key)
    return tuple(value.encode() if isinstance(value, str) else value for value in values)


def _named(table: Table, row: Row[Any]) -> str:
    return " ".join(str(getattr(row, column.name)) for column in table.primary_key)
