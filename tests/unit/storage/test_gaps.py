"""Gaps whose filling a crash or the end of a crawl cut short: the next look at the feed goes on with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from news.dates import Dating
from news.feeds import Entry
from news.ledger import FeedLook, Validators
from news.paging import OlderPage
from news.sources import Feed, Source
from storage import feeds, gaps, ledger, sources
from storage.database import Database
from storage.ledger import Recorded

RSS = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
MAP = Feed("paper/map", "paper", "https://paper.example/map.xml", "sitemap")
PAPER = Source("paper", "Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERY = timedelta(minutes=15)


def look(db: Database, minutes: int, *numbers: int, page: int | None = None, etag: str | None = None) -> Recorded:
    """Look at the feed, or at an older page of it, which shows these articles: one of them is published a minute."""
    entries = tuple(Entry(f"https://paper.example/{number}", "", published=Dating(NOON + timedelta(minutes=number))) for number in numbers)
    older = OlderPage(f"{RSS.url}?paged={page}", page, "paged") if page else None
    at = NOON + timedelta(hours=10, minutes=minutes)
    said = Validators(etag or f'"{minutes}"')
    return ledger.record_look(db, FeedLook(RSS.id, "paper", "new", at, entries, said, page=older, body_hash=f"{minutes}"), every=EVERY)


@pytest.fixture
def overrun(db: Database) -> Database:
    """An archive of a feed that has forgotten what came after its fourth article."""
    sources.register(db, [replace(PAPER, feeds=(RSS,))])
    assert look(db, 0, 1, 2, 3, 4).gap is None
    assert look(db, 15, 21, 22, 23, 24).gap is not None
    return db


def test_the_next_look_goes_on_with_a_gap_whose_older_pages_nobody_asked_for(overrun: Database) -> None:
    found = look(overrun, 30, 21, 22, 23, 24)
    assert found.gap is not None
    assert not found.is_helped


def test_the_look_that_goes_on_is_unconditional_for_it_must_show_where_the_older_pages_are(overrun: Database) -> None:
    (state,) = feeds.states(overrun)
    assert (state.validators, state.body_hash) == (Validators(), None)
    look(overrun, 30, 21, 22, 23, 24)
    (state,) = feeds.states(overrun)
    assert (state.validators, state.body_hash) == (Validators(), None), "it may be cut short again"


def test_an_older_page_that_the_crawl_before_had_read_does_not_end_the_search(overrun: Database) -> None:
    assert look(overrun, 16, 17, 18, 19, 20, page=2).fresh == 4
    assert look(overrun, 30, 21, 22, 23, 24).gap is not None
    assert look(overrun, 31, 17, 18, 19, 20, page=2).fresh == 4, "they were new when the gap was being filled"
    closing = look(overrun, 32, 3, 4, 5, 16, page=3)
    assert len(closing.closed) == 1
    assert look(overrun, 45, 21, 22, 23, 24).gap is None


def test_the_feed_itself_in_place_of_an_older_page_ends_the_search(overrun: Database) -> None:
    assert look(overrun, 16, 21, 22, 23, 24, page=2).fresh == 0
    assert look(overrun, 30, 22, 23, 24, 25).gap is not None
    assert look(overrun, 31, 22, 23, 24, 25, page=2).fresh == 0


def test_a_gap_for_which_everything_was_asked_is_left_alone_until_it_grows(overrun: Database) -> None:
    (gap,) = gaps.open_gaps(overrun)
    gaps.give_up(overrun, gap)
    assert look(overrun, 30, 21, 22, 23, 24).gap is None
    assert feeds.states(overrun)[0].validators == Validators('"30"')
    assert look(overrun, 45, 41, 42, 43, 44).gap is not None
    assert look(overrun, 60, 41, 42, 43, 44).gap is not None, "what it grew by was not asked for"
    assert len(gaps.open_gaps(overrun)) == 1


def test_a_gap_that_a_sitemap_may_fill_asks_for_no_older_pages(db: Database) -> None:
    sources.register(db, [replace(PAPER, feeds=(RSS, MAP))])
    look(db, 0, 1, 2, 3, 4)
    assert look(db, 15, 21, 22, 23, 24).is_helped
    assert look(db, 30, 21, 22, 23, 24).gap is None
    assert {state.feed_id: state.validators for state in feeds.states(db)}[RSS.id] == Validators('"30"')
