"""robots.txt by the letter of RFC 9309."""

from functools import partial
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http.request import NO_CALLBACK

from crawler.outbound import Outbound, RefusedError, origin_of
from crawler.robots import Answer
from news.politeness import ROBOTS_BYTES
from news.urls import host_of

ROBOTS_PRIORITY = 1000  # before anything else: pages wait for it


class ObeyRobots:
    """Asks for nothing that robots.txt forbids, and for nothing at all of a host whose robots.txt cannot be reached.

    Scrapy takes an unreachable file for permission; RFC 9309 (2.3.1.4) takes it for a complete ban until it can be read. A file
    that is not there (4xx) permits everything. What was read is kept in the door, over all spiders and crawls.
    """

    def __init__(self, crawler: Crawler, outbound: Outbound) -> None:
        self.crawler = crawler
        self.outbound = outbound
        crawler.signals.connect(self.bytes_received, signals.bytes_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the door of this crawl; plain ``scrapy crawl`` has one of its own."""
        context = getattr(crawler, "context", None)
        return cls(crawler, context.outbound if context else Outbound())

    async def process_request(self, request: Request) -> None:
        """Refuse a request that robots.txt forbids, or whose robots.txt could not be reached; put the others into their host's queue."""
        request.meta["download_slot"] = host_of(request.url)  # also of a redirect, whose host is another
        if request.meta.get("dont_obey_robotstxt"):
            return
        origin = origin_of(request.url)
        self.outbound.check_quiet(host_of(request.url))
        rules = await self.outbound.robots.rules(origin, partial(self.ask, origin), self.outbound.now)
        if not rules.allows(request.url):
            raise IgnoreRequest("robots.txt forbids it")

    async def ask(self, origin: str, url: str) -> Answer:
        """Ask for a robots.txt, redirects followed."""
        meta = {"dont_obey_robotstxt": True, "robots": 0}
        headers = {"Accept-Encoding": "identity"}  # half a file can be read, half a compressed one not always
        request = Request(url, headers=headers, meta=meta, priority=ROBOTS_PRIORITY, callback=NO_CALLBACK, dont_filter=True)
        engine = self.crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except RefusedError as error:
            if error.host == host_of(origin):
                raise
            raise IgnoreRequest("robots.txt leads to an address that is not asked") from error
        return response.status, response.body

    def bytes_received(self, request: Request, data: bytes) -> None:
        """End the reading of a robots.txt where no more of it counts."""
        if (read := request.meta.get("robots")) is not None:
            request.meta["robots"] = read + len(data)
            if read + len(data) > ROBOTS_BYTES:
                raise StopDownload(fail=False)
