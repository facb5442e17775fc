"""Parser processes: documents are read there, and a process that takes too long or dies costs one document."""

import asyncio
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler import parsing
from crawler.parsing import CPU_SECONDS, Reading
from news import discovery
from news.articles import Article, Rejection
from news.discovery import Discovery
from news.errors import Failure, KhazriError
from news.feeds import FeedReading
from news.fetches import Fetched
from news.pages import Page
from news.sources import Feed, Source

T = TypeVar("T")

PATIENCE = 6  # times its processor time that a document may take on the clock: a busy machine is not its fault
DOCUMENTS = 2000  # a worker is replaced after so many: the extraction libraries' caches only grow
STALLED = 10.0  # seconds beyond the time for one document: a pool that answers nothing for so long is broken
STARTING = 1.5  # seconds in which the processes start: one that is stopped meanwhile prints a traceback of its own
POOLS = 3  # pools tried for one document: a pool that broke under another document, or by a kill from outside, is made anew


class UnreadableError(Exception):
    """A document was too much for a parser process."""


class ParserDefectError(Exception):
    """Reading a document failed by a mistake of ours: it may be read once that is mended."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a page could not be read."""

    reason: str
    retry: bool
    """Whether it may be read later: the mistake was ours, not the page's."""


class ParserPool:
    """Processes that read feeds and pages."""

    def __init__(self, beat_folder: Path | None, workers: int = 2, seconds: float = CPU_SECONDS) -> None:
        self.beat_folder = beat_folder
        self.seconds = seconds
        self._workers = workers
        self._answered_at = self._made_at = time.monotonic()
        # Neither fork (the reactor and its threads would come along) nor spawn (each worker would import everything anew).
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["crawler.parsing", "trafilatura", *([] if beat_folder else ["crawler.warm"])])
        self._pool = self._make_pool()

    async def read_feed(self, page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
        """Read a feed; one that cannot be read is a reading with a problem."""
        try:
            return await self._run(partial(parsing.parse_feed, page, feed, source, now))
        except (UnreadableError, ParserDefectError) as error:
            return FeedReading(problem=str(error))

    async def read_page(self, fetched: Fetched, repeats: frozenset[str], now: datetime) -> Reading | Rejection | Unreadable:
        """Read a page: an article with everything worked out from it, or why there is none.

        ``repeats`` are the keys of the paragraphs that its host repeats.
        """
        try:
            return await self._run(partial(parsing.parse_page, fetched, repeats, self.beat_folder, now))
        except UnreadableError as error:
            return Unreadable(str(error), retry=False)
        except ParserDefectError as error:
            return Unreadable(str(error), retry=True)

    async def discover(self, page: Page, link_headers: Sequence[str]) -> Discovery:
        """Read a home page: its outlet and the feeds it names; of one that cannot be read, what its address tells."""
        try:
            return await self._run(partial(discovery.discover, page, tuple(link_headers)))
        except (UnreadableError, ParserDefectError):
            return Discovery(discovery.describe(None, page.url), ())

    async def judge_again(self, article: Article, country: str | None) -> Reading | None:
        """Work out anew what follows from an article's text; nothing where that fails."""
        try:
            return await self._run(partial(parsing.judge_again, article, country, self.beat_folder))
        except (UnreadableError, ParserDefectError):
            return None

    async def _run(self, work: Callable[[], T]) -> T:
        """Have a piece of work done in a process, on a new pool where the one there is has broken.

        A process that dies may have been killed from outside: only a document of which two die is to blame.
        Raises Failure where the processes cannot be kept alive.
        """
        deaths = 0
        for _ in range(POOLS):
            pool = self._pool
            try:
                return await self._once(pool, work)
            except ProcessExpired as error:
                if error.exitcode == -signal.SIGPROF:
                    raise UnreadableError(f"reading it took over {self.seconds:.0f} s") from error
                deaths += 1
                if deaths > 1:
                    raise UnreadableError("the parser process died of it") from error
            except BrokenProcessPool:
                self._replace(pool)
        raise Failure("the parser processes die as soon as they start", "look for a memory limit (ulimit -v) or a missing library")

    async def _once(self, pool: ProcessPool, work: Callable[[], T]) -> T:
        try:
            future: Future[Any] = pool.schedule(partial(_timed, self.seconds, work), timeout=self.seconds * PATIENCE)
        except RuntimeError as error:  # the pool broke before it was given this
            raise BrokenProcessPool(str(error)) from error
        try:
            result: T = await self._answer(pool, future)
        except TimeoutError as error:
            raise UnreadableError(f"reading it took over {self.seconds * PATIENCE:.0f} s on the clock") from error
        except MemoryError as error:
            raise UnreadableError("reading it took too much memory") from error
        except (BrokenProcessPool, ProcessExpired, KhazriError):
            raise
        except Exception as error:
            raise ParserDefectError(f"reading it failed ({type(error).__name__})") from error
        return result

    async def _answer(self, pool: ProcessPool, future: "Future[Any]") -> Any:
        """Wait for an answer; raises BrokenProcessPool where the pool was replaced, or has not given any for too long.

        A process that is killed while it holds the pool's lock leaves the others waiting for ever, and the pool does not see it.
        """
        answer = asyncio.wrap_future(future)
        asked_at = time.monotonic()
        while not answer.done():
            await asyncio.wait([answer], timeout=1.0)
            stalled = time.monotonic() - max(asked_at, self._answered_at) > self.seconds * PATIENCE + STALLED
            if not answer.done() and (stalled or pool is not self._pool):
                raise BrokenProcessPool("no answer")
        self._answered_at = time.monotonic()
        if answer.cancelled():
            raise BrokenProcessPool("stopped")
        return answer.result()

    def _make_pool(self) -> ProcessPool:
        resource_tracker.ensure_running()  # the fork server starts it otherwise, and it lets SIGINT through again
        with _interrupts_held():
            forkserver.ensure_running()
        return ProcessPool(self._workers, max_tasks=DOCUMENTS, initializer=parsing.limit_process, context=self._processes)

    def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:  # another document may have seen it before us
            threading.Thread(target=broken.stop, daemon=True).start()  # it may wait for the lock of a dead process
            self._pool = self._make_pool()
            self._answered_at = time.monotonic()

    def close(self) -> None:
        """Stop the processes; what they are reading is dropped and stays in the ledger."""
        time.sleep(max(0.0, self._made_at + STARTING - time.monotonic()))
        self._pool.stop()  # type: ignore[no-untyped-call]
        with suppress(TimeoutError):
            self._pool.join(timeout=5)  # seconds; they are daemons, and end with us

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _timed(seconds: float, work: Callable[[], T]) -> T:
    """Do a piece of work in a parser process, within its time."""
    with parsing.timed(seconds):
        return work()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back SIGINT while a process is started: it inherits that, and Ctrl-C in a terminal then reaches us alone."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
