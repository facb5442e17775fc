"""Deliveries: each hands one digest to one recipient, once, and never again on a guess.

The states: ``pending`` → ``committing`` (all but the last word is said) → ``sent``, ``failed``, or back to ``pending`` where the other
side asked for later. A crash while ``committing`` leaves it ``in doubt``, for a person or the mailbox to decide; where the other side
knows a delivery by its number and takes it once (webhooks, files), it is ``pending`` again. ``held``: its channel is closed.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, select, update

from storage.database import Database
from storage.statements import chunks, upsert
from storage.telling import closed_channels, deliveries, digest_forms, digests

DeliveryState = Literal["pending", "committing", "sent", "failed", "in doubt", "held"]

LATER = timedelta(minutes=30)  # RFC 5321, 4.5.4.1: at least half an hour between two tries
LONGEST = timedelta(hours=24)
_FROM: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    "pending": ("pending", "committing", "in doubt", "held"),
    "committing": ("pending",),
    "sent": ("committing", "in doubt"),
    "failed": ("pending", "committing", "in doubt", "held"),
    "in doubt": ("committing",),
    "held": ("pending", "committing"),
}


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to hand one digest to one recipient."""

    id: int
    digest_id: int
    subscription: str
    message_id: str
    channel: str
    """``mail``, or the name of a channel."""
    form: str
    recipient: str
    body: bytes
    """Empty where only the fate of deliveries was asked for."""
    state: DeliveryState
    state_at: datetime
    due_at: datetime
    tries: int
    begun_at: datetime | None
    """When it was tried first."""
    reply: str
    """What the other side said last."""
    kind: str
    subject: str
    frozen_at: datetime
    """When its digest was."""


def later(tries: int) -> timedelta:
    """Return how long to wait after so many tries: half an hour, then twice as long each time, a day at most."""
    return min(LATER * (1 << max(0, min(tries, 10) - 1)), LONGEST)


def pending(db: Database, due_at: datetime | None = None) -> tuple[Delivery, ...]:
    """Return the deliveries that are to be sent at a moment, or sooner or later, with what they send, the oldest first."""
    due = () if due_at is None else (deliveries.c.due_at <= due_at,)
    return _deliveries(db, deliveries.c.state == "pending", *due, with_bodies=True)


def in_doubt(db: Database, before: datetime) -> tuple[Delivery, ...]:
    """Return the deliveries of which nobody has known since before a moment whether they arrived."""
    return _deliveries(db, deliveries.c.state == "in doubt", deliveries.c.state_at <= before)


def unresolved(db: Database) -> tuple[Delivery, ...]:
    """Return the deliveries that have not arrived, or of which nobody knows whether they have."""
    return _deliveries(db, deliveries.c.state != "sent")


def get(db: Database, delivery_id: int) -> Delivery | None:
    """Return a delivery by its number; nothing where there is none."""
    found = _deliveries(db, deliveries.c.id == delivery_id) if 0 < delivery_id < 2**31 else ()
    return found[0] if found else None


def last_sent(db: Database) -> dict[str, datetime]:
    """Return by subscription when one of its digests last arrived anywhere."""
    sent = select(digests.c.subscription, func.max(deliveries.c.state_at).label("at")).join_from(deliveries, digests)
    is_one = (deliveries.c.state == "sent", digests.c.kind == "digest")
    with db.begin_read() as connection:
        return {row.subscription: row.at for row in connection.execute(sent.where(*is_one).group_by(digests.c.subscription))}


def of_digests(db: Database, digest_ids: Sequence[int]) -> dict[int, tuple[Delivery, ...]]:
    """Return by digest what became of it."""
    found: defaultdict[int, list[Delivery]] = defaultdict(list)
    for chunk in chunks(digest_ids):
        for each in _deliveries(db, deliveries.c.digest_id.in_(chunk)):
            found[each.digest_id].append(each)
    return {number: tuple(each) for number, each in found.items()}


def mark(  # noqa: PLR0913 - what is written down of one step
    db: Database,
    delivery_id: int,
    state: DeliveryState,
    reply: str,
    now: datetime,
    due_at: datetime | None = None,
    *,
    is_begun: bool = True,
) -> bool:
    """Move a delivery to a state; return whether it could go there from where it was.

    Of two senders that mark one delivery ``committing``, one is told so. Back in ``pending`` it is due at the moment given, else after
    half an hour, then twice as long each time. Who has not begun (it never marked it ``committing``) takes it out of nobody's hands.
    """
    row: dict[str, Any] = {"state": state, "reply": reply, "state_at": now}
    own = (deliveries.c.id == delivery_id, deliveries.c.state.in_(_FROM[state] if is_begun else ("pending",)))
    with db.begin_write() as connection:
        before = connection.execute(select(deliveries.c.tries, deliveries.c.begun_at).where(*own)).one_or_none()
        if before is None:
            return False
        if state == "pending":
            row |= {"tries": before.tries + 1, "begun_at": before.begun_at or now, "due_at": due_at or now + later(before.tries + 1)}
        return connection.execute(update(deliveries).where(*own).values(**row)).rowcount > 0


def settle(db: Database, delivery_id: int, *, is_there: bool, now: datetime) -> bool:
    """Write down what a person found out of a delivery in doubt or failed: it is there, or is to be sent again, now.

    Return whether it was one of these.
    """
    row: dict[str, Any] = {"state": "sent", "state_at": now, "reply": "a person said so"}
    if not is_there:
        row |= {"state": "pending", "reply": "a person asked for it again", "due_at": now, "tries": 0, "begun_at": None}
    own = (deliveries.c.id == delivery_id, deliveries.c.state.in_(("in doubt", "failed")))
    with db.begin_write() as connection:
        return connection.execute(update(deliveries).where(*own).values(**row)).rowcount > 0


def recover(db: Database, repeatable: Collection[str] = ()) -> tuple[Delivery, ...]:
    """Turn what a crash left ``committing`` into ``in doubt``, and return it; only where no sender is at work.

    What goes to a channel among the ``repeatable`` is ``pending`` again: who gets it twice knows it by its number.
    """
    left = deliveries.c.state == "committing"
    with db.begin_write() as connection:
        if repeatable:
            connection.execute(update(deliveries).where(left, deliveries.c.channel.in_(repeatable)).values(state="pending"))
        doubtful = update(deliveries).where(left).values(state="in doubt")
        ids = connection.scalars(doubtful.returning(deliveries.c.id)).all()
    return _deliveries(db, deliveries.c.id.in_(ids)) if ids else ()


def close_channel(db: Database, channel: str, why: str, now: datetime) -> None:
    """Send nothing more to a channel: what waits for it is held, and listed, until it is opened again."""
    with db.begin_write() as connection:
        upsert(connection, closed_channels, {"channel": channel, "closed_at": now, "why": why})
        waiting = (deliveries.c.channel == channel, deliveries.c.state == "pending")
        connection.execute(update(deliveries).where(*waiting).values(state="held", state_at=now, reply=why))


def open_channel(db: Database, channel: str, now: datetime) -> int:
    """Open a channel again; return how many deliveries it had waited with, which are due now, each once."""
    with db.begin_write() as connection:
        connection.execute(delete(closed_channels).where(closed_channels.c.channel == channel))
        held = (deliveries.c.channel == channel, deliveries.c.state == "held")
        again = {"state": "pending", "state_at": now, "due_at": now, "tries": 0, "begun_at": None}
        return connection.execute(update(deliveries).where(*held).values(**again)).rowcount


def closed(db: Database) -> dict[str, tuple[datetime, str]]:
    """Return the channels that are closed, with since when and why."""
    with db.begin_read() as connection:
        return {row.channel: (row.closed_at, row.why) for row in connection.execute(select(closed_channels))}


def _deliveries(db: Database, *conditions: ColumnElement[bool], with_bodies: bool = False) -> tuple[Delivery, ...]:
    told = (digests.c.subscription, digests.c.message_id, digests.c.kind, digests.c.subject, digests.c.frozen_at)
    statement = select(deliveries, *told).join_from(deliveries, digests)
    if with_bodies:
        is_its = (digest_forms.c.digest_id == deliveries.c.digest_id) & (digest_forms.c.form == deliveries.c.form)
        statement = statement.add_columns(digest_forms.c.body).outerjoin(digest_forms, is_its)
    with db.begin_read() as connection:
        rows = connection.execute(statement.where(*conditions).order_by(deliveries.c.due_at, deliveries.c.id)).all()
    return tuple(_delivery(row, bytes(row.body or b"") if with_bodies else b"") for row in rows)


def _delivery(row: Row[*tuple[Any, ...]], body: bytes) -> Delivery:
    names = ("id", "digest_id", "subscription", "message_id", "channel", "form", "recipient", "state", "state_at", "due_at")
    fields = {name: getattr(row, name) for name in (*names, "tries", "begun_at", "reply", "kind", "subject", "frozen_at")}
    return Delivery(body=body, **fields)
