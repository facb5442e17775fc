"""Parser processes: documents are read there, and a process that takes too long or dies costs one document."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from crawler import parsing
from crawler.forking import begin_forking
from crawler.parsing import CPU_SECONDS, Reading
from crawler.processes import Limits, LongError, ParserDefectError, Processes, UnreadableError
from news.answers import Page
from news.articles import Article, Passed, Rejection
from news.feeds import FeedReading
from news.fetches import TOO_MUCH, Fetched
from news.sources import Feed, Source
from news.urls import host_of

if TYPE_CHECKING:
    from crawler.archives.stretches import Gathered, Stretch
    from news.discovery import Discovery
    from news.site_sources import Homes

T = TypeVar("T")

PATIENCE = 6  # times its processor time that a document may take on the clock: a busy machine is not its fault
BRISK = 2.0  # seconds within which nearly all are read; what takes longer is begun anew where it keeps nobody waiting
MODESTY = 5  # of the process for those: it takes a third of what each other process may where there is not enough for all
SLOW_PATIENCE = 2 * PATIENCE  # for it waits for the others

LARGE = 1024 * 1024  # bytes: real pages and feeds are smaller, but for sitemaps
MOST_WAITING = 32 * LARGE  # bytes of large documents that wait to be read, and of slow ones
MOST_SLOW = 24  # documents: they take four minutes where each takes its ten seconds, and a crawl ends when all are read
MOST_SLOW_OF_HOST = 4
ROOM_LOOK = 0.5  # seconds between two looks for room by those who can wait


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a page could not be read."""

    reason: str
    retry: bool
    """Whether it may be read later: the mistake was ours, not the page's."""


class CrowdedError(Exception):
    """Too much waits to be read: a document is put off."""


class ParserPool:
    """Processes that read feeds and pages, and one more, which gives way to all others, for documents that take long.

    Without it a few dozen pages made to keep parsers busy would hold up all pages behind them for minutes. Where a page of a host took
    long, its next goes there at once if there is room, until one did not take long; so with its feeds.
    """

    def __init__(self, beat_folder: Path | None, workers: int = 2, seconds: float = CPU_SECONDS, *, is_needed: bool = True) -> None:
        self.beat_folder = beat_folder
        self.seconds = seconds
        self.workers = workers
        self._brisk = Processes(workers, Limits(min(BRISK, seconds), seconds * PATIENCE), beat_folder)
        self._slow: Processes | None = None
        self._large_bytes = self._slow_bytes = 0
        self._slow_hosts: Counter[str] = Counter()
        """Documents in or before the slow process."""
        self._long: set[tuple[str, bool]] = set()
        """Hosts of which the last page, or feed, took long."""
        if is_needed:
            self.begin()

    async def read_feed(self, page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
        """Read a feed; one that cannot be read is a reading with a problem."""
        try:
            return await self._read(page, partial(parsing.parse_feed, page, feed, source, now), is_feed=True)
        except CrowdedError:
            return FeedReading(problem=TOO_MUCH)
        except (UnreadableError, ParserDefectError) as error:
            return FeedReading(problem=str(error))

    async def read_page(self, fetched: Fetched, repeats: frozenset[str], now: datetime) -> Reading | Rejection | Unreadable:
        """Read a page: an article with everything worked out from it, or why there is none.

        ``repeats`` are the keys of the paragraphs that its host repeats.
        """
        return await self._read_page(fetched.page, partial(parsing.parse_page, fetched, repeats, self.beat_folder, now))

    async def read_wanted_page(self, fetched: Fetched, repeats: frozenset[str], now: datetime) -> Reading | Rejection | Passed | Unreadable:
        """Read a page as ``read_page`` does, unless it does not name both sides of the beat."""
        return await self._read_page(fetched.page, partial(parsing.parse_wanted_page, fetched, repeats, self.beat_folder, now))

    async def read_page_in_the_end(self, fetched: Fetched, repeats: frozenset[str], now: datetime) -> Reading | Rejection | Unreadable:
        """Read a page as ``read_page`` does; where much waits already, ask again until there is room."""
        while True:
            reading = await self.read_page(fetched, repeats, now)
            if not isinstance(reading, Unreadable) or reading.reason != TOO_MUCH:
                return reading
            await asyncio.sleep(ROOM_LOOK)

    async def _read_page(self, page: Page, work: Callable[[], T]) -> T | Unreadable:
        try:
            return await self._read(page, work)
        except CrowdedError:
            return Unreadable(TOO_MUCH, retry=True)
        except UnreadableError as error:
            return Unreadable(str(error), retry=False)
        except ParserDefectError as error:
            return Unreadable(str(error), retry=True)

    async def discover(self, page: Page, link_headers: Sequence[str]) -> "Discovery":
        """Read a home page: its outlet and the feeds it names; of one that cannot be read, what its address tells."""
        from news import discovery  # noqa: PLC0415 - brings what reads pages, which our processes have

        try:
            return await self._read(page, partial(discovery.discover, page, tuple(link_headers)))
        except (UnreadableError, ParserDefectError, CrowdedError):
            return discovery.Discovery(discovery.describe(None, page.url), ())

    async def judge_again(self, article: Article, country: str | None) -> Reading | None:
        """Work out anew what follows from an article's text; nothing where that fails."""
        try:
            return await self._run(partial(parsing.judge_again, article, country, self.beat_folder))
        except (UnreadableError, ParserDefectError):
            return None

    async def gather(self, stretch: "Stretch", homes: "Homes | None") -> "Gathered | None":
        """Look through a stretch of an archive; nothing where that takes too long or fails."""
        from crawler.archives import stretches  # noqa: PLC0415 - brings the gate, which parser processes alone use

        try:
            return (await self._brisk.do(partial(stretches.gather, stretch, self.beat_folder, homes)))[0]
        except (UnreadableError, ParserDefectError):
            return None

    async def _read(self, page: Page, work: Callable[[], T], *, is_feed: bool = False) -> T:
        """Have a document read; raises CrowdedError where it is large or slow and too much of that kind waits already."""
        host, size = host_of(page.url), len(page.body)
        if (host, is_feed) not in self._long or not self._has_room_for_slow(host, size):
            with self._counted_large(size if size > LARGE else 0):
                try:
                    return (await self._brisk.do(work))[0]
                except LongError:
                    if self._brisk.limits.seconds == self.seconds:
                        raise
                    self._long.add((host, is_feed))
        with self._counted_slow(host, size):
            result, seconds = await self._slowly(work)
        if seconds < BRISK:
            self._long.discard((host, is_feed))
        return result

    async def _run(self, work: Callable[[], T]) -> T:
        """Have a piece of work done that is no document of a host."""
        try:
            return (await self._brisk.do(work))[0]
        except LongError:
            if self._brisk.limits.seconds == self.seconds:
                raise
        return (await self._slowly(work))[0]

    async def _slowly(self, work: Callable[[], T]) -> tuple[T, float]:
        if self._slow is None:
            self._slow = Processes(1, Limits(self.seconds, self.seconds * SLOW_PATIENCE, MODESTY), self.beat_folder)
        return await self._slow.do(work)

    @contextmanager
    def _counted_large(self, size: int) -> Iterator[None]:
        if size and self._large_bytes and self._large_bytes + size > MOST_WAITING:
            raise CrowdedError
        self._large_bytes += size
        try:
            yield
        finally:
            self._large_bytes -= size

    def _has_room_for_slow(self, host: str, size: int) -> bool:
        is_full = self._slow_bytes + size > MOST_WAITING or self._slow_hosts.total() >= MOST_SLOW
        return not self._slow_hosts or not (is_full or self._slow_hosts[host] >= MOST_SLOW_OF_HOST)

    @contextmanager
    def _counted_slow(self, host: str, size: int) -> Iterator[None]:
        if not self._has_room_for_slow(host, size):
            raise CrowdedError
        self._slow_bytes += size
        self._slow_hosts[host] += 1
        try:
            yield
        finally:
            self._slow_bytes -= size
            self._slow_hosts[host] -= 1
            self._slow_hosts += Counter()  # forget hosts of which nothing waits

    def begin(self) -> None:
        """Let what the processes need be made ready meanwhile: there will be something to read."""
        begin_forking(self.beat_folder)

    def close(self) -> None:
        """Stop the processes; what they are reading is dropped and stays in the ledger."""
        for processes in filter(None, (self._slow, self._brisk)):
            processes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
