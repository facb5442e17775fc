"""Crawls: one look at each of some feeds, and everything that follows from it."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawler.context import Context, HouseCrawler, Progress
from crawler.outbound import Outbound, guard
from crawler.parsers import ParserPool
from news.addresses import Network
from news.ledger import CrawlReport, FeedState
from news.sources import Feed, Source
from storage import crawls, feeds, ledger, sources
from storage.database import Database

SPIDERS = ("feeds", "sitemaps", "listings", "shared-stories")


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """How crawls are done: what does not change from one to the next."""

    sources: tuple[Source, ...]
    beat_folder: Path | None = None
    user_agent: str | None = None
    allowed: tuple[Network, ...] = ()
    look_every: timedelta = timedelta(minutes=15)


class Crawls:
    """Runs crawls one after the other, with one pool of parser processes and one account of whose turn it is."""

    def __init__(self, database: Database, plan: CrawlPlan) -> None:
        self.database = database
        self.plan = plan
        self.outbound = Outbound(plan.allowed)
        self.parsers = ParserPool(plan.beat_folder)
        self._settings = _scrapy_settings(plan)

    def close(self) -> None:
        """Stop the parser processes."""
        self.parsers.close()

    async def crawl(
        self,
        names: Sequence[str] = (),
        *,
        force: bool = False,
        stop: asyncio.Event | None = None,
        watch: Callable[[Progress], None] | None = None,
    ) -> CrawlReport:
        """Look once at the feeds that are due, or at all feeds of the named sources, and keep what they announce.

        The order of work: register the sources → choose the feeds → take up what an earlier crawl left → run one spider a kind of
        place, side by side → report. With ``force`` known pages are read again; ``stop`` ends the crawl early, losing nothing;
        ``watch`` is called with the progress a few times a second.
        """
        now = datetime.now(UTC)
        chosen = tuple(source for source in self.plan.sources if not names or source.id in names)
        await asyncio.to_thread(sources.register, self.database, chosen)
        every = [feed for source in chosen for feed in source.feeds]
        asked = every if names or force else list(await asyncio.to_thread(feeds.due, self.database, every, now))
        progress = Progress(now, feeds_asked=len(asked))
        crawl_id = await asyncio.to_thread(crawls.started, self.database, now)
        states = {state.feed_id: state for state in await asyncio.to_thread(feeds.states, self.database)}
        await self._run_spiders(chosen, asked, self._context(progress, states, force=force), (stop, watch))
        report = progress.report(datetime.now(UTC))
        await asyncio.to_thread(crawls.finished, self.database, crawl_id, report)
        return report

    def _context(self, progress: Progress, states: dict[str, FeedState], *, force: bool) -> Context:
        validators = {} if force else {feed_id: state.validators for feed_id, state in states.items()}
        failures = {feed_id: state.failures for feed_id, state in states.items()}
        return Context(self.database, self.parsers, self.outbound, progress, self.plan.look_every, validators, failures, force)

    async def _run_spiders(
        self,
        chosen: Sequence[Source],
        asked: Sequence[Feed],
        context: Context,
        control: tuple[asyncio.Event | None, Callable[[Progress], None] | None],
    ) -> None:
        """Run the spiders that have something to do, until they are done or told to stop."""
        waiting = await asyncio.to_thread(ledger.waiting, self.database, [source.id for source in chosen], context.progress.started_at)
        runner = AsyncCrawlerRunner(self._settings)
        from twisted.internet import reactor

        context.take(each.entry for each in waiting)
        release = guard(reactor, self.outbound)
        try:
            for name in SPIDERS:
                spider = runner.spider_loader.load(name)
                kinds = getattr(spider, "kinds", ())
                of_kind = {feed.id for source in chosen for feed in source.feeds if feed.kind in kinds}
                if not any(feed.kind in kinds for feed in asked) and not any(each.feed_id in of_kind for each in waiting):
                    continue
                crawler = HouseCrawler(spider, self._settings, context)
                runner.crawl(crawler, sources=chosen, feeds=asked, waiting=waiting, read=self.parsers.read_feed)
            await self._until_done(runner, context.progress, *control)
        finally:
            release()

    async def _until_done(
        self, runner: AsyncCrawlerRunner, progress: Progress, stop: asyncio.Event | None, watch: Callable[[Progress], None] | None
    ) -> None:
        """Wait for all spiders; show the progress, and stop them when told to."""
        done = asyncio.ensure_future(runner.join())
        told = False
        while not done.done():
            if stop is not None and stop.is_set() and not told:
                told = True
                self.outbound.stop()
                await runner.stop()
            if watch:
                watch(progress)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(done), timeout=0.2)
        await done
        if watch:
            watch(progress)


def _scrapy_settings(plan: CrawlPlan) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    if plan.user_agent:
        settings.set("USER_AGENT", plan.user_agent, priority="cmdline")
    return settings
