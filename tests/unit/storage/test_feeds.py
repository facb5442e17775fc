from dataclasses import replace
from datetime import timedelta
from typing import Any

from news.ledger import FeedState, Validators
from news.sources import Feed
from storage import feeds, ledger

Press = Any  # the fixture of conftest.py


def test_a_feed_never_looked_at_has_no_validators(press: Press) -> None:
    assert feeds.validators(press.db, "northwind/rss") == Validators()
    assert feeds.validators(press.db, "nobody/rss") == Validators()


def test_a_look_is_written_down(press: Press) -> None:
    look = replace(press.look(), outcome="empty", validators=Validators('"1"', "yesterday"), problem="no entries; see the address")
    tomorrow = press.noon + timedelta(days=1)
    ledger.record(press.db, look, next_look_at=tomorrow)
    assert feeds.states(press.db)[2] == FeedState(
        feed_id="northwind/rss",
        source_id="northwind",
        url="https://northwind.example/rss",
        validators=look.validators,
        looked_at=press.noon,
        outcome="empty",
        problem=look.problem,
        failures=0,
        next_look_at=tomorrow,
        looks_since_whole=0,
        learnt_every=timedelta(days=1),
        entries_last=0,
    )


def test_a_feed_is_due_until_looked_at_and_again_when_its_time_has_come(press: Press) -> None:
    listed = (press.northwind, press.lighthouse, Feed("new/rss", "new", "https://new.example/rss", "rss"))
    assert feeds.due(press.db, listed, press.noon) == listed
    ledger.record(press.db, press.look(), next_look_at=press.noon + timedelta(minutes=10))
    assert feeds.due(press.db, listed, press.noon + timedelta(minutes=9)) == listed[1:]
    assert feeds.due(press.db, listed, press.noon + timedelta(minutes=10)) == listed
    assert feeds.due(press.db, [], press.noon) == ()
