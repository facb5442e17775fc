"""A server of feeds for `bench_polling.py`, in a process of its own: ``polling_server.py HOSTS ENTRIES``; its port is printed.

Feed by feed one answers 304 to what it gave before, and the next sends the same bytes again, whatever it is asked. ``/_news`` adds an
entry to every feed. Each host is an address of 127.0.0.0/8.
"""

import asyncio
import random
import sys
from functools import cache
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from press_texts import paragraphs_by_language
from serving import Question, serve, whole

PARAGRAPHS = 5  # of an entry, whose feed carries whole texts: some 2 kB
_ITEM = (
    '<item><title>{title}</title><link>{link}</link><guid isPermaLink="true">{link}</guid><dc:creator>Desk</dc:creator>'
    "<category>News</category><pubDate>{date}</pubDate><description>{summary}</description>"
    "<content:encoded><![CDATA[{text}]]></content:encoded></item>\n"
)
_FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Outlet {number}</title><link>{base}/</link>\n{items}</channel></rss>'
)
_DATE = "{day}, {date:02} Mar 2026 {hour:02}:{minute:02}:00 +0000"


def base_of(feed: int, hosts: int, port: int) -> str:
    """Return the address of the host that a feed is on."""
    return f"http://127.0.{feed % hosts // 200 + 1}.{feed % hosts % 200 + 1}:{port}"


def feed_body(base: str, number: int, entries: int, added: int) -> bytes:
    """Write a feed of so many entries, after so many were added above them."""
    items = "".join(_item(base, number, each) for each in range(entries + added - 1, added - 1, -1))
    return _FEED.format(number=number, base=base, items=items).encode()


def _item(base: str, number: int, entry: int) -> str:
    title, paragraphs = _told(entry)
    day, minute = divmod(entry, 60 * 24)
    date = _DATE.format(day=("Mon", "Tue", "Wed")[day % 3], date=2 + day % 3, hour=minute // 60, minute=minute % 60)
    text = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    return _ITEM.format(title=escape(title), link=f"{base}/{number}/{entry}", date=date, summary=escape(paragraphs[0]), text=text)


@cache
def _told(entry: int) -> tuple[str, list[str]]:
    told = random.Random(entry).sample(paragraphs_by_language()["en"], PARAGRAPHS)
    return told[0][0], [paragraph for _, paragraph in told]


def page_body(path: str) -> bytes:
    """Write the page of an entry: words of its own in every paragraph, so that no two pages are one text."""
    chance = random.Random(path)
    told = chance.sample(paragraphs_by_language()["en"], PARAGRAPHS)
    paragraphs = [
        " ".join("".join(chance.choices("abdegiklmnorstu", k=6)) if chance.random() < 0.5 else word for word in paragraph.split())
        for _, paragraph in told
    ]
    text = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    title = escape(" ".join(paragraphs[0].split()[:8]))
    head = f"<!doctype html><html lang='en'><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{text}</article></body></html>".encode()


class Outlets:
    """The answers."""

    def __init__(self, entries: int) -> None:
        self.entries = entries
        self.added = 0
        self.bodies: dict[tuple[str, int], bytes] = {}

    def answer(self, question: Question) -> bytes:
        """Return the whole answer to a question."""
        path, host = question.path, question.host
        if path == "/_news":
            self.added += 1
            self.bodies.clear()
            return whole(b"", "text/plain")
        if path.endswith(".xml"):
            return self._feed(host, int(path[1:-4]), question.head)
        if path.startswith("/robots"):
            return whole(b"", "text/plain", "404 Not Found")
        return whole(page_body(host + path), "text/html; charset=utf-8")

    def _feed(self, host: str, number: int, head: bytes) -> bytes:
        tag = etag(number, self.added)
        if number % 2 == 0 and f"if-none-match: {tag}".encode() in head:
            return whole(b"", "application/rss+xml", "304 Not Modified", f"ETag: {tag}\r\n")
        if (host, number) not in self.bodies:
            self.bodies[host, number] = feed_body(f"http://{host}", number, self.entries, self.added)
        return whole(self.bodies[host, number], "application/rss+xml", more=f"ETag: {tag}\r\n" if number % 2 == 0 else "")


def etag(number: int, added: int) -> str:
    """Return what a feed is known by."""
    return f'"{number}-{added}"'


def main(hosts: int, entries: int) -> None:
    """Serve until standard input ends."""
    addresses = [urlsplit(base_of(host, hosts, 0)).hostname or "" for host in range(hosts)]
    asyncio.run(serve(addresses, lambda _: Outlets(entries).answer))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
