"""Where the exchanges of crawls are kept: WARC files that grow record by record in a folder.

The order of work: files that a dead process left open are mended and closed → a file of this process's own is begun → each exchange is
written behind the last, in a thread → a file that is full, or whose process ends, gets its final name. Whatever goes wrong costs the
archive alone: no exchange is kept until the next crawl, and it is told in one line.
"""

import asyncio
import fcntl
import os
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from crawler.archives.exchanges import Exchange, file_head, records_of
from storage.failpoints import failpoint

MOST_BYTES = 2**30  # of one file: what the makers of WARC recommend, and what can be moved and thrown away by itself
OPEN = ".open"  # ends the name of a file that is being written
_NAMES = "khazri-*.warc.gz" + OPEN
_GZIP, _MARK = b"\x1f\x8b\x08", b"WARC/"
_STEP = 1 << 16  # bytes
_LONGEST = 64 * 2**20  # bytes of one record: answers have 20 MB at most, and compressed ones are hardly longer than that


class PageArchive:
    """A folder of WARC files; one for all crawls of a process."""

    def __init__(self, folder: Path, software: str, most_bytes: int = MOST_BYTES) -> None:
        """Take the folder, which is made where it is not there when the first exchange comes, and what the files say wrote them."""
        self._folder = folder
        self._software = software
        self._most_bytes = most_bytes
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="warc")
        self._file: _GrowingFile | None = None
        self._number = 0
        self._problem = ""
        self._told = ""

    def begin(self) -> None:
        """Let exchanges be kept again, for a new crawl, where something had gone wrong."""
        self._problem = ""

    async def keep(self, exchange: Exchange) -> None:
        """Write an exchange down; nothing where that fails, or has failed in this crawl."""
        if not self._problem:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._write, exchange)

    def news(self) -> tuple[str, ...]:
        """Return what went wrong, in one line; once, as long as it stays the same."""
        fresh = self._problem if self._problem != self._told else ""
        self._told = self._problem
        return (fresh,) if fresh else ()

    def close(self) -> None:
        """Give the file that is open its final name."""
        self._thread.shutdown()
        with suppress(OSError):
            self._finish()

    def _write(self, exchange: Exchange) -> None:
        if self._problem:
            return
        try:
            records = records_of(exchange)
            if self._file and self._file.size + len(records) > self._most_bytes:
                self._finish()
            if self._file is None:
                self._file = self._begin_file()
            self._file.append(records)
        except (OSError, ValueError) as error:
            why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self._problem = f'{self._folder}: pages are not kept for now ({why}); articles are: make room, or set archive = "off"'
            with suppress(OSError):
                self._finish()

    def _begin_file(self) -> "_GrowingFile":
        if not self._number:
            self._folder.mkdir(parents=True, exist_ok=True)
            adopt(self._folder)
        while True:
            now = datetime.now(UTC)
            self._number += 1
            name = f"khazri-{now:%Y%m%d%H%M%S}-{os.getpid()}-{self._number:05}.warc.gz"
            with suppress(FileExistsError, BlockingIOError):
                return _GrowingFile(self._folder / (name + OPEN), file_head(name, now, self._software))

    def _finish(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()


class _GrowingFile:
    """A file that holds whole records at every moment but that of a write, locked as long as its process lives."""

    def __init__(self, path: Path, head: bytes) -> None:
        """Make the file; raises BlockingIOError or FileExistsError where another process has it."""
        self._path = path
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self.size = 0
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not path.exists():
                raise BlockingIOError(f"{path} was taken for a left-over before it was locked")
            self.append(head)
        except OSError:
            os.close(self._descriptor)
            raise
        self._begins_at = self.size

    def append(self, records: bytes) -> None:
        """Write records behind the last; what cannot be written as a whole is not there at all."""
        half = len(records) // 2
        try:
            self._write(records[:half])
            failpoint("exchange-half-written")
            self._write(records[half:])
        except OSError:
            with suppress(OSError):
                os.ftruncate(self._descriptor, self.size)
            raise
        self.size += len(records)

    def close(self) -> None:
        """Give the file its final name; one without an exchange goes."""
        try:
            _end(self._path, is_empty=self.size <= self._begins_at)
        finally:
            os.close(self._descriptor)

    def _write(self, part: bytes) -> None:
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(self._descriptor, rest) :]


def adopt(folder: Path) -> None:
    """Mend and close the files that dead processes left open; those of living ones, on whatever machine, are locked."""
    for path in sorted(folder.glob(_NAMES)):
        with suppress(OSError), _locked(path) as descriptor:
            whole = _whole_part(descriptor)
            os.ftruncate(descriptor, whole)
            _end(path, is_empty=whole == 0)


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield descriptor
    finally:
        os.close(descriptor)


def _end(path: Path, *, is_empty: bool) -> None:
    if is_empty:
        path.unlink()
    else:
        path.rename(path.with_name(path.name.removesuffix(OPEN)))


def _whole_part(descriptor: int) -> int:
    """Return how many bytes of a file are whole records: a process may have been killed as it wrote the last."""
    size = os.fstat(descriptor).st_size
    begin = max(0, size - _LONGEST)
    tail = os.pread(descriptor, size - begin, begin)
    at = len(tail)
    while (at := tail.rfind(_GZIP, 0, at)) >= 0:
        end = _end_of_record(tail, at)
        if end is not None:
            return begin + end
    return size if begin else 0


def _end_of_record(tail: bytes, at: int) -> int | None:
    """Return where the record ends that begins at a place: there, where it is cut off; nothing where none begins there."""
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begins = b""
    for place in range(at, len(tail), _STEP):
        try:
            begins = (begins + stream.decompress(tail[place : place + _STEP]))[: len(_MARK)]
        except zlib.error:
            return None
        if begins != _MARK:
            return None
        if stream.eof:
            return min(place + _STEP, len(tail)) - len(stream.unused_data)
    return at
