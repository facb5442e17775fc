"""A poll round over unchanged feeds beside parsing one of them once: ``bench_polling.py [--feeds 1000] [--entries 30 100 300]``.

A server in a process of its own answers every second feed with 304 and sends the same bytes again for the others. A real crawl looks at
all of them, in an archive that knows every entry; then each feed has one new entry, whose page is fetched and read. Counted is processor
time, of the crawl with its parser processes; beside it that of one ``feedparser.parse`` of the same bytes, and of bare Scrapy asking for
the same addresses.
"""

import argparse
import asyncio
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import ClassVar, NamedTuple
from urllib.request import urlopen

import feedparser
import rows
from polling_server import base_of, etag, feed_body
from processor_time import Spent, spent
from rows import Row
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from serving import server
from sqlalchemy import update

from crawler.crawls import CrawlPlan, Crawls
from crawler.loop import run_in_loop
from news.feeds import Entry, read_feed
from news.ledger import FeedLook, Validators
from news.pages import Page
from news.polling import body_hash
from news.sources import Feed, Source
from storage import ledger
from storage.database import Database, open_database
from storage.sources import register
from storage.tables import urls

HOSTS = 50
ROUNDS = 3
PARSES = 3
LOOPBACK = "127.0.0.0/8"


class Press(NamedTuple):
    """The feeds of one size."""

    sources: tuple[Source, ...]
    feeds: int
    entries: int
    port: int

    @property
    def addresses(self) -> list[str]:
        """Of all feeds."""
        return [feed.url for source in self.sources for feed in source.feeds]


class Costs(NamedTuple):
    """Milliseconds of processor time for a feed."""

    unchanged: float
    """Where nothing is new."""
    news: Spent
    """Where each feed has one new entry, whose page is read."""
    bare: float
    """Bare Scrapy asking for it."""
    parse: float
    """One ``feedparser.parse`` of it."""


async def main(given: argparse.Namespace) -> None:
    """Poll feeds of each size, and print a table."""
    print(f"{given.feeds} feeds on {HOSTS} hosts; milliseconds of processor time for a feed")
    print(f"{'':16} {'unchanged':>10} {'feedparser':>11} {'part of it':>11} {'bare Scrapy':>12} {'with one new entry and its page':>32}")
    for entries in given.entries:
        with tempfile.TemporaryDirectory() as folder, serving(given.feeds, entries) as press:
            cost = await costs(press, Path(folder))
        news = f"{cost.news.whole:.1f} ({cost.news.below:.1f} in parser processes)"
        part = f"{cost.unchanged / cost.parse:.1%}"
        print(f"{entries:>4} entries     {cost.unchanged:10.2f} {cost.parse:11.1f} {part:>11} {cost.bare:12.2f} {news:>32}", flush=True)
        note = f"{given.feeds} feeds, half of them 304"
        name = f"an unchanged feed of {entries}"
        rows.keep(
            "polling",
            Row(name, cost.unchanged, cost.parse, "ms of CPU", "one feedparser.parse of it", "<= 0.02", note=note),
            Row(name, cost.unchanged, cost.bare, "ms of CPU", "bare Scrapy asking for it", note=note),
            Row(
                f"a feed of {entries} with one new entry, its page read",
                cost.news.whole,
                cost.parse,
                "ms of CPU",
                "one feedparser.parse of it",
            ),
        )


@contextmanager
def serving(feeds: int, entries: int) -> Iterator[Press]:
    """Start the server."""
    with server("polling_server.py", HOSTS, entries) as port:
        yield Press(tuple(_sources(feeds, port)), feeds, entries, port)


def _sources(feeds: int, port: int) -> Iterator[Source]:
    for host in range(HOSTS):
        base, name = base_of(host, HOSTS, port), f"outlet-{host}"
        own = tuple(Feed(f"{name}/{each}", name, f"{base}/{each}.xml", "rss") for each in range(host, feeds, HOSTS))
        yield Source(name, name, f"{base}/", "AZ", ("en",), "Asia/Baku", "independent", delay=0, feeds=own)


async def costs(press: Press, folder: Path) -> Costs:
    """Measure all, in an archive of their own."""
    with open_database(f"sqlite:///{folder / 'bench.db'}") as database:
        await asyncio.to_thread(_learn, database, press)
        plan = CrawlPlan(press.sources, allowed=(ip_network(LOOPBACK),), pages_a_host=max(500, press.feeds))
        crawls = Crawls(database, plan)
        try:
            await _round(crawls, press, unchanged=True)  # what is imported, started and asked for once
            rounds = [await _round(crawls, press, unchanged=True) for _ in range(ROUNDS)]
            bare = statistics.median([await asyncio.to_thread(_bare, press) for _ in range(ROUNDS)])
            await asyncio.to_thread(urlopen, f"{base_of(0, HOSTS, press.port)}/_news")
            news = await _round(crawls, press, unchanged=False)
        finally:
            crawls.close()
    return Costs(statistics.median(each.whole for each in rounds), news, bare, _parse(press))


async def _round(crawls: Crawls, press: Press, *, unchanged: bool) -> Spent:
    """Look at every feed once, and return milliseconds for each."""
    before = spent()
    report = await crawls.crawl([source.id for source in press.sources])
    taken = spent().since(before)
    assert report.unchanged == (press.feeds if unchanged else 0), report
    assert report.fetched == (0 if unchanged else press.feeds), report
    return Spent(*(each / press.feeds * 1000 for each in taken))


def _learn(database: Database, press: Press) -> None:
    """Let the archive know every entry of every feed, as after a first crawl whose pages were off the beat."""
    register(database, press.sources)
    now = datetime.now(UTC) - timedelta(hours=1)
    read = _entries(press, now)
    for source in press.sources:
        for feed in source.feeds:
            number = int(feed.id.partition("/")[2])
            base = source.homepage.rstrip("/")
            own = tuple(_moved(entry, f"{base}/{number}") for entry in read)
            body = body_hash(feed_body(base, number, press.entries, 0))
            validators = Validators(etag(number, 0)) if number % 2 == 0 else Validators()
            look = FeedLook(feed.id, source.id, "new", now, own, validators, body_hash=body)
            ledger.record_look(database, look, every=timedelta(minutes=15))
    with database.begin_write() as connection:
        connection.execute(update(urls).values(state="rejected", reason="off the beat"))


def _entries(press: Press, now: datetime) -> tuple[Entry, ...]:
    """Read the first feed: the entries of all others differ in their addresses alone."""
    source, feed = press.sources[0], press.sources[0].feeds[0]
    body = feed_body(source.homepage.rstrip("/"), 0, press.entries, 0)
    return read_feed(Page(feed.url, 200, body, "application/rss+xml", now, feed.url), feed, source, now).entries


def _moved(entry: Entry, base: str) -> Entry:
    url = f"{base}/{entry.url.rpartition('/')[2]}"
    return replace(entry, url=url, link=url)


def _parse(press: Press) -> float:
    body = feed_body(base_of(0, HOSTS, press.port), 0, press.entries, 0)
    times = []
    for _ in range(PARSES):
        started = time.process_time()
        feedparser.parse(BytesIO(body))
        times.append(time.process_time() - started)
    return statistics.median(times) * 1000


class BareSpider(Spider):
    """Asks for addresses and drops the answers."""

    name = "bare"
    custom_settings: ClassVar = {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
    }

    async def start(self):  # type: ignore[no-untyped-def]
        """Ask for every feed, as one that knows it."""
        self.begun = time.process_time()
        for url in json.loads(sys.stdin.read()):
            tag = etag(int(url.rpartition("/")[2].removesuffix(".xml")), 0)
            yield Request(url, headers={"If-None-Match": tag}, dont_filter=True)

    def parse(self, response):  # type: ignore[no-untyped-def]
        """Drop it."""

    def closed(self, reason: str) -> None:
        """Say what it took."""
        print(time.process_time() - self.begun)


def _bare(press: Press) -> float:
    """Ask for all feeds with bare Scrapy, in a process of its own."""
    command = [sys.executable, __file__, "--bare"]
    done = subprocess.run(command, input=json.dumps(sorted(press.addresses)), capture_output=True, text=True, check=True)
    return float(done.stdout) / press.feeds * 1000


def read_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--entries", type=int, nargs="+", default=[30, 100, 300])
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    arguments = read_arguments()
    if arguments.bare:
        process = CrawlerProcess()
        process.crawl(BareSpider)
        process.start()
    else:
        run_in_loop(lambda _: main(arguments))
