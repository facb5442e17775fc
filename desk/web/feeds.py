"""Atom: the newest articles of a question, a saved search, a topic or an outlet, for feed readers."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b

from lxml import etree
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desk.archive import Archive, Hit
from desk.objects import dating_text, moment
from desk.web.answers import NotThere
from desk.web.questions import query_of, question_in
from news.articles import StoredArticle
from news.queries import Query
from news.version import VERSION

ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_AUTHORITY = "khazri.invalid,2026"  # of tag: ids (RFC 4151); nobody can own the name, so nobody else's ids are like ours
_NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # a feed without entries must say when it changed, and never the present


@dataclass(frozen=True, slots=True)
class FeedHead:
    """What a feed says of itself."""

    title: str
    tag: str
    """What its id ends in; it never changes."""
    address: str = ""
    """Where it is; empty where it is a file."""
    page: str = ""
    """Where a person sees the same."""


Asked = tuple[FeedHead, Query]


def routes(archive: Archive) -> list[Route]:
    """Return the routes of all feeds."""
    made: tuple[tuple[str, Callable[[Archive, Request], Asked]], ...] = (
        ("/feeds/search.atom", _of_question),
        ("/feeds/searches/{name}.atom", _of_search),
        ("/feeds/topics/{name}.atom", _of_topic),
        ("/feeds/sources/{name}.atom", _of_source),
    )
    return [Route(path, partial(_answer, archive, asked), methods=["GET"]) for path, asked in made]


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
    """Write articles as an Atom feed; whatever their titles hold, it is well-formed, and their titles are text."""
    feed = etree.Element(_name("feed"), nsmap={None: _ATOM})  # type: ignore[dict-item]  # the stubs know no default namespace
    _add(feed, "id", _id(head.tag))
    _add(feed, "title", head.title)
    _add(feed, "updated", _moment(max((_changed_at(hit.stored) for hit in hits), default=_NEVER)))
    _add(feed, "generator", "Khazri", version=VERSION)
    author = _add(feed, "author")
    _add(author, "name", "Khazri")
    if head.address:
        _add(feed, "link", rel="self", type="application/atom+xml", href=head.address)
    if head.page:
        _add(feed, "link", rel="alternate", type="text/html", href=head.page)
    for hit in hits:
        _add_entry(feed, hit, names)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def _add_entry(feed: etree._Element, hit: Hit, names: dict[str, str]) -> None:
    stored, article = hit.stored, hit.stored.article
    entry = _add(feed, "entry")
    if article.lang:
        entry.set(f"{{{_XML}}}lang", xml_text(article.lang))
    _add(entry, "id", _id(f"article/{stored.id}/{_moment(stored.first_seen_at)}"))
    _add(entry, "title", article.title or "(without a title)", type="text")
    _add(entry, "updated", _moment(_changed_at(stored)))
    if isinstance(article.published.at, datetime):
        _add(entry, "published", dating_text(article.published) or "")
    if article.url.startswith(("http://", "https://")):
        _add(entry, "link", rel="alternate", href=article.url)
    author = _add(entry, "author")
    _add(author, "name", names.get(stored.source_id, stored.source_id))
    for tag in stored.judgement.tags:
        if tag.rank != "background":
            _add(entry, "category", term=tag.topic)
    piece = hit.snippet
    _add(entry, "summary", f"{'… ' * piece.before}{piece.text}{' …' * piece.after}", type="text")


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, _name(name), {key: xml_text(value) for key, value in attributes.items()})
    element.text = xml_text(text) or None
    return element


def xml_text(text: str) -> str:
    """Return a text without what XML cannot hold or what turns the direction of what stands around it."""
    return "".join(sign for sign in text if _is_plain(sign))


def _is_plain(sign: str) -> bool:
    if sign in "\t\n\u200c\u200d":
        return True
    if ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF:
        return False
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _id(tag: str) -> str:
    """Write an id: what is no part of a URI, as a hash."""
    plain = (
        tag
        if tag.isascii() and tag.isprintable() and not set(tag) & set(' "<>\\^`{|}')
        else blake2b(tag.encode(), digest_size=16).hexdigest()
    )
    return f"tag:{_AUTHORITY}:{plain}"


def _moment(value: datetime) -> str:
    return moment(value) or ""


def _changed_at(stored: StoredArticle) -> datetime:
    """Return when the text shown came: a page that was read again without a change has not been updated."""
    return stored.fetched_at if stored.versions > 1 else stored.first_seen_at


def _page(request: Request, path: str | None = None, query: str = "") -> str:
    return str(request.url.replace(path=path or request.url.path, query=query))


def _answer(archive: Archive, asked: Callable[[Archive, Request], Asked], request: Request) -> Response:
    head, query = asked(archive, request)
    body = atom(head, archive.search(query).hits, archive.names)
    mark = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=304, headers={"ETag": mark})
    return Response(body, media_type="application/atom+xml; charset=utf-8", headers={"ETag": mark})
