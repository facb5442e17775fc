"""Today: what is new since yesterday, in the order in which an analyst asks; and the radar, over any span of time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from desk.radar_views import baseline_line
from desk.web.charts import spread
from desk.web.rendering import Desk, Pages
from news.errors import QueryError
from news.queries import parse_moment
from news.radar import Radar
from news.timelines import Story

SPANS: Final = {"24h": "24 hours", "3d": "3 days", "7d": "7 days"}
NO_TOPIC: Final = "none"
_DAYS = 14  # of the small charts
_STORIES = 60  # of a page
_SHOWN = 12  # lines of a list beside it


class TopicLine(NamedTuple):
    """A topic with its counts of articles."""

    id: str
    title: str
    now: int
    before: int
    days: tuple[int, ...]

    @property
    def change(self) -> int:
        """How many more there are than in the span before."""
        return self.now - self.before


def today(pages: Pages, request: Request) -> Response:
    """Show what is new: stories by topic, topics that woke, themes, sources to look at, texts that were changed."""
    archive, desk = pages.archive, pages.desk()
    status = archive.status()
    if not status.articles:
        return pages.show(request, "empty.html", desk=desk, health=status)
    span = request.query_params.get("since", "24h")
    span = span if span in SPANS else "24h"
    now = desk.clock.now
    since = parse_moment(span, now)
    radar = archive.radar(since, now)
    told = archive.stories(limit=_STORIES) if radar.baseline else archive.stories(since=since, limit=_STORIES)
    new = {each.story.id: each.topics for each in radar.new_stories}
    fresh = [story for story in told if story.id in new] if not radar.baseline else list(told)
    return pages.show(
        request,
        "today.html",
        desk=desk,
        health=status,
        span=span,
        spans=SPANS,
        radar=radar,
        baseline=baseline_line(radar.baseline, now) if radar.baseline else "",
        groups=_by_topic(fresh, new, desk),
        updates=[] if radar.baseline else [story for story in told if story.id not in new][: 2 * _SHOWN],
        topics=topic_lines(desk, since),
        changed=archive.changed(since, _SHOWN),
        digests=archive.digests(1),
    )


def radar(pages: Pages, request: Request) -> Response:
    """Show the three signals over a span of time."""
    desk = pages.desk()
    said = request.query_params.get("since", "24h")
    since = parse_moment(said, desk.clock.now, desk.archive.zone)
    if since >= desk.clock.now:
        raise QueryError(f"{said!r} is not in the past", "write a date such as 2026-03-01, or a time ago such as 12h, 7d, 2w")
    seen: Radar = pages.archive.radar(since, desk.clock.now)
    young = baseline_line(seen.baseline, desk.clock.now) if seen.baseline else ""
    return pages.show(request, "radar.html", desk=desk, radar=seen, baseline=young, span=said, spans=SPANS)


def topic_lines(desk: Desk, since: datetime) -> list[TopicLine]:
    """Return the topics with what came in a span and in the one before, the liveliest first; those without any left out."""
    archive, now = desk.archive, desk.clock.now
    counted = dict(archive.facets(since=since).counts["topic"])
    before = dict(archive.facets(since=since - (now - since), until=since).counts["topic"])
    days = topic_days(desk)
    known = [*desk.topics, NO_TOPIC]
    lines = [TopicLine(each, _title(desk, each), counted.get(each, 0), before.get(each, 0), days.get(each, ())) for each in known]
    return sorted((line for line in lines if line.now or any(line.days)), key=lambda line: (-line.now, -sum(line.days)))


def topic_days(desk: Desk, length: int = _DAYS) -> dict[str, tuple[int, ...]]:
    """Return what came of each topic on each of the last days."""
    last = desk.clock.local(desk.clock.now).date()
    first = last - timedelta(days=length - 1)
    counts = defaultdict[str, Counter[date]](Counter)
    for point in desk.archive.series(by="topic", since=desk.clock.now - timedelta(days=length), ahead=desk.clock.ahead):
        counts[point.value][point.begin] += point.count
    return {topic: spread(tuple(found.items()), first, last) for topic, found in counts.items()}


def _by_topic(told: Iterable[Story], new: dict[int, tuple[str, ...]], desk: Desk) -> list[tuple[str, str, Sequence[Story]]]:
    """Put stories under the first topic in which they are new, topics in the beat's order, most independent texts first."""
    grouped = defaultdict[str, list[Story]](list)
    for story in told:
        topics: Any = new.get(story.id) or story.topics
        grouped[topics[0] if topics else NO_TOPIC].append(story)
    order = [each for each in (*desk.topics, NO_TOPIC) if each in grouped]
    order += sorted(set(grouped) - set(order))
    return [(each, _title(desk, each), sorted(grouped[each], key=lambda story: -desk.texts(story))) for each in order]


def _title(desk: Desk, topic: str) -> str:
    return "Both countries, no topic" if topic == NO_TOPIC else desk.topic(topic)
