"""A question to the archive, as a value."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Literal, get_args

from news.beats import RELEVANCES, Relevance
from news.errors import QueryError
from news.words import search_terms, stem

Sort = Literal["newest", "oldest", "relevance"]


@dataclass(frozen=True, slots=True)
class Query:
    """Which stored articles are wanted, and in which order. Every condition that is set must hold."""

    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    unclassified: bool = False
    """Only articles on the beat that have no topic."""
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    relevances: tuple[Relevance, ...] = ()
    since: datetime | None = None
    """First seen at or after this moment."""
    until: datetime | None = None
    """First seen before this moment."""
    sort: Sort = "newest"
    limit: int | None = 50


_FEW = 20  # names that can be told in one line
_CODE = 2  # letters of a code of ISO 639-1 or ISO 3166


def check_query(query: Query, topics: Sequence[str]) -> None:
    """Raise QueryError for the first word of a query that nothing is called: a topic, a relevance, an order, a code."""
    _check_words("topic", query.topics, topics)
    _check_words("relevance", query.relevances, [relevance for relevance in RELEVANCES if relevance != "none"])
    _check_words("order", (query.sort,), get_args(Sort))
    for what, codes in (("language", query.langs), ("country", query.countries)):
        for code in codes:
            if len(code) != _CODE or not code.isalpha():
                raise QueryError(f"{code!r} is no code of a {what}", "write its two letters, such as az")


def check_sources(query: Query, known: Sequence[str]) -> None:
    """Raise QueryError for the first source of a query that the archive does not know."""
    _check_words("source of this archive", query.sources, known)


def _check_words(what: str, words: Sequence[str], known: Sequence[str]) -> None:
    for word in words:
        if word not in known:
            near = known if len(known) <= _FEW else get_close_matches(word, known)
            raise QueryError(f"{word!r} is no {what}", f"write one of {', '.join(near)}" if near else "khazri sources list shows them")


_AGO = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def parse_moment(text: str, now: datetime) -> datetime:
    """Read a moment as a person writes it: ``2026-03-01``, ``2026-03-01T07:00+04:00``, or ``12h``, ``7d``, ``2w`` ago.

    A moment without a zone is in UTC. Raises QueryError.
    """
    remedy = "write a date such as 2026-03-01, or a time ago such as 12h, 7d, 2w"
    if ago := _AGO.fullmatch(text.strip()):
        try:
            return now - int(ago[1]) * _UNITS[ago[2]]
        except OverflowError as error:
            raise QueryError(f"{text!r} is too long ago", remedy) from error
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"{text!r} is no date or time", remedy) from error


def terms_of(query: Query) -> tuple[str, ...]:
    """Return what the words of a query look for: the beginning of a word in the index, for each of them."""
    return tuple(dict.fromkeys(stem(term) for term in search_terms(" ".join(query.words))))
