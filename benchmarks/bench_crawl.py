"""A whole crawl (fetch, extract, gate, tag, deduplicate, store, index) beside what one would use instead, on pages of a local server.

The contestants take turns: this program (``khazri crawl`` on an empty archive), Scrapy that only downloads, Scrapy with trafilatura and
SQLite in a pipeline, news-please. All have the same two processors and ask the same server, which is a process of its own; it has forty
hosts, so that politeness holds up nobody. What counts is the time from the first question the server hears to the end of the process;
the time until then, which a program that stays running pays once, is told beside it, with the most memory of each process.
"""

import argparse
import json
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from crawl_pages import HOSTS, crawl_pages
from others import OTHERS, is_there, python_at
from processes import Watched, memory_rows, run_watched
from rows import Row, keep
from serving import SOURCE, server

from news.sources import read_sources

HERE = Path(__file__).parent
# What is asked for (3.2 and 15 times; 6 times and a half), by the part of the pages that is on the beat.
GOALS = {1: {"inline": 3.2, "news-please": 15.0}, 20: {"inline": 6.0, "bare": 0.5}}
RIVALS = {"bare": "Scrapy alone", "inline": "Scrapy with trafilatura inline", "news-please": "news-please"}


@dataclass(frozen=True)
class Run:
    """What one contestant did once."""

    pages: int
    """That the server was asked for."""
    seconds: float
    """From the first question to the end."""
    before: float
    """Seconds until the first question."""
    watched: Watched
    kept: int


@dataclass(frozen=True)
class Course:
    """The pages of one setting, served."""

    port: int
    addresses: tuple[str, ...]

    def noted(self) -> dict[str, float]:
        """Return when the first question came and how many pages were asked for since this was last asked."""
        with urlopen(f"http://127.0.0.1:{self.port}/noted") as answer:
            noted: dict[str, float] = json.load(answer)
        return noted


@contextmanager
def course(options: argparse.Namespace, wanted_of: int) -> Iterator[Course]:
    """Make the pages and serve them."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        rows = []
        for number, page in enumerate(crawl_pages(options.count, wanted_of, options.pages)):
            (folder / f"{number}.html").write_bytes(page.body)
            rows.append({"host": page.host, "path": page.path, "title": page.title, "file": f"{number}.html"})
        (folder / "pages.json").write_text(json.dumps(rows), encoding="utf-8")
        sizes = sorted((folder / row["file"]).stat().st_size for row in rows)
        print(f"{len(rows)} pages of {statistics.median(sizes) / 1000:.0f} kB in the median, one in {wanted_of} on the beat", flush=True)
        with server("crawl_server.py", folder) as port:
            yield Course(port, tuple(f"http://127.0.0.{row['host'] + 1}:{port}{row['path']}" for row in rows))


def run(name: str, ground: Course, options: argparse.Namespace) -> Run:
    """Let a contestant crawl once, in an empty folder."""
    with tempfile.TemporaryDirectory() as told:
        folder = Path(told)
        addresses = ground.addresses if name != "news-please" else ground.addresses[: options.newsplease_pages]
        (folder / "addresses.txt").write_text("\n".join(addresses), encoding="utf-8")
        sources = "".join(
            SOURCE.format(name=f"host-{host}", base=f"http://127.0.0.{host}:{ground.port}", feed="rss.xml", country=country)
            for host, country in enumerate(_countries(min(HOSTS, options.count)), start=1)
        )
        (folder / "sources.toml").write_text(sources, encoding="utf-8")
        ground.noted()
        began = time.monotonic()
        watched = run_watched(_command(name, options), folder, {"KHAZRI_ALLOW_NETWORKS": "127.0.0.0/8"})
        ended = time.monotonic()
        noted = ground.noted()
        kept = _kept(folder / ("khazri.db" if name == "khazri" else "articles.db"), name)
    if watched.code:
        sys.exit(f"{name} failed:\n{watched.said}")
    done = Run(int(noted["asked"]), ended - noted["first_at"], noted["first_at"] - began, watched, kept)
    print(f"  {name}: {done.pages} pages in {done.seconds:.1f} s", flush=True)
    return done


def _countries(count: int) -> list[str]:
    """Return the countries of so many of the outlets that ship: an outlet at home on a side need not name it."""
    shipped = sorted(source.country for source in read_sources() if source.enabled)
    return [shipped[number * len(shipped) // count] for number in range(count)]


def _command(name: str, options: argparse.Namespace) -> Sequence[str | Path]:
    match name:
        case "khazri":
            return [sys.executable, "-m", "desk.cli", "crawl", "--sources", "sources.toml"]
        case "news-please":
            return [options.others, HERE / "crawl_newsplease.py", "addresses.txt"]
        case _:
            return [sys.executable, HERE / "crawl_rivals.py", name, "addresses.txt"]


def _kept(file: Path, name: str) -> int:
    """Count the articles that a contestant kept; ours has a copy or a second version of none here."""
    if not file.exists():
        return 0
    with sqlite3.connect(file) as connection:
        count: int = connection.execute("SELECT count(*) FROM articles" + (" WHERE NOT hidden" if name == "khazri" else "")).fetchone()[0]
    return count


def show(runs: dict[str, list[Run]], wanted_of: int, kind: str) -> None:
    """Print what each contestant did, and the ratios of ours to it, run by run."""
    print(f"{'':12} pages/s   kept  before  CPU/page  memory of each process at its most, MiB")
    for name, done in runs.items():
        last = done[-1]
        rate = statistics.median(each.pages / each.seconds for each in done)
        cpu = statistics.median(each.watched.cpu_seconds / each.pages for each in done) * 1000
        before = statistics.median(each.before for each in done)
        memory = " ".join(str(round(held.most)) for held in last.watched.peaks[:8])
        print(f"{name:12} {rate:7.1f} {last.kept:6} {before:5.1f} s {cpu:6.1f} ms  {memory}")
    what = f"{'all pages' if wanted_of == 1 else f'one page in {wanted_of}'} on the beat, {kind} pages"
    for name, done in runs.items():
        if name != "khazri" and "khazri" in runs:
            _compare(runs["khazri"], done, what, name, GOALS.get(wanted_of, {}).get(name))
    if "khazri" in runs:
        rivals = {RIVALS[name]: done[-1].watched.peaks for name, done in runs.items() if name in {"bare", "inline"}}
        last = runs["khazri"][-1]
        keep("crawl", *memory_rows(f"a crawl, {what}", last.watched.peaks, rivals, f"{last.pages} pages"))


def _compare(ours: list[Run], theirs: list[Run], what: str, name: str, goal: float | None) -> None:
    """Print and keep the ratio of ours to a rival, run by run."""
    ratios = [(our.pages / our.seconds) / (their.pages / their.seconds) for our, their in zip(ours, theirs, strict=False)]
    rate, other = (statistics.median(each.pages / each.seconds for each in some) for some in (ours, theirs))
    wanted = f">= {goal:g}" if goal else ""
    row = Row(what, rate, other, "pages/s", RIVALS[name], wanted, note=f"{theirs[0].pages} pages")
    keep("crawl", row._replace(ratio=statistics.median(ratios)))
    asked = f", asked for: {goal}" if goal else ""
    print(f"khazri / {name}: {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f} in {len(ratios)} rounds{asked})")


def main() -> None:
    """Run all contestants, turn by turn, in each setting."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=2000, help="pages (2000)")
    parser.add_argument("--pages", type=Path, help="a folder of real pages, .html or .html.gz; else those of the invented press")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each contestant (3)")
    parser.add_argument("--wanted-of", type=int, nargs="+", default=[1, 20], help="one page in so many is on the beat (1 20)")
    parser.add_argument("--others", type=python_at, default=OTHERS, help="a Python that has news-please")
    parser.add_argument("--newsplease-pages", type=int, default=200, help="of the pages, for it is slow (200)")
    parser.add_argument("--only", nargs="+", default=["khazri", "bare", "inline", "news-please"], help="contestants")
    options = parser.parse_args()
    options.only = [name for name in options.only if name != "news-please" or is_there(name, options.others)]
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    for wanted_of in options.wanted_of:
        runs: dict[str, list[Run]] = defaultdict(list)
        with course(options, wanted_of) as ground:
            for number in range(options.rounds):
                for name in options.only:
                    if name != "news-please" or number == 0:  # once is enough for what takes so long
                        runs[name].append(run(name, ground, options))
        show(runs, wanted_of, "real" if options.pages else "invented")


if __name__ == "__main__":
    main()
