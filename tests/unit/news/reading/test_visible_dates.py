"""Dates on a page: the article's own, never that of something else."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from news.choices import Choice
from news.dates import DateCandidate, Dating, choose_dating, date_in_path, parse_date
from news.pages import Page, parse_html
from news.reading.metadata import read_claims
from news.reading.visible_dates import visible_dates

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CORPUS = tomllib.loads((Path(__file__).parents[3] / "corpora" / "dates" / "pages.toml").read_text("utf-8"))
HEADING = "<h1>Xəzərdə yeni körpü açıldı, bərə isə dayandı</h1>"
TEXT = (
    "<p>Sahildə yeni körpü açıldıqdan sonra bərə reysləri dayandırılıb. Liman idarəsi bildirir ki, sərnişinlər körpüdən keçə bilər.</p>" * 6
)


def chosen(case: dict[str, Any]) -> Choice[Dating]:
    """Read a page of the corpus as an extraction does: what it declares and shows, its feed and its address."""
    markup = f"<html lang='{case.get('lang', 'az')}'><head>{case.get('head', '')}</head><body>{case['body']}</body></html>"
    page = Page(
        "https://deniz.example/x", 200, markup.replace("{h1}", HEADING).replace("{text}", TEXT).encode(), "text/html; charset=utf-8"
    )
    tree, zone = parse_html(page), case.get("zone", "Asia/Baku")
    assert tree is not None
    return choose_dating((*read_claims(tree, zone, NOW).dates, *announced(case, zone)))


def announced(case: dict[str, Any], zone: str) -> Iterator[DateCandidate]:
    if "feed" in case:
        yield DateCandidate("feed", case["feed"], parse_date(case["feed"], zone, origin="feed", now=NOW))
    in_path = date_in_path(case.get("url", "/x"), NOW)
    if in_path.at is not None:
        yield DateCandidate("address", case["url"], in_path)


def shown(dating: Dating) -> str:
    if dating.at is None:
        return ""
    if not isinstance(dating.at, datetime):
        return dating.at.isoformat()
    return ("~" if dating.precision == "inferred" else "") + dating.at.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("case", CORPUS["page"], ids=lambda case: case["name"])
def test_a_page_of_the_corpus_is_dated_right_or_not_at_all(case: dict[str, Any]) -> None:
    choice = chosen(case)
    assert shown(choice.value) in {case["want"], ""}, choice.candidates


def test_the_corpus_of_pages_is_large_and_nearly_all_found() -> None:
    there = [case for case in CORPUS["page"] if case["want"]]
    assert len(CORPUS["page"]) >= 220
    assert sum(1 for case in there if shown(chosen(case).value)) >= 0.97 * len(there)


def test_the_dates_that_lost_say_why() -> None:
    choice = chosen({"body": "{h1}<p>Yenilənib: 20.11.2026 15:00</p><time datetime='2026-11-19T10:00:00Z'></time>{text}"})
    assert [each.verdict for each in choice.candidates][:2] == ["chosen: exact, text", "an update, not the publication"]


def test_a_date_of_another_story_and_a_lone_update_are_shown_as_refused() -> None:
    card = chosen({"body": "<main>{h1}<ul><li><a href='/n/1'>Limanda yeni gəmi suya salındı</a> <b>18.11.2026</b></li></ul>{text}</main>"})
    assert [each.verdict for each in card.candidates] == ["another story's"]
    update = chosen({"body": "<div>{h1}<p>Yenilənib: 20.11.2026 15:00</p>{text}</div>"})
    assert [each.verdict for each in update.candidates] == ["an update, not the publication"]


def test_where_a_date_is_declared_a_glance_below_the_heading_is_enough() -> None:
    tree = html.document_fromstring("<main><h1>x</h1><p class=date>20.11.2026 14:35</p><p>a 1 b 2</p></main>")
    heading = next(tree.iter("h1"))
    assert [each.dating.precision for each in visible_dates(tree, heading, "Asia/Baku", NOW, is_declared=True)] == ["exact"]
    below = html.document_fromstring(f"<main><h1>x</h1>{TEXT}<p class=date>20.11.2026 14:35</p></main>")
    assert list(visible_dates(below, next(below.iter("h1")), "Asia/Baku", NOW, is_declared=True)) == []
    assert list(visible_dates(below, next(below.iter("h1")), "Asia/Baku", NOW)) != []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<div>", "</div>", "<time>", "<p class=date>", "20.11.2026", "14:35", "2 saat əvvəl", "<h1>x</h1>", "<a>", "|"])
    )
)
def test_any_page_gives_dates_or_none(parts: list[str]) -> None:
    tree = html.document_fromstring(f"<html><body>{''.join(parts)} </body></html>")
    heading = next(iter(tree.iter("h1")), None)
    for candidate in visible_dates(tree, heading, "Asia/Baku", NOW):
        assert candidate.dating.at is not None or candidate.remark


def test_a_huge_page_costs_no_more_than_a_small_one() -> None:
    tree = html.document_fromstring("<html><body><h1>x</h1>" + "<div><span class=date>soon 1 2</span>" * 150 + "<p>a 1 b 2</p>" * 50_000)
    began = process_time()
    list(visible_dates(tree, next(tree.iter("h1")), "Asia/Baku", NOW))
    assert process_time() - began < 0.5
