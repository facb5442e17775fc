"""What we know of addresses whose pages were kept: the text we show of each, or why we have none."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from news.feeds import Entry
from news.ledger import COPY
from news.sources import Feed
from storage.database import Database
from storage.rows import entry_of
from storage.statements import chunks
from storage.tables import article_urls, articles, feeds, urls


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of the article that an address belongs to."""

    article_id: int
    title: str
    text: str
    fingerprint: str
    is_teaser: bool
    read_at: datetime
    """When its page was fetched."""


@dataclass(frozen=True, slots=True)
class Known:
    """An address in the ledger."""

    entry: Entry
    feed: Feed
    is_refused: bool
    """Whether no article came of it so far, though it was asked for."""
    shown: Shown | None = None
    """Nothing where the address carries a copy, or the article is set aside or another outlet's."""


def known(db: Database, addresses: Collection[str]) -> dict[str, Known]:
    """Return what we know of each of the addresses that the ledger holds."""
    with db.begin_read() as connection:
        return {url: each for chunk in chunks(sorted(addresses)) for url, each in _known(connection, chunk).items()}


def _known(connection: Connection, addresses: Collection[str]) -> Mapping[str, Known]:
    columns = (
        urls.c.url,
        urls.c.state,
        urls.c.reason,
        urls.c.entry,
        urls.c.source_id,
        feeds.c.id,
        feeds.c.kind,
        feeds.c.url.label("address"),
    )
    rows = connection.execute(select(*columns).join_from(urls, feeds).where(urls.c.url.in_(addresses))).all()
    held = _shown(connection, addresses)
    found = {}
    for row in rows:
        source_id, shown = held.get(row.url, ("", None))
        is_own = row.state == "stored" and row.reason != COPY and source_id == row.source_id
        feed = Feed(row.id, row.source_id, row.address, row.kind)
        is_refused = row.state in {"rejected", "quarantined", "retry"} and not source_id
        found[row.url] = Known(entry_of(row.entry), feed, is_refused, shown if is_own else None)
    return found


def _shown(connection: Connection, addresses: Collection[str]) -> Mapping[str, tuple[str, Shown | None]]:
    """Return the source of the article that each address belongs to, and its text if that is shown and came from its own page."""
    names = ("id", "title", "text", "fingerprint", "kind", "fetched_at", "source_id", "hidden", "via")
    columns = (article_urls.c.url, *(articles.c[name] for name in names))
    rows = connection.execute(select(*columns).join_from(article_urls, articles).where(article_urls.c.url.in_(addresses)))
    return {
        row.url: (
            row.source_id,
            None if row.hidden or row.via else Shown(row.id, row.title, row.text, row.fingerprint, row.kind == "teaser", row.fetched_at),
        )
        for row in rows
    }
