"""Crawls: one look at each of some feeds, and everything that follows from it."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawler.context import Context, HouseCrawler, Progress
from crawler.learning import Learning
from crawler.outages import Outages
from crawler.outbound import PAGES_A_CRAWL, Outbound, Turns, guard
from crawler.parsers import ParserPool
from news.addresses import Network
from news.answers import Page
from news.feeds import FeedReading
from news.ledger import CrawlReport, Reread, Waiting
from news.politeness import QuietHost
from news.sources import Feed, Source, select_sources
from news.version import VERSION
from storage import alarms, crawls, feeds, hosts, ledger, rereads, sources
from storage.database import Database

if TYPE_CHECKING:
    from crawler.archives.keeping import PageArchive

SPIDERS = ("feeds", "sitemaps", "listings", "shared-stories")


@dataclass(frozen=True, slots=True)
class CrawlPlan:
    """How crawls are done: what does not change from one to the next."""

    sources: tuple[Source, ...]
    beat_folder: Path | None = None
    user_agent: str | None = None
    allowed: tuple[Network, ...] = ()
    look_every: timedelta = timedelta(minutes=15)
    pages_a_host: int = PAGES_A_CRAWL
    """Pages that one crawl may ask of one host; the rest stays in the ledger for the next."""
    archive: Path | None = None
    """The folder in which what is fetched is kept as WARC."""


@dataclass(frozen=True, slots=True)
class CrawlControl:
    """What may end a crawl early, losing nothing: the ledger keeps what is left for the next one."""

    stop: asyncio.Event | None = None
    at_most: timedelta | None = None
    """How long it may go on: one slow host shall not keep all others from being looked at."""
    is_judged: bool = True
    """Whether every source is judged afterwards by what it gave; a fleet does so once for many crawls."""
    watch: Callable[[Progress], None] | None = None
    """Called with the progress a few times a second."""


class Crawls:
    """Runs crawls, one after the other or side by side, with one pool of parser processes and one account of whose turn it is."""

    def __init__(self, database: Database, plan: CrawlPlan, turns: Turns | None = None) -> None:
        self.database = database
        self.plan = plan
        self.outbound = Outbound(plan.allowed, keep=self._keep_quiet, most_pages=plan.pages_a_host, turns=turns)
        self.parsers = ParserPool(plan.beat_folder, is_needed=False)
        self.outages = Outages()
        self.archive = _archive(plan)
        self.raised: tuple[str, ...] = ()
        """Alarms that the last crawl raised, and what kept pages from being kept, one line each."""
        self._settings = _scrapy_settings(plan)
        self._guarded = 0

    def close(self) -> None:
        """Stop the parser processes, and give the file of pages that is open its name."""
        self.parsers.close()
        if self.archive:
            self.archive.close()

    async def crawl(
        self,
        names: Sequence[str] = (),
        *,
        force: bool = False,
        control: CrawlControl = CrawlControl(),
    ) -> CrawlReport:
        """Look once at the feeds that are due of all sources enabled, or at all feeds of the named ones, and keep what they announce.

        The order of work: register the sources → choose the feeds → take up what an earlier crawl left → run one spider a kind of
        place, side by side → report. With ``force`` known pages are read again. A crawl with nothing to do leaves no trace.
        Raises UnknownSource for a name that is none, KhazriError where it cannot go on, with what is left still in the ledger.
        """
        chosen = select_sources(self.plan.sources, names)
        every = [feed for source in chosen for feed in source.feeds]
        return await self._crawl(chosen, every if names or force else None, control, force=force)

    async def crawl_source(self, source: Source, *, control: CrawlControl = CrawlControl()) -> CrawlReport:
        """Look at the feeds of one source that are due, be it in the plan or not, and keep what they announce, as `crawl` does."""
        return await self._crawl((source,), None, control)

    async def _crawl(
        self, chosen: tuple[Source, ...], asked: Sequence[Feed] | None, control: CrawlControl, *, force: bool = False
    ) -> CrawlReport:
        """Look once at the feeds asked for, or at those that are due, and at what waits of all sources chosen."""
        now, self.raised = datetime.now(UTC), ()
        is_told = asked is not None
        await asyncio.to_thread(sources.register, self.database, chosen)
        every = [feed for source in chosen for feed in source.feeds]
        asked = asked if asked is not None else await asyncio.to_thread(feeds.due, self.database, every, now)
        waiting = await asyncio.to_thread(ledger.waiting, self.database, [source.id for source in chosen], now)
        again = await asyncio.to_thread(rereads.due, self.database, [feed.id for feed in every], now)
        progress, outbound = Progress(now), self.outbound.for_crawl()
        work = await self._spare(Work(chosen, asked, waiting, again), progress, outbound, is_told=is_told)
        if not work.feeds and not work.waiting and not work.rereads:
            return progress.report(now)
        self.parsers.begin()
        crawl_id = await asyncio.to_thread(crawls.started, self.database, now)
        context = await self._context(progress, outbound, chosen, force=force)
        if self.archive:
            self.archive.begin()
        await self._run_spiders(work, context, control)
        await context.learning.finish()
        await self.outages.forgive(self.database, progress, {feed.id: feed.url for feed in work.feeds}, self.plan.look_every)
        progress.problems += [f"{host}: {self.plan.pages_a_host} pages asked for, the next crawl goes on" for host in outbound.full]
        if progress.failure:
            raise progress.failure
        self.raised = self.archive.news() if self.archive else ()
        if control.is_judged:
            self.raised += await asyncio.to_thread(self.judge_sources)
        progress.problems += self.raised
        report = progress.report(datetime.now(UTC))
        await asyncio.to_thread(crawls.finished, self.database, crawl_id, report)
        return report

    def judge_sources(self) -> tuple[str, ...]:
        """Hold what every watched source gave against what it usually gives; return the alarms that this raised, one line each."""
        watched = select_sources(self.plan.sources, ())
        names = {source.id: source.name for source in watched}
        opened = alarms.judge_again(self.database, watched, datetime.now(UTC)).opened
        return tuple(f"{names.get(alarm.source_id, alarm.source_id)}: {alarm.detail}" for alarm in opened)

    async def _keep_quiet(self, quiet: QuietHost) -> None:
        await asyncio.to_thread(hosts.hold, self.database, quiet.host, quiet.until, quiet.why)

    async def _spare(self, work: "Work", progress: Progress, outbound: Outbound, *, is_told: bool) -> "Work":
        """Leave out what belongs to hosts that are to be left alone, and pages beyond their host's share of one crawl.

        Nothing of it is lost: it stays due, or waits in the ledger. Feeds that were asked for by name are told.
        """
        outbound.remember(await asyncio.to_thread(hosts.quiet, self.database, progress.started_at))
        quiet = {feed.id: alone for feed in work.feeds if (alone := outbound.left_alone(feed.url))}
        if is_told:
            progress.problems += [f"{name}: put off until {each.until:%Y-%m-%d %H:%M} UTC: {each.why}" for name, each in quiet.items()]
        asked = [feed for feed in work.feeds if feed.id not in quiet]
        progress.feeds_asked = len(asked)
        waiting = [each for each in work.waiting if outbound.has_room(each.entry)]
        return Work(work.sources, asked, waiting, [each for each in work.rereads if outbound.has_room(each.entry)])

    async def _context(self, progress: Progress, outbound: Outbound, chosen: Sequence[Source], *, force: bool) -> Context:
        feed_ids = [feed.id for source in chosen for feed in source.feeds]
        known = () if force else await asyncio.to_thread(feeds.states, self.database, feed_ids)
        states = {state.feed_id: state for state in known}
        countries = {source.id: source.country for source in (*self.plan.sources, *chosen)}
        learning = Learning(self.database, self.parsers, countries)
        return Context(self.database, self.parsers, outbound, progress, learning, self.plan.look_every, states, force, self.archive)

    @contextmanager
    def _guarding(self, reactor: Any) -> Iterator[None]:
        """Keep the guard in the reactor while any crawl of ours goes on."""
        if self._guarded == 0:
            self._release = guard(reactor, self.outbound)
        self._guarded += 1
        try:
            yield
        finally:
            self._guarded -= 1
            if self._guarded == 0:
                self._release()

    async def _run_spiders(self, work: "Work", context: Context, control: CrawlControl) -> None:
        """Run the spiders that have something to do, until they are done or told to stop."""
        from twisted.internet import reactor

        async def read(page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
            with context.progress.watching():
                return await self.parsers.read_feed(page, feed, source, now)

        context.take(each.entry for each in work.waiting)
        fresh = set(context.take(each.entry for each in work.rereads))
        again = [each for each in work.rereads if each.entry in fresh]
        context.progress.counts["found"] += len(again)
        runner = AsyncCrawlerRunner(self._settings)
        with self._guarding(reactor):
            for name in SPIDERS:
                spider = runner.spider_loader.load(name)
                if work.concerns(getattr(spider, "kinds", ())):
                    crawler = HouseCrawler(spider, self._settings, context)
                    runner.crawl(crawler, sources=work.sources, feeds=work.feeds, waiting=work.waiting, rereads=again, read=read)
            await self._until_done(runner, context, control)

    async def _until_done(self, runner: AsyncCrawlerRunner, context: Context, control: CrawlControl) -> None:
        """Wait for all spiders; show the progress, and stop them when that is asked for or nothing can go on."""
        clock = asyncio.get_running_loop().time
        end = clock() + control.at_most.total_seconds() if control.at_most else float("inf")
        done = asyncio.ensure_future(runner.join())
        told, progress = False, context.progress
        while not done.done():
            if clock() >= end or progress.failure or (control.stop and control.stop.is_set()):
                context.outbound.stop()
                if not told and _are_open(runner):  # a crawler that is still opening does not hear it
                    told = True
                    await runner.stop()
            if control.watch:
                control.watch(progress)
            await asyncio.wait([done], timeout=0.2)
        await done
        if control.watch:
            control.watch(progress)


@dataclass(frozen=True, slots=True)
class Work:
    """What one crawl has to do."""

    sources: tuple[Source, ...]
    feeds: Sequence[Feed]
    waiting: Sequence[Waiting]
    rereads: Sequence[Reread]

    def concerns(self, kinds: Sequence[str]) -> bool:
        """Whether there is something to do for a spider of these kinds of feed."""
        known = {feed.id for source in self.sources for feed in source.feeds if feed.kind in kinds}
        pages = {*(each.feed_id for each in self.waiting), *(each.feed_id for each in self.rereads)}
        return any(feed.id in known for feed in self.feeds) or not known.isdisjoint(pages)


def _are_open(runner: AsyncCrawlerRunner) -> bool:
    try:
        return all(crawler.engine.running for crawler in runner.crawlers)
    except RuntimeError:  # one of them has no engine yet
        return False


def _scrapy_settings(plan: CrawlPlan) -> Settings:
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    if plan.user_agent:
        settings.set("USER_AGENT", plan.user_agent, priority="cmdline")
    if plan.archive:  # beside the door: answers are packed as they came, and redirects not yet followed
        kept = {**settings.getdict("DOWNLOADER_MIDDLEWARES"), "crawler.middlewares.keep_answers.KeepAnswers": 990}
        settings.set("DOWNLOADER_MIDDLEWARES", kept, priority="cmdline")
    return settings


def _archive(plan: CrawlPlan) -> "PageArchive | None":
    if plan.archive is None:
        return None
    from crawler.archives.keeping import PageArchive  # brings the writer of WARC, which those who keep nothing shall not pay for

    return PageArchive(plan.archive, plan.user_agent or f"Khazri/{VERSION}")
