"""Probes: a few addresses asked for by hand, through the same door as crawls, with pages and failures as values."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from scrapy import Request
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.outbound import Outbound, guard
from news.addresses import Network
from news.answers import Page
from news.fetches import STOPPING
from news.politeness import QuietHost
from news.urls import canonical_url, host_of

AT_ONCE = 16  # questions in the air: the hosts are different ones, and each is asked one thing at a time anyhow


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered, or why it did not."""

    url: str
    """The address that was asked for."""
    page: Page | None = None
    problem: str | None = None
    """Why there is no page, in one short phrase: ``timed out``, ``robots.txt forbids it``."""
    headers: dict[str, str] = field(default_factory=dict)
    """By name in small letters; of several with one name the last."""
    links: tuple[str, ...] = ()
    """The Link headers."""

    @property
    def failure(self) -> str | None:
        """Why there is nothing to read: the problem, or the status where that is not one of success."""
        if self.page is None:
            return self.problem
        return None if 200 <= self.page.status < 300 else f"HTTP {self.page.status}"


@dataclass(frozen=True, slots=True)
class _ProbeContext:
    """What the door looks for in a crawler of ours."""

    outbound: Outbound


class _ProbeCrawler(Crawler):
    """A crawler with the door of its prober."""

    def __init__(self, settings: Settings, outbound: Outbound) -> None:
        super().__init__(load_object("spiders.probing.ProbingSpider"), settings)  # by name, as Scrapy finds the others
        self.context = _ProbeContext(outbound)


class Prober:
    """Asks for addresses, each when it is its host's turn."""

    def __init__(self, crawler: Crawler, outbound: Outbound, stop: asyncio.Event) -> None:
        self.outbound = outbound
        self.stop = stop
        self._crawler = crawler
        self._places = asyncio.Semaphore(AT_ONCE)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def ask(self, url: str, *, delay: float = 1.0, robots: bool = True) -> Answer:
        """Ask for one address, redirects followed; whatever comes of it is a value.

        ``delay``: seconds after the answer before its host is asked again. Without ``robots`` its rules are not asked for: only
        for robots.txt itself.
        """
        if canonical_url(url) is None:
            return Answer(url, problem="not an http(s) address")
        spider: Any = self._crawler.spider
        meta = {"delay": delay, "download_maxsize": spider.largest} | ({} if robots else {"dont_obey_robotstxt": True})
        # One question a host: those that wait for its turn shall not hold a place that another host could use.
        async with self._hosts[host_of(url)], self._places:
            if self.stop.is_set():
                return Answer(url, problem=STOPPING)
            try:
                engine = self._crawler.engine
                assert engine is not None
                response = await engine.download_async(Request(url, meta=meta, dont_filter=True))
            except Exception as error:  # noqa: BLE001 - every failure of a download is a value here, named by the same table as in crawls
                return Answer(url, problem=spider.reason(error))
        return _answer(url, response, spider.page(response))

    async def ask_all(self, urls: Sequence[str], *, delay: float = 1.0) -> list[Answer]:
        """Ask for several addresses, and return the answers in the same order."""
        return list(await asyncio.gather(*(self.ask(url, delay=delay) for url in urls)))


@asynccontextmanager
async def probing(
    user_agent: str | None, allowed: Sequence[Network], stop: asyncio.Event, quiet: Iterable[QuietHost] = ()
) -> AsyncIterator[Prober]:
    """Open the door for questions, inside `run_in_loop`; when ``stop`` is set, no further question begins.

    ``quiet``: hosts that asked to be left alone, which holds for these questions too.
    """
    from twisted.internet import reactor  # noqa: PLC0415 - it can be imported only once the right one is installed

    outbound = Outbound(allowed)
    outbound.remember(quiet)
    settings = _settings(user_agent)
    done, opened = asyncio.Event(), asyncio.Event()
    crawler = _ProbeCrawler(settings, outbound)
    release = guard(reactor, outbound)
    stopping = asyncio.ensure_future(_stop_when(stop, outbound))
    try:
        running = asyncio.ensure_future(AsyncCrawlerRunner(settings).crawl(crawler, done=done, opened=opened))
        opening = asyncio.ensure_future(opened.wait())
        await asyncio.wait([running, opening], return_when=asyncio.FIRST_COMPLETED)
        opening.cancel()
        if running.done():
            await running  # raises what kept it from opening
        yield Prober(crawler, outbound, stop)
        done.set()
        await running
    finally:
        done.set()
        stopping.cancel()
        release()


async def _stop_when(stop: asyncio.Event, outbound: Outbound) -> None:
    await stop.wait()
    outbound.stop()


def _settings(user_agent: str | None) -> Settings:
    """Return the settings of crawls, without what keeps things: nothing that is probed is kept."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set("ITEM_PIPELINES", {}, priority="cmdline")
    for name, left_out in (
        ("SPIDER_MIDDLEWARES", "crawler.middlewares.skip_known.SkipKnown"),
        ("DOWNLOADER_MIDDLEWARES", "crawler.middlewares.conditional_get.ConditionalGet"),
    ):
        settings.set(name, {**settings.getdict(name), left_out: None}, priority="cmdline")
    if user_agent:
        settings.set("USER_AGENT", user_agent, priority="cmdline")
    return settings


def _answer(url: str, response: Response, page: Page) -> Answer:
    headers = {name.decode("latin-1").lower(): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}
    links = tuple(value.decode("latin-1") for value in response.headers.getlist("Link"))
    return Answer(url, page, headers=headers, links=links)
