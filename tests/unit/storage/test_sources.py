from dataclasses import replace
from datetime import timedelta
from typing import Any

from news.ledger import FeedLook, Validators
from storage import feeds, ledger, sources

Press = Any  # the fixture of conftest.py


def test_registering_again_changes_nothing(press: Press) -> None:
    look = replace(press.look(press.entry("a")), validators=Validators('"1"'))
    ledger.record(press.db, look, next_look_at=press.noon)
    before = feeds.states(press.db)
    press.register()
    assert feeds.states(press.db) == before
    assert [state.feed_id for state in before] == ["lighthouse/shared", "northwind/map", "northwind/rss"]


def test_a_feed_that_moved_is_asked_anew(press: Press) -> None:
    failed = FeedLook("northwind/rss", "northwind", "new", press.noon, validators=Validators('"1"', "yesterday"), problem="slow")
    ledger.record(press.db, failed, next_look_at=press.noon + timedelta(days=1))
    north, _ = press.sources()
    moved = replace(press.northwind, url="https://northwind.example/new.xml")
    sources.register(press.db, [replace(north, feeds=(moved,))])
    state = next(state for state in feeds.states(press.db) if state.feed_id == moved.id)
    assert (state.url, state.validators, state.next_look_at, state.problem, state.failures) == (moved.url, Validators(), None, None, 0)


def test_what_is_no_longer_listed_stays(press: Press) -> None:
    sources.register(press.db, [])
    assert len(feeds.states(press.db)) == 3


def test_every_source_ever_known_is_told_without_its_feeds(press: Any) -> None:
    found = sources.every(press.db)
    assert [source.name for source in found.values()] == ["Lighthouse", "Northwind"]
    assert found["northwind"] == replace(press.sources()[0], feeds=())
