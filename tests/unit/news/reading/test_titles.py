"""Titles without sites and sections."""

import json
import tomllib
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring

from news.reading.metadata import Claims, read_claims
from news.reading.titles import bare_title, choose_title

URL = "https://www.northwind-post.example/news/1"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Ferry sails again today | World | News", "Ferry sails again today"),
        ("Ferry sails again today | Northwind", "Ferry sails again today"),
        ("Ferry sails again today – Northwind Post", "Ferry sails again today"),
        ("Ferry sails again today: Northwind-Post", "Ferry sails again today"),
        ("Ferry sails again today » Our Paper", "Ferry sails again today"),
        ("Ferry sails again – despite the ice", "Ferry sails again – despite the ice"),
        ("Minister: ferry sails again", "Minister: ferry sails again"),
        ("Ferry sails | News", "Ferry sails | News"),
        ("Ferry sails again | what the islanders have to know now", "Ferry sails again | what the islanders have to know now"),
        ("Ferry", "Ferry"),
        ("", ""),
    ],
)
def test_trails_go_and_headlines_stay(title: str, bare: str) -> None:
    assert bare_title(title, frozenset({"our paper"}), URL) == bare


def test_what_another_place_leaves_out_is_a_trail() -> None:
    assert bare_title("Ferry sails again - The Evening Sheet", frozenset(), URL, ["Ferry sails again"]) == "Ferry sails again"


def test_the_heading_that_the_other_titles_know_is_chosen() -> None:
    claims = Claims(
        headings=("Subscribe to our daily letter", "Ferry sails again after the winter break"),
        shared_title="Ferry sails again after winter",
        page_title="Ferry sails again after winter - Northwind",
    )
    assert choose_title(claims, None, (), URL).value == "Ferry sails again after the winter break"


def test_a_heading_that_all_others_contradict_is_not_chosen() -> None:
    claims = Claims(headings=("Watch a free film now and tell us",), shared_title="Ferry sails again", page_title="Ferry sails again | NW")
    assert choose_title(claims, None, (), URL).value == "Ferry sails again"


def test_the_feed_has_the_last_word_and_nothing_is_none() -> None:
    assert choose_title(Claims(), "Ferry sails again", (), URL).value == "Ferry sails again"
    assert choose_title(Claims(), None, (), URL).value is None


CORPUS = tomllib.loads((Path(__file__).parents[3] / "corpora" / "credits" / "titles.toml").read_text(encoding="utf-8"))


def page(case: dict[str, str]) -> str:
    linked = json.dumps({"@type": "NewsArticle", "headline": case.get("ld")}) if "ld" in case else "{}"
    metas = [
        f'<meta property="{name}" content="{escape(case[key])}">'
        for key, name in (("og", "og:title"), ("tw", "twitter:title"))
        if key in case
    ]
    other = f"<header><h1>{case['other_h1']}</h1></header>" if "other_h1" in case else ""
    heading = f"<article><h1>{case['h1']}</h1><p>The text.</p></article>" if "h1" in case else "<p>The text.</p>"
    return (
        f'<html><head><title>{case.get("title", "")}</title>{"".join(metas)}<script type="application/ld+json">{linked}</script></head>'
        f"<body>{other}{heading}</body></html>"
    )


def test_the_corpus_of_titles() -> None:
    cases = [CORPUS["defaults"] | case for case in CORPUS["case"]]
    assert len(cases) >= 60
    missed = []
    for case in cases:
        claims = read_claims(fromstring(page(case)), "UTC", datetime(2026, 3, 12, tzinfo=UTC))
        found = choose_title(claims, case.get("feed"), (case["site"],), case["url"]).value
        if found != case["want"]:
            missed.append((case["want"], found))
    assert not missed


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_any_titles_are_read(heading: str, title: str, site: str) -> None:
    claims = Claims(headings=(heading,), page_title=title, shared_title=site)
    chosen = choose_title(claims, title, (site,), URL)
    assert chosen.value is None or chosen.value in f"{heading}\n{title}\n{site}"
    assert sum(each.verdict.startswith("chosen") for each in chosen.candidates) == (chosen.value is not None)
