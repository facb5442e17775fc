"""Crawls: when each began and ended, and what it did."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from news.ledger import CrawlReport
from storage.database import Database
from storage.failpoints import failpoint
from storage.tables import crawls

KEPT = timedelta(days=30)
ABANDONED = timedelta(days=1)  # after which a crawl without an end was killed: the longest a person starts takes hours


def started(db: Database, now: datetime) -> int:
    """Write down that a crawl began; return its number.

    Those that were killed a day ago or earlier are closed, and those of a month ago forgotten.
    """
    killed = (crawls.c.finished_at.is_(None), crawls.c.started_at < now - ABANDONED)
    empty = json.dumps(_values(CrawlReport(now, problems=("it was killed",))))
    with db.begin_write() as connection:
        connection.execute(delete(crawls).where(crawls.c.finished_at < now - KEPT))
        connection.execute(update(crawls).where(*killed).values(finished_at=crawls.c.started_at, report=empty))
        crawl_id = int(connection.execute(insert(crawls).values(started_at=now).returning(crawls.c.id)).scalar_one())
    failpoint("crawl-begun")
    return crawl_id


def finished(db: Database, crawl_id: int, report: CrawlReport) -> None:
    """Write down what a crawl did; a report without an end leaves the crawl open."""
    failpoint("crawl-done")
    row = {"finished_at": report.finished_at, "report": json.dumps(_values(report))}
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


def _values(report: CrawlReport) -> dict[str, Any]:
    values = asdict(report)
    del values["started_at"], values["finished_at"]
    return values
