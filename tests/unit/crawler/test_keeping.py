"""Files of pages grow, end, fill up and are taken over from the dead."""

import asyncio
import fcntl
import gzip
import os
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from hypothesis import given
from hypothesis import strategies as some

from crawler.archives.exchanges import Exchange, records_of, without_user
from crawler.archives.keeping import PageArchive, adopt
from crawler.archives.records import Record
from crawler.archives.warcs import Warc

AT = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def exchange(number: int = 1, body: bytes = b"<html><p>A page</p></html>") -> Exchange:
    return Exchange(f"https://paper.example/{number}", AT, ((b"User-Agent", b"x"),), 200, ((b"Content-Type", b"text/html"),), body)


def keep(archive: PageArchive, *exchanges: Exchange) -> None:
    async def write() -> None:
        for each in exchanges:
            await archive.keep(each)

    asyncio.run(write())


def answers(path: Path) -> list[str]:
    return [each.url.rsplit("/", 1)[1] for each in Warc(path).records(0) if isinstance(each, Record)]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_full_file_is_closed_and_another_begun(tmp_path: Path) -> None:
    archive = PageArchive(tmp_path, "Test", most_bytes=2500)
    keep(archive, *(exchange(number, os.urandom(600)) for number in range(4)))
    archive.close()
    assert len(names(tmp_path)) == 4
    assert sorted(answer for name in names(tmp_path) for answer in answers(tmp_path / name)) == ["0", "1", "2", "3"]
    assert all(name.endswith(".warc.gz") for name in names(tmp_path))
    assert [name.split("-")[3][:5] for name in names(tmp_path)] == [f"{number:05}" for number in (1, 2, 3, 4)]


def test_a_full_disk_costs_the_exchange_at_hand_and_the_file_stays_whole(tmp_path: Path) -> None:
    archive = PageArchive(tmp_path, "Test")
    keep(archive, exchange(1))
    size = next(tmp_path.iterdir()).stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300, hard))
    try:
        keep(archive, exchange(2, os.urandom(4000)), exchange(3))
        (said,) = archive.news()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "not kept" in said
    assert archive.news() == ()
    archive.begin()
    keep(archive, exchange(4))
    archive.close()
    assert [answers(tmp_path / name) for name in names(tmp_path)] == [["1"], ["4"]]


@given(cut=some.integers(1, 900))
def test_a_file_cut_anywhere_is_mended_to_its_whole_records(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cut")
    left = folder / "khazri-20260501093000-1-00001.warc.gz.open"
    every = [records_of(exchange(number, os.urandom(100))) for number in range(2)]
    whole = b"".join(every)
    left.write_bytes(whole[: max(1, len(whole) - cut)])
    adopt(folder)
    for name in names(folder):
        assert name == left.name.removesuffix(".open")
        assert gzip.decompress((folder / name).read_bytes())
        assert all(isinstance(each, Record) for each in Warc(folder / name).records(0))
        assert (len(answers(folder / name)) == 2) == (cut <= len(every[1]) - len(gzip_first(every[1])))


def gzip_first(records: bytes) -> bytes:
    """The first of two members."""
    return records[: records.index(b"\x1f\x8b\x08", 10)]


def test_a_file_that_another_process_writes_is_left_alone(tmp_path: Path) -> None:
    left = tmp_path / "khazri-20260501093000-1-00001.warc.gz.open"
    left.write_bytes(records_of(exchange()))
    with left.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        adopt(tmp_path)
        assert names(tmp_path) == [left.name]
    adopt(tmp_path)
    assert names(tmp_path) == [left.name.removesuffix(".open")]


def test_an_answer_is_told_with_the_address_it_was_announced_under_and_no_secret(tmp_path: Path) -> None:
    asked = ((b"Authorization", b"Basic s3cret"), (b"Cookie", b"a=s3cret"), (b"Accept", b"*/*"))
    answered = (
        (b"Set-Cookie", b"a=s3cret"),
        (b"Transfer-Encoding", b"chunked"),
        (b"Content-Encoding", b"x-gzip"),
        (b"Content-Type", b"text/html"),
    )
    body = gzip.compress(b"<html>a page</html>")
    kept = Exchange("https://user:s3cret@paper.example/a?b=1#c", AT, asked, 200, answered, body, "192.0.2.1", "https://paper.example/short")
    path = tmp_path / "a.warc.gz"
    path.write_bytes(records_of(kept))
    (read,) = Warc(path).records(0)
    assert isinstance(read, Record)
    assert (read.url, read.announced, read.captured_at) == ("https://paper.example/a?b=1", "https://paper.example/short", AT)
    assert read.body == b"<html>a page</html>"
    plain = gzip.decompress(path.read_bytes())
    assert b"s3cret" not in plain
    assert b"GET /a?b=1 HTTP/1.1\r\nHost: paper.example\r\n" in plain
    assert b"chunked" not in plain
    with path.open("rb") as opened:
        every = list(ArchiveIterator(opened, record_types=WarcRecordType.any_type, parse_http=False))
        assert [each.record_type for each in every] == [WarcRecordType.response, WarcRecordType.request]


@given(some.binary(max_size=200))
def test_an_address_without_a_name_stays_as_it_is(text: bytes) -> None:
    assert without_user(text) == text or b"@" in text
