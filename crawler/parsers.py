"""Parser processes: documents are read there, and a process that takes too long or dies costs one document."""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler import parsing
from crawler.parsing import Reading
from news.articles import Rejection
from news.feeds import FeedReading
from news.fetches import Fetched
from news.pages import Page
from news.sources import Feed, Source

T = TypeVar("T")

SECONDS = 10.0  # for one document; of 181 real pages the slowest took 0.1 s, hostile ones take minutes
DOCUMENTS = 2000  # a worker is replaced after so many: the extraction libraries' caches only grow


class UnreadableError(Exception):
    """A document was too much for a parser process."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a page could not be read: it was too much for a parser process."""

    reason: str


class ParserPool:
    """Processes that read feeds and pages."""

    def __init__(self, beat_folder: Path | None, workers: int = 2, seconds: float = SECONDS) -> None:
        self.beat_folder = beat_folder
        self.seconds = seconds
        # Neither fork (the reactor and its threads would come along) nor spawn (each worker would import everything anew).
        processes = multiprocessing.get_context("forkserver")
        processes.set_forkserver_preload(["crawler.parsing", "trafilatura"])
        self._pool = ProcessPool(max_workers=workers, max_tasks=DOCUMENTS, initializer=parsing.limit_process, context=processes)

    async def read_feed(self, page: Page, feed: Feed, source: Source, now: datetime) -> FeedReading:
        """Read a feed; one that cannot be read is a reading with a problem."""
        try:
            return await self._run(partial(parsing.parse_feed, page, feed, source, now))
        except UnreadableError as error:
            return FeedReading(problem=str(error))

    async def read_page(self, fetched: Fetched, now: datetime) -> Reading | Rejection | Unreadable:
        """Read a page: an article with everything worked out from it, or why there is none."""
        try:
            return await self._run(partial(parsing.parse_page, fetched, self.beat_folder, now))
        except UnreadableError as error:
            return Unreadable(str(error))

    async def _run(self, work: Callable[[], T]) -> T:
        future: Future[Any] = self._pool.schedule(work, timeout=self.seconds)
        try:
            result: T = await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise UnreadableError(f"reading it took over {self.seconds:.0f} s") from error
        except MemoryError as error:
            raise UnreadableError("reading it took too much memory") from error
        except ProcessExpired as error:
            raise UnreadableError("the parser process died of it") from error
        except Exception as error:
            raise UnreadableError(f"reading it failed ({type(error).__name__})") from error
        return result

    def close(self) -> None:
        """Stop the processes; what they are reading is dropped and stays in the ledger."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
