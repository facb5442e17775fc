"""robots.txt by the letter of RFC 9309."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached


class ObeyRobots(RobotsTxtMiddleware):
    """Asks for nothing that robots.txt forbids, and for nothing at all of a host whose robots.txt cannot be reached.

    Scrapy takes an unreachable file for permission; RFC 9309 (2.3.1.4) takes it for a complete ban until it can be read. A file
    that is not there (4xx) permits everything.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, Exception] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse a request that robots.txt forbids, or whose robots.txt could not be reached."""
        why = self._unreachable.get(urlparse_cached(request).netloc)
        if why is not None:
            raise why
        super().process_request_2(rp, request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            self._unreachable[netloc] = IgnoreRequest(f"robots.txt answers HTTP {response.status}")
        if not 200 <= response.status < 300:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            self._unreachable[netloc] = exc
        super()._robots_error(exc, netloc)
