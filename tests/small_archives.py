"""A small archive of two invented outlets for the tests of the web: some plain articles, and one for each hostile title."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.archive import Archive
from desk.settings import Settings
from news.articles import Article
from news.beats import Judgement
from news.dates import Dating
from news.feeds import Entry
from news.searching.indexing import index_text
from news.sources import Feed, Source
from news.topics import Evidence, Tag
from storage import articles, sources
from storage.database import Database, open_database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed("northwind/rss", "northwind", "https://northwind.example/rss", "rss")
NORTHWIND = Source("northwind", "Northwind & Sons", "https://northwind.example/", "AZ", ("az", "ru"), "Asia/Baku", "independent")
TOKEN = "an-invented-token-of-more-than-32-characters"
HOSTILE = (
    "<script>window.__pwned=1</script>",
    "]]><script>alert(1)</script><![CDATA[",
    '"><img src=x onerror=alert(1)>',
    "&lt;b&gt; &amp; <b>bold</b> &#60;script&#62;",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    '=HYPERLINK("https://evil.example","click")',
    "+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|'",
    "-2+3",
    "\tTab first",
    ' "=1+1" behind a quotation mark',
    "{{7*7}} {% raw %} %(x)s {0.__class__}",
    "\x1b]0;title\x07\x1b[31mred\x1b[0m",
    "\u202eright to left\u202c \ufffe\uffff \x0b\x0c",
    "İstanbul, Şəki, Қазақстан, ایران, 北京 🚀",
)


def add(database: Database, number: int, title: str, text: str = "The gas pipeline to Baku is open again.", lang: str = "en") -> int:
    """Keep one article, a minute after the one before it."""
    url = f"https://northwind.example/{number}"
    tag = Tag("gas-routes", "main", "gas-routes/en/1", "abc", (Evidence("body", "gas", 4, 7),))
    now = NOON + timedelta(minutes=number)
    _, made = articles.add(
        database,
        Article(url, title, f"{text} Number {number}.", lang, None, Dating(now, "exact", "meta"), None, "article", ()),
        entry=Entry(url, url),
        feed=FEED,
        judgement=Judgement("strong", "both sides are named", (tag,)),
        fingerprint=f"{number}|{title}",
        indexed=index_text(title, f"{text} Number {number}.", lang),
        now=now,
    )
    return made


def make(folder: Path, count: int = 30, url: str = "", **settings: Any) -> Archive:
    """Make an archive with the hostile titles and so many plain articles: in a folder, or at the address of an empty database."""
    url = url or f"sqlite:///{folder / 'khazri.db'}"
    database = open_database(url)
    sources.register(database, (replace(NORTHWIND, feeds=(FEED,)),))
    for number, title in enumerate((*HOSTILE, *(f"Gas for Baku, part {each}" for each in range(count)))):
        add(database, number, title)
    return Archive(database, Settings(database_url=url, **settings))
