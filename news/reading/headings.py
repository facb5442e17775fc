"""The ``<h1>`` of a page, without the rubrics, marks and second copies that sites put inside them."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

from lxml import etree

from news.reading.elements import whole_text
from news.texts import clean_line, word_set

_MOST = 6
"""Headings looked at: pages have one or two, broken ones hundreds."""
_BESIDE: Final = re.compile(
    r"rubri|kicker|categor|(?:^|[\s_-])(?:cat|live|topic|chapter)(?:$|[\s_-])|section|eyebrow|overline|label|badge|flag|tag(?:$|[-_s])|date|time|views|counter|logo|share|author|byline"
    r"|sr-only|visually-hidden|screen-reader|breadcrumb|mobile-only|supertitle|surtitle|sobre",
    re.IGNORECASE,
)
"""Classes of what stands in a heading beside the headline."""
_APART: Final = word_set("br div p li small h2 h3 h4 time picture figure")
"""Elements that part words as white space does."""
_LEFT_OUT: Final = word_set("script style time svg button noscript figure")


class Heading(NamedTuple):
    """The text of an ``<h1>`` and where it stands."""

    text: str
    is_inside: bool
    """It is marked as the headline, or stands inside the article."""


def read_headings(elements: Iterable[etree._Element]) -> tuple[Heading, ...]:
    """Read the first few ``<h1>`` that have a text; those of the footer and the menu are none of an article."""
    found = []
    for element in islice(elements, _MOST):
        text = _undoubled(clean_line(_own_text(element)) or clean_line(whole_text(element)) or "")
        boxes = {box.tag for box in element.iterancestors() if isinstance(box.tag, str)}
        if text and not boxes & {"nav", "footer", "aside"}:
            found.append(Heading(text, element.get("itemprop") == "headline" or "article" in boxes))
    return tuple(found)


def _own_text(element: etree._Element) -> str:
    """Give the text of a heading without its rubric, its marks and what is only for some screens."""
    pieces: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else None
        is_beside = tag is None or tag in _LEFT_OUT or bool(_BESIDE.search(child.get("class") or "")) or child.get("hidden") is not None
        gap = " " if tag in _APART or is_beside or (tag == "span" and child.get("class")) else ""
        pieces += [gap, "" if is_beside else _own_text(child), gap, child.tail or ""]
    return "".join(pieces)


def _undoubled(text: str) -> str:
    """Give a heading once that stands there twice, for wide and for narrow screens."""
    half = len(text) // 2
    if len(text) >= 10:
        first, second = text[:half].strip(), text[half:].strip()
        if first == second:
            return first
        if text[: half + 1].strip() == text[half + 1 :].strip():
            return text[: half + 1].strip()
    return text
