"""Pages made to break a parser: each is read or set aside in its time, and the next page is read at once.

The figures of the last run stand in docs/architecture.md.
"""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from papers import LOCAL, ON_BEAT, Answer, Newspaper, article_page, rss, run_khazri, sources_file

from crawler.parsers import BRISK, ParserPool, Unreadable
from crawler.parsing import CPU_SECONDS, MEMORY, Reading
from news.articles import Rejection
from news.feeds import Entry
from news.fetches import Fetched
from news.pages import Page
from news.sources import Feed, Source

NOW = datetime(2026, 3, 2, tzinfo=UTC)
FEED = Feed("paper/rss", "paper", "https://paper.example/rss", "rss")
PAPER = Source("paper", "The Paper", "https://paper.example/", "AZ", ("en",), "Asia/Baku", "independent", feeds=(FEED,))
SENTENCE = "Azerbaijan has refused to supply artillery shells to Ukraine, the ministry in Baku said after a question from Moscow. "
STORY = "<h1>Shells</h1>" + f"<p>{SENTENCE}</p>" * 6

HOSTILE = {
    "32,000 spans in a row": STORY + "<p>" + "<span>a</span> " * 32_000,
    "200,000 spans in a row": STORY + "<p>" + "<span>a</span> " * 200_000,
    "16,000 links": STORY + "".join(f"<a href='/{n}'>link {n}</a> " for n in range(16_000)),
    "200,000 links": STORY + "".join(f"<a href='/{n}'>link {n}</a> " for n in range(200_000)),
    "100,000 nested divs": STORY + "<div>" * 100_000 + SENTENCE,
    "100,000 nested spans": STORY + "<span>" * 100_000 + SENTENCE,
    "20,000 nested lists": STORY + "<ul><li>" * 20_000 + SENTENCE,
    "20,000 nested tables": STORY + "<table><tr><td>" * 20_000 + SENTENCE,
    "a table of 100,000 cells": STORY + "<table>" + "<tr><td>a<td>b" * 50_000,
    "100,000 unclosed bold": STORY + "<b>a" * 100_000,
    "1,000,000 attributes": STORY + "<p " + " ".join(f"a{n}=1" for n in range(1_000_000)) + ">",
    "a class of 5 MB": STORY + f"<div class='{'author date ' * 450_000}'>",
    "a title of 5 MB": f"<title>{'Shells ' * 750_000}</title>{STORY}",
    "a heading of 5 MB": f"<h1>{'Shells ' * 750_000}</h1>{STORY}",
    "a word of 8 MB": STORY + "a" * 8_000_000,
    "one paragraph of 9 MB": STORY + "<p>" + SENTENCE * 75_000,
    "1,000,000 paragraphs of one letter": STORY + "<p>a" * 1_000_000,
    "JSON-LD nested 100,000 deep": STORY + f"<script type='application/ld+json'>{'[' * 100_000}</script>",
    "JSON-LD of 9 MB": STORY + f"<script type='application/ld+json'>{{\"@graph\": [{'{},' * 3_000_000}{{}}]}}</script>",
    "100,000 meta elements": "".join(f"<meta name='date' content='{n}'>" for n in range(100_000)) + STORY,
    "100,000 time elements": STORY + "<time>13 March</time>" * 100_000,
    "100,000 bylines": STORY + "<span class='author'>Leyla Nesirova</span>" * 100_000,
    "100,000 headings": STORY + "<h1>Shells again</h1>" * 100_000,
    "NUL, lone surrogates and controls": STORY + "\0&#0;&#xD800;&#xFFFE;&#8238;" * 50_000,
    "1,000,000 entities": STORY + "<p>" + "&amp;&lt;&eacute;" * 1_000_000,
    "1,000,000 comments": STORY + "<!---->" * 1_000_000,
    "100,000 line breaks": STORY + "<div>" + "a<br>" * 100_000,
    "100,000 forms": STORY + "<form><input type=password>" * 100_000,
    "100,000 dates of words": STORY + "<p class=date>" + "13 march 2026 " * 100_000,
    "source labels": STORY + "<p>Source: <a href='http://a.example/'>a</a></p>" * 50_000,
}
PLAIN = STORY


def fetched(body: str, name: str = "1") -> Fetched:
    url = f"https://paper.example/{name}"
    raw = f"<html><head><title>Shells</title></head><body><article>{body}</article></body></html>".encode("utf-8", "surrogatepass")
    return Fetched(Page(url, 200, raw, "text/html; charset=utf-8", NOW, url), Entry(url, url), FEED, PAPER)


@pytest.fixture(scope="module")
def pool() -> Iterator[ParserPool]:
    with ParserPool(None, workers=1) as pool:
        asyncio.run(pool.read_page(fetched(PLAIN), frozenset(), NOW))
        yield pool


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_set_aside_in_its_time_and_the_worker_is_back_at_once(pool: ParserPool, name: str) -> None:
    async def both() -> tuple[object, float, object, float]:
        started = time.monotonic()
        first = await pool.read_page(fetched(HOSTILE[name]), frozenset(), NOW)
        answered = time.monotonic()
        second = await pool.read_page(fetched(PLAIN), frozenset(), NOW)
        return first, answered - started, second, time.monotonic() - answered

    first, took, second, back = asyncio.run(both())
    kind = first.reason if isinstance(first, Unreadable | Rejection) else "read"
    print(f"{name}: {kind}, {took:.1f} s; the next page after {back:.2f} s")
    assert took < BRISK + CPU_SECONDS + 4
    assert isinstance(second, Reading)
    assert back < 2.0  # the promise is one second; a busy machine gets two


def test_no_worker_ever_takes_more_than_its_memory(pool: ParserPool) -> None:
    worker = asyncio.run(pool._run(_peak))
    print(f"mapped at most: {worker / 2**20:.0f} MiB")
    assert worker <= MEMORY


def test_a_crawl_goes_on_past_a_hostile_page(tmp_path: Path) -> None:
    paper = Newspaper()
    names = b" ".join(b"a%d=1" % number for number in range(700_000))  # the parser compares each attribute with all before it
    title = "Baku refuses to supply shells"
    paper.answers |= {
        "/rss": rss(paper, ("/trap", "Trap"), ("/shells", title)),
        "/trap": Answer(article_page(title, *ON_BEAT).body + b"<p " + names + b">"),
        "/shells": article_page(title, *ON_BEAT),
    }
    said = run_khazri(tmp_path, "crawl", "--sources", str(sources_file(tmp_path, ("rss", f"{paper.url}/rss"))), **LOCAL).out
    paper.close()
    assert "1 stored" in said
    status = run_khazri(tmp_path, "status").out
    assert "quarantined" in status
    assert "reading it took over 10 s" in status


def _peak() -> int:
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmPeak")]
    return int(line.split()[1]) * 1024
