"""Digests: what a reader was not told yet, and what was: frozen in every form before anything is sent, and told once.

The order of work: ``covered`` says where the last digest ended → ``untold`` returns what came since → whoever composes hands a `Parcel`
to ``freeze``, which writes down the bytes, what they tell and a pending delivery to each recipient in one transaction
(`storage.deliveries` does the rest). What is in the ledger already is refused: of two that compose at once, one composes again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, exists, func, insert, or_, select

from news.articles import StoredArticle
from news.errors import DatabaseError
from storage import deliveries as handed
from storage import shelves
from storage.database import Database
from storage.deliveries import Delivery
from storage.failpoints import failpoint
from storage.rows import level_of
from storage.statements import chunks, insert_into
from storage.tables import articles, folds, stories
from storage.telling import deliveries, digest_forms, digest_items, digest_signals, digest_stories, digests

_WEAKEST_TOLD = level_of("implicit")  # "weak" and "none" are in the archive, and not worth a reader's time
_OVERLAP = 5_000  # articles before the newest one looked at: what was being written then has a lower number, and is told now
EDIT, THEME, ALERT = "edit", "theme", "alert"  # kinds of signals


class Recipient(NamedTuple):
    """Where a form of a digest goes."""

    name: str
    """A mail address, or a channel's name."""
    channel: str = "mail"
    form: str = "mail"


@dataclass(frozen=True, slots=True)
class Parcel:
    """A digest, ready to be frozen."""

    subscription: str
    message_id: str
    forms: Mapping[str, bytes]
    """By name: ``mail``, ``json``, ``text``, …"""
    article_ids: Sequence[int] = ()
    recipients: Sequence[Recipient] = ()
    kind: str = "digest"
    subject: str = ""
    since: datetime | None = None
    last_article: int | None = None
    signals: Sequence[tuple[str, str]] = ()
    """What else it tells, by kind and key."""
    stories: Mapping[int, str] = field(default_factory=dict)
    """By story: the status of its claim, as told."""


class Covered(NamedTuple):
    """Where the last digest of a subscription ended."""

    at: datetime
    last_article: int | None
    """The newest article that it looked at; nothing in digests of earlier versions."""


class Frozen(NamedTuple):
    """A digest as it was sent, or as it waits to be."""

    id: int
    subscription: str
    kind: str
    subject: str
    frozen_at: datetime
    forms: Mapping[str, bytes]
    article_ids: tuple[int, ...]
    """What it tells, in the order of the articles' numbers."""
    deliveries: tuple[Delivery, ...]
    message_id: str = ""


def latest(db: Database, limit: int, before: int | None = None, subscription: str | None = None) -> tuple[Frozen, ...]:
    """Return digests without their forms, the newest first; with ``before`` those whose numbers are lower."""
    statement = select(digests).order_by(digests.c.id.desc()).limit(max(0, limit))
    if before is not None:
        statement = statement.where(digests.c.id < before)
    if subscription is not None:
        statement = statement.where(digests.c.subscription == subscription)
    return _frozen(db, statement, with_forms=False)


def get(db: Database, digest_id: int) -> Frozen | None:
    """Return a digest by its number; nothing where there is none."""
    found = _frozen(db, select(digests).where(digests.c.id == digest_id), with_forms=True) if 0 < digest_id < 2**31 else ()
    return found[0] if found else None


def covered(db: Database, subscription: str) -> Covered | None:
    """Return where the last digest of a subscription ended; nothing where it never had one."""
    own = select(digests.c.frozen_at, digests.c.last_article).where(digests.c.subscription == subscription, digests.c.kind == "digest")
    with db.begin_read() as connection:
        row = connection.execute(own.order_by(digests.c.id.desc()).limit(1)).one_or_none()
    return Covered(row.frozen_at, row.last_article) if row else None


def newest_article(db: Database) -> int:
    """Return the number of the newest article; 0 for an empty archive."""
    with db.begin_read() as connection:
        return connection.scalar(select(func.max(articles.c.id))) or 0


def untold(
    db: Database, subscription: str, *, after: int | None = None, since: datetime | None = None, until: int | None = None
) -> tuple[StoredArticle, ...]:
    """Return the articles on the beat that this subscription was never told of, the oldest first.

    ``after`` is the newest article that its last digest looked at: some before it are looked at again, for they may have been in the
    middle of being written. ``since``: first seen at that moment or later. ``until``: the newest article that is looked at.
    """
    is_group = or_(
        digest_items.c.article_id == articles.c.id,
        digest_items.c.article_id.in_(select(folds.c.article_id).where(folds.c.into_id == articles.c.id)),
    )
    told = exists().where(digest_items.c.subscription == subscription, is_group)
    wanted = [articles.c.level >= _WEAKEST_TOLD, ~articles.c.quiet, ~told]
    if after is not None:
        wanted.append(articles.c.id > after - _OVERLAP)
    if since is not None:
        wanted.append(articles.c.first_seen_at >= since)
    if until is not None:
        wanted.append(articles.c.id <= until)
    with db.begin_read() as connection:
        return shelves.fetch(connection, select(articles).where(*wanted).order_by(articles.c.first_seen_at, articles.c.id))


def told_articles(db: Database, subscription: str, article_ids: Iterable[int]) -> frozenset[int]:
    """Return which of some articles a subscription was told."""
    found: set[int] = set()
    with db.begin_read() as connection:
        for chunk in chunks(sorted(set(article_ids))):
            own = (digest_items.c.subscription == subscription, digest_items.c.article_id.in_(chunk))
            found |= set(connection.scalars(select(digest_items.c.article_id).where(*own)))
    return frozenset(found)


def told_signals(db: Database, subscription: str, kind: str, keys: Iterable[str]) -> frozenset[str]:
    """Return which of some signals a subscription was told."""
    found: set[str] = set()
    own = (digest_signals.c.subscription == subscription, digest_signals.c.kind == kind)
    with db.begin_read() as connection:
        for chunk in chunks(sorted(set(keys))):
            found |= set(connection.scalars(select(digest_signals.c.key).where(*own, digest_signals.c.key.in_(chunk))))
    return frozenset(found)


def told_stories(db: Database, subscription: str, story_ids: Iterable[int]) -> dict[int, str]:
    """Return which of some stories a subscription was told, each with the status of its claim when it was told last.

    A story that was told before it was made one with another counts as told.
    """
    standing = func.coalesce(stories.c.merged_into, stories.c.id)
    joined = digest_stories.join(digests).join(stories, stories.c.id == digest_stories.c.story_id)
    wanted = select(standing.label("story_id"), digest_stories.c.status).select_from(joined).order_by(digest_stories.c.digest_id)
    found: dict[int, str] = {}
    with db.begin_read() as connection:
        for chunk in chunks(sorted(set(story_ids))):
            own = (digests.c.subscription == subscription, or_(stories.c.id.in_(chunk), stories.c.merged_into.in_(chunk)))
            found |= {row.story_id: row.status for row in connection.execute(wanted.where(*own))}
    return found


def freeze(db: Database, parcel: Parcel, now: datetime) -> int:
    """Keep a digest byte for byte, with what it tells and a pending delivery to each recipient, in one transaction; return its id.

    Freezing the same message again changes nothing. Raises DatabaseError where something in it was told to the subscription before.
    """
    row = {name: getattr(parcel, name) for name in ("subscription", "message_id", "kind", "subject", "last_article")}
    with db.begin_write() as connection:
        statement = insert_into(connection, digests).values(**row, since_at=parcel.since, frozen_at=now)
        digest_id = connection.scalar(statement.on_conflict_do_nothing(index_elements=["message_id"]).returning(digests.c.id))
        if digest_id is None:
            return int(connection.execute(select(digests.c.id).where(digests.c.message_id == parcel.message_id)).scalar_one())
        _tell(connection, parcel, now, digest_id)
        failpoint("digest-half-frozen")
        forms = [{"digest_id": digest_id, "form": form, "body": body} for form, body in parcel.forms.items()]
        if forms:
            connection.execute(insert(digest_forms), forms)
        pending = {"digest_id": digest_id, "state": "pending", "state_at": now, "due_at": now, "reply": ""}
        sent_to = {each.name: {**pending, "recipient": each.name, "channel": each.channel, "form": each.form} for each in parcel.recipients}
        if sent_to:
            connection.execute(insert(deliveries), list(sent_to.values()))
    failpoint("digest-frozen")
    return int(digest_id)


def _tell(connection: Connection, parcel: Parcel, now: datetime, digest_id: int) -> None:
    """Write down what a subscription is told; raise DatabaseError where any of it was told before."""
    own = {"subscription": parcel.subscription, "digest_id": digest_id}
    numbers = sorted(set(parcel.article_ids))
    new = _insert_new(connection, digest_items, [{**own, "article_id": number, "told_at": now} for number in numbers])
    signals = sorted(set(parcel.signals))
    new += _insert_new(connection, digest_signals, [{**own, "kind": kind, "key": key} for kind, key in signals])
    if left := len(numbers) + len(signals) - new:
        what = f"{left} of the articles were told to {parcel.subscription} already"
        raise DatabaseError(what, "another digest went out meanwhile: compose this one again")
    told = [{"digest_id": digest_id, "story_id": story, "status": parcel.stories[story]} for story in _standing(connection, parcel.stories)]
    _insert_new(connection, digest_stories, told)


def _standing(connection: Connection, story_ids: Iterable[int]) -> list[int]:
    """Return those of some stories that are still there: one may have been made by a regrouping that is over."""
    found: list[int] = []
    for chunk in chunks(sorted(set(story_ids))):
        found += connection.scalars(select(stories.c.id).where(stories.c.id.in_(chunk)).order_by(stories.c.id))
    return found


def _insert_new(connection: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows of which some may be there already; return how many were not."""
    if not rows:
        return 0
    statement = insert_into(connection, table).on_conflict_do_nothing().returning(table.c.digest_id)
    return len(connection.scalars(statement, rows).all())


def _frozen(db: Database, statement: Select[*tuple[Any, ...]], *, with_forms: bool) -> tuple[Frozen, ...]:
    with db.begin_read() as connection:
        rows = connection.execute(statement).all()
        numbers = [row.id for row in rows]
        told = select(digest_items.c.digest_id, digest_items.c.article_id).where(digest_items.c.digest_id.in_(numbers))
        items: dict[int, list[int]] = {number: [] for number in numbers}
        for digest_id, article_id in connection.execute(told.order_by(digest_items.c.article_id)):
            items[digest_id].append(article_id)
        bodies: dict[int, dict[str, bytes]] = {number: {} for number in numbers}
        if with_forms:
            for row in connection.execute(select(digest_forms).where(digest_forms.c.digest_id.in_(numbers))):
                bodies[row.digest_id][row.form] = bytes(row.body)
    sent = handed.of_digests(db, numbers)
    return tuple(_whole(row, bodies[row.id], items[row.id], sent.get(row.id, ())) for row in rows)


def _whole(row: Row[*tuple[Any, ...]], forms: dict[str, bytes], items: list[int], sent: tuple[Delivery, ...]) -> Frozen:
    return Frozen(row.id, row.subscription, row.kind, row.subject, row.frozen_at, forms, tuple(items), sent, row.message_id)
