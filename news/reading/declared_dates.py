"""Dates that a page declares to machines: JSON-LD and meta elements."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from lxml import html

from news.dates import DateCandidate, DateOrigin, read_date
from news.reading.visible_dates import is_month_first

# Best first: what is called "date" alone may be that of the last change.
_NAMES = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published", "publishdate"),
    *("publish_date", "publish-date", "pubdate", "publication_date", "published_at", "article.published", "article:post_date"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date"),
    *("dcterms.date", "citation_publication_date", "originalpublicationdate", "cxenseparse:recs:publishtime", "mediator_published_time"),
    *("og:published_time", "datecreated", "uploaddate"),
)
_ANY_NAME = re.compile(r"publish(?!er)|publication|pub[-_.:]?(?:date|time)|issued|created|release|post[-_.:]?date|article[-_.:]date")
_NOT_ITS_OWN = re.compile(r"modif|updat|revis|expir|unpublish|event|copyright|site|valid")
_VAGUE_NAMES = ("date", "dc.date.x", "citation_date", "displaydate", "article:date", "news:date")
_PROPERTIES = frozenset(("datepublished", "datecreated", "uploaddate"))


def declared_dates(
    tree: html.HtmlElement, published: str | None, metas: Mapping[str, str], timezone: str, now: datetime
) -> Iterator[DateCandidate]:
    """Read the date that JSON-LD gives its article and those of the meta elements; never those of a change or an event."""
    month_first = is_month_first(tree)

    def read(place: str, value: str, origin: DateOrigin) -> DateCandidate:
        reading = read_date(value, timezone, origin=origin, now=now, month_first=month_first)
        return DateCandidate(place, value, reading.dating, reading.remark)

    if published:
        yield read("json-ld", published, "json-ld")
    for name in _names(metas):
        if name in _PROPERTIES and not _is_own(tree, name):
            continue
        candidate = read(f"meta {name}", metas[name], "meta")
        if candidate.dating.at is not None or name in _NAMES or name in _VAGUE_NAMES:
            yield candidate


def _is_own(tree: html.HtmlElement, name: str) -> bool:
    """Tell whether a property of the microdata is the article's: its item holds a heading, as a related story's does not."""
    for meta in tree.iter("meta"):
        if (meta.get("itemprop") or "").lower() == name and (meta.get("content") or "").strip():
            item = next((above for above in meta.iterancestors() if above.get("itemscope") is not None), None)
            return item is None or item.find(".//h1") is not None or tree.find(".//h1") is None
    return True


def _names(metas: Mapping[str, str]) -> Iterator[str]:
    yield from (name for name in _NAMES if name in metas)
    for name in metas:
        if name not in _NAMES and _ANY_NAME.search(name) and not _NOT_ITS_OWN.search(name):
            yield name
    yield from (name for name in _VAGUE_NAMES if name in metas)
