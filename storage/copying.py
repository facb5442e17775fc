"""A whole archive copied into another database, from SQLite to PostgreSQL or back.

The order of work: refuse a target that holds an archive → mark it as a copy → table after table, each after those it refers to, in batches
of which each is a transaction, from the last row that the target holds → what rows of a table say of each other → the next numbers →
compare both sides. All is read in one transaction, so that the copy is the archive as it is at one moment. A copy that was killed goes on
where it stood; until both sides are the same, the target says of itself that it is unfinished.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Table, bindparam, delete, func, insert, not_, or_, select, update

from news.errors import DatabaseError, UsageError
from storage import about
from storage.backups import hold
from storage.comparisons import SEARCH_INDEX, Comparison, compare
from storage.copy_marks import Copy, check_run, copy_in, mark, name_of
from storage.database import Database
from storage.searching import writing
from storage.table_rows import count, is_after, last_key, stream
from storage.tables import about as about_rows
from storage.tables import search_tokens
from storage.telling import metadata

_ROWS = 1_000  # of a batch: a kill costs a fraction of a second of work
_BYTES = 4_000_000  # of texts and bodies in a batch, whichever comes first: memory stays small whatever rows hold
# The words of articles are put into the index with the rows that keep them, for which their places must be there.
_TABLES = (*(table for table in metadata.sorted_tables if table is not search_tokens), search_tokens)

Progress = Callable[[str, int, int], None]


class Copied(NamedTuple):
    """What a copy did."""

    tables: list[Comparison]
    went_on: bool
    """Whether an earlier one had been killed."""
    held: int | None
    """Mails that the source may yet send, in doubt from now on; nothing where nobody was at work on the source."""


def copy_archive(
    source: Database, target: Database, now: datetime, *, afresh: bool = False, in_use: bool = False, progress: Progress = lambda *_: None
) -> Copied:
    """Copy one archive into the empty database of another, or go on with a copy that was killed, and compare both.

    With ``afresh`` what an unfinished copy holds is thrown away first. Of a source that is ``in_use`` deliveries may go out after the copy:
    the target holds them. Hears what is done, and how many of how many rows. Raises UsageError for a target that is no place for this copy,
    DatabaseError where the source is no longer what an earlier run copied.
    """
    went_on = _goes_on(source, target, afresh=afresh)
    mine = Copy(name_of(source), "unfinished", now.isoformat(), secrets.token_hex(8))
    _begin(target, mine, went_on=went_on)
    target = target.guarded(lambda connection: check_run(connection, mine))
    with source.begin_read() as reading:
        _copy_tables(reading, target, progress)
        _link_rows(reading, target)
        _set_numbers(target)
        with target.begin_read() as written:
            tables = compare(reading, written, progress=lambda done, total: progress("compared", done, total))
    if any(table.difference for table in tables):
        return Copied(tables, went_on, None)
    held = hold(target, now) if in_use else None
    with target.begin_write() as connection:
        mark(connection, mine._replace(state="finished"))
    return Copied(tables, went_on, held)


def _goes_on(source: Database, target: Database, *, afresh: bool) -> bool:
    """Return whether the target holds the beginning of this copy; refuse one that holds anything else."""
    if name_of(source) == name_of(target):
        raise UsageError(f"{target.url}: is the source itself", "name the database that the archive shall move to")
    found = copy_in(target)
    if found is None or found.state == "finished":
        with target.begin_read() as connection:
            rows = {table.name: count(connection, table) for table in _TABLES if table is not about_rows}
        if any(rows.values()):
            what = f"{target.url}: holds an archive, of {rows['articles']} articles and {rows['urls']} addresses"
            raise UsageError(what, "name an empty database: a copy replaces nothing")
        return False
    if found.source != name_of(source) and not afresh:
        raise UsageError(f"{target.url}: holds an unfinished copy of {found.source}", "name that one, or throw it away with --afresh")
    if afresh:
        about.clear(target)
    return not afresh


def _begin(target: Database, mine: Copy, *, went_on: bool) -> None:
    """Let the target say what it becomes, and whose it is; what an empty archive says of itself goes."""
    with target.begin_write() as connection:
        if not went_on:
            connection.execute(delete(about_rows))
        mark(connection, mine)


def _copy_tables(reading: Connection, target: Database, progress: Progress) -> None:
    """Copy the rows that the target does not hold yet."""
    with target.begin_read() as written:
        last = {table: last_key(written, table) for table in _TABLES}
        done = sum(_held(reading, written, table, last[table]) for table in _TABLES)
    total = sum(count(reading, table) for table in _TABLES)
    for table in _TABLES:
        key = last[table]
        rest = () if key is None else (is_after(reading, table, key),)
        with stream(reading, table, *rest) as rows:
            for batch in _batches(rows):
                with target.begin_write() as connection:
                    _write(connection, table, batch)
                done += len(batch)
                progress("copied", done, total)


def _held(reading: Connection, written: Connection, table: Table, last: tuple[Any, ...] | None) -> int:
    """Count the rows of a table that the target holds; they must be as many as the source has up to there."""
    if last is None:
        return 0
    held = count(written, table)
    if held != count(reading, table, not_(is_after(reading, table, last))):
        raise DatabaseError("the source has changed since this copy began", "khazri db copy --afresh throws the copy away and begins anew")
    return held


def _batches(rows: Iterable[Row[Any]]) -> Iterator[list[Row[Any]]]:
    """Cut rows into batches that are short, and small."""
    batch: list[Row[Any]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(batch) >= _ROWS or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _write(connection: Connection, table: Table, batch: list[Row[Any]]) -> None:
    """Write rows, without what they say of other rows of their table, which may come later."""
    later = dict.fromkeys(_links(table))
    connection.execute(insert(table), [{**row._asdict(), **later} for row in batch])
    if table is search_tokens:
        writing.put_back(connection, [row.article_id for row in batch])


def _links(table: Table) -> list[str]:
    """Return the columns of a table that name other rows of it."""
    return [column.name for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]


def _link_rows(reading: Connection, target: Database) -> None:
    """Write what rows say of other rows of their table, now that all are there."""
    for table in _TABLES:
        if names := _links(table):
            keys = [column == bindparam(f"key_{column.name}") for column in table.primary_key]
            statement = update(table).where(*keys).values({name: bindparam(f"to_{name}") for name in names})
            with stream(reading, table, or_(*(table.c[name].is_not(None) for name in names))) as rows:
                for batch in _batches(rows):
                    told = [{**_prefixed("key_", row, table.primary_key.columns.keys()), **_prefixed("to_", row, names)} for row in batch]
                    with target.begin_write() as connection:
                        connection.execute(statement, told)


def _prefixed(prefix: str, row: Row[Any], names: Iterable[str]) -> dict[str, Any]:
    return {f"{prefix}{name}": getattr(row, name) for name in names}


def _set_numbers(target: Database) -> None:
    """Let PostgreSQL number new rows after those that came, and know how many there are before it plans its first question."""
    if target.dialect == "sqlite":
        return
    with target.begin_write() as connection:
        for table in _TABLES:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id"))) if "id" in table.c else None
            if sequence is not None:
                last = connection.scalar(select(func.max(table.c.id)))
                connection.execute(select(func.setval(sequence, last or 1, last is not None)))
        connection.exec_driver_sql(f"ANALYZE {', '.join((*(table.name for table in _TABLES), SEARCH_INDEX))}")
