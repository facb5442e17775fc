"""Articles taken off the shelf: with their tags, copies and addresses, in four questions however many they are."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from news.articles import StoredArticle
from storage.rows import copy_of, stored_of, tag_of
from storage.tables import article_urls, chunks, copies, tags

AnyRow = Row[*tuple[Any, ...]]


def fetch(connection: Connection, statement: Select[*tuple[Any, ...]]) -> tuple[StoredArticle, ...]:
    """Run a question for rows of articles; return them whole, in its order."""
    rows = connection.execute(statement).all()
    return tuple(stored for chunk in chunks(rows) for stored in _whole(connection, chunk))


def _whole(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[StoredArticle]:
    ids = [row.id for row in rows]
    tagged = _hanging(connection, tags, ids)
    copied = _hanging(connection, copies, ids)
    addressed = _hanging(connection, article_urls, ids)
    for row in rows:
        yield stored_of(
            row,
            tags=[tag_of(tag) for tag in sorted(tagged[row.id], key=lambda tag: tag.position)],
            copies=[copy_of(copy) for copy in sorted(copied[row.id], key=lambda copy: (copy.seen_at, copy.url))],
            urls=[address.url for address in sorted(addressed[row.id], key=lambda address: (address.seen_at, address.url))],
        )


def _hanging(connection: Connection, table: Table, ids: list[int]) -> dict[int, list[AnyRow]]:
    """Return the rows of a table by the article they hang from."""
    found: dict[int, list[AnyRow]] = {number: [] for number in ids}
    for row in connection.execute(select(table).where(table.c.article_id.in_(ids))):
        found[row.article_id].append(row)
    return found
