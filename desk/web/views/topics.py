"""Topics: how lively each is, and one topic with its trend, its stories and its newest articles."""

from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from desk.web import labels
from desk.web.rendering import Pages
from desk.web.views.searching import over_time
from desk.web.views.today import NO_TOPIC, topic_days, topic_lines

_TREND = timedelta(days=60)
_STORIES, _ARTICLES = 12, 12
_WEEK = timedelta(days=7)
_MONTH = 30


def topics(pages: Pages, request: Request) -> Response:
    """Show every topic of the beat with its last week, the week before, and a month in small."""
    desk = pages.desk()
    lines = {line.id: line for line in topic_lines(desk, desk.clock.now - _WEEK)}
    days = topic_days(desk, _MONTH)
    return pages.show(request, "topics.html", desk=desk, topics=pages.archive.beat.topics, lines=lines, days=days, none=NO_TOPIC)


def topic(pages: Pages, request: Request) -> Response:
    """Show one topic."""
    name, archive = request.path_params["name"], pages.archive
    found = next((each for each in archive.beat.topics if each.id == name), None)
    if found is None:
        return pages.missing(request, "There is no such topic.", "Topics shows those of this beat.")
    desk = pages.desk()
    points = archive.series(by="lang", topics=(name,), since=desk.clock.now - _TREND, ahead=desk.clock.ahead)
    names = {point.value: labels.language(point.value or None) for point in points}
    values: dict[str, Any] = {
        "topic": found,
        "chart": over_time("Articles by day and language, 60 days", points, names) if points else None,
        "stories": archive.stories(topic=name, limit=_STORIES),
        "newest": archive.search(topics=(name,), limit=_ARTICLES).articles,
        "total": archive.count(topics=(name,), most=100_000),
    }
    return pages.show(request, "topic.html", desk=desk, **values)
