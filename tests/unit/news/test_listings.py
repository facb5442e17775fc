"""Listings, and pages on which stories of other outlets are shared."""

from datetime import UTC, datetime

from news.feeds import FeedReading, read_feed
from news.pages import Page
from news.sources import Feed, Source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Source("northwind", "Northwind Post", "https://northwind.example/", "AZ", ("az",), "Asia/Baku", "independent")
HERE = "https://www.northwind.example/az/news/"

LISTING = """<html><body><nav><a href="/az/">Home</a> <a href="/az/news/">News</a> <a href="/az/about/our-team-and-history.html">About</a></nav>
<div class="item"><a href="a-new-bridge-opens-41.html"><img alt="bridge"></a><a href="a-new-bridge-opens-41.html#top">A new bridge opens in the east</a></div>
<div class="item"><a href="/az/news/ferry-timetable-changes-for-winter-42.html?utm_source=list">Ferry timetable changes for the winter</a></div>
<a href="https://elsewhere.example/az/news/another-outlet-writes-too-43.html">Another outlet writes about it too</a>
<a href="javascript:void(0)">Show more of these things now</a><a href="#top">Back to the very top</a></body></html>"""


def read(body: str, **rules: str) -> FeedReading:
    return read_feed(
        Page(HERE, 200, body.encode(), "text/html"), Feed("northwind/list", "northwind", HERE, "listing", **rules), SOURCE, NOW
    )  # type: ignore[arg-type]


BRIDGE = "https://www.northwind.example/az/news/a-new-bridge-opens-41.html"
FERRY = "https://www.northwind.example/az/news/ferry-timetable-changes-for-winter-42.html"


def test_without_rules_links_that_look_like_headlines_are_taken() -> None:
    reading = read(LISTING)
    assert [(entry.url, entry.title) for entry in reading.entries] == [
        (BRIDGE, "A new bridge opens in the east"),
        (FERRY, "Ferry timetable changes for the winter"),
    ]
    assert reading.problem is None


def test_a_pattern_chooses_by_path() -> None:
    assert [entry.url for entry in read(LISTING, pattern="/az/news/*-42.html").entries] == [FERRY]


def test_a_selector_chooses_by_place() -> None:
    assert {entry.url for entry in read(LISTING, links=".item").entries} == {BRIDGE, FERRY}
    assert {entry.url for entry in read(LISTING, links=".item a", pattern="*41*").entries} == {BRIDGE}


def test_a_listing_without_links_says_what_to_check() -> None:
    assert "check `links` and `pattern`" in str(read("<html><body><p>Nothing here</p></body></html>").problem)
    assert "check `links` and `pattern`" in str(read(LISTING, links=".gone a").problem)


def test_a_selector_that_is_none_is_told() -> None:
    assert "no CSS selector" in str(read(LISTING, links="a[[").problem)


STORIES = """<html><body><div class="s"><h3><a href="https://one.example/a?utm_source=x">A first story &amp;amp; more | One</a></h3>
<div class="c"><p>Text of the first.</p><p>And <a href="https://x.example/">more</a> of it.</p></div><a class="r" href="https://one.example/a">Read</a></div>
<div class="s"><h3><a href="/relative/b">Second</a></h3><div class="c"><p>Zweiter Text</p></div></div>
<div class="s"><h3><a href="javascript:x">Third</a></h3><div class="c"><p>None</p></div></div>
<div class="s"><h3>Fourth</h3><div class="c"><p>None</p></div></div></body></html>"""
SHARED = Feed("reader/shared", "reader", HERE, "shared-stories", story=".s", link="h3 a", content=".c")


def stories(body: str, feed: Feed = SHARED) -> FeedReading:
    return read_feed(Page(HERE, 200, body.encode(), "text/html"), feed, SOURCE, NOW)


def test_each_story_is_an_entry_with_its_own_address_and_text() -> None:
    reading = stories(STORIES)
    first, second = reading.entries
    assert (first.url, first.title) == ("https://one.example/a", "A first story & more | One")
    assert first.content is not None
    assert "Text of the first." in first.content
    assert "Read" not in first.content
    assert second.url == "https://www.northwind.example/relative/b"
    assert reading.problem == "2 stories without a usable link or text left out"


def test_a_page_without_stories_says_what_to_check() -> None:
    assert "check `story`" in str(stories("<html><body><p>x</p></body></html>").problem)
    assert "no CSS selector" in str(stories(STORIES, Feed("r/s", "r", HERE, "shared-stories", story="[[", link="a", content="p")).problem)
