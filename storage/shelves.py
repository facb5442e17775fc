"""Articles taken off the shelf: with their tags, copies and addresses, in a few questions however many they are."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, or_, select

from news.articles import StoredArticle
from news.fetches import Redirect
from news.reading.editions import Edition
from storage.rows import Hanging, copy_of, stored_of, tag_of
from storage.statements import chunks
from storage.tables import article_urls, articles, copies, editions, folds, redirects, tags

AnyRow = Row[*tuple[Any, ...]]


def fetch(connection: Connection, statement: Select[*tuple[Any, ...]]) -> tuple[StoredArticle, ...]:
    """Run a question for rows of articles; return them whole, in its order."""
    rows = connection.execute(statement).all()
    return tuple(stored for chunk in chunks(rows) for stored in _whole(connection, chunk))


def fetch_numbers(connection: Connection, numbers: Sequence[int]) -> tuple[StoredArticle, ...]:
    """Return articles whole by their numbers, in this order."""
    found: dict[int, StoredArticle] = {}
    for chunk in chunks(numbers):
        found |= {stored.id: stored for stored in fetch(connection, select(articles).where(articles.c.id.in_(chunk)))}
    return tuple(found[number] for number in numbers)


def _whole(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[StoredArticle]:
    ids = [row.id for row in rows]
    folded = _folded(connection, ids)
    tagged = _hanging(connection, select(tags), ids)
    copied = _hanging(connection, select(copies), [*ids, *folded])
    addressed = _hanging(connection, _ADDRESSES, [*ids, *folded])
    for number, row in folded.items():
        copied[row.into_id] += [row, *copied[number]]
        addressed[row.into_id] += addressed[number]
    named = _hanging(connection, select(editions), ids)
    translated = translations(connection, ids)
    for row in rows:
        addresses = sorted(addressed[row.id], key=lambda address: (address.seen_at, address.url))
        ways = {address.url: Redirect(address.url, address.target, address.status) for address in addresses if address.target}
        hanging = Hanging(
            tags=[tag_of(tag) for tag in sorted(tagged[row.id], key=lambda tag: tag.position)],
            copies=[copy_of(copy) for copy in sorted(copied[row.id], key=lambda copy: (copy.seen_at, copy.url))],
            urls=[address.url for address in addresses],
            editions=[
                Edition(edition.lang, edition.url) for edition in sorted(named[row.id], key=lambda edition: (edition.lang, edition.url))
            ],
            translations=sorted(translated[row.id]),
            redirects=_in_order(ways),
        )
        yield stored_of(row, hanging)


_ADDRESSES = select(article_urls, redirects.c.target, redirects.c.status).outerjoin_from(
    article_urls, redirects, article_urls.c.url == redirects.c.url
)
_NAMES, _NAMED = editions.c.article_id, article_urls.c.article_id
_PAIRS = (
    select(_NAMES, _NAMED)
    .join_from(editions, article_urls, editions.c.url == article_urls.c.url)
    .where(_NAMES != _NAMED, or_(_NAMES.in_(bindparam("ids", expanding=True)), _NAMED.in_(bindparam("ids", expanding=True))))
)


def _folded(connection: Connection, ids: list[int]) -> dict[int, AnyRow]:
    """Return the articles that are copies of some, by their own ids, as rows of copies."""
    own = [articles.c[name] for name in ("url", "source_id", "title", "published_at", "published_precision", "published_origin")]
    told = (folds.c.relation, folds.c.similarity, folds.c.contained, folds.c.into_id)
    statement = select(*own, articles.c.first_seen_at.label("seen_at"), *told, articles.c.id.label("folded_id"))
    statement = statement.join_from(folds, articles, folds.c.article_id == articles.c.id)
    return {row.folded_id: row for row in connection.execute(statement.where(folds.c.into_id.in_(ids)))}


def translations(connection: Connection, ids: list[int]) -> dict[int, set[int]]:
    """Return which articles are others in another language: one that names the other's address is enough."""
    found: dict[int, set[int]] = {number: set() for number in ids}
    for one, other in connection.execute(_PAIRS, {"ids": ids}):
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


def _hanging(connection: Connection, statement: Select[*tuple[Any, ...]], ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """Return rows by the article they hang from."""
    found: dict[int, list[AnyRow]] = {number: [] for number in ids}
    for chunk in chunks(ids):
        for row in connection.execute(statement.where(statement.selected_columns.article_id.in_(chunk))):
            found[row.article_id].append(row)
    return found
