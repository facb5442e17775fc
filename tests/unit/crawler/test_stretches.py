"""A WARC file that is looked through in stretches gives what it gives when it is read in one go."""

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.archives.records import Record, Skipped
from crawler.archives.stretches import gather, stretches_of
from crawler.archives.warcs import Warc

TEXT = "The council of ward {0} met on Tuesday to talk about roads, schools and the budget {1}."


def record(number: int, *, status: str = "200 OK") -> bytes:
    noise = random.Random(number).randbytes(number % 7 * 60).hex()
    body = f"<html><body><p>{TEXT.format(number, noise)}</p></body></html>"
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n{body}"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://north.example/{number}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return gzip.compress(f"{head}{answer}\r\n\r\n".encode())


def archive(folder: Path, count: int = 40) -> Path:
    path = folder / "news.warc.gz"
    path.write_bytes(b"".join(record(number, status="404 Not Found" if number % 9 == 4 else "200 OK") for number in range(count)))
    return path


def told(record: Record | Skipped) -> tuple[str, int]:
    return (record.url, record.place) if isinstance(record, Record) else (f"{record.why} {record.problem}", record.place)


def at_once(path: Path) -> list[tuple[str, int]]:
    return [told(each) for each in Warc(path).records(0)]


def in_stretches(path: Path, size: int) -> list[tuple[str, int]]:
    return [told(each) for one in stretches_of(path, None, size) for each in Warc(path).stretch(one.start, one.end)]


def is_damage(what: tuple[str, int]) -> bool:
    return what[0].startswith("damaged")


def spoilt(at: float, length: int) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        start = int(len(data) * at)
        return data[:start] + b"x" * length + data[start + length :]

    return spoil


def without_mark(data: bytes) -> bytes:
    """Spoil the very first byte of a record in the middle."""
    start = data.index(b"\x1f\x8b\x08", len(data) // 2)
    return data[:start] + b"?" + data[start + 1 :]


@pytest.mark.parametrize("size", [200, 700, 1500, 5000])
@pytest.mark.parametrize(
    "spoil",
    [lambda data: data, spoilt(0.3, 40), spoilt(0.5, 4000), spoilt(0.71, 3), without_mark, lambda data: data[:-40]],
    ids=["whole", "one record", "a long piece", "three bytes", "a lost beginning", "truncated"],
)
def test_stretches_give_every_record_and_every_damage_once(tmp_path: Path, spoil: Callable[[bytes], bytes], size: int) -> None:
    path = archive(tmp_path)
    path.write_bytes(spoil(path.read_bytes()))
    ours, whole = in_stretches(path, size), at_once(path)
    assert [each for each in ours if not is_damage(each)] == [each for each in whole if not is_damage(each)]
    assert sum(map(is_damage, ours)) == sum(map(is_damage, whole))  # told with the record before it, or with its own place


def test_a_run_goes_on_behind_the_record_that_is_done(tmp_path: Path) -> None:
    path = archive(tmp_path)
    everything = at_once(path)
    for done in (0, 7, 20):
        place = everything[done][1]
        left = [gather(each, None, None) for each in stretches_of(path, place, 900)]
        assert [each.place for gathered in left for each in gathered.records] == [
            at for what, at in everything[done + 1 :] if what.startswith("https:")
        ]
        assert sum(gathered.counts["records"] for gathered in left) == len(everything) - done - 1


def test_what_cannot_be_entered_in_the_middle_is_not_divided(tmp_path: Path) -> None:
    plain = gzip.decompress(archive(tmp_path).read_bytes())
    (tmp_path / "plain.warc").write_bytes(plain)
    (tmp_path / "whole.warc.gz").write_bytes(gzip.compress(plain))
    assert stretches_of(tmp_path / "plain.warc", None, 200) == []
    assert stretches_of(tmp_path / "whole.warc.gz", None, 200) == []
    assert stretches_of(tmp_path / "news.warc.gz", None, 1 << 20) == []
