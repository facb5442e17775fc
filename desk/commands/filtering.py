"""The filters that ``khazri search`` and ``khazri stats`` share: their options, and the question these make with the words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from desk import completing

if TYPE_CHECKING:
    from desk.options import Options
    from desk.settings import Settings
    from news.queries import Query
    from storage.database import Database

Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[QUERY]...", help='Words, "phrases", AND OR NOT, near/5, stem*, title: topic: since: …; other endings are found too.'
    ),
]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", help="Only this topic (may be given again).", autocompletion=completing.topics)
]
Unclassified = Annotated[bool, typer.Option("--unclassified", help="Only articles on the beat that have no topic.")]
Langs = Annotated[list[str] | None, typer.Option("--lang", help="Only this language.", autocompletion=completing.langs)]
Sources = Annotated[list[str] | None, typer.Option("--source", help="Only this source.", autocompletion=completing.sources)]
Countries = Annotated[
    list[str] | None,
    typer.Option("--country", help="Only sources of this country (AZ, RU, …).", autocompletion=completing.countries),
]
Relevances = Annotated[
    list[str] | None,
    typer.Option("--relevance", help="strong, medium, implicit or weak.", autocompletion=completing.relevances),
]
Since = Annotated[str | None, typer.Option("--since", help="First seen at or after: 2026-03-01, 12h, 7d.")]
Until = Annotated[str | None, typer.Option("--until", help="First seen before.")]


class Filters(NamedTuple):
    """What was typed: words, and the options that narrow them."""

    words: list[str] | None = None
    topics: list[str] | None = None
    unclassified: bool = False
    langs: list[str] | None = None
    sources: list[str] | None = None
    countries: list[str] | None = None
    relevances: list[str] | None = None
    since: str | None = None
    until: str | None = None


class Asked(NamedTuple):
    """A question to an open archive, every name in it checked."""

    database: "Database"
    settings: "Settings"
    query: "Query"
    outlets: dict[str, str]
    """The names of the archive's sources by id."""


@contextmanager
def asked(options: "Options", given: Filters, **rest: Any) -> Iterator[Asked]:
    """Open the archive with a question; ``rest`` are further fields of `Query`.

    Raises QueryError, which points at the place where a query cannot be read, and DatabaseError where there is no archive yet.
    """
    from desk.opening import beat_of, open_archive
    from news.beats import RELEVANCES
    from news.queries import check_filters, check_query, check_sources, filters_of
    from storage import sources

    settings = options.settings()
    text = " ".join(given.words or ())
    query = _query(text, given, settings, rest)
    # Reading the beat takes half a second.
    names_topics = given.topics or any(node.field == "topic" for node in filters_of(query.asked))
    topics = [each.id for each in beat_of(settings).topics] if names_topics else []
    check_query(query, topics)
    with open_archive(settings) as database:
        outlets = sources.names(database)
        known = list(outlets)
        check_sources(query, known)
        check_filters(text, query.asked, {"topic": [*topics, "none"], "source": known, "relevance": RELEVANCES})
        yield Asked(database, settings, query, outlets)


def _query(text: str, given: Filters, settings: "Settings", rest: dict[str, Any]) -> "Query":
    from dataclasses import replace
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from news.queries import parse_moment, read_query

    now, zone = datetime.now(UTC), ZoneInfo(settings.digest.timezone)
    read = read_query(text, now, zone)
    return replace(
        read,
        topics=tuple(given.topics or ()),
        unclassified=given.unclassified,
        langs=tuple(given.langs or ()),
        sources=tuple(given.sources or ()),
        countries=tuple(each.upper() for each in given.countries or ()),
        relevances=tuple(given.relevances or ()),  # type: ignore[arg-type]  # checked by whoever asks
        since=parse_moment(given.since, now, zone) if given.since else read.since,
        until=parse_moment(given.until, now, zone) if given.until else read.until,
        **rest,
    )
