"""What a crawl fetches is kept as it came, where the settings say so."""

from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from crawler.archives.exchanges import Exchange
from crawler.archives.keeping import PageArchive
from crawler.context import context_of
from news.urls import canonical_url


class KeepAnswers:
    """Hands each feed, sitemap, listing and page, and each redirect on the way there, to the archive of pages."""

    def __init__(self, archive: PageArchive) -> None:
        self.archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Fetch the archive; there is nothing to do where none is kept."""
        archive = context_of(crawler).archive
        if archive is None:
            raise NotConfigured
        return cls(archive)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep an answer before anybody unpacks it; robots.txt, what is unchanged and what went wrong is not kept."""
        is_wanted = "feed" in request.meta or "entry" in request.meta
        if is_wanted and response.status < 400 and response.status != 304:
            await self.archive.keep(exchange_of(request, response, datetime.now(UTC)))
        return response


def exchange_of(request: Request, response: Response, now: datetime) -> Exchange:
    """Return a question that was answered just now."""
    entry = request.meta.get("entry")
    announced = entry.url if entry is not None and entry.url != canonical_url(request.url) else None
    return Exchange(
        url=request.url,
        at=now - timedelta(seconds=request.meta.get("download_latency", 0.0)),
        request_headers=_pairs(request.headers),
        status=response.status,
        headers=_pairs(response.headers),
        body=response.body,
        network_address=str(response.ip_address) if response.ip_address else None,
        announced=announced,
    )


def _pairs(headers: Headers) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((name, value) for name in headers for value in headers.getlist(name))
