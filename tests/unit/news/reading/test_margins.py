"""What stands around a text and says who wrote it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from news.articles import Origin
from news.reading.authors import choose_author
from news.reading.bylines import text_bylines
from news.reading.margins import SOURCE_LINE, labelled_lines
from news.reading.metadata import read_claims
from news.reading.origins import find_origin

NAMES = ("Copy Example", "Северный курьер", "Портові вісті")
TEXT = (
    "<p>The pier is ready and the ice has gone from the bay earlier than in other years, so that boats have come.</p>"
    "<p>Tickets are on sale from Friday and the first crossing is free for islanders, as it was in the years before.</p>"
)
CASES = tomllib.loads((Path(__file__).parents[3] / "corpora" / "credits" / "margins.toml").read_text(encoding="utf-8"))["cases"]


def tree_of(body: str) -> HtmlElement:
    markup = body.replace("{text}", TEXT)
    return fromstring(
        f"<html><head><title>A pier is opened</title></head><body><article><h1>A pier is opened</h1>{markup}</article></body></html>"
    )


def read(tree: HtmlElement) -> tuple[str, Origin | None]:
    claims = read_claims(tree, "UTC", datetime(2026, 3, 12, tzinfo=UTC))
    paragraphs = tree.xpath("//p[not(ancestor::aside or ancestor::div[@class='comments'])]")
    whole = "\n".join(" ".join(paragraph.text_content().split()) for paragraph in paragraphs)
    bylines = (*claims.authors, *text_bylines(whole))
    named = find_origin(tree, "https://copy.example/news/7", whole, None, (*bylines, *claims.organizations), NAMES).value
    return choose_author(bylines, NAMES).value or "", named


def test_the_corpus_of_margins() -> None:
    assert len(CASES) >= 100
    missed = []
    for _, field, body, want in CASES:
        author, named = read(tree_of(body))
        found = {"author": author, "origin": (named and named.name) or "", "address": (named and named.url) or ""}[field]
        if found != want:
            missed.append((field, body, want, found))
    assert not missed


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ("<p>Müəllif: Rəna Tağıyeva</p>", [("labelled line", "Rəna Tağıyeva")]),
        ("<p>Mənbə: Report</p>", [(SOURCE_LINE, "Mənbə: Report")]),
        ("<p>Report the pier</p><p>20.11.2025</p>", []),
    ],
)
def test_the_place_and_the_words_are_told(markup: str, said: list[tuple[str, str]]) -> None:
    assert [tuple(each) for each in labelled_lines(next(tree_of(markup + "{text}").iter("h1")))] == said


def test_a_page_without_a_heading_has_no_margins() -> None:
    assert list(labelled_lines(None)) == []


PIECES = ["Author", ":", " ", "Anna Nowak", "By ", "Mənbə", "՝", "</p><p>", "<b>", "</b>", "<div>", "</div>", "<img src=x>", "<li>", "|", "—", "12:40", "По материалам "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=40).map("".join))
def test_any_margins_are_read(body: str) -> None:
    tree = tree_of("<p>" + body.replace("\x00", "").replace("{text}", "") + "</p>{text}<p>" + body.replace("\x00", ""))
    author, named = read(tree)
    assert isinstance(author, str)
    assert named is None or named.name or named.url
