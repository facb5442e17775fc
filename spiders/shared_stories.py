"""Pages on which one reader shares the stories of many outlets."""

from scrapy import Request

from news.answers import Page
from news.feeds import Entry
from news.fetches import Fetched
from news.sources import Feed
from spiders.looking import LookingSpider


class SharedStoriesSpider(LookingSpider):
    """Looks at shared-stories pages: several stories at one address, each kept under its own link."""

    name = "shared-stories"
    custom_settings = {"CONCURRENT_ITEMS": 8}  # noqa: RUF012 - of its stories, more than there are parser processes
    kinds = ("shared-stories",)

    def follow(self, entry: Entry, feed: Feed) -> Request | Fetched:
        """Hand over the story as it stands on the page: its own address is never asked for."""
        body = (entry.content or "").encode("utf-8")
        page = Page(entry.link, 200, body, "text/html; charset=utf-8", self.clock(), entry.link)
        return Fetched(page, entry, feed, self.sources[feed.source_id])
