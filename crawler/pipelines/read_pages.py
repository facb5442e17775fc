"""Pages become articles in the parser processes."""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.context import Context, context_of
from crawler.pipelines.keep_articles import Read
from news.fetches import Fetched


class ReadPages:
    """Has each page read in a parser process."""

    def __init__(self, context: Context) -> None:
        self.context = context

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the context of this crawl."""
        return cls(context_of(crawler))

    async def process_item(self, item: Any) -> Any:
        """Turn a fetched page into a reading of it; other items pass."""
        if not isinstance(item, Fetched):
            return item
        self.context.progress.counts["fetched"] += 1
        now = item.page.fetched_at or datetime.now(UTC)
        with self.context.progress.watching():
            learning, parsers = self.context.learning, self.context.parsers
            known = await learning.known(item)
            read = parsers.read_wanted_page if learning.has_begun(item) else parsers.read_page
            return Read(item, await read(item, known, now))
