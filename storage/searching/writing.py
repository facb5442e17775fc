"""The search index is written: the words of an article once for each text, what is known of it whenever that changes.

On SQLite it is an FTS5 table that holds no text of its own; to take an article out, FTS5 must be told what was put in, so that is kept
beside it. An article's place in the index is its place in time, so that the newest are found first without sorting.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, text

from news.searching.facts import facts_of
from news.searching.indexing import FILLER, STREAMS, VERSION, Indexed, Part, Stream, token
from storage.columns import clean
from storage.rows import relevance_of
from storage.statements import chunks
from storage.tables import articles, search_entries, search_tokens, tags

_MINUTE_BITS = 20  # of a place below its minute: no two articles whose numbers agree in so many bits come in one minute
_GAP = 64  # words between title and text: more than the widest near
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_FTS = "title, text, title_forms, text_forms, title_names, text_names, facts"
_VALUES = ", ".join(f":{name}" for name in _FTS.split(", "))
_PUT = text(f"INSERT INTO article_search (rowid, {_FTS}) VALUES (:position, {_VALUES})")  # noqa: S608 - our own words
_TAKE = text(f"INSERT INTO article_search (article_search, rowid, {_FTS}) VALUES ('delete', :position, {_VALUES})")  # noqa: S608
_PUT_VECTOR = text(
    "INSERT INTO article_search (position, words) VALUES (:position, CAST(:words AS tsvector))"
    " ON CONFLICT (position) DO UPDATE SET words = excluded.words"
)

# What is asked and written of articles one by one, with parameters.
_READ = ("id", "source_id", "lang", "level", "first_seen_at", "fetched_at", "published_at", "origin_name", "kind", "quiet")
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_ROWS = select(*(articles.c[name] for name in _READ)).where(articles.c.id.in_(_IDS)).order_by(articles.c.id)
_TOPICS = select(tags.c.article_id, tags.c.topic).where(tags.c.article_id.in_(_IDS), tags.c.rank != "background")
_TOPICS = _TOPICS.order_by(tags.c.article_id, tags.c.position)
_KEPT = (
    select(search_entries.c.position, search_tokens)
    .join(search_tokens, search_tokens.c.article_id == search_entries.c.article_id)
    .where(search_entries.c.article_id.in_(_IDS))
)
_DROP_ENTRY = delete(search_entries).where(search_entries.c.article_id == bindparam("dropped"))
_DROP_TOKENS = delete(search_tokens).where(search_tokens.c.article_id == bindparam("dropped"))
_PUT_ENTRY, _PUT_TOKENS = insert(search_entries), insert(search_tokens)


class _Known(NamedTuple):
    """What the index needs of an article's row."""

    id: int
    source_id: str
    lang: str | None
    level: int
    first_seen_at: datetime
    fetched_at: datetime
    published_at: datetime | None
    origin_name: str | None
    kind: str
    quiet: bool


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the index holds of an article."""

    position: int
    indexed: Indexed
    facts: str
    version: str = VERSION


def place_in_time(moment: datetime, article_id: int) -> int:
    """Return where an article stands in the index: in the order of minutes, and of numbers within one."""
    return (minute_of(moment) << _MINUTE_BITS) | (article_id & ((1 << _MINUTE_BITS) - 1))


def minute_of(moment: datetime) -> int:
    """Return the minutes since 1970, none before."""
    return max(0, int((moment - _EPOCH).total_seconds()) // 60)


def minute_of_place(position: int) -> int:
    """Return the minutes since 1970 at which an article with this place stands."""
    return position >> _MINUTE_BITS


def first_place(moment: datetime) -> int:
    """Return the first place of the minute in which a moment lies."""
    return minute_of(moment) << _MINUTE_BITS


def index(connection: Connection, article_id: int, indexed: Indexed) -> None:
    """Write an article's words into the index, in place of those that stood there, with all that is known of it."""
    _write(connection, [article_id], {article_id: indexed})


def index_new(connection: Connection, article_id: int, indexed: Indexed, columns: Mapping[str, Any], topics: Sequence[str]) -> None:
    """Write the words of an article that this very transaction stored: ``columns`` are those of its row, ``topics`` those that are shown.

    It asks for nothing that the caller knows, and writes what `index` would.
    """
    row = _as_stored(article_id, columns)
    shown = [clean(topic) for topic in topics]
    kept = _Kept(place_in_time(_stands_at(row), article_id), indexed, _facts(row, shown))
    _replace(connection, None, kept)
    _note(connection, row, kept, " ".join(shown), is_new=True)


def refresh(connection: Connection, article_ids: Sequence[int]) -> None:
    """Write what is known of articles into the index anew, where it is another than before: topics, relevance, whether they are shown."""
    for chunk in chunks(sorted(set(article_ids))):
        _write(connection, chunk, {})


def put_back(connection: Connection, article_ids: Sequence[int]) -> None:
    """Put the words that are kept of articles into an index that does not hold them: their rows came from another archive."""
    is_sqlite = connection.dialect.name == "sqlite"
    for chunk in chunks(article_ids):
        if kept := _kept(connection, chunk).values():
            columns = [_columns(each) if is_sqlite else {"position": each.position, "words": _vector(each)} for each in kept]
            connection.execute(_PUT if is_sqlite else _PUT_VECTOR, columns)


def _write(connection: Connection, article_ids: Sequence[int], indexed: dict[int, Indexed]) -> None:
    kept = _kept(connection, article_ids)
    for row, facts, shown in _rows(connection, article_ids):
        before = kept.get(row.id)
        words = indexed.get(row.id) or (before.indexed if before else None)
        if words is None:
            continue
        after = _Kept(before.position if before else place_in_time(_stands_at(row), row.id), words, facts)
        if before != after:
            _replace(connection, before, after)
            _note(connection, row, after, shown, is_new=before is None)


def _replace(connection: Connection, before: _Kept | None, after: _Kept) -> None:
    if connection.dialect.name == "sqlite":
        if before is not None:
            connection.execute(_TAKE, _columns(before))
        connection.execute(_PUT, _columns(after))
    else:
        connection.execute(_PUT_VECTOR, {"position": after.position, "words": _vector(after)})


def _note(connection: Connection, row: Row[Any] | _Known, kept: _Kept, topics: str, *, is_new: bool) -> None:
    if not is_new:
        connection.execute(_DROP_ENTRY, {"dropped": row.id})
        connection.execute(_DROP_TOKENS, {"dropped": row.id})
    told = {"source_id": row.source_id, "lang": row.lang, "level": row.level, "topics": topics}
    connection.execute(_PUT_ENTRY, {"position": kept.position, "article_id": row.id, **told})
    packed = {"article_id": row.id, "packed": kept.indexed.packed(), "facts": kept.facts, "version": VERSION}
    connection.execute(_PUT_TOKENS, packed)


def _kept(connection: Connection, article_ids: Sequence[int]) -> dict[int, _Kept]:
    rows = connection.execute(_KEPT, {"ids": list(article_ids)})
    return {row.article_id: _Kept(row.position, Indexed.unpacked(row.packed), row.facts, row.version) for row in rows}


def _rows(connection: Connection, article_ids: Sequence[int]) -> Iterable[tuple[Row[Any], str, str]]:
    """Return what the index needs of each article's row, with its facts as the index spells them, and its topics."""
    topics: defaultdict[int, list[str]] = defaultdict(list)
    for article_id, topic in connection.execute(_TOPICS, {"ids": list(article_ids)}):
        topics[article_id].append(topic)
    for row in connection.execute(_ROWS, {"ids": list(article_ids)}):
        yield row, _facts(row, topics[row.id]), " ".join(topics[row.id])


def _as_stored(article_id: int, columns: Mapping[str, Any]) -> _Known:
    """Return the columns of a row as the database would give them back: text cleaned, times in UTC."""
    kept = {name: columns[name] for name in _READ if name != "id"}
    for name, value in kept.items():
        if isinstance(value, str):
            kept[name] = clean(value)
        elif isinstance(value, datetime):
            kept[name] = value.astimezone(UTC)
    return _Known(article_id, **kept)


def _facts(row: Row[Any] | _Known, topics: Sequence[str]) -> str:
    """Return the facts of an article as the index spells them."""
    published: date | None = row.published_at.date() if row.published_at else None
    facts = facts_of(relevance_of(row.level), row.lang, row.source_id, topics, published, row.origin_name, row.kind)
    return " ".join(map(token, facts))


def _stands_at(row: Row[Any] | _Known) -> datetime:
    """Return when a text was news: when it was first seen; what came old from an archive was when it was published, or fetched."""
    first_seen_at: datetime = row.first_seen_at
    if not row.quiet:
        return first_seen_at
    at: datetime = row.published_at or row.fetched_at
    return min(at, first_seen_at)


def _columns(kept: _Kept) -> dict[str, Any]:
    title, words = kept.indexed.title, kept.indexed.text
    return {
        "position": kept.position,
        "title": title.stems,
        "title_forms": title.forms,
        "title_names": title.names,
        "text": words.stems,
        "text_forms": words.forms,
        "text_names": words.names,
        "facts": kept.facts,
    }


def lexeme(stream: Stream | str, word: str) -> str:
    """Return a token as PostgreSQL's index holds it: all streams are one there."""
    return f"{stream[0] if stream != 'facts' else 'x'}{word}"


def _vector(kept: _Kept) -> str:
    """Return the tsvector of an article as PostgreSQL reads it; no token has a sign that would need quoting."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    after = _note_places(places, kept.indexed.title, 1, "A")
    _note_places(places, kept.indexed.text, after + _GAP, "")
    for fact in kept.facts.split():
        places[lexeme("facts", fact)] = []
    return " ".join(f"'{word}':{','.join(at)}" if at else f"'{word}'" for word, at in places.items())


def _note_places(places: defaultdict[str, list[str]], part: Part, first: int, weight: str) -> int:
    """Note where the tokens of a part stand; return the place after its last word."""
    for stream in STREAMS:
        for place, word in zip(count(first), getattr(part, stream).split(), strict=False):
            if word != FILLER:
                # Of names it matters alone in which part they stand.
                places[lexeme(stream, word)].append(f"{first if stream == 'names' else place}{weight}")
    return first + part.stems.count(" ") + 1
