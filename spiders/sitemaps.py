"""Sitemaps, news sitemaps and the indexes that name them."""

from collections.abc import Iterator

from scrapy import Request

from news.feeds import FeedReading
from news.sources import Feed
from spiders.looking import LookingSpider

DEEPEST = 3  # an index that names indexes further down than this is a loop or a trap


class SitemapsSpider(LookingSpider):
    """Looks at sitemaps, and at those that an index names."""

    name = "sitemaps"
    kinds = ("sitemap", "news-sitemap")

    def deeper(self, feed: Feed, reading: FeedReading, depth: int) -> Iterator[Request]:
        """Return a request for each sitemap that an index names."""
        if depth < DEEPEST:
            yield from (self.look(feed, child, depth + 1) for child in reading.children)
