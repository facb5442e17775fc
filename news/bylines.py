"""Bylines that a page shows its readers."""

from collections.abc import Iterator

from lxml import etree, html

from news.elements import elements, text_of

# Everything that may be a byline, in one pass; ``_byline_rank`` puts it in order.
_BYLINES = etree.XPath(
    ".//*[@itemprop='author' or contains(@rel, 'author') or contains(@class, 'author') or contains(@class, 'byline') or "
    "contains(@class, 'muellif') or contains(@class, 'avtor')]"
)
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


def visible_bylines(tree: html.HtmlElement) -> Iterator[str]:
    """Give the texts of short bylines, the most certain kind first."""
    ranked: dict[int, list[html.HtmlElement]] = {}
    for element in elements(_BYLINES(tree))[:200]:
        rank = _byline_rank(element)
        if rank is not None and not any(True for _ in element.iterancestors("aside", "footer", "nav")):
            ranked.setdefault(rank, []).append(element)
    for rank in sorted(ranked):
        if len(ranked[rank]) <= 4 and len(text_of(ranked[rank][0])) <= 80:  # more are a list of columnists, longer is a paragraph about one
            named = next(iter(elements(ranked[rank][0].xpath(".//*[@itemprop='name']"))), ranked[rank][0])
            yield text_of(named)


def _byline_rank(element: html.HtmlElement) -> int | None:
    if element.get("itemprop") == "author":
        return 0
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return 1
    classes = (element.get("class") or "").lower().split()
    return next((2 + at for at, name in enumerate(_BYLINE_CLASSES) if name in classes), None)
