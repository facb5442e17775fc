"""Processes that do pieces of work which may take too long or kill them, and are made anew whatever becomes of them."""

import asyncio
import fcntl
import gc
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from pebble import ProcessExpired, ProcessPool

from crawler import parsing
from crawler.forking import begin_forking
from news.errors import Failure, KhazriError

T = TypeVar("T")

DOCUMENTS = 2000  # a worker is replaced after so many: the extraction libraries' caches only grow
STALLED = 10.0  # seconds beyond the time for one document: a pool that answers nothing for so long is broken
BEREFT = 20.0  # seconds without any answer after which a pool that has lost a process is broken: it may have died with the pool's lock
STARTING = 1.5  # seconds in which the processes start: one that is stopped meanwhile prints a traceback of its own
IN_HAND = 4  # documents of each process that the pool has: one is read, the next are there; of each the pool is asked every second
PIPE_BYTES = 1024 * 1024  # what Linux gives to anybody; some eight pages, as many as a pool has in hand
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


class _Pool(NamedTuple):
    """A pool, and whether its processes are there: making them waits for what they are forked from, a second or two at first."""

    pool: ProcessPool
    begun: Future[None]


class Processes:
    """Some processes that do one piece of work at a time each; they are made when there is some."""

    def __init__(self, count: int, limits: Limits, beat_folder: Path | None) -> None:
        self.limits = limits
        self._count = count
        self._beat_folder = beat_folder
        self._made_at = self._answered_at = 0.0
        self._seen: frozenset[int] = frozenset()
        """Processes that were there at the last answer."""
        self._made: _Pool | None = None
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
            made = self._made = self._made or self._make()
            try:
                await self._begun(made)
                return await self._once(made.pool, work)
            except ProcessExpired as error:
                if error.exitcode == -signal.SIGPROF:
                    raise LongError(f"reading it took over {self.limits.seconds:.0f} s") from error
                deaths += 1
                if deaths > 1:
                    raise UnreadableError("the parser process died of it") from error
            except BrokenProcessPool:
                self._replace(made)
        raise Failure("the parser processes die as soon as they start", "look for a memory limit (ulimit -v) or a missing library")

    async def _begun(self, made: _Pool) -> None:
        """Wait until the processes of a pool are there, while the loop goes on; raises BrokenProcessPool where they cannot be made."""
        if not made.begun.done():
            await asyncio.wait([asyncio.wrap_future(made.begun)], timeout=self.limits.on_clock + STALLED)
        if not made.begun.done():
            raise BrokenProcessPool("not begun")
        made.begun.result()

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
            is_replaced = self._made is None or pool is not self._made.pool
            if not answer.done() and (is_replaced or time.monotonic() - max(asked_at, self._answered_at) > self._patience(pool)):
                raise BrokenProcessPool("no answer")
        self._answered_at = time.monotonic()
        self._seen = _alive(pool)
        try:
            if answer.cancelled():
                raise BrokenProcessPool("stopped")
            return answer.result()
        finally:
            del answer, future  # as above

    def _patience(self, pool: ProcessPool) -> float:
        """Return for how many seconds a pool may give no answer."""
        patience = self.limits.on_clock + STALLED
        return min(patience, BEREFT) if self._seen - _alive(pool) else patience

    def _make(self) -> _Pool:
        begin = partial(_begin_process, self.limits.modesty)
        context = begin_forking(self._beat_folder)
        made = _Pool(ProcessPool(self._count, max_tasks=DOCUMENTS, initializer=begin, context=context), Future())
        made.begun.set_running_or_notify_cancel()  # whoever is cancelled while he waits for it does not cancel it for the others
        self._made_at = self._answered_at = time.monotonic()
        self._seen = frozenset()
        threading.Thread(target=_begin, args=made, daemon=True).start()
        return made

    def _replace(self, broken: _Pool) -> None:
        if self._made is broken:  # another document may have seen it before us
            threading.Thread(target=broken.pool.stop, daemon=True).start()  # it may wait for the lock of a dead process
            self._made = self._make()

    def close(self) -> None:
        """Stop the processes; what they are doing is dropped."""
        if self._made is None:
            return
        if self._answered_at == self._made_at:  # they may not have begun yet
            time.sleep(max(0.0, self._made_at + STARTING - time.monotonic()))
        self._made.pool.stop()  # type: ignore[no-untyped-call]
        with suppress(TimeoutError):
            self._made.pool.join(timeout=5)  # seconds; they are daemons, and end with us


def _begin(pool: ProcessPool, begun: Future[None]) -> None:
    try:
        _ = pool.active  # makes the processes
        _widen(pool)
    except BaseException as error:  # noqa: BLE001 - told to those who wait
        begun.set_exception(error)
    else:
        begun.set_result(None)


def _begin_process(modesty: int) -> None:
    gc.enable()  # what it was forked from does not
    parsing.limit_process(modesty)


def _widen(pool: ProcessPool) -> None:
    """Let the next documents wait in the pipe itself: the usual one holds half a page, and a process that is done would wait for us."""
    with suppress(AttributeError, OSError):  # another system than Linux, or no leave to; pebble offers no setting
        channel: Any = pool._pool_manager.worker_manager.pool_channel  # noqa: SLF001
        for end in (channel.reader, channel.writer):
            fcntl.fcntl(end.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _alive(pool: ProcessPool) -> frozenset[int]:
    """Return the processes of a pool; it replaces those that die within a tenth of a second."""
    return frozenset(pool._pool_manager.worker_manager.workers)  # noqa: SLF001 - pebble does not tell


def _timed(seconds: float, work: Callable[[], T]) -> tuple[T, float]:
    """Do a piece of work in a parser process, within its time; return the result and the time it took."""
    began = time.process_time()
    with parsing.timed(seconds):
        return work(), time.process_time() - began
