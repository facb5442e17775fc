"""Addresses: one spelling for a page, and nothing that no crawler may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.urls import absolute_url, canonical_url, host_of, matches_pattern, site_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://News.Example:80/A/b/", "http://news.example/A/b/"),
        ("https://news.example:443", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example./a#comments", "https://news.example/a"),
        ("https://news.example/a?utm_source=rss&id=7&fbclid=x&page=2", "https://news.example/a?id=7&page=2"),
        ("https://news.example/a?_openstat=1&yclid=2&ysclid=3&igshid=4&gclid=5&mc_cid=6&at_medium=7", "https://news.example/a"),
        ("https://news.example/a?from=rss", "https://news.example/a"),
        ("https://news.example/a?from=2026-01-01", "https://news.example/a?from=2026-01-01"),
        ("https://news.example/a?UTM_Source=x", "https://news.example/a"),
        ("https://news.example/a?b=2&a=1&b=3", "https://news.example/a?b=2&a=1&b=3"),
        ("https://news.example//a/./b/../c//d/", "https://news.example/a/c/d/"),
        ("https://news.example/a/..", "https://news.example/"),
        ("https://news.example/%7euser/%e2%82%ac", "https://news.example/~user/%E2%82%AC"),
        ("https://news.example/xəbər", "https://news.example/x%C9%99b%C9%99r"),
        ("https://news.example/a b", "https://news.example/a%20b"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://пример.example/новость", "https://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        ("http://[2001:DB8::0001]:80/a", "http://[2001:db8::1]/a"),
        (" \n https://news.example/a \n", "https://news.example/a"),
        ("https://news.example/a?", "https://news.example/a"),
    ],
)
def test_one_page_has_one_spelling(written: str, kept: str) -> None:
    assert canonical_url(written) == kept


@pytest.mark.parametrize(
    "refused",
    [
        "",
        "news.example/a",
        "ftp://news.example/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@news.example",
        "https://user@news.example/",
        "https://user:word@news.example/",
        "https://news.example\\@other.example/",
        "https://news.example/a\\b",
        "https://news.example/a\nb",
        "https://news.ex\tample/",
        "https://news.example/\x00",
        "https://news.example/\ud800",
        "https:///a",
        "https://",
        "https://.example/",
        "https://a..b/",
        "https://exa mple.org/",
        "https://news.example:99999/",
        "https://news.example:0/",
        "https://news.example:port/",
        "https://[::1/",
        "https://[v1.fe]/",
        "https://news.example/" + "a" * 3000,
    ],
)
def test_what_no_crawler_may_ask_for_is_refused(refused: str) -> None:
    assert canonical_url(refused) is None


def test_a_relative_link_is_read_from_its_page() -> None:
    assert canonical_url("../b?utm_medium=x", "https://news.example/az/a/") == "https://news.example/az/b"
    assert canonical_url("//other.example/b", "https://news.example/a") == "https://other.example/b"
    assert canonical_url("javascript:void(0)", "https://news.example/a") is None


def test_the_trailing_slash_stays_as_written() -> None:
    assert canonical_url("https://news.example/a") != canonical_url("https://news.example/a/")


def test_an_absolute_address_keeps_its_spelling() -> None:
    assert absolute_url("/a?utm_source=rss#x", "https://News.example/") == "https://News.example/a?utm_source=rss"
    assert absolute_url("javascript:x", "https://news.example/") is None


def test_politeness_counts_hosts_with_their_ports() -> None:
    assert host_of("https://News.example:443/a") == "news.example"
    assert host_of("http://news.example:8080/a") == "news.example:8080"
    assert host_of("nonsense") == ""


def test_the_faces_of_a_site_are_one_site() -> None:
    assert site_of("https://www.news.example/") == site_of("https://m.news.example:8443/") == "news.example"
    assert site_of("https://az.news.example/") == "az.news.example"


@pytest.mark.parametrize(
    ("path", "pattern", "matches"),
    [
        ("/az/news/12.html", "/az/news/*.html", True),
        ("/az/news/2026/a.html", "/az/news/*.html", True),
        ("/az/video/1.html", "/az/news/*.html", False),
        ("/news/7", "/news/?", True),
        ("/news/77", "/news/?", False),
        ("/news/[x]", "/news/[x]", True),
        ("/x%C9%99b%C9%99r/1", "/xəbər/*", True),
    ],
)
def test_a_pattern_is_a_glob_on_the_path(path: str, pattern: str, matches: bool) -> None:
    assert matches_pattern("https://news.example" + path, pattern) is matches


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_canonical_address_is_its_own_canonical_address(path: str, query: str) -> None:
    url = canonical_url(f"https://news.example/{path}?{query}")
    assert url is None or canonical_url(url) == url


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    url = canonical_url(text)
    assert url is None or (url.isascii() and url.startswith(("http://", "https://")) and canonical_url(url) == url)
