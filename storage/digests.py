"""Digests and their deliveries: frozen before they are sent, told once, and never sent again on a guess.

The states of a delivery: ``pending`` → ``committing`` (all but the last word is said) → ``sent``, ``failed``, or back to ``pending``
where the other side asked for later. A crash while ``committing`` leaves it ``in doubt``, for a person or the mailbox to decide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, insert, or_, select, update

from news.articles import StoredArticle
from news.errors import DatabaseError
from storage import shelves
from storage.database import Database
from storage.failpoints import failpoint
from storage.rows import level_of
from storage.statements import insert_into
from storage.tables import articles, deliveries, digest_items, digests, folds

DeliveryState = Literal["pending", "committing", "sent", "failed", "in doubt"]

LATER = timedelta(minutes=30)  # RFC 5321, 4.5.4.1: at least half an hour between two tries
_WEAKEST_TOLD = level_of("implicit")  # "weak" and "none" are in the archive, and not worth a reader's time
_FROM: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    "pending": ("pending", "committing", "in doubt"),
    "committing": ("pending",),
    "sent": ("committing", "in doubt"),
    "failed": ("pending", "committing", "in doubt"),
    "in doubt": ("committing",),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to hand one digest to one recipient."""

    id: int
    digest_id: int
    subscription: str
    message_id: str
    recipient: str
    body: bytes
    state: DeliveryState
    state_at: datetime
    reply: str
    """What the other side said last."""


class Frozen(NamedTuple):
    """A digest as it was sent, or as it waits to be."""

    id: int
    subscription: str
    frozen_at: datetime
    body: bytes
    article_ids: tuple[int, ...]
    """What it tells, in the order of the articles' numbers."""
    deliveries: tuple[Delivery, ...]


def latest(db: Database, limit: int, before: int | None = None) -> tuple[Frozen, ...]:
    """Return digests, the newest first; with ``before`` those whose numbers are lower."""
    statement = select(digests).order_by(digests.c.id.desc()).limit(max(0, limit))
    return _frozen(db, statement if before is None else statement.where(digests.c.id < before))


def get(db: Database, digest_id: int) -> Frozen | None:
    """Return a digest by its number; nothing where there is none."""
    found = _frozen(db, select(digests).where(digests.c.id == digest_id)) if 0 < digest_id < 2**31 else ()
    return found[0] if found else None


def undelivered(db: Database, subscription: str, limit: int | None = None) -> tuple[StoredArticle, ...]:
    """Return the articles on the beat that this subscription was never told of, the oldest first."""
    is_group = or_(
        digest_items.c.article_id == articles.c.id,
        digest_items.c.article_id.in_(select(folds.c.article_id).where(folds.c.into_id == articles.c.id)),
    )
    told = exists().where(digest_items.c.subscription == subscription, is_group)
    statement = (
        select(articles)
        .where(articles.c.level >= _WEAKEST_TOLD, ~articles.c.quiet, ~told)
        .order_by(articles.c.first_seen_at, articles.c.id)
    )
    with db.begin_read() as connection:
        return shelves.fetch(connection, statement if limit is None else statement.limit(max(0, limit)))


def freeze(  # noqa: PLR0913, PLR0917 - the parts of one digest, each of another kind
    db: Database,
    subscription: str,
    message_id: str,
    body: bytes,
    article_ids: Sequence[int],
    recipients: Sequence[str],
    now: datetime,
) -> int:
    """Keep a digest byte for byte, with what it tells and a pending delivery to each recipient, in one transaction; return its id.

    Freezing the same message again changes nothing. Raises DatabaseError where an article was told to the subscription before.
    """
    row = {"subscription": subscription, "message_id": message_id, "body": body, "frozen_at": now}
    with db.begin_write() as connection:
        statement = insert_into(connection, digests).values(**row).on_conflict_do_nothing(index_elements=["message_id"])
        digest_id = connection.scalar(statement.returning(digests.c.id))
        if digest_id is None:
            return int(connection.execute(select(digests.c.id).where(digests.c.message_id == message_id)).scalar_one())
        told = _tell(connection, subscription, article_ids, now, digest_id)
        if told < len(set(article_ids)):
            what = f"{len(set(article_ids)) - told} of the articles were told to {subscription} already"
            raise DatabaseError(what, "another digest went out meanwhile: compose this one again")
        failpoint("digest-half-frozen")
        pending = {"digest_id": digest_id, "state": "pending", "state_at": now, "due_at": now, "reply": ""}
        if recipients:
            connection.execute(insert(deliveries), [{**pending, "recipient": one} for one in dict.fromkeys(recipients)])
    failpoint("digest-frozen")
    return int(digest_id)


def pending(db: Database, due_at: datetime | None = None) -> tuple[Delivery, ...]:
    """Return the deliveries that are to be sent at a moment, or sooner or later, the oldest first."""
    due = () if due_at is None else (deliveries.c.due_at <= due_at,)
    return _deliveries(db, deliveries.c.state == "pending", *due)


def unresolved(db: Database) -> tuple[Delivery, ...]:
    """Return the deliveries that have not arrived, or of which nobody knows whether they have."""
    return _deliveries(db, deliveries.c.state != "sent")


def mark(db: Database, delivery_id: int, state: DeliveryState, reply: str, now: datetime) -> bool:
    """Move a delivery to a state; return whether it could go there from where it was.

    Of two senders that mark one delivery ``committing``, one is told so. Back in ``pending`` it is due after half an hour.
    """
    row = {"state": state, "reply": reply, "state_at": now}
    if state == "pending":
        row["due_at"] = now + LATER
    statement = update(deliveries).where(deliveries.c.id == delivery_id, deliveries.c.state.in_(_FROM[state])).values(**row)
    with db.begin_write() as connection:
        return connection.execute(statement).rowcount > 0


def recover(db: Database) -> tuple[Delivery, ...]:
    """Turn what a crash left ``committing`` into ``in doubt``, and return it; only where no sender is at work."""
    with db.begin_write() as connection:
        left = update(deliveries).where(deliveries.c.state == "committing").values(state="in doubt")
        ids = connection.scalars(left.returning(deliveries.c.id)).all()
    return _deliveries(db, deliveries.c.id.in_(ids))


def _tell(connection: Connection, subscription: str, article_ids: Sequence[int], now: datetime, digest_id: int) -> int:
    """Write down what a subscription was told; return how many of the articles were new to it."""
    rows = [
        {"subscription": subscription, "article_id": article_id, "digest_id": digest_id, "told_at": now}
        for article_id in sorted(set(article_ids))
    ]
    if not rows:
        return 0
    statement = insert_into(connection, digest_items).on_conflict_do_nothing().returning(digest_items.c.article_id)
    return len(connection.scalars(statement, rows).all())


def _frozen(db: Database, statement: Select[*tuple[Any, ...]]) -> tuple[Frozen, ...]:
    with db.begin_read() as connection:
        rows = connection.execute(statement).all()
        told = select(digest_items.c.digest_id, digest_items.c.article_id).where(digest_items.c.digest_id.in_([row.id for row in rows]))
        items: dict[int, list[int]] = {row.id: [] for row in rows}
        for digest_id, article_id in connection.execute(told.order_by(digest_items.c.article_id)):
            items[digest_id].append(article_id)
    sent = _deliveries(db, deliveries.c.digest_id.in_(items))
    return tuple(
        Frozen(
            row.id,
            row.subscription,
            row.frozen_at,
            bytes(row.body),
            tuple(items[row.id]),
            tuple(each for each in sent if each.digest_id == row.id),
        )
        for row in rows
    )


def _deliveries(db: Database, *conditions: ColumnElement[bool]) -> tuple[Delivery, ...]:
    columns = (deliveries, digests.c.subscription, digests.c.message_id, digests.c.body)
    statement = select(*columns).join_from(deliveries, digests).where(*conditions).order_by(deliveries.c.due_at, deliveries.c.id)
    with db.begin_read() as connection:
        return tuple(_delivery(row) for row in connection.execute(statement))


def _delivery(row: Row[*tuple[Any, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        digest_id=row.digest_id,
        subscription=row.subscription,
        message_id=row.message_id,
        recipient=row.recipient,
        body=bytes(row.body),
        state=row.state,
        state_at=row.state_at,
        reply=row.reply,
    )
