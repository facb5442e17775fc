"""The API for programs, under /api/v1: each route is a question to the archive, and its answer as JSON."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import JSONResponse, Response

from desk import saved_searches
from desk.archive import Archive, Hit
from desk.explaining import explanation_object
from desk.frozen_digests import read_digest, subject_of
from desk.objects import article_object, facets_object, moment, point_object
from desk.radar_views import signal_objects
from desk.status_views import status_object
from desk.statuses import Status
from desk.story_views import story_object
from desk.web import api_models as models
from desk.web.answers import NotThere
from desk.web.questions import moment_of, query_of
from news.errors import QueryError
from news.sources import Source
from news.timelines import Story
from storage.deliveries import Delivery
from storage.digests import Frozen

Thing = TypeVar("Thing")
MOST_TOTAL = 10_000  # articles that are counted for a total; of more it is said that there are more
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_RADAR_DAYS = 92  # signals are of days; a look back over years would compare everything with everything


class Json(JSONResponse):
    """JSON in UTF-8, every letter as itself."""

    def render(self, content: Any) -> bytes:
        """Write a value."""
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


async def archive_of(request: Request) -> Archive:
    """Return the archive of the application."""
    archive: Archive = request.app.state.archive
    return archive


Door = Annotated[Archive, Depends(archive_of)]
Number = Annotated[int, Path(ge=1, le=models.LARGEST_ID)]

_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "What was wrong with the request, and the remedy.", "content": _PROBLEM},
    "503": {"description": "The answer takes too long, or the archive cannot be read now.", "content": _PROBLEM},
}
router = APIRouter(prefix="/api/v1", default_response_class=Json, responses=_ERRORS)


@router.get("/search", response_model=models.Articles)
def search(archive: Door, question: Annotated[models.SearchQuestion, Query()]) -> Response:
    """Find articles."""
    query = query_of(archive, question, sort=question.sort, limit=question.limit, cursor=question.cursor or None)
    found = archive.search(query)
    total = archive.count(query, MOST_TOTAL + 1)
    told = [hit_object(hit) for hit in found.hits]
    return Json({"articles": told, "cursor": found.cursor, "total": min(total, MOST_TOTAL), "total_is_capped": total > MOST_TOTAL})


@router.get("/facets", response_model=models.Facets)
def facets(archive: Door, question: Annotated[models.Question, Query()]) -> Response:
    """Count articles by topic, language, outlet, country, owner, relevance and day."""
    return Json(facets_object(archive.facets(query_of(archive, question))))


@router.get("/series", response_model=models.Series)
def series(archive: Door, question: Annotated[models.SeriesQuestion, Query()]) -> Response:
    """Count articles over time."""
    query = query_of(archive, question)
    points = archive.series(query, by=question.by, bucket=question.bucket, independent=question.independent)
    told = {"bucket": question.bucket, "by": question.by, "independent": question.independent}
    return Json({**told, "points": [point_object(point) for point in points]})


@router.get("/articles/{article_id}", response_model=models.Article)
def article(archive: Door, article_id: Number) -> Response:
    """Return an article."""
    return Json(article_object(_there(archive.article(article_id), "article")))


@router.get("/articles/{article_id}/versions", response_model=models.Versions)
def versions(archive: Door, article_id: Number) -> Response:
    """Return every text that an article had, the oldest first."""
    found = _there(archive.versions(article_id), "article")
    told = (
        {"title": each.title, "text": each.text, "seen_at": moment(each.seen_at), "change": each.change, "reasons": list(each.reasons)}
        for each in found
    )
    return Json({"versions": [{"number": number, **each} for number, each in enumerate(told, start=1)]})


@router.get("/articles/{article_id}/explanation", response_model=models.Explanation)
def explanation(archive: Door, article_id: Number) -> Response:
    """Say why an article has its relevance and its topics."""
    stored = _there(archive.article(article_id), "article")
    return Json({"id": stored.id, "title": stored.article.title, **explanation_object(archive.explanation(stored))})


@router.get("/stories", response_model=models.Stories)
def stories(archive: Door, question: Annotated[models.StoriesQuestion, Query()]) -> Response:
    """Return stories, those with the newest article first."""
    since, until = moment_of(archive, question.since), moment_of(archive, question.until)
    topic, lang = question.topic or None, question.lang or None
    before = _story_cursor(question.cursor) if question.cursor else None
    found = archive.stories(since=since, until=until, topic=topic, lang=lang, limit=question.limit + 1, before=before)
    shown, names = found[: question.limit], archive.names
    cursor = _cursor_after(shown[-1], topic, lang, until) if len(found) > len(shown) else None
    return Json({"stories": [story_object(each, names) for each in shown], "cursor": cursor})


@router.get("/stories/{story_id}", response_model=models.Story)
def story(archive: Door, story_id: Number) -> Response:
    """Return a story; one that was merged answers for its old number, too."""
    return Json(story_object(_there(archive.story(story_id), "story"), archive.names))


@router.get("/topics", response_model=models.Topics)
def topics(archive: Door) -> Response:
    """Return the topics of the beat."""
    return Json({"topics": [{"id": topic.id, "title": topic.title} for topic in archive.beat.topics]})


@router.get("/sources", response_model=models.Sources)
def sources(archive: Door) -> Response:
    """Return the outlets with their health."""
    return Json({"sources": source_objects(archive)})


@router.get("/stats", response_model=models.Stats)
def stats(archive: Door) -> Response:
    """Say how much there is."""
    status = archive.status()
    counts = {"articles": status.articles, "sources": len(archive.outlets), "feeds": len(status.feeds), "topics": len(archive.beat.topics)}
    return Json({**counts, "counted": facets_object(archive.facets())})


@router.get("/digests", response_model=models.Digests)
def digests(archive: Door, question: Annotated[models.DigestsQuestion, Query()]) -> Response:
    """Return the digests that were made, the newest first."""
    before = _number(question.cursor) if question.cursor else None
    found = archive.digests(question.limit + 1, before, question.subscription or None)
    shown = found[: question.limit]
    cursor = str(shown[-1].id) if len(found) > len(shown) else None
    return Json({"digests": [_digest_object(each, subject_of(each)) for each in shown], "cursor": cursor})


@router.get("/digests/{digest_id}", response_model=models.Digest)
def digest(archive: Door, digest_id: Number) -> Response:
    """Return a digest as it was frozen."""
    frozen = _there(archive.digest(digest_id), "digest")
    told = read_digest(frozen)
    return Json({**_digest_object(frozen, told.subject), "text": told.text, "told": told.told})


@router.get("/radar", response_model=models.Radar)
def radar(archive: Door, question: Annotated[models.RadarQuestion, Query()]) -> Response:
    """Return what is new that no list of articles shows."""
    now = datetime.now(UTC)
    since = moment_of(archive, question.since) or now - timedelta(days=1)
    if not now - timedelta(days=_RADAR_DAYS) <= since < now:
        raise QueryError("the radar looks back from now", f"write a time of the last {_RADAR_DAYS} days, such as 12h or 7d")
    return Json({"signals": list(signal_objects(archive.radar(since, now)))})


@router.get("/status", response_model=models.Status)
def status(archive: Door) -> Response:
    """Say how the monitor and its sources are doing, and what is wrong."""
    return Json(status_object(archive.status()))


@router.get("/searches", response_model=models.SavedSearches)
def searches(archive: Door) -> Response:
    """Return the saved searches."""
    return Json({"searches": [saved_searches.saved_object(saved) for saved in archive.saved_searches()]})


@router.post("/searches", response_model=models.SavedSearch, status_code=201)
def add_search(archive: Door, given: models.NewSearch) -> Response:
    """Save a search."""
    return Json(saved_searches.saved_object(saved_searches.add(archive, given.name, given.query)), 201)


@router.delete("/searches/{name}", status_code=204)
def remove_search(archive: Door, name: Annotated[str, Path(max_length=60)]) -> Response:
    """Remove a saved search."""
    if archive.saved_search(name) is None:
        raise NotThere("there is no such search", "GET /api/v1/searches lists them")
    saved_searches.remove(archive, name)
    return Response(status_code=204)


def hit_object(hit: Hit) -> dict[str, Any]:
    """Return an article that was found, with where in it."""
    piece = hit.snippet
    shown = {"text": piece.text, "marks": [list(mark) for mark in piece.marks], "before": piece.before, "after": piece.after}
    return {**article_object(hit.stored), "highlight": {"title": [list(mark) for mark in hit.title_marks], "snippet": shown}}


def source_objects(archive: Archive) -> list[dict[str, Any]]:
    """Return the outlets of the archive and of the sources file with their health, by name."""
    status = archive.status()
    known = {**archive.outlets, **archive.sources}
    ordered = sorted(known.values(), key=lambda source: source.name.casefold())
    return [_source_object(source, status, is_listed=source.id in archive.sources) for source in ordered]


def _source_object(source: Source, status: Status, *, is_listed: bool) -> dict[str, Any]:
    today = status.today.get(source.id)
    alarms = [alarm for alarm in status.alarms if alarm.source_id == source.id]
    return {
        "id": source.id,
        "name": source.name,
        "country": source.country,
        "languages": list(source.languages),
        "owner": source.ownership,
        "homepage": source.homepage,
        "feeds": sum(feed.source_id == source.id for feed in status.feeds) or len(source.feeds),
        "watched": is_listed and source.enabled,
        "state": status.sources.get(source.id),
        "alarms": [{"kind": alarm.kind, "since": moment(alarm.since), "detail": alarm.detail} for alarm in alarms],
        "today": {name: value for name, value in asdict(today).items() if name != "day"} if today else None,
    }


def _digest_object(frozen: Frozen, subject: str) -> dict[str, Any]:
    return {
        "id": frozen.id,
        "subscription": frozen.subscription,
        "kind": frozen.kind,
        "made_at": moment(frozen.frozen_at),
        "subject": subject,
        "articles": list(frozen.article_ids),
        "deliveries": [_delivery_object(each) for each in frozen.deliveries],
    }


def _delivery_object(delivery: Delivery) -> dict[str, Any]:
    return {
        "recipient": delivery.recipient,
        "channel": delivery.channel,
        "form": delivery.form,
        "state": delivery.state,
        "since": moment(delivery.state_at),
        "tries": delivery.tries,
        "reply": delivery.reply,
    }


def _there(found: Thing | None, what: str) -> Thing:
    if not found:
        raise NotThere(f"there is no such {what}", "search and the lists give the numbers")
    return found


def _cursor_after(last: Story, topic: str | None, lang: str | None, until: datetime | None) -> str:
    """Write where a page of stories ends: the newest article of the last that was asked for, and the story."""
    asked = [
        stored.first_seen_at
        for stored in last.articles
        if (lang is None or stored.article.lang == lang)
        and (until is None or stored.first_seen_at < until)
        and (topic is None or any(tag.topic == topic and tag.rank != "background" for tag in stored.judgement.tags))
    ]
    seen_at = max(asked or [last.last_seen_at])
    return f"{(seen_at - _EPOCH) // timedelta(microseconds=1)}.{last.id}"


def _story_cursor(cursor: str) -> tuple[datetime, int]:
    seen, _, story_id = cursor.partition(".")
    try:
        return _EPOCH + timedelta(microseconds=_number(seen)), _number(story_id)
    except OverflowError as error:
        raise _no_cursor() from error


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 17):
        raise _no_cursor()
    return int(text)


def _no_cursor() -> QueryError:
    return QueryError("this cursor belongs to no page", "ask for the first page again, without a cursor")
