"""What a day of crawls leaves in memory: ``bench_day.py [--crawls 96] [--outlets 24]``.

One process crawls as the scheduler's does, a day's times at one each quarter of an hour, one after the other without the pauses. Between
two crawls each outlet publishes one article, which is fetched, read, judged and stored where it is on the beat. After every twelfth crawl
(three hours of that day) each process is looked at, once its garbage is collected; the first look is after the first twelve, when libraries
have loaded what they load at first use. The outlets are a process of their own. Digests, alarms and the clock are left out: ``tests/soak``
tries those.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from polling_server import base_of
from processes import Held, environment, memory, memory_rows
from rows import MEMORY, Row, keep
from serving import SOURCE, server

LOOPS = Path(__file__).parents[1] / "tests" / "soak" / "loops.py"
ENTRIES = 10  # of a feed: the first crawl finds so many on each outlet
EVERY = 12  # crawls


def main() -> None:
    """Crawl a day's times, and print and keep what each process holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--crawls", type=int, default=96, help="as many as a day has quarters of an hour")
    parser.add_argument("--outlets", type=int, default=24)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, server("polling_server.py", given.outlets, ENTRIES) as port:
        folder = Path(name)
        sources = (
            SOURCE.format(name=f"outlet-{number}", base=base_of(number, given.outlets, port), feed=f"{number}.xml", country="AZ")
            for number in range(given.outlets)
        )
        (folder / "sources.toml").write_text("".join(sources), encoding="utf-8")
        looks, stored = _crawl(folder, given.crawls, f"{base_of(0, given.outlets, port)}/_news")
    note = f"{given.crawls} crawls, {stored:,} articles stored"
    print(note)
    first, last = looks[0], looks[-1]
    peaks = memory_rows("a day's crawls", last, {}, note)
    keep("day", *peaks, *_growths(first, last, note))


def _crawl(folder: Path, crawls: int, news: str) -> tuple[list[list[Held]], int]:
    """Let a process crawl, and return what its processes held after each twelfth crawl, and how many articles were stored."""
    looks, stored = [], 0
    with _crawler(folder) as process:
        for crawl in range(1, crawls + 1):
            done = _next(process)
            stored += done["stored"]
            urlopen(news).close()
            if crawl % EVERY == 0 or crawl == crawls:
                looks.append(list(memory(process.pid).values()))
                told = ", ".join(f"{held.role} {held.now:.0f}" for held in looks[-1])
                print(f"{crawl:4} crawls, {stored:6,} stored: {told} MiB; journal {done['journal'] / 2**20:.0f} MiB", flush=True)
    return looks, stored


@contextmanager
def _crawler(folder: Path) -> "Iterator[subprocess.Popen[str]]":
    """Start the process that crawls whenever it is sent a line."""
    tests = str(LOOPS.parents[1])
    command = [sys.executable, str(LOOPS), "sources.toml"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=folder, env=environment(PYTHONPATH=tests), stdin=pipe, stdout=pipe, text=True) as process:
        try:
            yield process
        finally:
            assert process.stdin is not None
            process.stdin.close()


def _next(process: "subprocess.Popen[str]") -> dict[str, int]:
    """Let it crawl once more."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("\n")
    process.stdin.flush()
    done: dict[str, int] = json.loads(process.stdout.readline())
    return done


def _growths(first: Sequence[Held], last: Sequence[Held], note: str) -> Iterator[Row]:
    """Give what the main process and all parser processes held in the end beside what they held after the first twelve crawls."""
    for role in ("main process", "parser process"):
        before, after = (sum(held.now for held in look if held.role == role) for look in (first, last))
        what = f"a day's crawls, held at the end: the {role}" + ("es" if role != "main process" else "")
        yield Row(what, after, before, MEMORY, f"the same after {EVERY} crawls", note=note)


if __name__ == "__main__":
    main()
