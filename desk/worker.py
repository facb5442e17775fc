"""A worker of a fleet: it carries out the jobs that ``khazri run`` hands out, until told to stop.

``python -m desk.worker`` is what ``khazri worker`` keeps running. The order of work: read the settings → open the archive and the
queue → carry out crawls, so many side by side, and one file at a time → when a file changed or the memory is full, end in order and be
started again. Jobs know their sources; settings and topics are read here.
"""

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler.crawls import CrawlControl, Crawls
from crawler.loop import run_in_loop
from desk.crawl_plans import crawl_plan
from desk.opening import open_for_crawls
from desk.options import Options
from desk.printing import say
from desk.restarting import name_of_holder
from desk.running import Running, exit_code_of, options_of_process
from desk.settings import Settings
from desk.watched_files import WatchedFiles
from news.errors import KhazriError
from news.fleet import CRAWL, INGEST, source_of
from news.ledger import CrawlReport
from storage import fleet_schema, workers
from storage.database import Database
from storage.queues import Carry, Queue
from storage.turns import SharedTurns

SHORTEST_CRAWL = 60.0  # seconds that a crawl may take at least, however often feeds are looked at: a page alone may take 30
TRY_AGAIN = 2.0  # seconds after which a queue that was cut off is asked for again
LOOK_AT_FILES = 15.0  # seconds between two looks whether a file has changed


@dataclass
class Worker:
    """What a worker works with."""

    database: Database
    settings: Settings
    files: WatchedFiles
    crawls: Crawls
    holder: str
    running: Running
    options: Sequence[str] = ()
    """What was said before the command's name, for commands that are started for a job."""

    async def run(self) -> int:
        """Carry out jobs until told to stop; return the exit code."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self.running.start_again)
        beside = [asyncio.create_task(each) for each in (self._sign(), self._watch_files(), self._watch())]
        ending = asyncio.create_task(self._end_soon())
        await self._work()
        self.running.stop.set()
        await asyncio.gather(*beside, ending)
        with suppress(KhazriError):
            await asyncio.to_thread(workers.gone, self.database, self.holder)
        return self.running.exit_code

    async def _work(self) -> None:
        """Carry out jobs, and come back to the queue whenever the database was away."""
        carriers: dict[str, tuple[Carry, int]] = {CRAWL: (self.crawl, self.settings.worker_crawls), INGEST: (self.ingest, 1)}
        told = False
        while not self.running.stop.is_set():
            try:
                await asyncio.to_thread(fleet_schema.prepare, self.database, anew=False)
                if told:
                    say("khazri: the queue of the fleet answers again")
                told = False
                await Queue(self.settings.database_url).work(carriers, self.running.stop)
            except KhazriError as error:
                if not told:
                    say(f"khazri: {error}")
                told = True
            with suppress(TimeoutError):
                await asyncio.wait_for(self.running.stop.wait(), TRY_AGAIN)

    async def crawl(self, values: Mapping[str, Any], stop: asyncio.Event) -> None:
        """Look at one source, fetch what waits of it, and read again what is due."""
        source = source_of(values)
        longest = timedelta(seconds=max(self.settings.look_every, SHORTEST_CRAWL))
        try:
            report = await self.crawls.crawl_source(source, control=CrawlControl(stop, at_most=longest, is_judged=False))
        except KhazriError as error:
            say(f"khazri: {source.id}: {error}")
        except Exception as error:
            logging.getLogger("khazri").exception("the error")
            say(f"khazri: {source.id}: a defect of ours ({type(error).__name__}: {error}); 'khazri --verbose worker' shows where")
        else:
            if report.feeds or report.fetched:
                say(_line(source.id, report))

    async def ingest(self, values: Mapping[str, Any], stop: asyncio.Event) -> None:
        """Read one file into the archive, in a process of its own: told to stop, it goes on from there the next time."""
        command = [sys.executable, "-m", "desk.cli", *self.options, "ingest", *map(str, values["arguments"])]
        nothing, pipe, both = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
        process = await asyncio.create_subprocess_exec(*command, stdin=nothing, stdout=pipe, stderr=both)
        talking, stopping = asyncio.ensure_future(process.communicate()), asyncio.ensure_future(stop.wait())
        await asyncio.wait([talking, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not talking.done():
            process.send_signal(signal.SIGINT)
        out, _ = await talking
        for line in out.decode("utf-8", "replace").splitlines()[-3:]:
            say(line)

    async def _sign(self) -> None:
        while not self.running.stop.is_set():
            with suppress(KhazriError):  # who wants to work with the database says that it is away
                await asyncio.to_thread(workers.seen, self.database, self.holder, datetime.now(UTC))
            with suppress(TimeoutError):
                await asyncio.wait_for(self.running.stop.wait(), workers.SIGN)

    async def _watch(self) -> None:
        await self.running.watch(lambda: self.settings.memory_limit)

    async def _watch_files(self) -> None:
        """Start anew where settings, sources or topics were changed, and can be read."""
        while not self.running.stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self.running.stop.wait(), LOOK_AT_FILES)
            if self.running.stop.is_set() or not await asyncio.to_thread(self.files.have_changed):
                continue
            try:
                await asyncio.to_thread(self.files.read)
            except KhazriError as error:
                say(f"khazri: {error}; what was read before stays in use")
            else:
                say("khazri: settings or topics were changed: the worker starts itself anew")
                self.running.start_again()

    async def _end_soon(self) -> None:
        await self.running.stop.wait()
        self.running.end_soon()


def _line(source_id: str, report: CrawlReport) -> str:
    """Sum up a crawl in one line for the log."""
    pages = f"{report.found} found, {report.stored} stored, {report.copies} copies"
    problems = "".join(f"; {problem}" for problem in report.problems[:1])
    return f"{report.started_at:%Y-%m-%d %H:%M:%S}Z {source_id}: {report.feeds} feeds, {pages}{problems}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a worker from the command line."""
    given = options_of_process("desk.worker", "Carries out the jobs of a fleet, until stopped.").parse_args(arguments)
    return exit_code_of(lambda: _run(given), verbose=given.verbose)


def _run(given: argparse.Namespace) -> int:
    files = WatchedFiles(Options(given.config, given.database, given.beat), None)
    settings = files.read().settings
    with open_for_crawls(settings) as database:
        fleet_schema.check_possible(database)
        holder = f"{given.holder or name_of_holder()} {os.getpid()}"
        say(f"khazri: worker {os.getpid()}: {settings.worker_crawls} crawls side by side, for the fleet on {database.url}")
        return _carry_out(database, settings, files, holder, given)


def _carry_out(database: Database, settings: Settings, files: WatchedFiles, holder: str, given: argparse.Namespace) -> int:
    crawls = Crawls(database, crawl_plan(settings), SharedTurns(database, holder))
    options = [part for name in ("config", "database", "beat") if (value := getattr(given, name)) for part in (f"--{name}", str(value))]

    async def work(stop: asyncio.Event) -> int:
        return await Worker(database, settings, files, crawls, holder, Running("the worker", stop, given.parent), options).run()

    try:
        return run_in_loop(work)
    finally:
        crawls.close()


if __name__ == "__main__":
    sys.exit(main())
