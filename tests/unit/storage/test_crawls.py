from datetime import UTC, datetime, timedelta

from news.ledger import CrawlReport
from storage import crawls
from storage.database import Database

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_report_comes_back_as_it_was_given(db: Database) -> None:
    number = crawls.started(db, NOON)
    report = CrawlReport(NOON, NOON + timedelta(minutes=2), feeds=3, stored=5, problems=("northwind/rss: HTTP 503",))
    crawls.finished(db, number, report)
    assert crawls.last(db) == report


def test_a_crawl_that_never_ended_is_not_the_last(db: Database) -> None:
    assert crawls.last(db) is None
    first = crawls.started(db, NOON)
    crawls.started(db, NOON + timedelta(hours=1))
    assert crawls.last(db) is None
    report = CrawlReport(NOON, NOON + timedelta(hours=2))
    crawls.finished(db, first, report)
    assert crawls.last(db) == report
