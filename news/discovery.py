"""Where an outlet announces its news, found from its home page: candidates for feeds, and what the page says of the outlet.

The order of work: what the page and its headers name → what robots.txt names → the usual places, where those gave no feed. A
candidate is only a guess: `kind_of_answer` says what an address really answered with.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from lxml.html import HtmlElement

from news.answers import Page
from news.charsets import decode
from news.countries import Country, country_of_host, country_of_language, country_of_locale
from news.languages import language_code, language_of
from news.sources import FeedKind
from news.texts import clean_line
from news.urls import absolute_url, canonical_url, owner_of, site_of

MOST = 24
"""Candidates that are looked at: a page that names more links to every topic, not to its feeds."""

FEED_TYPES: dict[str, FeedKind] = {"application/rss+xml": "rss", "application/atom+xml": "atom", "application/rdf+xml": "rss"}
_PLACES: tuple[tuple[str, FeedKind], ...] = (
    *((f"/{name}", "rss") for name in ("rss", "feed", "rss.xml", "feed.xml")),
    ("/atom.xml", "atom"),
    *((f"/{name}", "rss") for name in ("index.xml", "news/rss", "rss/news", "feeds", "rss/all.xml")),
    ("/sitemap-news.xml", "news-sitemap"),
    ("/sitemap.xml", "sitemap"),
)
_COMMENTS = re.compile(r"/comments?(?:/|\?|$)|[?&]feed=comments|comments[-_]?(?:feed|rss)", re.IGNORECASE)
"""Feeds of what readers write."""
_NEWS = re.compile(r"news|xeber|haber|novosti|latest|google", re.IGNORECASE)
_ROOTS: tuple[tuple[bytes, FeedKind], ...] = ((b"<rss", "rss"), (b"<rdf:rdf", "rss"), (b"<feed", "atom"), (b"<sitemapindex", "sitemap"))
_PARTS = re.compile(r"\s+[|–—•·»:-]\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed."""

    url: str
    kind: FeedKind
    place: str
    """Where it was found: ``the page``, ``its headers``, ``robots.txt``, ``a usual place``, ``given``."""
    title: str | None = None


class Outlet(NamedTuple):
    """What a home page says of its outlet; what it does not say is None."""

    name: str
    homepage: str
    lang: str | None
    country: Country | None


@dataclass(frozen=True, slots=True)
class Discovery:
    """Everything that a home page gave."""

    outlet: Outlet
    candidates: tuple[Candidate, ...]


def discover(page: Page, link_headers: Sequence[str] = ()) -> Discovery:
    """Read an outlet's name, language and country from its home page, and the feeds that page and headers name; never fails."""
    from news.pages import parse_html  # noqa: PLC0415 - brings what tells kinds of pages, which a command that starts shall not pay for

    tree = parse_html(page)
    named = announced_feeds(tree, page.url) if tree is not None else ()
    return Discovery(describe(tree, page.url), distinct([*named, *header_feeds(link_headers, page.url)]))


def announced_feeds(tree: HtmlElement, url: str) -> tuple[Candidate, ...]:
    """Return the feeds that a page names in its ``link`` elements, comments of readers left out."""
    declared = next((element.get("href") for element in tree.iter("base") if element.get("href")), None)
    base = urljoin(url, declared) if declared and canonical_url(declared, url) else url
    found = []
    for link in tree.iter("link"):
        kind = FEED_TYPES.get((link.get("type") or "").partition(";")[0].strip().lower())
        address = absolute_url(link.get("href") or "", base)
        if kind and address and "alternate" in (link.get("rel") or "").lower().split():
            found.append(Candidate(address, kind, "the page", clean_line(link.get("title"), 100)))
    return _without_comments(found)


def header_feeds(link_headers: Sequence[str], url: str) -> tuple[Candidate, ...]:
    """Return the feeds that a page's Link headers name (RFC 8288)."""
    found = []
    for header in link_headers:
        for part in header[:8000].split("<")[1:]:
            address, _, said = part.partition(">")
            words = dict(_parameters(said.rstrip(" ,")))
            kind = FEED_TYPES.get(words.get("type", "").lower())
            whole = absolute_url(address, url)
            if kind and whole and "alternate" in words.get("rel", "").lower().split():
                found.append(Candidate(whole, kind, "its headers", clean_line(words.get("title"), 100)))
    return _without_comments(found)


def robots_sitemaps(robots: Page) -> tuple[Candidate, ...]:
    """Return the sitemaps that a robots.txt names, those of news first."""
    found = []
    for line in decode(robots.body[: 500 * 1024], robots.content_type).splitlines():  # RFC 9309 asks for 500 KiB
        name, _, value = line.partition(":")
        address = absolute_url(value.partition(" #")[0], robots.url) if name.strip().lower() == "sitemap" else None
        if address:
            found.append(Candidate(address, "news-sitemap" if _NEWS.search(address.rpartition("/")[2]) else "sitemap", "robots.txt"))
    return distinct(sorted(found, key=lambda each: each.kind != "news-sitemap"))


def usual_places(url: str) -> tuple[Candidate, ...]:
    """Return the places where outlets keep their feeds, the likeliest first."""
    return tuple(Candidate(urljoin(url, path), kind, "a usual place") for path, kind in _PLACES)


def distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Drop candidates whose address, but for http and https, was there before; keep at most `MOST`."""
    kept: dict[str, Candidate] = {}
    for each in candidates:
        kept.setdefault(same_address(each.url), each)
    return tuple(kept.values())[:MOST]


def same_address(url: str) -> str:
    """Spell an address so that http or https, ``www.`` and a slash at the end make no difference."""
    canonical = canonical_url(url) or url
    return canonical.partition("://")[2].removeprefix("www.").rstrip("/")


def kind_of_answer(page: Page) -> FeedKind | None:
    """Say what kind of feed an address answered with, or that it is none."""
    if page.body.startswith(b"\x1f\x8b"):
        return "sitemap"  # only sitemaps are kept packed
    text = decode(page.body[:100_000], page.content_type).encode("utf-8", "replace").lower()
    head = text[:10_000]
    if b"<urlset" in head:
        return "news-sitemap" if b":publication_date>" in text else "sitemap"
    return next((kind for root, kind in _ROOTS if root in head), None)


def newest_sitemap(children: Sequence[str]) -> str:
    """Choose from an index the sitemap that most likely holds the newest pages: one of news, else the last by its numbers."""
    news = [child for child in children if _NEWS.search(child.rpartition("/")[2])]
    return max(news or children, key=lambda child: [int(number[:9]) for number in re.findall(r"\d+", child)])


def describe(tree: HtmlElement | None, url: str) -> Outlet:
    """Say what a home page tells of its outlet: name, language and country, those it does not tell by its address."""
    host = site_of(url)
    homepage = canonical_url(url) or url
    if tree is None:
        return Outlet(host, homepage, None, country_of_host(host))
    meta = {(each.get("property") or each.get("name") or "").lower(): each.get("content") for each in tree.iter("meta")}
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or meta.get("og:locale")
    lang = _language(tree) or language_code(declared)
    locale = country_of_locale(meta.get("og:locale")) or country_of_locale(root.get("lang"))
    country = country_of_host(host) or locale or country_of_language(lang)
    return Outlet(_name(tree, meta, host), homepage, lang, country)


def identifier(url: str, known: Iterable[str], lang: str | None = None) -> str:
    """Make an id for an outlet from its address, unlike the known ones: ``northwind``, else ``northwind-ru``, ``northwind-2``."""
    owner = owner_of(url) or "outlet"
    plain = re.sub(r"[^a-z0-9]+", "-", owner if owner[-1:].isdigit() else owner.partition(".")[0]).strip("-") or "outlet"
    taken = set(known)
    tries = [plain, *([f"{plain}-{lang}"] if lang else []), *(f"{plain}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in tries if each not in taken)


def _without_comments(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(each for each in found if not _COMMENTS.search(each.url))


def _parameters(said: str) -> Iterator[tuple[str, str]]:
    for part in said.split(";"):
        name, _, value = part.partition("=")
        yield name.strip().lower(), value.strip().strip('"')


def _language(tree: HtmlElement) -> str | None:
    """Name the language of the page's longer links: they are headlines, and declared languages are often those of a template."""
    lines = (clean_line(" ".join(link.itertext())) for link in tree.iter("a"))
    headlines = [line for line in lines if line and len(line.split()) >= 4][:40]
    return language_of("\n".join(headlines)) if len(headlines) >= 3 else None


def _name(tree: HtmlElement, meta: dict[str, str | None], host: str) -> str:
    for said in (meta.get("og:site_name"), meta.get("application-name")):
        if name := clean_line(said, 80):
            return name
    title = clean_line(next((each.text for each in tree.iter("title") if each.text), None)) or ""
    parts = [part for part in _PARTS.split(title) if part]
    plain = host.partition(".")[0].replace("-", "")
    named = next((part for part in parts if plain and plain in re.sub(r"\W", "", part.lower())), None)
    return (named or (min(parts, key=len) if parts else host))[:80]
