"""Reading a WARC of whole sites, of whose pages few are on the beat: ``bench_backfill.py [--records 20000] [--share 0.01] [--pages DIR]``.

Side by side, in rounds: (a) reading and decompressing alone, (b) trafilatura on every record as it is written in an afternoon (one process,
SQLite), on a sample spread over the file, and ``khazri ingest`` as a person runs it, its start included: read, gate, extract, tag,
deduplicate, store, index. Printed are records a second on the clock and the processor time of a record, their ratios, and the peak memory
(VmHWM) of each process.

Pages on the beat are those of the invented press, at the size of real ones. The others are those of the same pages that name neither side
once the names are spelt otherwise, a tenth of them in code pages; or, with ``--pages``, the ``.html`` and ``.html.gz`` files of a folder
as they stand, also those that name a side. No page comes twice: each has a paragraph of words that no other has, for what remembers words
would be flattered by pages that are all alike.
"""

import argparse
import gzip
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import trafilatura
from fastwarc.warc import ArchiveIterator, WarcRecordType
from realistic_pages import realistic_pages
from rows import Row, keep

from news.beats import load_beat
from news.pregate import Pregate, pregate_of
from storage.database import open_database

_CODE_PAGES = ("windows-1251", "koi8-r", "iso-8859-9")
_CODED = 0.1  # of the pages
_WORD = re.compile(r"\w+")
_FRESH = 80  # words that only this page has: a long article in a language of many forms
_SEEDS = 4  # times the press's pages are built anew, with other menus, cards and scripts
_SYLLABLES = (("ba", "ne", "li", "to", "mur", "sak", "ve", "do"), ("ба", "не", "ли", "то", "мур", "сак", "ве", "до"))
_OTHER_LETTERS = str.maketrans("aeiourszkbаеиоурсзкбə", "ieaouzrskgиеаоузрскге")
_NAMES = re.compile(rb"russia|azerbaijan|\xd0\xa0\xd0\xbe\xd1\x81\xd1\x81|Az\xc9\x99rbaycan", re.IGNORECASE)


class Body(NamedTuple):
    """A page as a server sends it."""

    content: bytes
    content_type: str = "text/html"


class Ran(NamedTuple):
    """What a piece of work took."""

    records: int
    seconds: float
    cpu: float
    peaks: tuple[int, ...] = ()
    """kB of each process."""

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds


def main() -> None:
    """Build the archive, run each reader on it in turn, and print what they took."""
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.archive or folder / "backfill.warc.gz"
        if not path.exists():
            write(path, options)
        print(f"{options.records} records, {path.stat().st_size / 1e6:.0f} MB, {options.share:.1%} on the beat")
        ratios: list[tuple[float, float, float]] = []
        rates: list[tuple[float, float, float]] = []
        for at in range(options.rounds):
            reading, theirs = read_alone(path), trafilatura_inline(path, folder, options)
            ours = khazri(path, folder / f"khazri{at}.db", options)
            tell("reading alone", reading)
            tell("trafilatura on every record", theirs)
            tell("khazri ingest", ours)
            rates.append((ours.rate, theirs.rate, reading.rate))
            ratios.append((ours.rate / theirs.rate, (theirs.cpu / theirs.records) / (ours.cpu / ours.records), ours.rate / reading.rate))
        keep_rows(options, rates, [on_clock for on_clock, *_ in ratios])
        on_clock, in_cpu, of_reading = (statistics.median(each) for each in zip(*ratios, strict=True))
        print(f"khazri / trafilatura: {on_clock:.1f} on the clock, {in_cpu:.1f} in processor time; of reading alone: {of_reading:.2f}")


def keep_rows(options: argparse.Namespace, rates: list[tuple[float, float, float]], ratios: list[float]) -> None:
    """Keep the medians for the document."""
    ours, theirs, reading = (statistics.median(each) for each in zip(*rates, strict=True))
    kind = "real pages as they stand" if options.pages else "pages off the beat that name no side"
    name, note = f"back-fill, {options.share:.0%} on the beat, {kind}", f"{options.records:,} records"
    inline = Row(name, ours, theirs, "records/s", "trafilatura on every record", ">= 40", note=note, ratio=statistics.median(ratios))
    keep("backfill", inline, Row(name, ours, reading, "records/s", "reading and decompressing alone", note=note))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.01, help="of the records that is on the beat")
    parser.add_argument("--pages", type=Path, help="a folder of real pages, as they stand off the beat")
    parser.add_argument("--archive", type=Path, help="where the archive is kept; one that is there is read as it stands")
    parser.add_argument("--baseline", type=int, default=500, help="records that trafilatura reads in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


def write(path: Path, options: argparse.Namespace) -> None:
    """Write an archive, record by record compressed."""
    chance = random.Random(9)
    on_beat = [Body(page.body) for page in realistic_pages()]
    off_beat = list(pages_in(options.pages) if options.pages else neutral_pages())
    print(f"{len(off_beat)} pages off the beat, {len(on_beat)} on it, each record with words of its own")
    with path.open("wb") as file:
        for number in range(options.records):
            body = with_fresh_words(chance.choice(on_beat if chance.random() < options.share else off_beat), chance)
            coded = in_code_page(body, chance) if not options.pages and chance.random() < _CODED else body
            file.write(record(f"https://paper{number % 300}.example/news/{number}", coded))


def with_fresh_words(body: Body, chance: random.Random) -> Body:
    """Put a paragraph behind the last one, of words that were made for this page."""
    cyrillic = b"\xd0" in body.content
    words = ["".join(chance.choices(_SYLLABLES[cyrillic], k=chance.randint(3, 5))) for _ in range(_FRESH)]
    paragraph = f"<p>{' '.join(words)}.</p>".encode()
    at = body.content.rfind(b"</p>") + 4
    return body._replace(content=body.content[:at] + paragraph + body.content[at:]) if at >= 4 else body


def in_code_page(body: Body, chance: random.Random) -> Body:
    """Return a page in UTF-8 in a code page that it declares."""
    code_page = chance.choice(_CODE_PAGES)
    text = re.sub("charset=([\"']?)utf-8", rf"charset=\1{code_page}", body.content.decode(), flags=re.IGNORECASE)
    return Body(text.encode(code_page, "xmlcharrefreplace"), f"text/html; charset={code_page}")


def neutral_pages() -> Iterator[Body]:
    """Give the press's pages with the names of either side spelt otherwise."""
    gate = pregate_of(load_beat())
    for seed in range(2, 2 + _SEEDS):
        for page in realistic_pages(seed):
            body = neutral(page.body.decode(), gate).encode()
            if not gate.may_name(body):  # half of them hold a name as a phrase, or in entities
                yield Body(body, "text/html; charset=utf-8")


def neutral(text: str, gate: Pregate) -> str:
    """Return a page in which no word names a side by itself."""
    named = {word: word.lower().translate(_OTHER_LETTERS) for word in set(_WORD.findall(text)) if gate.may_name(word.encode())}
    others = {word: other if not gate.may_name(other.encode()) else "ward" for word, other in named.items()}
    return _WORD.sub(lambda found: others.get(found[0], found[0]), text)


def pages_in(folder: Path) -> Iterator[Body]:
    """Read the pages of a folder."""
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.html.gz")]):
        yield Body(gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes())


def record(url: str, body: Body) -> bytes:
    """Write one answer of a server as a record of a WARC file."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {body.content_type}\r\n\r\n".encode() + body.content
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", 6)


def bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give address and page of each record."""
    with path.open("rb") as file:
        for each in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            yield each.headers["WARC-Target-URI"], each.reader.read()


def read_alone(path: Path) -> Ran:
    """Read and decompress every record."""
    began, cpu = time.perf_counter(), time.process_time()
    count = sum(1 for _ in bodies(path))
    return Ran(count, time.perf_counter() - began, time.process_time() - cpu)


def trafilatura_inline(path: Path, folder: Path, options: argparse.Namespace) -> Ran:
    """Extract records spread over the file, and store what names a side; reading what lies between them is not counted."""
    step = max(1, options.records // options.baseline)
    sample = islice(bodies(path), 0, None, step)
    connection = sqlite3.connect(folder / "baseline.db")
    connection.execute("CREATE TABLE IF NOT EXISTS articles (url TEXT, title TEXT, author TEXT, date TEXT, text TEXT)")
    count, seconds, cpu = 0, 0.0, 0.0
    for url, body in sample:
        began, began_cpu = time.perf_counter(), time.process_time()
        found = trafilatura.bare_extraction(body, url=url, with_metadata=True)
        if found is not None and found.text and _NAMES.search(found.text.encode()):
            row = url, found.title, found.author, found.date, found.text
            connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", row)
            connection.commit()
        count, seconds, cpu = count + 1, seconds + time.perf_counter() - began, cpu + time.process_time() - began_cpu
    connection.close()
    return Ran(count, seconds, cpu)


def khazri(path: Path, database: Path, options: argparse.Namespace) -> Ran:
    """Run the command, and watch what its processes take."""
    with open_database(f"sqlite:///{database}"):
        pass  # made once in a lifetime
    command = [sys.executable, "-m", "desk.cli", "--database", f"sqlite:///{database}", "ingest", "--again", str(path)]
    began = time.perf_counter()
    running = subprocess.Popen(
        [*command, "--workers", str(options.workers)],
        cwd=Path(__file__).parents[1],
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    taken: dict[int, tuple[float, int]] = {}
    while running.poll() is None:
        for process, (cpu, peak) in watched(running.pid):
            taken[process] = cpu, max(peak, taken.get(process, (0.0, 0))[1])  # one that has ended has no peak any more
        time.sleep(0.1)
    seconds = time.perf_counter() - began
    print((running.stdout.read() if running.stdout else "").strip())
    return Ran(options.records, seconds, sum(cpu for cpu, _ in taken.values()), tuple(sorted(peak for _, peak in taken.values())))


def watched(session: int) -> Iterator[tuple[int, tuple[float, int]]]:
    """Give processor time and peak memory, in kB, of each process of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(state[3]) != session:
                continue
            peak = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
            yield int(folder.name), ((int(state[11]) + int(state[12])) / os.sysconf("SC_CLK_TCK"), int(peak[1]) if peak else 0)
        except OSError:
            continue  # it ended meanwhile


def tell(name: str, ran: Ran) -> None:
    """Print what one reader took."""
    peaks = f"; peaks {', '.join(f'{peak / 1024:.0f}' for peak in ran.peaks)} MiB" if ran.peaks else ""
    print(f"{name}: {ran.rate:.0f} records/s, {ran.cpu / ran.records * 1000:.2f} ms of processor time each{peaks}", flush=True)


if __name__ == "__main__":
    main()
