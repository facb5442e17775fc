"""What a page declares itself to be, in JSON-LD, meta elements and attributes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html

from news.reading.kind_marks import LIST_CLASS, fold
from news.texts import word_set

_LISTS = word_set("CollectionPage ItemList SearchResultsPage ProfilePage EventSeries")
_LD_LIMIT = 1_000_000
"""Characters of JSON-LD that are read: a news article's has 2,000 to 20,000, with the body in it up to 150,000."""
_NODES = 200
"""Objects looked at: an article's own stands among the first ten."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What the page says of itself; what it says of other pages in its lists is left out."""

    article: str | None = None
    """The strongest sign of being an article, in words for a verdict."""
    weight: int = 0
    """How much that sign is worth: 3 for JSON-LD, 2 for a publication date, 1 for what templates put on every page."""
    is_live: bool = False
    is_free: bool = True
    listing: str | None = None
    """The sign of being a list of articles."""
    words: int = 0
    """The number of words that the whole text has, where it is told or its text given."""
    carries_text: bool = False
    """The text itself stands in the JSON-LD."""
    heading: str = ""
    """The headline in JSON-LD or for social networks."""


def read_declared(tree: html.HtmlElement) -> Declared:
    """Read what a page declares itself to be."""
    scripts: list[str] = []
    metas: dict[str, str] = {}
    for element in tree.iter("meta", "script"):
        if element.tag == "meta":
            metas[(element.get("property") or element.get("name") or "").lower()] = element.get("content") or ""
        elif "ld+json" in (element.get("type") or "").lower():
            scripts.append(element.text or "")
    nodes = [*_nodes(scripts)]
    types = {kind for node in nodes for kind in _types(node)}
    article = next((node for node in nodes if _is_article(node)), None)
    sign, weight = _article_sign(article, metas, tree)
    own: dict[str, Any] = article or {}
    body = own.get("articleBody")
    return Declared(
        article=sign,
        weight=weight,
        is_live="LiveBlogPosting" in types,
        is_free=not any(_says_no(node) for node in nodes if article is None or node is article) and not _is_locked(metas),
        listing=_list_sign(types, tree) if article is None else None,
        words=max(_number(own.get("wordCount")), len(body.split()) if isinstance(body, str) else 0),
        carries_text=isinstance(body, str) and len(body) > 120,
        heading=own["headline"] if isinstance(own.get("headline"), str) else metas.get("og:title", ""),
    )


def _article_sign(article: dict[str, Any] | None, metas: dict[str, str], tree: html.HtmlElement) -> tuple[str | None, int]:
    if article is not None:
        return f"JSON-LD {'/'.join(sorted(_types(article)))[:40]}", 3
    if any(metas.get(name, "").strip() for name in ("article:published_time", "datepublished", "pubdate", "parsely-pub-date")):
        return "a publication date in its meta elements", 2
    if tree.find(".//*[@itemprop='articleBody']") is not None:
        return "an articleBody", 2
    return ("og:type article", 1) if metas.get("og:type", "").strip().lower() == "article" else (None, 0)


def _list_sign(types: set[str], tree: html.HtmlElement) -> str | None:
    listed = sorted(types & _LISTS)
    if listed:
        return f"JSON-LD {listed[0]}"
    body = tree.find("body")
    found = LIST_CLASS.search(fold((body.get("class") or "")[:500])) if body is not None else None
    return f"class {found[0].strip(' _-')}" if found else None


def _nodes(scripts: list[str]) -> Iterator[dict[str, Any]]:
    left = _LD_LIMIT
    for text in scripts:
        if len(text) <= left:
            left -= len(text)
            yield from _flat(_parse(text))


def _parse(text: str) -> object:
    start = min((place for place in (text.find("{"), text.find("[")) if place >= 0), default=0)
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text[start:])
    except (ValueError, RecursionError):
        return None
    return value


def _flat(value: object) -> Iterator[dict[str, Any]]:
    stack, steps = [value], 0
    while stack and steps < _NODES:
        steps += 1
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node[:_NODES]))
        elif isinstance(node, dict):
            yield node
            stack.extend(node[key] for key in ("@graph", "mainEntity") if isinstance(node.get(key), (dict, list)))


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _is_article(node: dict[str, Any]) -> bool:
    return any(kind.endswith(("Article", "BlogPosting")) or kind in {"Report", "LiveBlogPosting"} for kind in _types(node))


def _says_no(node: dict[str, Any]) -> bool:
    """Tell whether an object, or where it is silent one of its parts, is not free."""
    if "isAccessibleForFree" in node:
        return str(node["isAccessibleForFree"]).strip().lower() in {"false", "no", "http://schema.org/false", "https://schema.org/false"}
    parts = node.get("hasPart")
    return any(
        isinstance(part, dict) and "hasPart" not in part and _says_no(part) for part in (parts if isinstance(parts, list) else [parts])
    )


def _is_locked(metas: dict[str, str]) -> bool:
    tier = metas.get("article:content_tier", "").strip().lower()
    return tier == "locked" or metas.get("isaccessibleforfree", "").strip().lower() == "false"


def _number(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def elements_after(element: etree._Element, limit: int) -> Iterator[etree._Element]:
    """Give the elements that follow one in the page, nearest first, without what is inside them."""
    for start in (element, *islice(element.iterancestors(), 5)):
        for sibling in start.itersiblings():
            if limit <= 0:
                return
            if isinstance(sibling.tag, str) and sibling.tag not in {"script", "style", "br", "hr", "noscript"}:
                limit -= 1
                yield sibling
