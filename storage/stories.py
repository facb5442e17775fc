"""Stories: each article on the beat is put into one when it is stored; what becomes of stories is recorded, and old ids still answer.

Candidates are looked up by the rare terms of an article's gist among articles of its days, never by a scan.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, and_, bindparam, func, insert, or_, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger, Integer

from news.gists import Gist, from_json, keys_of, to_json
from news.stories import Candidate, Placement, place
from news.timelines import Story, StoryChange
from storage import shelves
from storage.database import Database
from storage.statements import add_rows, chunks, insert_one, upsert
from storage.tables import articles, gists, stories, story_changes, tags

NEAR_DAYS = 4  # before and after: a story is told within three days, and dates may be a day off
THREAD_DAYS = 45  # a matter that slept longer begins anew
_PER_KEY = 60  # the newest articles of those days that have a term
_NEAREST = 24  # articles compared for a story
_EARLIER = 8  # articles compared for the matter it goes on with

_SQLITE_ALIKE = text(
    "SELECT found.article_id, count(*) AS shared FROM json_each(:numbers) AS wanted"
    " JOIN gist_keys AS found ON found.number = wanted.value AND found.day BETWEEN :first AND :last"
    " AND (found.day, found.article_id) IN (SELECT day, article_id FROM gist_keys"
    " WHERE number = wanted.value AND day BETWEEN :first AND :last ORDER BY day DESC, article_id DESC LIMIT :most)"
    " WHERE found.article_id <> :own GROUP BY found.article_id ORDER BY shared DESC, found.article_id DESC LIMIT :compared"
)
_POSTGRES_ALIKE = text(
    "SELECT found.article_id, count(*) AS shared FROM unnest(:numbers) AS wanted(value)"
    " JOIN LATERAL (SELECT article_id FROM gist_keys WHERE number = wanted.value AND day BETWEEN :first AND :last"
    " ORDER BY day DESC, article_id DESC LIMIT :most) AS found ON true"
    " WHERE found.article_id <> :own GROUP BY found.article_id ORDER BY shared DESC, found.article_id DESC LIMIT :compared"
).bindparams(bindparam("numbers", type_=ARRAY(BigInteger)))
_SQLITE_KEYS = "INSERT INTO gist_keys (number, day, article_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_POSTGRES_KEYS = text(
    "INSERT INTO gist_keys (number, day, article_id) SELECT value, :day, :own FROM unnest(:numbers) AS wanted(value) ON CONFLICT DO NOTHING"
).bindparams(bindparam("numbers", type_=ARRAY(BigInteger)), bindparam("day", type_=Integer), bindparam("own", type_=Integer))

_THERE = select(articles.c.story_id).where(articles.c.id == bindparam("asked"))
_STANDS_FOR = select(stories.c.merged_into).where(stories.c.id == bindparam("asked"))
_IN_A_STORY = (articles.c.id.in_(bindparam("ids", expanding=True)), articles.c.story_id.is_not(None), ~articles.c.hidden)
_TOLD = select(articles.c.story_id).where(*_IN_A_STORY).order_by(articles.c.id).limit(1)
_CANDIDATES = (
    select(articles.c.story_id, gists.c.gist, articles.c.first_seen_at)
    .join_from(gists, articles)
    .where(*_IN_A_STORY)
    .order_by(articles.c.id)
)
_PUT = update(articles).where(articles.c.id == bindparam("put"))  # its other parameter is the story
_FIRST_OF = select(func.coalesce(stories.c.thread_id, stories.c.id)).where(stories.c.id == bindparam("asked"))


class Place(NamedTuple):
    """Where an article stands among the stories."""

    story_id: int
    why: str


def find_place(connection: Connection, article_id: int, gist: Gist, now: datetime, *, is_new: bool = False) -> int:
    """Put an article into its story, a new one where nothing tells the same event; return the story's id.

    A new version of an article stays where it was. With ``is_new`` it was stored in this very transaction: it is in no story yet.
    """
    there = None if is_new else connection.scalar(_THERE, {"asked": article_id})
    day = (gist.published_at or now).toordinal()
    keys = {_number(key) for key in keys_of(gist)}
    _write_keys(connection, article_id, keys, day)
    if there is not None:
        connection.execute(update(gists).where(gists.c.article_id == article_id).values(gist=to_json(gist)))
        return standing(connection, there)
    linked = _story_of_an_edition(connection, article_id)
    if linked is not None:
        placement = Placement(linked, (), None, "its outlet links it with an article of the story in another language")
    else:
        near = _candidates(connection, article_id, keys, (day - NEAR_DAYS, day + NEAR_DAYS), _NEAREST)
        earlier = _candidates(connection, article_id, keys, (day - THREAD_DAYS, day - NEAR_DAYS - 1), _EARLIER)
        placement = place(gist, [*near, *earlier])
    story_id = placement.story if placement.story is not None else _begin(connection, placement.parent, now)
    for other in placement.merged:
        story_id = unite(connection, story_id, other, placement.why, now)
    upsert(connection, gists, {"article_id": article_id, "gist": to_json(gist), "why": placement.why})
    connection.execute(_PUT, {"put": article_id, "story_id": story_id})
    return story_id


def _story_of_an_edition(connection: Connection, article_id: int) -> int | None:
    """Return the story of an article that is this one in another language, as either page says."""
    others = shelves.translations(connection, [article_id])[article_id]
    return connection.scalar(_TOLD, {"ids": list(others)}) if others else None


def standing(connection: Connection, story_id: int) -> int:
    """Return the story that an id stands for now: another where it was merged."""
    into = connection.scalar(_STANDS_FOR, {"asked": story_id})
    return story_id if into is None else into


def unite(connection: Connection, one: int, other: int, why: str, now: datetime) -> int:
    """Make two stories one, under the lower id; return it."""
    kept, gone = sorted((standing(connection, one), standing(connection, other)))
    if kept == gone:
        return kept
    connection.execute(update(articles).where(articles.c.story_id == gone).values(story_id=kept))
    connection.execute(update(stories).where((stories.c.id == gone) | (stories.c.merged_into == gone)).values(merged_into=kept))
    connection.execute(update(stories).where(stories.c.thread_id == gone).values(thread_id=kept))
    connection.execute(update(stories).where(stories.c.id == kept, stories.c.thread_id == kept).values(thread_id=None))
    _note(connection, kept, gone, "merged", why, now)
    return kept


def separate(connection: Connection, story_id: int, article_ids: Iterable[int], why: str, now: datetime) -> int | None:
    """Put articles of a story into a new one; return its id, nothing where none of them or all of them are in the story."""
    story_id = standing(connection, story_id)
    inside = set(connection.scalars(select(articles.c.id).where(articles.c.story_id == story_id, ~articles.c.hidden)))
    moved = inside & set(article_ids)
    if not moved or moved == inside:
        return None
    fresh = _begin(connection, None, now)
    connection.execute(update(articles).where(articles.c.id.in_(moved)).values(story_id=fresh))
    connection.execute(update(gists).where(gists.c.article_id.in_(moved)).values(why=why))
    _note(connection, story_id, fresh, "split", why, now)
    return fresh


def get(db: Database, story_id: int) -> Story | None:
    """Return a story by its id, or by that of one that was merged into it."""
    if not 0 < story_id < 2**31:
        return None
    with db.begin_read() as connection:
        found = _whole(connection, [standing(connection, story_id)])
    return found[0] if found else None


def place_of(db: Database, article_id: int) -> Place | None:
    """Return the story of an article and why it is there; nothing where it is in none."""
    statement = select(articles.c.story_id, gists.c.why).join_from(articles, gists).where(articles.c.id == article_id)
    with db.begin_read() as connection:
        row = connection.execute(statement).one_or_none()
    return Place(row.story_id, row.why) if row is not None and row.story_id is not None else None


def find(  # noqa: PLR0913 - what may be asked of stories
    db: Database,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    topic: str | None = None,
    lang: str | None = None,
    limit: int | None = None,
    before: tuple[datetime, int] | None = None,
) -> tuple[Story, ...]:
    """Return the stories told in a span of time, those with the newest article first.

    ``before`` is where a page ended: when the newest article of its last story was first seen, and that story's id.
    """
    told = [articles.c.story_id.is_not(None), ~articles.c.hidden]
    if since is not None:
        told.append(articles.c.first_seen_at >= since)
    if until is not None:
        told.append(articles.c.first_seen_at < until)
    if lang is not None:
        told.append(articles.c.lang == lang)
    if topic is not None:
        told.append(articles.c.id.in_(select(tags.c.article_id).where(tags.c.topic == topic, tags.c.rank != "background")))
    newest = func.max(articles.c.first_seen_at)
    chosen = select(articles.c.story_id).where(*told).group_by(articles.c.story_id).order_by(newest.desc(), articles.c.story_id.desc())
    if before is not None:
        seen_at, story_id = before
        chosen = chosen.having(or_(newest < seen_at, and_(newest == seen_at, articles.c.story_id < story_id)))
    with db.begin_read() as connection:
        numbers = list(connection.scalars(chosen if limit is None else chosen.limit(max(0, limit))))
        return tuple(story for chunk in chunks(numbers) for story in _whole(connection, chunk))


def merge(db: Database, one: int, other: int, why: str, now: datetime) -> int | None:
    """Make two stories one because a person says so; return the id that is left, nothing where there is no such story."""
    with db.begin_write() as connection:
        known = set(connection.scalars(select(stories.c.id).where(stories.c.id.in_((one, other)))))
        return unite(connection, one, other, why, now) if known == {one, other} and one != other else None


def split(db: Database, story_id: int, article_ids: Sequence[int], why: str, now: datetime) -> int | None:
    """Put articles of a story into a new one because a person says so; return its id, nothing where that is impossible."""
    with db.begin_write() as connection:
        return separate(connection, story_id, article_ids, why, now)


def _whole(connection: Connection, story_ids: Sequence[int]) -> tuple[Story, ...]:
    shown = (articles.c.story_id.in_(story_ids), ~articles.c.hidden)
    numbers = dict(connection.execute(select(articles.c.id, articles.c.story_id).where(*shown)).all())
    whys = dict(connection.execute(select(gists.c.article_id, gists.c.why).where(gists.c.article_id.in_(numbers))).all())
    threads = dict(connection.execute(select(stories.c.id, stories.c.thread_id).where(stories.c.id.in_(story_ids))).all())
    changes = _changes(connection, story_ids)
    inside: dict[int, list[Any]] = {story_id: [] for story_id in story_ids}
    # By number: asked by story and in order, SQLite may go through all articles in that order.
    for stored in sorted(shelves.fetch_numbers(connection, list(numbers)), key=lambda each: (each.first_seen_at, each.id)):
        inside[numbers[stored.id] or 0].append(stored)
    return tuple(
        Story(each, tuple(told), {stored.id: whys.get(stored.id, "") for stored in told}, threads.get(each), changes[each])
        for each, told in inside.items()
        if told
    )


def _changes(connection: Connection, story_ids: Sequence[int]) -> Mapping[int, tuple[StoryChange, ...]]:
    found: dict[int, tuple[StoryChange, ...]] = dict.fromkeys(story_ids, ())
    for row in connection.execute(select(story_changes).where(story_changes.c.story_id.in_(story_ids)).order_by(story_changes.c.id)):
        found[row.story_id] += (StoryChange(row.change, row.story_id, row.other_id, row.why, row.changed_at),)
    return found


def _begin(connection: Connection, thread: int | None, now: datetime) -> int:
    fresh = insert_one(connection, stories, {"made_at": now, "thread_id": _first_of(connection, thread)})
    if fresh is None:
        raise AssertionError("a new story stands in the way of none")
    return fresh


def _first_of(connection: Connection, story_id: int | None) -> int | None:
    """Return the first story of a matter that a story goes on with."""
    if story_id is None:
        return None
    first: int | None = connection.scalar(_FIRST_OF, {"asked": story_id})
    return first


def _note(connection: Connection, story_id: int, other_id: int, change: str, why: str, now: datetime) -> None:
    row = {"story_id": story_id, "other_id": other_id, "change": change, "why": why, "changed_at": now}
    connection.execute(insert(story_changes).values(**row))


def _write_keys(connection: Connection, article_id: int, keys: Iterable[int], day: int) -> None:
    wanted = sorted(keys)
    if wanted and connection.dialect.name == "sqlite":
        add_rows(connection, _SQLITE_KEYS, [(number, day, article_id) for number in wanted])
    elif wanted:
        connection.execute(_POSTGRES_KEYS, {"own": article_id, "day": day, "numbers": wanted})


def _candidates(connection: Connection, article_id: int, keys: Iterable[int], days: tuple[int, int], most: int) -> list[Candidate]:
    """Return the articles of some days that share the most terms with one, those of a story each."""
    asked: dict[str, Any] = {"own": article_id, "first": days[0], "last": days[1], "most": _PER_KEY, "compared": most}
    statement: TextClause = _POSTGRES_ALIKE
    asked["numbers"] = list(keys)
    if connection.dialect.name == "sqlite":
        statement, asked["numbers"] = _SQLITE_ALIKE, json.dumps(asked["numbers"])
    found = [number for number, _ in connection.execute(statement, asked)]
    rows = connection.execute(_CANDIDATES, {"ids": found}) if found else ()
    return [Candidate(row.story_id, _read_gist(row.gist), row.first_seen_at) for row in rows]


@lru_cache(maxsize=128)  # what tells of one event comes together, and is compared with the same articles
def _read_gist(stored: str) -> Gist:
    return from_json(stored)


def _number(key: str) -> int:
    """Return a term as a number that an index holds."""
    return int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
