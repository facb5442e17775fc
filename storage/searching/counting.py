"""Articles that a query means, counted: by topic, language, outlet, country and day; over time, as articles or as independent texts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Select, Text, cast, func, literal, select

from news.queries import Query
from storage.database import Database
from storage.rows import relevance_of
from storage.searching.matching import Outlets, matching, outlets, place, plan_in
from storage.searching.writing import minute_of_place
from storage.tables import articles, search_entries, sources

MOST_COUNTED = 3_000  # articles counted by facets: of more, the newest speak for all, and that is said
_DAY = 24 * 60  # minutes

Facet = Literal["topic", "lang", "source", "country", "owner", "relevance", "day"]
FACETS: tuple[Facet, ...] = get_args(Facet)
Bucket = Literal["day", "week", "month"]
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the articles that a query means have which value."""

    total: int
    is_capped: bool
    """More match than were counted: these are the newest of them."""
    counts: dict[Facet, tuple[tuple[str, int], ...]]
    """The values with their counts, the most frequent first; days in their order."""


@dataclass(frozen=True, slots=True)
class Point:
    """A count of a series."""

    begin: date
    """The first day of the bucket, UTC."""
    value: str
    """Of what the series are split by; empty where they are not."""
    count: int


def facets(db: Database, query: Query, most: int = MOST_COUNTED) -> Facets:
    """Count the articles that a query means by every facet, those of the newest that fit; an article with two topics counts for both."""
    kinds: Counter[tuple[str, str | None, int, str]] = Counter()
    days: Counter[int] = Counter()
    with db.begin_read() as connection:
        known = outlets(connection)
        entries = search_entries.c
        columns = (entries.position, entries.source_id, entries.lang, entries.level, entries.topics)
        statement = matching(db.dialect, query, plan_in(connection, query), *columns).order_by(place(db.dialect).desc())
        rows = connection.execute(statement.limit(most + 1))
        # One by one: thousands of rows held at once make Python search its whole memory for garbage, which takes longer than the counting.
        for position, source, lang, level, topics in islice(rows, most):
            kinds[source, lang, level, topics] += 1
            days[minute_of_place(position) // _DAY] += 1
        is_capped = rows.first() is not None
    found = _by_facet(kinds, known)
    found["day"] = Counter({_day(day).isoformat(): number for day, number in days.items()})
    ordered = {facet: tuple(sorted(found[facet].items(), key=None if facet == "day" else _by_count)) for facet in FACETS}
    return Facets(days.total(), is_capped, ordered)


def _by_facet(kinds: Counter[tuple[str, str | None, int, str]], known: Outlets) -> defaultdict[Facet, Counter[str]]:
    """Return counts by every facet but the day, from counts by source, language, level and topics together."""
    found: defaultdict[Facet, Counter[str]] = defaultdict(Counter)
    for (source, lang, level, topics), number in kinds.items():
        found["source"][source] += number
        found["lang"][lang or ""] += number
        found["relevance"][relevance_of(level)] += number
        found["country"][known.countries.get(source, "")] += number
        found["owner"][known.owners.get(source, "")] += number
        for topic in topics.split() or ["none"]:
            found["topic"][topic] += number
    return found


def series(
    db: Database,
    query: Query,
    *,
    by: Facet | None = None,
    bucket: Bucket = "day",
    independent: bool = False,
    ahead: timedelta = timedelta(),
) -> tuple[Point, ...]:
    """Count all articles that a query means over time, by the day, week or month of their first sight.

    With ``independent`` articles on one event that lead to one publisher count once in a bucket. In the order of time, then of value.
    Days are those of UTC, or of a clock that is so far ``ahead`` of it.
    """
    counted: Counter[tuple[date, str]] = Counter()
    seen: set[tuple[date, str, str]] = set()
    shift = ahead // timedelta(minutes=1)
    with db.begin_read() as connection:
        values = _values(connection, by)
        for position, text, *told in connection.execute(_rows(connection, query, independent=independent)):
            begin = _begin(_day((minute_of_place(position) + shift) // _DAY), bucket)
            for value in values(*told):
                if not independent:
                    counted[begin, value] += 1
                elif (begin, value, text) not in seen:
                    seen.add((begin, value, text))
                    counted[begin, value] += 1
    return tuple(Point(begin, value, number) for (begin, value), number in sorted(counted.items()))


def _rows(connection: Connection, query: Query, *, independent: bool) -> Select[*tuple[Any, ...]]:
    """Return the question for places, texts, and what values are made from; a text is an event as one publisher tells it."""
    entries = search_entries.c
    named = select(sources.c.name).where(sources.c.id == articles.c.source_id).scalar_subquery()
    event, publisher = func.coalesce(articles.c.story_id, -articles.c.id), func.lower(func.coalesce(articles.c.origin_name, named))
    text = cast(event, Text) + "|" + publisher if independent else literal("")
    columns = (entries.position, text, entries.source_id, entries.lang, entries.level, entries.topics)
    return matching(connection.dialect.name, query, plan_in(connection, query), *columns, with_rows=independent)


def _values(connection: Connection, by: Facet | None) -> Callable[[str, str | None, int, str], Iterable[str]]:
    """Return what tells the values of one article: of its source, language, level and topics."""
    known = outlets(connection)
    match by:
        case "topic":
            return lambda _source, _lang, _level, topics: topics.split() or ("none",)
        case "lang":
            return lambda _source, lang, _level, _topics: (lang or "",)
        case "relevance":
            return lambda _source, _lang, level, _topics: (relevance_of(level),)
        case "source":
            return lambda source, _lang, _level, _topics: (source,)
        case "country" | "owner":
            of = known.countries if by == "country" else known.owners
            return lambda source, _lang, _level, _topics: (of.get(source, ""),)
    return lambda *_: ("",)


def _by_count(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _day(number: int) -> date:
    return date(1970, 1, 1) + timedelta(days=number)


def _begin(day: date, bucket: Bucket) -> date:
    match bucket:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
    return day
