"""What a page says of itself: JSON-LD, meta elements, headings, bylines and dates, read from one tree."""

from dataclasses import dataclass
from datetime import datetime

from lxml import etree, html

from news.bylines import visible_bylines
from news.choices import Said
from news.dates import DateCandidate
from news.declared_dates import declared_dates
from news.elements import text_of
from news.headings import read_headings
from news.linked_data import read_linked_data
from news.texts import clean_line
from news.visible_dates import visible_dates

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
    """Who is named as an author without being a person: agencies, desks."""
    canonical: str | None = None
    shared_url: str | None = None
    lang: str | None = None
    is_free: bool = True
    is_article: bool = False
    """The page marks itself as an article."""
    body: str | None = None
    """The text, where JSON-LD carries it."""


def read_claims(tree: html.HtmlElement, timezone: str, now: datetime) -> Claims:
    """Read what a page says of itself."""
    linked = read_linked_data(tree)
    metas = _metas(tree)
    sites = (*linked.sites, metas.get("og:site_name"), metas.get("application-name"))
    h1 = _heading(tree)
    headings = read_headings(tree)
    inside = [heading.text for heading in headings if heading.is_inside]
    authors = [("json-ld", linked.authors), *((f"meta {name}", metas.get(name)) for name in _META_AUTHORS)]
    authors += [("byline", line) for line in visible_bylines(tree)]
    return Claims(
        headline=linked.headline,
        headings=tuple(heading.text for heading in headings),
        article_heading=inside[0] if len(set(inside)) == 1 else None,
        shared_title=clean_line(metas.get("og:title")),
        tweeted_title=clean_line(metas.get("twitter:title")),
        page_title=clean_line(tree.findtext(".//title")),
        site_names=tuple(name for name in (clean_line(site, 80) for site in sites) if name),
        authors=tuple(Said(place, line) for place, line in ((place, clean_line(text, 200)) for place, text in authors) if line),
        dates=(*declared_dates(tree, linked.published, metas, timezone, now), *visible_dates(tree, h1, timezone, now)),
        organizations=(Said("json-ld", linked.organization),) if linked.organization else (),
        canonical=_canonical(tree),
        shared_url=metas.get("og:url"),
        lang=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or metas.get("og:locale")
        or metas.get("content-language"),
        is_free=linked.is_free,
        is_article=linked.is_article or metas.get("og:type", "").lower() == "article" or "article:published_time" in metas,
        body=linked.body,
    )


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
    return [heading for _, heading in zip(range(6), tree.iter("h1"), strict=False) if text_of(heading)]


def _heading(tree: html.HtmlElement) -> etree._Element | None:
    """Choose the headline among the page's ``<h1>``: one inside the article, or the longest, for logos are short."""
    headings = _headings(tree)
    inside = [
        heading for heading in headings if heading.get("itemprop") == "headline" or any(True for _ in heading.iterancestors("article"))
    ]
    return max(inside[:1] or headings, key=lambda heading: min(len(text_of(heading)), 80), default=None)
