"""Sitemaps, news sitemaps and their indexes: streamed, never held whole as a tree."""

import gzip
import random
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

from lxml import etree

from news.answers import Page
from news.charsets import decode
from news.dates import UNDATED, parse_date
from news.feeds import Entry, FeedReading
from news.languages import language_code
from news.sources import Feed, Source
from news.texts import clean_line
from news.urls import absolute_url, canonical_url, matches_pattern

MAX_BYTES = 50 * 1024 * 1024
"""Bytes of one sitemap, unpacked: the limit of the protocol, and of what a packed bomb may cost."""
MAX_URLS = 50_000
"""Addresses of one sitemap: the limit of the protocol."""


def read(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
    """Read the addresses of a sitemap, or the sitemaps of an index."""
    body, problems = _unpacked(page.body)
    if b"<" not in body[:1000]:
        return FeedReading(problem="; ".join([*problems, "not a sitemap; check the feed's address and kind in the sources file"]))
    if b"<html" in body[:2000].lower():
        return FeedReading(problem="an HTML page, not a sitemap; robots.txt of the outlet names its sitemaps")
    reader = _Reader(page, feed, source, now)
    problems += reader.read(_as_utf8(body, page.content_type))
    # Times of change in the form of the protocol sort as text; where there are none, the outlet's order stays.
    children = sorted(reader.children, key=lambda child: reader.children[child], reverse=True)
    return FeedReading(tuple(reader.entries.values()), "; ".join(problems) or None, tuple(children))


def parts_to_read(children: Sequence[str], room: int, now: datetime) -> tuple[str, ...]:
    """Choose the sitemaps of an index, given the newest first, that one look reads: all where there is room.

    Else the first and the last of the list, where outlets put what is new, and as many others, which differ from look to look: none is
    left out for ever.
    """
    if len(children) <= room:
        return tuple(children)
    ends = {*range(room // 2), *range(len(children) - room // 8, len(children))}
    others = [number for number in range(len(children)) if number not in ends]
    drawn = random.Random(now.timestamp()).sample(others, room - len(ends))  # noqa: S311 - no secret
    return tuple(children[number] for number in sorted([*ends, *drawn]))


class _Reader:
    """One pass over one sitemap."""

    def __init__(self, page: Page, feed: Feed, source: Source, now: datetime) -> None:
        self._page = page
        self._feed = feed
        self._timezone = source.timezone
        self._now = now
        self._linkless = 0
        self.entries: dict[str, Entry] = {}
        self.children: dict[str, str] = {}
        """Sitemaps that an index names, with the time of their last change as it is written there."""

    def read(self, body: bytes) -> list[str]:
        """Take everything there is, and say what was wrong."""
        problems = []
        count = 0
        try:
            for element in _elements(body):
                count += 1
                if count > MAX_URLS:
                    problems.append(f"more than {MAX_URLS:,} addresses: the rest was not read; ask the outlet for a sitemap index")
                    break
                self._take(element)
        except etree.XMLSyntaxError as error:
            problems.append(f"broken XML at line {error.lineno}: the addresses before it are kept; tell the outlet")
        if count == 0 and not problems and b"urlset" not in body[:5000] and b"sitemapindex" not in body[:5000]:
            problems.append("not a sitemap; check the feed's address and kind in the sources file")
        if self._linkless:
            problems.append(f"{self._linkless} {'entry' if self._linkless == 1 else 'entries'} without a usable link left out")
        return problems

    def _take(self, element: etree._Element) -> None:
        link = _child_text(element, "loc") or ""
        url = canonical_url(link, self._page.url)
        if url is None:
            self._linkless += 1
        elif _name(element) == "sitemap":
            if url != canonical_url(self._page.url):  # an index that lists itself would never end
                self.children.setdefault(absolute_url(link, self._page.url) or url, _child_text(element, "lastmod") or "")
        elif url not in self.entries and (not self._feed.pattern or matches_pattern(url, self._feed.pattern)):
            self.entries[url] = self._entry(element, url, link)

    def _entry(self, element: etree._Element, url: str, link: str) -> Entry:
        news = next((child for child in element if _name(child) == "news"), None)
        publication = next((child for child in news if _name(child) == "publication"), None) if news is not None else None
        published, changed = _child_text(news, "publication_date"), _child_text(element, "lastmod")
        lastmod = parse_date(changed, self._timezone, origin="feed", now=self._now).at if changed else None
        return Entry(
            url=url,
            link=absolute_url(link, self._page.url) or url,
            title=clean_line(_child_text(news, "title")),
            published=parse_date(published, self._timezone, origin="feed", now=self._now) if published else UNDATED,
            updated_at=lastmod if isinstance(lastmod, datetime) else None,
            lang=self._feed.lang or language_code(_child_text(publication, "language")),
        )


def _unpacked(body: bytes) -> tuple[bytes, list[str]]:
    """Unpack a gzipped sitemap up to the limit, and say what was cut."""
    if not body.startswith(b"\x1f\x8b"):
        cut = (
            [f"larger than {MAX_BYTES >> 20} MB: the rest was not read; ask the outlet for a sitemap index"]
            if len(body) > MAX_BYTES
            else []
        )
        return body[:MAX_BYTES], cut
    try:
        with gzip.open(BytesIO(body)) as packed:
            whole = _read_up_to(packed, MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        return b"", ["a packed file that cannot be unpacked; tell the outlet"]
    cut = (
        [f"larger than {MAX_BYTES >> 20} MB unpacked: the rest was not read; ask the outlet for a sitemap index"]
        if len(whole) > MAX_BYTES
        else []
    )
    return whole[:MAX_BYTES], cut


def _read_up_to(packed: gzip.GzipFile, limit: int) -> bytes:
    """Read piece by piece, so that the beginning of a truncated file is kept."""
    parts: list[bytes] = []
    size = 0
    while size < limit:
        try:
            part = packed.read(min(1 << 20, limit - size))
        except (OSError, EOFError, zlib.error):
            if not parts:
                raise
            break
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _as_utf8(body: bytes, content_type: str) -> bytes:
    """Leave valid UTF-8 as it is; write anything else anew, without the declaration that would contradict it."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = decode(body, content_type)
        return text[text.find("?>") + 2 if text.lstrip().startswith("<?xml") else 0 :].encode("utf-8", "replace")
    return body.lstrip()


def _elements(body: bytes) -> Iterator[etree._Element]:
    """Give each ``url`` and ``sitemap`` element when it is complete, and free it afterwards; entities and the network stay shut."""
    events = etree.iterparse(
        BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        parent = element.getparent()
        if _name(element) in {"url", "sitemap"} and parent is not None and _name(parent) in {"urlset", "sitemapindex"}:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del parent[0]


def _name(element: etree._Element) -> str:
    """Give an element's name whatever its namespace: outlets misspell those."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _child_text(element: etree._Element | None, name: str) -> str | None:
    if element is None:
        return None
    return next((child.text.strip() for child in element if _name(child) == name and child.text and child.text.strip()), None)
