"""Crawls: when each began and ended, and what it did."""

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, select, update

from news.ledger import CrawlReport
from storage.database import Database
from storage.tables import crawls


def started(db: Database, now: datetime) -> int:
    """Write down that a crawl began; return its number."""
    with db.begin_write() as connection:
        return int(connection.execute(insert(crawls).values(started_at=now).returning(crawls.c.id)).scalar_one())


def finished(db: Database, crawl_id: int, report: CrawlReport) -> None:
    """Write down what a crawl did; a report without an end leaves the crawl open."""
    values = asdict(report)
    del values["started_at"], values["finished_at"]
    row = {"finished_at": report.finished_at, "report": json.dumps(values)}
    with db.begin_write() as connection:
        connection.execute(update(crawls).where(crawls.c.id == crawl_id).values(**row))


def last(db: Database) -> CrawlReport | None:
    """Return the report of the crawl that ended last."""
    ended = select(crawls).where(crawls.c.finished_at.is_not(None)).order_by(crawls.c.finished_at.desc(), crawls.c.id.desc()).limit(1)
    with db.begin_read() as connection:
        row = connection.execute(ended).one_or_none()
    if row is None:
        return None
    values = json.loads(row.report)
    values["problems"] = tuple(values["problems"])
    return CrawlReport(started_at=row.started_at, finished_at=row.finished_at, **values)
