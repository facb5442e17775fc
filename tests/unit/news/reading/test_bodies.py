"""Texts without what hangs around them."""

import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.pages import Page, parse_html
from news.reading.bodies import choose_body, read_fragment, trim
from news.reading.metadata import Claims, read_claims
from news.reading.pruning import article_tree
from news.reading.text_lines import lines_of

LINES = [
    "The ferry between the two harbours will sail three times a day from Monday, the company said.",
    "The new pier is ready and the ice has gone from the bay earlier than in any of the last ten years.",
    "Tickets are on sale from Friday, and the first crossing is free for everyone who lives on the island.",
]
TEXT = "\n".join(LINES)


@pytest.mark.parametrize(
    "line",
    [
        "Ferry sails again",
        "20 November 2026, 14:30",
        "Report No. 12, 18 November 2026",
        "| News, Harbours, Ships",
    ],
)
def test_what_stands_before_a_text_goes(line: str) -> None:
    assert trim(f"{line}\n{TEXT}", ["Ferry sails again"]) == TEXT


@pytest.mark.parametrize("line", ["Ferries are back.", "Good news for 3,000 islanders and their friends on the coast"])
def test_a_short_first_line_of_the_text_stays(line: str) -> None:
    assert trim(f"{line}\n{TEXT}", ["Ferry sails again"]) == f"{line}\n{TEXT}"


def test_a_menu_before_the_repeated_title_goes() -> None:
    assert trim(f"Home\nSport\nWeather and tides\nFerry sails again\n{TEXT}", ["Ferry sails again"]) == TEXT


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Storm closes the harbour",
        "Читайте также: Шторм закрыл гавань",
        "▼ читать продолжение новости ▼",
        "Читайте також: Шторм закрив гавань",
        "Həmçinin oxuyun: Fırtına limanı bağladı",
        "Ayrıca okuyun: Fırtına limanı kapattı",
        "Czytaj też: Sztorm zamknął port",
        "Lesen Sie auch: Sturm schließt den Hafen",
        "Фото: пресс-служба порта",
        "Share Facebook Twitter 12",
        "Paylaş",
        "Dalsza część artykułu pod materiałem wideo\nKrótki podpis filmu",
    ],
)
def test_lines_that_point_elsewhere_go(line: str) -> None:
    assert trim("\n".join([*LINES[:2], line, LINES[2]]), []) == TEXT


@pytest.mark.parametrize(
    "tail",
    [
        "Источник: Северный вестник",
        "Mənbə: Şimal xəbərləri",
        "Kaynak: Kuzey Haber",
        "Quelle: Nordblatt",
        "Все права защищены",
        "Bütün hüquqlar qorunur",
        "Wszelkie prawa zastrzeżone",
        "Tags: ferry, harbour\nferry\nharbour",
        "Sources:\n- A Paper\n- Another\nFerries stay in the news.",
    ],
)
def test_what_stands_behind_a_text_goes(tail: str) -> None:
    assert trim(f"{TEXT}\n{tail}", []) == TEXT


def test_a_text_behind_a_label_in_its_beginning_is_kept() -> None:
    assert trim("\n".join(["Source: the company", *LINES]), []) == "\n".join(["Source: the company", *LINES])


def test_list_items_stay() -> None:
    items = "- Sign up for the crossing at the kiosk\n- Watch: the clock at the pier shows the time"
    assert trim(f"{LINES[0]}\n{items}\n{LINES[1]}\n{LINES[2]}", []) == f"{LINES[0]}\n{items}\n{LINES[1]}\n{LINES[2]}"


def test_pointers_go() -> None:
    assert trim("\n".join([LINES[0], "A story about storms", *LINES[1:]]), [], frozenset({"A story about storms"})) == TEXT


def test_a_fragment_gives_its_paragraphs() -> None:
    assert (
        read_fragment("<div>One.<br>line <b>bold</b>.<p>Two</p>three in a row, then<script>x</script><ul><li>four</li></ul></div>")
        == "One.\nline bold.\nTwo\nthree in a row, then\n- four"
    )
    assert read_fragment("") == ""


PIECES = ["Reklama", "Read more:", "Фото: АР", "Tags:", "Share", "18+", "1 of 4", "НАСТОЯЩИЙ МАТЕРИАЛ (ИНФОРМАЦИЯ) ПРОИЗВЕДЁН", *LINES]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=30), min_size=1, max_size=12), st.lists(st.text(max_size=10), max_size=2))
def test_trimming_leaves_something_of_every_text(lines: list[str], titles: list[str]) -> None:
    text = "\n".join(lines)
    assert bool(trim(text, titles).strip()) or not text.strip()


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=10), max_size=2))
def test_trimming_only_takes_away(lines: list[str], titles: list[str]) -> None:
    left = trim("\n".join(lines), titles).split("\n")
    assert len(left) <= max(1, len("\n".join(lines).split("\n")))


@given(st.text(max_size=200))
def test_any_fragment_gives_some_text(content: str) -> None:
    assert isinstance(read_fragment(content), str)


CORPUS = Path(__file__).parents[3] / "corpora" / "bodies"
NOW = datetime(2026, 11, 20, tzinfo=UTC)
MENU = "".join(
    f'<li class="item"><a href="/{name}">{name}</a></li>'
    for name in ["News", "Politics", "Economy", "Sport", "Culture", "World", "Opinion"]
)
SIDE = "".join(
    f'<div class="news-item"><a href="/n{at}"><span class="hour">1{at}:20</span> Ministers meet in the capital for talk number {at} of the week</a></div>'
    for at in range(8)
)
HEAD = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} - Coast</title></head><body><header><ul>'
    + MENU
    + "</ul></header>"
)
FOOT = '<div class="foot"><p>The Coast, 12 Pier Street, Goldcliff. Phone 555 01 02. Every use of our materials needs a link.</p></div></body></html>'
SHELLS = {
    "article": "<main><article><h1>{title}</h1>{html}</article></main><aside>" + SIDE + "</aside>",
    "wordpress": '<div id="page"><div class="single-post"><h1 class="entry-title">{title}</h1><div class="entry-content">{html}</div></div><div id="secondary">'
    + SIDE
    + "</div></div>",
    "nameless": '<div class="a1"><div class="b2"><h1>{title}</h1><div class="c3">{html}</div></div><div class="d4">'
    + SIDE
    + "</div></div>",
    "logo": '<h1><a href="/">Coast</a></h1><div class="article-detail"><h2>{title}</h2><section>{html}</section></div><section>'
    + SIDE
    + "</section>",
    "comments": '<div class="post"><h1>{title}</h1><div class="story">{html}</div></div><div class="c-list"><p>I have lived on this coast for '
    "forty years and never saw a ferry that was on time, so good luck with this one, my friends.</p><p>Ministers meet every week and "
    "talk about it, and nothing comes of all their talk but paper.</p></div>",
    "form": '<form id="aspnetForm"><h1>{title}</h1><div class="txt">{html}</div><div class="rt">' + SIDE + "</div></form>",
    "tables": '<table width="100%"><tr><td valign="top"><h1>{title}</h1><div>{html}</div></td><td>' + SIDE + "</td></tr></table>",
}


@dataclass(frozen=True)
class Case:
    name: str
    page: str
    text: tuple[str, ...]
    absent: tuple[str, ...]
    title: str = ""
    parts: tuple[str, ...] = ()
    """Text that may share its line with other text."""


def cases() -> Iterator[Case]:
    for path in sorted(CORPUS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        paragraphs = {f"{{{at}}}": text for at, text in enumerate(table["paragraphs"], start=1)}
        for case in table["case"]:
            used = tuple(text for mark, text in paragraphs.items() if mark in case["html"])
            html = case["html"]
            for mark, text in paragraphs.items():
                html = html.replace(mark, text)
            for shell, markup in SHELLS.items():
                page = (HEAD + markup + FOOT).replace("{lang}", table["lang"]).replace("{title}", table["title"]).replace("{html}", html)
                yield Case(f"{path.stem}: {case['name']} ({shell})", page, (*used, *case.get("text", ())), tuple(case["absent"]))


def body_of(page: str, title: str = "") -> str:
    tree = parse_html(Page("https://coast.example/a", 200, page.encode(), "text/html; charset=utf-8", NOW, "https://coast.example/a"))
    assert tree is not None
    claims = read_claims(tree, "UTC", NOW)
    return choose_body(tree, claims, title or claims.headings[0]).value.text


def faults(case: Case) -> list[str]:
    body = " ".join(body_of(case.page).split())
    missing = [f"missing: {text}" for text in case.text if " ".join(text.split()) not in body]
    return missing + [f"present: {text}" for text in (*case.absent, "Ministers meet", "Pier Street") if text in body]


def test_bodies_of_the_corpus() -> None:
    found = {case.name: faults(case) for case in cases()}
    wrong = {name: what for name, what in found.items() if what}
    assert len(found) >= 200
    assert len(wrong) <= len(found) * 0.02, "\n".join(f"{name}: {what}" for name, what in wrong.items())


EXTRA = 6
"""Words beyond the text that a whole page may leave in it: a heading, a line under a picture."""


def linked(markup: str, name: str, labels: str) -> str:
    """Write out ``{name:markup}`` for each label: * is the label, @ its number."""
    written = markup
    while "{" + name + ":" in written:
        before, rest = written.split("{" + name + ":", 1)
        pattern, after = rest.split("}", 1)
        every = (pattern.replace("@", str(at)).replace("*", each) for at, each in enumerate(labels.split("|")))
        written = before + "".join(every) + after
    return written


def whole_page(language: dict[str, Any], page: dict[str, Any]) -> Case:
    paragraphs = {f"{{{at}}}": text for at, text in enumerate(language["paragraphs"], start=1)}
    head, body = page.get("head", ""), linked(linked(page["html"], "menu", language["menu"]), "side", language["side"])
    for mark, text in paragraphs.items():
        body = body.replace(mark, text)
        head = head.replace("{j" + mark[1:], json.dumps(text)[1:-1])
    markup = f'<!doctype html><html lang="{language["lang"]}"><head><title>{{t}}</title>{head}</head><body>{body}</body></html>'
    used = tuple(text for mark, text in paragraphs.items() if mark in page["html"] or "{j" + mark[1:] in page.get("head", ""))
    name = f"{language['lang']}: {page['name']}"
    return Case(name, markup.replace("{t}", language["title"]), used, tuple(page["absent"]), language["title"], tuple(page.get("text", ())))


def whole_pages() -> Iterator[Case]:
    for path in sorted((CORPUS / "pages").glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for language in table.get("language", [table] if "page" in table else []):
            yield from (whole_page(language, page) for page in language["page"])


def faults_of(body: str, case: Case) -> list[str]:
    """Say what is wrong with a body whose paragraphs must be lines of their own."""
    lines = [" ".join(line.split()) for line in body.split("\n")]
    said = " ".join(lines)
    missing = [f"no line: {text}" for text in case.text if text not in lines]
    missing += [f"missing: {text}" for text in case.parts if text not in said]
    extra = len(said.split()) - sum(len(text.split()) for text in (*case.text, *case.parts))
    present = [f"present: {text}" for text in case.absent if text in said]
    return missing + present + ([f"{extra} words more"] if extra > EXTRA + 10 * len(case.parts) else [])


def test_bodies_of_whole_pages() -> None:
    found = {case.name: faults_of(body_of(case.page, case.title), case) for case in whole_pages()}
    wrong = {name: what for name, what in found.items() if what}
    assert len(found) >= 40
    assert not wrong, "\n".join(f"{name}: {what}" for name, what in wrong.items())


def fragments() -> Iterator[Case]:
    for each in tomllib.loads((CORPUS / "pages" / "fragments.toml").read_text(encoding="utf-8"))["fragment"]:
        yield Case(each["name"], each["html"], tuple(each["text"]), tuple(each["absent"]), each["title"])


@pytest.mark.parametrize("case", list(fragments()), ids=lambda case: case.name)
def test_a_shared_story_is_read_without_what_hangs_around_it(case: Case) -> None:
    assert not faults_of(trim(read_fragment(case.page), (case.title,)), case)


P = f"<p>{LINES[0]}</p>"
HOSTILE = {
    "nested spans": "<span>" * 32_000 + P * 5,
    "spans": "<p>" + "<span class=share>a </span>" * 32_000 + "</p>" + P * 5,
    "list of links": "<ul>" + "<li><a href=/x>One two three four five</a></li>" * 32_000 + "</ul>" + P * 5,
    "deep boxes": "<div>" * 100_000 + P * 5,
    "deep furniture": "<div class=share>" * 250 + P * 5000,
    "hidden boxes": "<div hidden>abc def</div>" * 32_000 + P * 5,
    "nested tables": "<table><tr><td>" * 80 + P * 5000,
    "labels": "<h4>Read also</h4>" * 32_000 + P * 5,
    "nested labels": "<div>Read also<a href=x>a b c d</a>" * 250 + P * 3000,
    "nested lists": "<ul><li><a href=x>One two three four</a>" * 120 + "<i></i>" * 32_000,
    "deep groups": "<div>" * 200 + f"<div>{P}</div>" * 8000,
    "breaks in spans": "<span>" * 200 + "word word word<br>" * 32_000,
    "next articles": "<article><h2>A headline of more than four words</h2>" + P + "</article>" * 8000,
    "nested articles": "<article class=a><h1>A headline of more than four words</h1>" * 200 + P * 3000,
    "boxes of one name": "<div class=a><h1>A headline of more than four words</h1>" * 200 + f"<div class=a>{P}</div>" * 5000,
    "pictures": "<div class=image><img src=a>" * 200 + P * 5000,
    "tables in a row": "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>" * 8000,
    "broken lines": "<div>" + "half a line of words that goes on<br>" * 32_000 + "</div>",
    "digits": "<p>USD EUR " + "1" * 300_000 + "</p>" + P * 5,
    "letters and dots": "<p>CV send " + "a+" * 100_000 + "@" * 1000 + "." * 100_000 + "</p>" + P,
}


@pytest.mark.thorough
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_are_cut_in_time_that_grows_with_their_size(content: str) -> None:
    tree = parse_html(Page("https://coast.example/a", 200, f"<body><h1>Title</h1>{content}".encode(), "text/html; charset=utf-8", NOW, ""))
    assert tree is not None
    started = time.process_time()
    part = article_tree(tree)
    trim("\n".join(lines_of(part)), ["Title"])
    trim("\n".join(part.itertext()), ["Title"])
    assert time.process_time() - started < 3  # a tenth of that on one quiet core; a quadratic step takes minutes


@given(st.text(alphabet="<>/=\"' abdiphulrt1é\u200c\n", max_size=300))
def test_a_body_is_chosen_on_any_page(content: str) -> None:
    tree = parse_html(Page("https://coast.example/a", 200, f"<p>a{content}".encode(), "text/html; charset=utf-8", NOW, ""))
    assert tree is None or isinstance(choose_body(tree, Claims(), "Title").value.text, str)
