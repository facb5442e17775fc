"""Articles judged again by the rules of today: read in ranges, written in batches that a kill leaves whole, never a reason to mail."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Text, case, cast, delete, func, insert, select, update

from news.beats import Judgement, Relevance
from news.topics import Tag
from storage.database import Database
from storage.rows import TOLD_FROM, evidence_text, level_of, tag_of, tag_rows
from storage.searching.writing import refresh
from storage.statements import upsert
from storage.tables import about, articles, sources, tags

_PROGRESS = "retag"  # the key in the table about


@dataclass(frozen=True, slots=True)
class Judged:
    """An article as stored, with what the rules of its day said."""

    id: int
    title: str
    text: str
    lang: str | None
    country: str
    relevance: Relevance
    why: str
    tags: tuple[Tag, ...]
    fingerprint: str


class Change(NamedTuple):
    """What today's rules say of an article instead."""

    id: int
    fingerprint: str
    """Of the text that was judged: another has been judged by the crawl that brought it."""
    judgement: Judgement


class TopicCount(NamedTuple):
    """What the archive holds of a topic."""

    articles: int
    shown: int
    """How many of them have it as primary or secondary."""
    independent: int
    """How many of these do not lead to one publisher: those on one event that credit one count once, with its own."""
    last: datetime
    """When the newest was first seen."""


def ranges(db: Database, after: int, size: int) -> list[tuple[int, int]]:
    """Return ranges of article ids, first and last, that hold so many articles each, from the first beyond an id on."""
    numbered = select(articles.c.id, func.row_number().over(order_by=articles.c.id).label("row")).where(articles.c.id > after).subquery()
    group = (numbered.c.row - 1) // size
    statement = select(func.min(numbered.c.id), func.max(numbered.c.id)).group_by(group).order_by(func.min(numbered.c.id))
    with db.begin_read() as connection:
        return [(first, last) for first, last in connection.execute(statement)]


def count(db: Database, after: int = 0) -> int:
    """Return how many articles can be judged again, beyond an id."""
    with db.begin_read() as connection:
        return connection.execute(select(func.count()).where(articles.c.id > after, ~articles.c.hidden)).scalar_one()


def read(db: Database, first: int, last: int) -> list[Judged]:
    """Return the articles of a range of ids, in order, without those that are hidden."""
    columns = (articles.c[name] for name in ("id", "title", "text", "lang", "relevance", "why", "fingerprint"))
    statement = (
        select(*columns, sources.c.country)
        .join_from(articles, sources)
        .where(articles.c.id.between(first, last), ~articles.c.hidden)
        .order_by(articles.c.id)
    )
    with db.begin_read() as connection:
        rows = connection.execute(statement).all()
        tagged = _tags(connection, first, last)
    return [
        Judged(row.id, row.title, row.text, row.lang, row.country, row.relevance, row.why, tagged.get(row.id, ()), row.fingerprint)
        for row in rows
    ]


def write(db: Database, changes: Sequence[Change], beat_version: str, done: int) -> None:
    """Keep the changes of a batch, and that all articles up to an id are judged by a version of the beat, in one transaction.

    An article that comes onto the beat so is marked quiet: no digest tells of it, now or later.
    """
    with db.begin_write() as connection:
        kept = [change for change in changes if _write(connection, change)]
        for change in kept:
            connection.execute(delete(tags).where(tags.c.article_id == change.id))
        rows = [row for change in kept for row in tag_rows(change.id, change.judgement.tags)]
        if rows:
            connection.execute(insert(tags), rows)
        refresh(connection, [change.id for change in kept])
        _note(connection, {"beat": beat_version, "done": done})


def _write(connection: Connection, change: Change) -> bool:
    judgement = change.judgement
    level = level_of(judgement.relevance)
    anchors = evidence_text(judgement.anchors)
    values: dict[str, Any] = {"relevance": judgement.relevance, "level": level, "why": judgement.why, "anchors": anchors}
    if level >= TOLD_FROM:
        values["quiet"] = articles.c.quiet | (articles.c.level < TOLD_FROM)
    same = (articles.c.id == change.id, articles.c.fingerprint == change.fingerprint, ~articles.c.hidden)
    return connection.execute(update(articles).where(*same).values(**values)).rowcount > 0


def progress(db: Database, beat_version: str) -> int:
    """Return the last article id up to which a version of the beat has judged all, 0 where it has not begun or is through."""
    with db.begin_read() as connection:
        value = connection.scalar(select(about.c.value).where(about.c.key == _PROGRESS))
    noted: Mapping[str, Any] = json.loads(value) if value else {}
    return int(noted["done"]) if noted.get("beat") == beat_version and noted.get("done") else 0


def finish(db: Database, beat_version: str) -> None:
    """Note that a version of the beat has judged every article: the next retag begins anew."""
    with db.begin_write() as connection:
        _note(connection, {"beat": beat_version, "done": None})


def count_topics(db: Database) -> dict[str, TopicCount]:
    """Return what the archive holds of each topic that any article has."""
    is_shown = tags.c.rank != "background"
    event = func.coalesce(articles.c.story_id, -articles.c.id)
    publisher = func.lower(func.coalesce(articles.c.origin_name, sources.c.name))
    text = case((is_shown, cast(event, Text) + "|" + publisher))
    statement = (
        select(
            tags.c.topic,
            func.count(),
            func.sum(case((is_shown, 1), else_=0)),
            func.count(text.distinct()),
            func.max(articles.c.first_seen_at),
        )
        .join_from(tags, articles)
        .join(sources)
        .where(~articles.c.hidden)
        .group_by(tags.c.topic)
    )
    with db.begin_read() as connection:
        return {
            topic: TopicCount(total, int(showing), independent, last)
            for topic, total, showing, independent, last in connection.execute(statement)
        }


def _tags(connection: Connection, first: int, last: int) -> dict[int, tuple[Tag, ...]]:
    found: dict[int, tuple[Tag, ...]] = {}
    statement = select(tags).where(tags.c.article_id.between(first, last)).order_by(tags.c.article_id, tags.c.position)
    for row in connection.execute(statement):
        found[row.article_id] = (*found.get(row.article_id, ()), tag_of(row))
    return found


def _note(connection: Connection, noted: Mapping[str, Any]) -> None:
    upsert(connection, about, {"key": _PROGRESS, "value": json.dumps(noted)})
