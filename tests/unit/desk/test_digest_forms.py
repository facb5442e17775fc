"""How a digest looks in text, HTML, Markdown, JSON and Atom, and the mail it becomes, whatever its headlines hold."""

import email
import email.policy
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any

import feedparser
import markdown_it
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from sample_digest import MADE_AT, NORTHWIND, full_digest, plain_line

from desk import digest_forms
from desk.digest_feeds import as_atom, mark_in
from desk.digest_forms import as_html, as_json, as_mail, as_markdown, as_text, check_headers, mark_of, subject_of
from desk.digest_objects import digest_object
from desk.digest_text import LINES, WIDTH
from news.dates import Dating
from news.digesting.officials import Statement
from news.digesting.statuses import Standing
from news.digests import Digest, Line, Outlet, Section, SourceHealth, ThemeLine, ThemeSample
from news.errors import DeliveryError
from news.radar import Baseline

TAGS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "div", "h1", "h2", "h3", "p", "span", "b", "bdi", "a"}
) | {"br", "q"}
ATTRIBUTES = frozenset(
    {
        "style",
        "class",
        "lang",
        "dir",
        "href",
        "role",
        "width",
        "align",
        "border",
        "cellpadding",
        "cellspacing",
        "charset",
        "name",
        "content",
    }
)
ISOLATES = "\u2068\u2069"
HOSTILE = "<script>alert(1)</script>\u202e {{7*7}} \x1b]52;c;x\x07 =?utf-8?q?=0ABcc:_victim=40evil.example?= {% raw %}"
titles = st.one_of(
    st.text(max_size=120),
    st.text("<>&\"'`\\[]()!*_#-+=~|{}%$@:/.w\n\r\t\u2028\u202e\u2066\u2067\ud800\x1b\x00آذر", max_size=120),
    st.sampled_from(
        [
            HOSTILE,
            "x" * 10_000,
            "![a](http://evil.example/p.png)",
            "[click](javascript:alert(1))",
            "<http://evil.example>",
            "http://evil.example www.evil.example a@evil.example",
            "1. # - > ```\n    code",
            "گاز " * 60,
            "| a | b |\n|---|---|",
        ]
    ),
)
names = st.text(max_size=80)
outlets = st.builds(
    Outlet, names, names, st.text(max_size=3), st.one_of(st.none(), st.sampled_from(["az", "ru", "fa", '"><x']), st.text(max_size=4))
)
lines = st.builds(
    Line,
    story_id=st.one_of(st.none(), st.integers(1, 10**6)),
    article_id=st.integers(1, 10**6),
    title=titles,
    url=st.one_of(st.just("https://paper.example/1"), titles, titles.map(lambda title: f"https://paper.example/{title}")),
    lang=st.one_of(st.none(), st.sampled_from(["az", "ru", "fa", "hy", "x" * 50]), st.text(max_size=4)),
    outlet=outlets,
    published=st.sampled_from([Dating(), Dating(date(2024, 5, 1), "day"), Dating(MADE_AT, "exact"), Dating(MADE_AT, "inferred")]),
    first_seen_at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    first_seen_by=st.one_of(st.none(), outlets),
    origin=st.one_of(st.none(), names),
    also=st.lists(outlets, max_size=8).map(tuple),
    texts=st.integers(0, 99),
    copies=st.integers(0, 5000),
    standing=st.builds(
        Standing, st.sampled_from(["reported", "claimed, one source", "denied"]), st.one_of(st.none(), titles), st.none(), st.none()
    ),
    hedges=st.lists(titles, max_size=5).map(tuple),
    statements=st.lists(st.builds(Statement, titles, st.sampled_from(["Baku", "Moscow"]), titles), max_size=3).map(tuple),
    silent_sides=st.lists(st.sampled_from(["Baku", "Moscow", "Kyiv"]), max_size=3, unique=True).map(tuple),
    topics=st.lists(titles, max_size=4).map(tuple),
    words=st.lists(titles, max_size=6).map(tuple),
    note=st.one_of(st.just(""), titles),
    reading=st.one_of(st.none(), titles),
    gloss=st.one_of(st.none(), titles),
)


def digest_of(*shown: Line, link: str = "", **values: Any) -> Digest:
    """A digest of one section."""
    return replace(Digest("daily", "AZ–RU", MADE_AT, "Asia/Baku", None, (Section("new", "t", "Topic", shown),), link=link), **values)


def stories_in(text: str) -> Iterator[list[str]]:
    """The lines of each story of a text."""
    found: list[str] = []
    for line in text.split("\n"):
        if re.match(r" ?\d+\. ", line):
            if found:
                yield found
            found = [line]
        elif found and line.startswith("    "):
            found.append(line)
        elif found:
            yield found
            found = []


def test_the_text_says_who_told_what_when_and_how_far_it_stands() -> None:
    text = as_text(full_digest())
    head = text.split("\n")
    assert head[0] == "AZERBAIJAN–RUSSIA RELATIONS  2026-03-02 07:00 (UTC+4)"
    assert head[1] == "7 new stories · 2 updates · 1 emerging theme · 41 of 44 sources answer"
    for part in (
        "NEW  ARMS TRANSFERS (5)",
        "WOKE  GAS ROUTES (1): quiet 24 days",
        "EMERGING  shared by articles that no topic covers (1)",
        "UPDATES  Stories that go on (2)",
        "CLAIM · one source · “bildirilir ki” “guya”",
        "[az] Kaspi Postası (pro-government, AZ) 1 Mar 19:05 · seen here 19:20",
        "1 independent text, 9 copies",
        "EN (machine): Baku may lift its arms embargo for Ukraine",
        "first seen at\n    Northwind 1 Mar 19:20",
        "officials: Baku Rahimova;\n    Moscow none",
        "DENIED · was claimed, one source, now denied by Orlov",
        "22 Nov 2024 23:12",
        "undated",
        "https://kaspi.example/az/12",
        "and 3 more: http://127.0.0.1:8765/stories/31",
        "SOURCES  44 checked · 3 failed · 2 silent · feeds 128/131 ok",
        "mayak/rss: HTTP 503",
    ):
        assert part in text


def test_sections_follow_each_other_new_woke_emerging_updates_and_the_rest() -> None:
    order = re.findall(r"^(NEW|WOKE|EMERGING|UPDATES|UNCLASSIFIED|OLDER|SOURCES)", as_text(full_digest()), re.MULTILINE)
    assert order == ["NEW", "WOKE", "EMERGING", "UPDATES", "UNCLASSIFIED", "OLDER", "SOURCES"]


def test_stories_left_out_are_named_by_their_commands_where_there_are_no_pages() -> None:
    assert "and 3 more: khazri story 31, 32; khazri show 301" in as_text(full_digest(link=""))
    assert "http://127.0.0.1" not in as_text(full_digest(link=""))


def test_persian_is_set_apart_line_by_line() -> None:
    for line in as_text(digest_of(plain_line("گاز آذربایجان " * 15, lang="fa"), plain_line("Latin"))).split("\n"):
        assert line.count("\u2068") == line.count("\u2069")
        outside = re.sub("\u2068[^\u2069]*\u2069", "", line)
        assert not any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in outside)


def test_an_empty_digest_says_so_with_counts_of_sources() -> None:
    empty = replace(digest_of(), sections=(), health=SourceHealth(131, 128, (), (), 44, 2, 3))
    for form in (as_text(empty), as_html(empty), as_markdown(empty)):
        assert "Nothing new: 44 sources checked, 3 failed, 2 silent." in form
    assert subject_of(empty) == "AZ–RU 2026-03-02: nothing new, 41 of 44 sources answer"


def test_a_young_archive_gives_counts_and_the_day_on_which_signals_begin() -> None:
    baseline = Baseline(MADE_AT - timedelta(days=2), 143, 31, MADE_AT + timedelta(days=5))
    young = replace(digest_of(), sections=(), baseline=baseline)
    for form in (as_text(young), as_html(young), as_markdown(young)):
        said = " ".join(form.split())
        assert "an archive that began on 2026-02-28: it holds 143 articles in 31 stories; signals begin on 2026-03-07." in said


def test_subjects_say_what_is_inside() -> None:
    assert subject_of(full_digest()) == "Azerbaijan–Russia relations 2026-03-02: 7 new stories, 2 updates, 1 emerging theme"
    assert subject_of(digest_of(plain_line("Barges\nleft"), kind="alert")) == "ALERT: Barges left"
    assert subject_of(digest_of(plain_line(), kind="sample")).startswith("SAMPLE: ")


@settings(max_examples=50, deadline=None)
@given(lines, st.sampled_from(["", "http://127.0.0.1:8765"]))
def test_a_story_never_takes_more_than_six_lines_of_text_or_steers_a_terminal(line: Line, link: str) -> None:
    text = as_text(digest_of(line, link=link))
    (story,) = stories_in(text)
    assert 4 <= len(story) <= LINES, "\n".join(story)
    assert all(len(each) <= WIDTH + 2 * each.count("\u2068") for each in story[:-1]), "only an address may be wider than a mail program"
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in ISOLATES + "\u200c\u200d\n" for sign in text)
    assert text.count("\u2068") == text.count("\u2069")


@settings(max_examples=50, deadline=None)
@given(lines)
def test_in_html_whatever_others_wrote_is_text(line: Line) -> None:
    page = as_html(digest_of(line, link="http://127.0.0.1:8765"))
    found = _Tags()
    found.feed(page)
    assert found.tags <= TAGS
    assert found.attributes <= ATTRIBUTES
    assert all(re.match(r"https?://", href) for href in found.links)
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\n\u200c\u200d" for sign in page)
    assert page.count("<div") == page.count("</div>")
    assert page.count("<bdi") == page.count("</bdi>")


@settings(max_examples=50, deadline=None)
@given(lines)
def test_in_markdown_no_headline_is_markup_or_a_link(line: Line) -> None:
    shown = replace(line, url="https://paper.example/1")
    found = html.fromstring(f"<div>{markdown_it.MarkdownIt('gfm-like', {'linkify': False}).render(as_markdown(digest_of(shown)))}</div>")
    assert {each.get("href") for each in found.iter("a")} <= {"https://paper.example/1"}
    assert {str(each.tag) for each in found.iter()} <= {"div", "h1", "h2", "p", "ol", "ul", "li", "strong", "a"}
    assert [len(each.xpath("./li")) for each in found.xpath("//ol")] == [1]
    assert not re.search(r"https?://(?!paper\.example)|www\.|@\w", re.sub("khazri", "", as_markdown(digest_of(shown))))


def test_lists_of_more_than_a_hundred_stories_keep_their_points_in_markdown() -> None:
    shown = digest_of(*(plain_line(f"Story {number}") for number in range(120)))
    found = html.fromstring(markdown_it.MarkdownIt().render(as_markdown(shown)))
    assert len(found.xpath("//ol/li")) == 120
    assert len(found.xpath("//ol/li/ul")) == 120


@settings(max_examples=30)
@given(lines)
def test_json_can_be_read_again_and_holds_the_headline_as_published(line: Line) -> None:
    shown = digest_of(line)
    told = json.loads(as_json(shown))
    if _is_whole(shown):
        assert told == json.loads(json.dumps(digest_object(shown)))
    assert told["sections"][0]["stories"][0]["article"] == line.article_id


def test_json_holds_everything_that_is_told() -> None:
    told = json.loads(as_json(full_digest()))
    first = told["sections"][0]["stories"][1]
    assert first["title"] == "Bakı Ukrayna üçün silah embarqosunu götürə bilər"
    assert first["outlet"] == {"name": "Kaspi Postası", "owner": "pro-government", "country": "AZ", "lang": "az"}
    assert first["standing"]["status"] == "claimed, one source"
    assert first["gloss"]["made_by"] == "machine"
    assert (told["new_stories"], told["updates"], told["sources"]["failed"]) == (7, 2, 3)
    assert [len(theme["articles"]) for theme in told["emerging"]] == [4]


@settings(max_examples=30, deadline=None)
@given(titles, st.sampled_from(["digest", "alert", "sample"]))
def test_a_mail_has_our_headers_only_whatever_a_headline_holds(title: str, kind: Any) -> None:
    shown = replace(digest_of(plain_line(title)), kind=kind, title=title)
    raw = as_mail(shown, "khazri@example.org", "<x@example.org>")
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert sorted(message.keys()) == sorted(
        ["Subject", "From", "Date", "Message-ID", "Auto-Submitted", "List-Id", "MIME-Version", "Content-Type"]
    )
    assert message["Message-ID"] == "<x@example.org>"
    assert message["List-Id"] == "<daily.example.org>"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert _plain_part(message) == as_text(shown)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()


def test_the_self_test_passes_here_and_finds_a_python_that_lets_headlines_write_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    check_headers()
    written = digest_forms.as_mail
    monkeypatch.setattr(digest_forms, "as_mail", lambda *given: written(*given).replace(b"\r\nFrom:", b"\r\nBcc: x@else.example\r\nFrom:"))
    with pytest.raises(DeliveryError, match="a headline can write headers"):
        check_headers()


def test_the_same_news_has_the_same_name_and_other_news_another() -> None:
    assert mark_of(full_digest()) == mark_of(full_digest())
    assert mark_of(full_digest()) != mark_of(replace(full_digest(), name="weekly"))
    assert mark_in(f"<{mark_of(full_digest())}@example.org>") == mark_of(full_digest())


def test_hostile_headlines_neither_run_nor_are_templates() -> None:
    page = as_html(digest_of(plain_line(HOSTILE, url="javascript:alert(1)")))
    assert "<script>" not in page
    assert "javascript:" not in page
    assert "{{7*7}}" in page


def test_the_html_mail_asks_for_nothing_and_works_in_the_dark() -> None:
    page = as_html(full_digest())
    assert not re.search(r"<(img|link|script|iframe)|@import|url\(", page)
    assert 'name="color-scheme" content="light dark"' in page
    assert "prefers-color-scheme: dark" in page
    assert {'lang="az"', 'lang="fa" dir="rtl"', 'lang="hy"', 'lang="ka"'} <= set(re.findall(r'lang="\w+"(?: dir="rtl")?', page))


def test_ink_stands_out_from_paper_in_both_themes() -> None:
    page = as_html(full_digest())
    light = set(re.findall(r"[^-]color:(#[0-9a-f]{6})", page))
    dark = set(re.findall(r"[ {]color: (#[0-9a-f]{6})", page))
    assert len(light) >= 3
    assert len(dark) >= 3
    for ink in light:
        assert min(_contrast(ink, "#ffffff"), _contrast(ink, "#eef2f4")) >= 4.5, ink
    for ink in dark:
        assert min(_contrast(ink, "#151f26"), _contrast(ink, "#0e161b")) >= 4.5, ink


@settings(max_examples=30, deadline=None)
@given(titles)
def test_an_atom_feed_is_well_formed_and_its_entries_keep_their_ids(title: str) -> None:
    shown = replace(digest_of(plain_line(title)), title=title)
    raw = as_atom([shown])
    etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
    read = feedparser.parse(raw)
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [f"tag:khazri.invalid,2026:digest/{mark_of(shown)}"]
    assert read.feed.updated == "2026-03-02T03:00:00Z"


def test_a_feed_of_a_morning_shows_it_as_html() -> None:
    (entry,) = feedparser.parse(as_atom([full_digest()])).entries
    assert entry.title == subject_of(full_digest())
    assert "Ministry confirms talks" in entry.content[0].value
    assert feedparser.parse(as_atom([])).entries == []


def test_themes_name_their_terms_and_articles() -> None:
    theme = ThemeLine((HOSTILE, "swap"), 40, 3, 3, (ThemeSample(1, HOSTILE, "fa", NORTHWIND),) * 5)
    shown = replace(digest_of(), sections=(), emerging=(theme,))
    assert "“swap”" in as_text(shown)
    assert "5 articles, 3 outlets, 3 independent texts, 40 h" in " ".join(as_text(shown).split())
    assert "<script>" not in as_html(shown)
    assert subject_of(shown) == "AZ–RU 2026-03-02: 1 emerging theme"


class _Tags(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


def _plain_part(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""


def _is_whole(digest: Digest) -> bool:
    try:
        json.dumps(digest_object(digest), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
