"""The search index of an archive that was written by an earlier version: made anew, batch by batch, so that a kill loses nothing."""

from collections.abc import Callable

from sqlalchemy import func, select

from news.searching.indexing import VERSION, index_text
from storage import about
from storage.database import Database
from storage.searching.writing import index
from storage.tables import articles, search_tokens

_KEY = "search_index"
_BATCH = 200  # articles written in one transaction: half a second of work, for which others wait


def is_needed(db: Database) -> bool:
    """Whether the archive may hold another index than this version writes."""
    return about.get(db, _KEY) != VERSION


def rebuild(db: Database, *, progress: Callable[[int, int], None] = lambda _done, _total: None) -> int:
    """Index every article that this version has not indexed, the newest first; return how many.

    Hears after each batch how many of how many are done.
    """
    ours = select(func.count()).where(search_tokens.c.version == VERSION)
    with db.begin_read() as connection:
        total = connection.execute(select(func.count(articles.c.id))).scalar_one() - connection.execute(ours).scalar_one()
        last = (connection.scalar(select(func.max(articles.c.id))) or 0) + 1
    done = 0
    while batch := _rebuild_some(db, last):
        last, written = batch
        done += written
        progress(done, max(total, done))
    about.put(db, _KEY, VERSION)
    return done


def _rebuild_some(db: Database, before: int) -> tuple[int, int] | None:
    """Index the next batch of articles before a number; return the last of them, and how many had to be written."""
    columns = (articles.c.id, articles.c.title, articles.c.text, articles.c.lang)
    numbers = select(articles.c.id).where(articles.c.id < before).order_by(articles.c.id.desc()).limit(_BATCH)
    with db.begin_write() as connection:
        batch = connection.scalars(numbers).all()
        if not batch:
            return None
        current = select(search_tokens.c.article_id).where(search_tokens.c.version == VERSION, search_tokens.c.article_id.in_(batch))
        rows = connection.execute(select(*columns).where(articles.c.id.in_(batch), articles.c.id.not_in(current))).all()
        for row in rows:
            index(connection, row.id, index_text(row.title, row.text, row.lang))
    return batch[-1], len(rows)
