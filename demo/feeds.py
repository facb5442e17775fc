"""The feeds and sitemaps of the invented press, as bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from demo.contents import Channel, Outlet

LONGEST = 20  # items, as many as news feeds usually show

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"


@dataclass(frozen=True, slots=True)
class Headline:
    """A piece as others point to it."""

    url: str
    link: str
    """The address as feeds spell it, trackers and all."""
    title: str
    paragraphs: tuple[str, ...]
    author: str | None
    published: datetime
    updated: datetime


def feed_bytes(channel: Channel, outlet: Outlet, base: str, headlines: Sequence[Headline]) -> bytes:
    """Return the feed or sitemap that announces these headlines, newest first, at most `LONGEST`."""
    shown = () if channel.fault == "empty" else headlines[:LONGEST]
    writers: dict[str, Callable[[Channel, Outlet, str, Sequence[Headline]], etree._Element]] = {
        "rss": _rss,
        "atom": _atom,
        "sitemap": _sitemap,
        "news-sitemap": _news_sitemap,
    }
    root = writers[channel.kind](channel, outlet, base, shown)
    body = etree.tostring(root, xml_declaration=True, encoding=outlet.encoding, pretty_print=True)
    assert isinstance(body, bytes)  # text comes only for the encoding "unicode"
    return _cut(body) if channel.fault == "cut" else body


def _cut(body: bytes) -> bytes:
    """End the feed in the middle of its last item's title, as an overfull disk would."""
    return body[: body.rindex(b"<title>") + len(b"<title>") + 9]


def _root(name: str, namespace: str, **others: str) -> etree._Element:
    spaces: dict[Any, str] = {None: namespace, **others}  # lxml's stubs know no key None, lxml does
    return etree.Element(f"{{{namespace}}}{name}", nsmap=spaces)


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _iso(at: datetime, outlet: Outlet) -> str:
    return at.astimezone(ZoneInfo(outlet.timezone)).isoformat()


def _rss(channel: Channel, outlet: Outlet, base: str, headlines: Sequence[Headline]) -> etree._Element:
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"content": _CONTENT, "dc": _CREATOR})
    top = _add(root, "channel")
    _add(top, "title", outlet.name)
    _add(top, "link", base)
    _add(top, "description", outlet.tagline)
    _add(top, "language", outlet.languages[0])
    for headline in headlines:
        item = _add(top, "item")
        _add(item, "title", headline.title)
        _add(item, "link", headline.link)
        _add(item, "guid", headline.url, isPermaLink="true")
        # Servers write one zone for all; the outlet's own offset would do as well.
        _add(item, "pubDate", format_datetime(headline.published.astimezone(UTC), usegmt=True))
        if headline.author:
            _add(item, f"{{{_CREATOR}}}creator", headline.author)
        _add(item, "description", headline.paragraphs[0] if headline.paragraphs else headline.title)
        if channel.full:
            _add(item, f"{{{_CONTENT}}}encoded", "".join(f"<p>{paragraph}</p>" for paragraph in headline.paragraphs))
    if channel.fault == "cut":
        _add(_add(top, "item"), "title", f"About {outlet.name} and how we pick")
    return root


def _atom(channel: Channel, outlet: Outlet, base: str, headlines: Sequence[Headline]) -> etree._Element:
    root = _root("feed", _ATOM)
    _add(root, f"{{{_ATOM}}}title", outlet.name)
    _add(root, f"{{{_ATOM}}}id", base)
    _add(root, f"{{{_ATOM}}}link", rel="self", href=base.rstrip("/") + channel.path)
    _add(root, f"{{{_ATOM}}}link", rel="alternate", href=base)
    if headlines:
        _add(root, f"{{{_ATOM}}}updated", _iso(max(headline.updated for headline in headlines), outlet))
    for headline in headlines:
        entry = _add(root, f"{{{_ATOM}}}entry")
        _add(entry, f"{{{_ATOM}}}title", headline.title)
        _add(entry, f"{{{_ATOM}}}id", headline.url)
        _add(entry, f"{{{_ATOM}}}link", rel="alternate", href=headline.link)
        _add(entry, f"{{{_ATOM}}}published", _iso(headline.published, outlet))
        _add(entry, f"{{{_ATOM}}}updated", _iso(headline.updated, outlet))
        _add(_add(entry, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name", headline.author or outlet.name)
        _add(entry, f"{{{_ATOM}}}summary", headline.paragraphs[0] if headline.paragraphs else headline.title)
    return root


def _sitemap(channel: Channel, outlet: Outlet, base: str, headlines: Sequence[Headline]) -> etree._Element:
    root = _root("urlset", _SITEMAP)
    for page in (base, base + "qui-sommes-nous"):  # pages that are no news stand in every sitemap
        _add(_add(root, f"{{{_SITEMAP}}}url"), f"{{{_SITEMAP}}}loc", page)
    for headline in headlines:
        url = _add(root, f"{{{_SITEMAP}}}url")
        _add(url, f"{{{_SITEMAP}}}loc", headline.link)
        _add(url, f"{{{_SITEMAP}}}lastmod", _iso(headline.updated, outlet))
    return root


def _news_sitemap(channel: Channel, outlet: Outlet, base: str, headlines: Sequence[Headline]) -> etree._Element:
    root = _root("urlset", _SITEMAP, news=_NEWS)
    for headline in headlines:
        url = _add(root, f"{{{_SITEMAP}}}url")
        _add(url, f"{{{_SITEMAP}}}loc", headline.link)
        news = _add(url, f"{{{_NEWS}}}news")
        publication = _add(news, f"{{{_NEWS}}}publication")
        _add(publication, f"{{{_NEWS}}}name", outlet.name)
        _add(publication, f"{{{_NEWS}}}language", outlet.languages[0])
        _add(news, f"{{{_NEWS}}}publication_date", _iso(headline.published, outlet))
        _add(news, f"{{{_NEWS}}}title", headline.title)
    return root
