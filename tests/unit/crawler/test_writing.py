"""What pages gave is written down together, and each piece is kept or told on its own."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from crawler.writing import Writer
from news.feeds import Entry
from news.ledger import OFF_BEAT, FeedLook, Settled
from news.sources import Feed, Source
from storage import ledger, sources
from storage.database import Database, Write, open_database

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
URLS = [f"https://paper.example/{number}" for number in range(80)]


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = open_database(f"sqlite:///{tmp_path}/khazri.db")
    sources.register(database, [PAPER])
    look = FeedLook(FEED.id, "paper", "new", NOW, entries=tuple(Entry(url, url) for url in URLS))
    ledger.record_look(database, look, every=timedelta(minutes=15))
    return database


def off_beat(url: str) -> Write[None]:
    return ledger.settling(Settled(url, "rejected", OFF_BEAT, NOW))


def test_pages_that_come_together_are_all_settled_in_few_transactions(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = database.begin_write
    monkeypatch.setattr(database, "begin_write", lambda: begun.append(1) or begin())

    async def work() -> None:
        writer = Writer(database)
        await asyncio.gather(*(writer.write(off_beat(url)) for url in URLS))

    asyncio.run(work())
    assert [(each.state, each.reason, each.count) for each in ledger.tally(database)] == [("rejected", OFF_BEAT, len(URLS))]
    assert len(begun) <= 4


def test_a_piece_that_fails_is_told_to_its_owner_and_the_others_are_kept(database: Database) -> None:
    def fail(connection: Connection) -> None:
        raise ZeroDivisionError

    async def work() -> list[object]:
        writer = Writer(database)
        works = [off_beat(URLS[0]), Write(fail, lambda: None), off_beat(URLS[1])]
        return await asyncio.gather(*map(writer.write, works), return_exceptions=True)

    first, failed, last = asyncio.run(work())
    assert (first, last) == (None, None)
    assert isinstance(failed, ZeroDivisionError)
    assert {each.state: each.count for each in ledger.tally(database)} == {"rejected": 2, "seen": len(URLS) - 2}


def test_nobody_goes_on_before_what_he_handed_over_is_kept(database: Database) -> None:
    async def work() -> int:
        await Writer(database).write(off_beat(URLS[0]))
        return sum(each.count for each in ledger.tally(database) if each.state == "rejected")

    assert asyncio.run(work()) == 1
