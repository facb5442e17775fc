"""Folders and files of pages, JSON lines, and feeds that were saved, as archives."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from crawler.archives.records import Record, Skipped
from news.answers import MAX_BODY
from news.charsets import decode
from news.pages import Page
from news.sources import Feed, Source
from news.syndication import stories_in

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_LONGEST_LINE = 4 * MAX_BODY  # bytes of one line of JSON
_OWN_ADDRESS = re.compile(
    r"""<link\b(?=[^>]{0,500}\brel\s*=\s*["']?canonical\b)[^>]{0,500}?\bhref\s*=\s*["']?([^"'\s>]{1,2048})|"""
    r"""<meta\b(?=[^>]{0,500}["']og:url["'])[^>]{0,500}?\bcontent\s*=\s*["']?([^"'\s>]{1,2048})""",
    re.IGNORECASE,
)
_HEAD = 200_000  # bytes of a page in which it tells its own address
_SAVED = Source("saved", "", "", "", (), "UTC", "")
_SAVED_FEED = Feed("saved/rss", "saved", "", "rss")


class Pages:
    """A folder of pages, or one page."""

    def __init__(self, path: Path, url_prefix: str | None = None) -> None:
        """Take the folder, and what stands before a page's path in its address; without it each page has to tell its own."""
        self._root = path if path.is_dir() else path.parent
        found = path.rglob("*") if path.is_dir() else [path]
        self._files = sorted(each for each in found if each.suffix.lower() in _PAGES and each.is_file())
        self._prefix = url_prefix.rstrip("/") if url_prefix else None
        self.size, self.position = len(self._files), 0

    def records(self, place: int) -> Iterator[Record | Skipped]:
        """Give the pages in the order of their paths."""
        for number, file in enumerate(self._files[place:], start=place):
            self.position = number + 1
            try:
                with file.open("rb") as opened:
                    body = opened.read(MAX_BODY)
                saved_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            except OSError as error:
                yield Skipped("damaged", number, f"{file}: cannot be read ({error.strerror})")
                continue
            path = file.relative_to(self._root).as_posix().removesuffix("index.html")
            url = f"{self._prefix}/{path}" if self._prefix else own_address(body)
            yield Record(url, body, number, "", saved_at) if url else Skipped("no address", number)


class Lines:
    """JSON lines, compressed or not: objects with ``url`` and ``html``, or ``url``, ``title``, ``text``, ``published_at``, ``lang``."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file."""
        self.size = path.stat().st_size
        self._path = path
        self._raw: BinaryIO | None = None

    @property
    def position(self) -> int:
        """Bytes of the file that have been read."""
        return self._raw.tell() if self._raw and not self._raw.closed else 0

    def records(self, place: int) -> Iterator[Record | Skipped]:
        """Give a record for each line; a line that cannot be read is damaged, and so is the end of what cannot be decompressed."""
        with self._path.open("rb") as raw:
            self._raw = raw
            is_packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            file = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if is_packed else raw
            at = place
            try:
                file.seek(place)
                while line := file.readline(_LONGEST_LINE):
                    if line.strip():
                        yield _of_line(line, at)
                    at += len(line)
            except (OSError, EOFError) as error:
                yield Skipped("damaged", at, f"{self._path}: ends in the middle ({' '.join(str(error).split())})")


class SavedFeed:
    """A feed that was saved, of whose entries those are given that hold their whole text."""

    def __init__(self, path: Path) -> None:
        """Take the path of the file."""
        self.size, self.position = path.stat().st_size, 0
        self._path = path

    def records(self, place: int) -> Iterator[Record | Skipped]:
        """Give a record for each entry with a text of its own."""
        saved_at = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        body = self._path.read_bytes()
        self.position = self.size
        stories = stories_in(Page("", 200, body), _SAVED_FEED, _SAVED, saved_at)
        if stories is None:
            yield Skipped("damaged", 0, f"{self._path}: neither RSS nor Atom")
            return
        for number, (entry, content) in enumerate(stories[place:], start=place):
            at = entry.published.at
            published = at.isoformat() if at else None
            packed = content.encode("utf-8", "replace")
            yield Record(entry.link, packed, number, "", saved_at, entry.title, published, entry.lang, is_fragment=True)


def own_address(body: bytes) -> str:
    """Return the address that a page gives itself, empty where it gives none."""
    found = _OWN_ADDRESS.search(decode(body[:_HEAD]))
    address = (found[1] or found[2]) if found else ""
    return address if address.startswith(("http://", "https://")) else ""


def _of_line(line: bytes, place: int) -> Record | Skipped:
    try:
        said: Any = json.loads(line)
    except (ValueError, RecursionError):
        return Skipped("damaged", place, f"the line at byte {place:,} is no JSON")
    if not isinstance(said, dict) or not isinstance(said.get("url"), str) or not said["url"]:
        return Skipped("no address", place)
    told = {name: value for name in ("title", "published_at", "lang", "html", "text") if isinstance(value := said.get(name), str) and value}
    if "html" not in told and ("text" not in told or "title" not in told):
        return Skipped("not HTML", place)
    return Record(
        said["url"],
        told.get("html", told.get("text", "")).encode("utf-8", "replace")[:MAX_BODY],
        place,
        "text/html; charset=utf-8",
        None,
        told.get("title"),
        told.get("published_at"),
        told.get("lang"),
        is_text="html" not in told,
    )
