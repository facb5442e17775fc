"""Stories: what was told in a span of days; and one story across languages and outlets, with where its texts come from."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.web import labels
from desk.web.charts import Chart, Mark, lanes
from desk.web.rendering import Desk, Pages, link
from news.articles import Copy, StoredArticle
from news.errors import QueryError
from news.queries import parse_moment
from news.timelines import Publication, Story

LENGTHS: Final = {"1": "a day", "3": "3 days", "7": "a week", "30": "30 days"}
_MOST = 100  # stories of a page


class Chain(NamedTuple):
    """A publisher, and the articles that lead to it."""

    publisher: str
    url: str
    is_credited: bool
    """Whether others name it as where their text is from; else these are its own."""
    articles: tuple[tuple[StoredArticle, tuple[Copy, ...]], ...]


def stories(pages: Pages, request: Request) -> Response:
    """Show the stories that were told in some days, the newest first."""
    desk, given = pages.desk(), request.query_params
    length = given.get("days", "7")
    length = length if length in LENGTHS else "7"
    said = given.get("until", "")
    until = parse_moment(said, desk.clock.now, desk.archive.zone) if said else desk.clock.now
    since = until - timedelta(days=int(length))
    topic, lang = given.get("topic") or None, given.get("lang") or None
    if topic and topic not in desk.topics:
        raise QueryError(f"{topic!r} is no topic", "choose one of the list on the page Topics")
    told = pages.archive.stories(since=since, until=until, topic=topic, lang=lang, limit=_MOST)
    days = defaultdict[Any, list[Story]](list)
    for story in told:
        days[desk.clock.local(max(each.first_seen_at for each in story.articles if each.first_seen_at < until)).date()].append(story)
    shown: dict[str, Any] = {"topic": topic, "lang": lang, "length": length, "until": said}
    earlier = link("/stories", days=length, until=_day(since, desk), topic=topic, lang=lang)
    values: dict[str, Any] = {
        "days": dict(days),
        "told": told,
        "most": _MOST,
        "lengths": LENGTHS,
        "since": since,
        "until_at": until,
        "earlier": earlier,
    }
    return pages.show(request, "stories.html", desk=desk, **shown, **values)


def story(pages: Pages, request: Request) -> Response:
    """Show one story; a number that was merged into another leads there."""
    number = request.path_params["number"]
    found = pages.archive.story(number)
    if found is None:
        return pages.missing(request, "There is no such story.", "It may have been taken apart; Stories shows those there are.")
    if found.id != number:
        return RedirectResponse(f"/stories/{found.id}", 308)
    desk = pages.desk()
    thread = pages.archive.story(found.thread_id) if found.thread_id else None
    days = defaultdict[Any, list[Publication]](list)
    for each in found.publications:
        at = each.published.at
        days[desk.clock.local(at).date() if isinstance(at, datetime) else at].append(each)
    values: dict[str, Any] = {"days": dict(days), "thread": thread, "chains": chains(found, desk), "chart": _lanes(found, desk)}
    return pages.show(request, "story.html", desk=desk, story=found, **values)


def chains(found: Story, desk: Desk) -> list[Chain]:
    """Group a story's articles by the publisher that they lead to, those that most lead to first."""
    groups = defaultdict[str, list[StoredArticle]](list)
    names: dict[str, tuple[str, str, bool]] = {}
    for stored in found.articles:
        origin = stored.article.origin
        name = origin.name if origin and origin.name else desk.outlet(stored.source_id)
        known = names.get(name.casefold(), (name, "", False))
        is_credited = bool(origin and origin.name) or known[2]
        names[name.casefold()] = known[0], (origin.url if origin and origin.url else known[1]), is_credited
        groups[name.casefold()].append(stored)
    made = [Chain(*names[key], tuple((stored, stored.copies) for stored in told)) for key, told in groups.items()]
    return sorted(made, key=lambda chain: -sum(1 + len(copies) for _, copies in chain.articles))


def _lanes(found: Story, desk: Desk) -> Chart | None:
    """Draw the publications on a lane for each language; one alone needs no drawing."""
    if len(found.publications) < 2:
        return None
    first, marks = found.first_published, []
    for number, each in enumerate(found.publications):
        at = each.published.at if isinstance(each.published.at, datetime) else each.seen_at
        kind: Any = "first" if each is first else "own" if each.relation == "original" else "copy"
        told = f"{desk.outlet(each.source_id)}, {desk.clock.dating(each.published)}: {each.title}"
        marks.append(Mark(each.lang or "", desk.clock.local(at), kind, told, f"#p{number + 1}"))
    names = {mark.lane: labels.language(mark.lane or None) for mark in sorted(marks, key=lambda mark: mark.at)}
    return lanes("When it was published, by language", marks, tuple(names.items()))


def _day(at: datetime, desk: Desk) -> str:
    return desk.clock.local(at).strftime("%Y-%m-%dT%H:%M%z")
