"""Reading a WARC of whole sites, of whose pages few are on the beat: ``bench_backfill.py [--records 20000] [--share 0.01] [--pages DIR]``.

Side by side, in rounds: (a) reading and decompressing alone, (b) trafilatura on every record as it is written in an afternoon (one process,
SQLite), on a sample spread over the file, and ``khazri ingest`` as a person runs it, its start included: read, gate, extract, tag,
deduplicate, store, index. Then once, on a smaller file made in the same way, (c) the readers of CC-NEWS of news-please and fundus, offline
and in one process each, their start not included (``backfill_newsplease.py`` and ``backfill_fundus.py`` say how). Printed are records a
second on the clock and the processor time of a record, their ratios, and the peak memory (VmHWM) of each process.

Pages on the beat are those of the invented press, at the size of real ones. The others are those of the same pages that name neither side
once the names are spelt otherwise, a tenth of them in code pages; or, with ``--pages``, the ``.html`` and ``.html.gz`` files of a folder
as they stand, also those that name a side.
"""

import argparse
import json
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from gzip import compress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import trafilatura
from backfill_archive import HOSTS, write
from fastwarc.warc import ArchiveIterator, WarcRecordType
from others import FUNDUS, OTHERS, is_there, python_at
from processes import Held, memory_rows, run_watched
from rows import Row, keep

from storage.database import open_database

HERE = Path(__file__).parent
_NAMES = re.compile(rb"russia|azerbaijan|\xd0\xa0\xd0\xbe\xd1\x81\xd1\x81|Az\xc9\x99rbaycan", re.IGNORECASE)
_MONTH = "crawl-data/CC-NEWS/2024/05"  # where fundus looks for the files of the month that backfill_fundus.py asks for
_SAMPLE = "CC-NEWS-20240501100000-00001.warc.gz"
MOST_PROCESSES = 2
"""Processors that a contestant has."""


class Ran(NamedTuple):
    """What a piece of work took."""

    records: int
    seconds: float
    cpu: float
    peaks: tuple[Held, ...] = ()

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.records / self.seconds


class Round(NamedTuple):
    """What the contestants took, one after the other."""

    reading: Ran
    trafilatura: Ran
    khazri: Ran


def main() -> None:
    """Build the archive, run each reader on it in turn, and print what they took."""
    options = arguments()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:MOST_PROCESSES])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.archive or folder / "backfill.warc.gz"
        if not path.exists():
            write(path, options.records, options.share, options.pages)
        print(f"{options.records} records, {path.stat().st_size / 1e6:.0f} MB, {options.share:.1%} on the beat")
        rounds = []
        for at in range(options.rounds):
            ours = partial(khazri, path, folder / f"khazri{at}.db", options)
            rounds.append(Round(read_alone(path), trafilatura_inline(path, folder, options), ours()))
            for what, ran in zip(("reading alone", "trafilatura on every record", "khazri ingest"), rounds[-1], strict=True):
                tell(what, ran)
        keep_rows(options, rounds, others(folder, options))


def keep_rows(options: argparse.Namespace, rounds: Sequence[Round], rivals: dict[str, Ran]) -> None:
    """Print the medians, and keep them for the document."""
    kind = "real pages as they stand" if options.pages else "pages off the beat that name no side"
    name, note = f"back-fill, {options.share:.0%} on the beat, {kind}", f"{options.records:,} records"
    rates = [(each.khazri.rate, each.trafilatura.rate, each.reading.rate) for each in rounds]
    ours, theirs, reading = (statistics.median(each) for each in zip(*rates, strict=True))
    ratio = statistics.median(each.khazri.rate / each.trafilatura.rate for each in rounds)
    in_cpu = statistics.median(each.trafilatura.cpu / each.trafilatura.records / (each.khazri.cpu / each.khazri.records) for each in rounds)
    print(f"khazri / trafilatura: {ratio:.1f} on the clock, {in_cpu:.1f} in processor time; of reading alone: {ours / reading:.2f}")
    found = [
        Row(name, ours, theirs, "records/s", "trafilatura on every record", ">= 40", note=note, ratio=ratio),
        Row(name, ours, reading, "records/s", "reading and decompressing alone", note=note),
    ]
    for rival, ran in rivals.items():
        print(f"khazri / {rival}: {ours / ran.rate:.1f} on the clock")
        found.append(Row(name, ours, ran.rate, "records/s", rival, note=f"{ran.records:,} records for it, {options.records:,} for ours"))
    held = {rival: ran.peaks for rival, ran in rivals.items()}
    keep("backfill", *found, *memory_rows(name, rounds[-1].khazri.peaks, held, note))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--share", type=float, default=0.01, help="of the records that is on the beat")
    parser.add_argument("--pages", type=Path, help="a folder of real pages, as they stand off the beat")
    parser.add_argument("--archive", type=Path, help="where the archive is kept; one that is there is read as it stands")
    parser.add_argument("--baseline", type=int, default=500, help="records that trafilatura reads in a round, and the other rivals once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=MOST_PROCESSES)
    parser.add_argument("--others", type=python_at, default=OTHERS, help="a Python that has news-please")
    parser.add_argument("--fundus", type=python_at, default=FUNDUS, help="a Python that has fundus")
    return parser.parse_args()


def read_alone(path: Path) -> Ran:
    """Read and decompress every record."""
    began, cpu = time.perf_counter(), time.process_time()
    count = sum(1 for _ in bodies(path))
    return Ran(count, time.perf_counter() - began, time.process_time() - cpu)


def bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give address and page of each record."""
    with path.open("rb") as file:
        for each in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            yield each.headers["WARC-Target-URI"], each.reader.read()


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
    command = [sys.executable, "-m", "desk.cli", "--database", f"sqlite:///{database}", "ingest", "--again", path.resolve()]
    began = time.perf_counter()
    watched = run_watched([*command, "--workers", str(options.workers)], database.parent, {})
    seconds = time.perf_counter() - began
    print(watched.said.strip())
    if watched.code:
        sys.exit("khazri ingest failed")
    return Ran(options.records, seconds, watched.cpu_seconds, watched.peaks)


def others(folder: Path, options: argparse.Namespace) -> dict[str, Ran]:
    """Let the readers of CC-NEWS that are there read a smaller file; what they take is a hundred times ours."""
    sample = folder / "served" / _MONTH / _SAMPLE
    sample.parent.mkdir(parents=True)
    write(sample, options.baseline, options.share, options.pages)
    (sample.parent / "warc.paths.gz").write_bytes(compress(f"{_MONTH}/{_SAMPLE}\n".encode()))
    hosts = folder / "hosts.txt"
    hosts.write_text("\n".join(HOSTS), encoding="utf-8")
    found: dict[str, Ran | None] = {}
    if is_there("news-please", options.others):
        found["news-please's reader of CC-NEWS"] = rival([options.others, HERE / "backfill_newsplease.py", sample], folder)
    if is_there("fundus", options.fundus):
        with served(folder / "served") as url:
            command = [options.fundus, HERE / "backfill_fundus.py", url, hosts, str(options.baseline)]
            found["fundus's reader of CC-NEWS"] = rival(command, folder)
    for name, ran in found.items():
        if ran:
            tell(name, ran)
    return {name: ran for name, ran in found.items() if ran}


def rival(command: Sequence[str | Path], folder: Path) -> Ran | None:
    """Run another reader in a folder of its own, and take what its last line says; where it cannot be run, say why."""
    with tempfile.TemporaryDirectory(dir=folder) as own:
        watched = run_watched(command, Path(own), {})
    *_, last = ["", *watched.said.strip().splitlines()]
    if watched.code:
        print(f"{command[1]}: left out: {last}")
        return None
    took = json.loads(last)
    print(f"{took['kept']} of {took['records']} records gave an article")
    return Ran(took["records"], took["seconds"], took["cpu"], watched.peaks)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder on 127.0.0.1."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def tell(name: str, ran: Ran) -> None:
    """Print what one reader took."""
    peaks = f"; peaks {', '.join(f'{held.most:.0f}' for held in ran.peaks)} MiB" if ran.peaks else ""
    print(f"{name}: {ran.rate:.0f} records/s, {ran.cpu / ran.records * 1000:.2f} ms of processor time each{peaks}", flush=True)


if __name__ == "__main__":
    main()
