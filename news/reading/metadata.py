"""What a page says of itself: JSON-LD, meta elements, headings, bylines and dates, read from one tree."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from lxml import etree, html

from news.choices import Said
from news.dates import DateCandidate
from news.reading.bylines import visible_bylines
from news.reading.declared_dates import declared_dates
from news.reading.elements import text_of
from news.reading.headings import Heading, read_headings
from news.reading.linked_data import LinkedData, read_linked_data
from news.reading.margins import SOURCE_LINE, labelled_lines
from news.reading.visible_dates import visible_dates
from news.texts import clean_line

_META_AUTHORS = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author_name",
    "mediator_author",
)
_HEADINGS = 6
"""Headings looked at: pages have one or two, broken ones hundreds."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything a page says of itself, cleaned but not yet judged."""

    headline: str | None = None
    """From JSON-LD."""
    headings: tuple[str, ...] = ()
    """The first few ``<h1>``: the headline, but also logos, sections and invitations."""
    article_heading: str | None = None
    """The one of them that is marked as the headline, or stands alone inside the article."""
    shared_title: str | None = None
    """What the page gives social networks."""
    tweeted_title: str | None = None
    page_title: str | None = None
    site_names: tuple[str, ...] = ()
    authors: tuple[Said, ...] = ()
    """Candidates, best first; several of one rank are joined by commas."""
    dates: tuple[DateCandidate, ...] = ()
    organizations: tuple[Said, ...] = ()
    """Who is named as an author without being a person: agencies, desks; and the lines beside the text that name its source."""
    canonical: str | None = None
    shared_url: str | None = None
    lang: str | None = None
    is_free: bool = True
    is_article: bool = False
    """The page marks itself as an article."""
    body: str | None = None
    """The text, where JSON-LD carries it."""


class _Found(NamedTuple):
    metas: list[etree._Element]
    links: list[etree._Element]
    headings: list[etree._Element]


class Heads(NamedTuple):
    """What a page says of itself in its head and its headings: found first, and all that titles are made of."""

    tree: html.HtmlElement
    linked: LinkedData
    metas: Mapping[str, str]
    headings: tuple[Heading, ...]
    found: _Found
    claims: Claims
    """The titles, and the text that JSON-LD carries."""


def read_heads(tree: html.HtmlElement) -> Heads:
    """Read what a page says of itself in its head and its headings."""
    found = _found(tree)
    linked, metas, headings = read_linked_data(tree), _metas(found.metas), read_headings(found.headings)
    claims = Claims(
        headline=linked.headline,
        headings=tuple(heading.text for heading in headings),
        shared_title=clean_line(metas.get("og:title")),
        tweeted_title=clean_line(metas.get("twitter:title")),
        page_title=clean_line(tree.findtext(".//title")),
        body=linked.body,
    )
    return Heads(tree, linked, metas, headings, found, claims)


def read_claims(tree: html.HtmlElement, timezone: str, now: datetime) -> Claims:
    """Read what a page says of itself."""
    return claims_of(read_heads(tree), timezone, now)


def claims_of(heads: Heads, timezone: str, now: datetime) -> Claims:
    """Read the rest of what a page says of itself: who wrote it, when, where it is from."""
    tree, linked, metas, headings, found, claims = heads
    sites = (*linked.sites, metas.get("og:site_name"), metas.get("application-name"))
    h1 = _heading(found.headings)
    inside = [heading.text for heading in headings if heading.is_inside]
    beside = [Said(place, line) for place, text in labelled_lines(h1) if (line := clean_line(text, 200))]
    declared = tuple(declared_dates(tree, linked.published, metas, timezone, now))
    sources = tuple(each for each in beside if each.place == SOURCE_LINE)
    return replace(
        claims,
        article_heading=inside[0] if len(set(inside)) == 1 else None,
        site_names=tuple(name for name in (clean_line(site, 80) for site in sites) if name),
        authors=(*_bylines(tree, linked.authors, metas), *(each for each in beside if each.place != SOURCE_LINE)),
        dates=(*declared, *_shown_dates(tree, h1, declared, timezone, now)),
        organizations=(*((Said("json-ld", linked.organization),) if linked.organization else ()), *sources),
        canonical=_canonical(found.links),
        shared_url=metas.get("og:url"),
        lang=_lang(tree, metas),
        is_free=linked.is_free,
        is_article=linked.is_article or metas.get("og:type", "").lower() == "article" or "article:published_time" in metas,
    )


def says_when(heads: Heads, timezone: str, now: datetime) -> bool:
    """Tell whether a page says when it was published; where it declares that, nothing that it shows is looked at."""
    declared = tuple(declared_dates(heads.tree, heads.linked.published, heads.metas, timezone, now))
    if any(each.dating.at is not None for each in declared):
        return True
    shown = _shown_dates(heads.tree, _heading(heads.found.headings), declared, timezone, now)
    return any(each.dating.at is not None for each in shown)


def _shown_dates(
    tree: html.HtmlElement, heading: etree._Element | None, declared: Sequence[DateCandidate], timezone: str, now: datetime
) -> Iterator[DateCandidate]:
    """Read the dates that the page shows, as far as they can still matter: nothing shown outvotes two declarations that agree."""
    exact = [each for each in declared if isinstance(each.dating.at, datetime) and (each.dating.at.minute or each.dating.at.second)]
    agreed = {each.dating.at.replace(second=0, microsecond=0) for each in exact if isinstance(each.dating.at, datetime)}
    if len(agreed) == 1 and {each.dating.origin for each in exact} >= {"json-ld", "meta"}:
        return iter(())
    return visible_dates(tree, heading, timezone, now, is_declared=bool(exact))


def _bylines(tree: html.HtmlElement, linked: str | None, metas: Mapping[str, str]) -> Iterator[Said]:
    said = [("json-ld", linked), *((f"meta {name}", metas.get(name)) for name in _META_AUTHORS)]
    for place, text in (*said, *(("byline", line) for line in visible_bylines(tree))):
        if line := clean_line(text, 200):
            yield Said(place, line)


def _lang(tree: html.HtmlElement, metas: Mapping[str, str]) -> str | None:
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    return said or metas.get("og:locale") or metas.get("content-language")


def _found(tree: html.HtmlElement) -> _Found:
    """Find what is read of a page in one walk: each takes as long as reading what it finds."""
    found = _Found([], [], [])
    kinds = {"meta": found.metas, "link": found.links, "h1": found.headings}
    for element in tree.iter("meta", "link", "h1"):
        kinds[str(element.tag)].append(element)
    return found


def _metas(elements: Iterable[etree._Element]) -> dict[str, str]:
    """Map each meta element's name to the first content given for it."""
    found: dict[str, str] = {}
    for meta in elements:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = meta.get("content") or ""
        if name and content.strip():
            found.setdefault(name.strip().lower(), content.strip()[:2000])
    return found


def _canonical(links: Iterable[etree._Element]) -> str | None:
    named = (str(link.get("href")) for link in links if link.get("href") and "canonical" in (link.get("rel") or "").lower().split())
    return next(named, None)


def _heading(elements: Iterable[etree._Element]) -> etree._Element | None:
    """Choose the headline among the page's ``<h1>``: one inside the article, or the longest, for logos are short."""
    headings = [heading for heading in islice(elements, _HEADINGS) if text_of(heading)]
    inside = [
        heading for heading in headings if heading.get("itemprop") == "headline" or any(True for _ in heading.iterancestors("article"))
    ]
    return max(inside[:1] or headings, key=lambda heading: min(len(text_of(heading)), 80), default=None)
