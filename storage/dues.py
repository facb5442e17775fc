"""What is due: sources with a feed to look at, a page to fetch or an article to read again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from news.sources import Source
from storage import feeds, ledger
from storage.database import Database
from storage.statements import chunks
from storage.tables import articles, rereads


def due_sources(db: Database, sources: Sequence[Source], now: datetime) -> tuple[Source, ...]:
    """Return those of the sources that a crawl would find something to do for, in the given order."""
    due = {feed.source_id for feed in feeds.due(db, [feed for source in sources for feed in source.feeds], now)}
    due |= ledger.sources_waiting(db, now)
    ids = [source.id for source in sources if source.id not in due]
    with db.begin_read() as connection:
        for chunk in chunks(ids):
            asked = select(articles.c.source_id).distinct().join(rereads, rereads.c.article_id == articles.c.id)
            due |= set(connection.scalars(asked.where(rereads.c.due_at <= now, articles.c.source_id.in_(chunk))))
    return tuple(source for source in sources if source.id in due)
