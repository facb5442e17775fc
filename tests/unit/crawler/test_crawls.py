"""What a crawl's own process does before there is anything to read, and what it leaves to others."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.crawls import CrawlPlan, Crawls
from storage.database import open_database

STARTED = "crawler.loop, crawler.crawls, desk.fleet, desk.opening, desk.progress, spiders.feeds, spiders.sitemaps, spiders.shared_stories"
READERS = {"news.pages", "news.extraction", "news.pregate", "news.reading.kinds", "trafilatura"}


def test_a_crawl_with_nothing_to_do_begins_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr("crawler.parsers.begin_forking", begun.append)
    with open_database(f"sqlite:///{tmp_path / 'khazri.db'}") as database:
        crawls = Crawls(database, CrawlPlan(()))
        report = asyncio.run(crawls.crawl())
        crawls.close()
    assert (report.feeds, begun) == (0, [])


def test_what_reads_pages_is_imported_by_parser_processes_alone() -> None:
    code = f"import sys, {STARTED}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert READERS.isdisjoint(done.stdout.split())
