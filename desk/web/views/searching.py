"""Search: one box, one language; what was found, counted by facets that add a filter, and drawn over time."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from desk.web import labels
from desk.web.charts import Chart, Column, bars
from desk.web.rendering import Desk, Pages, link
from news.errors import QueryError
from news.queries import Query
from news.searching.grammar import parse
from news.searching.pointing import MisreadQuery
from news.searching.questions import And, Filter, Node, Not, Or
from news.searching.tokens import needs_quotes, quote
from storage.searching.counting import Bucket, Facet, Facets, Point

ON_PAGE = 20  # a page of them stays under 60 KB
SORTS: Final = {"newest": "newest", "best": "best match", "oldest": "oldest", "relevance": "most relevant"}
_FACETS: Final[Mapping[Facet, str]] = {
    "topic": "Topics",
    "lang": "Languages",
    "country": "Countries",
    "owner": "Owners",
    "source": "Outlets",
    "relevance": "Relevance",
}
_VALUES = 8  # of a facet; the rest is seldom looked for
_DAYS_DRAWN, _WEEKS_DRAWN = 62, 400  # days that are drawn as days, and as weeks: more columns would be hairs
_DAY = timedelta(days=1)


class Value(NamedTuple):
    """One value of a facet."""

    name: str
    number: int
    href: str
    chosen: bool


class Chip(NamedTuple):
    """A filter of the question, and the question without it."""

    text: str
    href: str


def search(pages: Pages, request: Request) -> Response:
    """Show what a question finds; one that cannot be read is shown with the place and the remedy."""
    given = request.query_params
    text, sort = given.get("q", "").strip(), given.get("sort", "newest")
    desk = pages.desk()
    try:
        query = pages.archive.query(text, sort=sort, limit=ON_PAGE, cursor=given.get("cursor") or None)
        found = pages.archive.search(query)
    except QueryError as error:
        return _misread(pages, request, error, text=text, sort=sort)
    facets = pages.archive.facets(query)
    return pages.show(
        request,
        "search.html",
        desk=desk,
        q=text,
        sort=sort,
        sorts=SORTS,
        error=None,
        found=found,
        total=facets.total,
        is_capped=facets.is_capped,
        independent=None
        if facets.is_capped
        else sum(point.count for point in pages.archive.series(query, independent=True, bucket="month")),
        facets=facet_values(text, sort, facets, query, desk),
        chips=chips(text, sort),
        chart=_chart(desk, query, text, facets) if facets.total else None,
        is_first=query.cursor is None,
    )


def _misread(pages: Pages, request: Request, error: QueryError, *, text: str, sort: str) -> Response:
    pointed = error.pointed() if isinstance(error, MisreadQuery) else ()
    return pages.show(request, "search.html", 400, q=text, sort=sort, sorts=SORTS, error=error, pointed=pointed, found=None)


def saved(pages: Pages, request: Request) -> Response:
    """Show the searches that were kept."""
    return pages.show(request, "searches.html", searches=pages.archive.saved_searches())


def narrowed(text: str, more: str) -> str:
    """Add a filter to a question, so that it holds for all of it."""
    if not text:
        return more
    return f"({text}) {more}" if isinstance(parse(text), Or) else f"{text} {more}"


def chips(text: str, sort: str) -> list[Chip]:
    """Return the filters that hold for a whole question, each with the question without it."""
    tree = parse(text)
    found = []
    for part in tree.parts if isinstance(tree, And) else (tree,):
        inner = part.part if isinstance(part, Not) else part
        if isinstance(inner, Filter) and isinstance(part, Filter | Not):
            rest = " ".join((text[: part.start] + text[part.end :]).split())
            found.append(Chip(text[part.start : part.end], _address(rest, sort)))
    return found


def facet_values(text: str, sort: str, facets: Facets, query: Query, desk: Desk) -> list[tuple[str, list[Value]]]:
    """Return the facets with their most frequent values, each with the question that it narrows to."""
    chosen = {(each.field, value.casefold()) for each in _filters(query.asked) for value in each.values}
    told = []
    for facet, heading in _FACETS.items():
        values = [
            Value(
                _name(facet, value, desk),
                number,
                _address(narrowed(text, f"{facet}:{_quoted(value)}"), sort),
                (facet, value.casefold()) in chosen,
            )
            for value, number in facets.counts.get(facet, ())[:_VALUES]
            if value
        ]
        if len(values) > 1 or any(value.chosen for value in values):
            told.append((heading, values))
    return told


def over_time(title: str, points: Sequence[Point], names: Mapping[str, str], addresses: Mapping[date, str] | None = None) -> Chart:
    """Draw counts over time, stacked by what they are split by: by days, weeks or months, as many as fit."""
    begins = sorted({point.begin for point in points})
    bucket = _bucket(begins[0], begins[-1]) if begins else "day"
    counts = defaultdict[date, Counter[str]](Counter)
    for point in points:
        counts[_begin(point.begin, bucket)][point.value] += point.count
    values = sorted({point.value for point in points})
    columns = (
        [
            Column(_label(begin, bucket), tuple(counts[begin][value] for value in values), (addresses or {}).get(begin))
            for begin in _begins(begins[0], begins[-1], bucket)
        ]
        if begins
        else []
    )
    return bars(title, [names.get(value, value or "articles") for value in values], columns)


def _chart(desk: Desk, query: Query, text: str, facets: Facets) -> Chart:
    """Draw what was found over time, by language where all of it was counted."""
    if facets.is_capped:
        points: Sequence[Point] = [Point(date.fromisoformat(day), "", number) for day, number in facets.counts["day"]]
        return over_time(f"The newest {facets.total:,} articles over time", points, {})
    points = desk.archive.series(query, by="lang", ahead=desk.clock.ahead)
    begins = [point.begin for point in points]
    bucket = _bucket(min(begins), max(begins))
    addresses = {}
    for begin in _begins(min(begins), max(begins), bucket):
        until = _next(begin, bucket)
        addresses[begin] = _address(narrowed(text, f"since:{begin} until:{until}"), "newest")
    return over_time(
        "Articles over time, by language", points, {code: labels.language(code) for code in {point.value for point in points}}, addresses
    )


def _filters(node: Node) -> list[Filter]:
    parts = node.parts if isinstance(node, And) else (node,)
    return [part for part in parts if isinstance(part, Filter)]


def _name(facet: Facet, value: str, desk: Desk) -> str:
    match facet:
        case "topic":
            return "no topic" if value == "none" else desk.topic(value)
        case "lang":
            return labels.language(value)
        case "country":
            return labels.country(value)
        case "owner":
            return labels.owner(value)
        case "source":
            return desk.outlet(value)
    return value


def _quoted(value: str) -> str:
    return quote(value) if needs_quotes(value) else value


def _address(text: str, sort: str) -> str:
    return link("/search", q=text, sort="" if sort == "newest" else sort)


def _bucket(first: date, last: date) -> Bucket:
    length = (last - first).days
    return "day" if length <= _DAYS_DRAWN else "week" if length <= _WEEKS_DRAWN else "month"


def _begin(day: date, bucket: Bucket) -> date:
    return day if bucket == "day" else day - timedelta(days=day.weekday()) if bucket == "week" else day.replace(day=1)


def _next(begin: date, bucket: Bucket) -> date:
    return begin + _DAY if bucket == "day" else begin + 7 * _DAY if bucket == "week" else (begin + 32 * _DAY).replace(day=1)


def _begins(first: date, last: date, bucket: Bucket) -> list[date]:
    """Return every bucket from the first day to the last; a chart of one week alone would say nothing, so seven days are the least."""
    at, found = _begin(min(first, last - 6 * _DAY), bucket), []
    while at <= last:
        found.append(at)
        at = _next(at, bucket)
    return found


def _label(begin: date, bucket: Bucket) -> str:
    return f"{begin:%b %Y}" if bucket == "month" else f"{begin.day} {begin:%b}"
