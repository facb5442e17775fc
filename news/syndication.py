"""RSS and Atom: what a feed announces."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser
from lxml import etree, html

from news.answers import Page
from news.charsets import decode
from news.dates import UNDATED, Dating, parse_date
from news.feeds import Entry, FeedReading
from news.languages import language_code
from news.sources import Feed, Source
from news.texts import clean_line, without_forbidden
from news.urls import absolute_url, canonical_url

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a feed that are read: the largest we met, with all texts inside, has 4 MB."""
SUMMARY_LIMIT = 1000
"""Characters of a summary that are kept: enough to judge a page by before it is fetched."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HTML = re.compile(r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:rss|feed|rdf:rdf|[a-z]{1,10}:feed)\b", re.IGNORECASE)
_ITEM = re.compile(r"(?=<(?:item|entry)\b)")
_END = re.compile(r"</(?:item|entry)\s*>")
_AT_ONCE = 100  # entries that are parsed together where one of the feed's cannot be: each of these costs seven tries more
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_EMAIL_AUTHOR = re.compile(r"^\S+@\S+\s*\((.+)\)$")
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


def read(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read the entries of an RSS or Atom feed, whichever of the two it is."""
    text = without_forbidden(decode(page.body[:MAX_BYTES], page.content_type))
    if _HTML.match(_COMMENT.sub("", text[:5000])) and not _FEED_ROOT.search(text[:5000]):
        return FeedReading(problem=_html_problem(text, page.url))
    parsed, lost = _parse_sound(text, page.url) if _FEED_ROOT.search(text[:50_000]) else (None, 0)
    if parsed is None or not (parsed.get("version") or parsed.get("entries")):
        return FeedReading(problem="neither RSS nor Atom; check the feed's address and kind in the sources file")
    channel = parsed.get("feed")
    lang = feed.lang or (language_code(_text(channel, "language")) if isinstance(channel, dict) else None)
    found = [_entry(item, page.url, lang, source.timezone, now) for item in parsed["entries"]]
    entries = {entry.url: entry for entry in reversed(found) if entry is not None}  # of two with one address the first stays
    unreadable = f"{lost} {'entry' if lost == 1 else 'entries'} that cannot be read left out; tell the outlet" if lost else None
    problems = [_break(parsed), unreadable, _linkless(found.count(None))]
    said = "; ".join(problem for problem in problems if problem) or None
    about = channel if isinstance(channel, dict) else {}
    return FeedReading(tuple(reversed(entries.values())), said, pause=_pause(about), older=_older(about, page.url))


def stories_in(page: Page, feed: Feed, source: Source, now: datetime) -> tuple[tuple[Entry, str], ...] | None:
    """Return the entries of a saved feed that hold a text, each with its longest text as HTML; nothing where it is no feed."""
    text = without_forbidden(decode(page.body[:MAX_BYTES], page.content_type))
    parsed, _ = _parse_sound(text, page.url) if _FEED_ROOT.search(text[:50_000]) else (None, 0)
    if parsed is None or not (parsed.get("version") or parsed.get("entries")):
        return None
    channel = parsed.get("feed")
    lang = language_code(_text(channel, "language")) if isinstance(channel, dict) else None
    found = [(_entry(item, page.url, lang or feed.lang, source.timezone, now), _content(item)) for item in parsed["entries"]]
    return tuple((entry, content) for entry, content in found if entry is not None and content)


def _content(item: Mapping[str, Any]) -> str:
    """Return the longest text that an entry carries."""
    parts = dict.get(item, "content") if isinstance(item, dict) else None
    texts = [_text(part, "value") or "" for part in parts or ()]
    return max([*texts, _text(item, "summary") or ""], key=len)


def _parse_sound(text: str, url: str) -> tuple[dict[str, Any] | None, int]:
    """Parse a feed; where feedparser dies of it, without the entries it dies of, whose number is returned."""
    parsed = _parse(text, url)
    if parsed is not None:
        return parsed, 0
    head, *items = _ITEM.split(text)
    end = max((found.end() for found in _END.finditer(items[-1])), default=len(items[-1])) if items else 0
    tail = items[-1][end:] if items else ""
    about = _parse(head + tail, url)
    if about is None:
        return None, 0
    items = [*items[:-1], items[-1][:end]] if items else []
    parts = [items[at : at + _AT_ONCE] for at in range(0, len(items), _AT_ONCE)]
    found = [entry for part in parts for entry in _sound_entries(head, part, tail, url)]
    return about | {"entries": [entry for entry in found if entry is not None]}, found.count(None)


def _sound_entries(head: str, items: list[str], tail: str, url: str) -> list[Any]:
    """Return the entries that feedparser can read, searched for by halves, and None for each of the others."""
    parsed = _parse(head + "".join(items) + tail, url)
    if parsed is not None:
        return list(parsed["entries"])
    half = len(items) // 2
    return [each for part in (items[:half], items[half:]) for each in _sound_entries(head, part, tail, url)] if half else [None]


def _parse(text: str, url: str) -> dict[str, Any] | None:
    """Give the text to feedparser as bytes of a known charset: a path or an address it would open."""
    body = _XML_DECLARATION.sub("", text).lstrip("\ufeff \t\r\n").encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        parsed: dict[str, Any] = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # noqa: BLE001 - a stranger's feed in a stranger's code: whatever breaks there, the feed cannot be read
        return None
    return parsed


def _entry(item: Mapping[str, Any], base: str, lang: str | None, timezone: str, now: datetime) -> Entry | None:
    link = _link(item)
    url = canonical_url(link, base) if link else None
    if link is None or url is None:
        return None
    published, updated = (_date(item, name, timezone, now) for name in ("published", "updated"))
    if published.at is None and updated.at is not None:
        # All that is known is that it was published by then; feeds with Dublin Core dates only say "date" and mean the first.
        published = updated
    summary = clean_line(_text(item, "summary"), SUMMARY_LIMIT)
    return Entry(
        url=url,
        link=absolute_url(link, base) or url,
        title=clean_line(_text(item, "title")),
        summary=summary,
        author=_author(item),
        published=published,
        updated_at=updated.at if isinstance(updated.at, datetime) else None,
        lang=lang or language_code(_text(item, "language")),
    )


def _text(item: Mapping[str, Any], name: str) -> str | None:
    """Take one text as the feed has it; plain ``dict.get``, for feedparser's own invents dates that are not there."""
    value = dict.get(item, name) if isinstance(item, dict) else None
    return value if isinstance(value, str) and value.strip() else None


def _link(item: Mapping[str, Any]) -> str | None:
    """Find the link, or a GUID that is one."""
    for candidate in (_text(item, "link"), _text(item, "id")):
        if (
            candidate
            and canonical_url(candidate, "http://base.invalid/")
            and (candidate is not _text(item, "id") or re.match(r"\s*https?://", candidate))
        ):
            return candidate
    return None


def _date(item: Mapping[str, Any], name: str, timezone: str, now: datetime) -> Dating:
    value = _text(item, name)
    return parse_date(value, timezone, origin="feed", now=now) if value else UNDATED


def _author(item: Mapping[str, Any]) -> str | None:
    author = clean_line(_text(item, "author"), 200)
    if author is None:
        return None
    found = _EMAIL_AUTHOR.match(author)
    name = found[1] if found else author
    return None if "@" in name else name


def _pause(channel: Mapping[str, Any]) -> timedelta | None:
    """Return how long a feed wants to be left alone: ``<ttl>`` in minutes, or as often as ``sy:updatePeriod`` says."""
    minutes = re.fullmatch(r"\s*(\d{1,6})\s*", _text(channel, "ttl") or "")
    if minutes:
        return timedelta(minutes=int(minutes[1])) or None
    period = _PERIODS.get((_text(channel, "sy_updateperiod") or "").strip().lower())
    times = re.fullmatch(r"\s*(\d{1,4})\s*", _text(channel, "sy_updatefrequency") or "1")
    return period / max(int(times[1]) if times else 1, 1) if period else None


def _older(channel: Mapping[str, Any], base: str) -> str | None:
    """Return the address of a feed's older entries, where it names one (RFC 5005)."""
    links = dict.get(channel, "links") if isinstance(channel, dict) else None
    named = [link for link in links or () if _text(link, "rel") in {"next", "prev-archive"}]
    return next((url for link in named if (url := absolute_url(_text(link, "href") or "", base))), None)


def _break(parsed: Mapping[str, Any]) -> str | None:
    error = parsed.get("bozo_exception")
    if not parsed.get("bozo") or type(error).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}:
        return None
    line = getattr(error, "getLineNumber", lambda: None)()
    where = f" at line {line}" if isinstance(line, int) else ""
    return f"broken XML{where}: what could be read before and around the break is kept; tell the outlet"


def _linkless(count: int) -> str | None:
    return f"{count} {'entry' if count == 1 else 'entries'} without a usable link left out" if count else None


def _html_problem(text: str, url: str) -> str:
    """Name the remedy: the feed that the page itself announces, where it does."""
    try:
        tree = html.document_fromstring(text[:200_000].encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        links = [link for link in tree.iter("link") if "alternate" in (link.get("rel") or "").lower()]
    except (etree.LxmlError, ValueError, AssertionError):
        links = []
    for link in links:
        address = canonical_url(link.get("href") or "", url)
        if (link.get("type") or "").lower().strip() in _FEED_TYPES and address:
            return f"an HTML page, not a feed; it announces a feed at {address}: put that into the sources file"
    return "an HTML page, not a feed; look for the feed's address on the outlet's home page, or make it a listing"
