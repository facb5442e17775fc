"""What a page read anew is, and a changed extraction over kept pages, on both databases."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from papers import beat_read_once

from crawler import parsing
from crawler.archives.exchanges import Exchange, records_of
from crawler.parsers import ParserPool, Unreadable
from crawler.parsing import Reading
from desk.reextracting import Reextraction, outcome_of
from news.articles import Article, Rejection
from news.beats import Judgement
from news.dates import UNDATED
from news.feeds import Entry
from news.fetches import Fetched
from news.ledger import FeedLook
from news.pages import Page
from news.pregate import pregate_of
from news.searching.indexing import index_text
from news.sources import Feed, Source
from storage import articles, ledger, sources
from storage.captures import Shown
from storage.database import Database

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
GAS = (
    "Gazprom and SOCAR have signed a gas swap under which Russian volumes reach Azerbaijan through the northern pipeline this winter.",
    "Azerbaijan will export the same amount of natural gas to Europe, the companies said in Baku and Moscow on Monday evening.",
    "The deal runs until March and covers one billion cubic metres; the transit fee was not disclosed by either of the two sides.",
)
TITLE = "A gas swap in winter"
PAGE = f"<!doctype html><html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>{{}}</article></body></html>"
ARTICLE = Article("https://paper.example/gas", TITLE, "\n".join(GAS), "en", None, UNDATED)
SHOWN = Shown(1, TITLE, "\n".join(GAS), "f", is_teaser=False, read_at=NOW)


class ParsersHere:
    """A parser pool that works in this process, whose extraction a test can change."""

    async def read_page_in_the_end(self, fetched: Fetched, repeats: frozenset[str], now: datetime) -> Reading | Rejection:
        return parsing.parse_page(fetched, repeats, None, now)


def reading(text: str = "\n".join(GAS), title: str = TITLE, fingerprint: str = "g", relevance: Any = "strong") -> Reading:
    article = replace(ARTICLE, text=text, title=title)
    return Reading(article, Judgement(relevance, "why"), fingerprint, index_text(title, text, "en"))


@pytest.mark.parametrize(
    ("shown", "read", "outcome"),
    [
        (SHOWN, reading(), "the same"),
        (SHOWN, reading(GAS[0] + "\n" + GAS[1]), "new texts"),
        (SHOWN, reading(title="Gas swap denied in winter"), "new texts"),
        (SHOWN, reading("\n".join(GAS) + "\nViews: 1 204"), "the same"),
        (SHOWN, reading("The town's zoo has a new lion.", "Lion comes to town"), "of another article"),
        (replace(SHOWN, is_teaser=True), reading(), "the same"),
        (SHOWN, reading(GAS[0], relevance="none"), "refused now and kept"),
        (SHOWN, Rejection("thin"), "refused now and kept"),
        (None, reading(), "stored"),
        (None, reading(relevance="none"), "refused again"),
        (None, Unreadable("slow", retry=False), "refused again"),
    ],
)
def test_what_a_page_read_anew_is(shown: Shown | None, read: Reading | Rejection | Unreadable, outcome: str) -> None:
    assert outcome_of(shown, read) == outcome


@pytest.fixture
def kept(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a page in three captures, whose article an extraction read that takes the first paragraph for all."""
    sources.register(db, (PAPER,))
    entry = Entry("https://paper.example/gas", "https://paper.example/gas", title="Gas")
    ledger.record(db, FeedLook(FEED.id, PAPER.id, "new", NOW, (entry,)), next_look_at=NOW + timedelta(hours=1))
    last = page(GAS)
    fetched = Fetched(Page(entry.link, 200, last, "text/html", NOW, entry.link), entry, FEED, PAPER)
    with monkeypatch.context() as earlier:
        whole = parsing.read_page
        earlier.setattr(parsing, "read_page", lambda *told: replace(cast(Article, whole(*told)), text=GAS[0]))
        old = parsing.parse_page(fetched, frozenset(), None, NOW)
    assert isinstance(old, Reading)
    words: Mapping[str, Any] = {"judgement": old.judgement, "fingerprint": old.fingerprint, "indexed": old.indexed, "gist": old.gist}
    articles.add(db, old.article, entry=entry, feed=FEED, now=NOW + timedelta(seconds=40), **words)
    early = [exchange(page((GAS[1],)), NOW - timedelta(hours=2)), exchange(page(GAS[:2]), NOW - timedelta(hours=1))]
    (tmp_path / "b.warc.gz").write_bytes(records_of(early[1]))
    (tmp_path / "a.warc.gz").write_bytes(records_of(exchange(last, NOW)) + records_of(early[0]))
    return tmp_path


def page(paragraphs: tuple[str, ...]) -> bytes:
    return PAGE.format("".join(f"<p>{each}</p>" for each in paragraphs)).encode()


def exchange(body: bytes, at: datetime) -> Exchange:
    return Exchange("https://paper.example/gas", at, (), 200, ((b"Content-Type", b"text/html; charset=utf-8"),), body)


def reextract(db: Database, folder: Path, *, dry_run: bool = False) -> Mapping[str, int]:
    made = Reextraction(db, (PAPER,), cast(ParserPool, ParsersHere()), pregate_of(beat_read_once()), dry_run=dry_run)
    result = asyncio.run(made.read([folder], lambda tally: None))
    return {name: count for name, count in result.tally.counts.items() if count}


def test_a_better_extraction_gives_the_text_of_the_latest_capture_once(db: Database, kept: Path) -> None:
    expected = {"records": 3, "captured later again": 2}
    assert reextract(db, kept, dry_run=True) == {**expected, "new texts": 1}
    assert [each.text for each in articles.versions(db, 1)] == [GAS[0]]
    assert reextract(db, kept) == {**expected, "new texts": 1}
    assert [each.text for each in articles.versions(db, 1)] == [GAS[0], "\n".join(GAS)]
    assert reextract(db, kept) == {**expected, "the same": 1}


def test_a_capture_from_before_the_text_shown_changes_nothing(db: Database, kept: Path) -> None:
    (kept / "a.warc.gz").unlink()
    assert reextract(db, kept) == {"records": 1, "older than the text shown": 1}
    assert len(articles.versions(db, 1)) == 1
