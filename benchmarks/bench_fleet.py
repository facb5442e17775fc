"""How many pages a minute a fleet of one, two and three workers fetches and stores: ``bench_fleet.py [OUTLETS] [ARTICLES] [DELAY]``.

Invented outlets, each at an address of its own, announce all their articles at once; the clock runs from the first page asked for to the
last one stored. The outlets, PostgreSQL and all workers share this machine, so that with a short delay its processors are the limit
and more workers change little; with the delay of real crawls the hosts' own pace is, and each worker adds its crawls side by side.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from fleets import Fleet, Press, fleet
from mortal import mortal_server
from rows import Row, keep

from news.queries import Query
from storage import articles
from storage.database import open_database


def main() -> None:
    """Measure each size of the fleet, and print and keep the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outlets", type=int, nargs="?", default=60)
    parser.add_argument("articles", type=int, nargs="?", default=600)
    parser.add_argument("delay", type=float, nargs="?", default=1.0)
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2, 3])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    found: dict[int, list[float]] = {count: [] for count in given.workers}
    for _ in range(given.rounds):
        for count in given.workers:
            found[count].append(rate(count, given.outlets, given.articles, given.delay))
    first = statistics.median(found[given.workers[0]])
    for count, rates in found.items():
        each = statistics.median(rates)
        print(f"{count} workers: {each:.0f} pages a minute ({each / first:.2f} of {given.workers[0]})")
        name = f"{count} workers, {given.delay:g} s between two requests to a host"
        keep("fleet", Row(name, each, first, "pages/min", than=f"{given.workers[0]} worker", note=f"{given.outlets} outlets"))


def rate(workers: int, outlets: int, count: int, delay: float) -> float:
    """Return the pages a minute that so many workers fetch and store."""
    with _postgresql() as url, tempfile.TemporaryDirectory() as name:
        folder, press = Path(name), Press(outlets, shown=count)
        press.write_sources(folder / "sources.toml", delay)
        for number in range(count):
            press.publish_at(number % outlets)
        try:
            with fleet(folder, url, KHAZRI_CRAWL_EVERY="1") as running:
                for _ in range(workers):
                    running.start("worker")
                _wait_for(running, "for the fleet on", workers)
                running.start("run")
                while _stored(url) < count:
                    time.sleep(0.2)
                ended = time.monotonic()
                running.stop()
        finally:
            press.close()
        return 60 * count / (ended - min(began for began, *_ in press.requests))


def _wait_for(running: Fleet, words: str, times: int) -> None:
    while running.said.count(words) < times:
        time.sleep(0.2)
    time.sleep(2)


def _stored(url: str) -> int:
    with open_database(url, create=False) as database:
        return articles.count(database, Query())


@contextmanager
def _postgresql() -> Iterator[str]:
    made = mortal_server()
    try:
        yield next(made).url
    finally:
        for _ in made:
            pass


if __name__ == "__main__":
    main()
