"""A spider for questions asked by hand: it looks at nothing of its own."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from news.answers import Page
from spiders.failures import reason_of
from spiders.looking import FEED_BYTES, page_of


class ProbingSpider(Spider):
    """Keeps an engine open while questions are asked through it, and turns what comes into values of ours.

    It has no name, so that Scrapy does not list it: there is nothing to crawl with it.
    """

    largest = FEED_BYTES

    def __init__(self, *, done: asyncio.Event, opened: asyncio.Event, **rest: Any) -> None:
        super().__init__(name="probes", **rest)
        self.done = done
        self.opened = opened

    async def start(self) -> AsyncIterator[Any]:
        """Ask for nothing, until there are no more questions."""
        self.opened.set()
        await self.done.wait()
        nothing: tuple[Any, ...] = ()
        for each in nothing:
            yield each

    def page(self, response: Response) -> Page:
        """Return an answer as a page."""
        return page_of(response, datetime.now(UTC))

    def reason(self, error: Exception) -> str:
        """Say in one short phrase why there was no answer."""
        return reason_of(Failure(error))[0]  # type: ignore[no-untyped-call]
