"""Documents damaged at random and given to a parser: ``mutations.py PARSER FIRST END SEED STATE``.

The same numbers give the same documents. The number of the document in hand stands in the file ``STATE``, so that whoever started us
knows of what we died; what went wrong goes out in lines of JSON.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import category

from crawler.parsing import limit_process, timed
from news.articles import Article, read_page
from news.discovery import discover, robots_sitemaps
from news.errors import InputError
from news.feeds import Entry, FeedReading, read_feed
from news.opml import read_opml
from news.pages import Page
from news.robots import read_robots
from news.sources import Feed, FeedKind, Source

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HERE = "https://paper.example/here"
PAPER = Source("paper", "Paper", "https://paper.example/", "AZ", ("az", "ru"), "Asia/Baku", "independent")
SECONDS = 10.0  # of the processor, as a parser process has them

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Külək</title><ttl>15</ttl>
<atom:link rel="next" href="/rss?page=2"/><item><title>Bakı &amp; Moskva: danışıqlar</title><link>https://paper.example/a?id=1&amp;utm_source=rss</link>
<guid isPermaLink="false">urn:1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0400</pubDate><description><![CDATA[<p>Nazir <b>dedi</b>…</p>]]></description></item>
<item><title>Министр провёл встречу</title><link>/b</link><dc:date>2026-03-02T09:30:00+04:00</dc:date><author>a@b.example (Əli)</author></item>
<item><link>//paper.example/c</link><pubDate>2 mart 2026, 14:30</pubDate><content:encoded>&lt;p&gt;text&lt;/p&gt;</content:encoded></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="az" xml:base="https://paper.example/"><title type="html">A &lt;b&gt;</title>
<link rel="prev-archive" href="/old"/><entry><id>tag:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Qaz <i>və</i> neft</div></title>
<link rel="alternate" href="x?y=1&amp;z=2"/><updated>2026-03-02T08:00:00Z</updated><published>2026-03-01T23:59:60Z</published><summary>s</summary></entry></feed>"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://paper.example/a</loc><lastmod>2026-03-02</lastmod><news:news>
<news:publication><news:name>P</news:name><news:language>az</news:language></news:publication><news:title>Neft &amp;amp; qaz</news:title>
<news:publication_date>2026-03-02T10:30:00+04:00</news:publication_date></news:news></url><url><loc> /b?x=1&amp;y=2 </loc></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>https://paper.example/1.xml.gz</loc><lastmod>2026-03-02T10:30:00Z</lastmod></sitemap>
<sitemap><loc>/2.xml</loc></sitemap></sitemapindex>"""
OPML = """<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>Mine</title></head><body><outline text="Baku"><outline type="rss"
 text="Külək &amp; Co" title="K" xmlUrl="https://paper.example/rss?a=1&amp;b=2" htmlUrl="https://paper.example/" category="/country/AZ,news"/></outline>
<outline xmlurl="https://other.example/atom"/></body></opml>"""
ROBOTS = """User-agent: *\nDisallow: /*?print=\nAllow: /$\nCrawl-delay: 2.5\nSitemap: https://paper.example/news.xml\n\nUser-agent: Khazri\nDisallow:\n"""
STORY = "Azerbaijan has refused to supply artillery shells to Ukraine, the ministry in Baku said after a question from Moscow. "
PAGE = f"""<!doctype html><html lang="az"><head><meta charset="utf-8"><title>Shells | Paper</title><link rel="canonical" href="/a"><link rel="alternate"
 type="application/rss+xml" href="/rss"><meta property="og:title" content="Shells &amp; more"><meta property="article:published_time"
 content="2026-03-02T10:00:00+04:00"><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Shells", "author": [{{"name": "Leyla"}}],
 "datePublished": "2026-03-02T10:00:00+04:00"}}</script></head><body><nav><a href="/x">X</a><a href="/y">Y</a></nav><article><h1>Shells</h1>
<time datetime="2026-03-02">2 mart 2026, 10:00</time><p class="author">Leyla Nəsirova</p>{f"<p>{STORY}</p>" * 4}<ul><li><a href="/news/2026/03/one-more">One
 more long headline of another story</a></li></ul></article><footer>© 2026</footer></body></html>"""

SAMPLES: dict[str, tuple[str, ...]] = {
    "feed": (RSS, ATOM, PAGE),
    "sitemap": (SITEMAP, INDEX, RSS),
    "opml": (OPML, RSS),
    "robots": (ROBOTS, PAGE),
    "listing": (PAGE, RSS),
    "stories": (PAGE, RSS),
    "home page": (PAGE, ATOM),
    "page": (PAGE, RSS),
}
TOKENS = (
    *(
        b"<",
        b">",
        b"&",
        b"&amp;",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"-->",
        b"<?xml version='1.0' encoding='utf-16'?>",
        b"</item>",
        b"<item>",
        b"'",
        b'"',
    ),
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\xc3",
        b"&#0;",
        b"&#xD800;",
        b"&#x110000;",
        b"&nope;",
        "\u202e".encode(),
        b"\x1f\x8b",
    ),
    *(
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;",
        b"<!ENTITY",
        b"xmlns:x=''",
        b"xml:base='http://[::1'",
        b"http://[",
        b"//",
        b"javascript:alert(1)",
    ),
    *(
        b"0001-01-01T00:00:00+14:00",
        b"9999-12-31T23:59:59-14:00",
        b"99999999999999999999",
        b"-1",
        b"1e999",
        b"Mon, 32 Foo 0000 25:61:61 +9999",
        b"NaN",
    ),
    *(
        b"{",
        b"[",
        b"null",
        b"\\ud800",
        b"a" * 300,
        b"<b>" * 60,
        b"[" * 400,
        b"1" * 5000,
        b"%",
        b"%00",
        b"@",
        b":99999",
        b"\r",
        b"\x85",
        b"https://",
    ),
)
CODINGS = ("utf-16", "utf-16-be", "utf-32", "windows-1251", "koi8-r", "utf-7", "cp1254", "iso-8859-9")
TYPES = (
    "application/rss+xml",
    "text/html; charset=windows-1251",
    "text/xml; charset=utf-16",
    "",
    "text/html; charset=nope",
    ";;=",
    "application/xml; charset=utf-7",
)


def damaged(dice: random.Random, samples: tuple[str, ...]) -> bytes:
    """Return a sample with a few things wrong."""
    text = samples[0] if dice.random() < 0.5 else dice.choice(samples)
    body = text.encode(dice.choice(CODINGS), "replace") if dice.random() < 0.05 else text.encode()
    for _ in range(dice.choice((1, 1, 2, 3, 5, 8))):
        body = dice.choice(WAYS)(dice, body, samples)
    return body[:200_000]  # ways that double could otherwise double again and again


def _place(dice: random.Random, body: bytes) -> tuple[int, int]:
    first = dice.randrange(len(body) + 1)
    return first, min(len(body), first + dice.choice((1, 2, 8, 40, 400)))


def _flip(dice: random.Random, body: bytes, _: object) -> bytes:
    first, end = _place(dice, body)
    return body[:first] + bytes(dice.randrange(256) for _ in range(min(end - first, 4))) + body[end:]


def _drop(dice: random.Random, body: bytes, _: object) -> bytes:
    first, end = _place(dice, body)
    return body[:first] + body[end:]


def _double(dice: random.Random, body: bytes, _: object) -> bytes:
    first, end = _place(dice, body)
    return body[:end] + body[first:end] * dice.choice((1, 2, 50)) + body[end:]


def _move(dice: random.Random, body: bytes, _: object) -> bytes:
    first, end = _place(dice, body)
    rest = body[:first] + body[end:]
    to = dice.randrange(len(rest) + 1)
    return rest[:to] + body[first:end] + rest[to:]


def _insert(dice: random.Random, body: bytes, _: object) -> bytes:
    first, end = _place(dice, body)
    return body[:first] + dice.choice(TOKENS) + body[first if dice.random() < 0.5 else end :]


def _cut(dice: random.Random, body: bytes, _: object) -> bytes:
    return body[: dice.randrange(len(body) + 1)]


def _splice(dice: random.Random, body: bytes, samples: tuple[str, ...]) -> bytes:
    other = dice.choice(samples).encode()
    return body[: dice.randrange(len(body) + 1)] + other[dice.randrange(len(other)) :]


WAYS: tuple[Callable[[random.Random, bytes, tuple[str, ...]], bytes], ...] = (_flip, _drop, _double, _move, _insert, _insert, _cut, _splice)


def read(parser: str, body: bytes, kind: str) -> None:
    """Give a document to a parser and hold what it says against what everybody relies on."""
    page = Page(HERE, 200, body, kind, NOW)
    if parser in {"feed", "sitemap", "listing", "stories"}:
        kinds: dict[str, FeedKind] = {"feed": "rss", "sitemap": "sitemap", "listing": "listing", "stories": "shared-stories"}
        _check_entries(read_feed(page, Feed("paper/feed", "paper", HERE, kinds[parser]), PAPER, NOW))
    elif parser == "opml":
        for outline in read_opml(body, "mine.opml"):
            assert outline.xml_url.startswith(("http://", "https://")), outline
    elif parser == "robots":
        read_robots(body)
        robots_sitemaps(page)
    elif parser == "home page":
        discover(page, ("<" + body[:200].decode("latin-1") + '>; rel="alternate"; type="application/rss+xml"',))
    else:
        _check_article(read_page(page, Entry(HERE, HERE), PAPER, NOW))


def _check_entries(reading: FeedReading) -> None:
    for entry in reading.entries:
        assert entry.url.startswith(("http://", "https://")), entry
        assert len(entry.url) <= 2083, entry
        assert is_clean(f"{entry.title}{entry.author}"), entry
        assert entry.updated_at is None or entry.updated_at.tzinfo is not None, entry
        entry.url.encode()
        (entry.title or "").encode()


def _check_article(article: object) -> None:
    if isinstance(article, Article):
        assert article.url.startswith(("http://", "https://")), article
        assert article.text.strip(), article
        assert is_clean(article.title), article
        article.text.encode()


def is_clean(line: str | None) -> bool:
    """Whether a line of text holds no control character."""
    return not any(category(character) in {"Cc", "Cs"} for character in line or "")


def main(parser: str, first: str, end: str, seed: str, state: str) -> None:
    """Damage and read the documents of these numbers."""
    limit_process()
    slowest = 0.0
    with Path(state).open("r+b", buffering=0) as file:
        for number in range(int(first), int(end)):
            os.pwrite(file.fileno(), number.to_bytes(8, "big"), 0)
            dice = random.Random(f"{seed} {parser} {number}")
            body, kind = damaged(dice, SAMPLES[parser]), dice.choice(TYPES)
            began = time.process_time()
            try:
                with timed(SECONDS):
                    read(parser, body, kind)
            except InputError as error:
                if parser != "opml" or "\n" in str(error):
                    print(json.dumps({"number": number, "error": repr(error)}), flush=True)
            except Exception as error:  # noqa: BLE001 - it is what we look for
                print(json.dumps({"number": number, "error": repr(error)[:500]}), flush=True)
            slowest = max(slowest, time.process_time() - began)
    print(json.dumps({"slowest": slowest}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
