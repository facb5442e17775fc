"""What others would crawl with: ``crawl_rivals.py bare|inline FILE``, where the file names an address a line.

``bare`` is Scrapy that downloads and does nothing else. ``inline`` is Scrapy with trafilatura in a pipeline and inserts into SQLite, as
one writes it in an afternoon: the text and its metadata by ``bare_extraction``, one connection, a commit for every hundred articles.
"""

import re
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import TextResponse
from trafilatura import bare_extraction

_BEAT = re.compile(r"Azerbaijan|Baku|Aliyev|Азербайджан|Баку|Алиев|Azərbaycan|Bakı|Əliyev", re.IGNORECASE)
_TABLE = "CREATE TABLE IF NOT EXISTS articles (url TEXT PRIMARY KEY, title TEXT, author TEXT, date TEXT, language TEXT, text TEXT)"
_BATCH = 100


class Keep:
    """Extracts the article of each page, and inserts it where it is on the beat."""

    def open_spider(self) -> None:
        self.waiting = 0
        self.connection = sqlite3.connect("articles.db")
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute(_TABLE)

    def process_item(self, item: dict[str, str]) -> dict[str, str]:
        found = bare_extraction(item["html"], url=item["url"], with_metadata=True)
        if found is not None and found.text and _BEAT.search(found.text):
            row = (item["url"], found.title, found.author, found.date, found.language, found.text)
            self.connection.execute("INSERT OR IGNORE INTO articles VALUES (?, ?, ?, ?, ?, ?)", row)
            self.waiting += 1
            if self.waiting % _BATCH == 0:
                self.connection.commit()
        return {"url": item["url"]}

    def close_spider(self) -> None:
        self.connection.commit()
        self.connection.close()


class Pages(Spider):
    """Asks for every address once."""

    name = "pages"
    addresses: tuple[str, ...] = ()
    is_bare = False

    async def start(self) -> AsyncIterator[Any]:
        for url in self.addresses:
            yield Request(url, self.parse)

    def parse(self, response: TextResponse) -> Iterator[dict[str, str]]:
        if not self.is_bare:
            yield {"url": response.url, "html": response.text}


def main(kind: str, file: str) -> None:
    """Crawl."""
    pipelines = {} if kind == "bare" else {Keep: 100}
    process = CrawlerProcess({"LOG_LEVEL": "WARNING", "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False, "ITEM_PIPELINES": pipelines})
    Pages.addresses = tuple(Path(file).read_text(encoding="utf-8").split())
    Pages.is_bare = kind == "bare"
    process.crawl(Pages)
    process.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
