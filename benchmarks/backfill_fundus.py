"""fundus's reader of CC-NEWS on what a local server shows, run by a Python that has it: ``backfill_fundus.py SERVER HOSTS RECORDS``.

Its `CCNewsCrawler` reads the files that a server lists, and of them only the records of publishers it knows, each with a parser written
for that site. The hosts of our records are therefore made its publishers, all with one parser that its own helpers are enough for: title
and date from the JSON-LD, the meta elements or the first that looks like one, the text from all paragraphs. So it reads every record; with
its own publishers it would read none of these. It leaves out what has no title, text or date, as it does by itself. One process, as for one
file; what it found is inserted into SQLite. The last line that it prints is what it took, without the program's start.
"""

import json
import sqlite3
import sys
import time
from datetime import datetime
from pathlib import Path

from fundus import CCNewsCrawler
from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector, generic_author_parsing, generic_date_parsing
from fundus.publishers.base_objects import Publisher
from fundus.scraping.url import RSSFeed
from lxml.cssselect import CSSSelector


class AnyParser(ParserProxy):
    """Reads the pages of every host."""

    class V1(BaseParser):
        _paragraph_selector = CSSSelector("p")

        @attribute
        def body(self) -> ArticleBody | None:
            return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self._paragraph_selector)

        @attribute
        def title(self) -> str | None:
            return self.precomputed.ld.bf_search("headline") or self.precomputed.meta.get("og:title") or self._first("//h1")

        @attribute
        def publishing_date(self) -> datetime | None:
            told = self.precomputed.ld.bf_search("datePublished") or self.precomputed.meta.get("article:published_time")
            return generic_date_parsing(told or self._first("//time/@datetime"))

        @attribute
        def authors(self) -> list[str]:
            return generic_author_parsing(self.precomputed.ld.bf_search("author") or self.precomputed.meta.get("author"))

        def _first(self, path: str) -> str | None:
            return str(self.precomputed.doc.xpath(f"string({path})")) or None


def main(server: str, hosts: str, records: int) -> None:
    """Read every record."""
    names = Path(hosts).read_text(encoding="utf-8").split()
    publishers = [Publisher(name, f"https://{name}/", AnyParser, [RSSFeed(f"https://{name}/rss.xml")]) for name in names]
    month = datetime(2024, 5, 1), datetime(2024, 5, 31)  # noqa: DTZ001 - it compares them with the naive one of its own
    connection = sqlite3.connect("articles.db")
    connection.execute("CREATE TABLE articles (url TEXT, title TEXT, date TEXT, language TEXT, text TEXT)")
    crawler = CCNewsCrawler(*publishers, start=month[0], end=month[1], processes=0, disable_tqdm=True, server_address=server)
    began, cpu, kept = time.perf_counter(), time.process_time(), 0
    for article in crawler.crawl():
        row = (article.html.requested_url, article.title, str(article.publishing_date), article.lang, str(article.body))
        connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
        kept += 1
    took = {"records": records, "seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    print(json.dumps({**took, "kept": kept}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
