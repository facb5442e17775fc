"""Articles: kept once, with every address, copy and version; found again by a query."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, func, null, or_, select

from news.articles import Article, StoredArticle
from news.beats import Judgement
from news.changes import ChangeKind
from news.feeds import Entry
from news.fetches import Redirect
from news.gists import Gist
from news.ledger import Kept, Validators
from news.searching.indexing import Indexed
from news.sources import Feed
from storage import days, folding, shelves
from storage.arrivals import Arrival, keep
from storage.database import Database, Write
from storage.failpoints import failpoint
from storage.recasts import Recast, recast
from storage.searching.finding import Page, count, find, page
from storage.tables import article_versions, articles

__all__ = [
    "Arrival",
    "Changed",
    "Page",
    "Version",
    "add",
    "adding",
    "changed",
    "clean",
    "count",
    "find",
    "get",
    "merge",
    "of_host",
    "page",
    "split",
    "versions",
]

REREAD_FOR = timedelta(days=4)  # after an article is first seen its page is read again for three days
LARGEST_ID = 2**31 - 1  # what an integer column of PostgreSQL holds


@dataclass(frozen=True, slots=True)
class Version:
    """One text that an article had."""

    title: str
    text: str
    seen_at: datetime
    change: ChangeKind | None = None
    """What the next version changed; ``none`` where we read the page anew, nothing for the one shown now."""
    reasons: tuple[str, ...] = ()


class Changed(NamedTuple):
    """An article whose text its outlet changed."""

    article_id: int
    title: str
    lang: str | None
    source_id: str
    changed_at: datetime
    """When the new text was read."""
    change: ChangeKind | None
    reasons: tuple[str, ...]


def add(  # noqa: PLR0913 - what one arrival consists of; they travel together as an Arrival from here on
    db: Database,
    article: Article,
    *,
    entry: Entry,
    feed: Feed,
    judgement: Judgement,
    fingerprint: str,
    indexed: Indexed,
    now: datetime,
    sketch: Sequence[int] = (),
    gist: Gist | None = None,
    validators: Validators = Validators(),  # noqa: B008 - a frozen value
    redirects: Sequence[Redirect] = (),
    captured_at: datetime | None = None,
    is_read_anew: bool = False,
) -> tuple[Kept, int]:
    """Keep a text, and settle its addresses in the ledger, in one transaction; return what it was and its article's id.

    A new text is ``stored``. The text of an article we hold, edited or not, at another address, is a ``copy`` of it. Another text at an
    address of the same source is a ``version``: the old one is kept beside it. The same text at the same address is ``unchanged``.

    ``captured_at`` says that it comes from an archive, and when that fetched it: no day of its source counts it, and what is old is quiet.
    With ``is_read_anew`` the archive is our own: a version is then no change of its outlet's, and whatever comes of it is quiet.
    """
    return db.write(
        adding(
            Arrival(
                article,
                entry,
                feed,
                judgement,
                fingerprint,
                indexed,
                now,
                sketch=tuple(sketch),
                gist=gist,
                validators=validators,
                redirects=tuple(redirects),
                captured_at=captured_at,
                is_read_anew=is_read_anew,
            )
        )
    )


def adding(arrival: Arrival) -> Write[tuple[Kept, int]]:
    """Return the work of keeping a text, as `add` does."""
    return Write(partial(_add, arrival), lambda: failpoint("article-stored"))


def _add(arrival: Arrival, connection: Connection) -> tuple[Kept, int]:
    kept, article_id = keep(connection, arrival)
    if arrival.captured_at is None:
        is_undated = arrival.article.published.at is None
        days.count_kept(connection, arrival.feed.source_id, kept, arrival.now, is_undated=is_undated)
    return kept, article_id


def get(db: Database, article_id: int) -> StoredArticle | None:
    """Return an article by its id; nothing where no article can have it."""
    if not 0 < article_id <= LARGEST_ID:
        return None
    with db.begin_read() as connection:
        found = shelves.fetch(connection, select(articles).where(articles.c.id == article_id))
    return found[0] if found else None


def versions(db: Database, article_id: int) -> tuple[Version, ...]:
    """Return every text an article had, the oldest first, the one shown now last; nothing for an unknown id."""
    old = article_versions.c
    replaced = select(old.title, old.text, old.seen_at, old.change, old.reasons).where(old.article_id == article_id).order_by(old.number)
    none = null().label("change"), null().label("reasons")
    shown = select(articles.c.title, articles.c.text, articles.c.fetched_at.label("seen_at"), *none).where(articles.c.id == article_id)
    with db.begin_read() as connection:
        rows = [*connection.execute(replaced), *connection.execute(shown)]
    return tuple(Version(row.title, row.text, row.seen_at, row.change, tuple(json.loads(row.reasons or "[]"))) for row in rows)


def changed(db: Database, since: datetime, limit: int) -> tuple[Changed, ...]:
    """Return the articles whose text their outlet replaced at a moment or later, the latest first."""
    old, newer = article_versions.c, article_versions.alias("newer")
    recent = select(articles.c.id).where(articles.c.first_seen_at >= since - REREAD_FOR, articles.c.versions > 1, ~articles.c.hidden)
    edits = select(old.article_id, func.max(old.number).label("number")).where(
        old.article_id.in_(recent), or_(old.change.is_(None), old.change != "none")
    )
    last = edits.group_by(old.article_id).subquery("last")
    changed_at = func.coalesce(newer.c.seen_at, articles.c.fetched_at, type_=articles.c.fetched_at.type).label("changed_at")
    columns = (articles.c.id, articles.c.title, articles.c.lang, articles.c.source_id, changed_at, old.change, old.reasons)
    statement = (
        select(*columns)
        .join(last, last.c.article_id == articles.c.id)
        .join(article_versions, (old.article_id == last.c.article_id) & (old.number == last.c.number))
        .join(newer, (newer.c.article_id == last.c.article_id) & (newer.c.number == last.c.number + 1), isouter=True)
        .where(changed_at >= since)
        .order_by(changed_at.desc(), articles.c.id.desc())
    )
    with db.begin_read() as connection:
        rows = connection.execute(statement.limit(max(0, limit))).all()
    return tuple(Changed(*row[:-1], tuple(json.loads(row.reasons or "[]"))) for row in rows)


def of_host(db: Database, host: str, since: datetime) -> tuple[StoredArticle, ...]:
    """Return the articles at a host that were first seen at a time or later, those set aside and shared stories left out."""
    at_host = or_(*(articles.c.url.startswith(f"{scheme}://{host}/", autoescape=True) for scheme in ("http", "https")))
    conditions = (at_host, articles.c.first_seen_at >= since, ~articles.c.hidden, articles.c.via.is_(None))
    with db.begin_read() as connection:
        return shelves.fetch(connection, select(articles).where(*conditions).order_by(articles.c.id))


def clean(db: Database, stored: StoredArticle, recasting: Recast) -> None:
    """Put a text from which repeated paragraphs were taken in place of the one we hold: no version, for nobody changed it."""
    with db.begin_write() as connection:
        recast(connection, stored, recasting)


def split(db: Database, article_id: int) -> list[int] | None:
    """Show the copies of an article, or an article that is a copy, by themselves again, for good.

    Returns the ids of the articles that are shown now and were not; nothing where there is no such article.
    """
    with db.begin_write() as connection:
        if connection.scalar(select(articles.c.id).where(articles.c.id == article_id)) is None:
            return None
        return folding.unfold(connection, article_id)


def merge(db: Database, one: int, other: int, now: datetime) -> int | None:
    """Make two articles one because a person says so; return the one that is shown, nothing where one of them does not exist."""
    with db.begin_write() as connection:
        known = connection.scalars(select(articles.c.id).where(articles.c.id.in_((one, other)))).all()
        return folding.join(connection, one, other, now) if len(known) == 2 else None
