"""Unchanged feeds cost headers only, and now and then a body, to see whether they really are."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.context import context_of
from news.ledger import FeedState
from news.polling import is_whole_due


def _now() -> datetime:
    return datetime.now(UTC)


class ConditionalGet:
    """Asks for a feed only if it changed since the look whose entries we hold, unless it is time to see the whole."""

    def __init__(self, states: Mapping[str, FeedState], clock: Callable[[], datetime] = _now) -> None:
        self.states = states
        self.clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch what is known of this crawl's feeds."""
        return cls(context_of(crawler).states)

    def process_request(self, request: Request) -> None:
        """Add to a request for a feed's own address what we hold of it: the validators, and the number of the body."""
        feed = request.meta.get("feed")
        state = self.states.get(feed.id) if feed is not None and request.url == feed.url else None
        if state is None:
            return
        request.meta["held_hash"] = state.body_hash
        if not is_whole_due(state, self.clock()):
            request.headers.update(state.validators.headers)
