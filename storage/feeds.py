"""Feeds: what we know of each, and which deserve a look."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, null, select, update

from news.errors import DatabaseError
from news.ledger import FeedLook, FeedState, Validators
from news.polling import Lesson
from news.sources import Feed
from storage.database import Database
from storage.statements import chunks
from storage.tables import feeds as rows

# Written once: of a look at an unchanged feed, putting statements together would take half the time.
_FEED = rows.c.id == bindparam("feed")
_STATE = select(rows).where(_FEED).with_for_update()
_KIND = select(rows.c.kind).where(_FEED)
_NOTE = update(rows).where(_FEED)


def validators(db: Database, feed_id: str) -> Validators:
    """Return what the server gave us to ask again cheaply: empty for a feed never looked at."""
    with db.begin_read() as connection:
        row = connection.execute(select(rows.c.etag, rows.c.last_modified).where(rows.c.id == feed_id)).one_or_none()
    return Validators() if row is None else Validators(row.etag, row.last_modified)


def states(db: Database, feed_ids: Sequence[str] | None = None) -> tuple[FeedState, ...]:
    """Return what we know of these feeds, or of every feed, in the order of their ids."""
    with db.begin_read() as connection:
        asked = [select(rows)] if feed_ids is None else [select(rows).where(rows.c.id.in_(chunk)) for chunk in chunks(feed_ids)]
        found = [row for statement in asked for row in connection.execute(statement)]
    return tuple(sorted(map(_state, found), key=lambda state: state.feed_id))


def due(db: Database, feeds: Sequence[Feed], now: datetime) -> tuple[Feed, ...]:
    """Return those of the feeds that were never looked at or whose next look has come, in the given order."""
    with db.begin_read() as connection:
        resting = {feed_id for chunk in chunks([feed.id for feed in feeds]) for feed_id in _resting(connection, chunk, now)}
    return tuple(feed for feed in feeds if feed.id not in resting)


def state(connection: Connection, feed_id: str) -> FeedState:
    """Return what we know of a feed, as this transaction sees it; raises DatabaseError for one that was never registered."""
    row = connection.execute(_STATE, {"feed": feed_id}).one_or_none()
    if row is None:
        raise DatabaseError(f"{feed_id}: the archive does not know this feed", "register its source first")
    return _state(row)


def note(connection: Connection, look: FeedLook, lesson: Lesson) -> None:
    """Write down one look at a feed and what it taught, inside the transaction that writes down what it announced.

    A failed look keeps the validators of the last good one. So does an unchanged one that brought none: a 304 may leave them out.
    A sound part of a feed says nothing of the whole.
    """
    changes: dict[str, Any] = {
        "failures": lesson.failures,
        "failing_since": lesson.failing_since,
        "next_look_at": lesson.next_look_at,
        "body_hash": lesson.body_hash,
        "looks_since_whole": lesson.looks_since_whole,
        "learnt_every": lesson.learnt_every.total_seconds(),
        "newest_at": lesson.newest_at,
        "entries_last": lesson.entries_last,
    }
    failed = look.outcome == "failed"
    if failed or not look.is_part:
        changes |= {"looked_at": look.looked_at, "outcome": look.outcome, "problem": look.problem}
        if not failed and not (look.outcome == "unchanged" and look.validators == Validators()):
            changes |= {"etag": look.validators.etag, "last_modified": look.validators.last_modified}
    connection.execute(_NOTE, {"feed": look.feed_id, **changes})


def hasten(connection: Connection, source_id: str, but: str, kinds: Sequence[str], now: datetime) -> bool:
    """Let a source's other feeds of these kinds be due at once; return whether there are any."""
    others = update(rows).where(rows.c.source_id == source_id, rows.c.id != but, rows.c.kind.in_(kinds))
    return connection.execute(others.values(next_look_at=now)).rowcount > 0


def has_others(connection: Connection, source_id: str, but: str, kinds: Sequence[str]) -> bool:
    """Whether a source has other feeds of these kinds."""
    others = (rows.c.source_id == source_id, rows.c.id != but, rows.c.kind.in_(kinds))
    return connection.scalar(select(rows.c.id).where(*others).limit(1)) is not None


def ask_whole(connection: Connection, feed_id: str) -> None:
    """Let the next look at a feed be unconditional and read, though its body may be the same."""
    connection.execute(update(rows).where(rows.c.id == feed_id).values(etag=null(), last_modified=null(), body_hash=null()))


def forgive(db: Database, feed_ids: Sequence[str], since: datetime, next_look_at: datetime) -> None:
    """Take back one failure of each of these feeds, where a look since then failed: it was our own connection that failed."""
    with db.begin_write() as connection:
        for chunk in chunks(sorted(feed_ids)):
            failed = (rows.c.id.in_(chunk), rows.c.failures > 0, rows.c.looked_at >= since)
            first = case((rows.c.failures > 1, rows.c.failing_since), else_=null())
            values = {"failures": rows.c.failures - 1, "failing_since": first, "next_look_at": next_look_at}
            connection.execute(update(rows).where(*failed).values(**values))


def kind_of(connection: Connection, feed_id: str) -> str | None:
    """Return what kind of place a feed is."""
    return connection.scalar(_KIND, {"feed": feed_id})


def _resting(connection: Connection, feed_ids: list[str], now: datetime) -> Sequence[str]:
    """Return the feeds whose next look is still to come; one after a look that lies ahead was planned by a clock that was wrong."""
    return connection.scalars(select(rows.c.id).where(rows.c.id.in_(feed_ids), rows.c.next_look_at > now, rows.c.looked_at <= now)).all()


def _state(row: Row[Any]) -> FeedState:
    return FeedState(
        feed_id=row.id,
        source_id=row.source_id,
        url=row.url,
        validators=Validators(row.etag, row.last_modified),
        looked_at=row.looked_at,
        outcome=row.outcome,
        problem=row.problem,
        failures=row.failures,
        next_look_at=row.next_look_at,
        body_hash=row.body_hash,
        looks_since_whole=row.looks_since_whole,
        learnt_every=None if row.learnt_every is None else timedelta(seconds=row.learnt_every),
        newest_at=row.newest_at,
        entries_last=row.entries_last,
        failing_since=row.failing_since,
    )
