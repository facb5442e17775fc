"""How the monitor is doing."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desk.objects import moment
from desk.printing import print_table, write
from news.digests import SourceHealth
from news.ledger import CrawlReport, FeedState, Tally
from news.queries import Query
from storage import articles, crawls, digests, feeds, ledger
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Status:
    """The archive, the last crawl, the feeds and the deliveries, at one moment."""

    database: str
    at: datetime
    articles: int
    tally: tuple[Tally, ...]
    feeds: tuple[FeedState, ...]
    crawl: CrawlReport | None
    unresolved: tuple[digests.Delivery, ...]


def status_of(database: Database, now: datetime) -> Status:
    """Gather how the monitor is doing."""
    return Status(
        database=database.url,
        at=now,
        articles=articles.count(database, Query(), ()),
        tally=ledger.tally(database),
        feeds=feeds.states(database),
        crawl=crawls.last(database),
        unresolved=digests.unresolved(database),
    )


def health_of(states: tuple[FeedState, ...]) -> SourceHealth:
    """Sum up how the feeds are doing."""
    failing = tuple(f"{state.feed_id}: {state.problem or 'failed'}" for state in states if state.outcome == "failed")
    looked_at = sum(state.outcome is not None for state in states)
    return SourceHealth(looked_at, looked_at - len(failing), failing)


def status_object(status: Status) -> dict[str, Any]:
    """Return a status for programs."""
    states = Counter[str]()
    for each in status.tally:
        states[each.state] += each.count
    health = health_of(status.feeds)
    return {
        "database": status.database,
        "articles": status.articles,
        "addresses": dict(states),
        "feeds": {"known": len(status.feeds), "looked_at": health.feeds, "failing": list(health.failing)},
        "last_crawl_finished_at": moment(status.crawl.finished_at) if status.crawl else None,
        "deliveries_unresolved": len(status.unresolved),
    }


def print_status(status: Status) -> None:
    """Print a status for a person."""
    write(f"database     {status.database}")
    write(f"articles     {status.articles}")
    crawl = status.crawl
    if crawl and crawl.finished_at:
        did = f"{crawl.feeds} feeds, {crawl.found} found, {crawl.stored} stored, {crawl.failed} feeds failed"
        write(f"last crawl   {moment(crawl.finished_at)}: {did}")
    else:
        write("last crawl   none yet" if crawl is None else f"last crawl   began {moment(crawl.started_at)}, not finished")
    health = health_of(status.feeds)
    write(f"feeds        {len(status.feeds)} known, {health.feeds} looked at, {len(health.failing)} failing")
    for line in health.failing:
        write(f"             {line}")
    for each in status.unresolved:
        write(f"delivery     {each.id} to {each.recipient}: {each.state}{' (' + each.reply + ')' if each.reply else ''}")
    write()
    reasons = Counter[tuple[str, str]]()
    for row in status.tally:
        reasons[row.state, row.reason] += row.count
    print_table(("addresses", "reason", "count"), [(state, reason or "–", count) for (state, reason), count in sorted(reasons.items())])
