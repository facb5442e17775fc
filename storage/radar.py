"""What the radar asks of the archive: bounded by the span of time it looks at, and found by index, however large the archive is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from news.articles import StoredArticle
from news.gists import from_json
from news.radar import HISTORY, RARITY, THREAD, Facts, Mark, is_young
from news.themes import SPAN, Unplaced, shared_terms
from news.timelines import Story
from storage import shelves, sources
from storage import stories as kept_stories
from storage.database import Database
from storage.rows import dating_of, level_of
from storage.statements import chunks
from storage.tables import articles, gists, stories, tags

_ON_BEAT = level_of("implicit")
_SAMPLED = 2000  # articles in which terms are counted: whether one in a hundred has a term shows in these as well as in all
_PAGE = 50  # earlier articles of a topic read at once; the first is nearly always what is looked for
_PAGES = 20  # of old texts in a row: then a topic has had a thousand and nothing else

AnyRow = Row[*tuple[Any, ...]]


def facts(db: Database, since: datetime, until: datetime, history: timedelta = HISTORY) -> Facts:
    """Gather what the radar judges a span of time by; of an archive that is too young, counts alone."""
    with db.begin_read() as connection:
        oldest_at = _oldest(connection)
        if is_young(oldest_at, until, history):
            return Facts(since, until, oldest_at, *_counts(connection, until))
    told = kept_stories.find(db, since=since, until=until)
    names = sources.names(db)
    with db.begin_read() as connection:
        about = _about(connection, since, until)
        topics = {tag.topic for stored in about for tag in stored.judgement.tags if tag.rank == "primary"}
        unplaced = _unplaced(connection, since - SPAN, until)
        counts, counted = _term_counts(connection, unplaced, until)
        return Facts(
            since,
            until,
            oldest_at,
            stories=told,
            earlier=_earlier(connection, told, since, until),
            articles=about,
            quiet=_quiet(connection, since - SPAN, until),
            before={topic: mark for topic in sorted(topics) if (mark := _before(connection, topic, since))},
            unplaced=unplaced,
            term_counts=counts,
            counted=counted,
            names=names,
        )


def quiet(db: Database, since: datetime, until: datetime) -> frozenset[int]:
    """Return the articles first seen in a span of time of which nobody is told as news: old ones from archives, or found by later rules."""
    with db.begin_read() as connection:
        return _quiet(connection, since, until)


def oldest(db: Database) -> datetime | None:
    """Return when the first article of the archive was seen; nothing for an empty one."""
    with db.begin_read() as connection:
        return _oldest(connection)


def _oldest(connection: Connection) -> datetime | None:
    return connection.scalar(select(articles.c.first_seen_at).order_by(articles.c.first_seen_at, articles.c.id).limit(1))


def _counts(connection: Connection, until: datetime) -> tuple[int, int]:
    """Count the articles of a young archive that a search finds, and their stories."""
    shown = (articles.c.level > level_of("none"), articles.c.first_seen_at < until)
    row = connection.execute(select(func.count(), func.count(articles.c.story_id.distinct())).where(*shown)).one()
    return row[0], row[1]


def _within(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return articles.c.first_seen_at >= since, articles.c.first_seen_at < until, ~articles.c.hidden


def _about(connection: Connection, since: datetime, until: datetime) -> tuple[StoredArticle, ...]:
    """Return the articles of a span that a topic is about."""
    has_topic = select(tags.c.article_id).where(tags.c.article_id == articles.c.id, tags.c.rank == "primary").exists()
    return shelves.fetch(
        connection, select(articles).where(*_within(since, until), has_topic).order_by(articles.c.first_seen_at, articles.c.id)
    )


def _quiet(connection: Connection, since: datetime, until: datetime) -> frozenset[int]:
    return frozenset(connection.scalars(select(articles.c.id).where(*_within(since, until), articles.c.quiet)))


def _marks(topic: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    names = ("id", "story_id", "title", "published_at", "published_precision", "published_origin", "first_seen_at")
    return select(topic.label("topic"), *(articles.c[name] for name in names))


def _mark(row: AnyRow) -> Mark:
    return Mark(row.topic, row.id, row.story_id, row.title, dating_of(row), row.first_seen_at)


def _before(connection: Connection, topic: str, since: datetime) -> Mark | None:
    """Return the last article a topic was about before a moment, by when it was news: old texts that came since are passed over."""
    earlier = (tags.c.topic == topic, tags.c.rank == "primary", articles.c.first_seen_at < since, ~articles.c.hidden)
    statement = _marks(tags.c.topic).join_from(tags, articles).where(*earlier).order_by(tags.c.article_id.desc()).limit(_PAGE)
    found: list[Mark] = []
    while len(found) < _PAGE * _PAGES:
        further = statement.where(tags.c.article_id < found[-1].article_id) if found else statement
        page = [_mark(row) for row in connection.execute(further)]
        found += page
        if len(page) < _PAGE or any(mark.stands_at == mark.seen_at for mark in page):
            break
    return max(found, key=lambda mark: (mark.stands_at, mark.article_id), default=None)


def _earlier(connection: Connection, told: Iterable[Story], since: datetime, until: datetime) -> Mapping[int, tuple[Mark, ...]]:
    """Return by story what other stories of its matter told, a mark for each topic shown."""
    matters = {story.id: story.thread_id or story.id for story in told}
    found: dict[int, list[Mark]] = {}
    matter = func.coalesce(stories.c.thread_id, stories.c.id)
    for chunk in chunks(sorted(set(matters.values()))):
        inside = or_(stories.c.id.in_(chunk), stories.c.thread_id.in_(chunk))
        shown = (*_within(since - THREAD, until), tags.c.rank != "background")
        joined = stories.join(articles, articles.c.story_id == stories.c.id).join(tags, tags.c.article_id == articles.c.id)
        for row in connection.execute(_marks(tags.c.topic).add_columns(matter.label("matter")).select_from(joined).where(inside, *shown)):
            found.setdefault(row.matter, []).append(_mark(row))
    others = {story: tuple(mark for mark in found.get(matter, ()) if mark.story_id != story) for story, matter in matters.items()}
    return {story: marks for story, marks in others.items() if marks}


def _unplaced(connection: Connection, since: datetime, until: datetime) -> tuple[Unplaced, ...]:
    """Return the articles of a span that are on the beat and have no topic, with their gists."""
    shown = select(tags.c.article_id).where(tags.c.article_id == articles.c.id, tags.c.rank != "background").exists()
    wanted = select(articles).where(*_within(since, until), articles.c.level >= _ON_BEAT, ~shown)
    found = shelves.fetch(connection, wanted.order_by(articles.c.first_seen_at, articles.c.id))
    known = {
        row.article_id: from_json(row.gist)
        for chunk in chunks([stored.id for stored in found])
        for row in connection.execute(select(gists.c.article_id, gists.c.gist).where(gists.c.article_id.in_(chunk)))
    }
    return tuple(Unplaced(stored, known[stored.id]) for stored in found if stored.id in known)


def _term_counts(connection: Connection, unplaced: Sequence[Unplaced], until: datetime) -> tuple[Mapping[str, int], int]:
    """Count the terms that several articles share in the others of the time before, and return how many those are."""
    wanted = shared_terms(unplaced)
    if not wanted:
        return {}, 0
    own = {each.stored.id for each in unplaced}
    counts: Counter[str] = Counter()
    counted = 0
    for chunk in chunks([number for number in _sample(connection, until - RARITY, until) if number not in own]):
        inside = (gists.c.article_id.in_(chunk), *_within(until - RARITY, until))
        for gist in connection.scalars(select(gists.c.gist).join_from(gists, articles).where(*inside)):
            counts.update(wanted & from_json(gist).terms.keys())
            counted += 1
    return counts, counted


def _sample(connection: Connection, since: datetime, until: datetime) -> Sequence[int]:
    """Return numbers that articles of a span may have, evenly spread."""
    seen = select(articles.c.id).where(articles.c.first_seen_at >= since, articles.c.first_seen_at < until)
    ends = [
        connection.scalar(seen.order_by(articles.c.first_seen_at, articles.c.id).limit(1)),
        connection.scalar(seen.order_by(articles.c.first_seen_at.desc(), articles.c.id.desc()).limit(1)),
    ]
    first, last = sorted(end or 0 for end in ends)
    return range(first, last + 1, max(1, -(-(last - first + 1) // _SAMPLED)))
