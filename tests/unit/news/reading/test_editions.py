"""Editions: an article in other languages, as its page names it; a switch that leads to a front page is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from news.reading.editions import MAX_EDITIONS, Edition, read_editions

URL = "https://khazarpost.example/az/news/48213"


def editions(head: str = "", body: str = "", url: str = URL, lang: str | None = "az") -> list[tuple[str, str]]:
    tree = html.document_fromstring(
        f"<html lang='az'><head>{head}<title>Bakıda danışıqlar</title></head><body>{body}<p>Mətn</p></body></html>"
    )
    return [(edition.lang, edition.url) for edition in read_editions(tree, url, lang)]


def alternate(lang: str, href: str, more: str = "") -> str:
    return f'<link rel="alternate" hreflang="{lang}" href="{href}" {more}>'


def test_the_head_names_other_languages() -> None:
    head = (
        alternate("az", URL)
        + alternate("ru", "https://khazarpost.example/ru/news/48290?utm_source=x")
        + alternate("en-US", "/en/news/48301-talks-begin-in-baku")
        + alternate("x-default", "https://khazarpost.example/news/48213")
    )
    assert editions(head) == [
        ("ru", "https://khazarpost.example/ru/news/48290"),
        ("en", "https://khazarpost.example/en/news/48301-talks-begin-in-baku"),
    ]


@pytest.mark.parametrize(
    "link",
    [
        alternate("ru", "https://khazarpost.example/ru/"),
        alternate("ru", "https://ru.khazarpost.example/"),
        alternate("ru", "https://khazarpost.example/?lang=ru"),
        alternate("ru", "/ru/news"),
        alternate("ru", "/ru/news/"),
        alternate("ru", URL + "/amp"),
        alternate("ru", "https://www.khazarpost.example/az/news/48213/"),
        alternate("az", "https://khazarpost.example/az/news/48214"),
        alternate("x-default", "https://khazarpost.example/en/news/48213"),
        alternate("ru", "/ru/rss/48213.xml", 'type="application/rss+xml"'),
        alternate("ru", "https://m.khazarpost.example/ru/news/48213", 'media="only screen and (max-width: 640px)"'),
        alternate("ru", "http://localhost:3000/ru/news/48213"),
        alternate("ru", "javascript:void(0)"),
        alternate("", "/ru/news/48213"),
        alternate("русский", "/ru/news/48213"),
        '<link rel="alternate" href="/ru/news/48213">',
        '<link rel="stylesheet" hreflang="ru" href="/ru/news/48213">',
    ],
)
def test_what_is_no_translation_is_left_out(link: str) -> None:
    assert editions(link) == []


def test_an_edition_may_have_a_domain_of_its_own_where_the_head_says_so() -> None:
    assert editions(alternate("en", "https://khazarpost.com/news/48213")) == [("en", "https://khazarpost.com/news/48213")]


def test_one_address_is_one_edition() -> None:
    head = alternate("ru", "/ru/news/48290") + alternate("en", "/ru/news/48290") + alternate("ru", "/ru/news/48291")
    assert editions(head) == [("ru", "https://khazarpost.example/ru/news/48290")]


def test_no_page_names_more_editions_than_there_are() -> None:
    codes = [f"{one}{other}" for one in "bcdf" for other in "acdegh"]
    assert len(editions("".join(alternate(code, f"/{code}/x/4821{at}") for at, code in enumerate(codes)))) == MAX_EDITIONS


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<header><a href="/ru/news/48213">RU</a> <a href="/en/news/48213">EN</a></header>', ["ru", "en"]),
        ('<div class="languages"><a href="/ru/news/48213">По-русски</a></div>', ["ru"]),
        ('<ul id="lang-switch"><li><a href="/en/news/48213/">English</a></li></ul>', ["en"]),
        ('<a class="lang" href="https://ru.khazarpost.example/news/48213"> Русский </a>', ["ru"]),
        ('<nav><a href="/en/news/48301-talks-begin-in-baku">English version</a></nav>', ["en"]),
        ('<select class="lang"><option value="/az/news/48213">Azərbaycanca<option value="/tr/news/48213">Türkçe</select>', ["tr"]),
        ('<p><a hreflang="ru" href="/ru/news/48290">Переговоры начались</a></p>', ["ru"]),
        ('<p><a href="/ru/news/48290">Читать на русском</a></p>', ["ru"]),
        ('<p><a href="/en/news/48301">Read in English</a></p>', ["en"]),
        ('<p><a href="/ru/news/48290">Bu xəbəri rusca oxuyun</a></p>', ["ru"]),
        ('<header><a href="?lang=ru">RU</a></header>', ["ru"]),
        # switches that lead elsewhere
        ('<header><a href="/ru/">RU</a> <a href="/en">EN</a></header>', []),
        ('<header><a href="/ru/news/">RU</a></header>', []),
        ('<header><a href="#">RU</a><a href="javascript:lang(1)">EN</a></header>', []),
        ('<header><a href="/az/news/48213">AZ</a></header>', []),
        ('<header><a href="/az/news/48290">RU</a></header>', []),
        ('<header><a href="https://other.example/ru/news/48213">RU</a></header>', []),
        # texts that are no switch
        ('<p>Bizi <a href="/en/news/48301">English</a> oxuyun</p>', []),
        ('<header><a href="/ru/news/48290">RU: Переговоры начались</a></header>', []),
        ('<header><a href="/az/rusiya-xeberleri-bu-gun">Rusiya</a></header>', []),
    ],
)
def test_a_switch_of_languages_is_read_where_it_leads_to_an_article(body: str, found: list[str]) -> None:
    assert [lang for lang, _ in editions(body=body)] == found


def test_a_page_of_hosts_by_language_is_read() -> None:
    body = '<div class="header-lang"><a href="https://az.khazarpost.example/baku/4821377.html">AZ</a></div>'
    found = editions(body=body, url="https://www.khazarpost.example/baku/4821377.html", lang="en")
    assert found == [("az", "https://az.khazarpost.example/baku/4821377.html")]


def test_the_base_of_a_page_counts() -> None:
    head = '<base href="https://khazarpost.example/ru/">' + alternate("ru", "news/48290")
    assert editions(head) == [("ru", "https://khazarpost.example/ru/news/48290")]


def test_an_edition_in_another_script_is_another_edition() -> None:
    assert editions(alternate("az-Cyrl", "/az-cyrl/news/48213")) == [("az-cyrl", "https://khazarpost.example/az-cyrl/news/48213")]


@given(st.text(), st.text(), st.text())
def test_any_page_has_some_editions_or_none(code: str, href: str, url: str) -> None:
    tree = html.document_fromstring("<html><head><link rel='alternate'></head><body><header><a>RU</a></header></body></html>")
    for element in (*tree.iter("link"), *tree.iter("a")):
        for name, value in (("hreflang", code), ("href", href)):
            element.set(name, "".join(char for char in value if char.isprintable() and not "\ud800" <= char <= "\udfff"))
    assert all(isinstance(edition, Edition) for edition in read_editions(tree, url, None))
    assert all(edition.url.startswith("http") for edition in read_editions(tree, URL, "az"))
