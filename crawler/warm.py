"""What parser processes have in common: imported once, by the process they are forked from.

The beat that ships takes half a second to read and some 60 MB, and reading a first feed and page as much again, for what is imported,
compiled and looked up then; so all of it is done once for all of them.
"""

import gc
import sys
from datetime import UTC, datetime

from crawler.parsing import beat_of, gate_of, parse_feed, parse_page
from news.feeds import Entry
from news.fetches import Fetched
from news.pages import Page
from news.sources import Feed, Source

_ADDRESS = "https://paper.example/"
_FEED = Feed("paper/rss", "paper", f"{_ADDRESS}rss", "rss")
_PAPER = Source("paper", "The Paper", _ADDRESS, "AZ", ("en",), "Asia/Baku", "independent", feeds=(_FEED,))
_ITEM = f"<item><title>Shells</title><link>{_ADDRESS}1</link></item>"
_TEXT = "<p>The ministry in Baku has refused to send shells to Ukraine, it said on Monday after Moscow had asked for an answer.</p>"


def _read_first() -> None:
    """Read a feed and a page, as every process would have to for the first time."""
    now = datetime.now(UTC)
    rss = f"<rss version='2.0'><channel><title>Paper</title>{_ITEM}</channel></rss>"
    parse_feed(Page(_FEED.url, 200, rss.encode(), "application/rss+xml", now, _FEED.url), _FEED, _PAPER, now)
    html = f"<html><head><title>Shells</title></head><body><article><h1>Shells</h1>{_TEXT * 3}</article></body></html>"
    page = Page(f"{_ADDRESS}1", 200, html.encode(), "text/html", now, f"{_ADDRESS}1")
    parse_page(Fetched(page, Entry(page.url, page.url), _FEED, _PAPER), frozenset(), None, now)


# A process that is still being made while its pool is closed finds nothing to begin with, which is no defect to be shown.
sys.excepthook = lambda *_: None
beat_of(None).names.names  # noqa: B018 - read once for all, as the rest
gate_of(None).may_be_on_beat_in("")
_read_first()
gc.freeze()  # else each process would write into every object at its first collection, and own a copy
