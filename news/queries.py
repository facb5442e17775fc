"""A question to the archive, as a value, and how it is read from what a person types."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from difflib import get_close_matches
from typing import Any, Literal, get_args

from news.beats import RELEVANCES, Relevance
from news.errors import QueryError
from news.searching.grammar import parse
from news.searching.pointing import point_at
from news.searching.questions import EVERYTHING, And, Filter, Node, Not, Or, Title

Sort = Literal["newest", "oldest", "relevance", "best"]
Having = Literal["copies", "versions", "story", "origin", "date"]


@dataclass(frozen=True, slots=True)
class Query:
    """Which stored articles are wanted, and in which order. Every condition that is set must hold."""

    asked: Node = EVERYTHING
    """Words and filters, joined by AND, OR and NOT."""
    topics: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    unclassified: bool = False
    """Only articles on the beat that have no topic."""
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """Ownership labels of sources."""
    relevances: tuple[Relevance, ...] = ()
    since: datetime | None = None
    """First seen at or after this moment."""
    until: datetime | None = None
    """First seen before this moment."""
    published_from: date | None = None
    """Published on this day or later."""
    published_to: date | None = None
    """Published on this day or earlier."""
    stories: tuple[int, ...] = ()
    has: tuple[tuple[Having, ...], ...] = ()
    """Of each group one at least."""
    lacks: tuple[Having, ...] = ()
    sort: Sort = "newest"
    limit: int | None = 50
    cursor: str | None = None
    """Where the page before ended, as it was given with it."""


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
            raise QueryError(*_unknown(what, word, known))


def _unknown(what: str, word: str, known: Sequence[str]) -> tuple[str, str]:
    near = known if len(known) <= _FEW else get_close_matches(word, known)
    return f"{word!r} is no {what}", f"write one of {', '.join(near)}" if near else "khazri sources list shows them"


_AGO = re.compile(r"(\d{1,5})([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?")


def parse_moment(text: str, now: datetime, zone: tzinfo = UTC) -> datetime:
    """Read a moment as a person writes it: ``2026-03-01``, ``2026-03-01T07:00+04:00``, ``2026-03``, ``today``, or ``12h``, ``7d`` ago.

    A moment without a zone is in the one given. Raises QueryError.
    """
    remedy = "write a date such as 2026-03-01, or a time ago such as 12h, 7d, 2w"
    said = text.strip().lower()
    try:
        if ago := _AGO.fullmatch(said):
            return now - int(ago[1]) * _UNITS[ago[2]]
        if said in {"today", "yesterday"}:
            day = now.astimezone(zone).date() - timedelta(days=said == "yesterday")
            return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        if part := _PART_OF_DATE.fullmatch(said):
            return datetime(int(part[1]), int(part[2] or 1), 1, tzinfo=zone).astimezone(UTC)
        moment = datetime.fromisoformat(text.strip())
        return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(UTC)
    except OverflowError as error:
        raise QueryError(f"{text!r} is too long ago", remedy) from error
    except ValueError as error:
        raise QueryError(f"{text!r} is no date or time", remedy) from error


def parse_days(text: str, now: datetime, zone: tzinfo = UTC) -> tuple[date, date]:
    """Read days as a person writes them: a day, a month, a year, ``2026-03-01..2026-03-07``, ``yesterday``, or ``7d``, until today.

    Raises QueryError.
    """
    first, dots, last = text.strip().partition("..")
    today = now.astimezone(zone).date()
    begin = parse_moment(first, now, zone).astimezone(zone).date()
    if _AGO.fullmatch(first.strip().lower()) and not dots:
        return begin, today
    return begin, _last_day(last.strip() or first.strip(), now, zone)


def _last_day(text: str, now: datetime, zone: tzinfo) -> date:
    begin = parse_moment(text, now, zone).astimezone(zone).date()
    if not (part := _PART_OF_DATE.fullmatch(text)):
        return begin
    if part[2] is None or begin.month == 12:
        return date(begin.year, 12, 31)
    return date(begin.year, begin.month + 1, 1) - timedelta(days=1)


def read_query(text: str, now: datetime, zone: tzinfo = UTC) -> Query:
    """Read what a person typed into a search box. Raises QueryError, which points at the place, with the remedy."""
    tree = parse(text)
    query, left = Query(), []
    for part in tree.parts if isinstance(tree, And) else (tree,):
        lifted = _lift(query, part, text, now, zone)
        if lifted is None:
            left.append(part)
        else:
            query = lifted
    return replace(query, asked=left[0] if len(left) == 1 else And(tuple(left)) if left else EVERYTHING)


def _lift(query: Query, node: Node, text: str, now: datetime, zone: tzinfo) -> Query | None:
    """Return the query with what a filter says of time, stories or what an article has; None where the node is none of these."""
    negated, inner = (True, node.part) if isinstance(node, Not) else (False, node)
    if not isinstance(inner, Filter):
        return None
    try:
        return _with_filter(query, inner, now, zone, negated=negated)
    except QueryError as error:
        start, end = inner.places[0] if inner.places else (inner.start, inner.end)
        raise point_at(text, start, end, error.what, error.remedy) from error


def _with_filter(query: Query, node: Filter, now: datetime, zone: tzinfo, *, negated: bool) -> Query | None:
    value: Any = node.values[0]
    match node.field:
        case "since":
            moment = parse_moment(value, now, zone)
            return replace(query, since=max(query.since or moment, moment))
        case "until":
            moment = parse_moment(value, now, zone)
            return replace(query, until=min(query.until or moment, moment))
        case "published":
            first, last = parse_days(value, now, zone)
            first, last = max(query.published_from or first, first), min(query.published_to or last, last)
            return replace(query, published_from=first, published_to=last)
        case "story" if not negated:
            wanted = tuple(map(int, node.values))
            return replace(query, stories=tuple(each for each in wanted if each in query.stories) or (0,) if query.stories else wanted)
        case "has":
            named: Any = node.values
            return replace(query, lacks=(*query.lacks, *named)) if negated else replace(query, has=(*query.has, named))
    return None


def filters_of(node: Node) -> list[Filter]:
    """Return every filter of a question."""
    match node:
        case Filter():
            return [node]
        case And() | Or():
            return [found for part in node.parts for found in filters_of(part)]
        case Not() | Title():
            return filters_of(node.part)
    return []


def check_filters(text: str, node: Node, known: Mapping[str, Sequence[str]]) -> None:
    """Raise QueryError, pointing at the place in the text, for the first value of a filter that nothing is called.

    ``known`` holds for some fields all values that there are.
    """
    for found in filters_of(node):
        choices = known.get(found.field)
        for number, value in enumerate(found.values):
            if choices is not None and value.casefold() not in {choice.casefold() for choice in choices}:
                start, end = found.places[number] if found.places else (found.start, found.end)
                raise point_at(text, start, end, *_unknown(found.field, value, choices))
