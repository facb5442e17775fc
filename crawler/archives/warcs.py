"""WARC files, compressed record by record as Common Crawl writes them, as a whole, or not at all.

The order of work: records one after the other → what cannot be read costs one line, and reading goes on with the next record whose
beginning can be found → the last record is given only once it is known to be whole.
"""

import re
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crawler.archives.exchanges import ANNOUNCED
from crawler.archives.records import Record, Skipped
from news.answers import MAX_BODY

_WANTED = WarcRecordType.response | WarcRecordType.resource
_CHUNK = 1 << 20  # bytes read at once while the beginning of a record is looked for
_GZIP, _PLAIN = b"\x1f\x8b\x08", b"WARC/1."
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_LOOKS_LIKE_HTML = re.compile(rb"<(?:!doctype html|html|head|body)", re.IGNORECASE)
_LENGTH = re.compile(rb"^content-length:[ \t]{0,9}(\d{1,15})", re.IGNORECASE | re.MULTILINE)
_FIRST_RECORDS = 1 << 26  # bytes of a file within which a second record is looked for
_LONGEST_MEMBER_HEAD = 1 << 12  # bytes: the names and tables of compression before the first letters of a record
_LONGEST_HEAD = 1 << 16  # bytes of a record's own headers
_FOUND = 200


class Warc:
    """A WARC file."""

    def __init__(self, path: Path, *, heads_only: bool = False) -> None:
        """Take its path; it is opened when records are asked for. With ``heads_only`` they come without bodies, which is faster."""
        self.size = path.stat().st_size
        self._most = 0 if heads_only else MAX_BODY
        self._path = path
        self._file: BinaryIO | None = None
        self._done = 0

    @property
    def position(self) -> int:
        """Bytes of the file that have been read."""
        return self._file.tell() if self._file and not self._file.closed else self._done

    def records(self, place: int) -> Iterator[Record | Skipped]:
        """Give the answers that the file holds, and a line for each place where it is damaged."""
        with self._path.open("rb") as file:
            self._file = file
            mark = _GZIP if file.read(len(_GZIP)) == _GZIP else _PLAIN
            file.seek(place)
            is_start = file.read(len(mark)) == mark  # in a file that is compressed as a whole no record can be found again
            at: int | None = place if is_start else 0
            is_lost = False
            while at is not None:
                file.seek(at)
                at, is_lost = yield from self._stretch(file, mark, at, is_lost=is_lost)
            self._done = self.size

    def is_divisible(self) -> bool:
        """Tell whether records are compressed one by one, so that reading can begin at any of them."""
        with self._path.open("rb") as file:
            return file.read(len(_GZIP)) == _GZIP and _next_member(file, 1, min(self.size, _FIRST_RECORDS)) is not None

    def stretch(self, start: int, end: int) -> Iterator[Record | Skipped]:
        """Give what ``records`` gives of the records that begin from ``start`` on and before ``end``, in a file that is divisible."""
        with self._path.open("rb") as file:
            at = _next_member(file, start, end)
            is_lost = False
            while at is not None and at < end:
                file.seek(at)
                at, is_lost = yield from self._stretch(file, _GZIP, at, is_lost=is_lost, end=end)

    def _stretch(
        self, file: BinaryIO, mark: bytes, at: int, *, is_lost: bool, end: int | None = None
    ) -> Generator[Record | Skipped, None, tuple[int | None, bool]]:
        """Give records up to the next damage; return where to go on after it, nothing at the end of the file, and whether it was told.

        ``is_lost``: a damage was told, and no record has been found since. ``end``: where records begin that are left to others.
        """
        held: Record | Skipped | None = None
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=True, auto_decode="all"):
                if held is not None:
                    yield held
                if end is not None and record.stream_pos >= end:
                    return None, False
                at, is_lost = record.stream_pos, False
                held = _read(record, self._most) if record.record_type & _WANTED else None
        except (OSError, ValueError, EOFError) as error:
            if held is not None:
                yield held
            if end is not None and _is_for_others(file, at, end):
                return None, False
            if not is_lost:
                yield Skipped("damaged", at, f"damaged after byte {at:,} ({_line(error)})")
            return _next(file, mark, at + 1), True
        if held is not None and not _is_whole(file, mark, at, self.size):
            yield Skipped("damaged", at, f"ends in the middle of a record, at byte {self.size:,}")
        elif held is not None:
            yield held
        return None, False


def _read(record: WarcRecord, most: int) -> Record | Skipped:
    """Read an answer up to so many bytes, unless it is no page; a record that cannot be read costs nobody else anything."""
    place = record.stream_pos
    try:
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        http = record.http_headers
        status = http.status_code if http is not None else 200
        content_type = (http.get("Content-Type") if http is not None else record.headers.get("Content-Type")) or ""
        if status != _FOUND:
            return Skipped("not found", place)
        if content_type and not content_type.lower().startswith(_HTML_TYPES):
            return Skipped("not HTML", place)
        body = record.reader.read(most) if most else b""
        if most and not content_type and not _LOOKS_LIKE_HTML.search(body[:1000]):
            return Skipped("not HTML", place)
        announced = record.headers.get(ANNOUNCED) or ""
        return Record(url, body, place, content_type, record.record_date, announced=announced)
    except (OSError, ValueError, EOFError) as error:
        return Skipped("damaged", place, f"a record at byte {place:,} cannot be read ({_line(error)})")


def _is_whole(file: BinaryIO, mark: bytes, at: int, size: int) -> bool:
    """Tell whether the last record, which begins at a place, ends before the file does."""
    if mark == _GZIP:
        return _end_of_member(file, at) is not None
    file.seek(at)
    head = file.read(_LONGEST_HEAD)
    length = _LENGTH.search(head)
    end = head.find(b"\r\n\r\n")
    return length is not None and end >= 0 and at + end + 4 + int(length[1]) <= size


def _end_of_member(file: BinaryIO, at: int) -> int | None:
    """Return where a record ends that is compressed by itself, nothing where it is damaged or the file ends before."""
    file.seek(at)
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    while not stream.eof and (chunk := stream.unconsumed_tail or file.read(_CHUNK)):
        try:
            stream.decompress(chunk, _CHUNK)
        except zlib.error:
            return None
    return file.tell() - len(stream.unused_data) if stream.eof else None


def _is_for_others(file: BinaryIO, at: int, end: int) -> bool:
    """Tell whether the record behind the one at a place, which is damaged, belongs to the next stretch and is found there."""
    behind = _end_of_member(file, at)
    return behind is not None and behind >= end and _next_member(file, behind, behind + 1) == behind


def _next(file: BinaryIO, mark: bytes, at: int) -> int | None:
    """Return where the next record may begin, nothing where there is none."""
    file.seek(at)
    before = b""
    while chunk := file.read(_CHUNK):
        found = (before + chunk).find(mark)
        if found >= 0:
            return at - len(before) + found
        at += len(chunk)
        before = (before + chunk)[-len(mark) + 1 :]
    return None


def _next_member(file: BinaryIO, at: int, end: int) -> int | None:
    """Return where the first record begins that is compressed by itself, at a place or behind it but before the end."""
    found = _next(file, _GZIP, at)
    while found is not None and found < end:
        file.seek(found)
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(file.read(_LONGEST_MEMBER_HEAD), len(_PLAIN))
        except zlib.error:
            head = b""
        if head == _PLAIN:
            return found
        found = _next(file, _GZIP, found + 1)
    return None


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
