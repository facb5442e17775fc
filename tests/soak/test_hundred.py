"""A hundred hostile servers beside fifty healthy feeds: the healthy ones lose nothing, and hardly notice."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from papers import plain_environment, sources_file
from rude import RudeServer
from soak.watching import Watch
from soak.well_behaved import publish

HOSTILE = int(os.environ.get("SOAK_HOSTILE", "100"))
SERVERS, FEEDS, ARTICLES = 10, 50, 10
DELAY = 1.0  # seconds between two requests to a host, as is usual
TIMEOUT = 30.0  # as in the settings
PAGES = 150  # of a host: traps go on for longer than the healthy feeds take, and the test ends
MEMORY = 512  # MB, of each process
HERE = Path(__file__).parent
DAEMON = HERE.parent / "integration" / "daemons.py"


@dataclass
class Crawled:
    """What one crawl came to."""

    said: str
    seconds: float
    """From its beginning until the last healthy article stood in the archive."""
    stored: int
    """Healthy articles."""
    watch: Watch
    states: Counter[tuple[str, str]]
    """Of the other addresses, with their reasons."""


@pytest.fixture(scope="module")
def healthy() -> Iterator[list[tuple[str, list[str]]]]:
    """Feeds, with the addresses of their articles."""
    servers = [RudeServer() for _ in range(SERVERS)]
    feeds = []
    for number in range(FEEDS):
        server = servers[number % SERVERS]
        addresses = publish(server, f"/feed-{number}", range(number * ARTICLES, (number + 1) * ARTICLES))
        feeds.append((f"{server.url}/feed-{number}", addresses))
    yield feeds
    for server in servers:
        server.close()


@pytest.fixture
def hostile() -> Iterator[list[tuple[str, str, str]]]:
    """Kinds, addresses and names of hostile feeds; their servers run in a process of their own."""
    command = ["nice", "-n", "5", sys.executable, str(HERE / "zoo.py"), str(HOSTILE)]  # on the net they would not take our time
    environment = plain_environment(PYTHONPATH=str(HERE.parent))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    yield [tuple(json.loads(line)) for line in iter(process.stdout.readline, "\n")]
    process.communicate()


def crawl(folder: Path, feeds: list[tuple[str, str]], healthy: set[str]) -> Crawled:
    folder.mkdir()
    file = sources_file(folder, *feeds, delay=DELAY)
    command = [sys.executable, str(DAEMON), str(file), "1", str(TIMEOUT), str(PAGES), "0"]
    started, done, seconds = time.monotonic(), 0, 0.0
    with (folder / "err").open("w") as err, (folder / "out").open("w") as out:
        process = subprocess.Popen(command, cwd=folder, env=plain_environment(), stdout=out, stderr=err)
        watch = Watch(process.pid)
        while process.poll() is None:
            time.sleep(0.5)
            now_done = stored(folder, healthy)
            if now_done > done:
                done, seconds = now_done, time.monotonic() - started
        watch.close()
    assert process.returncode == 0, (folder / "err").read_text()[-3000:]
    others = Counter((state, reason) for url, state, reason in ledger(folder) if url not in healthy)
    return Crawled((folder / "out").read_text(), seconds, done, watch, others)


def stored(folder: Path, addresses: set[str]) -> int:
    """Count which of some addresses are in the archive by now, each as an article of its own."""
    with suppress(sqlite3.OperationalError):  # it is not there yet
        return sum(url in addresses for url, _, _ in ledger(folder, "WHERE state = 'stored' AND reason = ''"))
    return 0


def ledger(folder: Path, which: str = "") -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(f"file:{folder / 'khazri.db'}?mode=ro", uri=True)) as connection:
        return connection.execute(f"SELECT url, state, reason FROM urls {which}").fetchall()


def test_a_hundred_hostile_servers_cost_the_healthy_feeds_no_article_and_at_most_twice_the_time(
    healthy: list[tuple[str, list[str]]], hostile: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    good = [("rss", address) for address, _ in healthy]
    articles = {address for _, addresses in healthy for address in addresses}
    alone = crawl(tmp_path / "alone", good, articles)
    bad = [(kind, address) for kind, address, _ in hostile]
    mixed = [feed for pair in zip(bad[::2], bad[1::2], good, strict=False) for feed in pair]
    beside = crawl(tmp_path / "beside", [*mixed, *good[len(mixed) // 3 :], *bad[len(mixed) // 3 * 2 :]], articles)
    for name, crawled in (("alone", alone), ("beside", beside)):
        (peak,) = re.findall(r"peak (\d+) MB", crawled.said)
        print(f"\n{name}: {crawled.stored} of {len(articles)} stored, the last after {crawled.seconds:.1f} s")
        print(f"  peak of the crawl {peak} MB, of each process below it at most {max(crawled.watch.peaks.values())} MB", end="")
        print(f", all together {crawled.watch.most_together} MB; {len(crawled.watch.peaks)} processes")
    print(f"  what else was announced: {beside.states.most_common(40)}")
    assert alone.stored == beside.stored == len(articles)
    assert max(beside.watch.peaks.values()) <= MEMORY
    assert beside.seconds <= 2 * alone.seconds
