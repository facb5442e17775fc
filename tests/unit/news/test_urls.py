"""Addresses: one spelling for a page, and nothing that no crawler may ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.urls import absolute_url, canonical_url, host_of, is_private, matches_pattern, owner_of, site_of


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
        (
            "https://news.example/a?srsltid=1&gad_source=2&ref_src=3&erid=4&maca=5&hsa_acc=6&mibextid=7&itm_source=8",
            "https://news.example/a",
        ),
        ("https://news.example/a?id=7&amp;utm_source=rss&amp;amp;fbclid=x", "https://news.example/a?id=7"),
        ("https://news.example/a?ref=telegram&source=newsletter", "https://news.example/a"),
        ("https://news.example/a?ref=7&source=1&from=1", "https://news.example/a?ref=7&source=1&from=1"),
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


@pytest.mark.parametrize(
    "url",
    [
        "https://m.news.example/a",
        "https://news.example/a/amp",
        "https://news.example/a?amp=1",
        "https://news.example/a?print=1&view=mobile&m=1",
        "https://news.example/feed?rss=1",
        "https://news.example/feed?rss",
        "https://news.example/a;jsessionid=1",
        "https://news.example/a?PHPSESSID=1",
        "https://news.example/index.php",
        "https://news.example/a?lang=az&page=2&s=b",
    ],
)
def test_what_may_be_answered_with_another_page_is_not_dropped(url: str) -> None:
    assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "site", "owner"),
    [
        ("https://www.news.example/", "news.example", "news.example"),
        ("https://m.news.example:8443/", "news.example", "news.example"),
        ("https://az.news.example/", "az.news.example", "news.example"),
        ("https://ru.m.news.example/", "ru.news.example", "news.example"),
        ("https://mobil.deniz.com.tr/", "deniz.com.tr", "deniz.com.tr"),
        ("https://mobile.com.tr/", "mobile.com.tr", "mobile.com.tr"),
        ("https://az.xezer.com.az/", "az.xezer.com.az", "xezer.com.az"),
        ("https://one.blogspot.com/", "one.blogspot.com", "one.blogspot.com"),
        ("https://m.az/", "m.az", "m.az"),
        ("https://www.com.az/", "www.com.az", "www.com.az"),
        ("http://10.0.0.1:8080/", "10.0.0.1", "10.0.0.1"),
        ("http://[::1]:81/", "[::1]", "[::1]"),
        ("http://localhost/", "localhost", "localhost"),
        ("nonsense", "", ""),
    ],
)
def test_the_faces_of_a_site_are_one_site_and_its_editions_one_owner_s(url: str, site: str, owner: str) -> None:
    assert site_of(url) == site
    assert owner_of(url) == owner


@pytest.mark.parametrize(
    "host", ["localhost", "backend", "web.internal", "printer.local", "127.0.0.1", "192.168.1.10:8080", "[::1]", "[fe80::1]:81"]
)
def test_hosts_of_a_house_are_private(host: str) -> None:
    assert is_private(host)


@pytest.mark.parametrize("host", ["news.example", "news.example:8080", "93.184.215.14", "[2606:2800:21f::1]"])
def test_hosts_of_the_internet_are_not(host: str) -> None:
    assert not is_private(host)


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
