"""The audit: whether everything in the archive is accounted for, each finding with its remedy. It writes nothing.

The order of work: the database itself → the ledger of addresses → articles, their addresses, words and versions → folds → stories,
gists and tags → feeds → crawls, slots and deliveries. Each check is one question to the database that reads its tables once.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, text

from news.beats import RELEVANCES
from news.ledger import UrlState
from news.queries import Query
from news.searching.plans import All
from storage.crawls import ABANDONED
from storage.database import Database
from storage.deliveries import DeliveryState
from storage.rows import level_of
from storage.searching.matching import matching
from storage.tables import (
    article_urls,
    article_versions,
    articles,
    copies,
    crawls,
    feeds,
    folds,
    gists,
    quiet_hosts,
    redirects,
    search_entries,
    slots,
    stories,
    tags,
    urls,
)
from storage.telling import deliveries, metadata

MOST = 100  # findings told of one check: with more of them, the first say enough
FORGOTTEN = timedelta(days=7)  # an address that crawls have passed over for so long will not be read
BEYOND = timedelta(days=62)  # no rest is longer; a later time was worked out from a wrong clock
STUCK = timedelta(days=1)  # a mail server may be away for a night
_FULL_AGAIN = "khazri crawl --force reads it again"
_OURS = "a defect of ours, please report it"

Level = Literal["error", "warning"]


class Finding(NamedTuple):
    """One thing that is not as it should be."""

    level: Level
    """``error``: something is lost or wrong; ``warning``: something waits for a person."""
    check: str
    subject: str
    """Which row: an address, or a kind and a number."""
    what: str
    remedy: str


class Audit(NamedTuple):
    """What was looked at, and what was found."""

    addresses: int
    articles: int
    findings: tuple[Finding, ...]


class Check(NamedTuple):
    """A question whose every row is a finding: the row's first column names it, a second may say more."""

    name: str
    question: Select[Any]
    what: str
    remedy: str
    level: Level = "error"
    subject: str = "{}"


def audit(db: Database, now: datetime, topics: Sequence[str] = (), most: int = MOST) -> Audit:
    """Look through the archive; with ``topics``, tags of any other topic are findings. At most so many findings of a check are told."""
    with db.begin_read() as connection:
        found = [*_of_the_database(connection)]
        for check in _checks(now, topics):
            found += _told(connection, check, most)
        found += _out_of_index(connection, most)
        addresses = connection.execute(select(func.count()).select_from(urls)).scalar_one()
        stored = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    return Audit(addresses, stored, tuple(found))


def _told(connection: Connection, check: Check, most: int) -> Iterator[Finding]:
    rows = connection.execute(check.question.limit(most + 1)).all()
    for row in rows[:most]:
        yield Finding(check.level, check.name, check.subject.format(row[0]), check.what.format(*row), check.remedy)
    if len(rows) > most:
        yield Finding(check.level, check.name, "…", f"more than {most} of the kind above", check.remedy)


def _checks(now: datetime, topics: Sequence[str]) -> Iterator[Check]:
    for group in (_of_addresses(now), _of_articles(), _of_folds(), _of_stories(), _of_tags(topics), _of_feeds(now), _of_ledgers(now)):
        yield from group


def _of_the_database(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Finding("error", "integrity", "the file", line, "stop Khazri and restore the last backup")
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(MOST):
            yield Finding("error", "foreign keys", f"{table} {row}", f"refers to a row of {parent} that is not there", _OURS)
        return
    # PostgreSQL keeps the keys that it knows of: it is asked whether it knows them all.
    known = text("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND convalidated")
    counted: dict[str, int] = {}
    for table in connection.scalars(known):
        counted[table.strip('"')] = counted.get(table.strip('"'), 0) + 1
    for name, table in metadata.tables.items():
        if counted.get(name, 0) < len(table.foreign_keys):
            yield Finding("error", "foreign keys", name, "keys of this table are not enforced", "restore the constraints from a backup")


def _of_addresses(now: datetime) -> Iterator[Check]:
    due = or_(urls.c.retry_at.is_(None), urls.c.retry_at < now - FORGOTTEN)
    waits = or_(urls.c.state == "seen", and_(urls.c.state == "retry", due))
    yield Check("ledger", _of(urls.c.url, urls.c.state, urls.c.state.not_in(get_args(UrlState))), "has no valid state ({1})", _OURS)
    unexplained = (urls.c.state.in_(("rejected", "quarantined", "retry")), urls.c.reason == "")
    yield Check("ledger", _of(urls.c.url, urls.c.state, *unexplained), "is {1} without a reason", _OURS)
    late = (urls.c.state == "retry", or_(urls.c.retry_at > now + BEYOND, urls.c.state_at > now + BEYOND))
    yield Check("ledger", _of(urls.c.url, urls.c.retry_at, *late), "waits until {1:%Y-%m-%d}: the clock was wrong", _FULL_AGAIN)
    passed = select(func.max(crawls.c.started_at)).scalar_subquery()
    forgotten = (waits, urls.c.state_at < now - FORGOTTEN, passed > now - FORGOTTEN)
    remedy = "khazri crawl SOURCE reads it, if its source is still listed"
    yield Check("ledger", _of(urls.c.url, urls.c.state_at, *forgotten), "waits since {1:%Y-%m-%d} and was passed over", remedy, "warning")
    yield Check("ledger", _stored_without_article(), "is stored, but belongs to no article and no copy", _FULL_AGAIN)


def _stored_without_article() -> Select[Any]:
    """Ask for addresses that are said to be stored, of which nothing is: neither they nor where they led belongs to an article."""

    def held(url: ColumnElement[str]) -> ColumnElement[bool]:
        return or_(
            exists().where(article_urls.c.url == url),
            exists().where(copies.c.url == url),
            exists().where(articles.c.url == url),
        )

    one, two = redirects.alias(), redirects.alias()
    led = exists().where(one.c.url == urls.c.url, or_(held(one.c.target), exists().where(two.c.url == one.c.target, held(two.c.target))))
    return _of(urls.c.url, urls.c.state, urls.c.state == "stored", ~held(urls.c.url), ~led)


def _of_articles() -> Iterator[Check]:
    own = exists().where(urls.c.url == articles.c.url)
    other = exists().where(article_urls.c.article_id == articles.c.id, urls.c.url == article_urls.c.url)
    copied = exists().where(copies.c.url == articles.c.url)
    lost = (~own, ~other, ~copied)
    yield _article("articles", _of(articles.c.id, articles.c.url, *lost), "none of its addresses is in the ledger ({1})", _FULL_AGAIN)
    odd = (articles.c.relevance.not_in(RELEVANCES),)
    yield _article("articles", _of(articles.c.id, articles.c.relevance, *odd), "has no valid relevance ({1})", "khazri retag mends it")
    kept = select(func.count()).where(article_versions.c.article_id == articles.c.id).scalar_subquery()
    miscounted = _of(articles.c.id, articles.c.versions, articles.c.versions != kept + 1)
    yield _article("articles", miscounted, "counts {1} versions, but others are kept", _OURS)


def _of_folds() -> Iterator[Check]:
    outer, inner = folds.alias(), folds.alias()
    deep = select(outer.c.article_id, outer.c.into_id).join(inner, inner.c.article_id == outer.c.into_id)
    remedy = "khazri split takes it out, khazri merge puts it back"
    yield _article("folds", deep.order_by(outer.c.article_id), "is folded into article {1}, which is itself a copy", remedy)
    shown = select(folds.c.article_id, folds.c.into_id).join(articles, articles.c.id == folds.c.article_id).where(~articles.c.hidden)
    yield _article("folds", shown.order_by(folds.c.article_id), "is a copy of article {1}, and yet shown", remedy)


def _of_stories() -> Iterator[Check]:
    told = articles.c.story_id.is_not(None)
    gone = _of(articles.c.id, articles.c.story_id, told, ~exists().where(stories.c.id == articles.c.story_id))
    yield _article("stories", gone, "is in story {1}, which is not there", "khazri regroup mends it")
    into = stories.c.merged_into.is_not(None)
    merged = _of(articles.c.id, articles.c.story_id, told, ~articles.c.hidden, exists().where(stories.c.id == articles.c.story_id, into))
    yield _article("stories", merged, "is in story {1}, which was merged into another", _OURS)
    outer, inner = stories.alias(), stories.alias()
    chain = select(outer.c.id, inner.c.id).join(inner, inner.c.id == outer.c.merged_into).where(inner.c.merged_into.is_not(None))
    yield Check("stories", chain.order_by(outer.c.id), "was merged into story {1}, which was merged itself", _OURS, subject="story {}")
    bare = _of(articles.c.id, articles.c.story_id, told, ~exists().where(gists.c.article_id == articles.c.id))
    yield _article("stories", bare, "is in story {1}, and nothing says why", "khazri regroup mends it", "warning")


def _of_tags(topics: Sequence[str]) -> Iterator[Check]:
    if topics:
        unknown = _of(tags.c.article_id, tags.c.topic, tags.c.topic.not_in(topics))
        yield _article("tags", unknown, "has the topic {1}, which the beat does not know", "khazri retag judges it anew", "warning")


def _of_feeds(now: datetime) -> Iterator[Check]:
    late = _of(feeds.c.id, feeds.c.next_look_at, feeds.c.next_look_at > now + BEYOND)
    remedy = "khazri crawl SOURCE looks at it now"
    yield Check("feeds", late, "rests until {1:%Y-%m-%d}: the clock was wrong", remedy)
    quiet = _of(quiet_hosts.c.host, quiet_hosts.c.quiet_until, quiet_hosts.c.quiet_until > now + BEYOND)
    yield Check("feeds", quiet, "is left alone until {1:%Y-%m-%d}", "look whether its server means it", "warning")


def _of_ledgers(now: datetime) -> Iterator[Check]:
    left = _of(crawls.c.id, crawls.c.started_at, crawls.c.finished_at.is_(None), crawls.c.started_at < now - ABANDONED)
    remedy = "the next crawl closes it and goes on with what it left"
    yield Check("crawls", left, "began {1:%Y-%m-%d %H:%M} and never ended", remedy, "warning", "crawl {}")
    ahead = _of(slots.c.job, slots.c.slot, slots.c.slot > now + STUCK)
    yield Check("slots", ahead, "a slot of {1:%Y-%m-%d} is taken: the clock was wrong", "that slot will be left out", "warning")
    number, state = deliveries.c.id, deliveries.c.state
    yield _delivery(_of(number, state, state.not_in(get_args(DeliveryState))), "has no valid state ({1})", _OURS, "error")
    doubt = _of(number, deliveries.c.recipient, state == "in doubt")
    yield _delivery(doubt, "to {1} is in doubt: nobody knows whether it arrived", "ask its reader; it is never sent again on a guess")
    stuck = _of(number, deliveries.c.recipient, state.in_(("pending", "committing")), deliveries.c.due_at < now - STUCK)
    yield _delivery(stuck, "to {1} waits for more than a day", "khazri run or khazri digest --send sends it")


def _out_of_index(connection: Connection, most: int) -> Iterator[Finding]:
    """Compare the search index with the articles, row by row."""
    entries = search_entries.c
    unlisted = select(articles.c.id).where(~exists().where(entries.article_id == articles.c.id)).order_by(articles.c.id).limit(most)
    for number in connection.scalars(unlisted):
        yield Finding("error", "search index", f"article {number}", "cannot be found by its words", _FULL_AGAIN)
    shown = select(entries.position, entries.article_id).where(entries.level > level_of("none"))
    found = set(connection.scalars(matching(connection.dialect.name, Query(), All(), entries.position)))
    lost = [row.article_id for row in connection.execute(shown) if row.position not in found]
    for number in sorted(lost)[:most]:
        yield Finding("error", "search index", f"article {number}", "is in an answer to no question", _FULL_AGAIN)
    over = found - set(connection.scalars(select(entries.position).where(entries.level > level_of("none"))))
    if over:
        yield Finding("error", "search index", "", f"{len(over)} articles are found that are not shown", _FULL_AGAIN)


def _of(subject: ColumnElement[Any], more: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(subject, more).where(*conditions).order_by(subject)


def _article(name: str, question: Select[Any], what: str, remedy: str, level: Level = "error") -> Check:
    return Check(name, question, what, remedy, level, "article {}")


def _delivery(question: Select[Any], what: str, remedy: str, level: Level = "warning") -> Check:
    return Check("deliveries", question, what, remedy, level, "delivery {}")
