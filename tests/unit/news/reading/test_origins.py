"""Who wrote a text first, and what says so."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from news.articles import Origin
from news.choices import Said
from news.reading.origins import find_origin

URL = "https://copy.example/news/7"
TEXT = (
    "<p>The pier is ready and the ice has gone from the bay earlier than in other years.</p>"
    "<p>Tickets are on sale from Friday and the first crossing is free for islanders.</p>"
)
CASES = tomllib.loads((Path(__file__).parents[3] / "corpora" / "credits" / "origins.toml").read_text(encoding="utf-8"))["cases"]


def tree_of(body: str, head: str = "") -> HtmlElement:
    return fromstring(f"<html><head>{head}</head><body><article><h1>A pier is opened</h1>{body}</article></body></html>")


def lines_of(tree: HtmlElement) -> str:
    return "\n".join(" ".join(paragraph.text_content().split()) for paragraph in tree.iter("p"))


def origin_of(body: str, host: str = "copy.example", bylines: tuple[Said, ...] = (), canonical: str | None = None) -> Origin | None:
    tree = tree_of(body.replace("{text}", TEXT))
    return find_origin(tree, f"https://{host}/news/7", lines_of(tree), canonical, bylines, ("Copy Example",)).value


def misses(cases: list[list[str]]) -> list[tuple[str, Origin | None]]:
    missed = []
    for _, host, body, evidence, named in cases:
        found = origin_of(body, host)
        said = (found.evidence, found.name or found.url) if found else ("", "")
        if not (
            said[0].startswith(evidence)
            and (said[1] == named or (found is not None and found.url == named))
            and bool(said[0]) == bool(evidence)
        ):
            missed.append((body, found))
    return missed


def test_traps_name_nobody() -> None:
    traps = [case for case in CASES if not case[3]]
    assert len(traps) >= 30
    assert not misses(traps)


def test_the_corpus_of_origins() -> None:
    assert len(CASES) >= 90
    missed = misses(CASES)
    assert not missed


@pytest.mark.parametrize(
    ("printed", "origin"),
    [
        ("Reuters", Origin("Reuters", None, "byline: Reuters")),
        ("Abşeron Teleqraf", Origin("Abşeron Teleqraf", None, "byline: Abşeron Teleqraf")),
        ("Anna Nowak, AFP", Origin("AFP", None, "byline: AFP")),
        ("Anna Nowak", None),
        ("News Desk", None),
        ("Copy Example News", None),
        ("Редакция портала", None),
    ],
)
def test_an_outlet_in_the_byline_is_the_origin(printed: str, origin: Origin | None) -> None:
    assert origin_of("{text}", bylines=(Said("byline", printed),)) == origin


def test_the_maker_of_a_site_is_no_origin() -> None:
    assert origin_of("{text}", bylines=(Said("meta author", "Coast Web Agency"),)) is None


def test_a_link_goes_before_a_canonical_address_and_that_before_the_rest() -> None:
    body = "<p>BAKU (Reuters) - The new pier was opened on Monday.</p>{text}"
    linked = body + "<p>Source: <a href='https://first.example/a'>First Herald</a></p>"
    assert origin_of(linked, canonical="https://second.example/a") == Origin("First Herald", "https://first.example/a", "source link")
    assert origin_of(body, canonical="https://second.example/a") == Origin(None, "https://second.example/a", "canonical link")
    assert origin_of(body, canonical="https://copy.example/a") == Origin("Reuters", None, "agency credit: (Reuters)")


def test_the_words_are_the_evidence() -> None:
    found = origin_of("<p>Limanda yeni körpü açılıb. Bu barədə Report-a istinadən xəbər verilir.</p>{text}")
    assert found is not None
    assert "Report-a istinadən" in found.evidence


def test_what_lost_is_told() -> None:
    tree = tree_of(TEXT + "<p>Source: <a href='https://t.me/x'>channel</a></p><p>(PAP)</p>")
    told = {each.text: each.verdict for each in find_origin(tree, URL, lines_of(tree), None).candidates}
    assert told["PAP"].startswith("chosen")
    assert told["https://t.me/x"] == "a place to share, search or sell"


PIECES = ["Source: ", "<a href='http://[x'>", "<a href='https://a.example/'>", "</a>", "<p>", "Mənbə", "(", ")", "/", "TASS", " — ", "©", " 2026 ", "citing ", "«", "»", "-a istinadən", "<!-- x -->", "\n"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=10), max_size=30).map("".join))
def test_any_page_is_read(body: str) -> None:
    tree = tree_of("<p>" + body.replace("\x00", ""))
    chosen = find_origin(tree, URL, body, body[:40], (Said("byline", body),), (body[:20],))
    assert chosen.value is None or chosen.value.name or chosen.value.url
