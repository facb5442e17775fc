"""Articles taken off the shelf: with their tags, copies and addresses, in a few questions however many they are."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, or_, select

from news.articles import StoredArticle
from news.fetches import Redirect
from news.reading.editions import Edition
from storage.rows import Hanging, copy_of, stored_of, tag_of
from storage.tables import article_urls, chunks, copies, editions, redirects, tags

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
    named = _hanging(connection, editions, ids)
    translated = _translations(connection, ids)
    ways = _ways(connection, [address.url for addresses in addressed.values() for address in addresses])
    for row in rows:
        urls = [address.url for address in sorted(addressed[row.id], key=lambda address: (address.seen_at, address.url))]
        hanging = Hanging(
            tags=[tag_of(tag) for tag in sorted(tagged[row.id], key=lambda tag: tag.position)],
            copies=[copy_of(copy) for copy in sorted(copied[row.id], key=lambda copy: (copy.seen_at, copy.url))],
            urls=urls,
            editions=[
                Edition(edition.lang, edition.url) for edition in sorted(named[row.id], key=lambda edition: (edition.lang, edition.url))
            ],
            translations=sorted(translated[row.id]),
            redirects=_in_order({url: ways[url] for url in urls if url in ways}),
        )
        yield stored_of(row, hanging)


def _translations(connection: Connection, ids: list[int]) -> dict[int, set[int]]:
    """Return which articles are others in another language: one that names the other's address is enough."""
    found: dict[int, set[int]] = {number: set() for number in ids}
    names, named = editions.c.article_id, article_urls.c.article_id
    pairs = select(names, named).join_from(editions, article_urls, editions.c.url == article_urls.c.url).where(names != named)
    for one, other in connection.execute(pairs.where(or_(names.in_(ids), named.in_(ids)))):
        if one in found:
            found[one].add(other)
        if other in found:
            found[other].add(one)
    return found


def _in_order(ways: dict[str, Redirect]) -> list[Redirect]:
    """Put the steps to a page in the order in which they are walked; several ways follow each other."""
    targets = {step.target for step in ways.values()}
    found: dict[str, Redirect] = {}
    for start in sorted(ways, key=lambda url: (url in targets, url)):
        url = start
        while url in ways and url not in found:
            found[url] = ways[url]
            url = ways[url].target
    return list(found.values())


def _ways(connection: Connection, addresses: list[str]) -> dict[str, Redirect]:
    found = (row for chunk in chunks(addresses) for row in connection.execute(select(redirects).where(redirects.c.url.in_(chunk))))
    return {row.url: Redirect(row.url, row.target, row.status) for row in found}


def _hanging(connection: Connection, table: Table, ids: list[int]) -> dict[int, list[AnyRow]]:
    """Return the rows of a table by the article they hang from."""
    found: dict[int, list[AnyRow]] = {number: [] for number in ids}
    for row in connection.execute(select(table).where(table.c.article_id.in_(ids))):
        found[row.article_id].append(row)
    return found
