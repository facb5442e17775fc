"""Two writers at one row at the same moment, on the database that lets them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from news.feeds import Entry
from news.ledger import FeedLook, Settled
from news.sources import Feed, Source
from storage import ledger, sources
from storage.database import open_database

FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_page_left_over_that_is_settled_while_its_feed_is_looked_at_stays_settled(
    postgresql: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Entry("https://paper.example/off", "https://paper.example/off")
    look = FeedLook(FEED.id, "paper", "new", NOON, (entry,))
    with open_database(postgresql("races")) as database:
        sources.register(database, [PAPER])
        assert ledger.record(database, look, next_look_at=NOON) == (entry,)
        reopen = ledger._reopen

        def settled_meanwhile(*arguments: Any) -> None:
            ledger.settle(database, Settled(entry.url, "rejected", "off the beat", NOON))
            reopen(*arguments)

        monkeypatch.setattr(ledger, "_reopen", settled_meanwhile)
        ledger.record(database, replace(look, looked_at=NOON + timedelta(minutes=15)), next_look_at=NOON)
        assert [(row.state, row.reason) for row in ledger.tally(database)] == [("rejected", "off the beat")]
