"""WHEN: the scheduler. It finds out what is due, starts it, and sleeps.

``python -m scheduler`` equals ``khazri run``. APScheduler only wakes it up: what is due is worked out from the calendar and the slot
ledger, so that a slot runs once however many schedulers there are, and one that was slept through is caught up once.
"""

import argparse
import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crawler.crawls import CrawlControl, CrawlPlan, Crawls
from crawler.loop import run_in_loop
from desk.deliveries import check_mail, deliver, freeze_digest
from desk.digests import DAILY, Reader
from desk.opening import DEMO_MARK, Options, beat_of, check_whole_beat, open_for_crawls, sources_of
from desk.printing import say
from desk.settings import Settings
from news.errors import DatabaseError, KhazriError
from news.ledger import CrawlReport
from news.schedules import Daily, Every
from news.sources import Source
from storage import about, slots
from storage.database import Database, open_database

SHORTEST_CRAWL = 60.0  # seconds that a crawl may take at least, however often feeds are looked at: a page alone may take 30
DIGEST_WAKE = 30.0  # seconds between two looks at the calendar: a digest is at most so late


@dataclass(frozen=True)
class Work:
    """What the scheduler works with."""

    database: Database
    settings: Settings
    crawls: Crawls
    stop: asyncio.Event


async def crawl_if_due(work: Work) -> None:
    """Crawl the feeds that are due, if nobody has taken this slot."""
    now = datetime.now(UTC)
    slot = Every(work.settings.crawl_every).latest_slot(now)
    if work.stop.is_set() or not await asyncio.to_thread(slots.claim, work.database, "crawl", slot, now):
        return
    # One host with many slow pages shall not keep all other feeds waiting: what is left goes on in the next crawl.
    longest = timedelta(seconds=max(work.settings.look_every, SHORTEST_CRAWL))
    report = await work.crawls.crawl(control=CrawlControl(work.stop, at_most=longest))
    if report.feeds or report.fetched:
        say(crawl_line(report))


async def digest_if_due(work: Work) -> None:
    """Freeze and mail the daily digest once its time has come, and try again what could not be mailed."""
    if work.stop.is_set():
        return
    daily = Daily(work.settings.digest.at, work.settings.digest.timezone)
    now = datetime.now(UTC)
    slot = daily.latest_slot(now)
    first_start = await asyncio.to_thread(slots.latest, work.database, "digest") is None
    claimed = await asyncio.to_thread(slots.claim, work.database, "digest", slot, now)
    if claimed and not first_start:  # on the first start today's slot is taken without a digest: there is nothing to tell yet
        reader = Reader(beat_of(work.settings), now, work.settings.digest.timezone)
        digest = await asyncio.to_thread(freeze_digest, work.database, DAILY, reader, work.settings.mail)
        say(f"khazri: digest of {digest.item_count} articles")
    for outcome in await asyncio.to_thread(deliver, work.database, work.settings.mail, datetime.now(UTC)):
        say(f"khazri: digest to {outcome.recipient}: {outcome.state} {outcome.reply}".rstrip())


async def run(work: Work) -> None:
    """Wake up, do what is due, sleep, until told to stop."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    jobs: list[tuple[str, Callable[[Work], Awaitable[None]], float]] = [("crawl", crawl_if_due, work.settings.crawl_every)]
    if work.settings.mail.host:
        jobs.append(("digest", digest_if_due, DIGEST_WAKE))
    for name, job, seconds in jobs:
        scheduler.add_job(
            _guarded,
            "interval",
            args=(job, work),
            seconds=seconds,
            id=name,
            next_run_time=datetime.now(UTC),
            # A wake-up that comes late still counts, several make one, and none overtakes the one before.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    await work.stop.wait()
    scheduler.pause()
    await _settled()
    scheduler.shutdown(wait=False)


async def _guarded(job: Callable[[Work], Awaitable[None]], work: Work) -> None:
    """Do a job; whatever goes wrong is told in one line, and the next time comes all the same."""
    try:
        await job(work)
    except KhazriError as error:
        say(f"khazri: {error}")
    except Exception as error:
        logging.getLogger("khazri").exception("the error")
        say(f"khazri: a defect of ours ({type(error).__name__}: {error}); 'khazri --verbose run' shows where, please report it")


async def _settled() -> None:
    """Wait until the jobs that are running have ended: they were told to, and a crawl returns its pages to the ledger."""
    mine = {asyncio.current_task()}
    while running := [task for task in asyncio.all_tasks() - mine if _is_job(task)]:
        await asyncio.wait(running)


def _is_job(task: "asyncio.Task[object]") -> bool:
    name = getattr(task.get_coro(), "__qualname__", "")
    return name in {"run_coroutine_job", "_guarded"}


def crawl_line(report: CrawlReport) -> str:
    """Sum up a crawl in one line for the log."""
    failed = f", {report.failed} failed" if report.failed else ""
    pages = f"{report.found} found, {report.stored} stored, {report.copies} copies"
    return f"{report.started_at:%Y-%m-%d %H:%M:%S}Z crawled {report.feeds} feeds ({report.unchanged} unchanged{failed}): {pages}"


def _open(settings: Settings, *, demo: bool) -> Database:
    if not demo:
        return open_for_crawls(settings)
    database = open_database(settings.database_url, say=say)
    if not about.get(database, DEMO_MARK):
        database.close()
        raise DatabaseError(f"{database.url} is not the demo's", "leave --demo out")
    return database


def main(arguments: list[str] | None = None) -> int:
    """Run the scheduler from the command line."""
    parser = argparse.ArgumentParser(prog="python -m scheduler", description="Crawls and digests on a schedule, until stopped.")
    parser.add_argument("--config", type=Path, help="settings file; khazri.toml in the working folder by default")
    parser.add_argument("--database", help="database URL, over the settings")
    parser.add_argument("--sources", type=Path, help="a sources file to use instead of the shipped one")
    parser.add_argument("--verbose", action="store_true", help="log to standard error")
    parser.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO if given.verbose else logging.CRITICAL, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        settings = Options(given.config, given.database).settings()
        sources = sources_of(settings, given.sources)
        check_whole_beat(settings)
        if settings.mail.host:
            check_mail(settings.mail)
        with _open(settings, demo=given.demo) as database:
            _announce(settings, sources, database)
            plan = CrawlPlan(sources, settings.beat, settings.user_agent, settings.networks, settings.look_interval)
            crawls = Crawls(database, plan)
            try:
                run_in_loop(lambda stop: run(Work(database, settings, crawls, stop)))
            finally:
                crawls.close()
    except KhazriError as error:
        say(f"khazri: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    say("khazri: stopped")
    return 0


def _announce(settings: Settings, sources: tuple[Source, ...], database: Database) -> None:
    feeds = sum(len(source.feeds) for source in sources)
    if settings.mail.host:
        digest = f"digest at {settings.digest.at:%H:%M} {settings.digest.timezone} to {', '.join(settings.mail.to)}"
    else:
        digest = "no digest is mailed: mail.host is not set"
    say(f"khazri: {len(sources)} sources, {feeds} feeds, each looked at every {settings.look_every:g} s, into {database.url}; {digest}")


if __name__ == "__main__":
    sys.exit(main())
