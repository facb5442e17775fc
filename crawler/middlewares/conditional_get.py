"""Unchanged feeds cost headers only."""

from collections.abc import Mapping
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.context import context_of
from news.ledger import Validators


class ConditionalGet:
    """Asks for a feed only if it changed since the look whose entries we hold."""

    def __init__(self, validators: Mapping[str, Validators]) -> None:
        self.validators = validators

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the validators of this crawl's feeds."""
        return cls(context_of(crawler).validators)

    def process_request(self, request: Request) -> None:
        """Add the validators to a request for a feed's own address."""
        feed = request.meta.get("feed")
        if feed is None or request.url != feed.url or feed.id not in self.validators:
            return
        request.headers.update(self.validators[feed.id].headers)
