"""The date that a listing prints beside a link."""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from lxml import etree, html

from news.dates import UNDATED, DateReading, Dating, read_date
from news.reading.visible_dates import is_month_first

_LEVELS = 4
"""Boxes around a link that may be its item; what is further holds the whole list."""
_ELEMENTS = 150
"""Elements of a box that are looked at: an item has a dozen, and a page has thousands of items."""
_TEXTS = 40
_READ = 8
"""Texts of an item that are read as dates."""
_HEADLINE_WORDS = 4
_LONGEST = 60
"""Characters of a text that may be an item's date line: longer ones are headlines and teasers."""
_WORDS_BESIDE = 1
"""A section's name may stand beside an item's date."""
_DIGITS_OR_WORD = re.compile(r"\d|^\D{3,24}$")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


def item_date(link: html.HtmlElement, timezone: str, now: datetime) -> Dating:
    """Read the date of the item that holds a link and no other headline; undated where the item shows none, or several."""
    month_first = is_month_first(link.getroottree().getroot())
    box = _item(link)
    texts = list(islice((text for text in _date_texts(box) if _DIGITS_OR_WORD.search(text)), _READ))
    readings = [read_date(text, timezone, origin="feed", now=now, month_first=month_first) for text in texts]
    return _agreed([reading for reading in readings if reading.dating.at is not None and reading.words <= _WORDS_BESIDE])


def _agreed(readings: list[DateReading]) -> Dating:
    """Take the most exact of several readings of one day."""
    own = [reading.dating for reading in readings if reading.kind != "update"] or [reading.dating for reading in readings]
    days = {_day(dating) for dating in own}
    if not own or (max(days) - min(days)).days > 1:
        return UNDATED
    order = ("exact", "inferred", "day")
    return min(own, key=lambda dating: order.index(dating.precision))


def _day(dating: Dating) -> datetime:
    at = dating.at
    return at.replace(tzinfo=None) if isinstance(at, datetime) else datetime.fromisoformat(str(at))


def _item(link: html.HtmlElement) -> html.HtmlElement:
    """Climb from a link to the largest box that holds no headline of another article."""
    box, address = link, _bare(link)
    for _ in range(_LEVELS):
        parent = box.getparent()
        if parent is None or parent.tag in {"body", "main", "html", "ul", "ol", "tbody", "table"}:
            break
        others = (other for other in islice(parent.iter(), _ELEMENTS) if other.tag == "a" and _bare(other) not in {"", address})
        if any(len("".join(other.itertext()).split()) >= _HEADLINE_WORDS or other.find(".//img") is not None for other in others):
            break
        box = parent
    return box


def _bare(link: etree._Element) -> str:
    href = (link.get("href") or "").strip()
    return "" if href.startswith(("#", "javascript:")) else href.split("#")[0].split("?utm")[0]


def _date_texts(box: html.HtmlElement) -> Iterator[str]:
    """Give what may be a date in a box: the attributes of ``<time>`` and the short texts, a time joined to the day before it."""
    for element in islice(box.iter(), _ELEMENTS):
        if element.tag == "time":
            yield element.get("datetime") or ""
    before = ""
    for part in islice(box.itertext("*"), _TEXTS):
        text = " ".join(part.split())
        if not text or len(text) > _LONGEST:
            continue
        if _CLOCK.fullmatch(text):
            yield f"{before} {text}".strip()
        else:
            yield text
        before = text
