"""Atom: the newest articles of a question, a saved search, a topic or an outlet, and the digests of a subscription, for feed readers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from hashlib import blake2b
from html import escape
from urllib.parse import urlencode

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.archive import Archive, Hit
from desk.atom import NEVER, FeedHead, add, as_bytes, begin, set_language, tag_id, written
from desk.digest_feeds import Entry, feed, head_of, mark_in
from desk.frozen_digests import read_digest
from desk.objects import dating_text
from desk.web.answers import NotThere
from desk.web.questions import query_of, question_in
from news.articles import StoredArticle
from news.queries import Query
from storage.digests import Frozen

__all__ = ["ENTRIES", "FeedHead", "atom", "routes"]
ENTRIES = 50
DIGESTS = 20

Asked = tuple[FeedHead, Query]


def routes(archive: Archive) -> list[Route]:
    """Return the routes of all feeds."""
    made: tuple[tuple[str, Callable[[Archive, Request], Asked]], ...] = (
        ("/feeds/search.atom", _of_question),
        ("/feeds/searches/{name}.atom", _of_search),
        ("/feeds/topics/{name}.atom", _of_topic),
        ("/feeds/sources/{name}.atom", _of_source),
    )
    found = [Route(path, partial(_answer, archive, asked), methods=["GET"]) for path, asked in made]
    return [*found, Route("/feeds/digests/{name}.atom", partial(_of_digests, archive), methods=["GET"])]


def _of_question(archive: Archive, request: Request) -> Asked:
    question = question_in(request.query_params)
    asked = str(request.url.query)
    head = FeedHead(f"Khazri: {question.q or 'all articles'}", f"search?{asked}", str(request.url), _page(request, "/search", asked))
    return head, query_of(archive, question, limit=ENTRIES)


def _of_search(archive: Archive, request: Request) -> Asked:
    saved = archive.saved_search(request.path_params["name"])
    if saved is None:
        raise NotThere("there is no such search", "khazri searches list shows those there are")
    return FeedHead(f"Khazri: {saved.name}", f"searches/{saved.name}", _page(request)), archive.query(saved.query, limit=ENTRIES)


def _of_topic(archive: Archive, request: Request) -> Asked:
    topic = next((each for each in archive.beat.topics if each.id == request.path_params["name"]), None)
    if topic is None:
        raise NotThere("there is no such topic", "khazri topics list shows those there are")
    head = FeedHead(f"Khazri: {topic.title}", f"topics/{topic.id}", _page(request), _page(request, f"/topics/{topic.id}"))
    return head, archive.query(topics=(topic.id,), limit=ENTRIES)


def _of_source(archive: Archive, request: Request) -> Asked:
    source_id = request.path_params["name"]
    name = archive.names.get(source_id)
    if name is None:
        raise NotThere("there is no such outlet in the archive", "khazri sources list shows those there are")
    head = FeedHead(f"Khazri: {name}", f"sources/{source_id}", _page(request), _page(request, f"/sources/{source_id}"))
    return head, archive.query(sources=(source_id,), limit=ENTRIES)


def atom(head: FeedHead, hits: Sequence[Hit], names: dict[str, str]) -> bytes:
    """Write articles as an Atom feed."""
    feed = begin(head, max((_changed_at(hit.stored) for hit in hits), default=NEVER))
    for hit in hits:
        _add_entry(feed, hit, names)
    return as_bytes(feed)


def _add_entry(feed: etree._Element, hit: Hit, names: dict[str, str]) -> None:
    stored, article = hit.stored, hit.stored.article
    entry = add(feed, "entry")
    if article.lang:
        set_language(entry, article.lang)
    add(entry, "id", tag_id(f"article/{stored.id}/{written(stored.first_seen_at)}"))
    add(entry, "title", article.title or "(without a title)", type="text")
    add(entry, "updated", written(_changed_at(stored)))
    if isinstance(article.published.at, datetime):
        add(entry, "published", dating_text(article.published) or "")
    if article.url.startswith(("http://", "https://")):
        add(entry, "link", rel="alternate", href=article.url)
    author = add(entry, "author")
    add(author, "name", names.get(stored.source_id, stored.source_id))
    for tag in stored.judgement.tags:
        if tag.rank != "background":
            add(entry, "category", term=tag.topic)
    piece = hit.snippet
    add(entry, "summary", f"{'… ' * piece.before}{piece.text}{' …' * piece.after}", type="text")


def _changed_at(stored: StoredArticle) -> datetime:
    """Return when the text shown came: a page that was read again without a change has not been updated."""
    return stored.fetched_at if stored.versions > 1 else stored.first_seen_at


def _page(request: Request, path: str | None = None, query: str = "") -> str:
    return str(request.url.replace(path=path or request.url.path, query=query))


def _answer(archive: Archive, asked: Callable[[Archive, Request], Asked], request: Request) -> Response:
    head, query = asked(archive, request)
    return _as_answer(atom(head, archive.search(query).hits, archive.names), request)


def _of_digests(archive: Archive, request: Request) -> Response:
    """Answer with the digests that a subscription was sent, the newest first."""
    name = request.path_params["name"]
    found = archive.digests(DIGESTS, subscription=name)
    if not found and name not in archive.subscriptions:
        raise NotThere("there is no such subscription", "khazri subscriptions list shows those there are")
    whole = [frozen for each in found if (frozen := archive.digest(each.id))]
    page = _page(request, "/digests", urlencode({"subscription": name}))
    return _as_answer(feed(head_of(name, _page(request), page), [_entry(each, request) for each in whole]), request)


def _entry(frozen: Frozen, request: Request) -> Entry:
    told = read_digest(frozen)
    html = told.html or f"<pre>{escape(told.text)}</pre>"
    return Entry(mark_in(frozen.message_id), told.subject, frozen.frozen_at, html, _page(request, f"/digests/{frozen.id}"))


def _as_answer(body: bytes, request: Request) -> Response:
    mark = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers={"ETag": mark})
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers={"ETag": mark})
