"""What a page says of its article in JSON-LD."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import html

from news.texts import clean_line

_LD_LIMIT = 1_000_000
"""Characters of one JSON-LD block: a news article's has 2,000 to 20,000, with the body in it up to 150,000."""
_FRAMES = ("<![CDATA[", "<!--", "]]>", "-->")
_FRAME = re.compile(r"^\s*(?:<!\[CDATA\[|<!--|//\s*<!\[CDATA\[)|(?://\s*)?(?:\]\]>|-->)\s*$")
_NODES = 500
"""Objects looked at in all JSON-LD blocks together."""
_SCRIPT_LIMIT = 200_000
"""Characters of one block of JSON-LD that are searched where it cannot be read as JSON."""
_ARTICLE = re.compile(r"(?:Article|BlogPosting|^(?:.*[/:])?(?:Report|Review|SocialMediaPosting))$")
_PAGE = re.compile(r"WebPage$|ItemPage$")
_ARTICLE_IN_SCRIPT = re.compile(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"[^\"]{0,40}(?:Article|BlogPosting|Report)\"")
_SCRIPTED = re.compile(r"\"(datePublished|dateCreated)\"\s{0,9}:\s{0,9}\[?\s{0,9}\"?([^\",}\]]{8,60})")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What the JSON-LD of the page says of its article."""

    headline: str | None = None
    authors: str | None = None
    organization: str | None = None
    """The author, where it is no person."""
    published: str | None = None
    sites: tuple[str, ...] = field(default=())
    is_free: bool = True
    is_article: bool = False
    body: str | None = None


def read_linked_data(tree: html.HtmlElement) -> LinkedData:
    """Read the article of a page's JSON-LD."""
    nodes = list(_nodes(tree))
    article = next((node for node in nodes if _is_article(node)), None)
    published = _published(nodes) or _published_in_broken(tree)
    sites = tuple(name for node in nodes if _types(node) & {"WebSite", "NewsMediaOrganization"} for name in [_name(node)] if name)
    if article is None:
        page = next((node for node in nodes if node.get("datePublished")), {})
        return LinkedData(published=published, sites=sites, is_free=not _says_no(page.get("isAccessibleForFree")))
    body = article.get("articleBody")
    return LinkedData(
        headline=clean_line(_string(article.get("headline")) or _name(article)),
        authors=_people(article.get("author") or article.get("creator")),
        organization=_organization(article.get("author") or article.get("creator")),
        published=published,
        sites=(*(name for name in [_name(_first(article.get("publisher")))] if name), *sites),
        is_free=not _says_no(article.get("isAccessibleForFree")),
        is_article=True,
        body=body if isinstance(body, str) else None,
    )


def _published(nodes: Sequence[dict[str, Any]]) -> str | None:
    """Find when the article was published: its own date, else that of its page; a site or a film has dates of its own."""
    articles = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _types(node))]
    if not articles:
        return None
    pages = [node for node in nodes if any(_PAGE.search(kind) for kind in _types(node))]
    dates = (
        _moment(node.get(key))
        for group, key in ((articles, "datePublished"), (pages, "datePublished"), (articles, "dateCreated"))
        for node in group
    )
    return next((moment for moment in dates if moment), None)


def _published_in_broken(tree: html.HtmlElement) -> str | None:
    """Find the one date of an article in JSON-LD that cannot be read as JSON; of several nobody knows whose they are."""
    found: dict[str, set[str]] = {}
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = (script.text or "")[:_SCRIPT_LIMIT]
        if "itemListElement" not in text and _ARTICLE_IN_SCRIPT.search(text) and _parse(text) is None:
            for name, value in _SCRIPTED.findall(text):
                found.setdefault(name, set()).add(value.strip())
    dates = found.get("datePublished") or found.get("dateCreated") or set()
    return dates.pop() if len(dates) == 1 else None


def _moment(value: object) -> str | None:
    """Give a date as it is written: words, seconds since 1970, or a value with its type."""
    single = _first(value)
    if isinstance(single, dict):
        single = single.get("@value")
    if isinstance(single, (int, float)) and not isinstance(single, bool):
        return str(single)
    return single.strip() or None if isinstance(single, str) else None


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
    bare = text[:_LD_LIMIT]
    if any(map(bare.__contains__, _FRAMES)):  # a look that takes a hundredth of the time
        bare = _FRAME.sub("", bare)
    bare = bare.strip().rstrip(";")
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


def _organization(value: object) -> str | None:
    named = (_name(author) for author in (value if isinstance(value, list) else [value])[:5] if _is_organization(author))
    return clean_line(next((name for name in named if name), None), 100)


def _is_organization(author: object) -> bool:
    return isinstance(author, dict) and bool(_types(author) & {"Organization", "NewsMediaOrganization", "Corporation", "WebSite"})


def _people(value: object) -> str | None:
    """Join the names of the authors that are people, or of no declared kind."""
    listed = value if isinstance(value, list) else [value]
    people = [author for author in listed[:5] if not _is_organization(author)]
    return ", ".join(name.strip() for name in map(_name, people) if name and name.strip()) or None
