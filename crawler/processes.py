"""Processes that do pieces of work which may take too long or kill them, and are made anew whatever becomes of them."""

import asyncio
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing import forkserver, resource_tracker
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from pebble import ProcessExpired, ProcessPool

from crawler import parsing
from news.errors import Failure, KhazriError

T = TypeVar("T")

DOCUMENTS = 2000  # a worker is replaced after so many: the extraction libraries' caches only grow
STALLED = 10.0  # seconds beyond the time for one document: a pool that answers nothing for so long is broken
STARTING = 1.5  # seconds in which the processes start: one that is stopped meanwhile prints a traceback of its own
IN_HAND = 4  # documents of each process that the pool has: one is read, the next are there; of each the pool is asked every second
POOLS = 3  # pools tried for one document: a pool that broke under another document, or by a kill from outside, is made anew


class UnreadableError(Exception):
    """A document was too much for a parser process."""


class LongError(UnreadableError):
    """A document took more than its time."""


class ParserDefectError(Exception):
    """Reading a document failed by a mistake of ours: it may be read once that is mended."""


class Limits(NamedTuple):
    """What one piece of work may take, and how far the processes give way to others."""

    seconds: float
    """Of the process's own time."""
    on_clock: float
    """Seconds."""
    modesty: int = 0
    """As in ``nice``."""


class Processes:
    """Some processes that do one piece of work at a time each."""

    def __init__(self, count: int, limits: Limits, imports: Sequence[str]) -> None:
        self.limits = limits
        self._count = count
        self._answered_at = self._made_at = time.monotonic()
        # Neither fork (the reactor and its threads would come along) nor spawn (each worker would import everything anew).
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(imports))
        self._pool = self._make_pool()
        self._places: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def do(self, work: Callable[[], T]) -> tuple[T, float]:
        """Have a piece of work done when it is its turn, on a new pool where the one there has broken; return also the seconds it took.

        A process that dies may have been killed from outside: only a document of which two die is to blame.
        Raises UnreadableError or ParserDefectError where it cannot be done, LongError where it takes more than its time, Failure where
        the processes cannot be kept alive.
        """
        async with self._places.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(self._count * IN_HAND)):
            return await self._do(work)

    async def _do(self, work: Callable[[], T]) -> tuple[T, float]:
        deaths = 0
        for _ in range(POOLS):
            pool = self._pool
            try:
                return await self._once(pool, work)
            except ProcessExpired as error:
                if error.exitcode == -signal.SIGPROF:
                    raise LongError(f"reading it took over {self.limits.seconds:.0f} s") from error
                deaths += 1
                if deaths > 1:
                    raise UnreadableError("the parser process died of it") from error
            except BrokenProcessPool:
                self._replace(pool)
        raise Failure("the parser processes die as soon as they start", "look for a memory limit (ulimit -v) or a missing library")

    async def _once(self, pool: ProcessPool, work: Callable[[], T]) -> tuple[T, float]:
        try:
            future: Future[Any] = pool.schedule(partial(_timed, self.limits.seconds, work), timeout=self.limits.on_clock)
        except RuntimeError as error:  # the pool broke before it was given this
            raise BrokenProcessPool(str(error)) from error
        try:
            result: tuple[T, float] = await self._answer(pool, future)
        except TimeoutError as error:
            raise UnreadableError(f"reading it took over {self.limits.on_clock:.0f} s on the clock") from error
        except MemoryError as error:
            raise UnreadableError("reading it took too much memory") from error
        except (BrokenProcessPool, ProcessExpired, KhazriError):
            raise
        except Exception as error:
            raise ParserDefectError(f"reading it failed ({type(error).__name__})") from error
        finally:
            del future  # it may hold an error, whose traceback holds this frame: the document would stay in memory for minutes
        return result

    async def _answer(self, pool: ProcessPool, future: "Future[Any]") -> Any:
        """Wait for an answer; raises BrokenProcessPool where the pool was replaced, or has not given any for too long.

        A process that is killed while it holds the pool's lock leaves the others waiting for ever, and the pool does not see it.
        """
        answer = asyncio.wrap_future(future)
        asked_at = time.monotonic()
        while not answer.done():
            await asyncio.wait([answer], timeout=1.0)
            stalled = time.monotonic() - max(asked_at, self._answered_at) > self.limits.on_clock + STALLED
            if not answer.done() and (stalled or pool is not self._pool):
                raise BrokenProcessPool("no answer")
        self._answered_at = time.monotonic()
        try:
            if answer.cancelled():
                raise BrokenProcessPool("stopped")
            return answer.result()
        finally:
            del answer, future  # as above

    def _make_pool(self) -> ProcessPool:
        resource_tracker.ensure_running()  # the fork server starts it otherwise, and it lets SIGINT through again
        with _interrupts_held():
            forkserver.ensure_running()
        begin = partial(parsing.limit_process, self.limits.modesty)
        return ProcessPool(self._count, max_tasks=DOCUMENTS, initializer=begin, context=self._context)

    def _replace(self, broken: ProcessPool) -> None:
        if self._pool is broken:  # another document may have seen it before us
            threading.Thread(target=broken.stop, daemon=True).start()  # it may wait for the lock of a dead process
            self._pool = self._make_pool()
            self._answered_at = time.monotonic()

    def close(self) -> None:
        """Stop the processes; what they are doing is dropped."""
        time.sleep(max(0.0, self._made_at + STARTING - time.monotonic()))
        self._pool.stop()  # type: ignore[no-untyped-call]
        with suppress(TimeoutError):
            self._pool.join(timeout=5)  # seconds; they are daemons, and end with us


def _timed(seconds: float, work: Callable[[], T]) -> tuple[T, float]:
    """Do a piece of work in a parser process, within its time; return the result and the time it took."""
    began = time.process_time()
    with parsing.timed(seconds):
        return work(), time.process_time() - began


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back SIGINT while a process is started: it inherits that, and Ctrl-C in a terminal then reaches us alone."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
