"""Sitemaps, news sitemaps and the indexes that name them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from scrapy import Request

from news.feeds import FeedReading
from news.sitemaps import parts_to_read
from news.sources import Feed
from news.urls import canonical_url
from spiders.looking import LookingSpider

DEEPEST = 3  # an index that names indexes further down than this is a loop or a trap
MOST_PARTS = 100  # sitemaps of one index that one look reads: at a second each under two minutes, and what is new stands in few of them


class SitemapsSpider(LookingSpider):
    """Looks at sitemaps, and at those that an index names."""

    name = "sitemaps"
    kinds = ("sitemap", "news-sitemap")

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        self._parts: defaultdict[str, set[str | None]] = defaultdict(set)
        """The sitemaps that were asked for, by feed: no index is followed in circles."""

    def deeper(self, feed: Feed, reading: FeedReading, depth: int) -> Iterator[Request]:
        """Return a request for each sitemap that an index names; of very many, for those whose turn it is."""
        if depth >= DEEPEST:
            return
        asked = self._parts[feed.id] | {canonical_url(feed.url)}
        children = [child for child in reading.children if canonical_url(child) not in asked]
        for child in parts_to_read(children, max(MOST_PARTS - len(self._parts[feed.id]), 0), self.clock()):
            self._parts[feed.id].add(canonical_url(child))
            yield self.look(feed, child, depth + 1)
