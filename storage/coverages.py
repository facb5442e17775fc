"""Coverages: what outlets announced in the last days, held against what the archive has."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from news.coverage import Announced
from news.gaps import moment_of
from storage.database import Database
from storage.rows import entry_of
from storage.statements import chunks
from storage.tables import article_urls, feeds, urls

SITEMAPS = ("sitemap", "news-sitemap")


def announced_since(db: Database, source_ids: Sequence[str], since: date) -> tuple[Announced, ...]:
    """Return every address that sources announced themselves as published on a day or later, with what became of it."""
    columns = (urls.c.source_id, urls.c.url, urls.c.state, urls.c.reason, urls.c.first_seen_at, urls.c.entry, article_urls.c.article_id)
    joined = urls.join(feeds, urls.c.feed_id == feeds.c.id).outerjoin(article_urls, urls.c.url == article_urls.c.url)
    first = datetime.combine(since, time(), UTC)
    statement = select(*columns).select_from(joined).where(feeds.c.kind != "shared-stories", urls.c.first_seen_at >= first)
    found = []
    with db.begin_read() as connection:
        for chunk in chunks(source_ids):
            for row in connection.execute(statement.where(urls.c.source_id.in_(chunk))):
                said = moment_of(entry_of(row.entry)) or row.first_seen_at
                published = min(said, row.first_seen_at).astimezone(UTC).date()
                if published >= since:
                    found.append(Announced(row.source_id, row.url, published, row.state, row.reason, row.article_id))
    return tuple(found)


def sources_with_sitemaps(db: Database) -> frozenset[str]:
    """Return the ids of the sources that have a sitemap among their feeds which was looked at."""
    wanted = (feeds.c.kind.in_(SITEMAPS), feeds.c.looked_at.is_not(None))
    with db.begin_read() as connection:
        return frozenset(connection.scalars(select(feeds.c.source_id).where(*wanted)))
