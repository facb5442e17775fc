"""WHEN: the scheduler. It finds out what is due, starts it, and sleeps.

``python -m scheduler`` is what ``khazri run`` keeps running. APScheduler only wakes it up: what is due is worked out from the calendar and
the slot ledger, so that a slot runs once however many schedulers there are, and one that was slept through is caught up once. Of
several schedulers on one database one leads (``desk/leading.py``), the others wait.
"""

import argparse
import asyncio
import logging
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crawler.crawls import CrawlControl, CrawlPlan, Crawls
from crawler.loop import run_in_loop
from desk.crawl_plans import crawl_plan
from desk.fleet import Leader, state_of
from desk.leading import Lead
from desk.opening import DEMO_MARK, open_for_crawls
from desk.options import Options
from desk.pings import Pings, went_well
from desk.printing import say
from desk.restarting import name_of_holder
from desk.running import Running, exit_code_of, options_of_process
from desk.settings import Settings
from desk.subscribing import is_reached, subscriptions_of
from desk.telling import Teller
from desk.watched_files import Plan, WatchedFiles
from news.errors import DatabaseError, KhazriError
from news.ledger import CrawlReport
from news.schedules import Every
from news.sources import select_sources
from news.subscriptions import told_cadence
from storage import about, slots
from storage.database import Database, open_database
from storage.failpoints import failpoint
from storage.fleet_schema import check_possible

SHORTEST_CRAWL = 60.0  # seconds that a crawl may take at least, however often feeds are looked at: a page alone may take 30
DIGEST_WAKE = 30.0  # seconds between two looks at the calendar: a digest is at most so late
SETTLING = 5.0  # seconds of these for the crawl to return its pages
CLOCK_STEP = 5.0  # seconds by which the clock on the wall moves otherwise than time does, when somebody sets it or the machine sleeps


@dataclass
class Work:
    """What the scheduler works with; settings and crawls are others once the files were read anew."""

    lead: Lead
    files: WatchedFiles
    settings: Settings
    crawls: Crawls
    running: Running
    leader: Leader
    """Who hands out crawls, where there is a fleet."""
    hangup: bool = False
    """Somebody asked for the files to be read anew."""
    pings: Pings = field(default_factory=Pings)
    teller: Teller = field(default_factory=Teller)
    told: tuple[str, ...] = ()
    """What was said to be wrong with the fleet."""
    alarm: AsyncIOScheduler = field(default_factory=lambda: AsyncIOScheduler(timezone=UTC))
    """It wakes us up."""

    def wake(self) -> None:
        """Let every job look now whether it is due."""
        for job in self.alarm.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))

    @property
    def stop(self) -> asyncio.Event:
        """Set when we are to stop."""
        return self.running.stop

    @property
    def database(self) -> Database:
        """The archive, which refuses what is written after another scheduler took over."""
        return self.lead.database


async def crawl_if_due(work: Work) -> None:
    """Read changed files, and crawl the feeds that are due, if nobody has taken this slot."""
    await _read_changed_files(work)
    now = datetime.now(UTC)
    slot = Every(work.settings.crawl_every).latest_slot(now)
    if work.stop.is_set() or not await asyncio.to_thread(slots.claim, work.database, "crawl", slot, now):
        return
    await (_hand_out(work) if work.settings.fleet else _crawl(work))


async def _crawl(work: Work) -> None:
    """Crawl the feeds that are due."""
    # One host with many slow pages shall not keep all other feeds waiting: what is left goes on in the next crawl.
    longest = timedelta(seconds=max(work.settings.look_every, SHORTEST_CRAWL))
    report = await work.crawls.crawl(control=CrawlControl(work.stop, at_most=longest))
    if report.feeds or report.fetched:
        say(crawl_line(report))
    for line in work.crawls.raised:
        say(f"khazri: {line}")
    if went_well(report):
        await _ping(work)


async def _hand_out(work: Work) -> None:
    """Hand out what is due to the fleet, and judge the sources by what its workers found."""
    if line := await work.leader.hand_out(work.crawls.plan.sources):
        say(line)
    for raised in await asyncio.to_thread(work.crawls.judge_sources):
        say(f"khazri: {raised}")
    now = datetime.now(UTC)
    state = await asyncio.to_thread(state_of, work.database, now)
    wrong = state.wrong(now) if state else ()
    for line in wrong:
        if line not in work.told:
            say(f"khazri: {line}")
    work.told = wrong
    if not wrong:
        await _ping(work)


async def _ping(work: Work) -> None:
    if told := await work.pings.send(work.settings, work.stop):
        say(f"khazri: {told}")


async def tell_if_due(work: Work) -> None:
    """Freeze and send the digests and alerts that are due, and try again what could not be sent."""
    if not work.stop.is_set():
        for line in await asyncio.to_thread(lambda: list(work.teller.tell(work.database, work.settings))):
            say(f"khazri: {line}")


async def run(work: Work) -> int:
    """Lead if nobody else does, wake up, do what is due, sleep, until told to stop; return the exit code."""
    for name, job, seconds in (("crawl", crawl_if_due, work.settings.crawl_every), ("digest", tell_if_due, DIGEST_WAKE)):
        # A wake-up that comes late still counts, several make one, and none overtakes the one before.
        late = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        work.alarm.add_job(_guarded, "interval", args=(job, work), seconds=seconds, id=name, **late)

    def hang_up() -> None:
        work.hangup = True
        work.wake()

    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, hang_up)
    work.alarm.start()
    step = Step(work.wake)
    watching = work.running.watch(lambda: work.settings.memory_limit, step.look)
    beside = [asyncio.create_task(work.lead.hold(work.stop, work.wake)), asyncio.create_task(watching)]
    await work.stop.wait()
    work.running.end_soon()
    work.alarm.pause()
    await _settled()
    await asyncio.gather(*beside)
    await asyncio.to_thread(work.lead.give_back)
    work.alarm.shutdown(wait=False)
    return work.running.exit_code


async def _guarded(job: Callable[[Work], Awaitable[None]], work: Work) -> None:
    """Do a job while we lead; whatever goes wrong is told in one line, and the next time comes all the same."""
    if work.lead.term is None:
        return
    try:
        await job(work)
    except KhazriError as error:
        say(f"khazri: {error}")
    except Exception as error:
        logging.getLogger("khazri").exception("the error")
        say(f"khazri: a defect of ours ({type(error).__name__}: {error}); 'khazri --verbose run' shows where, please report it")


async def _read_changed_files(work: Work) -> None:
    """Work by the files as they are now, if they were changed or somebody asked for it; by those read before where they are wrong."""
    if not work.hangup and not await asyncio.to_thread(work.files.have_changed):
        return
    work.hangup = False
    try:
        plan = await asyncio.to_thread(work.files.read)
    except KhazriError as error:
        say(f"khazri: {error}; what was read before stays in use")
        return
    if plan.settings.database_url != work.settings.database_url:
        say("khazri: the database is changed by a new start alone; this one goes on with the one it has")
    before = work.crawls
    await asyncio.to_thread(before.close)
    failpoint("files-read")
    work.settings, work.crawls = plan.settings, Crawls(work.database, _crawl_plan(plan))
    work.alarm.reschedule_job("crawl", trigger="interval", seconds=plan.settings.crawl_every)
    if work.crawls.plan.allowed == before.plan.allowed:
        work.crawls.outbound = before.outbound  # it knows when each host was asked last
    say(f"khazri: settings, sources and topics were read anew: {_told(plan, work.database)}")


class Step:
    """Notices that the clock was set, or that the machine slept, and calls a function then."""

    def __init__(self, call: Callable[[], None]) -> None:
        self.call = call
        self._between = time.time() - time.monotonic()

    def look(self) -> None:
        """Look at both clocks."""
        between = time.time() - time.monotonic()
        if abs(between - self._between) > CLOCK_STEP:
            self._between = between
            self.call()


async def _settled() -> None:
    """Wait until the jobs that are running have ended: they were told to, and a crawl returns its pages to the ledger."""
    mine = {asyncio.current_task()}
    end = time.monotonic() + SETTLING
    while (running := [task for task in asyncio.all_tasks() - mine if _is_job(task)]) and time.monotonic() < end:
        await asyncio.wait(running, timeout=0.2)


def _is_job(task: "asyncio.Task[object]") -> bool:
    name = getattr(task.get_coro(), "__qualname__", "")
    return name in {"run_coroutine_job", "_guarded"}


def crawl_line(report: CrawlReport) -> str:
    """Sum up a crawl in one line for the log."""
    failed = f", {report.failed} failed" if report.failed else ""
    pages = f"{report.found} found, {report.stored} stored, {report.copies} copies"
    return f"{report.started_at:%Y-%m-%d %H:%M:%S}Z crawled {report.feeds} feeds ({report.unchanged} unchanged{failed}): {pages}"


def _crawl_plan(plan: Plan) -> CrawlPlan:
    return crawl_plan(plan.settings, plan.sources, beat_changed=plan.beat_changed)


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
    parser = options_of_process("scheduler", "Crawls and digests on a schedule, until stopped.")
    parser.add_argument("--sources", type=Path, help="a sources file to use instead of the shipped one")
    parser.add_argument("--demo", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    return exit_code_of(lambda: _run(given), verbose=given.verbose)


def _run(given: argparse.Namespace) -> int:
    files = WatchedFiles(Options(given.config, given.database, given.beat), given.sources)
    plan = files.read()
    with _open(plan.settings, demo=given.demo) as database:
        if plan.settings.fleet:
            check_possible(database)
        say(f"khazri: {_told(plan, database)}, into {database.url}")
        return _work(Lead(database, given.holder or name_of_holder()), files, plan, given.parent)


def _work(lead: Lead, files: WatchedFiles, plan: Plan, parent: int | None) -> int:
    """Run the loop, and stop the parser processes in the end, those of now."""
    works: list[Work] = []
    first = Crawls(lead.database, _crawl_plan(plan))

    def begin(stop: asyncio.Event) -> Coroutine[Any, Any, int]:
        running = Running("the scheduler", stop, parent)
        works.append(Work(lead, files, plan.settings, first, running, Leader(lead.database, plan.settings.database_url)))
        return run(works[0])

    try:
        return run_in_loop(begin)
    finally:
        (works[0].crawls if works else first).close()


def _told(plan: Plan, database: Database) -> str:
    """Say in one line what is watched, and what is mailed when."""
    settings = plan.settings
    watched = select_sources(plan.sources, ())
    feeds = sum(len(source.feeds) for source in watched)
    reached = [each for each in subscriptions_of(settings, database).values() if is_reached(each, settings)]
    told = ", ".join(f"{each.name} {told_cadence(each)} to {', '.join(each.to)}" for each in reached)
    digest = f"digests: {told}" if told else "no digest is sent: mail.host is not set, and no subscription goes elsewhere"
    return f"{len(watched)} sources, {feeds} feeds, each looked at every {settings.look_every:g} s; {digest}"


if __name__ == "__main__":
    sys.exit(main())
