"""Dates that a page shows its readers: ``<time>`` and what stands near the heading."""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree, html

from news.dates import UNDATED, DateCandidate, parse_date
from news.elements import elements, text_of

_DATE_HINT = re.compile(
    r"(?:^|[-_\s])(?:date|datetime|time|timestamp|published?|pubdate|post-?date|entry-?date|tarix|data|datum|дата|info|meta)(?:$|[-_\s\d])|date",
    re.IGNORECASE,
)
_DATES = etree.XPath(".//*[@itemprop='datePublished']")


def visible_dates(tree: html.HtmlElement, heading: etree._Element | None, timezone: str, now: datetime) -> Iterator[DateCandidate]:
    """Read ``<time>`` and the dates that stand near the heading; the first that can be read is the article's own."""
    for element in _near(tree, heading):
        shown = (
            element.get("datetime") or element.get("content") or ""
            if element.tag in {"time", "meta"} or element.get("itemprop") == "datePublished"
            else ""
        )
        dating = parse_date(shown, timezone, origin="text", now=now) if shown else UNDATED
        if dating.at is None and element.tag != "meta":
            dating = parse_date(text_of(element)[:200], timezone, origin="text", now=now)
        if dating.at is not None:
            yield DateCandidate(f"<{element.tag}> near the heading", (shown or text_of(element))[:120], dating)
            return


def _near(tree: html.HtmlElement, heading: etree._Element | None) -> Iterator[etree._Element]:
    yield from elements(_DATES(tree))[:3]
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
