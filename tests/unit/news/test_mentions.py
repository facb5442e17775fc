"""A page is passed over only where reading it whole would have put it off the beat."""

from datetime import UTC, datetime

import pytest
from lxml import html
from papers import beat_read_once

from news.articles import Article, Passed, Rejection, read_page, read_wanted_page
from news.beats import judge
from news.feeds import Entry
from news.pages import Page
from news.pregate import pregate_of
from news.reading.metadata import Claims
from news.reading.telling import all_told
from news.sources import Source

NOW = datetime(2026, 3, 2, tzinfo=UTC)
PAPER = Source("paper", "The Paper", "https://paper.example/", "GE", ("en",), "Asia/Tbilisi", "independent")
QUIET = (
    "The town council has put off the repair of the old bridge, because the river stands high and the builders have asked for more time. "
)
BEAT = beat_read_once()
GATE = pregate_of(BEAT)


def page_of(body: str, head: str = "") -> Page:
    url = "https://paper.example/1"
    markup = f"<html><head><title>The old bridge waits</title>{head}</head><body><article><h1>The old bridge waits</h1>{body}</article></body></html>"
    return Page(url, 200, markup.encode(), "text/html; charset=utf-8", NOW, url)


def wanted(page: Page, title: str = "The old bridge waits") -> Article | Rejection | Passed:
    """Read a page; one named side is enough."""
    return read_wanted_page(page, Entry(page.url, page.url, title), PAPER, NOW, GATE.may_be_on_beat_in)


def test_a_page_that_names_neither_side_is_passed_over_and_its_missing_date_is_told() -> None:
    assert wanted(page_of(f"<p>{QUIET}</p>" * 8)) == Passed(is_undated=True)
    dated = page_of(f"<p>{QUIET}</p>" * 8, '<meta property="article:published_time" content="2026-03-01T10:00:00+04:00">')
    assert wanted(dated) == Passed(is_undated=False)


@pytest.mark.parametrize(
    "told",
    [
        "<p>The guests came from Baku.</p>",
        "<p>The guests came from <b>B</b>aku.</p>",
        "<p>The guests came from <i>Ba</i><span><b>k</b></span>u.</p>",
        "<p>The guests came from Ba&shy;ku.</p>",
        "<p>The guests came from &#66;aku.</p>",
        "<p>Гости приехали из Азербайджана.</p>",
        "<p>Гости приехали из Aзербайджана, с латинской буквой в начале.</p>",
        "<p>Qonaqlar Bakıdan gəlib.</p>",
        "<ul><li>bridge</li><li>Russia</li></ul>",
    ],
)
def test_a_page_that_names_a_side_however_it_is_written_is_read(told: str) -> None:
    assert isinstance(wanted(page_of(f"<p>{QUIET}</p>" * 8 + told)), Article)


def test_a_name_in_the_announced_title_or_in_what_the_page_declares_is_enough() -> None:
    quiet = page_of(f"<p>{QUIET}</p>" * 8)
    assert isinstance(wanted(quiet, "The old bridge waits for engineers from Moscow"), Article)
    declared = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Engineers from Mos\\u0063ow at the bridge"}</script>'
    )
    assert isinstance(wanted(page_of(f"<p>{QUIET}</p>" * 8, declared)), Article)


def test_a_page_that_may_have_no_text_is_read_so_that_its_reason_is_told() -> None:
    page = page_of("<p>Soon.</p>")
    assert wanted(page) == read_page(page, Entry(page.url, page.url, "The old bridge waits"), PAPER, NOW)
    garbled = page_of("<p>" + "РњРёРЅРёСЃС‚СЂ СЃРєР°Р·Р°Р» \ufffd\ufffd\ufffd " * 80 + "</p>")
    assert not isinstance(wanted(garbled), Passed)


def test_every_name_of_the_gate_is_seen_in_what_a_page_tells() -> None:
    names = sorted(name for side in BEAT.gate.sides for lists in (side.anchors, side.half) for name in lists.of(None))
    for name in names[::7]:
        text = f"{QUIET} {name.replace('*', '')} {QUIET}"
        if judge(BEAT, "The old bridge", text, None).why != "neither side is named":
            told = all_told(html.fromstring(f"<div><p>{QUIET}</p><p>{text}</p></div>"), Claims(), None)
            assert GATE.may_be_on_beat_in(told), name
