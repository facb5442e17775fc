"""What a page says of itself: JSON-LD, meta elements, headings, bylines and dates, read from one tree."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree, html

from news.dates import UNDATED, DateOrigin, Dating, parse_date
from news.texts import clean_line

_LD_LIMIT = 1_000_000
"""Characters of one JSON-LD block: a news article's has 2,000 to 20,000, with the body in it up to 150,000."""
_NODES = 500
"""Objects looked at in all JSON-LD blocks together."""

# Best first: what is called "date" alone may be that of the last change.
_META_DATES = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published", "publishdate"),
    *("publish_date", "publish-date", "pubdate", "publication_date", "published_at", "article.published", "article:post_date"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date"),
    *("dcterms.date", "citation_publication_date", "originalpublicationdate", "cxenseparse:recs:publishtime", "mediator_published_time"),
    *("og:published_time", "date", "displaydate"),
)
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
_DATE_HINT = re.compile(
    r"(?:^|[-_\s])(?:date|datetime|time|timestamp|published?|pubdate|post-?date|entry-?date|tarix|data|datum|дата|info|meta)(?:$|[-_\s\d])|date",
    re.IGNORECASE,
)
# Everything that may be a byline, in one pass; ``_byline_rank`` puts it in order.
_BYLINES = etree.XPath(
    ".//*[@itemprop='author' or contains(@rel, 'author') or contains(@class, 'author') or contains(@class, 'byline') or "
    "contains(@class, 'muellif') or contains(@class, 'avtor')]"
)
_DATES = etree.XPath(".//*[@itemprop='datePublished']")
_BYLINE_CLASSES = (
    "byline",
    "author-name",
    "author__name",
    "byline__name",
    "author_name",
    "byline-name",
    "author",
    "authors",
    "muellif",
    "avtor",
    "post-author",
    "article-author",
)


@dataclass(frozen=True, slots=True)
class Claims:
    """Everything a page says of itself, cleaned but not yet judged."""

    headline: str | None = None
    """From JSON-LD."""
    headings: tuple[str, ...] = ()
    """The first few ``<h1>``: the headline, but also logos, sections and invitations."""
    shared_title: str | None = None
    """What the page gives social networks."""
    page_title: str | None = None
    site_names: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Candidates, best first; several of one rank are joined by commas."""
    datings: tuple[Dating, ...] = ()
    canonical: str | None = None
    lang: str | None = None
    is_free: bool = True
    is_article: bool = False
    """The page marks itself as an article."""
    body: str | None = None
    """The text, where JSON-LD carries it."""


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the JSON-LD of the page says of its article."""

    headline: str | None = None
    authors: str | None = None
    published: str | None = None
    sites: tuple[str, ...] = field(default=())
    is_free: bool = True
    is_article: bool = False
    body: str | None = None


def read_claims(tree: html.HtmlElement, timezone: str, now: datetime) -> Claims:
    """Read what a page says of itself."""
    linked = _read_linked(tree)
    metas = _metas(tree)
    sites = (*linked.sites, metas.get("og:site_name"), metas.get("application-name"))
    h1 = _heading(tree)
    authors = (linked.authors, *(metas.get(name) for name in _META_AUTHORS), *_bylines(tree))
    lines = [(linked.published, "json-ld"), *((metas.get(name), "meta") for name in _META_DATES)]
    datings = [_dating(value, timezone, origin, now) for value, origin in lines if value]
    return Claims(
        headline=linked.headline,
        headings=tuple(line for line in (clean_line(_text(heading)) for heading in _headings(tree)) if line),
        shared_title=clean_line(metas.get("og:title") or metas.get("twitter:title")),
        page_title=clean_line(tree.findtext(".//title")),
        site_names=tuple(name for name in (clean_line(site, 80) for site in sites) if name),
        authors=tuple(author for author in (clean_line(author, 200) for author in authors) if author),
        datings=(*(dating for dating in datings if dating.at), *_visible_dates(tree, h1, timezone, now)),
        canonical=_canonical(tree),
        lang=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
        or metas.get("content-language"),
        is_free=linked.is_free,
        is_article=linked.is_article or metas.get("og:type", "").lower() == "article" or "article:published_time" in metas,
        body=linked.body,
    )


def _dating(value: str, timezone: str, origin: str, now: datetime) -> Dating:
    origins: dict[str, DateOrigin] = {"json-ld": "json-ld", "meta": "meta", "text": "text"}
    return parse_date(value, timezone, origin=origins[origin], now=now)


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def _metas(tree: html.HtmlElement) -> dict[str, str]:
    """Map each meta element's name to the first content given for it."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        content = meta.get("content") or ""
        if name and content.strip():
            found.setdefault(name.strip().lower(), content.strip()[:2000])
    return found


def _canonical(tree: html.HtmlElement) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return str(link.get("href"))
    return None


def _headings(tree: html.HtmlElement) -> list[etree._Element]:
    return [heading for _, heading in zip(range(6), tree.iter("h1"), strict=False) if _text(heading)]


def _heading(tree: html.HtmlElement) -> etree._Element | None:
    """Choose the headline among the page's ``<h1>``: one inside the article, or the longest, for logos are short."""
    headings = _headings(tree)
    inside = [
        heading for heading in headings if heading.get("itemprop") == "headline" or any(True for _ in heading.iterancestors("article"))
    ]
    return max(inside[:1] or headings, key=lambda heading: min(len(_text(heading)), 80), default=None)


def _bylines(tree: html.HtmlElement) -> Iterator[str]:
    """Give the texts of short bylines, the most certain kind first."""
    ranked: dict[int, list[html.HtmlElement]] = {}
    for element in _elements(_BYLINES(tree))[:200]:
        rank = _byline_rank(element)
        if rank is not None and not any(True for _ in element.iterancestors("aside", "footer", "nav")):
            ranked.setdefault(rank, []).append(element)
    for rank in sorted(ranked):
        if len(ranked[rank]) <= 4 and len(_text(ranked[rank][0])) <= 80:  # more are a list of columnists, longer is a paragraph about one
            named = next(iter(_elements(ranked[rank][0].xpath(".//*[@itemprop='name']"))), ranked[rank][0])
            yield _text(named)


def _byline_rank(element: html.HtmlElement) -> int | None:
    if element.get("itemprop") == "author":
        return 0
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return 1
    classes = (element.get("class") or "").lower().split()
    return next((2 + at for at, name in enumerate(_BYLINE_CLASSES) if name in classes), None)


def _elements(found: object) -> list[html.HtmlElement]:
    return [element for element in found if isinstance(element, html.HtmlElement)] if isinstance(found, list) else []


def _visible_dates(tree: html.HtmlElement, heading: etree._Element | None, timezone: str, now: datetime) -> Iterator[Dating]:
    """Read ``<time>`` and the dates that stand near the heading; the first that can be read is the article's own."""
    for element in _near(tree, heading):
        shown = (
            element.get("datetime") or element.get("content") or ""
            if element.tag in {"time", "meta"} or element.get("itemprop") == "datePublished"
            else ""
        )
        dating = parse_date(shown, timezone, origin="text", now=now) if shown else UNDATED
        if dating.at is None and element.tag != "meta":
            dating = parse_date(_text(element)[:200], timezone, origin="text", now=now)
        if dating.at is not None:
            yield dating
            return


def _near(tree: html.HtmlElement, heading: etree._Element | None) -> Iterator[etree._Element]:
    yield from _elements(_DATES(tree))[:3]
    if heading is None:
        times = [element for _, element in zip(range(2), tree.iter("time"), strict=False)]
        yield from times if len(times) == 1 else ()
        return
    place = heading.getparent()
    for _ in range(3):  # what is further from the heading than three boxes belongs to something else
        if place is None or (place.tag in {"body", "html"} and len(place) > 60):
            return
        for _, element in zip(range(400), place.iter(), strict=False):
            if _is_dated(element):
                yield element
        place = place.getparent()


def _is_dated(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"script", "style", "h1", "a", "body", "article", "main"}:
        return False
    if element.tag == "time":
        return not any(True for _ in element.iterancestors("aside", "nav", "footer"))
    if len(element) > 8:
        return False
    return bool(_DATE_HINT.search(element.get("class") or "") or _DATE_HINT.search(element.get("id") or "")) and not any(
        True for _ in element.iterancestors("aside", "nav", "footer")
    )


def _read_linked(tree: html.HtmlElement) -> _Linked:
    nodes = list(_nodes(tree))
    article = next((node for node in nodes if _is_article(node)), None)
    page = next((node for node in nodes if node.get("datePublished")), {})
    sites = tuple(name for node in nodes if _types(node) & {"WebSite", "NewsMediaOrganization"} for name in [_name(node)] if name)
    if article is None:
        return _Linked(published=_string(page.get("datePublished")), sites=sites, is_free=not _says_no(page.get("isAccessibleForFree")))
    body = article.get("articleBody")
    return _Linked(
        headline=clean_line(_string(article.get("headline")) or _name(article)),
        authors=_people(article.get("author") or article.get("creator")),
        published=_string(article.get("datePublished")) or _string(page.get("datePublished")) or _string(article.get("dateCreated")),
        sites=(*(name for name in [_name(_first(article.get("publisher")))] if name), *sites),
        is_free=not _says_no(article.get("isAccessibleForFree")),
        is_article=True,
        body=body if isinstance(body, str) else None,
    )


def _nodes(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """Give the objects of all JSON-LD blocks; lists of other articles are left out."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        for node in _flat(_parse(script.text or "")):
            count += 1
            if count > _NODES:
                return
            yield node


def _parse(text: str) -> object:
    bare = re.sub(r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[)|(?://\s*)?(?:\]\]>|-->)\s*$", "", text[:_LD_LIMIT]).strip().rstrip(";")
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _flat(value: object) -> Iterator[dict[str, Any]]:
    stack, steps = [value], 0
    while stack and steps < _NODES * 4:
        steps += 1
        node = stack.pop(0)
        if isinstance(node, list):
            stack[:0] = node[:_NODES]
        elif isinstance(node, dict):
            yield node
            stack.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(node.get(key), (dict, list)))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith(("Article", "BlogPosting")) or kind in {"Report", "LiveBlogPosting"} for kind in _types(node))


def _says_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() == "false")


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _string(value: object) -> str | None:
    single = _first(value)
    return single if isinstance(single, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, dict):
        return _string(value.get("name"))
    return value if isinstance(value, str) else None


def _people(value: object) -> str | None:
    """Join the names of the authors that are people, or of no declared kind."""
    listed = value if isinstance(value, list) else [value]
    people = [
        author
        for author in listed[:5]
        if not isinstance(author, dict) or not _types(author) & {"Organization", "NewsMediaOrganization", "Corporation", "WebSite"}
    ]
    return ", ".join(name.strip() for name in map(_name, people) if name and name.strip()) or None
