"""Feeds: what we know of each, and which deserve a look."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from news.errors import DatabaseError
from news.ledger import FeedLook, FeedState, Validators
from news.sources import Feed
from storage.database import Database
from storage.tables import chunks
from storage.tables import feeds as rows


def validators(db: Database, feed_id: str) -> Validators:
    """Return what the server gave us to ask again cheaply: empty for a feed never looked at."""
    with db.begin_read() as connection:
        row = connection.execute(select(rows.c.etag, rows.c.last_modified).where(rows.c.id == feed_id)).one_or_none()
    return Validators() if row is None else Validators(row.etag, row.last_modified)


def states(db: Database) -> tuple[FeedState, ...]:
    """Return what we know of every feed, by id."""
    with db.begin_read() as connection:
        found = connection.execute(select(rows)).all()
    return tuple(sorted(map(_state, found), key=lambda state: state.feed_id))


def due(db: Database, feeds: Sequence[Feed], now: datetime) -> tuple[Feed, ...]:
    """Return those of the feeds that were never looked at or whose next look has come, in the given order."""
    with db.begin_read() as connection:
        resting = {feed_id for chunk in chunks([feed.id for feed in feeds]) for feed_id in _resting(connection, chunk, now)}
    return tuple(feed for feed in feeds if feed.id not in resting)


def note(connection: Connection, look: FeedLook, next_look_at: datetime) -> None:
    """Write down one look at a feed, inside the transaction that writes down what it announced.

    A failed look keeps the validators of the last good one. So does an unchanged one that brought none: a 304 may leave them out.
    Raises DatabaseError for a feed that was never registered.
    """
    failed = look.outcome == "failed"
    changes: dict[str, Any] = {
        "looked_at": look.looked_at,
        "outcome": look.outcome,
        "problem": look.problem,
        "failures": rows.c.failures + 1 if failed else 0,
        "next_look_at": next_look_at,
    }
    if not failed and not (look.outcome == "unchanged" and look.validators == Validators()):
        changes |= {"etag": look.validators.etag, "last_modified": look.validators.last_modified}
    if connection.execute(update(rows).where(rows.c.id == look.feed_id).values(**changes)).rowcount == 0:
        raise DatabaseError(f"{look.feed_id}: the archive does not know this feed", "register its source first")


def kind_of(connection: Connection, feed_id: str) -> str | None:
    """Return what kind of place a feed is."""
    return connection.scalar(select(rows.c.kind).where(rows.c.id == feed_id))


def _resting(connection: Connection, feed_ids: list[str], now: datetime) -> Sequence[str]:
    return connection.scalars(select(rows.c.id).where(rows.c.id.in_(feed_ids), rows.c.next_look_at > now)).all()


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
    )
