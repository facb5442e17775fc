"""Re-readings: articles whose pages are to be read again, because outlets correct themselves."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, and_, bindparam, delete, select

from news.ledger import COPY, Reread, Validators
from news.polling import next_reread_at
from storage.database import Database, Write
from storage.failpoints import failpoint
from storage.rows import entry_of
from storage.statements import chunks, upsert
from storage.tables import article_urls, articles, rereads, urls

_FIRST_SEEN = select(articles.c.first_seen_at).where(articles.c.id == bindparam("asked"))
_OVER = delete(rereads).where(rereads.c.article_id == bindparam("over"))
_DUE = (
    select(rereads)
    .select_from(rereads.join(article_urls, article_urls.c.article_id == rereads.c.article_id))
    .where(article_urls.c.url == bindparam("asked"), rereads.c.due_at <= bindparam("now"))
)


def due(db: Database, feed_ids: Sequence[str], now: datetime) -> tuple[Reread, ...]:
    """Return the pages of these feeds' articles whose time to be read again has come, the longest due first.

    An article with several addresses is asked for at its own, or else at the one announced first.
    """
    own = and_(urls.c.url == article_urls.c.url, urls.c.source_id == articles.c.source_id)
    columns = (rereads.c.article_id, rereads.c.etag, rereads.c.last_modified, urls.c.feed_id, urls.c.entry)
    question = (
        select(*columns)
        .select_from(rereads.join(articles).join(article_urls, article_urls.c.article_id == articles.c.id).join(urls, own))
        .where(rereads.c.due_at <= now, urls.c.state == "stored", urls.c.reason != COPY)
        .order_by(rereads.c.due_at, rereads.c.article_id, urls.c.url != articles.c.url, urls.c.first_seen_at, urls.c.url)
    )
    with db.begin_read() as connection:
        rows = [row for chunk in chunks(feed_ids) for row in connection.execute(question.where(urls.c.feed_id.in_(chunk)))]
    best = {row.article_id: row for row in reversed(rows)}
    return tuple(Reread(row.feed_id, entry_of(row.entry), Validators(row.etag, row.last_modified)) for row in reversed(best.values()))


def done(db: Database, url: str, now: datetime) -> None:
    """Write down that a page of ours was asked for again, and has not changed or could not be read."""
    db.write(putting_off(url, now))


def putting_off(url: str, now: datetime) -> Write[None]:
    """Return the work of writing down that a page of ours was asked for again, and has not changed or could not be read."""
    return Write(partial(_put_off, url, now), lambda: failpoint("reread-planned"))


def _put_off(url: str, now: datetime, connection: Connection) -> None:
    put_off(connection, url, now)
    failpoint("reread-half-planned")


def put_off(connection: Connection, url: str, now: datetime) -> None:
    """Plan the next re-reading of the article that an address belongs to, where one is due."""
    row = connection.execute(_DUE, {"asked": url, "now": now}).one_or_none()
    if row is not None:
        plan(connection, row.article_id, Validators(row.etag, row.last_modified), now)


def plan(connection: Connection, article_id: int, validators: Validators, now: datetime) -> None:
    """Plan the next re-reading of an article whose page was read now; none once its time is over."""
    first_seen_at = connection.scalar(_FIRST_SEEN, {"asked": article_id})
    plan_first(connection, article_id, validators, first_seen_at, now)


def plan_first(connection: Connection, article_id: int, validators: Validators, first_seen_at: datetime | None, now: datetime) -> None:
    """Plan the next re-reading of an article of which it is known when it was first seen."""
    due_at = next_reread_at(first_seen_at, now) if first_seen_at else None
    if due_at is None:
        connection.execute(_OVER, {"over": article_id})
    else:
        row = {"article_id": article_id, "due_at": due_at, "etag": validators.etag, "last_modified": validators.last_modified}
        upsert(connection, rereads, row)
