"""What the gate before the parser passes over would have been judged off the beat, however it is written."""

import json
import time
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from papers import beat_read_once

from demo.contents import read_contents
from demo.pages import article_page, frame_of
from news.articles import Article, read_page
from news.beats import Beat, judge
from news.charsets import decode
from news.feeds import Entry
from news.pages import Page
from news.patterns import Step, steps_of
from news.pregate import Pregate, pregate_of
from news.sources import Source
from news.words import analyse

CORPORA = Path(__file__).parents[2] / "corpora"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAPER = Source("paper", "The Paper", "https://paper.example/", "GB", ("en",), "Europe/London", "independent")
NAMES = [
    "Russia",
    "Azerbaijan",
    "Россия",
    "России",
    "Азербайджан",
    "Баку",
    "Azərbaycan",
    "Bakı",
    "Rusiya",
    "Росія",
    "Rosja",
    "Азербайджані",
]
NAMES += ["Ռուսաստան", "Ադրբեջան", "რუსეთი", "აზერბაიჯანი", "روسیه", "آذربایجان", "Aserbaidschan", "Azerbaïdjan", "Kreml", "РФ", "FSB"]
FILLER = "The council met on Tuesday. Совет собрался во вторник. Rada zebrała się we wtorek."


@cache
def beat() -> Beat:
    return beat_read_once()


@cache
def gate() -> Pregate:
    return pregate_of(beat())


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def corpus_texts() -> Iterator[str]:
    for file in sorted(CORPORA.rglob("*")):
        if file.suffix == ".toml":
            yield from texts_in(tomllib.loads(file.read_text("utf-8")))
        elif file.suffix == ".jsonl":
            for line in file.read_text("utf-8").splitlines():
                yield from texts_in(json.loads(line))


def demo_pages() -> Iterator[bytes]:
    contents = read_contents()
    outlets = {outlet.id: outlet for outlet in contents.outlets}
    for piece in contents.pieces:
        outlet = outlets[piece.outlet_id]
        yield article_page(frame_of(contents, outlet, f"https://{outlet.id}.example/"), piece, piece.published)


def relevance_of(body: bytes, country: str | None = None) -> str:
    article = read_page(Page("https://paper.example/a", 200, body), Entry("https://paper.example/a", ""), PAPER, NOW)
    return judge(beat(), article.title, article.text, article.lang, country).relevance if isinstance(article, Article) else "none"


@pytest.mark.thorough
def test_every_text_of_the_corpora_that_is_on_the_beat_passes() -> None:
    passed = 0
    for text in {text for text in corpus_texts() if len(text) > 10}:
        if judge(beat(), "", text, None).relevance != "none":
            assert gate().may_be_on_beat(text.encode()), text[:200]
            assert gate().may_be_on_beat(f"<p>{escape(text)}</p>".encode("ascii", "xmlcharrefreplace")), text[:200]
            passed += 1
    assert passed > 100


def test_every_page_that_is_on_the_beat_passes() -> None:
    pages = [*demo_pages(), *(file.read_bytes() for file in sorted(CORPORA.rglob("*.html")))]
    on_beat = [body for body in pages if relevance_of(body) != "none"]
    assert len(on_beat) > 30
    assert all(map(gate().may_be_on_beat, on_beat))


def test_pages_that_name_neither_side_are_passed_over() -> None:
    for text in (
        FILLER,
        "computing in the grub loader",
        "Городской совет",
        "<a>RU</a><a>EN</a><a>PL</a>",
        "&nbsp;&id=5&#8217;s",
        "rt=5 ufaq",
        "The general post: a senator, a diplomat, a drone",
        "services and secrets",
        "<a>us</a></li><li><a>Staff</a>",
        "<script>for(i=0;i<r.length;i++){u(r[i])}</script>",
    ):
        assert not gate().may_be_on_beat(f"<html><body><p>{text}</p></body></html>".encode()), text


@pytest.mark.parametrize(
    "written",
    [
        "Ru&shy;ssia",
        "<b>R</b>ussia",
        "<li>x</li><li><b>Rus</b>sia</li>",
        "Rus<!-- > -->sia",
        'Rus<span title="a > b">sia</span>',
        "&amp;#82;ussia",
        "R&#x75;ssia",
        "RUSSIA",
        "\uff32\uff55\uff53\uff53\uff49\uff41",
        "Rus\u200bsia",
        "Rus\x01sia",
        "Рoссия",
        "«Rus»",
        "Ро<wbr>ссия",
        "азербайджано-российские",
        "Азербайджан",
        "AZƏRBAYCAN",
        "Bakü'de",
        r'<script type="application/ld+json">{"articleBody": "\u0420\u043e\u0441\u0441\u0438\u044f"}</script>',
        r'<script type="application/ld+json">{"articleBody": "x\nRussia<\/p>"}</script>',
        r'<script type="application/ld+json">{"articleBody": "x\n\tРоссия, \nAzərbaycan"}</script>',
        r'<script type="application/ld+json">{"articleBody": "x\nРо<b>ссия<\/b>"}</script>',
        "=RT: <i>RT</i>",
    ],
)
def test_a_name_is_seen_however_it_is_written(written: str) -> None:
    assert gate().may_be_on_beat(f"<html><body><p>{FILLER} {written} {FILLER}</p></body></html>".encode())


@pytest.mark.parametrize("tag", ['<a x="y" ', "<a x='y' ", "<a x=", '<a "" ', "<a '>' ", "<!-- -", "<script "])
def test_no_tag_keeps_the_gate_busy(tag: str) -> None:
    piece = tag + "x='y' \"z\" '' " * 400
    began = time.process_time()
    for page in (f"Rus{piece}", f"Рос{piece}", f"Rus{tag * 2000}", f"Rus{piece} > {piece}", f"us{tag}" * 1000):
        gate().may_be_on_beat(f"<html><body>{page}</body></html>".encode())
    assert time.process_time() - began < 5


def words_of(text: str) -> list[str]:
    return [form.folded for form in analyse(text).forms]


@cache
def patterns() -> tuple[tuple[Step, ...], ...]:
    named = {pattern for side in beat().gate.sides for lists in (side.anchors, side.half) for pattern in lists.of(None)}
    return tuple(steps_of(pattern, with_diacritics=False) for pattern in sorted(named))


def is_there(step: Step, word: str) -> bool:
    folded = words_of(step.word)[0]
    return word.startswith(folded) if step.is_stem else word == folded


def is_named(text: str) -> bool:
    """Look for every pattern, word by word."""
    words = analyse(text)
    folded = words_of(text)
    for steps in patterns():
        for at in range(len(folded) - len(steps) + 1):
            if all(is_there(step, word) for step, word in zip(steps, folded[at:], strict=False)) and all(
                not step.is_cased or words[at + place].text.startswith(step.word) for place, step in enumerate(steps)
            ):
                return True
    return False


def is_held(text: str) -> bool:
    """Look for all words of any pattern, wherever they stand."""
    folded = set(words_of(text))
    return any(
        all(len(step.word) < 3 < len(steps[0].word) or any(is_there(step, word) for word in folded) for step in steps)
        for steps in patterns()
    )


@st.composite
def plain_pages(draw: st.DrawFn) -> tuple[bytes, str]:
    """A page of words, some of them of names, in a code page that is declared, or not, or wrongly."""
    named = st.sampled_from([step.word for steps in patterns() for step in steps])
    other = st.sampled_from([*FILLER.split(), "post", "group", "çörək", "Straße", "щука", "їжа"])
    words = draw(st.lists(st.one_of(other, other, other, other, named), min_size=1, max_size=25))
    written = [
        draw(st.sampled_from([word, word, word.upper(), word.title(), f"«{word}»", f"{word}&#8217;s", f"{word}e"])) for word in words
    ]
    text = draw(st.sampled_from([" ", "&nbsp;", "\n", ", ", " — "])).join(written)
    charset = draw(st.sampled_from(["utf-8", "utf-8", "windows-1251", "koi8-r", "windows-1254", "iso-8859-9", "iso-8859-5", "utf-16"]))
    declared = draw(st.sampled_from([f"text/html; charset={charset}", "", "text/html; charset=utf-8", "text/html; charset=windows-1252"]))
    return f"<p>{text}</p>".encode(charset, "xmlcharrefreplace"), declared


@settings(max_examples=300, deadline=None)
@given(plain_pages())
@pytest.mark.thorough
def test_the_gate_finds_what_a_plain_search_finds(page: tuple[bytes, str]) -> None:
    body, content_type = page
    text = unescape(decode(body, content_type).removeprefix("<p>").removesuffix("</p>"))
    passes = gate().may_be_on_beat(body, content_type)
    assert passes or not is_named(text)
    assert not passes or is_held(text)
    assert gate().may_be_on_beat_in(text) or not is_named(text)


@st.composite
def wrapped_names(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and the name with tags, comments, entities and invisible characters between its letters, in the midst of markup."""
    name = draw(st.sampled_from(NAMES))
    name = draw(st.sampled_from([name, name.upper(), name.lower(), name.title()]))
    tags = [
        "<b>",
        "</b>",
        "<span class='x'>",
        '<a href="/x?a=1&b=2" title="1 > 0">',
        "<wbr>",
        "<!-- ad > -->",
        "&shy;",
        "\u200b",
        "&#8288;",
    ]
    pieces = []
    for letter in name:
        written = [letter, f"&#{ord(letter)};", f"&#x{ord(letter):X};", f"&amp;#{ord(letter)};"]
        pieces.append(draw(st.sampled_from([letter, letter, *written])))
        pieces.append(draw(st.sampled_from(["", "", "", "", *tags])))
    before = draw(st.sampled_from([" ", "<p>", "<li>«", "</td><td>", "\n", "(", "Auch </i>", "— "]))
    return name, f"<div>{FILLER}{before}{''.join(pieces[:-1])}{draw(st.sampled_from([' ', '</p>', '.', '»', ', ']))}{FILLER}</div>"


@settings(max_examples=400, deadline=None)
@given(wrapped_names(), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-u", "iso8859-5", "windows-1254", "cp866"]))
def test_markup_entities_and_charsets_never_hide_a_name(wrapped: tuple[str, str], charset: str) -> None:
    name, page = wrapped
    try:
        body = page.replace("—", "-").replace("ę", "e").replace("ł", "l").replace("«", '"').replace("»", '"').encode(charset)
    except UnicodeEncodeError:
        assume(False)
        raise
    if judge(beat(), "", name, None).relevance != "none" or any(name.lower() == each.lower() for each in NAMES):
        assert gate().may_be_on_beat(body, f"text/html; charset={charset}")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_any_bytes_have_an_answer(body: bytes) -> None:
    assert gate().may_be_on_beat(body) in (True, False)


@pytest.mark.parametrize(
    "written",
    [
        "\u00a0Azerbaijan\u00a0é",
        "&nbspAzerbaijan é",
        r"\u201cRussia é",
        "&quotRússia",
        "&quot&#8220r&#117;ss&#105;a",
        "Ru&#x73;<b>sia</b>",
        "Ru&#x73;<script>var a = 1 < 2;</script>sia",
        "Rus<script>if (a < b) { c() }</script>sia",
        "Rus<b>&#115;ia</b>",
        "Ро<b>&#1089;</b>сия",
        r"Rus\u003cb\u003esia",
        "Rus&lt;b&gt;sia &amp;amp;#82;ussia",
        r'{"body": "x\n&#x420;о<b>ссия<\/b>"}',
        "R\u0301ussia",
        "Rússia",
        "“RF” é",
        "\U0001f1f7RF é",
        "·RF é",
        "Ро\u0301ссия",
        "Ро’ссия",
        "азербаи\u0306джан",
        "Ваku",
        "Азәрбајҹан Россия",
        "Ռու\u055eսաստան",
        "აზერბა&shy;იჯანი",
        "Ru\x01ssia é",
    ],
)
def test_what_is_looked_for_by_its_traces_is_found(written: str) -> None:
    for around in ("The council met.", "Совет собрался. L’été à Genève, şəhər."):
        page = f"<html><body><p>{around} {written}, {around}</p></body></html>".encode()
        assert gate().may_be_on_beat(page, "text/html; charset=utf-8"), around


@pytest.mark.parametrize(
    "piece", ["us<script>", "us<script></script>", "&#8217;s&#", "é&shy;", "Ро<", r"Rus\u003c", "r\u0301", "Ро&lt;", "п’", "a&"]
)
@pytest.mark.thorough
def test_no_trace_keeps_the_gate_busy(piece: str) -> None:
    began = time.process_time()
    for page in (piece * 20_000, f"{piece} " * 20_000, f"{piece}</script> " * 20_000, f"é{piece * 20_000} {piece}"):
        gate().may_be_on_beat(f"<html><body>{page}</body></html>".encode(), "text/html; charset=utf-8")
    assert time.process_time() - began < 5


@st.composite
def names_in_disguise(draw: st.DrawFn) -> str:
    """A page with a name whose letters are written in any way, next to any sign."""
    name = draw(st.sampled_from(NAMES))
    twins = dict(zip("aceopxyiABCEHKMOPTXаАеорсху", "асеорхуіАВСЕНКМОРТХaAeopcxy", strict=True))
    letters = []
    for letter in draw(st.sampled_from([name, name.upper(), name.title()])):
        ways = [letter, letter, letter, f"&#{ord(letter)};", f"&#x{ord(letter):x}", f"\\u{ord(letter):04x}", twins.get(letter, letter)]
        ways += [f"{letter}\u0301", normalize("NFD", letter), f"{letter}\u00ad", f"{letter}&shy;", f"{letter}<b>", f"{letter}\u200b"]
        letters.append(draw(st.sampled_from(ways)))
    signs = [
        " ",
        "<p>",
        "«",
        "“",
        "—",
        "&nbsp;",
        "&nbsp",
        "\u00a0",
        "&quot;",
        "&#8220;",
        "・",
        "→",
        "€",
        "\u200b",
        "'",
        "`",
        "\u202f",
        "é ",
        "ж ",
    ]
    before, after = draw(st.sampled_from(signs)), draw(st.sampled_from([*signs, "’s", "&#8217;s", "<br>x", ".", "</b>"]))
    return f"<html><body><h1>Title</h1><p>{FILLER * 3}</p><p>{before}{''.join(letters)}{after} {FILLER * 3}</p></body></html>"


@settings(max_examples=150, deadline=None)
@given(names_in_disguise())
def test_what_a_reader_of_the_page_finds_passes(page: str) -> None:
    body = page.encode("utf-8", "replace")
    assert relevance_of(body) == "none" or gate().may_be_on_beat(body)


@settings(max_examples=150, deadline=None)
@given(
    names_in_disguise(),
    st.sampled_from(["Gas from Baku", "Газ из Москвы", "Arms from Russia", "Azərbaycan qazı"]),
    st.sampled_from(["", "AZ", "RU"]),
)
def test_what_a_reader_of_the_page_finds_of_both_sides_passes(page: str, title: str, country: str) -> None:
    body = page.replace("Title", title).encode("utf-8", "replace")
    assert relevance_of(body, country) == "none" or gate().may_be_on_beat(body, "", (country,))


@settings(max_examples=150, deadline=None)
@given(names_in_disguise())
def test_what_a_text_names_passes(text: str) -> None:
    assert gate().may_be_on_beat_in(text) or judge(beat(), "", text, None).relevance == "none"
